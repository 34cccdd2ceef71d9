"""Where the real files lie, and what is said when they do not."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT.parent / "shared/data"
PEOPLE_FILE = FOLDER / "ibm_hr_attrition.csv"
MENTAL_HEALTH_FILE = FOLDER / "osmi_2016.csv"


def needs(*files: Path) -> pytest.MarkDecorator:
    """Skips a test, by name of the file, where a file that nobody on this project wrote is not there."""
    absent = [file.name for file in files if not file.exists()]
    return pytest.mark.skipif(bool(absent), reason=f"not in ../shared/data: {', '.join(absent)}")
