"""The environment that docker-compose.yml gives the portal, with invented values where a practice fills in its own."""

import re
import secrets
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
PLACEHOLDER = re.compile(r"\$\{(?P<name>\w+)(?::(?P<kind>[-?])(?P<rest>[^}]*))?\}")
MAKES = re.compile(r"# .*: python3 -c \"import secrets; print\(secrets\.(?P<how>\w+)\((?P<bytes>\d+)\)\)\"")


def compose() -> dict[str, Any]:
    plan: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return plan


def sample() -> dict[str, str]:
    """.env.example, filled in as it says: above names that want a secret stands the line that makes one."""
    given: dict[str, str] = {}
    makes = None
    for line in (ROOT / ".env.example").read_text().splitlines():
        name, is_given, value = line.partition("=")
        if is_given and not line.startswith("#"):
            given[name] = value or (makes and getattr(secrets, makes["how"])(int(makes["bytes"]))) or ""
        elif not line or MAKES.match(line):
            makes = MAKES.match(line)
    return given


def fill_in(value: str, values: dict[str, str]) -> str:
    """As Compose does: ${NAME}, ${NAME:-default}, ${NAME:?what it is}."""

    def one(found: re.Match[str]) -> str:
        name, kind, rest = found["name"], found["kind"], found["rest"]
        if value := values.get(name):
            return value
        if kind == "?":
            raise KeyError(f"{name}: {rest}")
        return rest or ""

    return PLACEHOLDER.sub(one, value)


def environment(service: str = "web") -> dict[str, str]:
    values = sample()
    return {name: fill_in(value, values) for name, value in compose()["services"][service]["environment"].items()}
