"""How sure is it that this session is the person's own, and not their employer's mailbox? (C6)

A sign-in code sent to an employer's mail domain opens booking only. Content needs more: a code to a private address,
a passkey or a second factor, or a password that was set with such proof. The first private address or passkey is added
with a one-time code that the supervisor hands over (people.models.HandoverCode).
"""

from collections.abc import Callable, Iterable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .models import EmployerDomain, Membership, Organisation
from .models.domains import domain
from .public_mail import is_public

HANDED_OVER = "content_by_handover"
DEMO = "content_by_demo"

# What would give a session more than it has must not be done by a session that has less.
GUARDED = frozenset(
    {
        "account_email",
        "account_change_password",
        "account_set_password",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
    }
)


def is_employers(address: str) -> bool:
    """Is it at the domain of any manager's or billing address of an organisation (other than a self-payer's own)?
    What once was such a domain stays one: a manager who changes their address opens nobody's mailbox. At a provider
    that gives addresses to anybody, the address itself must be theirs."""
    return bool(employers_among([address]))


def employers_among(addresses: Iterable[str]) -> set[str]:
    """Those of them of which that is so: in three queries, however many they are."""
    places = {address: _place(address) for address in addresses}
    if not places:
        return set()
    employers = Organisation.objects.filter(own_of=None)
    named = EmployerDomain.objects.filter(organisation__in=employers, domain__in=set(map(domain, places)))
    billing = employers.filter(_at("billing_email", places.values()))
    members = Membership.objects.filter(_at("user__email", places.values()), organisation__in=employers)
    read = {
        *(_place(f"@{name}") for name in named.values_list("domain", flat=True) if not is_public(name)),
        *map(_place, billing.values_list("billing_email", flat=True)),
        *map(_place, members.values_list("user__email", flat=True)),
    }
    return {address for address, place in places.items() if place in read}


def _place(address: str) -> str:
    """What an employer reads if it reads this address: its whole domain, or, at a public provider, this one alone."""
    at = domain(address)
    return address.lower() if is_public(at) else f"@{at}"


def _at(field: str, places: Iterable[str]) -> Q:
    found = Q(pk__in=[])
    for place in set(places):
        found |= Q(**{f"{field}__{'iendswith' if place.startswith('@') else 'iexact'}": place})
    return found


def opens_content(request: HttpRequest) -> bool:
    """Does this session open content?"""
    user: Any = request.user
    if not user.is_authenticated:
        return False
    if request.session.get(HANDED_OVER) or (settings.DEMO and request.session.get(DEMO)):
        return True
    return any(_proves(record, user) for record in get_authentication_records(request, user))


def _proves(record: dict[str, Any], user: Any) -> bool:
    method = record.get("method")
    if method == "mfa":
        return True
    if method == "password":
        return user.password_proven_at is not None or _all_own(user)
    if method == "code":
        address = record.get("email", user.email)
        return _is_theirs_today(address, user) and is_own(address, user)
    return False


def _is_theirs_today(address: str, user: Any) -> bool:
    """A code that was mailed to an address which has since been taken away proves nothing more."""
    return address == user.email or EmailAddress.objects.filter(user=user, email=address, verified=True).exists()


def is_own(address: str, user: Any) -> bool:
    """Theirs, as far as we can know: neither their employer's, nor put there by the office."""
    return address != user.given_address and not is_employers(address)


def _all_own(user: Any) -> bool:
    """A link that sets the password may have gone to any of their addresses."""
    others = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return all(is_own(address, user) for address in {user.email, *others})


class _Later:
    """Answered when it is first asked: most pages hold no content."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.answer: bool | None = None

    def __bool__(self) -> bool:
        if self.answer is None:
            self.answer = opens_content(self.request)
        return self.answer


class Middleware:
    """Tell the person of this request whether the session opens content; keep the keys to it from one that does not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        user: Any = request.user
        if user.is_authenticated:
            user.content_open = _Later(request)
            name = request.resolver_match.url_name if request.resolver_match else ""
            if name in GUARDED and not user.content_open:
                return redirect("people:handover")
        return None
