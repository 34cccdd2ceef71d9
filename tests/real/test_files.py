"""Without the files the proof is skipped, and says which one is missing."""

from tests.real.files import FOLDER, needs


def test_an_absent_file_is_named_and_skips():
    mark = needs(FOLDER / "nobody_has_this.csv").mark

    assert mark.args == (True,)
    assert mark.kwargs["reason"] == "not in ../shared/data: nobody_has_this.csv"


def test_a_present_file_skips_nothing(tmp_path):
    file = tmp_path / "people.csv"
    file.touch()

    assert needs(file).mark.args == (False,)
