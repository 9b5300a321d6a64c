"""What the first lists find in a portal: nothing, or what was entered there by hand."""

from collections.abc import Callable
from datetime import date

import pytest

from bookings.models import AvailabilityRule
from tests.lists.conftest import GOOD
from tests.lists.story import everything, kept
from tyonohjaus.lists.importing import Report
from tyonohjaus.lists.kinds import Kind
from tyonohjaus.lists.notes import Note
from tyonohjaus.lists.writers.ledger import Outcome
from tyonohjaus.people.models import Organisation, Practice, User

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_a_trial_writes_nothing_and_counts(bring: Callable[..., Report]) -> None:
    before = everything()
    report = bring(GOOD, dry_run=True)

    assert report.counts["henkilot"] == {Outcome.NEW: 7}
    assert everything() == before


def test_billing_begins_when_the_office_says_so(kuuloke: Practice, bring: Callable[..., Report]) -> None:
    bring(GOOD)
    assert Practice.objects.get().billing_starts_on == date(2027, 1, 1)


def test_what_the_portal_had_before_the_first_import_is_found_and_kept(
    bring: Callable[..., Report], sami: User, lehtola: Organisation
) -> None:
    """Sami has hours of his own and a Lehtola with another cost centre: no second Sami, no second Lehtola."""
    AvailabilityRule.objects.all().delete()
    Organisation.objects.filter(pk=lehtola.pk).update(cost_centre="1", street="")
    report = bring(GOOD)

    assert report.faults == []
    assert User.objects.filter(name="Sami Rautio").count() == 1
    lehtola.refresh_from_db()
    assert (lehtola.street, lehtola.cost_centre) == ("Asemakatu 4", "1")
    assert ("organisaatiot.csv", 2, "kustannuspaikka", Note.KEPT) in kept(report)


def test_an_employer_in_the_portal_is_nobodys_own_business_C6(
    bring: Callable[..., Report], lehtola: Organisation, eero: User
) -> None:
    own = GOOD["prosessit"].replace("Tmi Outi Savolainen", lehtola.name)
    report = bring(
        GOOD
        | {
            "prosessit": own,
            "organisaatiot": GOOD["organisaatiot"].replace("9000011-8", "9000016-9").replace(lehtola.name, "Toinen Oy"),
            "henkilot": GOOD["henkilot"].replace(lehtola.name, "Toinen Oy"),
        }
    )

    assert Kind.NOT_OWN_BUSINESS in {fault.kind for fault in report.faults}
    lehtola.refresh_from_db()
    assert lehtola.own_of is None
