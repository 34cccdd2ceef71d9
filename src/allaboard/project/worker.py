"""What a worker process runs."""

import logging

from allaboard.project.cli.database import set_up_django

log = logging.getLogger(__name__)


def main() -> None:
    """Work through the queue until told to stop."""
    set_up_django()
    from allaboard.foundation.jobs import worker
    from allaboard.project.keys import examine_keys

    if wrong := examine_keys():
        log.error("%s: %s. %s", wrong.subject, wrong.detail, wrong.remedy)
    worker.main()


if __name__ == "__main__":
    main()
