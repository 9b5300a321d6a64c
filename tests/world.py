"""A small practice in the middle of its life, for tests that look at everything at once: two employers, the whole cast,
a process of each payer kind, sessions in every state, a month billed. Made by the verbs of the product, so that its
events and messages are those of real life.

`STANDS` is the whole of who is who: the harnesses compare what the product says with it. It is Monday 1.2.2027.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import time_machine

from bookings import absences, diary, earlier_times, reminders, taking
from bookings.models import (
    Acceptance,
    AvailabilityException,
    Booking,
    BusyCalendar,
    FreedTime,
    Origin,
    Room,
    Series,
    Status,
    TimeWish,
)
from bookings.substitutes import name_substitute
from intake.models import BillingDetails, Permission, Request, Testimonial
from invoicing import monthly_run
from invoicing.composing import House
from invoicing.crediting import mirror
from invoicing.documents.reminder import ReminderDocument
from invoicing.fees import make as make_fee_note
from invoicing.fees import owed, token_of
from invoicing.freezing import freeze
from invoicing.models import (
    AgreedFee,
    Export,
    Invoice,
    Package,
    PackedSession,
    Reminder,
    Route,
    Sending,
    TravelCost,
    credit,
    pay,
)
from processes import parties
from processes.models import CostShare, FrameAgreement, Kind, Payer, PriceItem, Process, Share, Tariff, VatExemption
from processes.models.reading import Reading
from processes.models.themes import Theme
from tests import factories
from tests.factories import NOW, helsinki
from tyonohjaus.access import Capacity
from tyonohjaus.lib import clock
from tyonohjaus.lib.periods import Period
from tyonohjaus.people.models import ApprovalMode, Deputy, Membership, Organisation, Profile, User
from tyonohjaus.people.models.profile import Named

S, SUP, CO, M = Capacity.SUPERVISEE, Capacity.SUPERVISOR, Capacity.CO_SUPERVISOR, Capacity.MANAGER
D = Capacity.DEPUTY

# Process → who is what in it. Laura and Onni also keep the office; Bertta gets Lehtola's invoices; Teppo is the
# technician (a superuser and nothing else); Tiina answers in Maija's place; Outi belongs to nothing.
STANDS: dict[str, dict[str, Capacity]] = {
    "aino_own": {"aino": S, "sami": SUP, "maija": M, "tiina": D},
    "group": {"aino": S, "eero": S, "elina": S, "sami": SUP, "kaisa": CO, "maija": M, "pekka": M, "tiina": D},
    "paid_by_aino": {"aino": S, "kaisa": SUP},  # Maija is written down as the one who approves, and yet is nothing
    "elina_own": {"elina": S, "sami": SUP, "pekka": M},
    "eero_internal": {"eero": S, "onni": SUP, "maija": M, "tiina": D},
    "maija_own": {"maija": S, "onni": SUP},  # S4-1, C11: a manager is supervised as well
    "silent": {"eero": S, "sami": SUP, "maija": M, "tiina": D},  # no content is stored (C44)
}
OFFICE = {"laura", "onni"}
CONTACTS = {("maija", "lehtola"): M, ("pekka", "merikanta"): M, ("bertta", "lehtola"): Capacity.BILLING}

CAST = {
    "aino": ("Aino Mäkelä", "aino.makela@lehtola.example"),
    "eero": ("Eero Virtanen", "eero.virtanen@lehtola.example"),
    "elina": ("Elina Niemi", "elina.niemi@merikanta.example"),
    "maija": ("Maija Korhonen", "maija.korhonen@lehtola.example"),
    "pekka": ("Pekka Aaltonen", "pekka.aaltonen@merikanta.example"),
    "bertta": ("Bertta Laine", "bertta.laine@lehtola.example"),
    "sami": ("Sami Rautio", "sami@rautio.example"),
    "kaisa": ("Kaisa Lindqvist", "kaisa@lindqvist.example"),
    "onni": ("Onni Heino", "onni@kuuloke.example"),
    "laura": ("Laura Salmi", "laura@kuuloke.example"),
    "teppo": ("Teppo Tekniikka", "teppo@kuuloke.example"),
    "tiina": ("Tiina Salo", "tiina.salo@lehtola.example"),
    "outi": ("Outi Savolainen", "outi@kotiposti.example"),
}
HOME = {"street": "Asemakatu 4", "postcode": "33100", "city": "Tampere"}


@dataclass
class World:
    """Rows by name. `bookings` are named after their process and what became of them: "aino_own held"."""

    people: dict[str, User] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    processes: dict[str, Process] = field(default_factory=dict)
    bookings: dict[str, Booking] = field(default_factory=dict)
    series: Series | None = None
    invoices: list[Invoice] = field(default_factory=list)
    profile: Profile | None = None
    requests: dict[str, Request] = field(default_factory=dict)

    def fresh(self, booking: str) -> Booking:
        return Booking.objects.select_related("process").get(pk=self.bookings[booking].pk)


def build() -> World:
    """Into an empty database. Whoever calls decides when it is taken away again."""
    world = World()
    with time_machine.travel(helsinki("2026-12-28 08:00"), tick=False):
        _meet(world)
        _agree(world)
        _book_january(world)
    with time_machine.travel(helsinki("2027-01-05 08:05"), tick=False):
        reminders.remind(now=clock.now())  # of the 12th
    with time_machine.travel(helsinki("2027-01-25 08:00"), tick=False):
        _book(world, "aino_own lapsed", at="2027-02-18 10:00", by="sami")
    with time_machine.travel(NOW, tick=False):
        taking.lapse_expired(clock.now())
        _live_january(world)
        _look_ahead(world)
        _agree_on_more(world)
        world.people["outi"].invite(by=world.people["laura"], now=clock.now())
        _bill(world)
        _look_for_supervision(world)
    return world


def _meet(world: World) -> None:
    factories.make_practice()
    make = factories.make_organisation
    address = HOME | {"payment_term_days": 14}
    world.organisations = {
        "lehtola": make(
            name="Lehtolan Kuntoutus Oy", business_id="9000011-8", billing_email="laskut@lehtola.example", **address
        ),
        "merikanta": make(name="Merikannan hyvinvointialue", business_id="9000012-6", group="public", **address),
    }
    for key, (name, email) in CAST.items():
        more = {"is_staff": True, "is_superuser": True} if key in {"teppo", "onni"} else {}
        world.people[key] = factories.make_person(name=name, email=email, **HOME, **more)
    for key in OFFICE:
        factories.make_office(user=world.people[key])
    for (key, where), capacity in CONTACTS.items():
        Membership.objects.create(
            user=world.people[key],
            organisation=world.organisations[where],
            capacity=capacity.value,
            starts_on=date(2020, 1, 1),
        )
    for key, where, manager in (
        ("aino", "lehtola", "maija"),
        ("eero", "lehtola", "maija"),
        ("elina", "merikanta", "pekka"),
    ):
        who = {"employee": world.people[key], "manager": world.people[manager]}
        factories.make_employment(organisation=world.organisations[where], **who)
    for key in ("sami", "kaisa", "onni"):
        factories.make_supervisor(user=world.people[key])
        factories.make_hours(supervisor=world.people[key])
    AvailabilityException.objects.create(
        supervisor=world.people["sami"].supervisor, first_on=date(2027, 7, 1), last_on=date(2027, 7, 31)
    )
    calendar = BusyCalendar.subscribe(
        world.people["sami"].supervisor, address="https://calendar.example/zqcalendar.ics", by=world.people["sami"]
    )
    calendar.keep([Period(helsinki("2027-07-15 08:00"), helsinki("2027-07-15 10:00"))], now=clock.now())
    PriceItem.objects.create(kind=Kind.INDIVIDUAL, minutes=90, price="175.00", valid_from=date(2026, 1, 1))
    Room.enter(by=world.people["laura"], name="zqhuone", starts_on=date(2026, 1, 1))
    Theme.objects.fill_when_empty()
    Reading.objects.create(title="Työnohjauksen hyödyistä", url="https://urn.example/tyonohjaus")


def _agree(world: World) -> None:
    lehtola, merikanta = world.organisations["lehtola"], world.organisations["merikanta"]
    each, series, frame = ApprovalMode.EACH, ApprovalMode.SERIES, ApprovalMode.FRAME
    terms: dict[str, dict[str, Any]] = {
        "aino_own": {"organisation": lehtola, "approval": each, "attendance": "names", "agreed_count": 10},
        "group": {
            "organisation": lehtola,
            "approval": series,
            "attendance": "count",
            "cost_centre": "4410",
            "price": Decimal("233.00"),
        },
        "paid_by_aino": {},
        "elina_own": {"organisation": merikanta, "approval": frame},
        "eero_internal": {"organisation": lehtola, "payer": Payer.INTERNAL},
        "maija_own": {"organisation": lehtola, "payer": Payer.INTERNAL},
        "silent": {"organisation": lehtola, "no_content_since": date(2026, 1, 1)},
    }
    for name, stands in STANDS.items():
        by = {
            capacity: [world.people[key] for key, held in stands.items() if held == capacity]
            for capacity in (S, SUP, CO)
        }
        world.processes[name] = factories.make_process(
            supervisor=by[SUP][0], supervisees=by[S], co_supervisor=(by[CO] or [None])[0], **terms[name]
        )
    elina = world.processes["group"].participants.filter(user=world.people["elina"])
    elina.update(manager=world.people["pekka"])
    world.processes["paid_by_aino"].participants.filter(capacity=S.value).update(manager=world.people["maija"])


def _book(world: World, name: str, *, at: str, by: str = "sami", yes: tuple[str, ...] = ()) -> Booking:
    """Book, and let these managers say yes."""
    process = Process.objects.get(pk=world.processes[name.split(maxsplit=1)[0]].pk)
    booking = diary.book(process, starts_at=helsinki(at), by=world.people[by], now=clock.now())
    for manager in yes:
        booking = booking.approve(by=world.people[manager])
    world.bookings[name] = booking
    return booking


def _book_january(world: World) -> None:
    for name, day in (("held", 12), ("late", 14), ("no_show", 19), ("unmarked", 28)):
        _book(world, f"aino_own {name}", at=f"2027-01-{day} 10:00", yes=("maija",))
    world.bookings["aino_own unasked"] = factories.make_booking(
        process=world.processes["aino_own"], starts_at=helsinki("2027-01-26 10:00"), origin=Origin.IMPORTED
    )
    _book(world, "group held", at="2027-01-20 13:00", yes=("maija", "pekka"))
    _book(world, "elina_own held", at="2027-01-13 13:00")
    _book(world, "paid_by_aino held", at="2027-01-15 10:00", by="kaisa")
    _book(world, "maija_own held", at="2027-01-21 10:00", by="onni")
    _book(world, "eero_internal held", at="2027-01-22 10:00", by="onni")
    _book(world, "silent held", at="2027-01-25 10:00")


def _live_january(world: World) -> None:
    people, now = world.people, clock.now()
    for name, booking in world.bookings.items():
        if name.endswith((" held", " unasked")):
            supervisor = parties.supervisors(booking.process)[0].user
            absent = frozenset({people["eero"].pk}) if name.startswith("group") else frozenset()
            booking.mark_held(by=supervisor, now=now, absent=absent)
    world.bookings["aino_own no_show"].mark_no_show(by=people["sami"], now=now)
    with time_machine.travel(helsinki("2027-01-14 08:00"), tick=False):
        world.bookings["aino_own late"].cancel(by=people["aino"], now=clock.now())


def _agree_on_more(world: World) -> None:
    """A framework agreement above Elina's own process, Onni who stands in there for two days, and two employers who
    share the group's cost from today on."""
    people, lehtola, merikanta = world.people, world.organisations["lehtola"], world.organisations["merikanta"]
    own, group = world.processes["elina_own"], world.processes["group"]
    frame = FrameAgreement.agree(
        by=people["laura"],
        organisation=merikanta,
        number="M-2026/4",
        starts_on=date(2026, 1, 1),
        ceiling_sessions=20,
        ceiling_euros=Decimal("5000.00"),
        prices=[Tariff("individual", 90, Decimal("165.00"))],
    )
    Process.objects.filter(pk=own.pk).update(frame=frame)
    days = {"first_on": date(2027, 3, 1), "last_on": date(2027, 3, 2)}
    name_substitute(own, user=people["onni"], by=people["sami"], now=clock.now(), **days)
    shares = [Share(organisation=whose, percent=Decimal(50)) for whose in (lehtola, merikanta)]
    CostShare.agree(group, shares, on=clock.today(), by=people["laura"])
    VatExemption.agree(own, ground="health", on=date(2027, 1, 1), confirmed_on=None, by=people["laura"])
    four = {"sessions": 4, "price": Decimal("600.00"), "bought_on": date(2027, 3, 1), "starts_on": date(2027, 3, 1)}
    package = Package.enter(world.processes["aino_own"], by=people["laura"], **four)
    TravelCost.enter_km(world.fresh("aino_own held"), km=Decimal(42), by=people["sami"])
    PackedSession.objects.create(package=package, booking=world.bookings["aino_own declined"])


