"""What the charts of a campaign tell of each group, from intended to acted."""

from allaboard.areas.campaigns.choices import GroupBy
from allaboard.areas.campaigns.models import MeasuredGroup, Measurement
from allaboard.areas.campaigns.views.charts import group_bars


def group(label: str, intended: int, delivered: int, seen: int, acted: int) -> MeasuredGroup:
    exact = {"seen_fewest": seen, "seen_most": seen, "acted_fewest": acted, "acted_most": acted}
    return MeasuredGroup(
        attribute=GroupBy.SHIFT, label=label, intended=intended, delivered=delivered, **exact
    )


def test_each_group_tells_how_many_were_meant_got_it_saw_it_and_acted() -> None:
    everyone = {"seen_fewest": 60, "seen_most": 60, "acted_fewest": 40, "acted_most": 40}
    measured = Measurement(intended=100, delivered=95, **everyone)

    seen, acted = group_bars(measured, [group("Day", 60, 60, 45, 30), group("Night", 40, 35, 15, 10)])

    assert [(bar.label, bar.text) for bar in seen.rows] == [
        ("Day", "45 of 60"),
        ("Night, delivered to 35", "15 of 40"),
    ]
    assert "Delivered to all of them, unless said." in seen.description
    assert [(bar.label, bar.text) for bar in acted.rows] == [("Day", "30 of 60"), ("Night", "10 of 40")]
