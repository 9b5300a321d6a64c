"""The frame of every page: the menu, built from the person's capacities, and the practice's own words."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tyonohjaus.access import Capacity, capacities_of
from tyonohjaus.lib.prepared import Prepared
from tyonohjaus.people.models import Practice
from tyonohjaus.ui.parts import Link, MenuItem
from tyonohjaus.ui.templatetags.ui import address

# Who lands where, when nobody chose: what waits for others comes first.
ORDER = [
    Capacity.OFFICE,
    Capacity.SUPERVISOR,
    Capacity.MANAGER,
    Capacity.DEPUTY,
    Capacity.SUPERVISEE,
    Capacity.BILLING,
]

NAMES = {
    Capacity.OFFICE: gettext_noop("Office"),
    Capacity.SUPERVISOR: gettext_noop("Supervisor"),
    Capacity.MANAGER: gettext_noop("Manager"),
    Capacity.DEPUTY: gettext_noop("Deputy"),
    Capacity.SUPERVISEE: gettext_noop("Supervisee"),
    Capacity.BILLING: gettext_noop("Billing"),
}


@dataclass(frozen=True)
class Entry:
    """One of at most five words."""

    url_name: str
    label: str
    icon: str


HOME = Entry("home", gettext_noop("Home"), "house")
SESSIONS = Entry("bookings:list", gettext_noop("Sessions"), "calendar-days")
PROCESSES = Entry("processes:list", gettext_noop("Supervision"), "footprints")
INVOICES = Entry("invoicing:invoice_list", gettext_noop("Invoices"), "file-check")

MENUS: dict[Capacity, list[Entry]] = {
    Capacity.SUPERVISEE: [
        HOME,
        Entry("bookings:book", gettext_noop("Book a time"), "calendar-plus"),
        SESSIONS,
        PROCESSES,
        Entry("people:own", gettext_noop("Own details"), "circle-user-round"),
    ],
    Capacity.MANAGER: [
        HOME,
        Entry("bookings:approvals", gettext_noop("To approve"), "hourglass"),
        SESSIONS,
        PROCESSES,
        INVOICES,
    ],
    Capacity.DEPUTY: [
        Entry("bookings:approvals", gettext_noop("To approve"), "hourglass"),
        Entry("people:own", gettext_noop("Own details"), "circle-user-round"),
    ],
    Capacity.SUPERVISOR: [
        HOME,
        SESSIONS,
        PROCESSES,
        Entry("bookings:hours", gettext_noop("Hours"), "clock"),
        Entry("people:own", gettext_noop("Own details"), "circle-user-round"),
    ],
    Capacity.OFFICE: [
        HOME,
        PROCESSES,
        Entry("people:person_list", gettext_noop("People"), "users"),
        Entry("invoicing:month", gettext_noop("Billing"), "file-check"),
        Entry("people:practice", gettext_noop("Practice"), "building-2"),
    ],
    Capacity.BILLING: [HOME, INVOICES],
}


# A page that belongs to another word of the menu than its address says, where that menu has it; and where the pages of
# a room belong whose addresses begin with no word's.
BELONGS = {
    "bookings:slots": "bookings:book",
    "bookings:series_approval": "bookings:approvals",
    "invoicing:hours": "bookings:approvals",
    **dict.fromkeys(
        [
            "intake:testimonials",
            "intake:testimonial_new",
            "intake:testimonial_publication",
            "intake:testimonials_received",
        ],
        "people:own",
    ),
}
ROOMS = {
    **dict.fromkeys(["agreements", "intake", "reviews", "voice"], "processes:list"),
    "outbox": "home",
}


def homes_of(user: Any) -> list[Capacity]:
    """The homes that this person has, in the order in which we guess."""
    held = capacities_of(user)
    if Capacity.CO_SUPERVISOR in held:
        held |= {Capacity.SUPERVISOR}
    if Capacity.MANAGER in held:
        held -= {Capacity.DEPUTY}  # a manager's own home has what they are asked in another's place, too
    return [capacity for capacity in ORDER if capacity in held]


def current(request: HttpRequest) -> Capacity | None:
    """In which capacity the person looks at the site now: as they chose in this session, else as we guess."""
    homes = homes_of(request.user)
    chosen = request.session.get("capacity")
    return next((capacity for capacity in homes if capacity == chosen), homes[0] if homes else None)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Names for base.html: brand, menu, homes, theme, accent_url, office_phone, own_name, demo."""
    name, phone, accent = next(iter(_question_of_practice().answers({})), (Practice().name, "", ""))
    context: dict[str, Any] = {
        "brand": name,
        "office_phone": phone,
        "accent_url": address("people:accent") if accent else "",
        "demo": settings.DEMO,
    }
    user: Any = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        context |= {
            "own_url": address("people:own"),
            "theme": user.theme,
            "own_name": user.first_name,
            "menu": _menu(request),
            "homes": _homes(request),
        }
    return context


@cache
def _question_of_practice() -> Prepared:
    return Prepared.of_the_house(Practice.objects.filter(pk=1).values_list("name", "phone", "accent"))


def _menu(request: HttpRequest) -> list[MenuItem]:
    capacity = current(request)
    entries = MENUS.get(capacity, [HOME]) if capacity else [HOME]
    here = _word_of(request, [entry.url_name for entry in entries])
    return [
        MenuItem(url=address(entry.url_name), label=_(entry.label), icon=entry.icon, current=entry.url_name == here)
        for entry in entries
    ]


def _word_of(request: HttpRequest, words: list[str]) -> str:
    """The word of the menu that this page belongs to; empty where it belongs to none."""
    match = request.resolver_match
    if match and (named := BELONGS.get(match.view_name)) in words:
        return str(named)
    for word in words:
        if request.path == address(word) or (word != HOME.url_name and request.path.startswith(address(word))):
            return word
    room = ROOMS.get(match.namespace, "") if match else ""
    return room if room in words else ""


def _homes(request: HttpRequest) -> list[Link]:
    homes = homes_of(request.user)
    return [Link(address("home_as", c.value), _(NAMES[c])) for c in homes] if len(homes) > 1 else []
