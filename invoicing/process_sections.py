"""What the office reads of money on a process's page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from processes.models import UNBILLED, State
from processes.sections import Page, Section, section
from tyonohjaus.lib import clock
from tyonohjaus.ui.parts import Badge, Row

from . import words
from .models import Package


@section(place=84)
def packages(page: Page) -> Section | None:
    """Sessions that were bought together: to the office, where somebody pays."""
    process = page.process
    if not page.standing.office or process.payer in UNBILLED or process.state == State.OVER:
        return None
    rows = [_row(one) for one in Package.objects.filled().filter(process=process) if _is_shown(one)]
    given = {"rows": rows, "url": reverse("invoicing:package_new", args=[process.pk])}
    return Section(template="invoicing/_packages.html", given=given)


def _is_shown(package: Package) -> bool:
    """Not one that was taken back, nor one whose days are over."""
    return package.ends_on is None or package.ends_on >= max(clock.today(), package.starts_on)


def _row(package: Package) -> Row:
    used = {"used": len(package.members.all()), "count": package.sessions}
    return Row(
        title=words.package(package),
        url=reverse("invoicing:package", args=[package.pk]),
        note=_("%(used)d of %(count)d used, from %(day)s") % (used | {"day": words.numeric(package.starts_on)}),
        badge=Badge(kind="done", text=_("Billed")) if package.is_billed else None,
    )
