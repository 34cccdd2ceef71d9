"""PostgreSQL for an installation that has none: found, made, started as our child, stopped with us."""

from allaboard.project.postgres.cluster import Cluster, ClusterError, running_cluster

__all__ = ["Cluster", "ClusterError", "running_cluster"]
