"""From the process as it is agreed today to the terms of a version: the last time that live rows are read."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from processes import parties
from processes.models import (
    AgreedTheme,
    CostShare,
    Kind,
    OrganisationGoal,
    Participant,
    Payer,
    Place,
    Process,
    References,
    ThemesShown,
    Trade,
    vat_of,
)
from tyonohjaus.lib import clock
from tyonohjaus.lib.moves import ChangedMeanwhile
from tyonohjaus.people.models import Employment, Membership, Organisation, Practice
from tyonohjaus.people.models.dated import current
from tyonohjaus.people.models.organisation import ApprovalMode

from .models import Status, Version
from .text import terms as frozen
from .text.changes import concerned, differences
from .text.terms import Choices, Firm, Party, Role, Terms


class NobodyForEmployer(Exception):
    """The employer is to agree, and nobody is known who could: no manager, no contact, or only parties themselves."""


class NothingNew(Exception):
    """The version in force says the same."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What would be offered. `base`: the version in force, `news` what is different from it, `asked` whose yes it
    needs."""

    terms: Terms
    base: Version | None
    news: list[str]
    asked: frozenset[str]

    @property
    def mark(self) -> str:
        """Of all that would be frozen."""
        return frozen.mark(self.terms)


def may_have_agreement(process: Process) -> bool:
    """An introductory meeting has none, and what is no supervision is agreed on in other words."""
    return process.payer != Payer.NOBODY and process.trade == Trade.SUPERVISION


def choices_of(process: Process) -> Choices:
    """Those of the newest version, of the supervision that goes on here if there is none yet, else the usual ones."""
    newest = Version.objects.filter(process=process).newest_first().first()
    if newest is None and process.continues_id:
        newest = Version.objects.in_force().filter(process=process.continues_id).first()
    if newest:
        return newest.terms.choices
    supervisees = parties.supervisees(process)
    return Choices(
        employer_agrees=process.payer != Payer.SELF,
        remote_rules=process.place == Place.REMOTE,
        language=supervisees[0].user.language if supervisees else "fi",
    )


def draft(process: Process, choices: Choices) -> Draft:
    """Raises NobodyForEmployer."""
    terms = terms_of(process, choices)
    base = Version.objects.in_force().filter(process=process).first()
    everybody = frozenset(party.key for party in terms.parties)
    news = differences(base.terms, terms) if base else []
    asked = concerned(base.terms, terms) if base else everybody
    return Draft(terms=terms, base=base, news=news, asked=asked)


def offer(process: Process, choices: Choices, *, seen: str, by: Any) -> Version:
    """`seen` is the mark of the draft that was read. Raises NobodyForEmployer, NothingNew, ChangedMeanwhile."""
    with transaction.atomic():
        locked = Process.locked(process.pk)
        found = draft(locked, choices)
        if found.mark != seen:
            raise ChangedMeanwhile
        if found.base and not found.asked:
            raise NothingNew
        return Version.offer(locked, found.terms, asked=found.asked, by=by)


def note_differences(process: Process) -> None:
    """Does the version in force, or the one that waits, still say what holds? The office and the supervisors are shown
    where it does not."""
    for version in Version.objects.filter(process=process, status__in=[Status.IN_FORCE, Status.OFFERED]):
        try:
            differs = bool(differences(version.terms, terms_of(process, version.terms.choices)))
        except NobodyForEmployer:
            differs = True
        version.note_difference(differs=differs)


def note_changes_of(day: date) -> None:
    """People and shares that begin or end by their day, and not by anybody's act of that day."""
    before = day - timedelta(days=1)
    turned = Q(starts_on=day) | Q(ends_on=before)
    rows = [model.objects.filter(turned).values("process") for model in (Participant, CostShare)]
    found = Version.objects.filter(status__in=[Status.IN_FORCE, Status.OFFERED], differs_since=None)
    for process in Process.objects.filter(
        Q(pk__in=rows[0]) | Q(pk__in=rows[1]), pk__in=found.values("process")
    ).order_by("pk"):
        note_differences(process)


