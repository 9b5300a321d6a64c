"""What Harju's group says to its management: one message sent, another waiting for the last yes."""

from datetime import date

from voice.models import AgreedAction, ManagementMessage, Proposal, Words

from .telling import chapter, people, person, process

MEMBERS = ("Antti", "Noora", "Ilkka", "Saara", "Juha")


@chapter("12.1. 9.00")
def a_message_is_proposed() -> None:
    words = Words(
        text="Työpäivä pirstoutuu, koska puhelin ja päivystys ovat samoilla ihmisillä. Ehdotamme kahta kokeilua.",
        actions=[
            Proposal(what="Puhelinvuoro sovitaan viikoksi kerrallaan.", owner="Tiimi", due_on=date(2027, 1, 25)),
            Proposal(
                what="Viikkopalaverista jätetään pois asiat, jotka voi lukea.",
                owner="Riitta Mattila",
                due_on=date(2027, 2, 15),
            ),
        ],
    )
    noora = person("Noora")
    ManagementMessage.begin(process("D-03"), words=words, by=noora).propose(by=noora, seen=1)


@chapter("15.1. 12.30")
def all_say_yes() -> None:
    message = ManagementMessage.objects.get(process=process("D-03"))
    for member in people(*MEMBERS):
        message.answer(yes=True, by=member, seen=1)


@chapter("25.1. 13.00")
def riitta_has_done_one() -> None:
    first = AgreedAction.objects.get(process=process("D-03"), place=0)
    first.mark_done(done=True, by=person("Riitta"))


@chapter("28.1. 16.00")
def another_waits_for_noora() -> None:
    antti = person("Antti")
    words = Words(
        text="Toivomme, että uusi kalenterikäytäntö jää voimaan myös kevään jälkeen.",
        actions=[Proposal(what="Kalenterikäytäntö kirjataan perehdytykseen.", owner="Riitta Mattila")],
    )
    message = ManagementMessage.begin(process("D-03"), words=words, by=antti).propose(by=antti, seen=1)
    for member in people(*(name for name in MEMBERS if name != "Noora")):
        message.answer(yes=True, by=member, seen=1)
