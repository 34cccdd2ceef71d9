"""A worker for tests: on the test's own connection, without waiting."""

import json

from procrastinate import sql
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Status


def run_all(limit: int = 1_000) -> int:
    """Run every waiting job here and now and return how many ran; a failing job raises."""
    connector = DjangoConnector()
    worker_id = connector.execute_query_one(sql.queries["register_worker"])["worker_id"]
    for ran in range(limit):
        row = connector.execute_query_one(sql.queries["fetch_job"], queues=None, worker_id=worker_id)
        if row["id"] is None:
            return ran
        app.tasks[row["task_name"]](**json.loads(row["args"]))
        connector.execute_query(
            sql.queries["finish_job"], job_id=row["id"], status=Status.SUCCEEDED.value, delete_job=False
        )
    return limit
