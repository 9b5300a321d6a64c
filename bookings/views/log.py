"""After the session: what the supervisor wants to remember. Content, so 404 for everybody else (C8)."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bookings.forms.log import TEXTS, LogForm
from bookings.models import Booking, Status
from processes.parties import names, supervisees, with_people
from tyonohjaus.access import Action, may, needs
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.sealed.models import read_together
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.kept import foreign, keeps_text

from .around import before_and_after
from .marking import chargeable
from .read import texts, wishes

SHOWN = ("texts", "wishes", "wish_url", "check_url", "mark", "write", "waive")
FIELDS = ("outcome", "absent", "themes", "closed", "shared", "seen", "marked", "due_on", "assignee")


@keeps_text({name: LogForm.base_fields[name].label or "" for name in TEXTS}, also=FIELDS, asks_again=True)
@needs(Action.LOG_WRITE, on=Booking)
def log(request: HttpRequest, booking: Booking) -> HttpResponse:
    """The log of one session, for its supervisors. Whose form is older than their sign-in gets it again here."""
    if request.method != "POST":
        return _page(request, booking)
    with transaction.atomic():  # of two who save at once, the second is asked with what the first has written
        return _page(request, booking.locked())


def _page(request: HttpRequest, booking: Booking) -> HttpResponse:
    with_people([booking.process])
    data = posted(request)
    with read_together(request.user):
        form = LogForm(data, booking=booking, by=request.user, now=clock.now())
        said = wishes(booking, request.user) if form.keeps_content else []
    context = {"booking": booking, "form": form, "members": form.members, "names": names(form.members), "wishes": said}
    if not form.open:
        return respond(request, "bookings/log.html", context | {"form": None}, status=422 if data is not None else 200)
    if data is not None and foreign(request):
        return respond(request, "bookings/log.html", context | {"unsaved": True}, status=422)
    if form.is_valid():
        try:
            form.save()
        except TooLate:
            return respond(request, "bookings/log.html", context | {"late": True}, status=422)
        messages.success(request, _("Saved."))
        return see_other(booking)
    return respond(request, "bookings/log.html", context)


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
        "absent": {one.user_id for one in booking.absences.all()} if supervises else set(),
        "write": supervises and booking.starts_at <= now and may(user, Action.LOG_WRITE, booking),
        "waive": chargeable(booking) and may(user, Action.BOOKING_WAIVE, booking),
    }
    return context if any(context[name] for name in SHOWN) else None
