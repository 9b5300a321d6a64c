"""Goals of the world of tests/world.py, with planted words: personal ones in every state, a group's, a rating that is
open, and what the agreement lets the payer read."""

from datetime import date

from processes.gas import Scale
from processes.models import GoalRating, GoalRound, GroupGoal, GroupGoalsShown, OrganisationGoal, PersonalGoal
from tests.world import World

GROUP = {"aino", "eero", "elina", "sami", "kaisa"}

READERS: dict[str, set[str]] = {
    # a personal goal, with all that belongs to it: its owner and the supervisors (C22)
    "zqgoal-of-aino-alone": {"aino", "sami"},
    "zqgoal-of-aino-in-group": {"aino", "sami", "kaisa"},
    "zqgoal-of-eero-in-group": {"eero", "sami", "kaisa"},
    "zqgoal-of-maija": {"maija", "onni"},
    "zqsuccess-of-aino": {"aino", "sami"},
    "zqlevel-of-aino": {"aino", "sami"},
    "zqstep-by-aino": {"aino", "sami"},
    "zqstep-by-sami": {"aino", "sami"},
    "zqaside-of-aino": {"aino", "sami"},
    # a group's goal: its own people; its words to the payer where a member saved it as the agreement says (C15)
    "zqshared-goal-kept": GROUP,
    "zqshared-goal-shown": GROUP | {"maija", "pekka"},
    "zqshared-success": GROUP,
}
# What an organisation hopes for is no secret of the process, and yet not everybody's.
HOPES: dict[str, set[str]] = {
    "zqhope-for-aino": {"aino", "sami", "maija", "laura", "onni"},
    "zqhope-seen-for-aino": {"aino", "sami", "maija", "laura", "onni"},
    "zqhope-for-elina": {"elina", "sami", "pekka", "laura", "onni"},
}


def aim(world: World) -> None:
    """Write every word above."""
    people, processes = world.people, world.processes
    goals = {
        (process, owner): PersonalGoal.write(
            process=processes[process], owner=people[owner], text=text, success=success
        )
        for process, owner, text, success in (
            ("aino_own", "aino", "zqgoal-of-aino-alone", "zqsuccess-of-aino"),
            ("group", "aino", "zqgoal-of-aino-in-group", ""),
            ("group", "eero", "zqgoal-of-eero-in-group", ""),
            ("maija_own", "maija", "zqgoal-of-maija", ""),
        )
    }
    own = goals["aino_own", "aino"]
    own.measure(Scale(words={0: "zqlevel-of-aino"}, baseline=-1, weight=2), by=people["aino"])
    GoalRating.write(goal=own, value=-1, by=people["aino"], on=date(2027, 1, 12), step="zqstep-by-aino")
    GoalRating.write(goal=own, value=1, by=people["sami"], step="zqstep-by-sami")
    goals["maija_own", "maija"].lock(by=people["maija"])
    aside = PersonalGoal.write(process=processes["aino_own"], owner=people["aino"], text="Toinen")
    aside.set_aside_for("zqaside-of-aino", by=people["aino"])
    _together(world)
    OrganisationGoal.write(
        process=processes["aino_own"], text="zqhope-for-aino", success="zqhope-seen-for-aino", by=people["laura"]
    )
    OrganisationGoal.write(process=processes["elina_own"], text="zqhope-for-elina", by=people["laura"])


def _together(world: World) -> None:
    group, people = world.processes["group"], world.people
    GroupGoal.write(process=group, text="zqshared-goal-kept", success="zqshared-success", by=people["eero"])
    GroupGoalsShown.switch(group, on=True, by=people["laura"])
    shown = GroupGoal.write(process=group, text="zqshared-goal-shown", by=people["eero"])
    over = GoalRound.begin(group, by=people["sami"])
    over.answer({shown.pk: 7}, by=people["eero"])
    over.close(by=people["sami"])
    GoalRound.begin(group, by=people["sami"]).answer({shown.pk: 8}, by=people["elina"])
