"""The two rows that each request reads before anything else, by questions put together once: its session, and the
person of it."""

import uuid
from functools import cache
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.utils import timezone

from tyonohjaus.lib.prepared import NOBODY, Prepared, never

from .models import User

KEY = "no session has this key"
[NOW] = never(1)


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        now = timezone.now()  # noqa: TID251 (the clock by which Django has written when a session ends)
        found = _question_of_session().cells({KEY: self.session_key or "", NOW: now})
        if not found:
            self._session_key = None
            return {}
        [(data,)] = found
        return self.decode(data)


class Backend(AuthenticationBackend):
    def get_user(self, user_id: uuid.UUID) -> User | None:
        user: User | None = _question_of_person().first({NOBODY: user_id})
        return user if user and self.user_can_authenticate(user) else None


@cache
def _question_of_session() -> Prepared:
    model = SessionStore.get_model_class()
    return Prepared.of(model.objects.filter(session_key=KEY, expire_date__gt=NOW).values_list("session_data"), KEY, NOW)


@cache
def _question_of_person() -> Prepared:
    return Prepared.of(User.objects.filter(pk=NOBODY))
