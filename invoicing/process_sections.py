"""What the office reads of money on a process's page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from processes.models import UNBILLED, Participant, State
from processes.sections import Page, Section, section
from tyonohjaus.access import Action, may
from tyonohjaus.lib import clock
from tyonohjaus.ui.parts import Badge, Row

from . import words
from .models import AgreedFee, Line, Package, TravelCost

SHOWN = 6


@section(place=84)
def packages(page: Page) -> Section | None:
    """Sessions that were bought together: to the office, where somebody pays."""
    process = page.process
    if not page.standing.office or process.payer in UNBILLED or process.state == State.OVER:
        return None
    rows = [_row(one) for one in Package.objects.filled().filter(process=process) if _is_shown(one)]
    given = {"rows": rows, "url": reverse("invoicing:package_new", args=[process.pk])}
    return Section(template="invoicing/_packages.html", given=given)


@section(place=85)
def travel_costs(page: Page) -> Section | None:
    """To who drives and to the office, where somebody pays: what getting to sessions cost."""
    process, standing = page.process, page.standing
    if not (standing.office or standing.supervisor) or process.payer in UNBILLED:
        return None
    costs = TravelCost.objects.visible_to(page.user).filter(booking__process=process).standing()
    rows = [_travel(one) for one in costs.with_lines().select_related("booking").reverse()[:SHOWN]]
    enters = may(page.user, Action.TRAVEL_ENTER, process)
    if not rows and not enters:
        return None
    url = reverse("invoicing:travel_new", args=[process.pk]) if enters else ""
    return Section(template="invoicing/_travel.html", given={"rows": rows, "url": url})


@section(place=86)
def let_go(page: Page) -> Section | None:
    """To the office: what somebody has said is charged to nobody, each with the page that takes that back."""
    if not page.standing.office or page.process.payer in UNBILLED:
        return None
    lines = Line.objects.filter(booking__process=page.process, state=Line.State.LET_GO)
    rows = lines.select_related("booking", "package", "travel", "organisation").order_by("-booking__starts_at", "pk")
    given = {"rows": [_let_go(line) for line in rows[:SHOWN] if line.is_let_go]}
    return Section(template="invoicing/_let_go.html", given=given) if given["rows"] else None


def _let_go(line: Line) -> Row:
    what = words.package(line.package) if line.package else words.travel(line.travel) if line.travel else ""
    return Row(
        title=words.day(line.booking.day),
        url=reverse("invoicing:line_settle", args=[line.pk]),
        note=", ".join(filter(None, [what, str(line.organisation or "")])),
    )


@section(place=87)
def fees(page: Page) -> Section | None:
    """To the office: what is agreed with each co-supervisor from outside, where there is one."""
    process = page.process
    people = [one for one in process.participants.all() if one.capacity == Participant.As.CO_SUPERVISOR]
    if not page.standing.office or not people:
        return None
    names = {one.user_id: one.user.name for one in people}
    agreed = AgreedFee.objects.filter(process=process).order_by("starts_on")
    rows = [_fee(names[fee.person_id], fee) for fee in agreed if fee.person_id in names]
    return Section(
        template="invoicing/_fees.html", given={"rows": rows, "url": reverse("invoicing:fee_new", args=[process.pk])}
    )


def _fee(name: str, agreed: AgreedFee) -> Row:
    since = {"day": words.numeric(agreed.starts_on), "sum": words.euros(agreed.fee)}
    text = _("%(sum)s a session from %(day)s on") if agreed.fee else _("No fee from %(day)s on")
    return Row(title=name, note=text % since)


def _travel(cost: TravelCost) -> Row:
    return Row(
        title=words.travel(cost),
        url=reverse("invoicing:travel", args=[cost.pk]),
        note=words.day(cost.booking.day),
        badge=Badge(kind="done", text=_("Billed")) if cost.is_billed else None,
    )


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
