"""How many supervisees meet, by kind of process; in the kinds that are not named here, as many as agree to."""

HEADS = {"individual": 1, "toto": 1, "pair": 2}

# The kinds in which the supervisee's own time is taken too, so that nobody else can book it.
ALONE = frozenset(kind for kind, heads in HEADS.items() if heads == 1)


class WrongHeads(Exception):
    """A process of this kind has `needed` supervisees, not `found`."""

    def __init__(self, *, needed: int, found: int) -> None:
        super().__init__(f"{found} instead of {needed}")
        self.needed = needed
        self.found = found


def count(kind: str, people: int) -> None:
    """Raises WrongHeads."""
    needed = HEADS.get(kind, people)
    if people != needed:
        raise WrongHeads(needed=needed, found=people)