def _look_ahead(world: World) -> None:
    people, now = world.people, clock.now()
    _book(world, "aino_own waiting", at="2027-02-09 10:00", by="aino")
    Acceptance.ask(world.bookings["aino_own waiting"], anew=True)  # for Maija's yes and for Sami's
    _book(world, "aino_own confirmed", at="2027-02-16 10:00", yes=("maija",))
    moved = _book(world, "aino_own moved", at="2027-02-23 10:00", yes=("maija",))
    diary.move(moved, starts_at=helsinki("2027-02-23 13:00"), by=people["sami"], now=now).approve(by=people["maija"])
    _book(world, "aino_own declined", at="2027-03-02 10:00").decline(by=people["maija"])
    _book(world, "aino_own cancelled", at="2027-03-09 10:00", yes=("maija",)).cancel(by=people["aino"], now=now)
    _book(world, "group confirmed", at="2027-02-17 13:00", yes=("maija", "pekka"))
    starts = [helsinki(f"2027-{day} 13:00") for day in ("02-10", "03-10", "04-07")]
    group = Process.objects.get(pk=world.processes["group"].pk)
    left_out = {helsinki("2027-05-05 13:00"): "holiday"}
    world.series = diary.book_series(group, starts=starts, left_out=left_out, by=people["sami"], now=now)
    world.bookings["group planned"] = world.series.bookings.order_by("starts_at")[0]
    _book(world, "elina_own confirmed", at="2027-02-11 13:00", by="elina")
    _book(world, "paid_by_aino confirmed", at="2027-02-12 10:00", by="aino")
    _book(world, "maija_own confirmed", at="2027-02-18 13:00", by="onni")
    _book(world, "eero_internal confirmed", at="2027-02-15 10:00", by="onni")
    _book(world, "silent confirmed", at="2027-02-19 10:00")
    month = {"starts_on": clock.today(), "ends_on": date(2027, 2, 28)}
    Deputy.name(manager=people["maija"], deputy=people["tiina"], by=people["laura"], **month)
    _offer_an_earlier_time(world)
    absences.say(world.fresh("group confirmed"), by=people["eero"], now=now)


