"""Why a mail did not go, in words: from what the deliverer noted, which holds no word of the mail itself (C30)."""

from django.utils.translation import gettext as _

from .models import State

# Kinds of fault that only our own words or attachments have; everything else is the line or the server.
OURS = ("Template", "NoReverse", "DoesNotExist", "KeyError", "TypeError", "ValueError", "AttributeError", "Assertion")


def problem(noted: str, *, state: str) -> str:
    """One sentence; `noted` is a kind of fault and perhaps the server's code, "SMTPDataError 554"."""
    if state == State.UNCERTAIN:
        return _("The line broke while it was being handed over: it may have arrived, or not.")
    kind, _space, code = noted.partition(" ")
    sentence = _("The mail server did not answer.")
    if kind == "SMTPRecipientsRefused":
        sentence = _("The receiving server does not take mail to this address.")
    elif kind == "SMTPSenderRefused":
        sentence = _("The mail server refused our sender address.")
    elif kind == "SMTPDataError":
        sentence = _("The mail server refused the message.")
    elif any(mark in kind for mark in OURS):
        sentence = _("The message could not be put together: a fault in the program.")
    return f"{sentence} ({code})" if code else sentence
