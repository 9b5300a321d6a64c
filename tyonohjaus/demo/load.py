"""The demo practice: its lists, and then what its people did with the portal in January 2027.

Each chapter happens at its own hour, by the verbs that pages use; what lies ahead of the demo's clock has not happened.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.db import transaction

from bookings import diary, offers
from bookings import tasks as bookings
from bookings.models import Booking, Log, write_log
from invoicing import monthly_run
from processes.models import MeetingLink, PersonalGoal, Process
from tyonohjaus.lib import clock
from tyonohjaus.lists.importing import import_lists
from tyonohjaus.lists.models import ImportedRow
from tyonohjaus.outbox import tasks as outbox
from tyonohjaus.people.models import Practice, User

from .clock import at

LISTS = Path(__file__).with_name("practice")

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


def load() -> bool:
    """Put the practice into an empty portal; False where there is one already."""
    if User.objects.exists():
        return False
    with transaction.atomic():
        for instant, chapter in STORY:
            # A demo set to begin before the story does begins with its first chapter all the same.
            if instant <= clock.now() or chapter is the_year_begins:
                with at(instant):
                    chapter()
                    outbox.sweep()
    return True


def hour(text: str) -> datetime:
    """`11.1. 10.45` of 2027, on Helsinki's clock."""
    days, _space, hours = text.partition(" ")
    day, month = (int(number) for number in days.rstrip(".").split("."))
    clock_hour, minute = (int(number) for number in hours.split("."))
    return clock.at(date(2027, month, day), time(clock_hour, minute))


def person(first_name: str) -> User:
    return User.objects.get(name__startswith=f"{first_name} ")


def process(tunnus: str) -> Process:
    row = ImportedRow.objects.get(kind="prosessit", key=tunnus.casefold())
    return Process.objects.get(pk=row.subject_id)


def session(tunnus: str, when: str) -> Booking:
    return process(tunnus).bookings.get(starts_at=hour(when))


def held(tunnus: str, when: str, *, by: str, absent: tuple[str, ...] = ()) -> Booking:
    away = frozenset(person(name).pk for name in absent)
    return session(tunnus, when).mark_held(by=person(by), now=clock.now(), absent=away)


# The story


def the_year_begins() -> None:
    """The practice takes the portal into use: its own page, its lists, invitations, the addresses of remote rooms."""
    Practice.objects.get().change(by=None, **PRACTICE)
    report = import_lists(LISTS)
    assert not report.faults, report.faults[0].sentence().en
    laura = person("Laura")
    for user in User.objects.exclude(pk=laura.pk).order_by("name"):
        user.invite(by=laura, now=clock.now())
    for tunnus, room in (("D-01", "aino"), ("D-02", "lehtola"), ("D-05", "tuomas"), ("D-06", "merikanta")):
        MeetingLink.write(process=process(tunnus), url=f"https://etahuone.example/{room}", by=person("Sami"))
    MeetingLink.write(process=process("D-09"), url="https://etahuone.example/maija", by=person("Kaisa"))


def tuomas_calls_off_late() -> None:
    session("D-05", "5.1. 10.00").cancel(by=person("Tuomas"), now=clock.now())


def riikka_is_met() -> None:
    held("D-04", "4.1. 9.00", by="Sami")


def aino_is_met() -> None:
    booking = held("D-01", "11.1. 9.00", by="Sami")
    log = Log(
        themes=["Työn rajat", "Kirjaaminen"],
        shared=True,
        assignment="Kirjoita viikon aikana ylös yksi hetki, jossa työ sujui. Muutama sana riittää.",
        note="Palaa helmikuussa siihen, mikä kirjaamisessa jo helpotti.",
    )
    write_log(booking, log, by=person("Sami"))


def aino_sets_a_goal() -> None:
    PersonalGoal.write(
        process=process("D-01"), owner=person("Aino"), text="Lähden töistä ajoissa kahtena päivänä viikossa."
    )


def niina_is_met() -> None:
    held("D-10", "12.1. 14.00", by="Sami")


def the_group_is_met() -> None:
    booking = held("D-02", "13.1. 13.00", by="Sami", absent=("Liisa",))
    write_log(booking, Log(themes=["Yhteistyö tiimissä", "Työtavat"], shared=True), by=person("Sami"))


def anna_books() -> None:
    diary.book(process("D-13"), starts_at=hour("20.1. 9.30"), by=person("Anna"), now=clock.now())


def maija_approves() -> None:
    session("D-13", "20.1. 9.30").approve(by=person("Maija"))


def anna_is_met() -> None:
    held("D-13", "20.1. 9.30", by="Sami")


def maija_is_met() -> None:
    held("D-09", "14.1. 12.30", by="Kaisa")


def the_pair_is_met() -> None:
    held("D-07", "18.1. 13.00", by="Kaisa")


def the_work_community_is_met() -> None:
    held("D-08", "20.1. 12.30", by="Kaisa", absent=("Jari",))


def times_are_asked_for() -> None:
    """What waits for Maija in the demo's first week: two sessions and a series."""
    now = clock.now()
    diary.book(process("D-13"), starts_at=hour("3.2. 9.30"), by=person("Anna"), now=now)
    diary.book(process("D-11"), starts_at=hour("15.2. 9.00"), by=person("Liisa"), now=now)
    plan = offers.plan_series(
        process("D-12"), first=hour("17.2. 10.30"), every=offers.rhythm_of(process("D-12")), times=10, now=now
    )
    diary.book_series(process("D-12"), starts=[one.start for one in plan], by=person("Sami"), now=now)


def reminders_go_out() -> None:
    """As they do by themselves every minute."""
    bookings.remind()


def january_is_drafted() -> None:
    """As it is by itself in the first night of a month."""
    monthly_run.draft_once_a_day(now=clock.now())


STORY: list[tuple[datetime, Callable[[], Any]]] = [
    (hour("4.1. 8.00"), the_year_begins),
    (hour("4.1. 10.45"), riikka_is_met),
    (hour("4.1. 20.15"), tuomas_calls_off_late),
    (hour("11.1. 10.45"), aino_is_met),
    (hour("11.1. 12.00"), anna_books),
    (hour("12.1. 9.10"), maija_approves),
    (hour("12.1. 12.00"), aino_sets_a_goal),
    (hour("12.1. 15.10"), niina_is_met),
    (hour("13.1. 14.45"), the_group_is_met),
    (hour("14.1. 14.00"), maija_is_met),
    (hour("18.1. 14.45"), the_pair_is_met),
    (hour("20.1. 11.05"), anna_is_met),
    (hour("20.1. 14.15"), the_work_community_is_met),
    (hour("27.1. 13.00"), reminders_go_out),
    (hour("29.1. 10.00"), times_are_asked_for),
    (hour("31.1. 13.00"), reminders_go_out),
    (hour("1.2. 1.00"), january_is_drafted),
]
