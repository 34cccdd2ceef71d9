"""The secret that a new installation makes for itself."""

from concurrent.futures import ThreadPoolExecutor

from allaboard.project.settings.installation import kept_secret


def test_all_who_start_at_once_get_the_same_secret_and_others_cannot_read_it(tmp_path):
    home = tmp_path / "home"
    with ThreadPoolExecutor(8) as starts:
        secrets = set(starts.map(kept_secret, [home] * 8))

    assert len(secrets) == 1
    assert len(secrets.pop()) > 64
    assert [file.name for file in home.iterdir()] == ["secret_key"]
    assert (home / "secret_key").stat().st_mode & 0o077 == 0
