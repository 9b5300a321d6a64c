"""What the world's people write around their sessions and for themselves, each with a word that occurs nowhere else."""

from dataclasses import replace

from bookings.models import AgendaWish, Check, SessionCheck, read_log, write_log
from processes.models import Agreed, AgreedTheme, LearningNote, Loan, MeetingLink, OwnNote, Question
from tests.world import World
from tyonohjaus.people.models import Extra

GROUP = {"aino", "eero", "elina", "sami", "kaisa"}

READERS: dict[str, set[str]] = {
    # of a log: the session's people, or the pair of supervisors (C25)
    "zqshared-note-group": GROUP,
    "zqmethod-group": GROUP,
    "zqtitle-group": GROUP,
    "zqpair-note-group": {"sami", "kaisa"},
    # a wish and a check: their author and, as far as they share it, the supervisors (C22)
    "zqwish-of-aino": {"aino", "sami", "kaisa"},
    "zqcheck-of-aino": {"aino"},
    "zqcheck-of-elina-shared": {"elina", "sami", "kaisa"},
    # what is one's own, and what of it is lent (S1-13, S2-7)
    "zqown-of-aino": {"aino"},
    "zqplan-of-maija": {"maija"},
    "zqanswer-of-eero": {"eero"},
    "zqlent-by-aino-to-sami": {"aino", "sami"},
    "zqstrength-of-eero-to-group": GROUP,
    # for the members to learn from (S0-12)
    "zqlearn-by-aino": {"aino", "eero", "elina"},
    # where one meets (S1-6)
    "zqpoint-paid": {"aino", "kaisa"},
}

# No content, and yet not everybody's: agreed themes, of which the purchaser reads those that are shown (S3-4).
AGREED: dict[str, set[str]] = {
    "zqagreed-shown": {"aino", "sami", "maija", "laura", "onni"},
    "zqagreed-among-us": GROUP | {"laura", "onni"},
}


def write(world: World) -> None:
    """After the logs, which it adds to."""
    people, processes = world.people, world.processes
    Extra.switch(Extra.Name.values, by=people["laura"])
    held, coming, kaisa = world.fresh("group held"), world.fresh("group confirmed"), people["kaisa"]
    more = {"shared_note": "zqshared-note-group", "method": "zqmethod-group", "pair_note": "zqpair-note-group"}
    write_log(held, replace(read_log(held, by=kaisa), title="zqtitle-group", **more), by=kaisa)
    AgendaWish.write(booking=coming, text="zqwish-of-aino", by=people["aino"])
    for name, word, shared in (("aino", "zqcheck-of-aino", False), ("elina", "zqcheck-of-elina-shared", True)):
        check = Check(heard=8, needed=9, useful=10, line=word)
        SessionCheck.write(booking=held, check=check, shared=shared, by=people[name])
    _write_own(world)
    LearningNote.write(process=processes["group"], text="zqlearn-by-aino", by=people["aino"])
    room = "https://huone.example/zqroom-paid"
    MeetingLink.write(process=processes["paid_by_aino"], url=room, point="zqpoint-paid", by=kaisa)
    for process, word, shown in (("aino_own", "zqagreed-shown", True), ("group", "zqagreed-among-us", False)):
        AgreedTheme.agree(processes[process], [Agreed(word, 2)], shown=shown, by=people["laura"])


def _write_own(world: World) -> None:
    people, processes, kind = world.people, world.processes, OwnNote.Kind
    OwnNote.write(text="zqown-of-aino", by=people["aino"])
    OwnNote.write(text="zqplan-of-maija", by=people["maija"], kind=kind.PLAN)
    question = Question.objects.offered()[0]
    OwnNote.write(text="zqanswer-of-eero", by=people["eero"], kind=kind.ANSWER, question=question)
    lent = OwnNote.write(text="zqlent-by-aino-to-sami", by=people["aino"])
    Loan.lend(lent, to={(processes["aino_own"].pk, Loan.To.SUPERVISORS)}, by=people["aino"])
    strength = OwnNote.write(text="zqstrength-of-eero-to-group", by=people["eero"], kind=kind.STRENGTH)
    Loan.lend(strength, to={(processes["group"].pk, Loan.To.GROUP)}, by=people["eero"])
