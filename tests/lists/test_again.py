"""Whatever lists a practice brings, one after the other: what came in once comes in twice without a change."""

import os
import random
from pathlib import Path

import pytest

from tests.lists.conftest import GOOD
from tyonohjaus.lists.importing import import_lists
from tyonohjaus.lists.writers.ledger import Outcome

ROUNDS = int(os.environ.get("ROUNDS", "10"))

# What somebody may well write in place of what stands there.
LIKELY = {
    "kesto_min": ["60", "75"],
    "väli_viikkoa": ["2", "kuukausittain"],
    "maksaja": ["itse", "sisäinen", "työnantaja"],
    "tila": ["sovittu", "toteutunut", "peruttu ajoissa", "peruttu myöhässä", "saapumatta"],
    "hinta_ilman_alv": ["", "100,00"],
    "organisaatio": ["", "Lehtolan Kuntoutus Oy"],
    "kieli": ["sv", "", "en"],
    "paikka": ["muu", "etä"],
    "puhelin": ["", "040 123"],
    "katuosoite": ["", "Uusikatu 1"],
    "maksuehto_pv": ["", "30"],
    "hyväksyntätapa": ["", "kehys"],
    "ohjattavat": ["aino.makela@lehtola.example", "aino.makela@lehtola.example, eero.virtanen@lehtola.example"],
    "rinnakkaisohjaaja": ["", "kaisa@lindqvist.example"],
    "alkaa": ["10.00", "1.2.2027", "13.00"],
    "esihenkilön_sähköposti": ["", "maija.korhonen@lehtola.example"],
    "tavoite_organisaatio": ["", "Uusi tavoite"],
    "kertoja": ["", "5"],
}


def altered(text: str, chance: random.Random) -> str:
    heading, *rows = [line.split(";") for line in text.splitlines()]
    row, column = chance.choice(rows), chance.randrange(len(heading))
    if heading[column] in LIKELY and column < len(row):
        row[column] = chance.choice(LIKELY[heading[column]])
    return "\n".join(";".join(line) for line in [heading, *rows])


@pytest.mark.django_db
def test_what_came_in_once_comes_in_twice_without_a_change(tmp_path: Path) -> None:
    chance, came_in = random.Random(11), 0
    for _round in range(ROUNDS):
        for name, text in GOOD.items():
            (tmp_path / f"{name}.csv").write_text(altered(text, chance) if chance.random() < 0.4 else text)
        first = import_lists(tmp_path)
        assert all(said.sentence() for said in [*first.faults, *first.remarks])
        if first.faults:
            continue
        came_in += 1
        second = import_lists(tmp_path)
        assert second.faults == []
        assert all(set(counts) <= {Outcome.UNCHANGED, Outcome.KEPT} for counts in second.counts.values())
    assert came_in > ROUNDS // 2
