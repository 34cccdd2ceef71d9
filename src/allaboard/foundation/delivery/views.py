"""Pages of delivery: the inbox, preferences, unsubscribing, the outbox on the screen."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import HR, Role
from allaboard.foundation.access.visitors import opens_by_link
from allaboard.foundation.delivery import queries, undoing
from allaboard.foundation.delivery.choices import CATEGORIES, DIGEST
from allaboard.foundation.delivery.composing.personal import read_unsubscribe
from allaboard.foundation.delivery.forms import PreferencesForm
from allaboard.foundation.delivery.services import inbox_page
from allaboard.foundation.delivery.services import preferences as wishes
from allaboard.foundation.delivery.table import address_table, outbox_table
from allaboard.foundation.undo import facade as undo
from allaboard.ui.exports import exported
from allaboard.ui.tables import chosen_rows

PAGE = 30
MAIL_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-popups"


@requires_role(Role.EMPLOYEE)
@require_GET
def inbox(request: ActorRequest) -> HttpResponse:
    """The person's messages, newest first."""
    page = Paginator(queries.inbox_of(request.actor), PAGE).get_page(request.GET.get("page"))
    headlines = inbox_page.headlines(page.object_list)
    return render(request, "delivery/inbox.html", {"page": page, "headlines": headlines})


@requires_role(Role.EMPLOYEE)
@require_GET
def message(request: ActorRequest, pk: int) -> HttpResponse:
    """One message; opening it marks it as seen."""
    entry = inbox_page.open_message(request.actor, pk)
    response = render(request, "delivery/message.html", {"entry": entry})
    elsewhere = urlsplit(entry.action_url)
    if (
        elsewhere.scheme and elsewhere.netloc
    ):  # the button's answer leads there, which the policy must let pass
        response._csp_update = {"form-action": [f"{elsewhere.scheme}://{elsewhere.netloc}"]}  # type: ignore[attr-defined]
    return response


@requires_role(Role.EMPLOYEE)
@require_POST
def act(request: ActorRequest, pk: int) -> HttpResponse:
    """Follow the message's button."""
    entry = inbox_page.act_on_message(request.actor, pk)
    if entry.held_back:
        return redirect("delivery:message", pk)
    return redirect(entry.action_url or "delivery:inbox")


@requires_role(Role.EMPLOYEE)
@require_http_methods(["GET", "POST"])
def preferences(request: ActorRequest) -> HttpResponse:
    """What the person wants to hear of."""
    kept = wishes.wishes_of(request.actor.person_id)
    form = PreferencesForm(request.POST or None, wishes=kept)
    if request.method == "POST" and form.is_valid():
        wishes.set_wishes(request.actor, form.wishes())
        messages.success(request, _("Your choices are kept."))
        return redirect("delivery:preferences")
    context = {"form": form, "zone": wishes.clock_of(request.actor)}
    return render(request, "delivery/preferences.html", context, status=422 if form.errors else 200)


@opens_by_link
@csrf_exempt  # RFC 8058: a mail program posts here, without cookies; the signed token is the permission
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop one category by the link in a mail: GET asks, POST does it, so that link scanners change nothing."""
    meant = read_unsubscribe(token)
    if meant is None:
        raise Http404
    if request.method == "POST":
        wishes.stop_category(*meant)
    label = _("Digest") if meant[1] == DIGEST else CATEGORIES.get(meant[1], meant[1])
    return render(request, "delivery/unsubscribe.html", {"label": label, "is_done": request.method == "POST"})


@requires_role(*HR, Role.ADMIN)
@require_GET
def outbox(request: ActorRequest) -> HttpResponseBase:
    """E-mails that would have left, while no mail server is set up."""
    table = outbox_table(request)
    return exported(table) or render(request, "delivery/outbox.html", {"table": table})


@requires_role(*HR, Role.ADMIN)
@require_GET
def outbox_mail(request: ActorRequest, pk: int) -> HttpResponse:
    """One e-mail of the outbox."""
    mail = queries.outbox_mail_for(request.actor, pk)
    return render(request, "delivery/outbox_mail.html", {"mail": mail})


@requires_role(*HR, Role.ADMIN)
@require_GET
@xframe_options_sameorigin
def outbox_html(request: ActorRequest, pk: int) -> HttpResponse:
    """The e-mail's own HTML for the frame: no script, no request to anywhere."""
    return framed(queries.outbox_mail_for(request.actor, pk).html)


def framed(html: str) -> HttpResponse:
    """HTML of a mail as the content of a sandboxed frame with a policy of its own."""
    answer = HttpResponse(html)
    answer["Content-Security-Policy"] = MAIL_POLICY
    answer._csp_exempt = True  # type: ignore[attr-defined]  # django-csp would put the site's policy in its place
    return answer


@requires_role(*HR, Role.ADMIN)
@require_GET
def addresses(request: ActorRequest) -> HttpResponseBase:
    """Addresses that mail servers have refused for good, and messages that wait for somebody to mend something."""
    table = address_table(request)
    page = {"table": table, "held_back": queries.held_back_visible_to(request.actor)}
    return exported(table) or render(request, "delivery/addresses.html", page)


@requires_role(*HR, Role.ADMIN)
@require_POST
def lift_addresses(request: ActorRequest) -> HttpResponse:
    """Say that the ticked addresses work again, or all that match, with one way back."""
    offer = undoing.lift(chosen_rows(address_table(request)), request.actor)
    undo.announce_any(request, offer, otherwise=_("Nothing was changed. Choose addresses first."))
    return redirect("delivery:addresses")
