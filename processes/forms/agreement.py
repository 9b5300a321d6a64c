"""What is agreed when a process starts, and what changes later."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from processes import prices
from processes.models import (
    AttendanceShown,
    FrameAgreement,
    Kind,
    OrganisationGoal,
    Participant,
    Payer,
    People,
    Place,
    Process,
    Trade,
)
from processes.models.process import SHORTEST
from tyonohjaus.lib import clock
from tyonohjaus.people.models import ApprovalMode, Organisation, User
from tyonohjaus.people.models.dated import not_over
from tyonohjaus.ui import words
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.inputs import DayField, NumberField, PriceField, RowField
from tyonohjaus.ui.language import spoken

from . import checks
from .agreement_layout import layout
from .people import SuperviseesField

AS_ORGANISATION = ""
# An introductory meeting is made from a request, never here.
PAYERS = [(payer.value, payer.label) for payer in Payer if payer != Payer.NOBODY]
MONTHLY, WEEKS = "monthly", "weeks"
PLAIN = (
    "trade",
    "kind",
    "organisation",
    "frame",
    "payer",
    "length_minutes",
    "agreed_count",
    "place",
    "open_bookings",
    "quorum",
    "price",
    "cancellation_hours",
    "cancellation_share",
    "cost_centre",
    "buyer_reference",
    "order_number",
    "approval",
    "attendance",
    "starts_on",
    "ends_on",
)


class AgreementForm(forms.Form):
    # What stood in the agreement when the page was opened: two windows must not undo each other's.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    trade = forms.ChoiceField(label=later("Service"), choices=Trade.choices, required=False, initial=Trade.SUPERVISION)
    kind = forms.ChoiceField(label=later("Kind"), choices=Kind.choices)
    supervisees = SuperviseesField(label=later("Supervisees"))
    supervisor = RowField(User.objects.none(), label=later("Supervisor"), empty_label=later("Choose the supervisor"))
    co_supervisor = RowField(
        User.objects.none(), label=later("Co-supervisor"), required=False, empty_label=later("None")
    )
    people_from = DayField(
        label=later("Changes of people hold from"),
        help_text=later("From this day on those who are added take part, and those who are taken away do not."),
    )

    sooner = forms.MultipleChoiceField(
        label=later("Leave on that day already"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=later("They have a last day that is still ahead."),
        error_messages={"invalid_choice": later("Something ticked is no longer on the list. Tick again.")},
    )

    payer = forms.ChoiceField(label=later("Payer"), choices=PAYERS, widget=forms.RadioSelect)
    organisation = RowField(
        Organisation.objects.none(),
        label=later("Organisation"),
        required=False,
        empty_label=later("None"),
        help_text=later("The employer; or the own business of one who pays through it."),
    )
    frame = RowField(
        FrameAgreement.objects.none(),
        label=later("Framework agreement"),
        required=False,
        empty_label=later("None"),
        help_text=later("Its prices are proposed and its references stand on the invoice, where there are none below."),
    )
    price = PriceField(
        label=later("Price of a session without VAT, €"),
        required=False,
        help_text=later("Left empty, it comes from the price list. A changed price holds for times booked later."),
    )

    length_minutes = NumberField(label=later("Length, minutes"), min_value=45, max_value=120, initial=90)
    rhythm = forms.ChoiceField(
        label=later("Rhythm"),
        choices=[(WEEKS, later("Every so many weeks")), (MONTHLY, later("Monthly"))],
        widget=forms.RadioSelect,
        initial=WEEKS,
    )
    every_weeks = NumberField(
        label=later("Every how many weeks?"), required=False, min_value=1, max_value=26, initial=4
    )
    every_weeks_most = NumberField(
        label=later("At most so many weeks"),
        required=False,
        min_value=1,
        max_value=26,
        help_text=later("Where the rhythm varies: for every 3 to 4 weeks write 3 above and 4 here."),
    )
    agreed_count = NumberField(label=later("Agreed number of sessions"), required=False, min_value=1, max_value=500)
    open_bookings = NumberField(
        label=later("Times that a supervisee may book ahead"), min_value=1, max_value=20, initial=1
    )
    quorum = NumberField(
        label=later("In a group: ask the supervisor if fewer come than"),
        required=False,
        min_value=2,
        max_value=100,
        help_text=later("Left empty: two. The session stands until the supervisor decides otherwise."),
    )
    place = forms.ChoiceField(label=later("Place"), choices=Place.choices, initial=Place.REMOTE)
    starts_on = DayField(label=later("First day"))
    ends_on = DayField(label=later("Last day"), required=False)

    cancellation_hours = NumberField(
        label=later("Free of charge until, hours before"), min_value=0, max_value=336, initial=24
    )
    cancellation_share = NumberField(
        label=later("Share charged after that, %"), min_value=0, max_value=100, initial=100
    )

    approval = forms.ChoiceField(
        label=later("Approving times"), required=False, widget=forms.RadioSelect, initial=AS_ORGANISATION
    )
    attendance = forms.ChoiceField(
        label=later("What the payer sees of attendance"),
        choices=AttendanceShown.choices,
        widget=forms.RadioSelect,
        initial=AttendanceShown.NONE,
    )
    names_on_invoice = forms.BooleanField(
        label=later("Names on invoices"),
        required=False,
        help_text=later("Otherwise the process code stands there. Only if it is written in the agreement."),
    )
    cost_centre = forms.CharField(label=later("Cost centre"), required=False, max_length=35)
    buyer_reference = forms.CharField(label=later("Your reference"), required=False, max_length=35)
    order_number = forms.CharField(label=later("Order number"), required=False, max_length=35)

    organisation_goal = forms.CharField(label=later("The organisation's goal"), required=False, max_length=200)
    no_content = forms.BooleanField(
        label=later("No content is stored"),
        required=False,
        help_text=later("No page of this process then has a field for themes, notes or goals."),
    )

    def __init__(self, *args: Any, by: Any, process: Process | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": initial_of(process), **kwargs})
        self.process = process
        self._offer(by, self.fields)
        if process and process.payer == Payer.NOBODY:
            self._fix_introduction()
        tell(
            self.fields["organisation_goal"],
            who=Who(later("The supervisees, the supervisor and the manager see this."), icon="building-2"),
        )
        tell(self.fields["payer"])
        tell(self.fields["every_weeks"], remark=later("if not monthly"))
        if process is None:
            del self.fields["people_from"], self.fields["seen"]
        leaving = _leaving(process) if process else []
        if leaving:
            sooner: Any = self.fields["sooner"]
            sooner.choices = [(str(row.user_id), _until(row)) for row in leaving]
        else:
            del self.fields["sooner"]
        if process and process.ground_stands:
            self._fix_ground()
        self.helper = layout(new=process is None, frames="frame" in self.fields, leaving=bool(leaving))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for check in checks.ALL:
            for name, sentence in check(values, self.process):
                if name in self.fields:
                    self.add_error(name, sentence)
        return self._completed(values)

    def people(self) -> People:
        values = self.cleaned_data
        return People(
            supervisor=values["supervisor"],
            co_supervisor=values["co_supervisor"],
            supervisees=tuple(values["supervisees"]),
        )

    def leavers(self) -> set[UUID]:
        return {UUID(key) for key in self.cleaned_data.get("sooner", [])}

    def terms(self) -> dict[str, Any]:
        """Columns of the process and their values."""
        values, today = self.cleaned_data, clock.today()
        weekly = values["rhythm"] == WEEKS
        return {name: values.get(name) for name in PLAIN} | {
            "every_weeks": values["every_weeks"] if weekly else None,
            "every_weeks_most": values["every_weeks_most"] if weekly else None,
            "names_on_invoice_since": self._since("names_on_invoice", today),
            "no_content_since": self._since("no_content", today),
        }

    def ask_again(self, process: Process) -> None:
        """Somebody saved another change meanwhile: what was typed stays, and saved once more it replaces theirs."""
        other = [str(self.fields[name].label) for name in self.changed_data if name != "seen"]
        data: Any = self.data
        self.data = data.copy()
        self.data["seen"] = process.mark  # type: ignore[index]
        sentence = _(
            "This agreement was changed elsewhere after you opened it. "
            "Check these, and save again to replace what stands there now: %(fields)s."
        )
        if other:
            self.add_error(None, sentence % {"fields": words.listed(other, language=spoken())})

    def tell_calendars(self, last_on: date) -> None:
        """Booked times stand in the way of this kind."""
        sentence = _(
            "A time is booked on %(day)s, and the calendars that it takes are those of the kind so far. "
            "Cancel it first, or end this process and start a new one."
        )
        self.add_error("kind", sentence % {"day": words.numeric(last_on, language=spoken())})

    def tell_ahead(self, last_on: date) -> None:
        """Booked times stand in the way of a change."""
        day = words.numeric(last_on, language=spoken())
        ends_on = self.cleaned_data.get("ends_on")
        if ends_on and ends_on < last_on:
            sentence = _("A time is booked on %(day)s. Cancel or move it first, or choose a later last day.")
            self.add_error("ends_on", sentence % {"day": day})
        else:
            sentence = _("A time is booked on %(day)s with those who meet now. Choose a later day, or cancel it first.")
            self.add_error("people_from", sentence % {"day": day})

    def _proposed(self, values: dict[str, Any], organisation: Organisation | None) -> Decimal | None:
        what = {"kind": values["kind"], "minutes": values["length_minutes"], "trade": values["trade"]}
        on = max(values["starts_on"], clock.today())
        return prices.proposed(frame=values.get("frame"), organisation=organisation, on=on, **what)

    def _since(self, switch: str, today: date) -> date | None:
        """A switch that was on keeps its day."""
        if not self.cleaned_data[switch]:
            return None
        return getattr(self.process, f"{switch}_since", None) or today

    def _offer(self, by: Any, fields: dict[str, Any]) -> None:
        fields["supervisees"].offer(by=by)
        people: Any = User.objects.visible_to(by).filter(supervisor__isnull=False, is_active=True).order_by("name")
        fields["supervisor"].queryset = fields["co_supervisor"].queryset = people
        fields["organisation"].queryset = Organisation.objects.visible_to(by).order_by("name")
        frames: Any = FrameAgreement.objects.visible_to(by).filter(not_over() | Q(processes=self.process))
        fields["frame"].queryset = frames.with_prices().order_by("organisation__name", "number").distinct()
        if not fields["frame"].queryset.exists():
            del fields["frame"]
        usual = [] if self.process else [(AS_ORGANISATION, later("As the organisation usually does"))]
        fields["approval"].choices = [*usual, *ApprovalMode.choices]
        fields["approval"].initial = ApprovalMode.NONE if self.process else AS_ORGANISATION

    def _fix_introduction(self) -> None:
        """It is made from a request, and stays what it is."""
        payer: Any = self.fields["payer"]
        payer.choices, payer.disabled = [(Payer.NOBODY, Payer.NOBODY.label)], True
        label = self.fields["length_minutes"].label
        self.fields["length_minutes"] = NumberField(label=label, min_value=SHORTEST, max_value=120)

    def _fix_ground(self) -> None:
        sentence = later("Fixed, since sessions have been held. To change it, end this process and start a new one.")
        for name in ("kind", "payer", "organisation"):
            self.fields[name].disabled = True
            self.fields[name].help_text = sentence

    def _completed(self, values: dict[str, Any]) -> dict[str, Any]:
        """What was left empty and follows from something else: the price, and how times are approved."""
        organisation = values.get("organisation")
        values["trade"] = values.get("trade") or Trade.SUPERVISION
        if values.get("approval") == AS_ORGANISATION and "approval" not in self.errors:
            employer = organisation if values.get("payer") == Payer.EMPLOYER else None
            values["approval"] = employer.approval if employer else ApprovalMode.NONE
        if values.get("price") is None and values.get("payer") in {Payer.EMPLOYER, Payer.SELF} and not self.errors:
            values["price"] = self._proposed(values, organisation)
            if values["price"] is None:
                self.add_error("price", _("The price list has no price for this kind and length. Write one here."))
        return values


def _leaving(process: Process) -> list[Participant]:
    """Who may go before the day that was agreed; a supervisor goes when another comes."""
    found = process.leaving_after(clock.today())
    return [row for row in found if row.capacity != Participant.As.SUPERVISOR]


def _until(row: Participant) -> str:
    """`Eero Virtanen, last day 28.2.2027`"""
    day = words.numeric(row.ends_on, language=spoken()) if row.ends_on else ""
    return _("%(name)s, last day %(day)s") % {"name": row.user.name, "day": day}


def initial_of(process: Process | None) -> dict[str, Any]:
    if process is None:
        return {"starts_on": clock.today()}
    people = list(process.participants.filter(ends_on=None))
    by_capacity = {person.capacity: person.user_id for person in people}
    goal = OrganisationGoal.first_of(process)
    return {name: getattr(process, name) for name in PLAIN if name not in {"organisation", "frame"}} | {
        "organisation": process.organisation_id,
        "frame": process.frame_id,
        "supervisees": [person.user_id for person in people if person.capacity == Participant.As.SUPERVISEE],
        "supervisor": by_capacity.get(Participant.As.SUPERVISOR),
        "co_supervisor": by_capacity.get(Participant.As.CO_SUPERVISOR),
        "seen": process.mark,
        "people_from": clock.today(),
        "rhythm": WEEKS if process.every_weeks else MONTHLY,
        "every_weeks": process.every_weeks,
        "every_weeks_most": process.every_weeks_most,
        "names_on_invoice": process.names_on_invoice_since is not None,
        "no_content": not process.keeps_content,
        "organisation_goal": goal.text if goal else "",
    }
