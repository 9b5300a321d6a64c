"""What the practice recommends to read (S2-10): links, kept by the office and offered to everybody who meets here."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from processes.forms.themes import ReadingForm
from processes.models import Reading
from processes.sections import Page, asks_by, offers_by
from tyonohjaus.access import Action, needs, own
from tyonohjaus.ui.htmx import respond
from tyonohjaus.ui.parts import Badge, Row

from .themes import keep


@own
@require_safe
def reading(request: HttpRequest) -> HttpResponse:
    return respond(request, "processes/reading.html", {"rows": Reading.objects.offered()})


@needs(Action.PRACTICE_EDIT)
@require_safe
def reading_list(request: HttpRequest) -> HttpResponse:
    rows = [_row(one) for one in Reading.objects.listed()]
    return respond(request, "processes/reading_list.html", {"rows": rows})


@needs(Action.PRACTICE_EDIT)
def reading_new(request: HttpRequest) -> HttpResponse:
    return keep(request, ReadingForm, Reading(), back="processes:reading_list")


@needs(Action.PRACTICE_EDIT, on=Reading)
def reading_edit(request: HttpRequest, one: Reading) -> HttpResponse:
    return keep(request, ReadingForm, one, back="processes:reading_list")


@asks_by
def _any(_user: Any) -> dict[str, Any]:
    return {"has_reading": Exists(Reading.objects.offered())}


@offers_by
def to_read(page: Page) -> Iterator[Row]:
    if page.standing.party and page.answer("has_reading"):
        note = _("Articles and pages that the practice recommends.")
        yield Row(title=_("To read"), url=reverse("processes:reading"), note=note)


def _row(one: Reading) -> Row:
    badge = Badge(kind="off", text=_("Not offered any more")) if one.retired_on else None
    return Row(title=one.title, url=reverse("processes:reading_edit", args=[one.pk]), note=one.host, badge=badge)
