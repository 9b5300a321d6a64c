"""Composed text of an invoice: what a line says, days and periods. Neutral by construction (C17): parts, no prose."""

from datetime import date
from decimal import Decimal

from invoicing.documents.document import Line, Service, Unit
from invoicing.documents.words import FORMS, PACKAGE, RESERVED, TRADES, TRAVEL, UNITS, of_language, word
from tyonohjaus.lib import money
from tyonohjaus.lib.money import NO_BREAK

WEEKDAYS = {"fi": ("ma", "ti", "ke", "to", "pe", "la", "su"), "sv": ("må", "ti", "on", "to", "fr", "lö", "sö")}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WHOLE = Decimal(100)


def service_text(line: Line, language: str) -> str:
    """`Työnohjaus, yksilö, 90 min` · `Varattu aika sopimuksen mukaan (50 %), ryhmä, 120 min` ·
    `Työnohjaus, yksilö, paketti 4 × 90 min` · of a shared cost
    `Työnohjaus, ryhmä, 90 min, osuus 33,33 %`."""
    if line.service is Service.TRAVEL:
        return ", ".join(text for text in (of_language(TRAVEL, language), _part(line, language)) if text)
    head = of_language(RESERVED if line.service is Service.RESERVED else TRADES[line.trade], language)
    if line.service is Service.RESERVED and line.share is not None and line.share != WHOLE:
        head += f" ({money.percent(line.share, language)})"
    form = of_language(FORMS[line.form], language) if line.form else ""
    minutes = f"{line.minutes}{NO_BREAK}min" if line.minutes else ""
    if line.service is Service.PACKAGE:
        minutes = f"{of_language(PACKAGE, language)} {line.sessions}{NO_BREAK}×{NO_BREAK}{minutes}"
    return ", ".join(text for text in (head, form, minutes, _part(line, language)) if text)


def _part(line: Line, language: str) -> str:
    return word("part", language, percent=money.percent(line.part, language)) if line.part is not None else ""


def quantity_text(quantity: Decimal, unit: Unit, language: str) -> str:
    one, several = of_language(UNITS[unit], language).split("|")
    return f"{money.quantity(quantity, language)}{NO_BREAK}{one if abs(quantity) == 1 else several}"


def day_text(day: date, language: str) -> str:
    """`1.2.2027`; in English with the month's name, since 1.2. would be read both ways."""
    if language == "en":
        return f"{day.day}{NO_BREAK}{MONTHS[day.month - 1]}{NO_BREAK}{day.year}"
    return f"{day.day}.{day.month}.{day.year}"


def weekday_text(day: date, language: str) -> str:
    """`ma 11.1.2027`; English has no room for the weekday."""
    plain = day_text(day, language)
    return f"{WEEKDAYS[language][day.weekday()]}{NO_BREAK}{plain}" if language in WEEKDAYS else plain


def period_text(first: date, last: date, language: str) -> str:
    """`1.–31.1.2027`, in Swedish `1–31.1.2027`; what both days share is written once."""
    if first == last:
        return day_text(first, language)
    end = day_text(last, language)
    if first.year != last.year:
        return f"{day_text(first, language)}–{end}"
    if language == "en":
        start = f"{first.day}" if first.month == last.month else f"{first.day}{NO_BREAK}{MONTHS[first.month - 1]}"
        return f"{start}–{end}"
    if first.month == last.month:
        return f"{first.day}{'.' if language == 'fi' else ''}–{end}"
    return f"{first.day}.{first.month}.–{end}"


def numbers_text(numbers: tuple[int, ...]) -> str:
    """Line numbers with runs joined: `1–3, 5`."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
