"""Which modules of an app others may use: those that docs/decisions/0011 names, and no more."""

import re
from pathlib import Path

import grimp

PAGE = Path(__file__).parents[2] / "docs" / "decisions" / "0011-doors-of-an-app.md"
ABOVE = ("agreements", "intake", "reviews", "voice", "invoicing")
APPS = ("tyonohjaus.people", "processes", "bookings", *ABOVE)
# These wire or play the whole house: the site's addresses, and the demo that lets a month pass at once.
EVERYWHERE = ("tyonohjaus.urls.", "tyonohjaus.demo.story.")


def used_from_outside(graph: grimp.ImportGraph, app: str) -> set[str]:
    """`bookings.models`, not `bookings.models.booking`: a package is one door."""
    depth = app.count(".") + 2
    inside = {module for module in graph.modules if f"{module}.".startswith(f"{app}.")}
    return {
        ".".join(module.split(".")[:depth])
        for module in inside
        if any(
            not f"{user}.".startswith(EVERYWHERE) for user in graph.find_modules_that_directly_import(module) - inside
        )
    }


def test_each_door_that_others_use_is_named_and_each_named_one_is_used() -> None:
    graph = grimp.build_graph("tyonohjaus", "processes", "bookings", *ABOVE)
    named = set(re.findall(r"^\| `([\w.]+)` \|", PAGE.read_text(), flags=re.MULTILINE))
    assert named == set().union(*(used_from_outside(graph, app) for app in APPS))
