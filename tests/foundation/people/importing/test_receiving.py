"""Who may bring a file, what is too long for one, and how long it is kept."""

import csv
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.conftest import acting, grant
from tests.foundation.people.importing.conftest import COMPANY

from allaboard.errors import NotAllowed, RuleBroken
from allaboard.foundation.people import tasks
from allaboard.foundation.people.importing import receiving, services
from allaboard.foundation.people.importing.reading import staging
from allaboard.foundation.people.models import Import, Person


@pytest.mark.parametrize("role", ["communications", "recruiter", "reviewer", None])
def test_only_hr_and_administrators_import(uploaded, ben, role, tmp_path):
    run = uploaded(COMPANY)
    if role:
        grant(ben, role)
    path = tmp_path / "again.csv"
    path.write_text(COMPANY)
    for verb in (
        lambda: receiving.upload(path, "again.csv", by=acting(ben)),
        lambda: services.dry_run(run, by=acting(ben)),
        lambda: services.apply_import(run, by=acting(ben)),
        lambda: services.undo_import(run, by=acting(ben)),
    ):
        with pytest.raises(NotAllowed):
            verb()
    assert not Person.objects.filter(email="cleo@x.test").exists()


def test_a_very_long_cell_near_the_top_is_refused_in_words(uploaded):
    csv.field_size_limit(131_072)  # as Python begins

    with pytest.raises(RuleBroken, match="holds 140,000 characters"):
        uploaded(f"email,note\na@x.test,{'x' * 140_000}\n")


def test_what_is_kept_goes_after_a_week_unless_a_worker_is_busy_with_it(uploaded, amara):
    left, busy = uploaded("email\na@x.test\n"), uploaded("email\nb@x.test\n")
    Import.objects.update(uploaded_at=timezone.now() - timedelta(days=8))
    Import.objects.filter(pk=busy.pk).update(status="running")

    tasks.forget_old()

    assert set(staging.kept_runs()) == {busy.pk}
    assert not Import.objects.filter(pk=left.pk).exists()