def _offer_an_earlier_time(world: World) -> None:
    """Aino would come earlier, and Sami has time."""
    TimeWish.ask(world.processes["aino_own"], by=world.people["aino"], from_on=clock.today())
    times = {"starts_at": helsinki("2027-02-08 10:00"), "ends_at": helsinki("2027-02-08 11:30")}
    FreedTime.objects.create(user=world.people["sami"], **times)
    earlier_times.offer_freed(clock.now())


def _bill(world: World) -> None:
    """January: Aino's unapproved session waits for Maija's yes, the group's invoice is a draft, the others are out; of
    one of them a line was credited, to be billed anew."""
    monthly_run.draft_month(date(2027, 1, 1), now=clock.now())
    for draft in Invoice.objects.filter(cost_centre=""):
        world.invoices.append(draft.issue(by=world.people["laura"], now=clock.now(), freeze=freeze(House.read())))
    wrong = world.invoices[0]
    [line, *_] = wrong.lines.order_by("booking__starts_at")
    credit(wrong, lines=[line.pk], again=True, by=world.people["laura"], now=clock.now(), mirror=mirror(wrong))
    monthly_run.draft_month(date(2027, 1, 1), now=clock.now())
    paid = {"amount": Decimal(20), "paid_on": clock.today(), "by": world.people["laura"], "now": clock.now()}
    pay(world.invoices[-1], place=0, **paid).take_back(by=world.people["laura"], now=clock.now())
    pay(world.invoices[-1], place=1, **paid)
    _remind(world.invoices[-1], by=world.people["laura"])
    brought = {"route": Route.LETTER, "at": clock.now(), "sent_at": clock.now(), "by": world.people["laura"]}
    Sending.objects.create(invoice=world.invoices[-1], **brought)
    made = {"first_on": date(2027, 1, 1), "made_at": clock.now(), "made_by": world.people["laura"]}
    Export.objects.create(number=1, content=b"", sha256="0", **made)
    _pay_a_fee(world)


