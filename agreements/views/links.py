"""The signed link of an employer's side: GET shows (scanners follow links), POST answers once, as that person (E1).

No sign-in, and no way on from here: the page knows this one text and what became of it (C6).
"""

from typing import Any

from django.http import HttpRequest, HttpResponse

from agreements.composing import still_speaks
from agreements.models import Answer, Status, Version, Way
from agreements.sheet import sheet_of
from tyonohjaus.access import public
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import TooLate
from tyonohjaus.links.models import Link, State
from tyonohjaus.links.pages import opened, spend
from tyonohjaus.ui.htmx import respond, see_other

from .detail import ACCEPT, DECLINE


@public
def agreement(request: HttpRequest, token: str) -> HttpResponse:
    link = opened(request, token=token, action="agreement")
    version = Version.objects.select_related("process__organisation").get(pk=link.subject_id)
    decision = request.POST.get("decision", "")
    if decision in {ACCEPT, DECLINE} and _answer(link, version, decision, request.POST.get("shown", "")):
        return see_other(request.path)
    version.refresh_from_db()
    unheard = request.method == "POST"  # the answer was to none, to another text, or too late
    context: dict[str, Any] = {"person": link.user, "became": _became(link, version), "unheard": unheard}
    context["in_force"] = version.status == Status.IN_FORCE
    if _asks(link, version):
        rows = version.signatures.select_related("version")
        context |= {"sheet": sheet_of(version, rows, reader=link.user), "version": version}
    return respond(request, "agreements/link.html", context, status=422 if unheard else 200)


def _asks(link: Link, version: Version) -> bool:
    """Nothing once it is used or expired, once the version moved on, or once another speaks for the employer (C12)."""
    if link.state(now=clock.now()) != State.OPEN or link.mark != version.sha256:
        return False
    return version.asked_of(link.user) is not None and still_speaks(version, link.user)


def _answer(link: Link, version: Version, decision: str, shown: str) -> bool:
    if not _asks(link, version):
        return False
    answer = version.accept if decision == ACCEPT else version.decline

    def answered() -> bool:
        answer(by=link.user, via=Way.LINK, shown=shown)
        return True

    try:
        return spend(link, answered)
    except TooLate:
        return False


def _became(link: Link, version: Version) -> str:
    """The word for what has become of it, for the template."""
    own = version.signatures.filter(user=link.user).first()
    if own and own.answer:
        return "accepted" if own.answer == Answer.ACCEPTED else "declined"
    if version.status == Status.OFFERED:
        return "" if _asks(link, version) else "closed"
    return version.status
