"""Pages of tokens: one's own, and those of programs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from allaboard.foundation.access import tokens
from allaboard.foundation.access.forms import ServiceTokenForm, TokenForm
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import Role
from allaboard.foundation.access.token_table import my_tokens_table, program_tokens_table
from allaboard.ui.exports import exported
from allaboard.ui.tables import Table, chosen_rows
from allaboard.words import all_grouped


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
