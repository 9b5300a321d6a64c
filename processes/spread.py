"""Whose answers may be shown as a spread, so that no figure leads back to a person (C16). Pure."""

from collections.abc import Collection, Sequence

FEWEST = 4


def shown(rounds: Sequence[Collection[object]]) -> list[bool]:
    """Which rounds may be shown: of each, the oldest first, who answered in it.

    At least four answered, and no two shown rounds differ by one to three people: whoever lays such two beside each
    other could take what is the same away and read the rest. Of two rounds next to each other both are hidden, so that
    the first is not left as a hint; of others the older one, else a group that one person left would never again be
    shown anything. Between the two stands then a whole round that nobody saw.
    """
    kept = [len(set(who)) >= FEWEST for who in rounds]
    enough = list(kept)
    for newer in range(len(rounds)):
        for older in range(newer):
            if enough[newer] and enough[older] and _tells(set(rounds[older]), set(rounds[newer])):
                kept[older] = False
                if newer == older + 1:
                    kept[newer] = False
    return kept


def _tells(one: set[object], other: set[object]) -> bool:
    """Would the difference be the answers of too few?"""
    return any(0 < len(alone) < FEWEST for alone in (one - other, other - one))
