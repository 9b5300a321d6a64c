"""How many supervisees meet, by kind of process; pure."""

from typing import NamedTuple


class Heads(NamedTuple):
    least: int
    most: int

    @property
    def is_one_number(self) -> bool:
        return self.least == self.most


# A group is as large as two supervisors can still hear (DOMAIN 2.1: 3–6, price lists up to 15); a work community is
# whoever works there.
HEADS = {
    "individual": Heads(1, 1),
    "toto": Heads(1, 1),
    "pair": Heads(2, 2),
    "group": Heads(2, 15),
    "managers": Heads(2, 15),
    "community": Heads(2, 60),
}

# The kinds in which the supervisee's own time is taken too, so that nobody else can book it.
ALONE = frozenset(kind for kind, heads in HEADS.items() if heads.most == 1)


class WrongHeads(Exception):
    """In a process of this kind meet `least` to `most` supervisees, not `found`."""

    def __init__(self, *, heads: Heads, found: int) -> None:
        super().__init__(f"{found} instead of {heads.least}–{heads.most}")
        self.least, self.most = heads
        self.found = found


def fit(kind: str, people: int, *, before: int | None = None) -> bool:
    """Do so many meet there? Where `before` is how many there were, whoever leaves may leave, though few remain."""
    heads = HEADS[kind]
    leaves = before is not None and not heads.is_one_number and people <= before
    return leaves or heads.least <= people <= heads.most


def count(kind: str, people: int, *, before: int | None = None) -> None:
    """Raises WrongHeads."""
    if not fit(kind, people, before=before):
        raise WrongHeads(heads=HEADS[kind], found=people)
