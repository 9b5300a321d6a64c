"""Maija asks for her staff: her background goes inwards only, and she learns nothing back (S3-3, C7, C8, C9)."""

import pytest

from intake.models import Background, Request
from tests import factories
from tests.intake.stories import answer, client_of, confirmed, join, published

TEXT = "Kysely kertoo kuormasta zqtausta"


@pytest.fixture
def commission(kuuloke, sami, maija, eero) -> Request:
    published(sami)
    request = confirmed(sami, email=maija.email, for_whom="staff", payer="employer", others=(eero.email,))
    join(request, eero.email, name="Eero")
    return request


def write(request: Request, maija, **more) -> None:
    page = client_of(maija, content=False).post(f"/requests/{request.pk}/background/", {"text": TEXT, **more})
    assert page.status_code == 303


def test_the_background_reaches_the_supervisors_and_the_members_only_if_she_agrees_S3_3(
    commission, maija, eero, sami, laura
) -> None:
    write(commission, maija)
    path = f"/requests/{commission.pk}/"
    assert "zqtausta" in client_of(sami).get(path).content.decode()
    assert "zqtausta" not in client_of(eero).get(path).content.decode()
    assert "zqtausta" not in client_of(laura).get(path).content.decode()
    assert "zqtausta" in client_of(maija, content=False).get(path).content.decode()
    write(commission, maija, for_members="on")
    assert "zqtausta" in client_of(eero).get(path).content.decode()


def test_another_employer_reads_nothing_of_it(commission, maija, pekka, outi) -> None:
    write(commission, maija)
    for stranger in (pekka, outi):
        client = client_of(stranger)
        assert client.get(f"/requests/{commission.pk}/").status_code == 404
        assert client.get(f"/requests/{commission.pk}/background/").status_code == 404
        assert client.post(f"/requests/{commission.pk}/background/", {"text": "x"}).status_code == 404
    assert not Background.readable_by(pekka).exists()


def test_the_employer_sees_where_it_stands_and_not_who_wants_what_C9(commission, maija, eero, sami) -> None:
    answer(commission, eero, "think")
    page = client_of(maija).get(f"/requests/{commission.pk}/").content.decode()
    assert eero.name not in page
    assert "0/1" not in page
    assert "Tutustumistapaaminen" not in page


def test_a_manager_reaches_no_introductory_meeting_of_their_people_C8(commission, maija, eero) -> None:
    candidate = commission.candidates.get()
    client = client_of(maija)
    assert client.get(f"/processes/{candidate.process_id}/").status_code == 404
    assert client.get(f"/requests/answers/{candidate.pk}/").status_code == 404
    assert client.get(f"/requests/{commission.pk}/wishes/").status_code == 404


def test_background_is_bytes_in_the_database_C27(commission, maija) -> None:
    write(commission, maija)
    assert TEXT.encode() not in bytes(Background.objects.get().text_sealed)


def test_a_supervisor_does_not_supervise_whom_they_manage(commission, maija, eero, sami, laura, lehtola) -> None:
    """Maija supervises too; she cannot be chosen for her own people's process: the reason is told."""
    factories.make_supervisor(user=maija)
    commission.consider(maija.supervisor, by=eero)
    answer(commission, eero, "start", supervisor=maija)
    commission.change_payer(payer="employer", organisation=lehtola, by=laura)
    form = {"kind": "individual", "starts_on": "1.2.2027", "length_minutes": "90", "every_weeks": "4", "price": "1"}
    page = client_of(laura).post(f"/requests/{commission.pk}/start/", form | {"place": "remote", "agreed_count": ""})
    assert page.status_code == 422
    assert "oma esihenkilönsä" in page.content.decode()
