"""A supervisor's weekly hours, closed days, extra hours, and the terms on which time is given out."""

from datetime import date
from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.core.validators import MaxValueValidator
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from bookings import hours_told
from bookings.forms.several import DAYS_ORDER, add_rows, stretches
from bookings.forms.times import PickedDay, PickedTime
from bookings.models import AvailabilityException, AvailabilityRule, HoursOverlap
from bookings.models.availability import InWeeks, Weekday
from processes.models import Place
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Supervisor
from tyonohjaus.ui.layout import ordered

ORDER = later("The end is not after the beginning. Change one of them.")
STEPS = (5, 10, 15, 20, 30, 45, 60)


def _beside(*names: str) -> Row:
    return Row(*(Column(name, css_class="col-sm-6") for name in names))


TIMES = _beside("starts", "ends")


class WeeklyHours(forms.Form):
    weekday = forms.TypedChoiceField(label=later("Weekday"), choices=Weekday.choices, coerce=int)
    starts = PickedTime(label=later("From"))
    ends = PickedTime(label=later("Until"))
    weeks = forms.ChoiceField(
        label=later("Which weeks"),
        choices=InWeeks.choices,
        required=False,
        help_text=later(
            "Odd and even go by the number of the week; “the first” is, for example, the first Tuesday of the month."
        ),
    )
    place = forms.ChoiceField(label=later("Place"), choices=Place.choices)
    valid_from = PickedDay(label=later("Valid from"), initial=clock.today)
    valid_until = PickedDay(label=later("Valid until"), required=False)

    def __init__(self, data: Any = None, *, supervisor: Supervisor, row: AvailabilityRule | None = None) -> None:
        self.supervisor, self.row = supervisor, row
        super().__init__(data, initial={name: getattr(row, name) for name in self.base_fields} if row else None)
        self.helper = ordered(_beside("weekday", "weeks"), TIMES, "place", _beside("valid_from", "valid_until"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        _require_order(self, cleaned, "starts", "ends", ORDER)
        _require_order(self, cleaned, "valid_from", "valid_until", DAYS_ORDER, same=True)
        return cleaned

    @property
    def entries(self) -> list[dict[str, Any]]:
        return [self.cleaned_data]

    def refuse(self, overlap: HoursOverlap) -> None:
        said = _("These hours overlap with others: %(hours)s. Change those, or choose other hours.")
        self.add_error(None, said % {"hours": hours_told.weekly(overlap.other)})


class ClosedDays(forms.Form):
    """One stretch of days when it is changed; several when they are new."""

    first_on = PickedDay(label=later("First day"))
    last_on = PickedDay(label=later("Last day"), required=False)
    starts = PickedTime(
        label=later("From"), required=False, help_text=later("Leave the times empty when the whole day is closed.")
    )
    ends = PickedTime(label=later("Until"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        supervisor: Supervisor,
        row: AvailabilityException | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={name: getattr(row, name) for name in self.base_fields} if row else initial)
        more = [] if row else [add_rows(self, first=_("First day"), last=_("Last day"))]
        self.helper = ordered(_beside("first_on", "last_on"), *more, TIMES)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.days = stretches(self, cleaned)
        for given, missing in (("starts", "ends"), ("ends", "starts")):
            if cleaned.get(given) and not cleaned.get(missing) and missing not in self.errors:
                self.add_error(missing, _("Write both times, or neither."))
        _require_order(self, cleaned, "starts", "ends", ORDER)
        return cleaned

    @property
    def entries(self) -> list[dict[str, Any]]:
        times = {name: self.cleaned_data[name] for name in ("starts", "ends")}
        kind = AvailabilityException.Kind.CLOSED
        return [{"kind": kind, "first_on": first, "last_on": last, **times} for first, last in self.days]


class ExtraHours(forms.Form):
    first_on = PickedDay(label=later("Day"))
    starts = PickedTime(label=later("From"))
    ends = PickedTime(label=later("Until"))
    place = forms.ChoiceField(label=later("Place"), choices=Place.choices)

    def __init__(self, data: Any = None, *, supervisor: Supervisor, row: AvailabilityException | None = None) -> None:
        self.supervisor, self.row = supervisor, row
        super().__init__(data, initial={name: getattr(row, name) for name in self.base_fields} if row else None)
        more = [] if row else [add_rows(self, first=_("Day"))]
        self.helper = ordered("first_on", *more, TIMES, "place")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        _require_order(self, cleaned, "starts", "ends", ORDER)
        self.days = [day for day, _last in stretches(self, cleaned)]
        if not self.errors:
            for day in self.days:
                self._require_open(day, cleaned)
        return cleaned

    @property
    def entries(self) -> list[dict[str, Any]]:
        hours = {name: self.cleaned_data[name] for name in ("starts", "ends", "place")}
        kind = AvailabilityException.Kind.EXTRA
        return [{"kind": kind, "first_on": day, "last_on": day, **hours} for day in self.days]

    def refuse(self, _overlap: HoursOverlap) -> None:
        self.add_error(None, _("These hours overlap with other extra hours of that day. Change those instead."))

    def _require_open(self, day: date, cleaned: dict[str, Any]) -> None:
        if closed := self._closed(day, cleaned):
            raise forms.ValidationError(
                _("You have closed these hours: %(days)s. Nobody is offered them until you change or remove that.")
                % {"days": hours_told.exception(closed)}
            )

    def _closed(self, day: date, cleaned: dict[str, Any]) -> AvailabilityException | None:
        closed = AvailabilityException.objects.filter(
            Q(starts=None) | Q(starts__lt=cleaned["ends"], ends__gt=cleaned["starts"]),
            supervisor=self.supervisor,
            kind=AvailabilityException.Kind.CLOSED,
            first_on__lte=day,
            last_on__gte=day,
        )
        return closed.order_by("first_on").first()


class Terms(forms.Form):
    """How time is given out. All but the step are minutes, hours and weeks as their labels say."""

    buffer_before_minutes = forms.IntegerField(
        label=later("Free minutes before a session"), min_value=0, validators=[MaxValueValidator(180)]
    )
    buffer_minutes = forms.IntegerField(
        label=later("Free minutes after a session"), min_value=0, validators=[MaxValueValidator(180)]
    )
    travel_minutes = forms.IntegerField(
        label=later("Minutes for moving between places"),
        help_text=later("Kept free between two sessions at different places; a remote session is nowhere."),
        min_value=0,
        validators=[MaxValueValidator(360)],
    )
    notice_hours = forms.IntegerField(
        label=later("A time can be booked at latest, hours before"), min_value=0, validators=[MaxValueValidator(720)]
    )
    horizon_weeks = forms.IntegerField(
        label=later("A time can be booked at earliest, weeks before"), min_value=1, validators=[MaxValueValidator(104)]
    )
    step_minutes = forms.TypedChoiceField(
        label=later("Times begin every … minutes"), choices=[(n, str(n)) for n in STEPS], coerce=int
    )
    most_a_day = forms.IntegerField(
        label=later("Sessions a day at most"), min_value=1, validators=[MaxValueValidator(24)], required=False
    )
    most_a_week = forms.IntegerField(
        label=later("Sessions a week at most"),
        help_text=later("Empty: as many as your hours hold. They do not bind what you set by hand."),
        min_value=1,
        validators=[MaxValueValidator(100)],
        required=False,
    )

    confirms_requests = forms.BooleanField(
        label=later("I confirm each request myself"),
        help_text=later(
            "A time that a supervisee books is held until you answer, three working days at most. What you or the "
            "office set is confirmed as before."
        ),
        required=False,
    )

    def __init__(self, data: Any = None, *, supervisor: Supervisor) -> None:
        super().__init__(data, initial={name: getattr(supervisor, name) for name in self.base_fields})
        if supervisor.step_minutes not in STEPS:
            step: Any = self.fields["step_minutes"]
            step.choices = [*step.choices, (supervisor.step_minutes, str(supervisor.step_minutes))]


def _require_order(
    form: forms.Form, cleaned: dict[str, Any], first: str, last: str, message: Any, *, same: bool = False
) -> None:
    start, end = cleaned.get(first), cleaned.get(last)
    if start is not None and end is not None and (end < start or (end == start and not same)):
        form.add_error(last, message)
