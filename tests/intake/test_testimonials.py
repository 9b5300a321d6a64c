"""What Aino and Maija say of Sami in public: each by own consent, gone at once when withdrawn (C38, S0-16, S3-11)."""

from typing import Any

import pytest
from django.test import Client

from bookings.models import Status
from intake import models as intake
from processes.models import Process
from tests import factories
from tests.factories import NOW, client_of, helsinki
from tests.forms import faults, finnish
from tyonohjaus.events.models import Event
from tyonohjaus.people.models import Profile, User

pytestmark = pytest.mark.sqlite

NEW = "/testimonials/new/"
SAID = {"text": "Sain tilaa ajatella ääneen.", "signed": "Aino M., kuntoutusohjaaja", "consent": "on"}


@pytest.fixture
def page_of_sami(kuuloke: Any, sami: User) -> Profile:
    return Profile.objects.create(supervisor=sami.supervisor, profession="Sosionomi", published_at=NOW)


@pytest.fixture
def met(aino_with_sami: Process) -> Process:
    factories.make_booking(process=aino_with_sami, starts_at=helsinki("2027-01-12 10:00"), status=Status.HELD)
    return aino_with_sami


def public(profile: Profile) -> str:
    answer = Client().get(f"/supervisors/{profile.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def publish(*, by: User) -> None:
    row = intake.Testimonial.objects.get()
    row.publish(by=by, seen=row.mark)


def test_it_stands_there_once_sami_wants_it_and_goes_when_aino_withdraws_it_C38_S0_16(
    met: Process, page_of_sami: Profile, aino: User, sami: User
) -> None:
    assert client_of(aino).post(NEW, {"of": page_of_sami.pk} | SAID).status_code == 303
    assert SAID["text"] not in public(page_of_sami)

    row = intake.Testimonial.objects.get()
    assert SAID["text"] in client_of(sami).get("/testimonials/received/").content.decode()
    assert client_of(sami).post(f"/testimonials/{row.pk}/publication/", {"publish": row.mark}).status_code == 303
    assert SAID["text"] in public(page_of_sami)
    assert "Aino Mäkelä" not in public(page_of_sami)  # named as she chose

    assert client_of(aino).post(f"/testimonials/{row.pk}/withdrawal/").status_code == 303
    assert SAID["text"] not in public(page_of_sami)
    assert not intake.Testimonial.objects.exists()
    assert SAID["text"] not in str(list(Event.objects.values()))


def test_another_text_waits_anew(met: Process, page_of_sami: Profile, aino: User, sami: User) -> None:
    client_of(aino).post(NEW, {"of": page_of_sami.pk} | SAID)
    publish(by=sami)
    client_of(aino).post(NEW, {"of": page_of_sami.pk} | SAID | {"text": "Toinen teksti."})
    assert "Toinen teksti." not in public(page_of_sami)
    assert intake.Testimonial.objects.get().published_at is None


def test_a_text_rewritten_since_sami_read_it_is_not_published_C38(
    met: Process, page_of_sami: Profile, aino: User, sami: User
) -> None:
    client_of(aino).post(NEW, {"of": page_of_sami.pk} | SAID)
    row = intake.Testimonial.objects.get()
    read = {"publish": row.mark}
    client_of(aino).post(NEW, {"of": page_of_sami.pk} | SAID | {"text": "Toinen teksti."})

    refused = finnish(sami).post(f"/testimonials/{row.pk}/publication/", read)

    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Teksti on muuttunut sillä välin." in page
    assert "Toinen teksti." in page
    assert "Toinen teksti." not in public(page_of_sami)
    row.refresh_from_db()
    assert client_of(sami).post(f"/testimonials/{row.pk}/publication/", {"publish": row.mark}).status_code == 303
    assert "Toinen teksti." in public(page_of_sami)


def test_maija_speaks_for_the_organisation_S3_11(met: Process, page_of_sami: Profile, maija: User, sami: User) -> None:
    form = finnish(maija).get(NEW).content.decode()
    assert "Sami Rautio, organisaation Lehtolan Kuntoutus Oy puolesta" in form
    client_of(maija).post(NEW, {"of": page_of_sami.pk} | SAID | {"signed": "Maija Korhonen"})
    publish(by=sami)
    assert "Maija Korhonen, Lehtolan Kuntoutus Oy" in public(page_of_sami)


def test_without_consent_nothing_is_kept(met: Process, page_of_sami: Profile, aino: User) -> None:
    bad = finnish(aino).post(NEW, {"of": page_of_sami.pk, "text": "ä" * 601, "signed": ""})
    assert bad.status_code == 422
    assert set(faults(bad)) == {"text", "signed", "consent"}
    assert not intake.Testimonial.objects.exists()


def test_only_of_whom_one_has_met(page_of_sami: Profile, aino_with_sami: Process, aino: User, outi: User) -> None:
    """Aino's process has begun, and no session was held."""
    for person in (aino, outi):
        assert client_of(person).get(NEW).status_code == 303
        assert client_of(person).post(NEW, {"of": page_of_sami.pk} | SAID).status_code == 303
    assert not intake.Testimonial.objects.exists()


def test_nor_of_another_than_those(met: Process, page_of_sami: Profile, aino: User, kaisa: User) -> None:
    other = Profile.objects.create(supervisor=kaisa.supervisor, published_at=NOW)
    bad = finnish(aino).post(NEW, {"of": other.pk} | SAID)
    assert bad.status_code == 422
    assert set(faults(bad)) == {"of"}


def test_what_aino_pays_herself_is_closed_to_her_work_mailbox_C6(page_of_sami: Profile, aino: User, sami: User) -> None:
    own = factories.make_process(supervisor=sami, supervisees=[aino])
    factories.make_booking(process=own, starts_at=helsinki("2027-01-12 10:00"), status=Status.HELD)
    at_work = client_of(aino, content=False)
    assert at_work.get(NEW).status_code == 303
    assert "Sami" not in at_work.get("/testimonials/").content.decode()
    assert client_of(aino).get(NEW).status_code == 200


def test_nobody_else_publishes_or_withdraws_it(
    met: Process, page_of_sami: Profile, aino: User, eero: User, kaisa: User, laura: User, maija: User
) -> None:
    client_of(aino).post(NEW, {"of": page_of_sami.pk} | SAID)
    row = intake.Testimonial.objects.get()
    for person in (eero, kaisa, laura, maija, aino):
        assert client_of(person).post(f"/testimonials/{row.pk}/publication/", {"publish": row.mark}).status_code == 404
    for person in (eero, kaisa, laura, maija):
        assert client_of(person).post(f"/testimonials/{row.pk}/withdrawal/").status_code == 404
    assert intake.Testimonial.objects.get().published_at is None


def test_markup_is_text(met: Process, page_of_sami: Profile, aino: User, sami: User) -> None:
    client_of(aino).post(NEW, {"of": page_of_sami.pk} | SAID | {"text": "<b>Hyvä</b> 🌲"})
    publish(by=sami)
    assert "&lt;b&gt;Hyvä&lt;/b&gt; 🌲" in public(page_of_sami)
