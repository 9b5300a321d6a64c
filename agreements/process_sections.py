"""What the written agreement adds to a process's page and to the homes. A process without one stays as it is."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from bookings.words import known_as
from processes import parties
from processes.sections import Milestone, Page, Section, milestones_by, section
from processes.waiting import waits
from tyonohjaus.access import Action
from tyonohjaus.lib import clock
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Badge, Link, Row, Step
from tyonohjaus.ui.words import numeric

from . import words
from .composing import may_have_agreement
from .models import Signature, Status, Version

CLOSED = [Status.WITHDRAWN, Status.SUPERSEDED]


@section(place=43)
def agreement(page: Page) -> Section | None:
    """To those who may compose one also where there is none."""
    process = page.process
    composes = (page.standing.supervisor or page.standing.office) and may_have_agreement(process)
    versions = page.once(_versions)
    earlier = [] if versions else page.once(_seen).get(process.continues_id, [])[:1]
    if not versions and not composes and not earlier:
        return None
    differs = composes and bool(versions) and versions[0].differs_since is not None
    given = {
        "rows": [_row(version) for version in versions],
        "compose_url": reverse("agreements:compose", args=[process.pk]) if composes else "",
        "differs": differs,
        "any": bool(versions),
        "earlier": [_row(version) for version in earlier],
    }
    asks = differs or any(version.status == Status.OFFERED for version in versions)
    return Section(template="agreements/_section.html", given=given, urgent=asks)


@milestones_by
def accepted(page: Page) -> Iterator[Milestone]:
    for version in page.once(_versions):
        if version.in_force_at is not None:
            on = clock.day_of(version.in_force_at)
            note = numeric(on, language=spoken())
            yield Milestone(on=on, step=Step(title=_("Agreement accepted"), icon="file-check", note=note))
        elif version.status == Status.OFFERED:
            on = clock.day_of(version.offered_at)
            link = Link(version.get_absolute_url(), _("Read the agreement"))
            badge = Badge(kind="waits", text=str(Status.OFFERED.label))
            step = Step(title=_("Agreement offered"), icon="file-text", state="waits", badge=badge, link=link)
            yield Milestone(on=on, step=step)


def _asked(user: Any) -> Any:
    rows: Any = Version.objects.where_user_may(user, Action.AGREEMENT_ACCEPT).offered()
    return rows.filter(Exists(Signature.objects.waiting().filter(version=OuterRef("pk"), user=user)))


@waits(_asked)
def to_accept(user: Any) -> Iterator[Row]:
    """Not what stands in it."""
    for version in _with_process(_asked(user)).order_by("offered_at"):
        yield Row(
            title=_("An agreement to read and accept"),
            url=version.get_absolute_url(),
            note=known_as(version.process, user=user),
            badge=Badge(kind="waits", text=_("Waits for you")),
        )


def _not_as_it_is(user: Any) -> Any:
    rows: Any = Version.objects.where_user_may(user, Action.AGREEMENT_COMPOSE)
    newer = Version.objects.filter(process=OuterRef("process"), number__gt=OuterRef("number"))
    differs = Q(differs_since__isnull=False) & ~Q(status__in=CLOSED)
    return rows.filter(~Exists(newer)).filter(Q(status=Status.DECLINED) | differs)


@waits(_not_as_it_is)
def to_offer_anew(user: Any) -> Iterator[Row]:
    """For who may compose: it was not accepted, or no longer says what holds."""
    found = _with_process(_not_as_it_is(user)).order_by("process__code").defer("document", "text")
    for version in sorted(found, key=lambda one: one.status != Status.DECLINED):
        declined = version.status == Status.DECLINED
        title = _("An agreement was not accepted") if declined else _("An agreement no longer says what holds")
        yield Row(title=title, url=version.get_absolute_url(), note=known_as(version.process, user=user))


def _with_process(versions: Any) -> Any:
    return versions.select_related("process__organisation").prefetch_related(parties.people_of("process__"))


def _versions(page: Page) -> list[Version]:
    """What is in force, and what is asked or was not accepted; the newest first."""
    return page.once(_seen).get(page.process.pk, [])


def _seen(page: Page) -> dict[Any, list[Version]]:
    """By process: those of this one, and of the one that it continues what is in force there."""
    process = page.process
    here = Q(process=process)
    if process.continues_id:
        here |= Q(process=process.continues_id, status=Status.IN_FORCE)
    rows: Any = Version.objects.visible_to(page.user).filter(here).exclude(status__in=CLOSED)
    found: dict[Any, list[Version]] = {}
    for version in rows.order_by("-number").defer("document", "text"):
        found.setdefault(version.process_id, []).append(version)
    return found


def _row(version: Version) -> Row:
    return Row(
        title=_("Version %(number)d") % {"number": version.number},
        url=version.get_absolute_url(),
        note=numeric(version.since, language=spoken()),
        badge=words.badge(version.status),
    )
