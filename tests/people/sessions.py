"""Sessions as signing in leaves them."""

from allauth.account.internal.flows.login import record_authentication
from django.test import Client, RequestFactory

from tests.factories import client_of
from tyonohjaus.people.models import User


def by_code(user: User, *, email: str = "") -> Client:
    """Signed in with a code that was mailed to this address (their own by default)."""
    return _signed_in(user, method="code", email=email or user.email)


def by_password(user: User) -> Client:
    return _signed_in(user, method="password", email=user.email)


def _signed_in(user: User, *, method: str, email: str) -> Client:
    client = client_of(user, content=False)
    request = RequestFactory().get("/")
    request.session = session = client.session
    record_authentication(request, user, method=method, email=email)
    session.save()
    return client
