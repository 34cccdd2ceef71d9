"""The worker process: runs jobs until it is asked to stop."""

import asyncio
import logging
import signal
import sys

from procrastinate.contrib.django import app

from allaboard.foundation.jobs import queue

log = logging.getLogger(__name__)
PARALLEL_JOBS = 2
PATIENCE_SECONDS = 20.0


def main(parallel_jobs: int = PARALLEL_JOBS) -> None:
    """Run jobs until SIGTERM or SIGINT; running ones get a while to finish, the others stay in the queue.

    Django must be set up already.
    """
    connector = app.connector.get_worker_connector()
    with app.replace_connector(connector):
        asyncio.run(_work(parallel_jobs))


async def _work(parallel_jobs: int) -> None:
    loop = asyncio.get_running_loop()
    async with app.open_async():
        work = asyncio.create_task(
            app.run_worker_async(
                concurrency=parallel_jobs,
                delete_jobs="successful",
                install_signal_handlers=False,
                shutdown_graceful_timeout=PATIENCE_SECONDS,
            )
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            _on_signal(loop, number, work)
        try:
            await work
        except asyncio.CancelledError:
            log.info("The worker has stopped.")


def _on_signal(loop: asyncio.AbstractEventLoop, number: signal.Signals, work: "asyncio.Task[None]") -> None:
    def stop() -> None:
        queue.ask_to_stop()
        work.cancel()

    if sys.platform == "win32":  # event loops there know no signal handlers
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))
    else:
        loop.add_signal_handler(number, stop)
