"""What a request and a public page say, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from intake.models import Request
from tyonohjaus.people.models import Credential, Profile
from tyonohjaus.people.models.user import Language
from tyonohjaus.ui import words
from tyonohjaus.ui.language import spoken


def languages(profile: Profile) -> str:
    """`Suomi ja ruotsi`: only English writes the others with a capital."""
    names = [str(Language(code).label) for code in profile.languages.split()]
    said = words.listed(names if spoken() == "en" else [name.lower() for name in names], language=spoken())
    return said[:1].upper() + said[1:]


# What one answers of oneself, as others read it.
TOLD = {
    Request.For.SELF: later("For themselves"),
    Request.For.GROUP: later("For a group"),
    Request.For.STAFF: later("For the staff"),
}
PAYERS = {
    Request.PaidBy.EMPLOYER: later("The employer pays"),
    Request.PaidBy.SELF: later("They pay themselves"),
    Request.PaidBy.UNKNOWN: later("Who pays is not known yet"),
}


def for_whom(request: Request) -> str:
    return str(TOLD[Request.For(request.for_whom)])


def payer(request: Request) -> str:
    return str(PAYERS[Request.PaidBy(request.payer)])


def checked(row: Credential) -> str:
    """Said only where the practice has seen it."""
    if row.checked_on is None:
        return ""
    return _("checked by the practice on %(day)s") % {"day": words.numeric(row.checked_on, language=spoken())}
