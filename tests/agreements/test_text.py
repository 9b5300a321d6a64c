"""The pure text: three languages, what somebody typed, and back from text to parts."""

import json
from dataclasses import fields, replace
from decimal import Decimal
from itertools import product
from string import Formatter

import pytest

from agreements.text.changes import NOT_AGREED, concerned, differences
from agreements.text.terms import Choices, Firm, GroupRule, Invites, Kind, Party, Role, Terms
from agreements.text.text import digest, own_words, read, written
from agreements.text.words import LANGUAGES, TABLE
from agreements.words import PARTS

AINO = Party(key="aino", name="Aino Mäkelä", role=Role.SUPERVISEE, of="Lehtola")
EERO = Party(key="eero", name="Eero Virtanen", role=Role.SUPERVISEE, of="Lehtola")
ELINA = Party(key="elina", name="Elina Niemi", role=Role.SUPERVISEE, of="Merikanta")
MAIJA = Party(key="maija", name="Maija Korhonen", role=Role.EMPLOYER, of="Lehtola", speaks_for=("aino",))
PEKKA = Party(key="pekka", name="Pekka Aaltonen", role=Role.EMPLOYER, of="Merikanta", speaks_for=("elina",))
SAMI = Party(key="sami", name="Sami Rautio", role=Role.SUPERVISOR)

USUAL = Terms(
    code="KV7-2RM",
    kind=Kind.THREE_PARTY,
    form="group",
    parties=(AINO, ELINA, MAIJA, PEKKA, SAMI),
    practice=Firm(name="Kuuloke Työnohjaus Oy", website="kuuloke.example"),
    payer=Firm(name="Lehtola", business_id="9000011-8"),
    minutes=90,
    every_weeks=4,
    every_weeks_most=None,
    count=10,
    place="remote",
    price=Decimal("175.00"),
    vat_percent=Decimal("25.50"),
    payment_term_days=14,
    cancellation_hours=24,
    cancellation_share=100,
    choices=Choices(),
)


def test_json_and_back_are_the_same_terms() -> None:
    assert Terms.from_json(USUAL.to_json()) == USUAL


def test_each_sentence_says_the_same_facts_in_each_language() -> None:
    for key, texts in TABLE.items():
        facts = [{name for _text, name, _spec, _conversion in Formatter().parse(text) if name} for text in texts]
        assert len(texts) == len(LANGUAGES) and facts[0] == facts[1] == facts[2], key


@pytest.mark.parametrize("language, kind, form", product(LANGUAGES, Kind, ["individual", "group", "toto"]))
def test_each_kind_reads_whole_in_each_language(language: str, kind: Kind, form: str) -> None:
    priced = None if kind is Kind.INTERNAL else Decimal(175)
    for approval, attendance, place, keeps in (
        ("none", "none", "remote", True),
        ("frame", "count", "premises", False),
        ("series", "names", "workplace", True),
        ("each", "none", "outdoors", False),
        ("none", "none", "other", True),
    ):
        more = {"approval": approval, "attendance": attendance, "place": place, "keeps_content": keeps}
        chosen = Choices(language=language, group_rule=GroupRule.OWN, invites=Invites.NOBODY)
        text = read(written(replace(USUAL, kind=kind, form=form, price=priced, choices=chosen, **more), number=2))
        assert [section.number for section in text.sections] == [str(n) for n in range(1, len(text.sections) + 1)]
        assert all(section.paragraphs or section.rows for section in text.sections)


def test_the_text_names_nobody() -> None:
    """Each employer's copy names its own people; all accept the same text (C7)."""
    text = written(USUAL, number=1)
    for party in USUAL.parties:
        assert party.name not in text and party.key not in text
    assert "Lehtola" not in text


@pytest.mark.parametrize(
    "typed",
    ["# 9 Hinta", "| näkee | näkee", "eka\n# 2 toka", "a\u2028# b", "<script>alert(1)</script>", "👩🏽‍🚒 " * 50],
)
def test_what_somebody_typed_can_pass_for_no_clause(typed: str) -> None:
    clauses = ("expectations", "more", "methods", "substitute", "dissatisfaction")
    chosen = Choices(**dict.fromkeys(clauses, typed))
    usual, text = read(written(USUAL, number=1)), read(written(replace(USUAL, choices=chosen), number=1))
    assert [one.heading for one in text.sections][:11] == [one.heading for one in usual.sections]
    assert text.sections[6].rows == usual.sections[6].rows


def test_own_words_are_one_line() -> None:
    assert own_words("  Rauhaa \n työhön. ") == "Rauhaa työhön"


def test_the_digest_is_of_the_text_alone_and_another_for_another_text() -> None:
    one, other = written(USUAL, number=1), written(replace(USUAL, minutes=60), number=1)
    assert digest(one) != digest(other) != digest(written(USUAL, number=2))


