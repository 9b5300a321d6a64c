"""Goals of one's own with their path, a group's with rounds in which nobody is named, and notes for oneself."""

from datetime import date

from processes.gas import Scale
from processes.models import GoalRating, GoalRound, GroupGoal, OwnNote, PersonalGoal

from .telling import chapter, people, person, process

AUTUMN = [date(2026, 9, 21), date(2026, 10, 19), date(2026, 11, 16), date(2026, 12, 14), date(2027, 1, 11)]


def rate(goal: PersonalGoal, values: list[int], *, by: str) -> None:
    """By session, from the first one on that has a number."""
    for on, value in zip(AUTUMN[-len(values) :], values, strict=True):
        GoalRating.write(goal=goal, value=value, by=person(by), on=on)


@chapter("12.1. 12.00")
def aino_sets_goals() -> None:
    """The autumn's numbers come along from her own booklet."""
    aino = person("Aino")
    leaves = PersonalGoal.write(
        process=process("D-01"),
        owner=aino,
        text="Lähden töistä ajoissa kahtena päivänä viikossa.",
        success="Kalenterissa on kaksi iltaa, joina en ole enää vastannut puhelimeen.",
    )
    rate(leaves, [3, 3, 5, 4, 6], by="Aino")
    records = PersonalGoal.write(process=process("D-01"), owner=aino, text="Kirjaan käynnit saman päivän aikana.")
    levels = {
        -2: "Kirjaukset kertyvät viikon loppuun.",
        -1: "Kirjaan seuraavana päivänä.",
        0: "Kirjaan samana päivänä neljästi viikossa.",
        1: "Kirjaan samana päivänä joka kerta.",
        2: "Kirjaan heti käynnin jälkeen.",
    }
    records.measure(Scale(words=levels, baseline=-2), by=aino)
    rate(records, [-2, -1, -1, 0], by="Aino")


@chapter("13.1. 8.40")
def sami_rates_too() -> None:
    leaves = PersonalGoal.readable_by(person("Sami")).get(process=process("D-01"), position=0)
    rate(leaves, [4, 5, 6], by="Sami")


@chapter("14.1. 14.20")
def maija_sets_a_goal() -> None:
    PersonalGoal.write(
        process=process("D-09"), owner=person("Maija"), text="Sovin tiimin kanssa, mitkä asiat eivät odota minua."
    )


@chapter("24.1. 19.30")
def aino_writes_for_herself() -> None:
    text = "Huomasin, että rauhallinen aamu riittää: kirjaukset sujuivat, kun en avannut postia ensin."
    OwnNote.write(text=text, by=person("Aino"))


@chapter("13.1. 15.00")
def lehtolas_group_sets_a_goal() -> None:
    text = "Käymme joka toinen viikko läpi yhden asian, joka toimi."
    GroupGoal.write(process=process("D-02"), text=text, by=person("Sami"))


# Harju's group


@chapter("4.1. 16.00")
def the_group_sets_a_goal() -> None:
    GroupGoal.write(
        process=process("D-03"),
        text="Jokaisella on viikossa kaksi rauhallista työjaksoa.",
        success="Ne näkyvät yhteisessä kalenterissa, eikä niiden päälle sovita muuta.",
        by=person("Noora"),
    )


def rated(begun: str, answered: str, values: list[int]) -> None:
    chapter(begun)(lambda: GoalRound.begin(process("D-03"), by=person("Sami")))
    chapter(answered)(lambda: _answer(values))


def _answer(values: list[int]) -> None:
    """All five; the last one closes the round."""
    row = process("D-03")
    goal, now = GroupGoal.objects.get(process=row), GoalRound.objects.get(process=row, closed_on=None)
    for member, value in zip(people("Antti", "Noora", "Ilkka", "Saara", "Juha"), values, strict=True):
        now.answer({goal.pk: value}, by=member)


rated("4.1. 16.10", "8.1. 14.00", [2, 3, 4, 3, 5])
rated("25.1. 9.00", "28.1. 15.30", [5, 6, 5, 7, 6])


@chapter("20.1. 14.30")
def the_work_community_sets_a_goal() -> None:
    """Not rated yet."""
    GroupGoal.write(
        process=process("D-08"), text="Tiedämme, kuka vastaa mistäkin, kun joku on poissa.", by=person("Elina")
    )