def still_speaks(version: Version, user: Any) -> bool:
    """Would this person be asked for the employer today? A link in the mail of one who was replaced opens nothing more
    (C12)."""
    try:
        today = terms_of(version.process, version.terms.choices)
    except NobodyForEmployer:
        return False
    return str(user.pk) in {party.key for party in today.employers}


def terms_of(process: Process, choices: Choices) -> Terms:
    """Raises NobodyForEmployer."""
    practice, organisation = Practice.objects.get(), process.organisation
    choices = replace(choices, employer_agrees=choices.employer_agrees and process.payer != Payer.SELF)
    people = _people(process, practice, agree=choices.employer_agrees)
    shares = _shares(process)
    # One text for all of several employers: what one of them is invoiced by is not for the others to read (C7).
    references = References() if shares else process.references
    frame = process.frame.number if process.frame and not shares else ""
    payer_pays = process.payer == Payer.EMPLOYER
    return Terms(
        code=process.code,
        kind=_kind(process, choices),
        form=process.kind,
        parties=people,
        practice=_practice(practice),
        payer=_firm(organisation) if organisation else None,
        minutes=process.length_minutes,
        every_weeks=process.every_weeks,
        every_weeks_most=process.every_weeks_most,
        count=process.agreed_count,
        place=process.place,
        price=None if process.payer == Payer.INTERNAL else process.price,
        vat_percent=vat_of(process, clock.today(), practice.vat_table()).percent,
        payment_term_days=organisation.payment_term_days if organisation else practice.payment_term_days,
        cancellation_hours=process.cancellation_hours,
        cancellation_share=process.cancellation_share,
        cost_centre=references.cost_centre,
        buyer_reference=references.buyer_reference,
        order_number=references.order_number,
        frame=frame,
        shares=shares,
        approval=process.approval if payer_pays else ApprovalMode.NONE.value,
        attendance=process.attendance,
        names_on_invoice=process.names_on_invoice_since is not None,
        keeps_content=process.keeps_content,
        organisation_goals=_goals(process),
        themes=_themes(process),
        choices=choices,
        quorum=process.quorum if process.is_shared else None,
    )


def _kind(process: Process, choices: Choices) -> frozen.Kind:
    if process.payer == Payer.SELF:
        return frozen.Kind.SELF_PAYER
    if process.payer == Payer.INTERNAL:
        return frozen.Kind.INTERNAL
    if not choices.employer_agrees:
        return frozen.Kind.TWO_PARTY
    return frozen.Kind.MANAGERS_OWN if _supervises_managers(process) else frozen.Kind.THREE_PARTY


def _supervises_managers(process: Process) -> bool:
    """S4-1: all who are supervised lead others there."""
    people = {person.user_id for person in parties.supervisees(process)}
    held = Membership.objects.filter(current(), user__in=people, capacity=Membership.As.MANAGER)
    return process.kind == Kind.MANAGERS or people == set(held.values_list("user", flat=True))


def _people(process: Process, practice: Practice, *, agree: bool) -> tuple[Party, ...]:
    supervisees = parties.supervisees(process)
    # Who stands in for some days is no party: the agreement says what happens then.
    supervisors = parties.lasting(process)
    works = {} if process.payer == Payer.SELF else _employments(process)
    named = [
        *(_party(one.user, Role.SUPERVISEE, of=_employer(works.get(one.user_id))) for one in supervisees),
        *(_party(one.user, Role(one.capacity), of=_firm_of(one, practice)) for one in supervisors),
    ]
    if not agree:
        return tuple(named)
    employers = _employers(process, works, taken={party.key for party in named})
    if not employers:
        raise NobodyForEmployer
    return (*named[: len(supervisees)], *employers, *named[len(supervisees) :])


