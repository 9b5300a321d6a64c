"""What the stories of a request share: a published supervisor, one who asks, mails and their links."""

from typing import Any

from django.test import Client

from intake.models import Candidate, Member, Request
from tests.factories import client_of
from tyonohjaus.lib import clock
from tyonohjaus.links.models import make
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import Profile, User
from tyonohjaus.people.models.profile import Named

__all__ = ["answer", "ask", "client_of", "confirmed", "join", "link_of", "published", "written_to"]

WRITTEN = {
    "profession": "Toimintaterapeutti",
    "approach": "Ratkaisukeskeinen",
    "methods": "Luontomenetelmät",
    "areas": "Tampere",
    "languages": "fi sv",
    "meets": "both",
}
TRAINING = Named("training", "Työnohjaajakoulutus", 2016)
MEMBERSHIP = Named("membership", "Suomen työnohjaajat ry", None)


def published(user: User, **values: Any) -> Profile:
    profile = Profile.of(user.supervisor).write(by=user, credentials=[TRAINING, MEMBERSHIP], **WRITTEN | values)
    return profile.publish(by=user)


def ask(supervisor: User, *, email: str, name: str = "Aino Mäkelä", **more: Any) -> Request:
    values = {"for_whom": "self", "payer": "self", "language": "fi", **more}
    return Request.ask(supervisor=supervisor.supervisor, name=name, email=email, **values)


def confirmed(supervisor: User, *, email: str, **more: Any) -> Request:
    return ask(supervisor, email=email, **more).confirm(now=clock.now())


def join(request: Request, email: str, *, name: str) -> Member:
    return request.members.get(email=email).join(name=name, now=clock.now())


def answer(request: Request, user: User, what: str, *, supervisor: User | None = None) -> Request:
    from intake.models import Answer

    candidates = Candidate.objects.filter(request=request)
    candidate = candidates.get(supervisor__user=supervisor) if supervisor else candidates.get()
    return Answer.give(what, candidate=candidate, member=request.members.get(user=user))


def written_to(address: str) -> list[Message]:
    return list(Message.objects.filter(address=address).order_by("created_at", "pk"))


def link_of(message: Message) -> str:
    """The path of its signed link, as the mail would carry it."""
    from datetime import datetime

    link = dict(message.link or {})
    link["expires_at"] = datetime.fromisoformat(str(link["expires_at"]))
    return "/" + make(user=message.user, **link).split("/", 3)[3]


def anybody() -> Client:
    return Client()
