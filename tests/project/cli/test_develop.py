"""Commands for those who build the product touch nothing that is in use."""

import pytest
import typer

from allaboard.project import environment
from allaboard.project.cli import develop

SAYS_WHERE = """
import os, pathlib
with pathlib.Path(os.environ["SEEN"]).open("a") as seen:
    seen.write(os.environ["ALLABOARD_DATABASE_URL"] + "\\n")
"""


def test_each_benchmark_has_a_database_of_its_own_and_never_the_configured_one(tmp_path, monkeypatch):
    (tmp_path / "benchmarks").mkdir()
    for name in ("one", "two"):
        (tmp_path / "benchmarks" / f"{name}.py").write_text(SAYS_WHERE)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setenv("SEEN", str(tmp_path / "seen"))
    monkeypatch.setenv("ALLABOARD_HOME", str(tmp_path))
    monkeypatch.setenv("ALLABOARD_DATABASE_URL", "postgresql://in.use.example/people")

    with pytest.raises(typer.Exit) as ended:
        develop.bench("")

    seen = (tmp_path / "seen").read_text().split()
    assert ended.value.exit_code == 0
    assert len(set(seen)) == 2
    assert not any("in.use" in url for url in seen)


def test_a_benchmark_that_fails_is_named_and_the_others_still_run(tmp_path, monkeypatch, capsys):
    (tmp_path / "benchmarks").mkdir()
    (tmp_path / "benchmarks" / "fails.py").write_text("raise SystemExit(1)")
    (tmp_path / "benchmarks" / "works.py").write_text(SAYS_WHERE)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setenv("SEEN", str(tmp_path / "seen"))
    monkeypatch.setenv("ALLABOARD_HOME", str(tmp_path))
    monkeypatch.setenv("ALLABOARD_DATABASE_URL", "postgresql://in.use.example/people")

    with pytest.raises(typer.Exit) as ended:
        develop.bench("")

    assert ended.value.exit_code == 1
    assert "Failed: fails" in capsys.readouterr().out
    assert (tmp_path / "seen").exists()