def _pay_a_fee(world: World) -> None:
    """Kaisa, from outside, for what was held of the group in January: a note that was taken back, and one in its place
    that was paid."""
    kaisa, laura = world.people["kaisa"], world.people["laura"]
    agreed = {"fee": Decimal(80), "vat": AgreedFee.Vat.REGISTERED, "starts_on": date(2027, 1, 1)}
    AgreedFee.agree(world.processes["group"], person=kaisa, by=laura, **agreed)
    shown = token_of(owed(until=date(2027, 1, 31), person=kaisa))
    made: dict[str, Any] = {"shown": shown, "absent": frozenset(), "by": laura, "now": clock.now()}
    make_fee_note(kaisa, date(2027, 1, 1), **made).take_back(by=laura, now=clock.now())
    make_fee_note(kaisa, date(2027, 1, 1), **made).mark_paid(on=clock.today(), by=laura, now=clock.now())


def _remind(invoice: Invoice, *, by: User) -> None:
    """As if it had been overdue."""
    today, nought = clock.today(), Decimal("0.00")
    days = {"issue_on": today, "due_on": today + timedelta(days=14)}
    letter = ReminderDocument.of(invoice.frozen(), step=1, credited=nought, paid=nought, fee=nought, **days)
    Reminder.objects.create(
        invoice=invoice,
        step=1,
        document=letter.to_json(),
        fee=letter.fee,
        sent_on=letter.issue_on,
        due_on=letter.due_on,
        at=clock.now(),
        by=by,
    )