def _employers(process: Process, works: dict[Any, Employment], *, taken: set[str]) -> list[Party]:
    """The employer's side: each supervisee's own manager of today, once. Who is a party already never also agrees for
    the employer (S4-1); for one without such a manager it is the contact of where they work, else of who pays."""
    sides: dict[str, tuple[Any, Organisation | None, list[str]]] = {}
    for one in parties.supervisees(process):
        work = works.get(one.user_id)
        where = work.organisation if work else process.organisation
        user = one.manager if one.manager and one.manager.is_active and str(one.manager_id) not in taken else None
        user = user or _contact(where, taken) or _contact(process.organisation, taken)
        if user:
            _user, _where, speaks_for = sides.setdefault(str(user.pk), (user, where, []))
            speaks_for.append(str(one.user_id))
    return [
        _party(user, Role.EMPLOYER, of=where.name if where else "", speaks_for=tuple(sorted(speaks_for)))
        for user, where, speaks_for in sorted(sides.values(), key=lambda side: (side[0].name, str(side[0].pk)))
    ]


def _contact(organisation: Organisation | None, taken: set[str]) -> Any:
    """A manager there before one who gets the invoices."""
    if organisation is None:
        return None
    held = organisation.memberships.filter(current(), user__is_active=True).select_related("user")
    free = [one for one in held if str(one.user_id) not in taken]
    ranked = sorted(free, key=lambda one: (one.capacity != Membership.As.MANAGER, one.user.name, str(one.user_id)))
    return ranked[0].user if ranked else None


def _firm_of(one: Participant, practice: Practice) -> str:
    """The practice, or a guest's own firm where it is known: who keeps no hours here comes from elsewhere (S3-2)."""
    if one.capacity != Participant.As.CO_SUPERVISOR or hasattr(one.user, "supervisor"):
        return practice.seller_name or practice.name
    own = Organisation.objects.filter(own_of=one.user).order_by("name").first()
    work = Employment.objects.filter(current(), employee=one.user).select_related("organisation").first()
    firm = own or (work.organisation if work else None)
    return firm.name if firm else ""


def _employments(process: Process) -> dict[Any, Employment]:
    """Where each works: at the process's organisation before any other."""
    people = [person.user_id for person in parties.supervisees(process)]
    held = Employment.objects.filter(current(), employee__in=people).select_related("organisation")
    here = sorted(held, key=lambda one: (one.organisation_id == process.organisation_id, str(one.pk)))
    return {one.employee_id: one for one in here}


def _employer(work: Employment | None) -> str:
    return work.organisation.name if work else ""


def _party(user: Any, role: Role, *, of: str, speaks_for: tuple[str, ...] = ()) -> Party:
    return Party(key=str(user.pk), name=user.name, role=role, of=of, speaks_for=speaks_for)


def _practice(practice: Practice) -> Firm:
    name = practice.seller_name or practice.name
    return replace(_firm(practice, name=name), website=practice.website, accent=practice.accent)


def _firm(row: Any, name: str = "") -> Firm:
    place = f"{row.postcode} {row.city}".strip()
    address = ", ".join(part for part in (row.street, place) if part)
    return Firm(name=name or row.name, business_id=row.business_id or "", address=address)


def _shares(process: Process) -> tuple[frozen.Share, ...]:
    rows = CostShare.objects.filter(current(), process=process).select_related("organisation")
    return tuple(
        frozen.Share(of=row.organisation.name, percent=row.percent) for row in rows.order_by("organisation__name")
    )


def _goals(process: Process) -> tuple[str, ...]:
    return tuple(
        OrganisationGoal.objects.filter(process=process)
        .filter(set_aside_on=None)
        .order_by("position")
        .values_list("text", flat=True)
    )


def _themes(process: Process) -> tuple[str, ...]:
    """As far as the purchaser is to read them, since one text goes to all; where no employer is a party, all."""
    if process.payer != Payer.SELF and not ThemesShown.objects.filter(process=process).exists():
        return ()
    rows = AgreedTheme.objects.filter(process=process).order_by("position")
    return tuple(dict.fromkeys(rows.values_list("name", flat=True)))
