"""A call with an Idempotency-Key happens once, however often it is sent."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja.decorators import decorate_view

from allaboard.errors import RuleBroken
from allaboard.foundation.api.models import KeptAnswer
from allaboard.foundation.api.problems import REFUSALS, KeyReuseError

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(hours=24)
LONGEST_KEY = 200
Run = Callable[..., HttpResponse]


def _once(run: Run) -> Run:
    operation: Any = run.__self__  # type: ignore[attr-defined]  # ninja hands over the operation's bound method

    operation.takes_key = True  # for the description of the API

    @wraps(run)
    def answered_once(request: HttpRequest, **arguments: Any) -> HttpResponse:
        if HEADER not in request.headers:
            return run(request, **arguments)
        refused: HttpResponse | None = operation._run_authentication(request)
        if refused is not None:
            return refused
        try:
            return _first_or_kept_answer(request, lambda: run(request, **arguments))
        except REFUSALS as error:
            answer: HttpResponse = operation.api.on_exception(request, error)
            return answer

    return answered_once


idempotent = decorate_view(_once)


@transaction.atomic
def _first_or_kept_answer(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer, or give the kept answer of the first such call; twins wait for each other at the unique row.

    A refused call leaves nothing behind, not even its key, so that it can be sent again when it may succeed.
    """
    kept, is_first = _row_for(request)
    if not is_first:
        return _kept_answer(kept)
    response = answer()
    if response.status_code >= 400:
        transaction.set_rollback(True)
        return response
    kept.status, kept.content = response.status_code, response.content.decode()
    kept.save(update_fields=["status", "content"])
    return response


def _row_for(request: HttpRequest) -> tuple[KeptAnswer, bool]:
    key = request.headers[HEADER]
    if not 1 <= len(key) <= LONGEST_KEY or "\x00" in key:
        raise RuleBroken(f"An {HEADER} has 1 to {LONGEST_KEY} characters.")
    digest = _digest_of(request)
    kept, is_first = KeptAnswer.objects.get_or_create(
        caller=request.api_caller,  # type: ignore[attr-defined]
        route=f"{request.method} {request.path}"[:200],
        key=key,
        defaults={"body_digest": digest},
    )
    if kept.body_digest != digest:
        raise KeyReuseError(f"This {HEADER} was used for another body. Use a new key for a new call.")
    return kept, is_first


def _digest_of(request: HttpRequest) -> str:
    """The same for the same address and content.

    A form with files is told by its fields and files: its bytes have another boundary each time they are sent, and may
    be too many to be held in memory.
    """
    digest = hashlib.sha256(request.get_full_path().encode())
    if request.content_type != "multipart/form-data":
        digest.update(b"\n" + request.body)
        return digest.hexdigest()
    digest.update(json.dumps(sorted(request.POST.lists())).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            content = hashlib.sha256()
            for piece in file.chunks():
                content.update(piece)
            digest.update(json.dumps([name, file.name, content.hexdigest()]).encode())
    return digest.hexdigest()


def forget_answers() -> None:
    """Delete the answers that nobody may ask for again."""
    KeptAnswer.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()


def _kept_answer(kept: KeptAnswer) -> HttpResponse:
    answer = HttpResponse(kept.content, status=kept.status, content_type="application/json; charset=utf-8")
    answer["Idempotency-Replayed"] = "true"
    return answer
