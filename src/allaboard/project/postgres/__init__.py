"""PostgreSQL for an installation that has none: found, made, started as our child, stopped with us."""

from allaboard.project.postgres.cluster import Cluster, running_cluster
from allaboard.project.postgres.errors import ClusterError

__all__ = ["Cluster", "ClusterError", "running_cluster"]
