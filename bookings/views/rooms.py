"""The practice's rooms, kept by the office."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from bookings import places, told
from bookings.forms.rooms import RoomForm
from bookings.models import Booking, Room, RoomIsBooked
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Badge, Row
from tyonohjaus.ui.words import numeric, when

MOST_NAMED, MOST_LISTED = 3, 20


@needs(Action.ROOM_KEEP)
@require_safe
def room_list(request: HttpRequest) -> HttpResponse:
    rooms: Any = Room.objects.visible_to(request.user).select_related("kept_for__user")
    context: dict[str, Any] = {"rows": [_row(room) for room in rooms.order_by("name")]}
    if context["rows"]:
        context["without"] = _without_room(request.user)
    return respond(request, "bookings/room_list.html", context)


@needs(Action.ROOM_KEEP)
def room_new(request: HttpRequest) -> HttpResponse:
    form = RoomForm(posted(request), initial={"starts_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                Room.enter(by=request.user, **form.values())
        except IntegrityError:  # entered twice at once
            form.add_error("name", _("The practice has a room of this name already. Choose another name."))
        else:
            messages.success(request, _("The room was added."))
            _give_rooms(request)
            return see_other("bookings:room_list")
    return respond(request, "bookings/room_new.html", {"form": form})


@needs(Action.ROOM_KEEP, on=Room)
def room(request: HttpRequest, room: Room) -> HttpResponse:
    form = RoomForm(posted(request), instance=Room.objects.get(pk=room.pk))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                room.change(by=request.user, **form.values())
        except RoomIsBooked as refusal:
            form.add_error("ends_on" if form.cleaned_data["ends_on"] else "starts_on", _booked(refusal.bookings))
        except IntegrityError:
            form.add_error("name", _("The practice has a room of this name already. Choose another name."))
        else:
            messages.success(request, _("The room was saved."))
            _give_rooms(request)
            return see_other("bookings:room_list")
    return respond(request, "bookings/room.html", {"form": form, "title": room.name})


def _row(room: Room) -> Row:
    whose = _("%(name)s's room") % {"name": room.kept_for.user.name} if room.kept_for else _("Everybody's")
    seats = ngettext("%(count)d seat", "%(count)d seats", room.seats or 0) % {"count": room.seats} if room.seats else ""
    return Row(
        title=room.name,
        url=reverse("bookings:room", args=[room.pk]),
        note=", ".join(filter(None, [whose, room.address, seats])),
        badge=None if room.is_current else Badge(kind="off", text=_days(room)),
    )


def _without_room(user: Any) -> list[Row]:
    now = clock.now()
    rows = places.without_room(now).with_people()[:MOST_LISTED]
    return [told.row(booking, user=user, now=now) for booking in rows]


def _days(room: Room) -> str:
    if room.starts_on > clock.today():
        return _("From %(day)s") % {"day": numeric(room.starts_on, language=spoken())}
    return _("Until %(day)s") % {"day": numeric(room.ends_on or room.starts_on, language=spoken())}


def _booked(bookings: list[Booking]) -> str:
    named = ", ".join(when(one.starts_at, language=spoken()) for one in bookings[:MOST_NAMED])
    return ngettext(
        "A session is booked there on a day on which it would not be in use: %(when)s. Give it another place first.",
        "%(count)d sessions are booked there on days on which it would not be in use, the first: %(when)s. Give them "
        "another place first.",
        len(bookings),
    ) % {"count": len(bookings), "when": named}


def _give_rooms(request: HttpRequest) -> None:
    """To what was booked before there was a room."""
    if given := places.give_rooms(by=request.user, now=clock.now()):
        said = ngettext("A booked session was given a room.", "%(count)d booked sessions were given a room.", given)
        messages.info(request, said % {"count": given})
