"""Who can be signed in as with one click, the same people as in all tests (DESIGN section 10)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Part:
    address: str
    name: str
    what: Promise | str


CAST = [
    Part("aino.makela@lehtola.example", "Aino Mäkelä", _("Supervisee: an own process and a group")),
    Part("eero.virtanen@lehtola.example", "Eero Virtanen", _("Supervisee in the same group")),
    Part("niina.laakso@kotiposti.example", "Niina Laakso", _("Supervisee who pays for it herself")),
    Part("maija.korhonen@lehtola.example", "Maija Korhonen", _("Manager at Lehtola, and supervised herself")),
    Part("pekka.aaltonen@merikanta.example", "Pekka Aaltonen", _("Manager at another employer")),
    Part("sami@rautio.example", "Sami Rautio", _("Supervisor")),
    Part("kaisa@lindqvist.example", "Kaisa Lindqvist", _("Supervisor, co-supervisor of a group; in Swedish")),
    Part("laura@kuuloke.example", "Laura Salmi", _("Office: people, agreements, invoices")),
    Part("sirpa.lahti@lehtola.example", "Sirpa Lahti", _("Lehtola's billing contact")),
    Part("outi.savolainen@kallio.example", "Outi Savolainen", _("Belongs to no process")),
]


def part_of(address: str) -> Part | None:
    return next((part for part in CAST if part.address == address), None)
