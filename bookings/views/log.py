"""After the session: what the supervisor wants to remember. Content, so 404 for everybody else (C8)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from bookings.forms.log import TEXTS, LogForm
from bookings.models import Booking, Status, TooLate
from processes.parties import names, supervisees
from tyonohjaus.access import Action, may, needs
from tyonohjaus.lib import clock
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted

from .around import before_and_after
from .marking import chargeable
from .read import texts, wishes

SHOWN = ("texts", "wishes", "wish_url", "check_url", "mark", "write", "waive")
FIELDS = ("outcome", "absent", "themes", "closed", "shared", "seen", "marked", "due_on", "assignee")


@csrf_exempt  # checked below, so that a token that signing in again has made stale does not cost the text
def log(request: HttpRequest, pk: object) -> HttpResponseBase:
    """The log of one session, for its supervisors.

    Who was signed out while writing gets the text back with a way to sign in beside it, whatever the address: nothing
    of the database is asked for that. Text is never stored on the way (DESIGN section 8). Only to a form of ours: a
    stranger's page would else put its own words on this one. One who is signed in sent it from here (SameSite).
    """
    user: Any = request.user
    writes = request.method == "POST" and any(request.POST.get(name, "").strip() for name in TEXTS)
    signed_out = not user.is_authenticated
    if writes and (not _foreign(request) if signed_out else not user.content_open):
        return respond(request, "bookings/log_kept.html", {"kept": _posted(request)}, status=401)
    if signed_out:
        return redirect_to_login(request.get_full_path())
    return _log(request, pk=pk)


@needs(Action.LOG_WRITE, on=Booking)
def _log(request: HttpRequest, booking: Booking) -> HttpResponse:
    if request.method != "POST":
        return _page(request, booking)
    with transaction.atomic():  # of two who save at once, the second is asked with what the first has written
        return _page(request, booking.locked())


def _page(request: HttpRequest, booking: Booking) -> HttpResponse:
    data = posted(request)
    form = LogForm(data, booking=booking, by=request.user, now=clock.now())
    context: dict[str, Any] = {"booking": booking, "form": form, "members": form.members, "names": names(form.members)}
    context["wishes"] = wishes(booking, request.user) if form.keeps_content else []
    if not form.open:
        return respond(request, "bookings/log.html", context | {"form": None}, status=422 if data is not None else 200)
    if data is not None and _foreign(request):
        return respond(request, "bookings/log.html", context | {"unsaved": True}, status=422)
    if form.is_valid():
        try:
            form.save()
        except TooLate:
            return respond(request, "bookings/log.html", context | {"late": True}, status=422)
        messages.success(request, _("Saved."))
        return see_other(booking)
    return respond(request, "bookings/log.html", context)


log.access, log.on, log.login_required = Action.LOG_WRITE, Booking, False  # type: ignore[attr-defined]


def section(request: HttpRequest, booking: Booking) -> dict[str, Any] | None:
    """For the session's own page (templates/bookings/_log.html): what was discussed, as far as this person reads it,
    and what the supervisor may do now. None where there is nothing for this person."""
    user, now = request.user, clock.now()
    supervises = may(user, Action.BOOKING_MARK, booking)
    context = {
        "texts": texts(booking, user),
        **before_and_after(booking, user, now),
        "mark": supervises and booking.status == Status.CONFIRMED and booking.can("mark_held", now=now),
        "members": supervisees(booking.process, booking.day),
        "write": supervises and booking.starts_at <= now and may(user, Action.LOG_WRITE, booking),
        "waive": chargeable(booking) and may(user, Action.BOOKING_WAIVE, booking),
    }
    return context if any(context[name] for name in SHOWN) else None


def _posted(request: HttpRequest) -> list[tuple[str, str, str]]:
    """What was typed, each text with its label, and what was chosen, to be posted again as it was."""
    chosen = [(name, value, "") for name in FIELDS for value in request.POST.getlist(name)]
    labels = {name: str(LogForm.base_fields[name].label) for name in TEXTS}
    return chosen + [(name, value, labels[name]) for name in TEXTS for value in request.POST.getlist(name)]


class _Check(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def _foreign(request: HttpRequest) -> bool:
    """Does the form's token not fit this session?"""
    check = _Check(lambda _request: HttpResponse())
    check.process_request(request)
    return bool(check.process_view(request, _log, (), {}))
