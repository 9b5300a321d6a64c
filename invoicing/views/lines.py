"""The office mends a single line: what the payer returned or was asked, and a session without a price."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bookings.models import Approval, Booking
from invoicing import words
from invoicing.forms.prices import PriceForm, SettleForm
from invoicing.hours import ask_again, asked
from invoicing.models import Line
from invoicing.monthly_run import draft_month, month_that_ended
from invoicing.repricing import is_invoiced, reprice
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock, money
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Fact

ASK = "ask"


@needs(Action.INVOICE_ISSUE, on=Line)
def line_settle(request: HttpRequest, line: Line) -> HttpResponse:
    """What the office and the payer have agreed: bill it at this price, or ask the manager again at this price."""
    form = SettleForm(posted(request), line=line, initial=_price(line))
    if not form.is_valid():
        return _show(request, line, form, late=line.state == Line.State.READY)
    try:
        _settle(request, line, form.cleaned_data["price"])
    except TooLate:
        return _show(request, line, form, late=True)
    return _drafted_anew()


@needs(Action.INVOICE_ISSUE, on=Line)
@require_POST
def line_let_go(request: HttpRequest, line: Line) -> HttpResponse:
    try:
        line.let_go(by=request.user, now=clock.now())
    except TooLate:
        return _show(request, line, SettleForm(line=line, initial=_price(line)), late=True)
    messages.success(request, _("This session is not charged."))
    return _drafted_anew()


@needs(Action.INVOICE_ISSUE, on=Line)
@require_POST
def line_charge(request: HttpRequest, line: Line) -> HttpResponse:
    """After all, of what was let go."""
    try:
        line.charge_after_all(by=request.user)
    except TooLate:
        return _show(request, line, SettleForm(line=line, initial=_price(line)), late=True)
    messages.success(request, _("It is charged after all."))
    return _drafted_anew()


@needs(Action.INVOICE_ISSUE, on=Booking)
def session_price(request: HttpRequest, booking: Booking) -> HttpResponse:
    """A session's own price, where it has none or a wrong one and no invoice has gone out with it."""
    form = PriceForm(posted(request), initial={"price": booking.price})
    if form.is_valid():
        try:
            reprice(booking, by=request.user, price=form.cleaned_data["price"])
        except TooLate:
            pass  # told below
        else:
            messages.success(request, _("The price was saved."))
            return _drafted_anew()
    late = is_invoiced(booking)
    approved = _approved(booking)
    facts = {"facts": [*_facts(booking), *_charged(booking), *approved], "approved": bool(approved)}
    context = {"form": form, "booking": booking, "late": late} | facts
    return respond(request, "invoicing/session_price.html", context, status=422 if late and form.is_bound else None)


def _settle(request: HttpRequest, line: Line, price: Decimal) -> None:
    """Nobody is asked whether they pay nothing."""
    if not price:
        line.settle(by=request.user, price=price)
        messages.success(request, _("This session is not charged."))
    elif request.POST.get("decision") == ASK:
        ask_again(line, by=request.user, price=price, now=clock.now())
        messages.success(request, _("The manager is asked again, at this price."))
    else:
        line.settle(by=request.user, price=price)
        messages.success(request, _("The line is billed at this price, and the manager is told of it by e-mail."))


def _price(line: Line) -> dict[str, Decimal]:
    """What it is settled at where nothing else is written: of a part that payer's own sum."""
    return {"price": line.net if line.is_part else line.price}


def _drafted_anew() -> HttpResponse:
    now = clock.now()
    draft_month(month_that_ended(now), now=now)
    return see_other("invoicing:month")


def _show(request: HttpRequest, line: Line, form: PriceForm, *, late: bool) -> HttpResponse:
    """`late`: it is held back no more, so that there is nothing to settle."""
    status = 422 if late and request.method == "POST" else None
    return respond(request, "invoicing/line_settle.html", _context(line, form, late=late), status=status)


def _context(line: Line, form: PriceForm, *, late: bool) -> dict[str, Any]:
    returned = line.state == Line.State.RETURNED
    return {
        "line": line,
        "form": form,
        "facts": [*_facts(line.booking), *_cost(line), *_references(line), *_part(line), *_answer(line)],
        "late": late,
        "may_ask": returned and bool(asked(line)),
        "mends": _mends(line) if returned and line.returned_as == Line.Returned.REFERENCE else [],
    }


def _references(line: Line) -> list[Fact]:
    stand = ", ".join(filter(None, line.references))
    return [Fact(_("References"), stand)] if stand else []


def _mends(line: Line) -> list[tuple[str, str]]:
    """Where the reference that came back as wrong may stand: of a shared cost on the payer's part, else on either."""
    process, payer = line.booking.process, line.payer
    own = ("processes:cost_shares" if line.is_part else "processes:edit", process.pk)
    found = [(reverse(own[0], args=[own[1]]), _("The references of the process"))]
    if payer:
        found.append((reverse("people:organisation_edit", args=[payer.pk]), _("The references of the payer")))
    return found


def _facts(booking: Booking) -> list[Fact]:
    process = booking.process
    return [
        Fact(_("Session"), words.when(booking)),
        Fact(_("Process"), process.code, note=words.payer_of(process)),
    ]


def _charged(booking: Booking) -> list[Fact]:
    """What its mark comes to; of a session that is still to come nothing is known."""
    is_over = booking.starts_at <= clock.now()
    return [Fact(_("Charged"), f"{booking.charged_percent}{words.NB}%")] if is_over else []


def _cost(line: Line) -> list[Fact]:
    if line.state == Line.State.LET_GO:
        return [Fact(_("Price without VAT"), words.euros(line.net))]
    return _charged(line.booking)


def _approved(booking: Booking) -> list[Fact]:
    """At what price a manager has said yes to it."""
    said = booking.approvals.filter(answer=Approval.Answer.APPROVED, for_price__gt=0).select_related("manager")
    return [
        Fact(_("Approved"), money.euros(one.for_price or 0, spoken()), note=str(one.manager))
        for one in said.order_by("manager__name", "manager")
        if one.asked_of(booking)
    ]


def _part(line: Line) -> list[Fact]:
    return [*_package(line), *_travel(line), *_share(line)]


def _package(line: Line) -> list[Fact]:
    """The price that is settled is the package's, of all its sessions."""
    return [Fact(_("Package"), words.package(line.package))] if line.package else []


def _travel(line: Line) -> list[Fact]:
    return [Fact(_("Travel costs"), words.travel(line.travel))] if line.travel else []


def _share(line: Line) -> list[Fact]:
    """Whose part of a shared session this is: its sum is settled, and no other payer's."""
    return [Fact(_("Share of the cost"), words.percent(line.part), note=str(line.payer))] if line.is_part else []


def _answer(line: Line) -> list[Fact]:
    if line.state == Line.State.RETURNED:
        by = str(line.answered_by or _("Nobody answered, and less was approved beforehand."))
        return [Fact(_("Returned"), line.get_returned_as_display(), note=by)]
    if line.state == Line.State.WAITING and line.answer_by_on:
        whom = ", ".join(manager.name for manager in asked(line))
        silence = Fact(_("Accepted, if nobody answers"), _("after %(day)s") % {"day": words.day(line.answer_by_on)})
        return [Fact(_("Who was asked"), whom), silence]
    return []
