"""What a supervisee writes around a session: a wish before it, and, where the practice wants it, a check after it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bookings.forms.around import CheckForm, WishForm
from bookings.models import OPEN, TAKES_TIME, AgendaWish, Booking, Check, SessionCheck
from bookings.readers import readers
from tyonohjaus.access import Action, may, needs
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Extra
from tyonohjaus.sealed.models import readable_texts
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.kept import keeps_text

from .read import wish_seen_by, wishes


@keeps_text({"text": WishForm.base_fields["text"].label or ""})
@needs(Action.WISH_WRITE, on=Booking)
def wish(request: HttpRequest, booking: Booking) -> HttpResponse:
    """What one would like to talk about. Until it begins; afterwards it is read, and no longer written."""
    context: dict[str, Any] = {"booking": booking, "form": None}
    if not _may_wish(booking, request.user, clock.now()):
        return _closed(request, "bookings/wish.html", context)
    own = AgendaWish.objects.filter(booking=booking, author=request.user.pk)
    text = "" if request.method == "POST" else "".join(readable_texts(own, "text_sealed", by=request.user))
    form = WishForm(posted(request), initial={"text": text})
    tell(form.fields["text"], who=wish_seen_by(booking, request.user))
    if request.method == "POST" and form.is_valid():
        AgendaWish.write(booking=booking, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, _("Saved."))
        return see_other(booking)
    return respond(request, "bookings/wish.html", context | {"form": form})


@keeps_text({"line": CheckForm.base_fields["line"].label or ""}, also=("heard", "needed", "useful", "shared"))
@needs(Action.SESSION_CHECK_WRITE, on=Booking)
def check(request: HttpRequest, booking: Booking) -> HttpResponse:
    """Three answers and a line, of one who was there. They are the supervisee's own."""
    if not Extra.is_on(Extra.Name.SESSION_CHECK):
        raise Http404
    context: dict[str, Any] = {"booking": booking, "form": None}
    if not _may_check(booking, request.user, clock.now()):
        return _closed(request, "bookings/check.html", context)
    form = CheckForm(posted(request), initial={} if request.method == "POST" else _answers(booking, request.user))
    _tell_who(form, booking, request.user)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        shared = said.pop("shared")
        SessionCheck.write(booking=booking, check=Check(**said), shared=shared, by=request.user)
        messages.success(request, _("Saved."))
        return see_other(booking)
    return respond(request, "bookings/check.html", context | {"form": form})


def before_and_after(booking: Booking, user: Any, now: datetime) -> dict[str, Any]:
    """For the session's own page."""
    writes = may(user, Action.WISH_WRITE, booking)
    checks = writes and _may_check(booking, user, now) and Extra.is_on(Extra.Name.SESSION_CHECK)
    return {
        "wishes": wishes(booking, user),
        "wish_url": reverse("bookings:wish", args=[booking.pk]) if writes and _may_wish(booking, user, now) else "",
        "check_url": reverse("bookings:check", args=[booking.pk]) if checks else "",
    }


def _may_wish(booking: Booking, user: Any, now: datetime) -> bool:
    return booking.status in OPEN and now < booking.starts_at and _is_of_it(booking, user)


def _may_check(booking: Booking, user: Any, now: datetime) -> bool:
    return booking.status in TAKES_TIME and booking.starts_at <= now and _is_of_it(booking, user)


def _is_of_it(booking: Booking, user: Any) -> bool:
    """Supervised there that day, with no manager's no to it, where content is kept at all (C44)."""
    people = booking.supervisees()
    return booking.process.keeps_content and any(
        one.user_id == user.pk and one.was_in(booking.starts_at) for one in people
    )


def _closed(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return respond(request, template, context, status=422 if request.method == "POST" else 200)


def _answers(booking: Booking, user: Any) -> dict[str, Any]:
    row = SessionCheck.objects.filter(booking=booking, owner=user.pk).first()
    check = SessionCheck.answers(row.readable_text("answers_sealed", by=user)) if row else None
    return {**vars(check), "shared": row.shared_at is not None} if row and check else {}


def _tell_who(form: CheckForm, booking: Booking, user: Any) -> None:
    people = readers(booking, user, members=False)
    tell(form.fields["line"], who=Who(_("Others only if you share it below."), "lock", _("Only you see this.")))
    tell(form.fields["shared"], who=Who(_("When you tick this, seen by: %(people)s.") % {"people": people}))
