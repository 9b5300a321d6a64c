"""Two years of one group of two employers, as one story (S0-17, S2-5, C12, C23).

January 2027 to December 2028: Aino and Eero of Lehtola, Elina of Merikanta, with Sami. Shares change, a substitute
comes for one session, the manager changes, a member leaves and another joins, one changes employer, price and VAT
change; at each point it is told who reads what, and which lines come out.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from time_machine import travel

from bookings import diary
from bookings.models import Booking, DiscussedThemes, Log, write_log
from bookings.substitutes import name_substitute
from invoicing.composing import House
from invoicing.freezing import freeze
from invoicing.models import Invoice, Line
from invoicing.monthly_run import draft_month, hours_waiting
from processes.models import CostShare, Participant, People, Process, Share, State
from tests.factories import helsinki, make_employment, make_person
from tests.processes.agreement import change
from tyonohjaus.access import Action, may
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Employment, Organisation, User, VatRate

D = Decimal


class Life:
    """What the story does again and again."""

    def __init__(self, people: dict[str, User], organisations: dict[str, Organisation]) -> None:
        self.people, self.organisations = people, organisations
        self.process: Any = None

    def __getattr__(self, name: str) -> User:
        """One of its people, as they sign in today."""
        user = User.objects.get(pk=self.people[name].pk)
        user.content_open = True
        return user

    def start(self, *, shares: tuple[str, str]) -> None:
        members = (self.aino, self.eero, self.elina)
        self.process = Process.start(
            people=People(supervisor=self.sami, supervisees=members),
            by=self.laura,
            kind="group",
            payer="employer",
            organisation=self.organisations["lehtola"],
            price=D("200.00"),
            starts_on=clock.today(),
            every_weeks=4,
        )
        self.share(*shares)

    def share(self, lehtola: str, merikanta: str) -> None:
        shares = [
            Share(organisation=self.organisations["lehtola"], percent=D(lehtola)),
            Share(organisation=self.organisations["merikanta"], percent=D(merikanta)),
        ]
        CostShare.agree(self.process, shares, on=clock.today(), by=self.laura)

    def meet(self, day: str, *, by: str = "sami", theme: str = "") -> Booking:
        """Set a week before; held, and logged."""
        start = helsinki(f"{day} 10:00")
        with travel(start - timedelta(days=7), tick=False):
            booking = diary.book(
                Process.objects.get(pk=self.process.pk),
                starts_at=start,
                by=self.sami,
                now=clock.now(),
                outside_hours=True,
            )
        with travel(start + timedelta(hours=2), tick=False):
            booking = booking.mark_held(by=getattr(self, by), now=clock.now())
            write_log(
                booking, Log(themes=[theme] if theme else [], shared=bool(theme), note="oma"), by=getattr(self, by)
            )
        return Booking.objects.get(pk=booking.pk)

    def bill(self, first: date) -> dict[str, Decimal]:
        """Draft the month, let everybody asked say yes, issue: net euros by payer, of this month's invoices."""
        after = clock.at((first + timedelta(days=32)).replace(day=3), clock.local(clock.now()).time())
        with travel(after, tick=False):
            draft_month(first, now=clock.now())
            for line in Line.objects.waiting():
                line.accept(by=None, via="")
            draft_month(first, now=clock.now())
            for draft in Invoice.objects.drafts():
                draft.issue(by=self.laura, now=clock.now(), freeze=freeze(House.read()))
        found = Invoice.objects.issued().filter(period_first_on=first)
        return {str(invoice.payer).split(" ", maxsplit=1)[0]: invoice.frozen().sums.net for invoice in found}

    def sees(self, name: str) -> set[date]:
        """The days of the sessions that this person sees."""
        return {booking.day for booking in Booking.objects.visible_to(getattr(self, name)).filter(process=self.process)}


@pytest.fixture
def life(
    kuuloke: Any,
    lehtola: Any,
    merikanta: Any,
    maija: User,
    pekka: User,
    sami: User,
    kaisa: User,
    laura: User,
    aino: User,
    eero: User,
) -> Life:
    for organisation in (lehtola, merikanta):
        for name, value in {"street": "Asemakatu 4", "postcode": "33100", "city": "Tampere"}.items():
            setattr(organisation, name, value)
        organisation.save()
    elina, veera = make_person(name="Elina Niemi"), make_person(name="Veera Salo")
    heli = make_person(name="Heli Harju")  # who is to follow Maija
    for user in (elina, veera):
        make_employment(employee=user, organisation=merikanta, manager=pekka)
    people = {"maija": maija, "pekka": pekka, "sami": sami, "kaisa": kaisa, "laura": laura, "aino": aino, "eero": eero}
    return Life(people | {"elina": elina, "veera": veera, "heli": heli}, {"lehtola": lehtola, "merikanta": merikanta})


