"""Words that occur nowhere else, written where only some may read them: note, theme, assignment, goal, meeting link.

`READERS` is the allow table: whoever is not named for a word must find it nowhere. DOMAIN 4.3 says why.
"""

from typing import Any

from bookings.models import Log, Whereabouts, write_log
from intake.models import Background, Wishes
from processes import parties
from processes.models import MeetingLink
from tests import agreed, aimed, noted, reviewed
from tests.world import CAST, OFFICE, STANDS, World
from voice.models import ManagementMessage, Proposal, Words

GROUP = {"aino", "eero", "elina", "sami", "kaisa"}

READERS: dict[str, set[str]] = {
    # a supervisor's own note: its author alone (C22, C25)
    "zqnote-aino-by-sami": {"sami"},
    "zqnote-group-by-sami": {"sami"},
    "zqnote-group-by-kaisa": {"kaisa"},
    "zqnote-paid-by-kaisa": {"kaisa"},
    "zqnote-maija-by-onni": {"onni"},
    # themes: the supervisors, and the members once shared
    "zqtheme-aino-unshared": {"sami"},
    "zqtheme-group-shared": GROUP,
    "zqtheme-paid-shared": {"aino", "kaisa"},
    "zqtheme-maija-shared": {"maija", "onni"},
    # an assignment: the session's people
    "zqassignment-aino": {"aino", "sami"},
    "zqassignment-group": GROUP,
    "zqassignment-maija": {"maija", "onni"},
    # goals of every layer
    **aimed.READERS,
    # what the group says to management: its own people, and management once all have accepted it (C26)
    "zqvoice-unsent": GROUP,
    "zqaction-unsent": GROUP,
    "zqvoice-sent": GROUP | {"maija", "pekka"},
    "zqaction-sent": GROUP | {"maija", "pekka"},
    # who looks for supervision: the writer and the supervisors who are asked; an employer's background, its own
    "zqwish-of-aino-who-asks": {"aino", "sami"},
    "zqbackground-by-maija": {"maija", "eero", "sami"},
    # what was answered and written in evaluations
    **reviewed.READERS,
    # the remote room: the parties
    "zqroom-aino": {"aino", "sami"},
    "zqalone-aino": {"aino", "sami"},
    "zqroom-group": GROUP,
    "zqroom-paid": {"aino", "kaisa"},
}

READERS |= noted.READERS
# The address of a supervisor's own calendar: nobody, not even who gave it (decision 0030).
READERS["zqcalendar"] = set()

# What an employer reads too, by the beginnings of its words: never what one pays for oneself (C6).
BY_CODE = ("zqhope", "zqagreed", "zqapproved", "zqclause-group", "zqclause-offered")

# A room's name is no content, and stands unsealed: those who choose one, and who meet there; never a manager (C1).
ROOMS = {"zqhuone": {"sami", "kaisa", *OFFICE}}

WORDS = {**READERS, **ROOMS, **aimed.HOPES, **noted.AGREED, **agreed.CLAUSES}

# Whose names a person may read at all: whom they meet, who says yes, and, for a manager, their own people.
KNOWN: dict[str, set[str]] = {
    "aino": GROUP | {"maija", "pekka"},
    "eero": GROUP | {"onni", "maija", "pekka"},
    "elina": GROUP | {"maija", "pekka", "onni"},  # who stands in for Sami
    "maija": {"aino", "eero", "sami", "kaisa", "onni", "tiina"},  # her deputy
    "pekka": {"elina", "sami", "kaisa"},
    "tiina": {"aino", "eero", "maija"},  # whose time waits, and in whose place she answers
    "sami": GROUP | {"maija", "pekka", "onni"},  # among whom they choose a substitute
    "kaisa": GROUP | {"maija", "pekka", "onni"},
}
# Whose address: supervisors reach the people whom they meet.
ADDRESSES = {"sami": GROUP, "kaisa": GROUP}
# Whose process code, beside one's own processes: who gets the payer's invoices reads the codes on them.
_LEHTOLA_PAYS = {"aino_own", "group", "silent"}
OWN_CODES = {key: {process for process, stands in STANDS.items() if key in stands} for key in CAST}
OWN_CODES |= {"maija": OWN_CODES["maija"] | _LEHTOLA_PAYS, "bertta": _LEHTOLA_PAYS}


