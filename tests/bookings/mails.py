"""What the post of a test has sent: the real deliverer, Django's mailbox in memory."""

from email.message import Message as Mime

from django.core import mail
from icalendar import Calendar, Event

from tyonohjaus.lib import clock
from tyonohjaus.outbox.deliver import deliver
from tyonohjaus.outbox.models import Message, State
from tyonohjaus.people.models import User


def post() -> list[mail.EmailMultiAlternatives]:
    """Send what waits, and hand over what went out now."""
    mail.outbox.clear()
    for pk in Message.objects.waiting().order_by("created_at").values_list("pk", flat=True):
        deliver(pk)
    return list(mail.outbox)  # type: ignore[arg-type]


def gone() -> None:
    """What waits has left, and nobody reads it here: as `post`, without its words and files, which are most of the
    work."""
    mail.outbox.clear()
    now = clock.now()
    Message.objects.waiting().update(state=State.SENT, handed_over_at=now, sent_at=now)


def told(mails: list[mail.EmailMultiAlternatives]) -> list[tuple[str, str]]:
    """Who got which subject, in order of names."""
    return sorted((one.to[0].split("@")[0], one.subject) for one in mails)


def recipients(mails: list[mail.EmailMultiAlternatives]) -> list[str]:
    return sorted(one.to[0] for one in mails)


def to(user: User, mails: list[mail.EmailMultiAlternatives]) -> mail.EmailMultiAlternatives:
    found = [one for one in mails if one.to == [user.email]]
    assert len(found) == 1, f"{len(found)} mails to {user.email}"
    return found[0]


def everything(message: mail.EmailMultiAlternatives) -> str:
    """Every word that leaves the house: headers, both bodies, files."""
    mime = message.message()
    parts = [str(value) for value in mime.values()]
    for part in mime.walk():
        parts.extend(str(value) for value in part.values())
        if not part.is_multipart():
            parts.append(text_of(part))
    return "\n".join(parts)


def text_of(part: Mime) -> str:
    return part.get_payload(decode=True).decode(part.get_content_charset() or "utf-8")  # type: ignore[union-attr]


def files(message: mail.EmailMultiAlternatives) -> list[str]:
    """The calendar files, as text; that which is also a form of the mail itself counts once."""
    return [
        text_of(p) for p in message.message().walk() if p.get_content_type() == "text/calendar" and p.get_filename()
    ]


def event(file: str) -> Event:
    (found,) = Calendar.from_ical(file).walk("VEVENT")
    return found  # type: ignore[return-value]


def link(message: mail.EmailMultiAlternatives) -> str:
    """The path of the signed link."""
    (line,) = [line for line in str(message.body).splitlines() if "/l/" in line]
    return "/l/" + line.partition("/l/")[2].strip()


def waiting() -> list[str]:
    return list(Message.objects.filter(state="waiting", send_at__lte=clock.now()).values_list("template", flat=True))
