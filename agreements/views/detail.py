"""A version as each of its readers finds it: the text, the parties, who has accepted, and what is theirs to do."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements import words
from agreements.forms import RecordedForm
from agreements.models import Answer, Paper, Signature, Status, Version, Way
from agreements.sheet import sheet_of
from agreements.text.terms import Role
from tyonohjaus.access import Action, may, needs
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.ui import words as ui
from tyonohjaus.ui.htmx import download, respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Row

ACCEPT, DECLINE = "accept", "decline"


@needs(Action.AGREEMENT_SEE, on=Version)
@require_safe
def detail(request: HttpRequest, version: Version) -> HttpResponse:
    return _show(request, version)


@needs(Action.AGREEMENT_ACCEPT, on=Version)
@require_POST
def acceptance(request: HttpRequest, version: Version) -> HttpResponse:
    """Yes or no to exactly the text that the form showed; no reason is asked."""
    decision, shown = request.POST.get("decision"), request.POST.get("shown", "")
    try:
        if decision == ACCEPT:
            version.accept(by=request.user, shown=shown)
            messages.success(request, _("You have accepted the agreement."))
        elif decision == DECLINE:
            version.decline(by=request.user, shown=shown)
            messages.success(request, _("You did not accept the agreement. The supervisor and the office see it."))
        else:
            return _show(request, version, status=422)
    except TooLate as late:
        return _show(request, late.row, late=True, status=422)
    return see_other(version)


@needs(Action.AGREEMENT_COMPOSE, on=Version)
@require_POST
def withdrawal(request: HttpRequest, version: Version) -> HttpResponse:
    """Nobody is asked any more."""
    try:
        version.withdraw(by=request.user)
    except TooLate as late:
        return _show(request, late.row, late=True, status=422)
    messages.success(request, _("The agreement was withdrawn. Nobody is asked to accept it any more."))
    return see_other(version)


@needs(Action.AGREEMENT_RECORD, on=Version)
@require_POST
def asking(request: HttpRequest, version: Version) -> HttpResponse:
    """Ask those anew who have not answered."""
    try:
        asked = version.ask_again(by=request.user)
    except TooLate as late:
        return _show(request, late.row, late=True, status=422)
    if asked:
        said = _("The question goes out once more, once a day at most: %(names)s.")
        messages.success(request, said % {"names": words.named(one.name for one in asked)})
    else:
        messages.info(request, _("Nobody's acceptance is missing."))
    return see_other(version)


@needs(Action.AGREEMENT_RECORD, on=Version)
def recorded(request: HttpRequest, version: Version) -> HttpResponse:
    """The office writes down who has signed on paper."""
    waiting = Signature.objects.waiting().filter(version=version).select_related("user").order_by("user__name")
    form = RecordedForm(posted(request), waiting=waiting)
    if form.is_valid():
        try:
            person = form.cleaned_data["signature"].user
            version.accept(by=person, via=Way.PAPER, recorded_by=request.user)
        except TooLate as late:
            return _show(request, late.row, late=True, status=422)
        messages.success(request, _("Written down: signed on paper."))
        return see_other(version)
    context = {"form": form, "version": version, "waits": waiting.exists()}
    return respond(request, "agreements/recorded.html", context)


@needs(Action.AGREEMENT_SEE, on=Version)
@require_safe
def pdf(request: HttpRequest, version: Version) -> HttpResponse:
    """The bytes that were kept (C21)."""
    paper = _paper_for(version, request.user)
    if paper is None or paper.pdf is None:
        messages.info(request, _("The PDF is made when all have accepted. Try again in a moment."))
        return see_other(version)
    return download(bytes(paper.pdf), name=version.file_name, kind="application/pdf")


@needs(Action.AGREEMENT_RECORD, on=Version)
@require_POST
def printing(request: HttpRequest, version: Version) -> HttpResponse:
    """Let a PDF that could not be made be tried anew."""
    for paper in Paper.objects.stuck().filter(version=version):
        paper.try_again(by=request.user)
        messages.success(request, _("The PDF is tried again within a minute."))
    return see_other(version)


def _show(request: HttpRequest, version: Version, *, late: bool = False, status: int = 200) -> HttpResponse:
    user: Any = request.user
    signatures = list(version.signatures.select_related("version"))
    composes, office = (may(user, one, version) for one in (Action.AGREEMENT_COMPOSE, Action.AGREEMENT_RECORD))
    own = next((one for one in signatures if one.user_id == user.pk), None)
    context = {
        "version": version,
        "badge": words.badge(version.status),
        "sheet": sheet_of(version, signatures, reader=user),
        "late": late,
        "own": own,
        "asks": version.status == Status.OFFERED and own is not None and own.is_waiting,
        "employer_waits": version.status == Status.OFFERED and _supervisee_waits(signatures),
        "declined_by": _declined_by(version, signatures) if composes else "",
        "composes": composes,
        "awaited": _awaited(version) if office else [],
        "office": office,
        "records": office and version.status == Status.OFFERED,
        "paper": _paper_state(version, user),
        "others": _others(version, user),
        "newest": not Version.objects.filter(process=version.process_id, number__gt=version.number).exists(),
    }
    return respond(request, "agreements/detail.html", context, status=status)


def _supervisee_waits(signatures: list[Signature]) -> bool:
    """So that the employer's side is not asked yet."""
    return any(one.is_waiting and one.role == Role.SUPERVISEE for one in signatures) and any(
        one.role == Role.EMPLOYER for one in signatures
    )


def _declined_by(version: Version, signatures: list[Signature]) -> str:
    """Only those who may offer another are told who it was."""
    keys = {str(one.user_id) for one in signatures if one.answer == Answer.DECLINED}
    return words.named(party.name for party in version.terms.parties if party.key in keys)


def _awaited(version: Version) -> list[Row]:
    """Whose answer is missing, and how they were asked: an employer's side has a link and nothing else."""
    ways = {True: _("asked by a personal link in a mail"), False: _("asked in the portal, and by mail")}
    rows = version.awaited() if version.status == Status.OFFERED else []
    return [Row(title=one.user.name, note=f"{ways[one.role == Role.EMPLOYER]}, {one.user.email}") for one in rows]


def _others(version: Version, user: Any) -> list[Row]:
    """The other versions that this person reads."""
    seen: Any = Version.objects.visible_to(user).filter(process=version.process_id).exclude(pk=version.pk)
    return [
        Row(
            title=_("Version %(number)d") % {"number": row.number},
            url=row.get_absolute_url(),
            note=ui.numeric(row.since, language=spoken()),
            badge=words.badge(row.status),
        )
        for row in seen.order_by("-number").defer("document", "text")
    ]


def _paper_for(version: Version, user: Any) -> Paper | None:
    """This reader's own copy, where there is one; else the one for all."""
    papers = {paper.reader_id: paper for paper in Paper.objects.made().filter(version=version).defer("pdf")}
    needs_own = version.terms.seen_by(str(user.pk)) != version.terms.parties
    return papers.get(user.pk if needs_own else None)


def _paper_state(version: Version, user: Any) -> str:
    """made, making or stuck; empty for a version that was never accepted."""
    if version.in_force_at is None:
        return ""
    if _paper_for(version, user):
        return "made"
    return "stuck" if Paper.objects.stuck().filter(version=version).exists() else "making"
