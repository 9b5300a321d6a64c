"""What getting to a session cost: written down by who drove, let go by them or by the office."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bookings.models import Booking, Status
from invoicing import words
from invoicing.again import is_written
from invoicing.forms.prices import TravelForm
from invoicing.models import NotHeld, TravelBilled, TravelCost
from processes.models import Process, vat_of
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Practice
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.parts import Fact

DAYS_BACK = 120


@needs(Action.TRAVEL_ENTER, on=Process)
def travel_new(request: HttpRequest, process: Process) -> HttpResponse:
    sessions, costs = _lately(process, request.user), TravelCost.objects.visible_to(request.user, within=process)
    form = TravelForm(posted(request), sessions=sessions)
    if form.is_valid():
        try:
            with transaction.atomic():
                Process.locked(process.pk)
                said = {name: form.cleaned_data[name] for name in ("booking", "km", "paid")}
                if not is_written(costs, known=request.POST.get("known"), entered_by=request.user, **said):
                    _enter(form.cleaned_data, by=request.user)
        except NotHeld:
            form.add_error("booking", _("This session did not take place."))
        else:
            messages.success(request, _("The travel costs were saved. The payer is asked with the session's line."))
            return see_other("processes:detail", process.pk)
    context = {"form": form, "process": process, "sessions": sessions.exists(), "known": str(costs.count())}
    return respond(request, "invoicing/travel_new.html", context)


@needs(Action.TRAVEL_LET_GO, on=TravelCost)
def travel(request: HttpRequest, cost: TravelCost) -> HttpResponse:
    late, process = cost.is_billed, cost.booking.process
    if request.method == "POST" and not late:
        try:
            cost.let_go(by=request.user)
        except TravelBilled:
            late = True
        else:
            messages.success(request, _("These travel costs are not charged."))
            return see_other("processes:detail", process.pk)
    context = {"cost": cost, "process": process, "facts": _facts(cost), "late": late}
    return respond(request, "invoicing/travel.html", context, status=422 if request.method == "POST" else None)


def _lately(process: Process, user: Any) -> Any:
    """Sessions that were held in the last months, the last one first."""
    since = clock.now() - timedelta(days=DAYS_BACK)
    seen = Booking.objects.visible_to(user).filter(process=process, status=Status.HELD, starts_at__gte=since)
    return seen.order_by("-starts_at")


def _enter(values: dict[str, Any], *, by: Any) -> TravelCost:
    if values["km"] is not None:
        return TravelCost.enter_km(values["booking"], km=values["km"], by=by)
    booking, table = values["booking"], Practice.objects.get().vat_table()
    # Nothing is deducted of what an exempt service costs.
    deducts = vat_of(booking.process, booking.day, table).ground is None
    return TravelCost.enter_receipt(
        values["booking"], paid=values["paid"], vat_percent=values["vat_percent"], deducts=deducts, by=by
    )


def _facts(cost: TravelCost) -> list[Fact]:
    """By whom it was written down, and how its sum came about."""
    way = ""
    if cost.is_by_km:
        way = _("%(rate)s a kilometre") % {"rate": words.euros(cost.per_km)}
    elif cost.paid is not None:
        way = _("%(paid)s paid, VAT %(percent)s") % {
            "paid": words.euros(cost.paid),
            "percent": words.percent(cost.vat_percent),
        }
    return [
        Fact(_("Session"), words.when(cost.booking)),
        Fact(_("Travel costs"), words.travel(cost), note=way),
        Fact(_("Written down by"), str(cost.entered_by)),
    ]
