"""Where the real files lie, and what is said when they do not."""

from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT.parent / "shared/data"
PEOPLE_FILE = FOLDER / "ibm_hr_attrition.csv"
MENTAL_HEALTH_FILE = FOLDER / "osmi_2016.csv"
# Found, never imported: the package asks for a module that Python 3.12 and newer come without.
_PACKAGE = find_spec("peopleanalyticsdata")
EMPLOYEE_FILE = Path(str(_PACKAGE and _PACKAGE.origin)).parent / "data/employee_survey.csv"


def needs(*files: Path) -> pytest.MarkDecorator:
    """Skips a test, by name of the file, where a file that nobody on this project wrote is not there."""
    absent = [file.name for file in files if not file.exists()]
    return pytest.mark.skipif(bool(absent), reason=f"not in ../shared/data: {', '.join(absent)}")
