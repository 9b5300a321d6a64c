"""The group of an association's people, four times with two supervisors: what was said is the group's own."""

from datetime import date
from decimal import Decimal

from bookings.models import Log, write_log
from invoicing.models import AgreedFee

from .telling import chapter, held, person, process, session


@chapter("4.1. 8.50")
def kaisas_fee_is_agreed() -> None:
    """She comes from outside, and the practice pays her for each session of the two."""
    AgreedFee.agree(
        process("D-03"),
        person=person("Kaisa"),
        fee=Decimal("110.00"),
        vat=AgreedFee.Vat.OUTSIDE,
        starts_on=date(2027, 1, 1),
        by=person("Laura"),
    )


@chapter("11.1. 15.10")
def kaisa_writes_her_own() -> None:
    """Before Sami: a log is written as a whole, and hers has nothing for the others."""
    booking = session("D-03", "11.1. 13.00")
    write_log(booking, Log(note="Ota korttipakka mukaan kolmannelle kerralle."), by=person("Kaisa"))


@chapter("11.1. 15.20")
def harju_is_met() -> None:
    booking = held(session("D-03", "11.1. 13.00"), by="Sami")
    log = Log(
        themes=["Kuormitus ja palautuminen", "Työtavat"],
        continued=["Työtavat"],
        shared=True,
        shared_note="Listasimme keskeytykset viikon ajalta. Kaksi niistä on meidän itse sovittavissamme.",
        pair_note="Sami aloittaa ensi kerralla, Kaisa vetää priorisoinnin.",
    )
    write_log(booking, log, by=person("Sami"))
