"""Pages of one's own: sign-in links, preferences, the ways to what one looks after."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from allaboard.foundation.access.forms import PreferencesForm
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.models import User
from allaboard.foundation.access.roles import Role
from allaboard.foundation.access.signing_in import links
from allaboard.foundation.access.visitors import opens_by_link


@opens_by_link
@never_cache
@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: ActorRequest, secret: str) -> HttpResponse:
    """Public. Asks before signing in, so that mail scanners that open the link do not use it up."""
    if request.method != "POST":
        return render(request, "access/sign_in_link.html", {"user_to_be": links.link_with(secret).user})
    user = links.use_link(secret)
    record_authentication(request, user, method="link")
    answer: HttpResponse = perform_login(request, Login(user=user, email_verification="none"))
    return answer


def places_to_manage(request: ActorRequest) -> list[tuple[str, str, str]]:
    """Pages on which the actor looks after the installation: name, address, what they are for."""
    places = [
        (Role.ADMIN, _("Users and roles"), "access:users", _("Who may sign in, and as what.")),
        (Role.ADMIN, _("Tokens of programs"), "access:service_tokens", _("Programs that use the API.")),
        (Role.ADMIN, _("Audit trail"), "audit:trail", _("What was done, by whom and when.")),
        (Role.HR_LEADER, _("Audit trail"), "audit:trail", _("What was done, by whom and when.")),
    ]
    seen = {
        name: (label, reverse(name), note) for role, label, name, note in places if request.actor.has(role)
    }
    return list(seen.values())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: ActorRequest) -> HttpResponse:
    """How the pages look and behave for me, and the ways to my sessions, keys and tokens."""
    form = PreferencesForm(request.POST or None, instance=User.objects.get(pk=request.actor.user_id or 0))
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        page = {"form": form, "manages": places_to_manage(request)}
        return render(request, "access/account.html", page, status=status)
    kept = form.save()
    with translation.override(kept.language or translation.get_language_from_request(request)):
        messages.success(request, _("Saved."))
    return redirect("access:account")
