"""A practice that grows: each round adds one of everything that a page may list, to everybody's life."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from bookings import diary
from bookings.models import (
    Acceptance,
    AgendaWish,
    Approval,
    AvailabilityException,
    AvailabilityRule,
    Log,
    Origin,
    Room,
    Status,
    write_log,
)
from intake.models import BillingDetails, Permission, Request, Wishes
from invoicing import monthly_run
from invoicing.composing import House
from invoicing.freezing import freeze
from invoicing.models import Invoice
from processes.models import (
    Agreed,
    AgreedTheme,
    FrameAgreement,
    GoalRating,
    GoalRound,
    GroupGoal,
    Kind,
    LearningNote,
    Loan,
    MeetingLink,
    OrganisationGoal,
    OwnNote,
    PersonalGoal,
    PriceItem,
    Process,
    Question,
    Reading,
    Tariff,
    Theme,
)
from tests import factories
from tests.agreements.paper import in_force, offered
from tests.reviewed import look_back
from tests.world import CAST, HOME
from tyonohjaus.lib import clock
from tyonohjaus.outbox.compose import queue
from tyonohjaus.outbox.models import Message, State
from tyonohjaus.people.models import ApprovalMode, Extra, Membership, Organisation, Profile, User
from tyonohjaus.people.models.profile import Named
from voice.models import ManagementMessage, Proposal, Words

BUSINESS_IDS = ("9000021-4", "9000022-2", "9000023-0", "9000024-9", "9000025-7")
PEOPLE = ("aino", "maija", "bertta", "sami", "kaisa", "laura")
LONG_AGO = date(2020, 1, 1)


def found() -> dict[str, User]:
    """The practice on its first day: people, and nothing that they do."""
    factories.make_practice(billing_starts_on=date(2026, 1, 1))
    people = {}
    for name in PEOPLE:
        full, address = CAST[name]
        people[name] = factories.make_person(name=full, email=address, **HOME)
    factories.make_office(user=people["laura"])
    for name in ("sami", "kaisa"):
        factories.make_supervisor(user=people[name])
        factories.make_hours(supervisor=people[name])
    Extra.switch(Extra.Name.values, by=people["laura"])
    return people


def grow(people: dict[str, User], number: int) -> None:
    """Round 0, 1, 2 …: an employer, its people, agreements, sessions in each state, invoices, troubles with mail."""
    employer = factories.make_organisation(
        name=f"Työnantaja {number}", business_id=BUSINESS_IDS[number], billing_email=f"laskut{number}@e.example", **HOME
    )
    for name, capacity in (("maija", Membership.As.MANAGER), ("bertta", Membership.As.BILLING)):
        Membership.objects.create(user=people[name], organisation=employer, capacity=capacity, starts_on=LONG_AGO)
    member = factories.make_person(name=f"Jäsen {number}", email=f"jasen{number}@kotiposti.example")
    for user in (people["aino"], member):
        factories.make_employment(employee=user, organisation=employer, manager=people["maija"])
    group = _agree(people, [people["aino"], member], employer, kaisa=True)
    own = _agree(people, [people["aino"]], employer)
    paid = factories.make_process(supervisor=people["sami"], supervisees=[people["aino"]])
    for place, process in enumerate({row.pk: row for row in (first(), group, own, paid)}.values()):
        _aim(people, process)
        _meet(people, process, day=date(2027, 3, 1) + timedelta(weeks=number, days=place))
    _write(people, group, number)
    for process in {row.pk: row for row in (first(), group, own)}.values():
        look_back(process, number)
    _bill(people, [own, paid], number)
    _keep_lists(people, employer, number)
    _seek(people, employer, number)


def first() -> Process:
    """The process to which each round adds."""
    return Process.objects.order_by("created_at", "pk")[0]


def _seek(people: dict[str, User], employer: Organisation, number: int) -> None:
    """A published page with its credentials, and a request of Aino and another, with wishes and a permission."""
    other = factories.make_person(name=f"Ohjaaja {number}", email=f"ohjaaja{number}@kotiposti.example")
    factories.make_supervisor(user=other)
    named = [Named("training", f"Koulutus {number}", 2016)]
    Profile.of(other.supervisor).write(by=other, credentials=named).publish(by=other)
    own = Profile.of(people["sami"].supervisor)
    trained = [Named("training", f"Koulutus {one}", 2016) for one in range(number + 1)]
    own.write(by=people["sami"], credentials=trained).publish(by=people["sami"])
    now = clock.now()
    request = Request.ask(
        supervisor=people["sami"].supervisor,
        name="Aino",
        email=people["aino"].email,
        for_whom="group",
        others=(f"jasen{number}@kotiposti.example", f"kutsuttu{number}@kotiposti.example"),
        payer="employer",
        language="fi",
    ).confirm(now=now)
    request.members.get(email=f"jasen{number}@kotiposti.example").join(name="Jäsen", now=now)
    request.consider(people["kaisa"].supervisor, by=people["aino"])
    member = request.members.get(user=people["aino"])
    Permission.ask(member=member, name="Maija", email=people["maija"].email, by=people["aino"], now=now)
    first: Any = Request.objects.order_by("created_at", "pk").first()
    if number:
        first.consider(other.supervisor, by=people["aino"])
    Wishes.write(request=request, owner=people["aino"], text="Rauhaa")
    BillingDetails.ask(employer, address=f"laskut{number}@e.example", by=people["laura"], now=now)


def _agree(people: dict[str, User], members: list[User], employer: Organisation, *, kaisa: bool = False) -> Process:
    process = factories.make_process(
        supervisor=people["sami"],
        co_supervisor=people["kaisa"] if kaisa else None,
        supervisees=members,
        organisation=employer,
        approval=ApprovalMode.EACH,
        attendance="names",
    )
    OrganisationGoal.objects.create(process=process, text="Työ jaksaa paremmin")
    MeetingLink.write(process=process, url="https://huone.example/1", by=people["sami"])
    for member in members:
        PersonalGoal.write(process=process, owner=member, text="Varmemmin")
    if ManagementMessage.is_for(process):
        _speak(process, members)
    in_force(process, by=people["laura"])
    offered(process, by=people["laura"], methods="Keskustelu")
    return process


def _speak(process: Process, members: list[User]) -> None:
    """A message to management that all have accepted, and one that waits."""
    for accepting in (members, members[:1]):
        words = Words(text="Tarvitsemme tilan", actions=[Proposal(what="Tila"), Proposal(what="Aika")])
        message = ManagementMessage.begin(process, words=words, by=members[0]).propose(by=members[0], seen=1)
        for member in accepting:
            message.answer(yes=True, by=member, seen=1)


def _aim(people: dict[str, User], process: Process) -> None:
    """A goal more of each layer, a rating of every goal, and a round that is over."""
    OrganisationGoal.write(process=process, text="Perehdytys toimii", by=people["laura"])
    PersonalGoal.write(process=process, owner=people["aino"], text="Rohkeammin", success="Kysyn ensin")
    aside = PersonalGoal.write(process=process, owner=people["aino"], text="Hitaammin")
    aside.set_aside_for("Ei nyt", by=people["aino"])
    day = clock.today() - timedelta(days=GoalRating.objects.filter(process=process).count())
    for goal in PersonalGoal.objects.filter(process=process).standing():
        for author in ("aino", "sami"):
            GoalRating.write(goal=goal, value=4, by=people[author], on=day, step="Askel")
    if process.is_shared:
        shared = GroupGoal.write(process=process, text="Puhumme ajoissa", by=people["aino"])
        closed = GoalRound.begin(process, by=people["sami"])
        closed.answer({shared.pk: 6}, by=people["aino"])
        closed.close(by=people["sami"])


def _meet(people: dict[str, User], process: Process, *, day: date) -> None:
    """One session that waits or is agreed, a series, and of the past: held with a log, not marked, called off."""
    sami, now = people["sami"], clock.now()
    waiting = diary.book(process, starts_at=clock.at(day, time(9)), by=sami, now=now)
    if waiting.held_until:
        Acceptance.ask(waiting, anew=True)
    starts = [clock.at(day + timedelta(weeks=6 * times), time(11)) for times in (1, 2)]
    left_out = {clock.at(day + timedelta(weeks=18), time(11)): "clash"}
    diary.book_series(process, starts=starts, left_out=left_out, by=sami, now=now)
    diary.book(process, starts_at=clock.at(day, time(13)), by=sami, now=now).cancel(by=sami, now=now)
    past = day - timedelta(weeks=20)
    make = {"process": process, "origin": Origin.IMPORTED}
    held = factories.make_booking(starts_at=clock.at(past, time(9)), **make)
    held.mark_held(by=sami, now=now)
    write_log(held, Log(themes=["Työn rajat"], shared=True, assignment="Kokeile", note="Oma"), by=sami)
    factories.make_booking(starts_at=clock.at(past, time(13)), status=Status.CONFIRMED, **make)


def _write(people: dict[str, User], group: Process, number: int) -> None:
    """For oneself and for the group; one of each kind that its owner lends, and what the office keeps in lists."""
    aino, first = (
        people["aino"],
        Process.objects.filter(participants__user=people["aino"]).order_by("created_at", "pk")[0],
    )
    OwnNote.write(text=f"Oma {number}", by=aino)
    strength = OwnNote.write(text=f"Vahvuus {number}", by=aino, kind=OwnNote.Kind.STRENGTH)
    Loan.lend(strength, to={(first.pk, Loan.To.SUPERVISORS)}, by=aino)
    LearningNote.write(process=group, text="Tästä opin", by=aino)
    for booking in group.bookings.filter(status__in=["requested", "confirmed"]):
        AgendaWish.write(booking=booking, text="Toivon", by=aino)
    AgreedTheme.agree(first, [Agreed(f"Teema {place}") for place in range(number + 1)], shown=True, by=people["laura"])
    Theme.objects.create(name=f"Uusi teema {number}", position=number)
    Reading.objects.create(title=f"Luettavaa {number}", url=f"https://urn.example/{number}", position=number)
    Question.objects.create(text_fi=f"Kysymys {number}?", position=number)


def _bill(people: dict[str, User], processes: list[Process], number: int) -> None:
    """An invoice to the employer and one to Aino, of a month of their own, and a line that waits for Maija's yes."""
    month = (date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1))[number]
    held = {"status": Status.HELD, "origin": Origin.IMPORTED}
    for place, process in enumerate([*processes, processes[0]]):
        day = month + timedelta(days=9 + place)
        factories.make_booking(process=process, starts_at=clock.at(day, time(10)), **held)
    billed = processes[0].bookings.order_by("starts_at")[0]
    Approval.objects.create(
        booking=billed,
        manager=people["maija"],
        answer="approved",
        for_starts_at=billed.starts_at,
        for_ends_at=billed.ends_at,
        via="portal",
    )
    monthly_run.draft_month(month, now=clock.now())
    for draft in Invoice.objects.drafts().of_month(month):
        draft.issue(by=people["laura"], now=clock.now(), freeze=freeze(House.read()))


