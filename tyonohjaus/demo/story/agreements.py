"""Written agreements: what was agreed on beforehand, offered, and accepted by each of its parties."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from agreements import composing
from agreements.models import Version, Way
from processes.models import Agreed, AgreedTheme, Process

from .telling import chapter, person, process


def offer(row: Process, *, by: str, **choices: Any) -> Version:
    chosen = replace(composing.choices_of(row), **choices)
    return composing.offer(row, chosen, seen=composing.draft(row, chosen).mark, by=person(by))


def accept(row: Process, names: Iterable[str], *, via: str = Way.PORTAL) -> None:
    for name in names:
        Version.objects.offered().get(process=row).accept(by=person(name), via=via)


def accepted(hour: str, tunnus: str, *names: str, via: str = Way.PORTAL) -> None:
    """These people accept at that hour."""
    chapter(hour)(lambda: accept(process(tunnus), names, via=via))


# Aino, Maija for Lehtola, and Sami.


@chapter("4.1. 11.30")
def ainos_agreement_is_offered() -> None:
    row = process("D-01")
    AgreedTheme.agree(row, [Agreed("Työn rajat"), Agreed("Kirjaamiskäytännöt")], shown=True, by=person("Sami"))
    offer(row, by="Sami", evaluation_months=4)


accepted("5.1. 16.30", "D-01", "Aino")
accepted("7.1. 8.20", "D-01", "Maija", via=Way.LINK)

# Harju's group of four times, with two supervisors.


@chapter("4.1. 12.10")
def harjus_agreement_is_offered() -> None:
    row = process("D-03")
    themes = ["Itsensä johtaminen", "Kuormitus ja palautuminen", "Työn organisointi", "Priorisointi"]
    AgreedTheme.agree(
        row, [Agreed(name, session) for session, name in enumerate(themes, start=1)], shown=True, by=person("Sami")
    )
    offer(
        row, by="Sami", expectations="Valmiita työkaluja emme lupaa: etsimme yhdessä tavan, joka sopii teidän työhönne."
    )


accepted("4.1. 15.40", "D-03", "Kaisa", "Antti")
accepted("5.1. 9.15", "D-03", "Noora", "Saara")
accepted("7.1. 12.50", "D-03", "Ilkka", "Juha")
accepted("8.1. 10.05", "D-03", "Riitta", via=Way.LINK)

# Inside Merikanta: no price, no invoice.
chapter("5.1. 12.00")(lambda: offer(process("D-08"), by="Kaisa"))
accepted("8.1. 13.20", "D-08", "Hanna", "Jari", "Elina", "Ville", "Tuomas")
accepted("11.1. 9.30", "D-08", "Pekka", via=Way.LINK)

# A manager is supervised: her own superior agrees for the employer.
chapter("5.1. 12.20")(lambda: offer(process("D-09"), by="Kaisa"))
accepted("6.1. 18.00", "D-09", "Maija")
accepted("7.1. 14.10", "D-09", "Kari", via=Way.LINK)

# Niina pays herself.
chapter("8.1. 9.00")(lambda: offer(process("D-10"), by="Sami"))
accepted("9.1. 11.30", "D-10", "Niina")
