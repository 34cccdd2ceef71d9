"""What goes wrong with a database server, and what to do about it."""


class ClusterError(Exception):
    """The database could not be made or started."""

    def __init__(self, message: str, remedy: str = "run ./allaboard doctor.") -> None:
        super().__init__(message)
        self.remedy = remedy
