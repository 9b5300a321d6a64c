"""What happens to the process afterwards: the text is compared with it, and those who may offer anew are shown it."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements import composing
from agreements.models import Version
from agreements.process_sections import to_accept, to_offer_anew
from agreements.tasks import compare
from processes.models import Participant, People, Process
from tests import factories
from tests.agreements.paper import in_force, offered
from tests.bookings.pages import links, reading, text
from tests.factories import NOW, helsinki
from tyonohjaus.lib import clock
from tyonohjaus.people.accounts import close_account
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_one_who_joins_on_a_later_day_is_noticed_on_that_day(
    group_with_sami: Process, elina: User, sami: User, laura: User
) -> None:
    version = in_force(group_with_sami, by=laura)
    people = {row.user for row in group_with_sami.participants.filter(capacity=Participant.As.SUPERVISEE)}
    group_with_sami.change(
        people=People(supervisor=sami, supervisees=tuple(people | {elina})), people_from=date(2027, 3, 1), by=laura
    )
    compare()
    assert not Version.objects.get(pk=version.pk).differs_since

    with time_machine.travel(helsinki("2027-03-01 06:10"), tick=False):
        compare()
        assert Version.objects.get(pk=version.pk).differs_since
        assert [row.url for row in to_offer_anew(sami)] == [version.get_absolute_url()]
        again = offered(group_with_sami, by=sami)

    assert {one.user.first_name for one in again.signatures.filter(given_to=1)} == {"Aino", "Eero", "Maija"}
    assert {one.user.first_name for one in again.signatures.waiting()} == {"Elina"}


def test_a_change_that_is_taken_back_leaves_no_mark(aino_with_sami: Process, laura: User) -> None:
    version = in_force(aino_with_sami, by=laura)
    for minutes, differs in ((60, True), (90, False)):
        rows = {row.capacity: row.user for row in aino_with_sami.participants.all()}
        people = People(supervisor=rows["supervisor"], supervisees=(rows["supervisee"],))
        Process.objects.get(pk=aino_with_sami.pk).change(people=people, by=laura, length_minutes=minutes)
        assert bool(Version.objects.get(pk=version.pk).differs_since) == differs


def test_one_whose_account_is_closed_is_noticed(aino_with_sami: Process, maija: User, laura: User) -> None:
    version = offered(aino_with_sami, by=laura)
    aino_employment = factories.Employment.objects.get(employee__name="Aino Mäkelä")
    aino_employment.change_manager(to=None, by=laura)

    close_account(maija, by=laura)

    assert Version.objects.get(pk=version.pk).differs_since


def test_what_waits_is_asked_of_the_database_once_however_much_it_is(
    aino: User, sami: User, laura: User, lehtola: Any, kuuloke: Any
) -> None:
    counts = []
    for _more in range(3):
        process = factories.make_process(supervisor=sami, supervisees=[aino], organisation=lehtola)
        offered(process, by=laura)
        fresh = User.objects.get(pk=aino.pk)
        fresh.content_open = True
        with CaptureQueriesContext(
            connection,
        ) as asked:
            rows = list(to_accept(fresh)) + list(to_offer_anew(fresh))
        counts.append(len(asked))
    assert len(rows) == 3 and len(set(counts)) == 1


def test_what_is_taken_up_again_takes_the_choices_along_and_shows_what_was_agreed_S0_15(
    aino_with_sami: Process, aino: User, sami: User, laura: User, maija: User
) -> None:
    """The accepted text names another code, other days and other sessions: a new one is accepted anew."""
    old = in_force(aino_with_sami, by=laura, methods="Luontomenetelm\u00e4t", retention_months=24)
    aino_with_sami.end(on=clock.today(), by=sami)
    with time_machine.travel(NOW + timedelta(days=1)):
        new = Process.objects.get(pk=aino_with_sami.pk).reopen(starts_on=clock.today(), by=sami)
        chosen = composing.choices_of(new)
        assert (chosen.methods, chosen.retention_months) == ("Luontomenetelm\u00e4t", 24)
        for reader in (aino, sami, laura):
            page = reading(reader).get(f"/processes/{new.pk}/")
            assert links(page, old.get_absolute_url())
            assert "There is none." not in text(page)

        newer = in_force(new, by=laura)
        assert not links(reading(aino).get(f"/processes/{new.pk}/"), old.get_absolute_url())
        assert links(reading(aino).get(f"/processes/{new.pk}/"), newer.get_absolute_url())