def _look_for_supervision(world: World) -> None:
    """Varpu has published a page. Aino and Elina ask her and Sami; Maija asks for her staff; a stranger has not
    confirmed; a new payer was asked how it is invoiced."""
    people, now = world.people, clock.now()
    varpu = factories.make_person(name="Varpu Koivisto", email="varpu@koivisto.example")
    factories.make_supervisor(user=varpu)
    world.profile = Profile.of(varpu.supervisor).write(
        by=varpu, credentials=[Named("training", "Työnohjaajakoulutus", 2016)], profession="Sairaanhoitaja"
    )
    world.profile.publish(by=varpu)
    sami = Profile.of(people["sami"].supervisor).write(by=people["sami"], credentials=[])  # and has not published it
    Testimonial.objects.create(profile=sami, author=people["aino"], text="Sain tilaa ajatella.", signed="Ohjattava")
    ask = {"name": "Aino", "language": "fi", "payer": "employer"}
    others = (CAST["elina"][1], "kutsuttu@kotiposti.example")
    mine = Request.ask(
        supervisor=varpu.supervisor, email=CAST["aino"][1], for_whom="group", others=others, **ask
    ).confirm(now=now)
    mine.consider(people["sami"].supervisor, by=people["aino"])
    mine.members.get(email=CAST["elina"][1]).join(name="Elina", now=now)
    Permission.ask(
        member=mine.members.get(user=people["aino"]), name="Maija", email=CAST["maija"][1], by=people["aino"], now=now
    )
    staff = Request.ask(
        supervisor=people["sami"].supervisor,
        email=CAST["maija"][1],
        for_whom="staff",
        others=(CAST["eero"][1],),
        **ask,
    ).confirm(now=now)
    staff.members.get(email=CAST["eero"][1]).join(name="Eero", now=now)
    world.requests = {"aino": mine, "maija": staff}
    Request.ask(supervisor=varpu.supervisor, email="vieras@kotiposti.example", for_whom="self", **ask)
    payer = factories.make_organisation(name="Uusi Maksaja Oy")
    BillingDetails.ask(payer, address="laskut@uusi.example", by=people["laura"], now=now)


def statuses(world: World) -> set[str]:
    return set(Booking.objects.values_list("status", flat=True))


EVERY_STATUS = set(Status.values)
