"""The one place where refusals and faults become answers."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from allaboard.errors import NotAllowed, NotFound, RuleBroken, TooOften
from allaboard.foundation.api.facade import is_api_call
from allaboard.foundation.people.facade import holds_own_people
from allaboard.project import environment
from allaboard.project.refusals.answer import refuse

MOST_SENT_BYTES = 1_100_000_000  # a file of people may have 1 GB
CSRF_FIELD = "csrfmiddlewaretoken"


class SampleOnlyMiddleware:
    """Refuses everything once there are people who are no sample: what `up --phone` sends is not encrypted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not environment.SAMPLE_ONLY.value():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not holds_own_people():
            return self.get_response(request)
        said = _(
            "Your own people are here now, and what passes is not encrypted. Start Allaboard again without --phone."
        )
        return HttpResponse(said, status=403, content_type="text/plain; charset=utf-8")


def _announced_bytes(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said[:20]) if said.isdecimal() else 0


class ErrorsMiddleware:
    """Maps RuleBroken to 422 or back to the button, NotAllowed to 403, NotFound to 404, TooOften to 429; anything else becomes Django's 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return refuse(request, 400, _("The address holds a character that cannot be in one."))
        if _announced_bytes(request) > MOST_SENT_BYTES:
            return refuse(request, 413)  # before anything of it is read
        response = self.get_response(request)
        return _wrong_method(request, response) if response.status_code == 405 else response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for the view that raised."""
        if isinstance(error, RuleBroken):
            return _rule_broken(request, str(error))
        if isinstance(error, NotAllowed) and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        if isinstance(error, NotAllowed):
            return refuse(request, 403, str(error))
        if isinstance(error, NotFound):
            return refuse(request, 404, str(error))
        if isinstance(error, TooOften):
            return _too_often(request, error.wait_seconds)
        return None


def _too_often(request: HttpRequest, wait_seconds: int) -> HttpResponse:
    answer = refuse(request, 429, page="429_link.html")
    answer["Retry-After"] = str(wait_seconds)
    return answer


def _rule_broken(request: HttpRequest, message: str) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        return _back_with_toast(request, message) or refuse(request, 422, message)
    # Only the toast is put on the page; what was there stays as it is.
    answer = render(request, "toast_of_refusal.html", {"message": message}, status=422)
    answer["HX-Reswap"] = "none"
    return answer


def _back_with_toast(request: HttpRequest, message: str) -> HttpResponse | None:
    """To the page whose button was refused, which keeps its place; not from a form, whose words would be lost."""
    was_on = request.META.get("HTTP_REFERER", "")
    is_button = request.method == "POST" and not set(request.POST) - {CSRF_FIELD} and not request.FILES
    if (
        is_api_call(request)
        or not is_button
        or not url_has_allowed_host_and_scheme(was_on, {request.get_host()}, request.is_secure())
    ):
        return None
    messages.error(request, message)
    return redirect(was_on)


def _wrong_method(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An address of a form is met by whoever reloads a page of errors from the address bar: it says where to go."""
    said = f"This address answers {response.get('Allow', 'other methods')}." if is_api_call(request) else ""
    answer = refuse(request, 405, said)
    answer["Allow"] = response.get("Allow", "")
    return answer
