"""What framework agreements add to a process's page and to the office's home."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from processes.models import FrameAgreement
from processes.sections import Page, Section, section
from processes.waiting import waits
from tyonohjaus.access import Action
from tyonohjaus.ui.parts import Badge, Row

from . import frames


@section(place=81)
def above(page: Page) -> Section | None:
    """To the office: how much is used, and whether this goes beyond it."""
    process = page.process
    if not page.standing.office or process.frame is None:
        return None
    use = frames.use_of(process.frame)
    url = reverse("bookings:frame", args=[process.frame_id])
    given = {
        "rows": [Row(title=process.frame.number, url=url, note=" · ".join(use.told()))],
        "warning": frames.warning(process),
    }
    return Section(template="bookings/_frame.html", given=given)


def _limited(user: Any) -> Any:
    return FrameAgreement.objects.where_user_may(user, Action.FRAME_EDIT).limited()


@waits(_limited)
def near_their_ceiling(user: Any) -> list[Row]:
    """The office agrees on more in time: from 80 percent of a ceiling on."""
    limited = _limited(user).with_prices().order_by("organisation__name", "number")
    return [
        Row(
            title=f"{use.frame.organisation}: {use.frame.number}",
            url=reverse("bookings:frame", args=[use.frame.pk]),
            note=" · ".join(use.told()),
            badge=Badge(kind="waits", text=_("%(percent)d %% used") % {"percent": use.percent}),
        )
        for use in frames.near(limited)
    ]
