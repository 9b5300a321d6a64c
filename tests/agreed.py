"""The written agreements of the world: a version in every state, with a clause that only its parties may read."""

from agreements.models import Version
from tests.agreements.paper import accepted, accepted_by, in_force, offered
from tests.world import World

CLAUSES: dict[str, set[str]] = {
    "zqclause-group": {"aino", "eero", "elina", "sami", "kaisa", "maija", "pekka", "laura", "onni"},
    "zqclause-paid": {"aino", "kaisa", "laura", "onni"},
    "zqclause-offered": {"aino", "sami", "maija", "laura", "onni"},
}


def agree(world: World) -> None:
    people, processes = world.people, world.processes
    in_force(processes["paid_by_aino"], by=people["kaisa"], more="zqclause-paid")
    in_force(processes["group"], by=people["laura"], more="zqclause-group")
    accepted(offered(processes["eero_internal"], by=people["onni"]))
    accepted(offered(processes["eero_internal"], by=people["onni"], methods="Keskustelu"))
    accepted_by(offered(processes["elina_own"], by=people["sami"]), people["elina"]).withdraw(by=people["sami"])
    asked = offered(processes["aino_own"], by=people["laura"], more="zqclause-offered")
    accepted_by(asked, people["aino"]).decline(by=people["maija"])
    # The newest link by mail is the harness's, who opens it as everybody: no planted word stands behind it.
    accepted_by(offered(processes["silent"], by=people["laura"]), people["eero"])


def statuses() -> set[str]:
    return set(Version.objects.values_list("status", flat=True))
