from django.utils.translation import get_language

from .words import known


def spoken() -> str:
    """The language of this page or mail: one of ours, whatever a browser asked for."""
    return known(get_language())