def test_there_is_no_place_for_a_personal_goal_or_a_note_C7() -> None:
    """The exact key set of what is frozen."""
    assert {field.name for field in fields(Terms)} == {
        "code", "kind", "form", "parties", "practice", "payer", "minutes", "every_weeks", "every_weeks_most", "count",
        "place", "price", "vat_percent", "payment_term_days", "cancellation_hours", "cancellation_share", "cost_centre",
        "buyer_reference", "order_number", "frame", "shares", "approval", "attendance",
        "names_on_invoice", "keeps_content",
        "organisation_goals", "themes", "choices", "quorum", "wording",
    }  # fmt: skip
    assert set(json.loads(USUAL.to_json())["parties"][0]) == {"key", "name", "role", "of", "speaks_for"}


@pytest.mark.parametrize("quorum, said", [(None, "vähemmän kuin 2,"), (4, "vähemmän kuin 4,")])
def test_a_group_reads_with_how_many_it_meets_and_whom_a_no_concerns_E4(quorum: int | None, said: str) -> None:
    text = written(replace(USUAL, quorum=quorum, approval="each"), number=1)
    assert said in text
    assert "vain esihenkilön omia" in text


@pytest.mark.parametrize("form", ["individual", "pair", "toto"])
def test_who_calls_off_as_one_does_reads_nothing_of_it(form: str) -> None:
    text = written(replace(USUAL, form=form, approval="each"), number=1)
    assert "poissaolo" not in text and "omia työntekijöitä" not in text


def test_another_number_concerns_everybody_and_an_older_text_none() -> None:
    assert concerned(USUAL, replace(USUAL, quorum=3)) == {party.key for party in USUAL.parties}
    older = json.loads(USUAL.to_json())
    del older["quorum"]
    assert differences(Terms.from_json(json.dumps(older)), USUAL) == []


# --- whom a change concerns


def test_the_same_terms_concern_nobody() -> None:
    assert concerned(USUAL, replace(USUAL, wording=2, practice=Firm(name="Uusi Oy"))) == frozenset()


def test_a_changed_name_is_no_other_party() -> None:
    renamed = replace(AINO, name="Aino Niemi")
    assert concerned(USUAL, replace(USUAL, parties=(renamed, ELINA, MAIJA, PEKKA, SAMI))) == frozenset()


def test_one_who_joins_concerns_them_their_manager_and_the_supervisor() -> None:
    maija = replace(MAIJA, speaks_for=("aino", "eero"))
    now = replace(USUAL, parties=(AINO, EERO, ELINA, maija, PEKKA, SAMI))
    assert concerned(USUAL, now) == {"eero", "maija", "sami"}


def test_one_who_leaves_concerns_their_manager_and_the_supervisor() -> None:
    now = replace(USUAL, parties=(AINO, MAIJA, SAMI))
    assert concerned(USUAL, now) == {"sami"}
    both = replace(USUAL, parties=(AINO, EERO, replace(MAIJA, speaks_for=("aino", "eero")), SAMI))
    assert concerned(both, replace(both, parties=(AINO, MAIJA, SAMI))) == {"maija", "sami"}


def test_a_new_manager_agrees_and_no_supervisee_again_S0_17() -> None:
    raija = replace(MAIJA, key="raija", name="Raija")
    assert concerned(USUAL, replace(USUAL, parties=(AINO, ELINA, raija, PEKKA, SAMI))) == {"raija", "sami"}


def test_money_concerns_those_who_pay() -> None:
    assert concerned(USUAL, replace(USUAL, price=Decimal(190))) == {"maija", "pekka", "sami"}
    alone = replace(USUAL, kind=Kind.SELF_PAYER, parties=(AINO, SAMI))
    assert concerned(alone, replace(alone, price=Decimal(190))) == {"aino", "sami"}


def test_anything_else_concerns_everybody() -> None:
    everybody = {party.key for party in USUAL.parties}
    assert concerned(USUAL, replace(USUAL, minutes=60)) == everybody
    assert concerned(USUAL, replace(USUAL, price=Decimal(190), minutes=60)) == everybody
    assert concerned(USUAL, replace(USUAL, choices=Choices(retention_months=6))) == everybody


def test_a_new_rate_of_vat_changes_nothing_that_was_agreed_S0_17() -> None:
    assert differences(USUAL, replace(USUAL, vat_percent=Decimal("26.00"))) == []
    assert differences(USUAL, replace(USUAL, vat_percent=Decimal(0))) == ["vat_percent"]


def test_each_difference_has_its_word_on_the_page() -> None:
    names = {field.name for kind in (Terms, Choices) for field in fields(kind)} - {"choices"} - NOT_AGREED
    assert names == set(PARTS)
