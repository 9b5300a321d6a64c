"""A room of the practice; and another place for a session, or for several of a series."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from bookings.models import Booking, Reach, Room
from bookings.problems import NotBookable
from processes.models import Place
from tyonohjaus.people.models import Supervisor
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.inputs import DayField, NumberField, RowField


class RoomForm(forms.ModelForm):
    seats = NumberField(
        label=later("How many fit in"),
        required=False,
        min_value=2,
        max_value=200,
        help_text=later("Counted with the supervisor. A larger group is given another room, while there is one."),
    )
    kept_for = RowField(
        Supervisor.objects.none(),
        label=later("Whose room"),
        required=False,
        empty_label=later("Everybody's"),
        help_text=later("A supervisor's own room is used by their sessions alone, and before any other."),
    )
    starts_on = DayField(label=later("In use from"))
    ends_on = DayField(label=later("Last day"), required=False, help_text=later("Left empty, it goes on."))

    class Meta:
        model = Room
        fields = ["name", "address", "seats", "kept_for", "starts_on", "ends_on"]
        labels = {"name": later("Name"), "address": later("Address")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        active = Supervisor.objects.filter(user__is_active=True) | Supervisor.objects.filter(rooms=self.instance.pk)
        fields["kept_for"].queryset = active.select_related("user").distinct().order_by("user__name")
        fields["kept_for"].label_from_instance = lambda supervisor: supervisor.user.name
        who = Who(_("Those who meet in the room see its name and address. The manager does not."), "eye")
        tell(fields["address"], who=who)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        begins, ends = values.get("starts_on"), values.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", _("The last day is before the first."))
        if Room.objects.filter(name=values.get("name")).exclude(pk=self.instance.pk).exists():
            self.add_error("name", _("The practice has a room of this name already. Choose another name."))
        return values

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class PlaceForm(forms.Form):
    place = forms.ChoiceField(label=later("Where do you meet?"), choices=Place.choices, widget=forms.RadioSelect)
    room = RowField(
        Room.objects.none(),
        label=later("Room"),
        required=False,
        empty_label=later("A free one"),
        help_text=later("On the premises only."),
    )
    reach = forms.ChoiceField(label=later("Which sessions"), choices=Reach.choices, widget=forms.RadioSelect)
    # The session, or those of its series ahead, as shown: what has changed since is not acted on.
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, booking: Booking, shown: str, several: bool = False) -> None:
        """`several`: of a series with more ahead."""
        initial = {"place": booking.place, "room": booking.room_id, "reach": Reach.THIS, "shown": shown}
        super().__init__(data, initial=initial)
        fields: dict[str, Any] = self.fields
        tell(fields["place"], chips=True)
        rooms = Room.objects.for_sessions(booking.process, booking.day)
        if rooms:
            fields["room"].queryset = Room.objects.filter(pk__in=[room.pk for room in rooms]).order_by("name")
        else:
            del fields["room"]
        if not several:
            del fields["reach"]

    @property
    def is_stale(self) -> bool:
        """Were other sessions, or other times, read than stand there now?"""
        return bool(self.cleaned_data["shown"] != self.initial["shown"])

    def chosen_room(self) -> Room | None:
        on_premises = self.cleaned_data["place"] == Place.PREMISES
        return self.cleaned_data.get("room") if on_premises else None

    def refuse(self, refusal: NotBookable) -> None:
        for problem in refusal.problems:
            self.add_error("room" if "room" in self.fields else "place", problem.sentence())
