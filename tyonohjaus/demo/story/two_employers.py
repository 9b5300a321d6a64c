"""A group of two employers' people: parts of the price, one who came later and one who left, a second version."""

from datetime import date
from decimal import Decimal

from agreements.models import Way
from bookings import diary
from bookings.imported import import_session
from bookings.models import EarlierAsk, Log, Status, write_log
from processes.models import CostShare, Kind, MeetingLink, Payer, People, Process, Share
from tyonohjaus.lib import clock

from .agreements import accept, offer
from .telling import chapter, employer, held, hour, people, person

GOAL = "Sujuva siirtymä kuntoutuksesta kotiin"
FIRST = ("Eero", "Anna", "Elina", "Tuomas")


def the_group() -> Process:
    return Process.objects.filter(cost_shares__isnull=False).distinct().get()


@chapter("4.1. 9.30")
def it_is_written_down() -> None:
    """It began in the autumn, before the portal."""
    row = Process.start(
        people=People(supervisor=person("Kaisa"), supervisees=people(*FIRST)),
        by=person("Laura"),
        organisation_goal=GOAL,
        kind=Kind.GROUP,
        organisation=employer("Lehtolan"),
        payer=Payer.EMPLOYER,
        length_minutes=90,
        every_weeks=4,
        agreed_count=8,
        place="remote",
        price=Decimal("200.00"),
        approval="series",
        attendance="names",
        starts_on=date(2026, 10, 29),
    )
    parts = [Share(organisation=employer("Lehtolan"), percent=Decimal(60))]
    parts.append(Share(organisation=employer("Merikannan"), percent=Decimal(40)))
    CostShare.agree(row, parts, on=row.starts_on, by=person("Laura"))
    MeetingLink.write(process=row, url="https://etahuone.example/yhdessa", by=person("Kaisa"))
    for when in ("29.10.2026 15.00", "26.11.2026 15.00"):
        import_session(row, key=f"D-15 {when}", starts_at=hour(when), status=Status.HELD)
    import_session(row, key="D-15 21.1.", starts_at=hour("21.1. 15.00"), status=Status.CONFIRMED)


chapter("5.1. 11.00")(lambda: offer(the_group(), by="Kaisa"))
chapter("6.1. 12.00")(lambda: accept(the_group(), FIRST))
chapter("7.1. 8.30")(lambda: accept(the_group(), ["Maija"], via=Way.LINK))
chapter("8.1. 9.20")(lambda: accept(the_group(), ["Pekka"], via=Way.LINK))


@chapter("7.1. 11.00")
def kaisa_writes_of_the_autumn() -> None:
    log = Log(
        themes=["Yhteistyö tiimissä"],
        shared=True,
        shared_note="Sovimme, että kotiutuspalaverin muistion tekee aina sama talo.",
    )
    write_log(the_group().bookings.get(starts_at=hour("26.11.2026 15.00")), log, by=person("Kaisa"))


@chapter("18.1. 9.00")
def tuomas_leaves_and_ville_comes() -> None:
    now = People(supervisor=person("Kaisa"), supervisees=people("Eero", "Anna", "Elina", "Ville"))
    the_group().change(people=now, by=person("Laura"), organisation_goal=GOAL, people_from=clock.today())


@chapter("21.1. 16.45")
def it_is_met() -> None:
    booking = held(the_group().bookings.get(starts_at=hour("21.1. 15.00")), by="Kaisa")
    write_log(booking, Log(themes=["Ammatillinen rooli"], shared=True), by=person("Kaisa"))
    diary.book(the_group(), starts_at=hour("18.2. 15.00"), by=person("Kaisa"), now=clock.now())


@chapter("22.1. 9.00")
def the_next_time_is_approved() -> None:
    booking = the_group().bookings.get(starts_at=hour("18.2. 15.00"))
    for manager in people("Maija", "Pekka"):
        booking.approve(by=manager)


@chapter("22.1. 10.00")
def a_second_version_is_offered() -> None:
    offer(the_group(), by="Kaisa")


# The others agreed to the first one, and nothing has changed for them; Pekka has not answered.
chapter("25.1. 9.00")(lambda: accept(the_group(), ["Ville"]))


@chapter("26.1. 17.00")
def ville_asks_to_read() -> None:
    ask = EarlierAsk.ask(the_group(), by=person("Ville"))
    ask.agree(by=person("Anna"))
