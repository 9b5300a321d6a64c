from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from processes import words
from processes.forms.prices import PriceForm
from processes.models import PriceItem, Trade
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock, money
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Column, Line
from tyonohjaus.ui.words import span


@needs(Action.PRICE_EDIT)
@require_safe
def price_list(request: HttpRequest) -> HttpResponse:
    items: Any = PriceItem.objects.visible_to(request.user)
    columns = [
        Column(label=_("Kind and length")),
        Column(label=_("Customer group")),
        Column(label=_("Valid from")),
        Column(label=_("Price without VAT"), number=True),
    ]
    lines = [_line(item) for item in items.order_by("trade", "kind", "minutes", "group", "-valid_from")]
    return respond(request, "processes/price_list.html", {"columns": columns, "lines": lines})


@needs(Action.PRICE_EDIT)
def price_new(request: HttpRequest) -> HttpResponse:
    form = PriceForm(posted(request), initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        PriceItem.enter(by=request.user, **form.cleaned_data)
        messages.success(request, _("The price was added."))
        return see_other("processes:price_list")
    return respond(request, "processes/price_new.html", {"form": form})


@needs(Action.PRICE_EDIT, on=PriceItem)
def price_edit(request: HttpRequest, item: PriceItem) -> HttpResponse:
    form = PriceForm(posted(request), item=item)
    if request.method == "POST" and form.is_valid():
        item.change(by=request.user, **form.cleaned_data)
        messages.success(request, _("The price was saved. It is proposed to processes that start from now on."))
        return see_other("processes:price_list")
    return respond(request, "processes/price_edit.html", {"form": form})


def _what(item: PriceItem) -> str:
    """`Individual, 90 min`; of another service than supervision with its name before it."""
    kind = f"{item.get_kind_display()}, {item.minutes}{words.NB}min"
    return kind if item.trade == Trade.SUPERVISION else f"{item.get_trade_display()}: {kind}"


def _days(item: PriceItem) -> str:
    if item.valid_to:
        return span(item.valid_from, item.valid_to, language=spoken())
    return words.numeric(item.valid_from, language=spoken())


def _line(item: PriceItem) -> Line:
    return Line(
        title=_what(item),
        url=reverse("processes:price_edit", args=[item.pk]),
        cells=[
            item.get_group_display(),
            _days(item),
            money.euros(item.price, spoken()),
        ],
    )
