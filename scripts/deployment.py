"""The environment that docker-compose.yml gives the portal, with invented values where a practice fills in its own."""

import re
import secrets
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
PLACEHOLDER = re.compile(r"\$\{(?P<name>\w+)(?::(?P<kind>[-?])(?P<rest>[^}]*))?\}")
SECRETS = ("SECRET_KEY", "EVENT_SEAL_KEY", "MASTER_KEY", "POSTGRES_PASSWORD")


def compose() -> dict[str, Any]:
    plan: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return plan


def sample() -> dict[str, str]:
    """.env.example, filled in."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return {**given, **{name: secrets.token_urlsafe(48) for name in SECRETS}}


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
