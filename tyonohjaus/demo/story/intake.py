"""Public pages of the supervisors, and somebody who has found them."""

from typing import Any

from django.contrib.auth.models import update_last_login

from bookings import diary
from intake.models import Permission, Request, Wishes
from processes.models import Process
from tyonohjaus.lib import clock
from tyonohjaus.people.models import Credential, Profile, User
from tyonohjaus.people.models.profile import Named

from .telling import chapter, hour, person

VEERA = "veera.hakala@kotiposti.example"


def published(name: str, *, credentials: list[Named], **page: Any) -> None:
    """The practice has seen the papers."""
    user = person(name)
    profile = Profile.of(user.supervisor).write(by=user, credentials=credentials, **page).publish(by=user)
    profile.mark_checked(profile.credentials.all(), by=person("Laura"))


@chapter("15.1. 12.00")
def supervisors_publish_their_pages() -> None:
    training, membership = Credential.Kind.TRAINING, Credential.Kind.MEMBERSHIP
    published(
        "Sami",
        profession="Toimintaterapeutti",
        approach="Ratkaisu- ja voimavarakeskeinen. Lähdemme siitä, mikä työssä jo toimii.",
        methods="keskustelu, kortit, kävely ulkona",
        areas="Tampere, Pori",
        languages="fi en",
        credentials=[
            Named(training, "Työnohjaajakoulutus, 60 op", 2018),
            Named(membership, "Suomen työnohjaajat ry", None),
        ],
    )
    published(
        "Kaisa",
        profession="Socionom",
        approach="Systeeminen: katsomme työtä osana sitä, mitä ympärillä tapahtuu.",
        methods="luontoympäristö, taide, keskustelu",
        areas="Vaasa, Pori",
        languages="sv fi",
        credentials=[Named(training, "Arbetshandledarutbildning, 60 sp", 2015)],
    )


@chapter("25.1. 19.40")
def somebody_asks() -> None:
    """From Sami's public page."""
    Request.ask(
        supervisor=person("Sami").supervisor,
        name="Veera Hakala",
        email=VEERA,
        for_whom=Request.For.SELF,
        payer=Request.PaidBy.EMPLOYER,
    )


@chapter("25.1. 19.50")
def veera_confirms() -> None:
    """By the link in her mail."""
    request = Request.objects.get().confirm(now=clock.now())
    Wishes.write(
        request=request, owner=person("Veera"), text="Toivon samaa ammattia tuntevaa ohjaajaa, mieluiten etänä."
    )


@chapter("26.1. 8.00")
def her_manager_is_asked() -> None:
    member = Request.objects.get().members.get()
    asked = {"name": "Anne-Mari Öhman", "email": "anne-mari.ohman@kallio.example"}
    Permission.ask(member=member, by=person("Veera"), now=clock.now(), **asked)


@chapter("26.1. 9.10")
def her_manager_permits_it() -> None:
    """By the link in hers."""
    asked = Permission.objects.get()
    asked.say(Permission.Said.YES, asked=asked.mark, now=clock.now())


@chapter("27.1. 20.10")
def veera_books_to_meet() -> None:
    """Signed in by a code, as one without an invitation is."""
    update_last_login(User, person("Veera"))
    meeting = Process.objects.get(introduces__request__user=person("Veera"))
    diary.book(meeting, starts_at=hour("10.2. 14.30"), by=person("Veera"), now=clock.now())
