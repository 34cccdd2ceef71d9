"""Taking a large sample company out, which a page cannot wait for."""

from allaboard.foundation.jobs.facade import job
from allaboard.project.sample import services


@job("sample.remove")
def remove() -> None:
    """Take it out; a second run goes on with what the first one left."""
    services.remove()
