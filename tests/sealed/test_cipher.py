"""The format of sealed text: final, bound to its place, readable over a rotation of the master key."""

import uuid

import pytest

from processes.models.themes import DEFAULTS
from tyonohjaus.sealed import cipher
from tyonohjaus.sealed.cipher import Place, Unreadable

HERE = Place("process", uuid.UUID(int=1), "processes.personalgoal.text_sealed", uuid.UUID(int=2))
KEY_ID = uuid.UUID(int=7)


def test_a_text_comes_back() -> None:
    key = cipher.new_key()
    blob = cipher.seal("Rajaan työtäni.", key=key, key_id=KEY_ID, place=HERE)

    assert cipher.key_of(blob) == KEY_ID
    assert cipher.unseal(blob, key=key, place=HERE) == "Rajaan työtäni."
    assert b"Rajaan" not in blob


def test_the_same_text_twice_looks_different() -> None:
    key = cipher.new_key()
    assert cipher.seal("x", key=key, key_id=KEY_ID, place=HERE) != cipher.seal("x", key=key, key_id=KEY_ID, place=HERE)


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("person", HERE.scope_id, HERE.purpose, HERE.row_id),
        Place(HERE.scope_kind, uuid.UUID(int=9), HERE.purpose, HERE.row_id),
        Place(HERE.scope_kind, HERE.scope_id, "bookings.privatenote.text_sealed", HERE.row_id),
        Place(HERE.scope_kind, HERE.scope_id, HERE.purpose, uuid.UUID(int=9)),
    ],
)
def test_a_blob_moved_elsewhere_does_not_open(elsewhere: Place) -> None:
    key = cipher.new_key()
    blob = cipher.seal("x", key=key, key_id=KEY_ID, place=HERE)
    with pytest.raises(Unreadable):
        cipher.unseal(blob, key=key, place=elsewhere)


def test_the_format_is_final() -> None:
    """A blob written by the first version still opens: these bytes must never stop being readable."""
    blob = bytes.fromhex(
        "01000000000000000000000000000000070000000000000000000000005cdddfbfd442a3c9716b1f"
        "41db88fff0fc87a0b23ec82b6b90f6b764316998038d"
    )
    assert cipher.key_of(blob) == KEY_ID
    assert cipher.unseal(blob, key=bytes(range(32)), place=HERE) == "Rajaan työtäni."


@pytest.mark.parametrize("text", ["a" * 254, "a" * 255, "a" * 256, "a" * 257, "ä" * 128, "\x00", "loppuu\x00", "\x80"])
def test_a_text_of_any_length_comes_back(text: str) -> None:
    key = cipher.new_key()
    assert cipher.unseal(cipher.seal(text, key=key, key_id=KEY_ID, place=HERE), key=key, place=HERE) == text


def test_its_length_tells_no_rating_and_no_theme_of_a_known_list_C27() -> None:
    """In a dump without keys: "10" is longer than "7", and each theme of the list has a length of its own."""
    key = cipher.new_key()
    texts = ["7", "10", "-2", *DEFAULTS, "\n".join(DEFAULTS[:5])]
    assert len({len(cipher.seal(text, key=key, key_id=KEY_ID, place=HERE)) for text in texts}) == 1


def test_a_data_key_opens_under_an_earlier_master_key_C29() -> None:
    old, new = cipher.new_key(), cipher.new_key()
    key = cipher.new_key()
    wrapped = cipher.wrap(key, master=old, key_id=KEY_ID)

    assert cipher.unwrap(wrapped, masters=[new, old], key_id=KEY_ID) == key
    with pytest.raises(Unreadable):
        cipher.unwrap(wrapped, masters=[new], key_id=KEY_ID)
    with pytest.raises(Unreadable):
        cipher.unwrap(wrapped, masters=[old], key_id=uuid.UUID(int=8))


@pytest.mark.parametrize("text", ["", "short", "bm90IDMyIGJ5dGVz"])
def test_a_master_key_is_32_bytes(text: str) -> None:
    with pytest.raises(ValueError):
        cipher.masters_from(text)
