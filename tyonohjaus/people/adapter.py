"""How allauth behaves in this house: no sign-up, codes sent and never stored, passwords that know their proof."""

from email.utils import formataddr
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tyonohjaus.lib import clock

from .language import speaking
from .models import Practice


def display(user: Any) -> str:
    return user.name


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # the office invites

    def get_from_email(self) -> str:
        return formataddr((Practice.objects.get().mail_sender, settings.DEFAULT_FROM_EMAIL))

    def format_email_subject(self, subject: str) -> str:
        return subject

    def post_login(self, request: HttpRequest, user: Any, **how: Any) -> HttpResponse:
        """On into the portal, in the person's own language."""
        return speaking(super().post_login(request, user, **how), user.language)

    def set_password(self, user: Any, password: str) -> None:
        """A password set with no more than an employer's mailbox opens no more than that mailbox (C6)."""
        proven = bool(self.request and self.request.user.is_authenticated and self.request.user.content_open)
        user.password_proven_at = clock.now() if proven else None
        super().set_password(user, password)
