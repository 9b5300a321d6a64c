"""AES-256-GCM for confidential text. Pure. This format is final: rows written now must stay readable.

A blob: version (1 byte) | key id (16) | nonce (12) | ciphertext and tag. What it belongs to is bound in as associated
data, so that a blob moved to another row, column or scope does not open.

Version 2 fills the text up to whole blocks before it is sealed: by its length alone one theme of a known list, or a 10
among ratings, could else be told in a dump without any key. Version 1 did not, and is still read.
"""

import os
import uuid
from base64 import urlsafe_b64decode
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION, UNFILLED = b"\x02", b"\x01"
BLOCK = 256  # bytes
_WRAPPED = b"\x01"
KEY_BYTES = 32
_NONCE_BYTES = 12


class Unreadable(Exception):
    """The key is destroyed or wrong, or the blob is not what stood here."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: scope kind and id, a purpose constant, and the row's own id."""

    scope_kind: str
    scope_id: uuid.UUID
    purpose: str
    row_id: uuid.UUID

    def bound(self, version: bytes = VERSION) -> bytes:
        return b"|".join(
            [version, self.scope_kind.encode(), self.scope_id.bytes, self.purpose.encode(), self.row_id.bytes]
        )


def new_key() -> bytes:
    return AESGCM.generate_key(bit_length=8 * KEY_BYTES)


def seal(text: str, *, key: bytes, key_id: uuid.UUID, place: Place) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return VERSION + key_id.bytes + nonce + AESGCM(key).encrypt(nonce, _filled(text.encode()), place.bound())


def key_of(blob: bytes) -> uuid.UUID:
    """Raises Unreadable for a blob of another version."""
    if blob[:1] not in {VERSION, UNFILLED} or len(blob) < 17 + _NONCE_BYTES:
        raise Unreadable("unknown version")
    return uuid.UUID(bytes=bytes(blob[1:17]))


def unseal(blob: bytes, *, key: bytes, place: Place) -> str:
    version, nonce, body = blob[:1], blob[17 : 17 + _NONCE_BYTES], blob[17 + _NONCE_BYTES :]
    try:
        text = AESGCM(key).decrypt(nonce, body, place.bound(version))
    except InvalidTag:
        raise Unreadable("the key or the place does not fit") from None
    return (text if version == UNFILLED else _unfilled(text)).decode()


def _filled(text: bytes) -> bytes:
    """Up to the end of a block: one byte 80, then zeros (ISO/IEC 7816-4)."""
    return text + b"\x80" + bytes(-(len(text) + 1) % BLOCK)


def _unfilled(text: bytes) -> bytes:
    return text.rstrip(b"\x00")[:-1]


def wrap(key: bytes, *, master: bytes, key_id: uuid.UUID) -> bytes:
    """A data key under the master key: nonce | ciphertext and tag, bound to the data key's id."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(master).encrypt(nonce, key, _WRAPPED + key_id.bytes)


def unwrap(wrapped: bytes, *, masters: list[bytes], key_id: uuid.UUID) -> bytes:
    """Try the current master key, then earlier ones: a rotation may be under way. Raises Unreadable."""
    for master in masters:
        try:
            return AESGCM(master).decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], _WRAPPED + key_id.bytes)
        except InvalidTag:
            continue
    raise Unreadable("no master key fits")


def masters_from(text: str) -> list[bytes]:
    """Master keys as written in the environment or the key file: base64, newest first, one a line or comma.

    Raises ValueError when one is not 32 bytes.
    """
    keys = [urlsafe_b64decode(f"{word}==") for word in text.replace(",", "\n").split()]  # with padding or without
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise ValueError("A master key is 32 bytes in URL-safe base64.")
    return keys
