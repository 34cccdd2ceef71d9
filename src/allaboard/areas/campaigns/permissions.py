"""Who may write, approve and look closely."""

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.queries.reviews import REVIEWERS
from allaboard.foundation.access.roles import HR, Actor, Role

WRITERS = HR | {Role.COMMUNICATIONS}


def may_write(by: Actor) -> bool:
    """HR and communications write and send campaigns."""
    return by.has(*WRITERS)


def may_review(by: Actor) -> bool:
    """Reviewers, communications and HR leaders approve; that it is not their own is a rule of each campaign."""
    return by.has(*REVIEWERS)


def may_see_each(by: Actor, campaign: Campaign) -> bool:
    """HR and those who send the campaign may see who was not reached; never who did not act."""
    senders = {campaign.owner_id, campaign.author_id, campaign.launched_by_id} - {None}
    return by.is_hr or (may_write(by) and by.person_id in senders)
