"""What the practice pays outside co-supervisors: agreed for a process, noted by the month. To the office a code, days
and minutes, never who met or what was said (C35)."""

from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from invoicing import words
from invoicing.documents.faults import Faulty
from invoicing.fees import MadeAlready, Owed, make, owed, token_of
from invoicing.forms.fees import FeeForm
from invoicing.models import AgreedFee, FeeNote
from invoicing.monthly_run import NotOver, last_day, month_that_ended
from processes.models import Participant, Process
from tyonohjaus.access import Action, needs
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import ChangedMeanwhile
from tyonohjaus.people.models import User
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import chosen_row, posted


@needs(Action.FEE_AGREE, on=Process)
def fee_new(request: HttpRequest, process: Process) -> HttpResponse:
    there = process.participants.filter(capacity=Participant.As.CO_SUPERVISOR)
    people = User.objects.filter(pk__in=there.values("user")).order_by("name", "pk")
    form = FeeForm(posted(request), people=people, initial={"starts_on": clock.today(), "vat": AgreedFee.Vat.OUTSIDE})
    if form.is_valid():
        AgreedFee.agree(process, by=request.user, **form.cleaned_data)
        messages.success(request, _("The fee was saved. Each month's held sessions stand on the page of fee notes."))
        return see_other("processes:detail", process.pk)
    context = {"form": form, "process": process, "anybody": people.exists()}
    return respond(request, "invoicing/fee_new.html", context)


@needs(Action.FEE_NOTE_MAKE)
def fees(request: HttpRequest, first: date) -> HttpResponse:
    """What is owed up to the month's end, and its notes. Made is exactly what the page showed; else the page again."""
    if request.method != "POST":
        return _month(request, first)
    paid = User.objects.filter(pk__in=AgreedFee.objects.values("person"))
    try:
        person = chosen_row(paid, request.POST.get("person", ""))
        absent = frozenset(map(UUID, request.POST.getlist("absent")))
        shown = request.POST.get("shown", "")
        make(person, first, shown=shown, absent=absent, by=request.user, now=clock.now())
    except Faulty as refusal:
        messages.warning(request, f"{person}: {' '.join(words.sentences(refusal.problems))}")
    except MadeAlready:
        messages.info(request, _("This note has been made already. What came late goes on the next one."))
    except (ChangedMeanwhile, NotOver, Http404, ValueError):
        return _month(request, first, stale=True)
    else:
        messages.success(request, _("The fee note is made now, and stands below."))
    return see_other("invoicing:fees", first)


def _month(request: HttpRequest, first: date, *, stale: bool = False) -> HttpResponse:
    made = FeeNote.objects.filter(period_first_on=first).with_state().order_by("person__name", "edition")
    noted = {note.person_id for note in made if not note.is_taken_back}
    waiting = groupby(owed(until=last_day(first)), key=lambda one: one.person)
    context = {
        "first": first,
        "is_over": first <= month_that_ended(clock.now()),
        "people": [_card(person, list(rows), noted=person.pk in noted) for person, rows in waiting],
        "made": made,
        "stale": stale,
    }
    return respond(request, "invoicing/fees.html", context, status=422 if stale else None)


def _card(person: Any, rows: list[Owed], *, noted: bool) -> dict[str, Any]:
    return {
        "person": person,
        "rows": [(row.booking, row.agreed.fee) for row in rows],
        "net": words.euros(sum(row.agreed.fee for row in rows)),
        "registered": any(row.agreed.vat == AgreedFee.Vat.REGISTERED for row in rows),
        "token": token_of(rows),
        "noted": noted,
    }
