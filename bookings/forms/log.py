"""The supervisor's form after a session: a minute's work, and everything but the first question may stay empty."""

import uuid
from dataclasses import astuple
from datetime import datetime
from typing import Any

from django import forms
from django.core.signing import Signer
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.models import Attendance, Booking, DiscussedThemes, Log, Status, read_log, write_log
from bookings.models.session_log import MOST_THEMES
from processes.parties import supervisees, supervisors_since
from tyonohjaus.ui.fields import tell
from tyonohjaus.ui.inputs import DayField

from .log_content import ask_content

LONGEST = 4000
NO_CLIENTS = gettext_lazy("Do not write clients' names or anything that identifies them.")
# What the page folds under "More": a minute's log needs none of it.
FOLDED = ("closed", "title", "assignment", "due_on", "assignee", "note", "shared_note", "method", "pair_note")


def _long(label: Any, *, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=NO_CLIENTS,
        widget=forms.Textarea({"rows": rows, "autocomplete": "off"}),
        max_length=LONGEST,
        required=False,
    )


def _short(label: Any, *, most: int) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.TextInput({"autocomplete": "off"}), max_length=most, required=False
    )


# Beside the states: cancelled too, but by nobody whom it would cost.
CALLED_OFF = "called_off"


class LogForm(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("Session"),
        choices=[
            (Status.HELD, gettext_lazy("Held")),
            (Status.CANCELLED, gettext_lazy("Cancelled late")),
            (Status.NO_SHOW, gettext_lazy("Did not come")),
            (CALLED_OFF, gettext_lazy("Not held, not charged")),
        ],
        widget=forms.RadioSelect,
    )
    absent = forms.MultipleChoiceField(
        label=gettext_lazy("Who was absent?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Themes discussed"), widget=forms.CheckboxSelectMultiple, required=False
    )
    closed = forms.MultipleChoiceField(
        label=gettext_lazy("Came to an end"), widget=forms.CheckboxSelectMultiple, required=False
    )
    shared = forms.BooleanField(required=False)
    # What stood in the log when the page was opened: two windows, or two supervisors, must not empty each other's.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    # And how it was marked then.
    marked = forms.CharField(widget=forms.HiddenInput, required=False)
    shared_note = _long(gettext_lazy("Shared note"), rows=3)
    method = _short(gettext_lazy("Way of working"), most=120)
    title = _short(gettext_lazy("Assignment in a few words"), most=80)
    assignment = _long(gettext_lazy("Assignment for the time between"), rows=2)
    due_on = DayField(label=gettext_lazy("Done by"), required=False)
    assignee = forms.ChoiceField(label=gettext_lazy("Whose assignment"), required=False)
    pair_note = _long(gettext_lazy("Note of the supervisors"), rows=3)
    note = _long(gettext_lazy("Own note"), rows=3)

    def __init__(self, data: Any = None, *, booking: Booking, by: Any, now: datetime) -> None:
        self.booking, self.by, self.now = booking, by, now
        self.members = supervisees(booking.process, booking.day)
        self.markable = booking.can("mark_held", now=now)
        # Of a session from before their first day as a supervisor they mark what happened, and read and write no text.
        self.supervisors = supervisors_since(booking.process, booking.starts_at)
        was_there = any(one.user_id == by.pk for one in self.supervisors)
        self.keeps_content = booking.process.keeps_content and was_there
        self.before = read_log(booking, by=by) if self.keeps_content else Log()
        self.carried = DiscussedThemes.carried(booking, by=by) if self.keeps_content else []
        self.opened_at = data.get("seen") or _fingerprint(Log()) if data is not None else ""
        self.opened_as = data.get("marked") or booking.status if data is not None else ""
        if data is not None:
            data = data.copy()
            data["seen"], data["marked"] = _fingerprint(self.before), booking.status
        super().__init__(data, initial=self._as_it_is())
        self._ask_who_came()
        ask_content(self)

    @property
    def open(self) -> bool:
        """Is there anything to write down yet? Before it began, and for a time that never was agreed, there is not."""
        return self.booking.starts_at <= self.now and self.booking.status in _HAPPENED

    @property
    def folded(self) -> list[Any]:
        return [self[name] for name in FOLDED if name in self.fields]

    @property
    def unfolded(self) -> bool:
        """Does something stand there, or is something wrong there? Then it is open."""
        return any(field.errors or field.value() for field in self.folded)

    def clean_themes(self) -> list[str]:
        """What came to an end was touched, too."""
        themes = self.cleaned_data["themes"]
        said: Any = self.data
        closed = [name for name in said.getlist("closed") if name in self.carried and name not in themes]
        if len(themes + closed) > MOST_THEMES:
            raise forms.ValidationError(_("Choose at most five themes."))
        return themes + closed

    def clean(self) -> dict[str, Any]:
        """Written elsewhere since this page was opened: say so once, and show what stands there now."""
        said = super().clean() or {}
        if self.keeps_content and self.opened_at != _fingerprint(self.before):
            for name in TEXTS:
                kept = getattr(self.before, name)
                if name in self.fields and kept and kept != said.get(name, "").strip():
                    self.add_error(name, _("Saved here meanwhile: “%(text)s”") % {"text": kept})
            self.add_error(None, _("This log was changed elsewhere after you opened it. Save again to replace it."))
        elif self.markable and self.opened_as != self.booking.status:
            self.add_error(None, _("This session was marked elsewhere after you opened it. Save again to replace it."))
        return said

    def save(self) -> None:
        """Mark and write, both or neither. Raises TooLate."""
        with transaction.atomic():
            if self.markable:
                self._mark()
            if self.keeps_content:
                write_log(self.booking, self._log(), by=self.by)

    # --- private

    def _as_it_is(self) -> dict[str, Any]:
        held = self.booking.status in {Status.CONFIRMED, Status.HELD}
        unmarked = self.booking.status == Status.CONFIRMED  # then as the members themselves have said
        rows: Any = self.booking.absences if unmarked else self.booking.attendances.filter(was=Attendance.Was.ABSENT)
        absent = rows.values_list("user", flat=True)
        return {
            "outcome": Status.HELD if held else self._as_called_off or self.booking.status,
            "absent": [str(pk) for pk in absent] if held else [],
            "seen": _fingerprint(self.before),
            "marked": self.booking.status,
            "themes": self.before.themes or self.carried,
            "closed": self.before.closed,
            "shared": self.before.shared,
            "due_on": self.before.due_on,
            "assignee": str(self.before.assignee or ""),
            **{name: getattr(self.before, name) for name in TEXTS},
        }

    @property
    def _as_called_off(self) -> str:
        cancelled = self.booking.status == Status.CANCELLED and hasattr(self.booking, "cancellation")
        return CALLED_OFF if cancelled and not self.booking.cancellation.share else ""

    def _ask_who_came(self) -> None:
        tell(self.fields["outcome"], chips=True)
        tell(self.fields["absent"], chips=True, remark=_("only if somebody was"))
        self.fields["absent"].choices = [(str(one.user_id), one.user.name) for one in self.members]  # type: ignore[attr-defined]
        if not self.markable:
            del self.fields["outcome"], self.fields["marked"]
        if not self.markable or len(self.members) < 2:
            del self.fields["absent"]

    def _mark(self) -> None:
        """Only what differs from before: a log that is opened again tells nobody anything new."""
        outcome = self.cleaned_data["outcome"]
        absent = self.cleaned_data.get("absent", [])
        unmarked = self.booking.status == Status.CONFIRMED
        if not unmarked and outcome == self.initial["outcome"] and set(absent) == set(self.initial["absent"]):
            return
        if outcome == Status.HELD:
            self.booking.mark_held(by=self.by, now=self.now, absent=frozenset(map(uuid.UUID, absent)))
        elif outcome == Status.NO_SHOW:
            self.booking.mark_no_show(by=self.by, now=self.now)
        elif outcome == CALLED_OFF:
            self.booking.mark_called_off(by=self.by, now=self.now)
        else:
            self.booking.mark_cancelled_late(by=self.by, now=self.now)

    def _log(self) -> Log:
        """What is not asked of this person, here and now, stays as it stands."""
        said = self.cleaned_data
        closed = said.get("closed", [])
        texts = {name: said[name].strip() if name in said else getattr(self.before, name) for name in TEXTS}
        return Log(
            themes=said["themes"],
            continued=[name for name in said["themes"] if name in self.carried and name not in closed],
            closed=closed,
            shared=said["shared"],
            due_on=said["due_on"],
            assignee=uuid.UUID(said["assignee"]) if said.get("assignee") else None,
            **texts,
        )


TEXTS = ("shared_note", "method", "title", "assignment", "pair_note", "note")
_HAPPENED = {Status.CONFIRMED, Status.HELD, Status.NO_SHOW, Status.CANCELLED}


def _fingerprint(log: Log) -> str:
    """Of what stands in the log, of no use to anybody without the site's secret."""
    return Signer(salt="log").signature("\x1f".join(map(str, astuple(log))))
