"""The states of a version of an agreement, and what leads from one to the other."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tyonohjaus.lib.moves import Move


class Status(models.TextChoices):
    OFFERED = "offered", _("Waiting to be accepted")
    IN_FORCE = "in_force", _("In force")
    DECLINED = "declined", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SUPERSEDED = "superseded", _("Replaced by a newer version")


_offered = frozenset({Status.OFFERED.value})

# docs/domain.md draws this table; a test runs every state × verb against it (E2). A version is born offered: what is
# being composed stands on the composer's page alone.
MOVES: dict[str, Move] = {
    "accept": Move(_offered, Status.OFFERED, "agreement.accepted"),
    "come_into_force": Move(_offered, Status.IN_FORCE, "agreement.in_force"),
    "decline": Move(_offered, Status.DECLINED, "agreement.declined"),
    "withdraw": Move(_offered, Status.WITHDRAWN, "agreement.withdrawn"),
    "supersede": Move(_offered | {Status.IN_FORCE.value}, Status.SUPERSEDED, "agreement.superseded"),
}