def test_two_years(life: Life) -> None:
    # --- January 2027: it begins. Lehtola pays two thirds.
    with travel(helsinki("2027-01-04 09:00"), tick=False):
        life.start(shares=("66.67", "33.33"))
    first = life.meet("2027-01-12", theme="Työn rajat")
    assert life.bill(date(2027, 1, 1)) == {"Lehtolan": D("133.34"), "Merikannan": D("66.66")}
    assert life.sees("maija") == life.sees("pekka") == {first.day}

    # --- March: Kaisa stands in for one session, and for nothing else.
    with travel(helsinki("2027-03-01 09:00"), tick=False):
        name_substitute(
            life.process,
            user=life.kaisa,
            first_on=date(2027, 3, 9),
            last_on=date(2027, 3, 10),
            by=life.sami,
            now=clock.now(),
        )
    second = life.meet("2027-03-09", by="kaisa", theme="Kuormitus ja palautuminen")
    with travel(helsinki("2027-03-10 09:00"), tick=False):
        assert life.sees("kaisa") == {second.day}
    with travel(helsinki("2027-03-11 09:00"), tick=False):
        assert life.sees("kaisa") == set()
        assert life.sees("sami") == {first.day, second.day}
    assert life.bill(date(2027, 3, 1)) == {"Lehtolan": D("133.34"), "Merikannan": D("66.66")}

    # --- June: half and half from now on; what was before stays.
    with travel(helsinki("2027-06-01 09:00"), tick=False):
        life.share("50", "50")
    life.meet("2027-06-15")
    assert life.bill(date(2027, 6, 1)) == {"Lehtolan": D("100.00"), "Merikannan": D("100.00")}

    # --- August: Maija leaves her task, Heli follows: she gains what comes and nothing of before (C12).
    with travel(helsinki("2027-08-02 09:00"), tick=False):
        for user in (life.aino, life.eero):
            Employment.objects.get(employee=user, ends_on=None).change_manager(to=life.heli, by=life.laura)
        assert life.sees("heli") == set()
        assert life.sees("maija") == set()
    fourth = life.meet("2027-09-07", theme="Motivaatio")
    with travel(helsinki("2027-09-08 09:00"), tick=False):
        assert life.sees("heli") == {fourth.day}
        assert {str(row.manager) for row in life.process.participants.supervised()} == {"Heli Harju", "Pekka Aaltonen"}

    assert life.bill(date(2027, 9, 1)) == {"Lehtolan": D("100.00"), "Merikannan": D("100.00")}

    # --- October: Eero leaves, Veera joins: she reads no session of before, he none of after (C23).
    with travel(helsinki("2027-10-01 09:00"), tick=False):
        members = (life.aino, life.elina, life.veera)
        change(Process.objects.get(), by=life.laura, people=People(supervisor=life.sami, supervisees=members))
    fifth = life.meet("2027-10-12", theme="Työn rajat")
    with travel(helsinki("2027-10-13 09:00"), tick=False):
        assert not may(life.eero, Action.PROCESS_SEE, life.process)
        themes = {row.booking.day for row in _themes(life.veera)}
        assert themes == {fifth.day}
        assert {row.booking.day for row in _themes(life.aino)} == {first.day, second.day, fourth.day, fifth.day}

    assert life.bill(date(2027, 10, 1)) == {"Lehtolan": D("100.00"), "Merikannan": D("100.00")}

    # --- January 2028: the price changes for times booked later, and the rate of VAT by the day of the session.
    with travel(helsinki("2027-12-20 09:00"), tick=False):
        change(Process.objects.get(), by=life.laura, price=D("220.00"))
        VatRate.objects.create(percent=D("26.00"), valid_from=date(2028, 1, 1))
    life.meet("2028-01-11")
    assert life.bill(date(2028, 1, 1)) == {"Lehtolan": D("110.00"), "Merikannan": D("110.00")}
    rates = {row.percent for invoice in _invoices(date(2028, 1, 1)) for row in invoice.frozen().sums.vat_rows}
    assert rates == {D("26.00")}
    before = {row.percent for invoice in _invoices(date(2027, 6, 1)) for row in invoice.frozen().sums.vat_rows}
    assert before == {D("25.50")}

    # --- May 2028: Elina goes to work for Lehtola. The shares follow by agreement; Pekka keeps what was his.
    with travel(helsinki("2028-05-02 09:00"), tick=False):
        Employment.objects.get(employee=life.elina, ends_on=None).end(by=life.laura)
        Employment.begin(
            employee=life.elina, organisation=life.organisations["lehtola"], manager=life.heli, by=life.laura
        )
        life.share("66.67", "33.33")
        row = Participant.objects.get(user=life.elina)
        assert str(row.manager) == "Heli Harju"
        assert Invoice.objects.visible_to(life.pekka).count() == 6  # each of Merikanta's months
    seventh = life.meet("2028-05-16")
    assert life.bill(date(2028, 5, 1)) == {"Lehtolan": D("146.67"), "Merikannan": D("73.33")}
    with travel(helsinki("2028-05-17 09:00"), tick=False):
        assert seventh.day in life.sees("heli")
        assert seventh.day in life.sees("pekka")  # of Veera's time
        waiting = [card for card in hours_waiting(life.heli) if card.net > 150]
        assert waiting == []

    # --- December 2028: it ends. Nothing is booked after it; all that was said stays with who may read it.
    with travel(helsinki("2028-12-01 09:00"), tick=False):
        ended = Process.objects.get().end(on=date(2028, 12, 22), by=life.sami)
        assert ended.state == State.ENDING
    with travel(helsinki("2028-12-23 09:00"), tick=False):
        assert Process.objects.get().state == State.OVER
        new = Process.objects.get().reopen(starts_on=date(2029, 1, 15), by=life.laura)
        assert {row.user.name for row in new.participants.supervised()} == {"Aino Mäkelä", "Elina Niemi", "Veera Salo"}
        assert [share.percent for share in new.cost_shares.order_by("-percent")] == [D("66.67"), D("33.33")]
        assert not any(row.process_id == new.pk for row in _themes(life.aino))

    # --- Not a cent was lost, and nothing billed twice.
    billed = sum(line.net for line in Line.objects.all())
    assert billed == sum(booking.price for booking in Booking.objects.all() if Line.objects.filter(booking=booking))


def _themes(user: User) -> Any:
    return DiscussedThemes.readable_by(user).filter(themes_sealed__isnull=False).select_related("booking")


def _invoices(first: date) -> Any:
    return Invoice.objects.issued().filter(period_first_on=first)
