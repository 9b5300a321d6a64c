"""Codes that people read aloud and type: random, of letters and digits none of which is taken for another."""

import secrets

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def random_code(*lengths: int) -> str:
    """`random_code(3, 3)` is like "KV7-2RM": nothing can be inferred from it (C19)."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(length)) for length in lengths)


def typed(code: str) -> str:
    """As it was made, whatever dashes, spaces and small letters somebody types."""
    return code.strip().upper().replace("-", "").replace(" ", "")
