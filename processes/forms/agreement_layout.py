"""How the agreement's form is ordered: first what each one differs in, then, folded, what most leave as it is."""

from typing import Any

from crispy_forms.layout import Fieldset
from django.utils.translation import gettext_lazy as later

from tyonohjaus.ui.layout import Folded, beside, ordered


def layout(*, new: bool, frames: bool, leaving: bool) -> Any:
    people = ["kind", "supervisor", "co_supervisor", "supervisees"]
    people += [] if new else ["people_from", *(["sooner"] if leaving else []), "seen"]
    return ordered(
        Fieldset(later("Who meets"), *people),
        Fieldset(later("Who pays"), "payer", "organisation", *(["frame"] if frames else []), "price"),
        Fieldset(
            later("How often and where"),
            "rhythm",
            "every_weeks",
            beside("length_minutes", "agreed_count"),
            "starts_on",
            "place",
        ),
        Folded(
            later("More about the times"),
            later("Usually one rhythm throughout, no last day, and one own booking at a time."),
            beside("every_weeks_most", "ends_on"),
            "open_bookings",
            "quorum",
        ),
        Folded(
            later("Cancelling"),
            later("Usually free of charge until 24 hours before, and the whole price after that."),
            beside("cancellation_hours", "cancellation_share"),
        ),
        Folded(
            later("What the payer decides and sees"),
            later("Usually times are approved as the organisation does, and nothing of attendance is seen."),
            "approval",
            "attendance",
            "organisation_goal",
        ),
        Folded(
            later("On the invoice"),
            later("Usually the organisation's own references, and the process code in place of names."),
            "cost_centre",
            beside("buyer_reference", "order_number"),
            "names_on_invoice",
        ),
        Folded(
            later("Service"),
            later("Usually supervision."),
            "trade",
        ),
        Folded(
            later("Records"),
            later("Usually themes, notes and goals may be written."),
            "no_content",
        ),
    )
