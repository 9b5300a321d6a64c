"""What a request and a public page say, in words."""

from django.utils.translation import gettext as _

from tyonohjaus.people.models import Credential, Profile
from tyonohjaus.people.models.user import Language
from tyonohjaus.ui import words
from tyonohjaus.ui.language import spoken


def languages(profile: Profile) -> str:
    """`suomi ja ruotsi`"""
    return words.listed([str(Language(code).label) for code in profile.languages.split()], language=spoken())


def checked(row: Credential) -> str:
    """Said only where the practice has seen it."""
    if row.checked_on is None:
        return ""
    return _("checked by the practice on %(day)s") % {"day": words.numeric(row.checked_on, language=spoken())}
