"""Pages of access: sign-in links, users and their roles, tokens, preferences."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allaboard.errors import RuleBroken
from allaboard.foundation.access import queries, services, tokens
from allaboard.foundation.access.forms import (
    AddUserForm,
    PreferencesForm,
    RolesForm,
    ServiceTokenForm,
    TokenForm,
)
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.models import User
from allaboard.foundation.access.roles import Role
from allaboard.foundation.access.signing_in import links
from allaboard.foundation.access.table import users_table
from allaboard.foundation.access.token_table import my_tokens_table, program_tokens_table
from allaboard.foundation.access.visitors import opens_by_link
from allaboard.ui.exports import exported
from allaboard.ui.tables import Table, chosen_rows
from allaboard.words import all_grouped


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


@requires_role(Role.ADMIN)
@require_safe
def users(request: ActorRequest) -> HttpResponseBase:
    """Who holds which role; search for everyone else."""
    table = users_table(request)
    colleagues = queries.colleagues_to_add(table.searched)
    page = {"table": table, "colleagues": colleagues, "form": AddUserForm()}
    return exported(table) or render(request, "access/users.html", page)


@requires_role(Role.ADMIN)
@require_POST
def add_user(request: ActorRequest) -> HttpResponse:
    """Let someone sign in."""
    form = AddUserForm(request.POST)
    if form.is_valid():
        try:
            user = services.add_user(form.cleaned_data["email"], by=request.actor)
        except RuleBroken as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, _("%(email)s can sign in now.") % {"email": user.email})
            return redirect("access:user", user.pk)
    page = {"table": users_table(request), "form": form}
    return render(request, "access/users.html", page, status=422)


@requires_role(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def user(request: ActorRequest, pk: int) -> HttpResponse:
    """One user's roles, and the end of their access."""
    subject = queries.user_for(request.actor, pk)
    held = set(subject.grants.values_list("role", flat=True))
    form = RolesForm(request.POST or None, initial={"roles": sorted(held)})
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "access/user.html", {"subject": subject, "form": form}, status=status)
    services.set_roles(subject, set(form.cleaned_data["roles"]), by=request.actor)
    messages.success(request, _("Roles saved."))
    return redirect("access:user", pk)


@requires_role(Role.ADMIN)
@require_POST
def switch_user(request: ActorRequest, pk: int) -> HttpResponse:
    """End a user's access, or give it back."""
    subject = queries.user_for(request.actor, pk)
    if request.POST.get("active") == "yes":
        services.enable_user(subject, by=request.actor)
        messages.success(request, _("%(email)s can sign in again.") % {"email": subject.email})
    else:
        services.disable_user(subject, by=request.actor)
        messages.success(request, _("Access of %(email)s has ended.") % {"email": subject.email})
    return redirect("access:user", pk)


@requires_role(Role.ADMIN)
@require_POST
def forget_second_step(request: ActorRequest, pk: int) -> HttpResponse:
    """Help somebody who lost their phone: they sign in without a second step and can set up a new one."""
    subject = queries.user_for(request.actor, pk)
    services.forget_second_step(subject, by=request.actor)
    messages.success(request, _("%(email)s can sign in without a second step.") % {"email": subject.email})
    return redirect("access:user", pk)


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


@never_cache
@login_required
@sensitive_variables("made")
@require_http_methods(["GET", "HEAD", "POST"])
def my_tokens(request: ActorRequest) -> HttpResponseBase:
    """My tokens; a new one's secret is shown once, in the answer to the form."""
    form, made = TokenForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        made = tokens.make_personal_token(**form.cleaned_data, by=request.actor)
        form = TokenForm()
    table = my_tokens_table(request)
    page = {"table": table, "form": form, "made": made}
    return exported(table) or render(
        request, "access/tokens.html", page, status=422 if form.is_bound else 200
    )


@never_cache
@requires_role(Role.ADMIN)
@sensitive_variables("made")
@require_http_methods(["GET", "HEAD", "POST"])
def service_tokens(request: ActorRequest) -> HttpResponseBase:
    """Tokens of programs, with roles of their own."""
    form, made = ServiceTokenForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        made = tokens.make_service_token(**form.cleaned_data, by=request.actor)
        form = ServiceTokenForm()
    table = program_tokens_table(request)
    page = {"table": table, "form": form, "made": made, "for_programs": True}
    return exported(table) or render(
        request, "access/tokens.html", page, status=422 if form.is_bound else 200
    )


@login_required
@require_POST
def revoke_mine(request: ActorRequest) -> HttpResponse:
    """End the ticked ones of my tokens, or all that match."""
    return _revoke(request, my_tokens_table(request), "access:my_tokens")


@requires_role(Role.ADMIN)
@require_POST
def revoke_of_programs(request: ActorRequest) -> HttpResponse:
    """End the ticked tokens, whoever they speak for, or all that match."""
    return _revoke(request, program_tokens_table(request), "access:service_tokens")


def _revoke(request: ActorRequest, table: Table, back: str) -> HttpResponse:
    ended = tokens.revoke_tokens(chosen_rows(table), by=request.actor)
    if ended:
        said = ngettext("%(count)s token no longer works.", "%(count)s tokens no longer work.", ended)
        messages.success(request, said % all_grouped({"count": ended}))
    else:
        messages.warning(request, _("Nothing was revoked. Choose tokens that work."))
    return redirect(back)
