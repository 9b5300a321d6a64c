"""Where a person works and what they do: it begins, and it ends at once."""

from typing import Any

import pytest

from tests.bookings.pages import landed, links, reading, text
from tests.factories import client_of, make_employment, make_organisation
from tests.forms import faults, finnish, said
from tyonohjaus.access import Capacity, capacities_of
from tyonohjaus.lib import clock
from tyonohjaus.people.assurance import is_employers
from tyonohjaus.people.models import Employment, Membership, OfficeRole, Organisation, Supervisor, User
from tyonohjaus.people.models.dated import current

pytestmark = pytest.mark.both


def held(user: User) -> frozenset[Capacity]:
    return capacities_of(User.objects.get(pk=user.pk))


def test_outi_begins_at_merikanta_under_pekka(laura: User, outi: User, merikanta: Organisation, pekka: User) -> None:
    page = f"/people/{outi.pk}/employer/"
    answer = client_of(laura).post(page, {"organisation": merikanta.pk, "manager": pekka.pk})
    assert answer.status_code == 303
    work = outi.employments.get()
    assert (work.organisation, work.manager, work.starts_on) == (merikanta, pekka, clock.today())


def test_who_manages_somebody_is_a_manager_there_so_that_their_domain_is_an_employers_C6(
    laura: User, aino: User, outi: User, merikanta: Organisation
) -> None:
    assert not is_employers("x@kotiposti.example")
    Employment.begin(employee=aino, organisation=merikanta, manager=outi, by=laura)
    assert Membership.objects.filter(user=outi, organisation=merikanta, capacity="manager").count() == 1
    assert is_employers("x@kotiposti.example")


def test_nobody_is_offered_as_their_own_manager_E3(laura: User, maija: User, lehtola: Organisation) -> None:
    page = f"/people/{maija.pk}/employer/"
    answer = finnish(laura).post(page, {"organisation": lehtola.pk, "manager": maija.pk})
    assert answer.status_code == 422
    assert faults(answer) == {
        "manager": said("Select a valid choice. That choice is not one of the available choices.")
    }


def test_an_employer_is_added_once(laura: User, aino: User, lehtola: Organisation) -> None:
    answer = finnish(laura).post(f"/people/{aino.pk}/employer/", {"organisation": lehtola.pk})
    assert faults(answer) == {
        "organisation": said("Works there already. You can change the manager on the person's page.")
    }


def test_a_self_payers_own_business_is_no_employer(laura: User, outi: User, aino: User) -> None:
    own = make_organisation(name="Tmi Outi", own_of=outi)
    answer = finnish(laura).post(f"/people/{aino.pk}/employer/", {"organisation": own.pk})
    assert set(faults(answer)) == {"organisation"}


def test_an_ended_employment_is_told_as_ended_and_stays_in_the_past(laura: User, aino: User) -> None:
    work = aino.employments.get()
    client = client_of(laura)
    assert text(reading(laura).get(f"/people/employments/{work.pk}/end/"))
    assert client.post(f"/people/employments/{work.pk}/end/").status_code == 303
    assert client.post(f"/people/employments/{work.pk}/end/").status_code == 303
    work.refresh_from_db()
    assert work.ends_on is not None
    assert work.ends_on < clock.today()
    assert not aino.employments.filter(current()).exists()


def test_one_who_still_manages_somebody_stays_a_manager(laura: User, aino: User, maija: User) -> None:
    task = maija.memberships.get()
    answer = reading(laura).post(f"/people/tasks/{task.pk}/end/")
    assert answer.status_code == 422
    assert "Aino Mäkelä" in text(answer)
    assert Capacity.MANAGER in held(maija)


def test_one_who_manages_nobody_can_leave_the_task(laura: User, pekka: User) -> None:
    task = pekka.memberships.get()
    client_of(laura).post(f"/people/tasks/{task.pk}/end/")
    assert Capacity.MANAGER not in held(pekka)


def test_a_billing_contact_is_added(laura: User, outi: User, lehtola: Organisation) -> None:
    page = f"/people/{outi.pk}/task/"
    assert client_of(laura).post(page, {"organisation": lehtola.pk, "capacity": "billing"}).status_code == 303
    assert held(outi) == {Capacity.BILLING}


def test_a_self_payers_own_business_has_a_billing_contact_and_no_manager(laura: User, outi: User, aino: User) -> None:
    """Whoever managed it would read that Aino pays for herself (DOMAIN 4.3)."""
    own = make_organisation(name="Tmi Aino", own_of=aino)
    page = f"/people/{outi.pk}/task/"
    assert client_of(laura).post(page, {"organisation": own.pk, "capacity": "manager"}).status_code == 422
    assert client_of(laura).post(page, {"organisation": own.pk, "capacity": "billing"}).status_code == 303
    assert [row.capacity for row in own.memberships.all()] == ["billing"]


def test_a_task_needs_an_organisation_and_a_kind(laura: User, outi: User) -> None:
    answer = finnish(laura).post(f"/people/{outi.pk}/task/", {"capacity": "emperor"})
    assert answer.status_code == 422
    assert set(faults(answer)) == {"organisation", "capacity"}


def test_outi_joins_the_office_and_leaves_it_again(laura: User, outi: User) -> None:
    client, page = client_of(laura), f"/people/{outi.pk}/office/"
    for _day in range(3):
        client.post(page, {"act": "begin"})
        assert held(outi) == {Capacity.OFFICE}
        client.post(page, {"act": "end"})
        assert held(outi) == frozenset()


def test_somebody_must_be_of_the_office(laura: User) -> None:
    answer = reading(laura).post(f"/people/{laura.pk}/office/", {"act": "end"})
    assert answer.status_code == 422
    assert "Add another person first" in text(answer)
    assert OfficeRole.objects.filter(current(), user=laura).exists()


def test_one_who_ends_their_own_task_lands_where_they_still_may_be(laura: User, outi: User) -> None:
    OfficeRole.begin(user=outi, by=laura)
    client = reading(laura)
    page = landed(client.post(f"/people/{laura.pk}/office/", {"act": "end"}), client)
    assert "Who is of the office was changed." in text(page)
    assert links(page, "/people/") == []


def test_kaisa_becomes_a_supervisor_once(laura: User, outi: User) -> None:
    client = client_of(laura)
    for _click in range(2):
        assert client.post(f"/people/{outi.pk}/supervisor/").status_code == 303
    assert Supervisor.objects.filter(user=outi).count() == 1


@pytest.mark.parametrize("path", ["employer", "task", "office", "supervisor"])
@pytest.mark.parametrize("who", ["maija", "sami"])
def test_nobody_else_gives_tasks(request: pytest.FixtureRequest, aino: User, path: str, who: str) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.post(f"/people/{aino.pk}/{path}/", {"act": "begin"}).status_code == 404
    assert held(aino) == frozenset()


@pytest.mark.sqlite
def test_the_persons_page_shows_work_and_tasks(laura: User, aino: User, maija: User) -> None:
    page = text(reading(laura).get(f"/people/{aino.pk}/"))
    assert "Lehtolan Kuntoutus Oy Manager: Maija Korhonen" in page
    assert "Manager: Lehtolan Kuntoutus Oy" in text(reading(laura).get(f"/people/{maija.pk}/"))


def test_a_second_employer_may_be_added(laura: User, aino: User, merikanta: Organisation, **_more: Any) -> None:
    make_employment(employee=aino, organisation=merikanta, manager=None)
    assert "Manager: nobody yet" in text(reading(laura).get(f"/people/{aino.pk}/"))
