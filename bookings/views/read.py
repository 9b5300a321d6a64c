"""What was written about a session, as far as this person reads it: each text with one line that says who sees it."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from bookings.models import (
    AgendaWish,
    Assignment,
    Booking,
    DiscussedThemes,
    PairNote,
    PrivateNote,
    SessionCheck,
    SharedNote,
)
from bookings.models.log import readable
from bookings.readers import readers, seen_by
from bookings.words import check_in_words, due, touched
from processes import parties
from tyonohjaus.people.models import Extra
from tyonohjaus.sealed.models import readable_texts
from tyonohjaus.ui.fields import Who


class Text(NamedTuple):
    title: str
    text: str
    who: Who


def texts(booking: Booking, user: Any) -> list[Text]:
    """In the order in which they were asked for."""
    found = [*_themes(booking, user), *_shared(booking, user), *_assignment(booking, user)]
    if pair := readable(PairNote, booking, user):
        who = seen_by(booking, user, members=False)
        found.append(Text(_("Note of the supervisors"), pair.readable_text("text_sealed", by=user), who))
    only_you = Who("", "lock", _("Only you see this."))
    if note := readable(PrivateNote, booking, user):
        found.append(Text(_("Own note"), note.readable_text("text_sealed", by=user), only_you))
    return [text for text in [*found, *_checks(booking, user)] if text.text]


def wishes(booking: Booking, user: Any) -> list[Text]:
    """Each supervisee's wish for this session: to the supervisors with its name, to its author as their own."""
    rows = list(AgendaWish.readable_by(user).filter(booking=booking).select_related("author").order_by("author__name"))
    who = wish_seen_by(booking, user)
    said = zip(rows, readable_texts(rows, "text_sealed", by=user), strict=True)
    return [Text("" if row.author_id == user.pk else row.author.name, text, who) for row, text in said if text]


def wish_seen_by(booking: Booking, user: Any) -> Who:
    """A wish has no other readers than its author and the supervisors."""
    if parties.standing(booking.process, user).supervisor:
        return Who(_("Its writer and the supervisors see this. Neither the rest of a group nor the manager."))
    people = readers(booking, user, members=False)
    return Who(_("Seen by: %(people)s. Neither the rest of a group nor the manager.") % {"people": people})


def _themes(booking: Booking, user: Any) -> list[Text]:
    row = readable(DiscussedThemes, booking, user)
    if row is None:
        return []
    text = touched(DiscussedThemes.touched(row.readable_text("themes_sealed", by=user)))
    return [Text(_("Themes discussed"), text, seen_by(booking, user, members=row.shared_at is not None))]


def _shared(booking: Booking, user: Any) -> list[Text]:
    row = readable(SharedNote, booking, user)
    if row is None:
        return []
    who = seen_by(booking, user, members=True)
    return [
        Text(_("Shared note"), row.readable_text("text_sealed", by=user), who),
        Text(_("Way of working"), row.readable_text("method_sealed", by=user), who),
    ]


def _assignment(booking: Booking, user: Any) -> list[Text]:
    row = readable(Assignment, booking, user)
    if row is None:
        return []
    lines = [row.readable_text("title_sealed", by=user), row.readable_text("text_sealed", by=user)]
    said = [line for line in lines if line]
    if said and row.due_on:
        said.append(due(row))
    who = seen_by(booking, user, members=True) if row.assignee_id is None else _one_alone(booking, row, user)
    return [Text(_("Assignment for the time between"), "\n".join(said), who)]


def _one_alone(booking: Booking, row: Assignment, user: Any) -> Who:
    name = row.assignee.name if row.assignee and row.assignee_id != user.pk else _("you")
    supervisors = readers(booking, user, members=False)
    return Who(
        _("For one alone: %(name)s. Seen by the supervisors too: %(people)s.") % {"name": name, "people": supervisors}
    )


def _checks(booking: Booking, user: Any) -> list[Text]:
    if not Extra.is_on(Extra.Name.SESSION_CHECK):
        return []
    rows = SessionCheck.readable_by(user).filter(booking=booking).select_related("owner").order_by("owner__name")
    found = []
    for row in rows:
        who = (
            Who("", "lock", _("Only you see this.")) if row.shared_at is None else seen_by(booking, user, members=False)
        )
        title = (
            _("How it was for you") if row.owner_id == user.pk else _("How it was: %(name)s") % {"name": row.owner.name}
        )
        check = SessionCheck.answers(row.readable_text("answers_sealed", by=user))
        found.append(Text(title, check_in_words(check), who) if check else Text("", "", who))
    return found
