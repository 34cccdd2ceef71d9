"""What a worker process runs."""

from allaboard.project.processes.loading import set_up_django


def main() -> None:
    """Work through the queue until told to stop."""
    set_up_django()
    from allaboard.foundation.jobs import worker

    worker.main()


if __name__ == "__main__":
    main()
