"""Framework agreements: the office keeps them; it and the organisation's manager read how much is used (S4-17)."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bookings import frames
from bookings.forms.frames import FrameForm
from bookings.frames import Use
from processes import words
from processes.models import FrameAgreement
from tyonohjaus.access import Action, may, needs
from tyonohjaus.lib import money
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Badge, Fact, Row


@needs(Action.FRAME_SEE)
@require_safe
def frame_list(request: HttpRequest) -> HttpResponse:
    seen: Any = FrameAgreement.objects.visible_to(request.user)
    rows = [row(use) for use in frames.uses(seen.with_prices().order_by("organisation__name", "-starts_on", "number"))]
    return respond(
        request, "bookings/frame_list.html", {"rows": rows, "may_edit": may(request.user, Action.FRAME_EDIT)}
    )


@needs(Action.FRAME_SEE, on=FrameAgreement)
@require_safe
def frame(request: HttpRequest, frame: FrameAgreement) -> HttpResponse:
    use = frames.use_of(frame)
    context = {
        "title": frame.number,
        "facts": _facts(use),
        "use": use,
        "frame": frame.pk,
        "may_edit": may(request.user, Action.FRAME_EDIT),
    }
    return respond(request, "bookings/frame.html", context)


@needs(Action.FRAME_EDIT)
def frame_new(request: HttpRequest) -> HttpResponse:
    form = FrameForm(posted(request), by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                row = FrameAgreement.agree(prices=form.prices(), by=request.user, **form.terms())
        except IntegrityError:  # entered twice at once
            form.add_error("number", _("This organisation has an agreement with this number already. Change it there."))
        else:
            messages.success(request, _("The framework agreement was saved."))
            return see_other("bookings:frame", row.pk)
    return respond(request, "bookings/frame_new.html", {"form": form})


@needs(Action.FRAME_EDIT, on=FrameAgreement)
def frame_edit(request: HttpRequest, frame: FrameAgreement) -> HttpResponse:
    form = FrameForm(posted(request), by=request.user, frame=frame)
    if request.method == "POST" and form.is_valid():
        frame.change(prices=form.prices(), by=request.user, **form.terms())
        messages.success(request, _("The framework agreement was saved. Its prices are proposed from now on."))
        return see_other("bookings:frame", frame.pk)
    return respond(request, "bookings/frame_edit.html", {"form": form, "frame": frame.pk, "title": frame.number})


def row(use: Use) -> Row:
    """Numbers only: the same for the office and the organisation's manager."""
    return Row(
        title=f"{use.frame.organisation}: {use.frame.number}",
        url=reverse("bookings:frame", args=[use.frame.pk]),
        note=" · ".join([words.days(use.frame), *use.told()]),
        badge=badge(use),
    )


def badge(use: Use) -> Badge | None:
    if use.is_over:
        return Badge(kind="fault", text=_("Ceiling exceeded"))
    return Badge(kind="waits", text=_("%(percent)d %% used") % {"percent": use.percent}) if use.is_near else None


def _facts(use: Use) -> list[Fact]:
    frame = use.frame
    prices = [
        f"{price.get_kind_display()}, {price.minutes}{words.NB}min: {money.euros(price.price, spoken())}"
        for price in sorted(frame.prices.all(), key=lambda one: (one.kind, one.minutes))
    ]
    sessions, euros = use.told()
    facts = [
        Fact(_("Organisation"), str(frame.organisation)),
        Fact(_("In force"), words.days(frame)),
        Fact(_("Held and booked"), sessions.capitalize(), note=euros),
        Fact(_("Prices of a session, without VAT"), "; ".join(prices)),
        Fact(_("Cost centre"), frame.cost_centre),
        Fact(_("Your reference"), frame.buyer_reference),
        Fact(_("Order number"), frame.order_number),
    ]
    return [fact for fact in facts if fact.value]
