"""One campaign to everybody in the file, and the account of its messages."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from tests.real.mail_server import UNKNOWN

from allaboard.areas.campaigns.choices import Arm
from allaboard.areas.campaigns.models import Assignment, Campaign
from allaboard.areas.campaigns.services import drafts, review, steps
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.delivery import facade as delivery


def approved(by: Actor, reviewer: Actor) -> Campaign:
    """A campaign of one e-mail to everybody but the test's own people, one in ten held out, approved by a second person."""
    campaign = drafts.start_campaign(
        "Overtime settled in time",
        by=by,
        goal="Overtime is settled in the month it was worked.",
        outcome="hand in overtime on the new form",
        outcome_rule="custom.overtime_form = yes",
        holdout_share=0.1,
        balance="department",
        audience_text='not (department = "Test staff")',
    )
    step = {
        "kind": "ask",
        "channels": ["email"],
        "subject": "Overtime, {first_name}",
        "on": timezone.localdate(),
    }
    steps.add_step(campaign.pk, {**step, "body": "Dear {name},\n\nplease use the **new form**."}, by=by)
    version = review.submit_for_review(campaign.pk, by=by)
    review.approve_campaign(campaign.pk, version.number, version.content_hash, by=reviewer)
    return campaign


@dataclass(frozen=True, slots=True)
class Account:
    """What became of every person whom the campaign was meant for."""

    sent: int
    refused: int
    suppressed: Mapping[str, int]
    held_out: int
    is_done: bool
    addresses: frozenset[str]  # those that were sent a mail, as the product says
    refused_addresses: frozenset[str]
    held_out_addresses: frozenset[str]

    @property
    def people(self) -> int:
        """Everybody who is accounted for."""
        return self.sent + self.refused + sum(self.suppressed.values()) + self.held_out


def account_of(campaign: Campaign) -> Account:
    """The account of the campaign's only step."""
    send_id = campaign.steps.get().send_id or 0
    progress = delivery.progress(send_id)
    held = Assignment.objects.filter(version__campaign=campaign, arm=Arm.HOLDOUT)
    states = delivery.state_queryset(send_id)
    sent, refused = states.filter(state="sent"), states.filter(state="failed")
    return Account(
        sent=progress.sent,
        refused=progress.failed,
        suppressed=dict(progress.suppressed),
        held_out=held.count(),
        is_done=progress.is_done,
        addresses=frozenset(sent.values_list("person__email", flat=True)),
        refused_addresses=frozenset(refused.values_list("person__email", flat=True)),
        held_out_addresses=frozenset(held.values_list("person__email", flat=True)),
    )


def require_all_accounted_for(account: Account, people: int, received: Mapping[str, int]) -> None:
    """Fail unless everyone is counted once, exactly those who count as sent got one mail, none of them was held out,
    and the server refused only mailboxes that it does not know."""
    assert account.is_done
    assert account.people == people
    assert set(received) == account.addresses
    assert set(received.values()) == {1}
    assert all(UNKNOWN.fullmatch(address) for address in account.refused_addresses)
    assert not account.addresses & account.held_out_addresses
