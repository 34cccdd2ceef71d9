"""Freezes the audience and draws the holdout, once, when a campaign is approved."""

from django.db import connection
from django.utils.translation import gettext as _

from allaboard.areas.campaigns.choices import Aim, GroupBy, StepKind
from allaboard.areas.campaigns.models import Version
from allaboard.areas.campaigns.queries.asking import people_outside, unit_holding
from allaboard.areas.campaigns.queries.experiment import narrowed
from allaboard.areas.campaigns.rules.approval import seal
from allaboard.areas.campaigns.rules.asking import require_inside
from allaboard.areas.campaigns.rules.counting import UNKNOWN_GROUP
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.segments import facade as segments
from allaboard.statistics.assignment import hmac_pads

# Everybody of a stratum is ranked by the HMAC of their number, and the first ones are held out. How many is fixed
# by adding up the strata, themselves in the order of an HMAC: so the whole is exact, and no stratum is off by one person
# or more. Without strata everybody is in one. See docs/statistics/assignment.md.
DRAW = """
WITH audience (person_id, department, work_location, shift) AS ({audience}),
given AS (
    SELECT %s::bigint AS version, %s::float8::numeric AS share, %s::text AS balance, %s::text AS unknown,
           %s::bytea AS inner_pad, %s::bytea AS outer_pad
),
member AS (
    SELECT a.person_id, g.groups, COALESCE(g.groups ->> given.balance, '') AS stratum,
           sha256(given.outer_pad || sha256(given.inner_pad || convert_to(a.person_id::text, 'UTF8'))) AS lot
    FROM given CROSS JOIN audience a
    CROSS JOIN LATERAL (
        SELECT jsonb_build_object(
            'department', COALESCE(NULLIF(a.department, ''), given.unknown),
            'work_location', COALESCE(NULLIF(a.work_location, ''), given.unknown),
            'shift', COALESCE(NULLIF(a.shift, ''), given.unknown)
        ) AS groups
    ) g
),
stratum AS (
    SELECT s.stratum,
           ceil(given.share * sum(s.people) OVER listed - 0.5)
           - ceil(given.share * (sum(s.people) OVER listed - s.people) - 0.5) AS held_out
    FROM given CROSS JOIN (SELECT stratum, count(*)::numeric AS people FROM member GROUP BY stratum) s
    WINDOW listed AS (
        ORDER BY sha256(given.outer_pad || sha256(given.inner_pad || convert_to(s.stratum, 'UTF8')))
    )
)
INSERT INTO campaigns_assignment (version_id, person_id, arm, stratum, groups)
SELECT given.version, ranked.person_id,
       CASE WHEN ranked.place <= stratum.held_out THEN 'holdout' ELSE 'treated' END,
       ranked.stratum, ranked.groups
FROM given
CROSS JOIN (SELECT *, row_number() OVER (PARTITION BY stratum ORDER BY lot) AS place FROM member) ranked
JOIN stratum USING (stratum)
"""

# The ids in order, so that the same people have the same hash whatever the order they were found in.
DRAWN = """
SELECT count(*), count(*) FILTER (WHERE arm = 'holdout'),
       encode(sha256(convert_to(COALESCE(string_agg(person_id::text, ',' ORDER BY person_id), ''), 'UTF8')), 'hex')
FROM campaigns_assignment WHERE version_id = %s
"""


def freeze_audience(version: Version, *, by: Actor) -> None:
    """Fix who belongs to the campaign and which side each is on, and seal content and audience together.

    Raises:
        RuleBroken: nobody matches the audience now, or an ask would leave the part of the company that was named.
    """
    campaign = version.campaign
    version.snapshot_id = segments.freeze(
        campaign.audience_text,
        by=by,
        reason=campaign.title,
        is_sample=campaign.is_sample,
        taken_from=campaign.segment_id,
    )
    _draw(version, version.snapshot_id)
    if not version.audience_count:
        raise RuleBroken(_("No one matches the audience now."))
    version.seal = seal(version.content_hash, version.audience_hash)
    _fix_units(version)


def _draw(version: Version, snapshot_id: int) -> None:
    """Let the database put everybody on a side, and count and hash what it did: two statements for any audience."""
    campaign = version.campaign
    people = segments.members(snapshot_id).order_by().values_list("pk", *GroupBy.values)
    audience, parameters = people.query.sql_with_params()
    given = (version.pk, campaign.holdout_share, campaign.balance, UNKNOWN_GROUP, *hmac_pads(campaign.seed))
    with connection.cursor() as cursor:
        cursor.execute(DRAW.format(audience=audience), [*parameters, *given])
        cursor.execute(DRAWN, [version.pk])
        version.audience_count, version.holdout_count, version.audience_hash = cursor.fetchone()


def _fix_units(version: Version) -> None:
    """Fix whose leaders must be ready before each ask, so that nobody's move to another department shifts it."""
    campaign = version.campaign
    if campaign.initiative_id is None or campaign.aim == Aim.INFORM:
        return
    everyone = segments.members(version.snapshot_id or 0)
    require_inside(campaign.ask_unit, people_outside(everyone, campaign.ask_unit))
    for step in campaign.steps.filter(kind=StepKind.ASK):
        step.ask_unit = unit_holding(campaign, narrowed(everyone, step))
        step.save(update_fields=["ask_unit"])
