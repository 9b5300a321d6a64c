"""An account and its address. Nobody signs up: the office, the practice's lists or the demo make a person. The address
counts as verified from the start, so that a code mailed to it signs them in. The office also closes the account.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction

from tyonohjaus.events.record import record

from .models import EmployerDomain, HandoverCode, OfficeRole, User


class AddressTaken(IntegrityError):
    """Somebody else signs in with this address."""


class OwnAccount(Exception):
    """Nobody shuts themselves out."""


def create_person(*, email: str, name: str, by: Any, **more: Any) -> User:
    """A person without a password; `more` are further columns of User. Sends no mail: an invitation is the office's.

    Raises AddressTaken.
    """
    with transaction.atomic():
        _refuse_taken(email)
        user: User = User.objects.create_user(email, name=name, **more)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        record("person.created", subject=user, by=by)
    return user


def change_address(user: User, *, email: str, by: Any) -> None:
    """Another address to sign in with and be written to; the old one opens nothing any more. Raises AddressTaken.

    One whom the old address has reached, or who is in a process, may have content by now. A code to the new one opens
    booking only, until they have used a handover code: whoever keeps the list of people gains no road to content by it
    (C6, C28, C43, docs/decisions/0010). Nor does whoever read the old one, which may have been a stranger's: the keys
    that were made there go with it, unless the person makes the change.
    """
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        _refuse_taken(email, but=row)
        before, row.email = row.email, email.strip().lower()
        if row.may_have_content:
            row.given_address = row.email
        row.save(update_fields=["email", "given_address"])
        EmployerDomain.note_of(row)
        record("person.address_changed", subject=row, by=by)  # heard while the addresses that go are still there
        old = EmailAddress.objects.filter(user=row).exclude(email=row.email)
        if by and by.pk == row.pk:
            old = old.filter(email=before)
        else:
            _void_keys(row)
        old.delete()
        EmailAddress.objects.filter(user=row, primary=True).update(primary=False)
        EmailAddress.objects.update_or_create(user=row, email=row.email, defaults={"verified": True, "primary": True})
    user.refresh_from_db()


def close_account(user: User, *, by: Any) -> None:
    """Shut out at once: no sign-in, no session on any device, no mail, no signed link. What they did stays, and so do
    their sessions and tasks. Raises OwnAccount, LastOfTheOffice.
    """
    if by and by.pk == user.pk:
        raise OwnAccount
    with transaction.atomic():
        OfficeRole.spared_by(user)
        row = User.objects.select_for_update().get(pk=user.pk)
        if not row.is_active:
            return
        row.is_active = False
        row.save(update_fields=["is_active"])
        _sign_out(row)
        record("person.account_closed", subject=row, by=by)


def reopen_account(user: User, *, by: Any) -> None:
    """They sign in again, with a code to their address or a passkey, to what their tasks open today."""
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        if row.is_active:
            return
        row.is_active = True
        row.save(update_fields=["is_active"])
        record("person.account_reopened", subject=row, by=by)


def _void_keys(user: User) -> None:
    """Whatever signs in, or would open content, without a mail to the address of today."""
    Authenticator.objects.filter(user=user).delete()
    HandoverCode.objects.filter(user=user, used_at=None).delete()
    _sign_out(user)


def _sign_out(user: User) -> None:
    """On every device. The password goes too: a session that nobody listed hangs on it, and so does the link that
    would set another."""
    user.password_proven_at = None
    user.set_unusable_password()
    user.save(update_fields=["password_proven_at", "password"])
    for session in UserSession.objects.filter(user=user):
        session.end()


def _refuse_taken(email: str, *, but: User | None = None) -> None:
    address, own = email.strip().lower(), but.pk if but else None
    people = User.objects.filter(email=address).exclude(pk=own)
    addresses = EmailAddress.objects.filter(email__iexact=address).exclude(user=own)
    if people.exists() or addresses.exists():
        raise AddressTaken(address)
