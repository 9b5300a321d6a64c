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
    Part("aino.makela@lehtola.example", "Aino Mäkelä", _("Supervisee: a goal's path, an evaluation to answer")),
    Part(
        "maija.korhonen@lehtola.example", "Maija Korhonen", _("Manager: says yes to times, and is supervised herself")
    ),
    Part("sami@rautio.example", "Sami Rautio", _("Supervisor: the day's sessions, logs, evaluations")),
    Part("laura@kuuloke.example", "Laura Salmi", _("Office: people, agreements, invoices")),
    Part("eero.virtanen@lehtola.example", "Eero Virtanen", _("Supervisee in a group of two employers")),
    Part(
        "kaisa@lindqvist.example",
        "Kaisa Lindqvist",
        _("Supervisor, in Swedish: inside an employer, and a pair with Sami"),
    ),
    Part(
        "pekka.aaltonen@merikanta.example",
        "Pekka Aaltonen",
        _("Manager elsewhere: a new version of an agreement to accept"),
    ),
    Part("noora.niemi@harju.example", "Noora Niemi", _("Member of a group whose message to management waits for her")),
    Part(
        "riitta.mattila@harju.example", "Riitta Mattila", _("Her manager: a message that came, and actions agreed on")
    ),
    Part("veera.hakala@kotiposti.example", "Veera Hakala", _("Looks for supervision: is to meet Sami")),
    Part("niina.laakso@kotiposti.example", "Niina Laakso", _("Supervisee who pays for it herself")),
    Part("sirpa.lahti@lehtola.example", "Sirpa Lahti", _("Lehtola's billing contact")),
    Part("outi.savolainen@kallio.example", "Outi Savolainen", _("Belongs to no process")),
]


def part_of(address: str) -> Part | None:
    return next((part for part in CAST if part.address == address), None)
