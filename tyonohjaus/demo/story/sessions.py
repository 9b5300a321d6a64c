"""The lists, sessions and their logs."""

from datetime import date
from pathlib import Path

from bookings import diary, offers
from bookings import tasks as bookings
from bookings.models import AgendaWish, Log, write_log
from invoicing import monthly_run
from processes.models import MeetingLink
from tyonohjaus.lib import clock
from tyonohjaus.lists.importing import import_lists
from tyonohjaus.people.models import Practice, User

from .telling import change, chapter, held, hour, person, process, session

LISTS = Path(__file__).parents[1] / "practice"

PRACTICE = {
    "name": "Kuuloke",
    "mail_sender": "Kuuloke",
    "seller_name": "Kuuloke Työnohjaus Oy",
    "street": "Rantakatu 9 A 4",
    "postcode": "33210",
    "city": "Tampere",
    "home_town": "Tampere",
    "business_id": "9000016-9",
    "iban": "FI3715903000000776",
    "bic": "NDEAFIHH",
    "email": "toimisto@kuuloke.example",
    "phone": "03 555 0100",
    "website": "kuuloke.example",
}


ROOMS = {"D-01": "aino", "D-02": "lehtola", "D-04": "riikka", "D-05": "tuomas", "D-06": "merikanta", "D-10": "niina"}


@chapter("4.1. 8.00")
def the_year_begins() -> None:
    """The practice takes the portal into use: its own page, its lists, invitations, the addresses of remote rooms."""
    Practice.objects.get().change(by=None, **PRACTICE)
    report = import_lists(LISTS)
    assert not report.faults, report.faults[0].sentence().en
    laura = person("Laura")
    for user in User.objects.exclude(pk=laura.pk).order_by("name"):
        user.invite(by=laura, now=clock.now())
    for tunnus, room in ROOMS.items():
        MeetingLink.write(process=process(tunnus), url=f"https://etahuone.example/{room}", by=person("Sami"))
    MeetingLink.write(process=process("D-09"), url="https://etahuone.example/maija", by=person("Kaisa"))


@chapter("4.1. 10.45")
def riikka_is_met() -> None:
    held(session("D-04", "4.1. 9.00"), by="Sami")


@chapter("4.1. 20.15")
def tuomas_calls_off_late() -> None:
    session("D-05", "5.1. 10.00").cancel(by=person("Tuomas"), now=clock.now())


@chapter("7.1. 16.40")
def hanna_is_met_for_the_last_time() -> None:
    held(session("D-14", "7.1. 15.00"), by="Kaisa")


@chapter("11.1. 8.30")
def anna_wants_nothing_kept() -> None:
    """No log, no goal, no evaluation: the process is its times and its invoices (C44)."""
    change(process("D-13"), by="Laura", no_content_since=clock.today())


@chapter("11.1. 10.45")
def aino_is_met() -> None:
    booking = held(session("D-01", "11.1. 9.00"), by="Sami")
    log = Log(
        themes=["Työn rajat", "Kirjaaminen"],
        continued=["Työn rajat"],
        shared=True,
        title="Hetki, joka sujui",
        assignment="Kirjoita viikon aikana ylös yksi hetki, jossa työ sujui. Muutama sana riittää.",
        due_on=date(2027, 2, 8),
        note="Palaa helmikuussa siihen, mikä kirjaamisessa jo helpotti.",
    )
    write_log(booking, log, by=person("Sami"))


@chapter("11.1. 12.00")
def anna_books() -> None:
    diary.book(process("D-13"), starts_at=hour("20.1. 9.30"), by=person("Anna"), now=clock.now())


@chapter("12.1. 9.10")
def maija_approves() -> None:
    session("D-13", "20.1. 9.30").approve(by=person("Maija"))


@chapter("12.1. 15.10")
def niina_is_met() -> None:
    held(session("D-10", "12.1. 14.00"), by="Sami")


@chapter("13.1. 14.45")
def the_group_is_met() -> None:
    booking = held(session("D-02", "13.1. 13.00"), by="Sami", absent=("Liisa",))
    write_log(booking, Log(themes=["Yhteistyö tiimissä", "Työtavat"], shared=True), by=person("Sami"))


@chapter("14.1. 14.00")
def maija_is_met() -> None:
    held(session("D-09", "14.1. 12.30"), by="Kaisa")


@chapter("15.1. 9.00")
def hannas_process_ends() -> None:
    process("D-14").end(on=clock.today(), by=person("Laura"))


@chapter("18.1. 14.45")
def the_pair_is_met() -> None:
    held(session("D-07", "18.1. 13.00"), by="Kaisa")


@chapter("20.1. 11.05")
def anna_is_met() -> None:
    held(session("D-13", "20.1. 9.30"), by="Sami")


@chapter("20.1. 14.15")
def the_work_community_is_met() -> None:
    held(session("D-08", "20.1. 12.30"), by="Kaisa", absent=("Jari",))


@chapter("29.1. 10.00")
def times_are_asked_for() -> None:
    """What waits for Maija in the demo's first week: two sessions and a series; and for her own manager, a series."""
    now = clock.now()
    diary.book(process("D-13"), starts_at=hour("3.2. 9.30"), by=person("Anna"), now=now)
    diary.book(process("D-11"), starts_at=hour("15.2. 9.00"), by=person("Liisa"), now=now)
    row = process("D-12")
    plan = offers.plan_series(row, first=hour("17.2. 10.30"), every=offers.rhythm_of(row), times=10, now=now)
    diary.book_series(row, starts=[one.start for one in plan], by=person("Sami"), now=now)
    spring = [hour("11.3. 12.30"), hour("8.4. 12.30"), hour("3.6. 12.30")]
    diary.book_series(process("D-09"), starts=spring, by=person("Kaisa"), now=now)


@chapter("31.1. 18.20")
def aino_wishes() -> None:
    text = "Voisimmeko puhua siitä, miten sovimme, kuka päivystää puhelinta?"
    AgendaWish.write(booking=session("D-02", "3.2. 13.00"), text=text, by=person("Aino"))


@chapter("27.1. 13.00", "31.1. 13.00")
def reminders_go_out() -> None:
    """As they do by themselves every minute."""
    bookings.remind()


@chapter("1.2. 1.00")
def january_is_drafted() -> None:
    """As it is by itself in the first night of a month."""
    monthly_run.draft_once_a_day(now=clock.now())
