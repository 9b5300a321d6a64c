"""Evaluations, what of them the employer reads, and how to go on."""

from reviews import tasks
from reviews.models import Continuation, Evaluation, Extract, Given, JointText, Outcome, ReviewPlan

from .telling import chapter, people, person, process

HARJU = ("Antti", "Noora", "Ilkka", "Saara", "Juha")


@chapter("4.1. 11.20")
def other_rhythms_are_agreed() -> None:
    ReviewPlan.write(process("D-01"), by=person("Sami"), mid_months=4, decision_months=4)
    ReviewPlan.write(process("D-03"), by=person("Sami"), mid_sessions=2)


@chapter("4.1. 12.30", "12.1. 7.10", "21.1. 7.10", "1.2. 7.10")
def what_is_due_is_opened() -> None:
    """As it is by itself each morning."""
    tasks.open_due()


def evaluation(tunnus: str) -> Evaluation:
    return Evaluation.objects.get(process=process(tunnus))


def brought_to_the_employer(tunnus: str, *, text: str, by: str, agreed: tuple[str, ...]) -> None:
    extract = Extract.write(evaluation(tunnus), text=text, useful="yes", by=person(by), seen="")
    for member in people(*agreed):
        extract.accept(by=member, seen=extract.mark)


# Hanna's process ended in January: its final evaluation was due with the last session but one.


@chapter("5.1. 10.00")
def hanna_answers() -> None:
    texts = {"2": "Oma tapani tehdä työtä on kelvollinen sellaisenaan.", "7": "Kysymyksen: mikä tässä on minun?"}
    survey = {"satisfied": 5, "heard": 5, "needs": 4, "practical": 5, "recommend": 5, "coping": 4}
    evaluation("D-14").answer(Given(texts=texts, scores={"1": 8}, survey=survey), by=person("Hanna"))


@chapter("7.1. 14.30")
def kaisa_answers_hanna() -> None:
    texts = {"2": "Hanna on alkanut sanoa ääneen, mitä osaa.", "6": "Työskentely oli alusta asti avointa."}
    evaluation("D-14").answer(Given(texts=texts, scores={"1": 8}), by=person("Kaisa"))


@chapter("7.1. 16.50")
def it_is_concluded() -> None:
    text = "Tavoitteet toteutuivat. Seurannassa katsotaan, mikä muutoksesta on pysynyt."
    JointText.write(evaluation("D-14"), text=text, by=person("Kaisa"), seen="")
    brought_to_the_employer(
        "D-14",
        text="Työnohjaus toteutui sovitusti kuutena kertana. Ohjattava kokee sen hyödylliseksi.",
        by="Kaisa",
        agreed=("Hanna",),
    )
    evaluation("D-14").conclude(by=person("Kaisa"))


# Harju's group after two of its four times: nobody is named, and all accept what the employer reads.


@chapter("14.1. 12.00")
def harju_answers() -> None:
    said = [
        (6, "Sovimme puhelinvuorot. Se näkyy jo."),
        (5, "Uskallan sanoa, kun en ehdi."),
        (7, "Kalenteri on vihdoin yhteinen."),
        (5, "Kiire on sama, mutta se on yhteinen."),
        (6, "Palaverit lyhenivät."),
    ]
    for member, (score, text) in zip(people(*HARJU), said, strict=True):
        evaluation("D-03").answer(Given(texts={"3": text}, scores={"2": score}), by=member)


@chapter("18.1. 9.30")
def both_supervisors_answer() -> None:
    for name, text in (("Sami", "Ryhmä tarttuu asioihin nopeasti."), ("Kaisa", "Puhe on muuttunut ratkaisuihin.")):
        evaluation("D-03").answer(Given(texts={"3": text}, scores={"2": 6}), by=person(name))


@chapter("19.1. 12.00")
def harju_concludes() -> None:
    text = "Jatkamme työn organisoinnista. Kolmannella kerralla katsomme, mitä puhelinvuoroista opittiin."
    JointText.write(evaluation("D-03"), text=text, by=person("Kaisa"), seen="")
    brought_to_the_employer(
        "D-03",
        text="Kaksi kertaa neljästä on pidetty. Sovitut teemat on otettu käyttöön ryhmän omassa työssä.",
        by="Sami",
        agreed=HARJU,
    )
    evaluation("D-03").conclude(by=person("Sami"))


# Aino's mid evaluation, and how to go on: Sami has answered both, the others have not.


@chapter("22.1. 9.00")
def sami_answers_aino() -> None:
    texts = {
        "1": "Puhumme suoraan, ja Aino tuo asiat itse pöydälle.",
        "3": "Rajoista puhutaan nyt sovittuina asioina.",
        "9": "Jatkamme samalla rytmillä.",
    }
    evaluation("D-01").answer(Given(texts=texts, scores={"2": 6}), by=person("Sami"))
    Continuation.objects.get(process=process("D-01")).choose(Outcome.GO_ON, by=person("Sami"))