def plant(world: World) -> None:
    """Write every word above into the world."""
    people, processes = world.people, world.processes
    _log(
        world,
        "aino_own",
        by="sami",
        themes="zqtheme-aino-unshared",
        task="zqassignment-aino",
        note="zqnote-aino-by-sami",
    )
    _log(
        world, "group", by="sami", themes="zqtheme-group-shared", task="zqassignment-group", note="zqnote-group-by-sami"
    )
    _log(
        world,
        "group",
        by="kaisa",
        themes="zqtheme-group-shared",
        task="zqassignment-group",
        note="zqnote-group-by-kaisa",
    )
    _log(world, "paid_by_aino", by="kaisa", themes="zqtheme-paid-shared", note="zqnote-paid-by-kaisa")
    _log(
        world,
        "maija_own",
        by="onni",
        themes="zqtheme-maija-shared",
        task="zqassignment-maija",
        note="zqnote-maija-by-onni",
    )
    aimed.aim(world)
    _speak(world)
    Wishes.write(request=world.requests["aino"], owner=people["aino"], text="zqwish-of-aino-who-asks")
    Background.write(
        request=world.requests["maija"], owner=people["maija"], text="zqbackground-by-maija", for_members=True
    )
    reviewed.review(world)
    for process, word in (("aino_own", "zqroom-aino"), ("group", "zqroom-group"), ("paid_by_aino", "zqroom-paid")):
        supervisor = parties.supervisors(processes[process])[0].user
        MeetingLink.write(process=processes[process], url=f"https://huone.example/{word}", by=supervisor)
    coming: Any = processes["aino_own"].bookings.open().order_by("-starts_at").first()
    Whereabouts.write(booking=coming, by=people["sami"], url="https://huone.example/zqalone-aino")
    noted.write(world)
    agreed.agree(world)


def readable_to(name: str) -> set[str]:
    """Aino in a session that opens booking only (C6) reads what is no content: the hope, what her
    employer reads too, and not where she meets."""
    if name == "aino by code":
        return {word for word in readable_to("aino") if word.startswith(BY_CODE)}
    return {word for word, readers in WORDS.items() if name in readers}


def strange_to(name: str, world: World) -> set[str]:
    """Names of people, their addresses and the codes of processes that this person has nothing to do with."""
    name = name.partition(" by code")[0]
    if name in OFFICE:
        return set()
    strangers = set(CAST) - KNOWN.get(name, set()) - {name}
    codes = {world.processes[key].code for key in set(STANDS) - OWN_CODES.get(name, set())}
    addresses = {CAST[key][1] for key in set(CAST) - ADDRESSES.get(name, set()) - {name} - OFFICE}
    return {CAST[key][0] for key in strangers} | addresses | codes


def found_in(text: str | bytes) -> set[str]:
    whole = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return {word for word in WORDS if word in whole}


def _log(world: World, process: str, *, by: str, themes: str, note: str, task: str = "") -> None:
    shared = not themes.endswith("unshared")
    booking = world.fresh(f"{process} held")
    write_log(booking, Log(themes=[themes], shared=shared, assignment=task, note=note), by=world.people[by])


def _speak(world: World) -> None:
    """A message that all have accepted, and one that waits for the others."""
    members, group = [world.people[name] for name in ("aino", "eero", "elina")], world.processes["group"]
    for state, accepting in (("sent", members), ("unsent", members[:1])):
        words = Words(text=f"zqvoice-{state}", actions=[Proposal(what=f"zqaction-{state}", owner="Lehtola")])
        message = ManagementMessage.begin(group, words=words, by=members[0]).propose(by=members[0], seen=1)
        for member in accepting:
            message.answer(yes=True, by=member, seen=1)
