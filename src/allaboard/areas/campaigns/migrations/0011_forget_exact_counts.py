"""Counts of old measurements that may no longer be told exactly are forgotten; the next measurement tells them anew."""

from django.db import migrations

FORGET_OF_GROUPS = """
UPDATE campaigns_measuredgroup SET seen_fewest = NULL, acted_fewest = NULL, holdout_acted_fewest = NULL,
    lift = NULL, lift_low = NULL, lift_high = NULL
"""
KEEP_OF_MANY = """
UPDATE campaigns_measurement SET
    seen_fewest = told.seen, seen_most = told.seen, acted_fewest = told.acted, acted_most = told.acted,
    before_fewest = told.before, before_most = told.before,
    holdout_acted_fewest = told.held, holdout_acted_most = told.held,
    lift = CASE WHEN told.held IS NULL THEN NULL ELSE lift END,
    lift_low = CASE WHEN told.held IS NULL THEN NULL ELSE lift_low END,
    lift_high = CASE WHEN told.held IS NULL THEN NULL ELSE lift_high END
FROM (
    SELECT id,
           CASE WHEN delivered >= 30 THEN NULLIF(seen_fewest, 0) END AS seen,
           CASE WHEN delivered >= 30 THEN NULLIF(acted_fewest, 0) END AS acted,
           CASE WHEN delivered >= 30 THEN NULLIF(before_fewest, 0) END AS before,
           CASE WHEN delivered >= 30 AND holdout >= 30 THEN holdout_acted_fewest END AS held
    FROM campaigns_measurement
) AS told
WHERE told.id = campaigns_measurement.id
"""


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0010_told_ends")]

    operations = [migrations.RunSQL([FORGET_OF_GROUPS, KEEP_OF_MANY], migrations.RunSQL.noop)]