def _keep_lists(people: dict[str, User], employer: Organisation, number: int) -> None:
    FrameAgreement.agree(
        by=people["laura"],
        organisation=employer,
        number=f"P{number}",
        starts_on=LONG_AGO,
        ceiling_sessions=1,
        prices=[Tariff("individual", 90, Decimal(160))],
    )
    Process.objects.filter(organisation=employer).update(frame=FrameAgreement.objects.get(organisation=employer))
    supervisor = people["sami"].supervisor
    day = date(2027, 7, 1) + timedelta(days=number)
    AvailabilityRule.objects.create(
        supervisor=supervisor, weekday=5, starts=time(9 + number), ends=time(10 + number), valid_from=LONG_AGO
    )
    AvailabilityException.objects.create(supervisor=supervisor, first_on=day, last_on=day)
    PriceItem.objects.create(
        kind=Kind.PAIR, minutes=60, price=Decimal(100), valid_from=LONG_AGO + timedelta(days=number)
    )
    Room.enter(by=people["laura"], name=f"Huone {number}", starts_on=LONG_AGO)
    for state in (State.FAILED, State.UNCERTAIN):
        queue(to=people["aino"], template="people/mail/invitation", about=employer, facts={}, once=f"{state} {number}")
        Message.objects.filter(key__endswith=f"{state} {number}").update(state=state, problem="SMTPDataError 550")
