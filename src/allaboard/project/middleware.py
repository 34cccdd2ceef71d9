"""The one place where refusals and faults become answers."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render

from allaboard.errors import NotAllowed, NotFound, RuleBroken
from allaboard.foundation.api.facade import is_api_call, problem


class ErrorsMiddleware:
    """Maps RuleBroken to 422, NotAllowed to 403, NotFound to 404; anything else becomes Django's 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return _unreadable(request)
        response = self.get_response(request)
        if response.status_code == 405 and is_api_call(request):
            return _wrong_method(response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for the view that raised."""
        if isinstance(error, RuleBroken):
            return _rule_broken(request, str(error))
        if isinstance(error, NotAllowed) and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        if isinstance(error, NotAllowed):
            return render(request, "403.html", {"message": str(error)}, status=403)
        if isinstance(error, NotFound):
            return render(request, "404.html", {"message": str(error)}, status=404)
        return None


def _rule_broken(request: HttpRequest, message: str) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        return render(request, "422.html", {"message": message}, status=422)
    # Only the toast is put on the page; what was there stays as it is.
    answer = render(request, "toast_of_refusal.html", {"message": message}, status=422)
    answer["HX-Reswap"] = "none"
    return answer


def _unreadable(request: HttpRequest) -> HttpResponse:
    if is_api_call(request):
        return problem(400, "Not readable", "The address holds a NUL character.")
    return HttpResponseBadRequest("The address holds a NUL character.", content_type="text/plain")


def _wrong_method(response: HttpResponse) -> HttpResponse:
    answer = problem(
        405, "Method not allowed", f"This address answers {response.get('Allow', 'other methods')}."
    )
    answer["Allow"] = response.get("Allow", "")
    return answer
