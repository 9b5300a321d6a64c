"""A framework agreement: prices, references and a ceiling for all processes of an organisation (S4-17)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bookings import diary, frames
from bookings.models import Cancellation, Status
from processes.models import FrameAgreement, Process, References, Tariff
from tests.bookings.pages import reading, text
from tests.factories import NOW, client_of, helsinki, make_booking, make_process
from tests.processes.agreement import NEW, filled
from tyonohjaus.people.models import Organisation, User

FRAMES = "/practice/frames/"


@pytest.fixture
def frame(kuuloke: Any, lehtola: Organisation, laura: User) -> FrameAgreement:
    return FrameAgreement.agree(
        by=laura,
        organisation=lehtola,
        number="P-2026/17",
        starts_on=date(2026, 1, 1),
        ends_on=date(2028, 12, 31),
        ceiling_sessions=5,
        ceiling_euros=Decimal("1000.00"),
        cost_centre="9000",
        order_number="OT1",
        prices=[Tariff("individual", 90, Decimal("160.00"))],
    )


@pytest.fixture
def under(frame: FrameAgreement, aino: User, sami: User, lehtola: Organisation) -> Process:
    return make_process(supervisor=sami, supervisees=[aino], organisation=lehtola, frame=frame, price=Decimal(160))


@pytest.fixture
def typed(lehtola: Organisation) -> dict[str, Any]:
    return {
        "organisation": lehtola.pk,
        "number": "P-2027/1",
        "starts_on": "1.1.2027",
        "ends_on": "31.12.2027",
        "ceiling_sessions": "20",
        "ceiling_euros": "5 000,00",
        "kind_0": "group",
        "minutes_0": "90",
        "price_0": "233,00",
        "kind_1": "individual",
        "kind_2": "individual",
    }


def held(process: Process, *days: int, status: str = Status.HELD, **fields: Any) -> list[Any]:
    return [
        make_booking(process=process, starts_at=helsinki(f"2027-01-{day:02} 10:00"), status=status, **fields)
        for day in days
    ]


def test_a_process_inherits_prices_and_references_its_own_before_the_frames_before_the_organisations(
    under: Process, frame: FrameAgreement
) -> None:
    assert under.references == References("9000", "Toimintaterapia", "OT1")
    under.cost_centre = "1"
    assert under.references == References("1", "Toimintaterapia", "OT1")


def test_its_price_is_proposed_before_the_lists(
    frame: FrameAgreement, aino: User, sami: User, lehtola: Organisation, laura: User
) -> None:
    form = filled(supervisor=sami, supervisees=[aino], organisation=lehtola, price="", frame=frame.pk)
    assert reading(laura).post(NEW, form).status_code == 303
    process = Process.objects.get()
    assert (process.price, process.frame) == (Decimal("160.00"), frame)


def test_another_organisations_frame_is_refused(
    frame: FrameAgreement, aino: User, sami: User, merikanta: Organisation, lehtola: Organisation, laura: User
) -> None:
    FrameAgreement.objects.update(organisation=merikanta)
    form = filled(supervisor=sami, supervisees=[aino], organisation=lehtola, frame=frame.pk)
    answer = reading(laura).post(NEW, form)
    assert answer.status_code == 422
    assert "another organisation" in text(answer)


def test_what_is_used_is_held_and_booked_and_charged(
    under: Process, frame: FrameAgreement, sami: User, aino: User
) -> None:
    held(under, 5, 12)
    held(under, 13, status=Status.NO_SHOW)  # charged in full
    make_booking(process=under, starts_at=helsinki("2027-02-09 10:00"))
    free, late = held(under, 19, 20, status=Status.CANCELLED, take_time=False)
    for booking, share in ((free, 0), (late, 50)):
        Cancellation.objects.create(booking=booking, by=aino, at=NOW, late_since=NOW, share=share)
    make_booking(process=under, starts_at=helsinki("2029-01-09 10:00"))  # after its last day
    use = frames.use_of(frame)
    assert (use.sessions, use.euros) == (5, Decimal("720.00"))
    assert (use.percent, use.is_near, use.is_over) == (100, True, False)


def test_half_a_price_keeps_its_cents(under: Process, frame: FrameAgreement) -> None:
    held(under, 13, status=Status.NO_SHOW, price=Decimal("175.00"), cancellation_share=50)
    assert frames.use_of(frame).euros == Decimal("87.50")


def test_from_eighty_percent_on_the_office_is_told_and_at_the_end_clearly(
    under: Process, frame: FrameAgreement, laura: User, sami: User
) -> None:
    held(under, 5, 6, 7)
    assert frames.warning(under) == ""
    assert "P-2026/17" not in text(reading(laura).get("/"))
    held(under, 8)
    assert "P-2026/17" in text(reading(laura).get("/"))
    assert "P-2026/17" not in text(reading(sami).get("/"))
    under.agreed_count = 6
    assert "would be exceeded" in frames.warning(under)
    held(under, 11, 12)
    assert "More is booked than" in frames.warning(under)
    assert "Ceiling exceeded" in text(reading(laura).get(FRAMES))
    assert "More is booked than" in text(reading(laura).get(f"/processes/{under.pk}/"))


def test_a_ceiling_stops_no_session(under: Process, sami: User) -> None:
    held(under, 4, 5, 6, 7, 8)
    diary.book(under, starts_at=helsinki("2027-02-09 10:00"), by=sami, now=NOW)
    assert under.bookings.count() == 6
    assert frames.use_of(under.frame).is_over  # type: ignore[arg-type]


def test_maija_reads_numbers_only_and_pekka_nothing(
    under: Process, frame: FrameAgreement, maija: User, pekka: User, aino: User, outi: User
) -> None:
    held(under, 5, 12)
    page = text(reading(maija).get(f"{FRAMES}{frame.pk}/"))
    assert "Sessions: 2 of 5" in page
    assert "320.00" in page
    assert "Aino" not in page
    assert "Change" not in page
    assert "P-2026/17" in text(reading(maija).get("/"))
    assert client_of(maija).get(f"{FRAMES}{frame.pk}/change/").status_code == 403
    for stranger in (pekka, aino, outi):
        assert client_of(stranger).get(f"{FRAMES}{frame.pk}/").status_code == 404


def test_laura_writes_one_and_changes_its_prices(laura: User, typed: dict[str, Any], kuuloke: Any) -> None:
    client = reading(laura)
    assert client.post(f"{FRAMES}new/", typed).status_code == 303
    frame = FrameAgreement.objects.get()
    assert frame.price_for(kind="group", minutes=90) == Decimal("233.00")
    page = f"{FRAMES}{frame.pk}/"
    assert "P-2027/1" in text(client.get(page))
    assert client.post(f"{page}change/", typed | {"price_0": "240", "kind_3": "individual"}).status_code == 303
    assert FrameAgreement.objects.get().price_for(kind="group", minutes=90) == Decimal(240)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "change, said",
    [
        ({"ends_on": "31.12.2026"}, "before the first"),
        ({"minutes_0": ""}, "Write both"),
        ({"kind_1": "group", "minutes_1": "90", "price_1": "1"}, "above already"),
        ({"ceiling_sessions": "0"}, "smallest possible number"),
        ({"number": ""}, "required"),
        ({"number": "x" * 36}, "35"),
    ],
)
def test_what_does_not_fit_is_told_and_kept(
    laura: User, typed: dict[str, Any], kuuloke: Any, change: dict[str, str], said: str
) -> None:
    answer = reading(laura).post(f"{FRAMES}new/", typed | change)
    assert answer.status_code == 422
    assert said in text(answer)
    assert not FrameAgreement.objects.exists()


def test_the_same_number_twice_is_told(laura: User, typed: dict[str, Any], frame: FrameAgreement) -> None:
    answer = reading(laura).post(f"{FRAMES}new/", typed | {"number": "P-2026/17"})
    assert answer.status_code == 422
    assert "already" in text(answer)
