"""The secrets of second factors are sealed like content: a stolen dump gives nobody's authenticator away (C27)."""

import uuid
from base64 import urlsafe_b64decode, urlsafe_b64encode

from allauth.mfa.adapter import DefaultMFAAdapter

from tyonohjaus.sealed import cipher
from tyonohjaus.sealed.models import DataKey, key_for

_PRACTICE = uuid.UUID(int=0)
_PLACE = cipher.Place("practice", _PRACTICE, "mfa.authenticator.secret", _PRACTICE)


class MFAAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        key = key_for("practice", _PRACTICE)
        return urlsafe_b64encode(cipher.seal(text, key=key.open(), key_id=key.pk, place=_PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises Unreadable."""
        blob = urlsafe_b64decode(encrypted_text)
        key = DataKey.objects.get(pk=cipher.key_of(blob))
        return cipher.unseal(blob, key=key.open(), place=_PLACE)
