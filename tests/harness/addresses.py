"""Every address of ours, read from the URLconf, and how to fill in what stands in it.

A new address needs nothing here, unless its path holds something else than the primary key of `view.on`: then say in
`FILLED` where a value comes from.
"""

import inspect
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

from bookings.models import CalendarFeed
from intake import models as intake
from tests.world import World
from tyonohjaus.home import nav
from tyonohjaus.links.models import make
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import User

BOTH = ("GET", "POST")
UNKNOWN = uuid.UUID("00000000-0000-4000-8000-000000000000")


@dataclass(frozen=True)
class Address:
    """`access` is the action that the view needs, or "own" or "public"; `on` the model whose row it is called with;
    `methods` those of GET and POST that it knows."""

    name: str
    access: Any
    on: Any
    parts: tuple[str, ...]
    methods: tuple[str, ...]

    @property
    def takes_row(self) -> bool:
        return self.on is not None

    def at(self, **parts: Any) -> str:
        return reverse(self.name, kwargs=parts)


def addresses() -> list[Address]:
    """Of ours: those whose view declares its access (tests/architecture proves that every view of ours does)."""
    return list(_walk(get_resolver(), ()))


def _walk(resolver: Any, spaces: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        if not isinstance(entry, URLPattern):
            yield from _walk(entry, (*spaces, entry.namespace) if entry.namespace else spaces)
        elif access := getattr(entry.callback, "access", None):
            assert entry.name, f"{entry.pattern} has no name: name it, so that pages and tests can point to it"
            on = getattr(entry.callback, "on", None)
            parts, methods = tuple(entry.pattern.converters), _methods(entry.callback)
            yield Address(":".join([*spaces, entry.name]), access, on, parts, methods)


def _methods(view: Any) -> tuple[str, ...]:
    """As `require_POST` and its like, somewhere around the view, hold them."""
    while view is not None:
        known = inspect.getclosurevars(view).nonlocals.get("request_method_list")
        if known is not None:
            return tuple(method for method in BOTH if method in known)
        view = getattr(view, "__wrapped__", None)
    return BOTH


def _token(_world: World, _reach: Any, address: Address) -> str:
    """As a mail of the world carries it: to whom, for what and until when the message says."""
    message = Message.objects.filter(link__action=address.name.partition(":")[2]).order_by("created_at").last()
    assert message, f"no message of the world holds a link to {address.name}: let one be sent in tests/world.py"
    link = message.link | {"expires_at": datetime.fromisoformat(message.link["expires_at"])}
    return make(user=message.user, **link).rstrip("/").rpartition("/")[2]


def _home(_world: World, reach: Any, _address: Address) -> str:
    """A home that this person has; empty for one who has none."""
    return next((capacity.value for capacity in nav.ORDER if reach and capacity in reach.anywhere()), "")


def _published(world: World, _reach: Any, _address: Address) -> Any:
    """A supervisor's public page, open to everybody."""
    return world.profile.pk if world.profile else ""


def _said(_world: World, reach: Any, _address: Address) -> Any:
    """What this person has said of a supervisor in public."""
    row = intake.Testimonial.objects.filter(author=reach.who).first() if reach else None
    return row.pk if row else ""


def _permission(_world: World, reach: Any, _address: Address) -> Any:
    """What is asked of this person as a manager."""
    row = intake.Permission.objects.filter(manager=reach.who).first() if reach else None
    return row.pk if row else ""


def _calendar(world: World, reach: Any, _address: Address) -> str:
    """The secret of this person's own; Aino's, for one who is not signed in."""
    own = world.people["aino"] if reach is None else User.objects.get(pk=reach.who)
    return CalendarFeed.make(by=own).rpartition("/")[2].removesuffix(".ics")


# How an address begins, and the part of its path → what is right for this person ("" for nothing), and what never is.
FILLED: dict[tuple[str, str], tuple[Callable[[World, Any, Address], Any], str]] = {
    ("home_as", "capacity"): (_home, "emperor"),
    ("link:", "token"): (_token, "no-such-token"),
    ("bookings:calendar_file", "token"): (_calendar, "no-such-calendar"),
    ("reviews:questions", "kind"): (lambda *_: "mid", "no-such-kind"),
    ("invoicing:", "first"): (lambda *_: date(2027, 1, 1), ""),
    ("intake:supervisor", "pk"): (_published, str(UNKNOWN)),
    ("intake:ask", "pk"): (_published, str(UNKNOWN)),
    ("intake:testimonial_withdrawal", "pk"): (_said, str(UNKNOWN)),
    ("intake:asked_permission", "pk"): (_permission, str(UNKNOWN)),
}


def how_to_fill(address: Address) -> str:
    """Empty, or the sentence that says what a new address lacks here."""
    lacking = sorted(set(address.parts) - ({"pk"} if address.takes_row else set()) - set(_asked(address)))
    if not lacking:
        return ""
    return (
        f"The harness cannot open {address.name}: it does not know what to put for {', '.join(lacking)}. Either the "
        f"view takes its row by @needs(…, on=Model) with <uuid:pk>, or add ({address.name!r}, {lacking[0]!r}) to "
        f"FILLED in tests/harness/addresses.py with a value that is right and one that is not."
    )


def right(address: Address, world: World, reach: Any) -> dict[str, Any] | None:
    """What stands in the path beside the row's primary key; None where this person has nothing to put there."""
    parts = {part: value(world, reach, address) for part, (value, _wrong) in _asked(address).items()}
    return parts if all(parts.values()) else None


def wrong(address: Address) -> dict[str, str] | None:
    """What stands for nothing; None where there is no such thing."""
    parts = {part: wrong for part, (_value, wrong) in _asked(address).items()}
    return parts if parts and all(parts.values()) else None


def _asked(address: Address) -> dict[str, Any]:
    return {
        part: FILLED[name, part] for name, part in FILLED if address.name.startswith(name) and part in address.parts
    }
