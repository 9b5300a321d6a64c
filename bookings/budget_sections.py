"""To a manager, on a process's page: how much of what was agreed is used."""

from processes.own_part import OwnPart
from processes.sections import Page, Section, section

from .budget import budgets


@section(place=32)
def budget(page: Page) -> Section | None:
    """To one who reads as a payer alone: numbers, and euros where their own employer pays (C7)."""
    process, standing = page.process, page.standing
    if not (standing.manager and standing.reads_as_payer):
        return None
    used = budgets(page.user, [process], OwnPart.here(page.user, process))[process.pk]
    if used.count is None and used.spent is None:
        return None
    return Section(template="bookings/_budget.html", given={"budget": used})
