"""Set-up that cannot go on says what stands in the way and what to do, and leaves no half of itself marked as done."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from allaboard.project import environment

OURS = f"{sys.version_info.major}.{sys.version_info.minor}"
TOLD: dict[str, tuple[str, str]] = {
    "no python": ("Python was not found", "install Python 3.11"),
    "old python": ("Python 3.11 or newer is needed", "install a newer Python"),
    "old glibc": ("glibc 2.17; the packages need 2.28", "use a newer system"),
    "no space": ("only 97 MB of disk are free", "free some space"),
    "no venv": ("cannot make a virtual environment", "python3-venv"),
    "no network": ("package index could not be reached", "check the network or the proxy"),
    "no package": ("a package could not be installed", "see the message above"),
}
# What a Python on the way does otherwise than a sound one, by what is wrong with the machine.
PYTHONS = {
    "old python": 'case "$2" in *version_info*) exit 1 ;; esac',
    "old glibc": 'case "$2" in *libc_ver*) echo 2.17; exit ;; esac',
    "no venv": 'case "$2" in venv) exit 1 ;; esac',
    "no network": 'case "$*" in *"pip install"*) for n in 1 2 3 4; do echo "said $n"; done; exit 1 ;; esac',
}
# A virtual environment without the seconds that a real one takes: this Python again, and an installer that refuses.
MAKES = """case "$2" in
  venv) mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; exit ;;
  pip) [ "$3" = --version ] || { printf '#!/bin/sh\\nexit 1\\n' >.venv/bin/uv; chmod +x .venv/bin/uv; }; exit ;;
esac"""


@pytest.mark.parametrize("fault", TOLD)
def test_set_up_says_what_failed_and_what_to_do(fault: str, tmp_path: Path) -> None:
    told = run_where(fault, tmp_path)

    message, remedy = TOLD[fault]
    assert told.returncode == 1
    failed, what_to_do = told.stderr.splitlines()[-2:]
    assert failed.startswith("allaboard: ")
    assert message in failed
    assert what_to_do.startswith("  What to do: ")
    assert remedy in what_to_do
    assert not list(tmp_path.glob(".venv/.installed-*"))


def test_of_what_the_installer_says_only_its_last_words_are_told(tmp_path: Path) -> None:
    told = run_where("no network", tmp_path).stderr

    assert "said 4" in told
    assert "said 1" not in told


def test_the_system_of_these_tests_is_new_enough(tmp_path: Path) -> None:
    assert "glibc" not in run_where("no space", tmp_path).stderr


@pytest.mark.parametrize(("installed_for", "installs"), [("3.1", True), (OURS, False)])
def test_a_system_whose_python_was_exchanged_is_set_up_again(
    installed_for: str, installs: bool, tmp_path: Path
) -> None:
    lock = (environment.ROOT / "requirements/base.lock").read_bytes()
    sum_of_lock = (
        subprocess.run(["cksum"], input=lock, capture_output=True, check=True).stdout.decode().strip()
    )
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv/.installed-base").write_text(f"{sum_of_lock} for Python {installed_for}\n")

    assert ("3/3 installing" in run_where("no package", tmp_path).stderr) is installs


def run_where(fault: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """The launcher in a folder of its own, on a machine with the fault."""
    shutil.copy(environment.ROOT / "allaboard", folder)
    shutil.copytree(environment.ROOT / "requirements", folder / "requirements")
    programs = folder / "programs"
    programs.mkdir()
    free = 100_000 if fault == "no space" else 9_000_000
    write_program(programs / "df", f"printf 'head\\nroot 1 1 {free} 1 /\\n'")
    write_program(programs / "python3", f'{PYTHONS.get(fault, "")}\n{MAKES}\nexec {sys.executable} "$@"')
    python = "nowhere" if fault == "no python" else "python3"
    known = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "ALLABOARD_PYTHON": python}
    return subprocess.run(
        [folder / "allaboard", "up"], env=known, capture_output=True, text=True, check=False, timeout=60
    )


def write_program(path: Path, lines: str) -> None:
    """A shell script that can be run."""
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o755)
