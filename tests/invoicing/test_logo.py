"""Laura puts the practice's logo on its invoices."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from invoicing.documents.pdf import page
from invoicing.models import Invoice
from processes.models import Process
from tests.factories import client_of
from tests.forms import faults
from tests.invoicing.month import held, issue
from tyonohjaus.people.models import Logo, Practice, User

pytestmark = pytest.mark.django_db
PAGE = "/practice/logo/"


def picture(kind: str = "PNG", *, size: tuple[int, int] = (2400, 600), **saved: object) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "#1d5661").save(file, kind, **saved)
    return file.getvalue()


def upload(client: Client, content: bytes, *, name: str = "logo.png") -> object:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content, "image/png")})


def test_it_is_drawn_anew_small_and_without_what_a_camera_wrote(laura: User, kuuloke: Practice) -> None:
    exif = Image.Exif()
    exif[0x010E] = "Ainon kotona"  # ImageDescription
    assert b"Ainon kotona" in (taken := picture("JPEG", exif=exif))

    assert upload(client_of(laura), taken, name="kuva.jpg").status_code == 303

    kept = bytes(Logo.objects.get().png)
    assert b"Ainon kotona" not in kept
    with Image.open(BytesIO(kept)) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (820, 205))
    assert "data:image/png" in client_of(laura).get(PAGE).content.decode()


def test_what_was_issued_keeps_the_logo_that_it_went_out_with(framed: Process, laura: User) -> None:
    held(framed)
    Logo.use(picture(), by=laura)
    [invoice] = issue(laura)
    Logo.remove(by=laura)

    document = Invoice.objects.get(pk=invoice.pk).frozen()
    assert document.seller.logo
    assert document.seller.logo.content == picture()
    assert '<img src="data:image/png;base64,' in page(document, {})


NO_LOGO: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "another kind": lambda: b"%PDF-1.7 no picture",
    "a drawing with a script": lambda: b"<svg onload='x'/>",
    "cut": lambda: picture()[:30],
    "too many pixels": lambda: picture(size=(6000, 6000)),
    "too large": lambda: b"0" * 6_000_000,
}


@pytest.mark.parametrize("kind", NO_LOGO)
def test_what_is_no_picture_is_refused_with_the_reason(laura: User, kuuloke: Practice, kind: str) -> None:
    answer = upload(client_of(laura), NO_LOGO[kind]())
    assert answer.status_code == 422
    assert faults(answer)
    assert not Logo.objects.exists()


def test_it_can_be_removed_and_a_second_time_does_no_harm(laura: User, kuuloke: Practice) -> None:
    Logo.use(picture(), by=laura)
    for _time in range(2):
        assert client_of(laura).post(PAGE, {"remove": "yes"}).status_code == 303
    assert not Logo.objects.exists()
