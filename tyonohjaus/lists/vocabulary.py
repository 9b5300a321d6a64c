"""The words of the lists and what the portal calls them. Case does not matter; nothing else is understood."""

from collections.abc import Mapping

LISTS = ("organisaatiot", "henkilot", "hinnasto", "prosessit", "tyoajat", "tapaamiset")
"""In the order in which they are imported: each refers only to those before it."""

KINDS = {
    "yksilö": "individual",
    "pari": "pair",
    "ryhmä": "group",
    "työyhteisö": "community",
    "esihenkilöt": "managers",
    "toto": "toto",
}
PAYERS = {"työnantaja": "employer", "itse": "self", "sisäinen": "internal"}
PLACES = {
    "etä": "remote",
    "työnohjaajan tilat": "premises",
    "tilaajan tilat": "workplace",
    "luonnossa": "outdoors",
    "muu": "other",
}
ROLES = {
    "ohjattava": "supervisee",
    "esihenkilö": "manager",
    "laskutus": "billing",
    "työnohjaaja": "supervisor",
    "toimisto": "office",
}
APPROVALS = {"kehys": "frame", "sarja": "series", "jokainen": "each", "ei": "none"}
ATTENDANCES = {"ei": "none", "lukumäärä": "count", "nimet": "names"}
WEEKDAYS = {"ma": 0, "ti": 1, "ke": 2, "to": 3, "pe": 4, "la": 5, "su": 6}
GROUPS = {"yritys": "company", "julkinen": "public", "järjestö": "association"}
PRICE_GROUPS = {**GROUPS, "kaikki": ""}
LANGUAGES = {"fi": "fi", "sv": "sv", "en": "en"}

AGREED, HELD, CANCELLED, CANCELLED_LATE, NO_SHOW = (
    "sovittu",
    "toteutunut",
    "peruttu ajoissa",
    "peruttu myöhässä",
    "saapumatta",
)
STATUSES = {status: status for status in (AGREED, HELD, CANCELLED, CANCELLED_LATE, NO_SHOW)}
TAKES_TIME = frozenset({AGREED, HELD, NO_SHOW})


def in_finnish(vocabulary: Mapping[str, object], value: object) -> str:
    """The list's word for what the portal says; the portal's own where the list has none."""
    return next((word for word, meaning in vocabulary.items() if meaning == value), str(value))
