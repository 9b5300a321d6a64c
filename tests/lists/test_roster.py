"""Lists that lie beside a developer's checkout: the good ones come in whole, each fault of the bad ones is named."""

import pytest

from bookings.models import Booking
from processes.models import Process
from tests.lists.story import everything, outcomes
from tests.missing import shared
from tyonohjaus.lists.importing import import_lists
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import Organisation, User

pytestmark = pytest.mark.django_db

# As ../shared/data/README.md says them, row 1 being the heading.
FAULTS = [
    ("organisaatiot", 2, "y_tunnus"),
    ("organisaatiot", 3, "maksuehto_pv"),
    ("organisaatiot", 4, "postinumero"),
    ("organisaatiot", 7, "y_tunnus"),
    ("henkilot", 33, "nimi"),
    ("henkilot", 34, "sähköposti"),
    ("henkilot", 34, "organisaatio"),
    ("henkilot", 34, "esihenkilön_sähköposti"),
    ("henkilot", 34, "kieli"),
    ("henkilot", 35, "esihenkilön_sähköposti"),
    ("hinnasto", 2, "hinta_ilman_alv"),
    ("hinnasto", 3, "voimassa_alkaen"),
    ("hinnasto", 4, "alv_prosentti"),
    ("hinnasto", 9, "laji"),
    ("prosessit", 2, "alkaa"),
    ("prosessit", 3, "kesto_min"),
    ("prosessit", 4, "rinnakkaisohjaaja"),
    ("prosessit", 5, "työnohjaaja"),
    ("prosessit", 6, "maksaja"),
    ("prosessit", 7, "hinta_ilman_alv"),
    ("prosessit", 8, "väli_viikkoa"),
    ("prosessit", 11, "tunnus"),
    ("prosessit", 12, "työnohjaaja"),
    ("tyoajat", 2, "päättyy"),
    ("tyoajat", 3, "viikonpäivä"),
    ("tyoajat", 4, "alkaa"),
    ("tyoajat", 11, "alkaa"),
    ("tapaamiset", 2, "prosessi"),
    ("tapaamiset", 3, "alkaa"),
    ("tapaamiset", 6, "tila"),
    ("tapaamiset", 9, "alkaa"),
]


def test_the_good_lists_come_in_whole_and_twice_changes_nothing() -> None:
    folder = shared("data/roster/good")
    report = import_lists(folder)

    assert report.faults == []
    assert outcomes(report) == {
        "organisaatiot": {"new": 5},
        "henkilot": {"new": 31},
        "hinnasto": {"new": 7},
        "prosessit": {"new": 9},
        "tyoajat": {"new": 9},
        "tapaamiset": {"new": 7},
    }
    assert (Organisation.objects.count(), User.objects.count()) == (5, 30)
    assert (Process.objects.count(), Booking.objects.count()) == (9, 7)
    assert User.objects.filter(email="timo.koskinen@lehtola.example").exists()
    assert not Message.objects.exists()

    before = everything()
    assert set().union(*outcomes(import_lists(folder)).values()) == {"unchanged"}
    assert everything() == before


def test_every_fault_of_the_bad_lists_is_named_and_nothing_comes_in() -> None:
    folder = shared("data/roster/bad")
    before = everything()
    report = import_lists(folder)

    places = [(fault.file.removesuffix(".csv"), fault.row, fault.column) for fault in report.faults]
    assert sorted(places) == sorted(FAULTS)
    assert everything() == before
