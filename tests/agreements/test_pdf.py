"""The PDF of an accepted version: once, the same bytes, and nothing in it that is not the agreement's."""

from io import BytesIO

import pikepdf
import pypdf
import pytest

from agreements import printing
from agreements.models import Paper, Version
from agreements.tasks import make_paper, sweep
from processes.models import PersonalGoal, Process
from tests.agreements.paper import in_force, offered, printed, text_of
from tests.factories import client_of
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_the_accepted_text_stands_on_paper_with_who_accepted_it(
    aino_with_sami: Process, sami: User, maija: User
) -> None:
    version = in_force(aino_with_sami, by=sami)

    words = text_of(printed(version))

    for section in version.told.sections:
        for paragraph in section.paragraphs:
            assert " ".join(paragraph.split()) in words.replace("\u00a0", " ") or "\u00a0" in paragraph
    for name in ("Aino Mäkelä", "Maija Korhonen", "Sami Rautio", "Lehtolan Kuntoutus Oy", version.sha256[:32]):
        assert name in words


def test_the_same_bytes_each_time_and_made_once(aino_with_sami: Process, sami: User) -> None:
    version = in_force(aino_with_sami, by=sami)
    paper = Paper.objects.get()
    for _again in range(3):
        make_paper(str(paper.pk))
        sweep()

    paper = Paper.objects.get()
    assert paper.attempts == 1
    assert bytes(paper.pdf) == printing.render(paper) == printed(version)


def test_nothing_is_printed_before_all_have_accepted(aino_with_sami: Process, sami: User) -> None:
    version = offered(aino_with_sami, by=sami)
    sweep()

    assert not Paper.objects.exists()
    assert client_of(sami).get(f"/agreements/{version.pk}/pdf/").status_code == 303


def test_it_is_archival_accessible_and_says_nothing_but_its_name_C17(
    aino_with_sami: Process, aino: User, sami: User
) -> None:
    PersonalGoal.write(process=aino_with_sami, owner=aino, text="zqgoal-planted")
    pdf = printed(in_force(aino_with_sami, by=sami))

    reader = pypdf.PdfReader(BytesIO(pdf))
    assert reader.metadata is not None
    title = str(reader.metadata.title)
    assert title == f"Työnohjaussopimus {aino_with_sami.code}, versio 1"
    assert reader.metadata.author == "Kuuloke Työnohjaus Oy"
    assert not reader.metadata.subject and not reader.metadata.keywords
    with pikepdf.open(BytesIO(pdf)) as opened:
        xmp = opened.Root.Metadata.read_bytes().decode()
        fonts = {
            str(item.BaseFont)
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and "/BaseFont" in item
        }
    assert "pdfuaid" in xmp and "Mäkelä" not in xmp
    assert fonts and all("Fira-Sans" in font or "FiraSans" in font for font in fonts)
    assert "zqgoal" not in text_of(pdf) and b"zqgoal" not in pdf


def test_each_employer_gets_a_copy_without_the_others_people_C7(
    two_employers: Process, aino: User, sami: User, maija: User, pekka: User
) -> None:
    version = in_force(two_employers, by=sami)
    for_all, for_pekka = text_of(printed(version)), text_of(printed(version, reader=pekka))

    for name in ("Aino Mäkelä", "Eero Virtanen", "Maija Korhonen"):
        assert name in for_all and name not in for_pekka
    assert "Elina Niemi" in for_pekka and "Lisäksi muita ohjattavia: 2" in for_pekka
    served = {user: client_of(user).get(f"/agreements/{version.pk}/pdf/").content for user in (aino, maija, pekka)}
    assert served[aino] == printed(version)
    assert served[maija] == printed(version, reader=maija)
    assert served[pekka] == printed(version, reader=pekka)


def test_the_file_names_nobody_and_no_browser_keeps_it_C18_C21(
    aino_with_sami: Process, aino: User, pekka: User, outi: User, sami: User
) -> None:
    version = in_force(aino_with_sami, by=sami)
    printed(version)

    got = client_of(aino).get(f"/agreements/{version.pk}/pdf/")

    assert got["Content-Type"] == "application/pdf" and "no-store" in got["Cache-Control"]
    assert got["Content-Disposition"] == f'attachment; filename="sopimus-{aino_with_sami.code.lower()}-1.pdf"'
    for stranger in (pekka, outi):
        assert client_of(stranger).get(f"/agreements/{version.pk}/pdf/").status_code == 404


def test_a_group_of_fifteen_fits(kuuloke: object, sami: User, maija: User, lehtola: object, laura: User) -> None:
    from tests import factories

    members = [factories.make_person(name=f"Jäsen Numero{number}") for number in range(15)]
    for member in members:
        factories.make_employment(employee=member, organisation=lehtola, manager=maija)  # type: ignore[arg-type]
    group = factories.make_process(supervisor=sami, supervisees=members, organisation=lehtola)  # type: ignore[arg-type]

    words = text_of(printed(in_force(group, by=laura)))

    assert all(words.count(f"Numero{number} ") >= 2 for number in range(10, 15))
    assert Version.objects.get().sha256[-8:] in words
