"""What each process of the web server loads."""

import signal

from django.core.handlers.wsgi import WSGIHandler

from allaboard.project.processes.loading import set_up_django


def load() -> WSGIHandler:
    """The application; whoever is told to stop while it still loads stops at once.

    The server forks its processes with handlers of its own, which do nothing in them, and puts the right ones in place
    when the application is there. Until then a process let the wish to stop pass, and was killed for it later.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    set_up_django()
    return WSGIHandler()
