"""Pages of users: who may sign in, and in which roles."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allaboard.errors import RuleBroken
from allaboard.foundation.access import queries, services, undoing
from allaboard.foundation.access.forms import AddUserForm, RoleOfManyForm, RolesForm
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import Role
from allaboard.foundation.access.table import users_table
from allaboard.foundation.undo import facade as undo
from allaboard.ui.exports import exported
from allaboard.ui.tables import chosen_rows


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
        page = {"subject": subject, "form": form, "other_email": queries.other_email_of(subject)}
        return render(request, "access/user.html", page, status=422 if form.is_bound else 200)
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
def sign_out(request: ActorRequest, pk: int) -> HttpResponse:
    """Sign a user out everywhere, as after a device was lost."""
    subject = queries.user_for(request.actor, pk)
    services.sign_out_everywhere(subject, by=request.actor)
    messages.success(request, _("%(email)s is signed out everywhere.") % {"email": subject.email})
    return redirect("access:user", pk)


@requires_role(Role.ADMIN)
@require_POST
def forget_second_step(request: ActorRequest, pk: int) -> HttpResponse:
    """Help somebody who lost their phone: they sign in without a second step and can set up a new one."""
    subject = queries.user_for(request.actor, pk)
    services.forget_second_step(subject, by=request.actor)
    messages.success(request, _("%(email)s can sign in without a second step.") % {"email": subject.email})
    return redirect("access:user", pk)


@requires_role(Role.ADMIN)
@require_POST
def set_role(request: ActorRequest) -> HttpResponse:
    """Choose a role, then give it to the chosen users or take it from them."""
    users = chosen_rows(users_table(request))
    is_answer = "role" in request.POST
    form = RoleOfManyForm(request.POST if is_answer else None)
    if is_answer and form.is_valid():
        offer = undoing.set_role(users, form.cleaned_data["role"], given=form.is_given, by=request.actor)
        undo.announce_any(request, offer, otherwise=_("Nothing was changed. All of them stand as you chose."))
        return redirect("access:users")
    page = {"form": form, "count": users.count(), "chosen": request.POST.getlist("chosen")}
    page["all_matching"] = request.POST.get("all_matching", "")
    return render(request, "access/set_role.html", page, status=422 if is_answer else 200)


@requires_role(Role.ADMIN)
@require_POST
def end_access(request: ActorRequest) -> HttpResponse:
    """End access of the chosen users, but not one's own, with one way back."""
    offer = undoing.end_access(chosen_rows(users_table(request)), request.actor)
    undo.announce_any(request, offer, otherwise=_("Nothing was changed. Choose others who may sign in."))
    return redirect("access:users")


@requires_role(Role.ADMIN)
@require_POST
def take_emails(request: ActorRequest) -> HttpResponse:
    """Let the chosen users sign in with the e-mail that the directory has of them, with one way back."""
    offer = undoing.take_emails(chosen_rows(users_table(request)), request.actor)
    otherwise = _("Nothing was changed. Choose users whose e-mail in the directory is another one.")
    undo.announce_any(request, offer, otherwise=otherwise)
    return redirect("access:users")
