from datetime import timedelta

import pytest
from django.utils import timezone
from tests.conftest import acting

from allaboard.errors import NotFound
from allaboard.foundation.jobs import queries
from allaboard.foundation.jobs.facade import advance, fail, finish, start_progress
from allaboard.foundation.jobs.models import Progress
from allaboard.foundation.jobs.tasks import forget_old


def test_progress_never_passes_its_total(amara):
    pk = start_progress(acting(amara), "Import people", total=10)

    advance(pk, 25)

    assert queries.progress_for(acting(amara), pk).done == 10


def test_finishing_says_where_to_go(amara):
    pk = start_progress(acting(amara), "Import people", total=10)

    finish(pk, result_url="/people/")

    progress = queries.progress_for(acting(amara), pk)
    assert (progress.done, progress.result_url, progress.finished_at is None) == (10, "/people/", False)


def test_a_failure_keeps_its_reason(amara):
    pk = start_progress(acting(amara), "Import people", total=10)
    fail(pk, "Row 7 has no e-mail.")
    assert queries.progress_for(acting(amara), pk).failure == "Row 7 has no e-mail."


def test_nobody_sees_the_work_of_another(amara, chidi):
    pk = start_progress(acting(amara), "Import people", total=10)
    with pytest.raises(NotFound):
        queries.progress_for(acting(chidi), pk)


def test_a_bar_that_has_not_moved_for_90_days_is_forgotten(amara):
    old, new = (start_progress(acting(amara), label, 3) for label in ("Old", "New"))
    Progress.objects.filter(pk=old).update(moved_at=timezone.now() - timedelta(days=91))
    Progress.objects.filter(pk=new).update(
        started_at=timezone.now() - timedelta(days=100), moved_at=timezone.now() - timedelta(days=89)
    )

    forget_old()

    assert [bar.pk for bar in Progress.objects.all()] == [new]
