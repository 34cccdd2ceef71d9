"""What became of a sending, counted for each person once, at the price of one question."""

from django.utils import timezone
from tests.conftest import acting, make_person
from tests.foundation.delivery.ledger.conftest import to_everyone

from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery.facade import (
    Message,
    progress,
    progress_of,
    run_due,
    schedule,
    state_queryset,
)
from allaboard.foundation.delivery.models import Delivery, Wish
from allaboard.foundation.delivery.queries import inbox_of
from allaboard.foundation.delivery.services.inbox_page import entries
from allaboard.foundation.people.models import Person
from allaboard.foundation.touchpoints.models import Touchpoint


def test_how_many_have_seen_is_hidden_for_a_small_audience(amara, ben, chidi):
    sending = schedule(to_everyone(), SYSTEM)
    run_due()
    Delivery.objects.update(seen_at=timezone.now())
    assert progress(sending.id).seen is None

    for number in range(5):
        make_person(f"More{number}")
    larger = schedule(to_everyone("larger"), SYSTEM)
    run_due()
    Delivery.objects.filter(sending=larger.id, person__in=[amara, ben, chidi]).update(seen_at=timezone.now())
    assert progress(larger.id).seen == 3

    Delivery.objects.filter(sending=larger.id).update(seen_at=timezone.now())
    assert progress(larger.id).seen is None  # all of eight: everybody would know who


def test_every_delivery_is_in_exactly_one_state(amara, ben):
    sending = schedule(to_everyone(), SYSTEM)
    run_due(limit=1)
    assert progress(sending.id).total == 4 == state_queryset(sending.id).count()


def test_two_ways_are_one_contact(amara, chidi):
    Wish.objects.create(person=chidi, category="campaign", channel="inbox", rhythm="off")
    message = Message("News", "News", category="campaign")
    schedule(to_everyone(message=message, minutes=2.0, object_ref="campaign:1"), acting(amara))

    run_due()

    touches = Touchpoint.objects.values_list("person_id", "minutes", "who_id", "object_ref")
    assert sorted(touches) == sorted(
        (pk, 2.0, amara.pk, "campaign:1") for pk in Person.objects.values_list("pk", flat=True)
    )


def test_a_message_that_takes_longer_than_a_day_arrives_and_is_a_contact_of_a_day(amara):
    sending = schedule(to_everyone(minutes=5_000.0), SYSTEM)
    run_due()

    assert progress(sending.id).sent == 2
    assert Touchpoint.objects.get().minutes == 24 * 60


def test_many_sendings_are_counted_by_one_question_whatever_became_of_them(
    amara, ben, chidi, django_assert_num_queries
):
    Person.objects.filter(pk=chidi.pk).update(active=False)
    refs = [schedule(to_everyone(key), SYSTEM) for key in ("one", "two", "three")]
    run_due()
    cut = Delivery.objects.filter(sending=refs[0].id, state="sent")
    cut.filter(person=ben).update(state="failed", reason="550 5.1.1 nobody here")
    cut.filter(person=amara).update(state="failed", reason="550 5.1.1 unknown")

    for ids in ([refs[0].id], [ref.id for ref in refs]):
        with django_assert_num_queries(1):
            found = progress_of(ids)
    assert (found[refs[0].id].sent, found[refs[0].id].failed, found[refs[0].id].total) == (0, 4, 6)
    assert (found[refs[1].id].sent, found[refs[1].id].suppressed) == (4, {"left": 2})
    assert found[refs[1].id].seen is None  # two have an inbox: too few to be counted
    assert progress_of([]) == {}


def test_an_inbox_of_many_messages_asks_no_more_than_one_of_few(chidi, django_assert_num_queries):
    for number in range(4):
        schedule(to_everyone(f"hello {number}"), SYSTEM)
    run_due(1_000)

    reader = acting(chidi)
    with django_assert_num_queries(1):
        assert len(entries(list(inbox_of(reader)))) == 4
