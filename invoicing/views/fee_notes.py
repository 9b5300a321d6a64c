"""A fee note that was made: who is paid reads it; the office sends it, pays it, and takes a wrong one back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from invoicing.fees import address_of
from invoicing.forms.fees import FeePaidForm
from invoicing.models import FeeNote, NotMade
from tyonohjaus.access import Action, may, needs
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.ui import search
from tyonohjaus.ui.htmx import download, respond, see_other


@needs(Action.FEE_NOTE_SEE)
@require_safe
def fee_notes(request: HttpRequest) -> HttpResponse:
    """All of them for the office, their own for a co-supervisor."""
    seen: Any = FeeNote.objects.visible_to(request.user)
    rows = seen.with_state().order_by("-period_first_on", "person__name", "edition")
    office = may(request.user, Action.FEE_NOTE_MAKE)
    context = {"page": search.page(request, rows), "office": office, "query": search.query(request)}
    return respond(request, "invoicing/fee_notes.html", context)


@needs(Action.FEE_NOTE_SEE, on=FeeNote)
@require_safe
def fee_note_pdf(request: HttpRequest, note: FeeNote) -> HttpResponse:
    """The bytes that were kept (C21)."""
    if note.pdf is None:
        messages.info(request, _("The PDF is being made. Try again in a moment."))
        return see_other("invoicing:fee_notes")
    return download(bytes(note.pdf), name=note.frozen().file_name, kind="application/pdf")


@needs(Action.FEE_NOTE_MAKE, on=FeeNote)
@require_POST
def fee_note_printing(request: HttpRequest, note: FeeNote) -> HttpResponse:
    """Let a note that could not be printed be tried anew."""
    note.try_again(by=request.user)
    messages.success(request, _("The PDF is tried again within a minute."))
    return see_other("invoicing:fee_note", note.pk)


@needs(Action.FEE_NOTE_MAKE, on=FeeNote)
@require_safe
def fee_note(request: HttpRequest, note: FeeNote) -> HttpResponse:
    return _page(request, note, FeePaidForm(initial={"paid_on": clock.today()}))


@needs(Action.FEE_NOTE_MAKE, on=FeeNote)
@require_POST
def fee_note_payment(request: HttpRequest, note: FeeNote) -> HttpResponse:
    form = FeePaidForm(request.POST)
    if not form.is_valid():
        return _page(request, note, form)
    try:
        note.mark_paid(on=form.cleaned_data["paid_on"], by=request.user, now=clock.now())
    except TooLate:
        return _late(request, note)
    messages.success(request, _("Written down: the fee is paid."))
    return see_other("invoicing:fee_note", note.pk)


@needs(Action.FEE_NOTE_MAKE, on=FeeNote)
@require_POST
def fee_note_unpaid(request: HttpRequest, note: FeeNote) -> HttpResponse:
    try:
        note.mark_unpaid(by=request.user)
    except TooLate:
        return _late(request, note)
    messages.success(request, _("The mark was taken back: the fee is not paid."))
    return see_other("invoicing:fee_note", note.pk)


@needs(Action.FEE_NOTE_MAKE, on=FeeNote)
@require_POST
def fee_note_mail(request: HttpRequest, note: FeeNote) -> HttpResponse:
    """To the address of today."""
    address = address_of(note.person)
    try:
        note.mail(to=address, by=request.user)
    except TooLate:
        return _late(request, note)
    except NotMade:
        messages.warning(request, _("The PDF is not made yet, so there is nothing to send."))
    else:
        if address:
            messages.success(request, _("The fee note goes to %(address)s.") % {"address": address})
        else:
            messages.warning(request, _("There is no address that it may go to: give it by hand."))
    return see_other("invoicing:fee_note", note.pk)


@needs(Action.FEE_NOTE_MAKE, on=FeeNote)
@require_POST
def fee_note_withdrawal(request: HttpRequest, note: FeeNote) -> HttpResponse:
    try:
        note.take_back(by=request.user, now=clock.now())
    except TooLate:
        return _late(request, note)
    text = _("The note was taken back, and its sessions can go on a new one. Tell %(name)s of it.")
    messages.success(request, text % {"name": note.person})
    return see_other("invoicing:fees", note.period_first_on)


def _late(request: HttpRequest, note: FeeNote) -> HttpResponse:
    return _page(request, note, FeePaidForm(initial={"paid_on": clock.today()}), late=True)


def _page(request: HttpRequest, note: FeeNote, form: FeePaidForm, *, late: bool = False) -> HttpResponse:
    row = FeeNote.objects.with_state().get(pk=note.pk)
    context = {"note": row, "notes": [row], "form": form, "address": address_of(row.person), "late": late}
    return respond(request, "invoicing/fee_note.html", context, status=422 if late or form.errors else None)
