"""The practice's logo, as its invoices print it."""

from io import BytesIO
from typing import Any, ClassVar

from django.db import models, transaction

from tyonohjaus.access import Action, Scoped
from tyonohjaus.events.record import record

from .practice import Practice

LARGEST_FILE = 5 * 1024 * 1024
MOST_PIXELS = 25_000_000
# Printed 13 mm high and at most 80 wide: 400 dots an inch. Each invoice keeps its own copy.
PRINTED_WITHIN = (1260, 205)


class NotAPicture(Exception):
    """Neither PNG nor JPEG, broken, or with more pixels than anybody's logo has."""


class Logo(Scoped):
    """A row where the practice has one. What is kept is drawn anew: small, a PNG, without what a camera or a program
    wrote into the file."""

    scope: ClassVar[str] = "practice"
    SEE = Action.PRACTICE_EDIT

    practice = models.OneToOneField(Practice, models.PROTECT, default=1, related_name="logo", editable=False)
    png = models.BinaryField()

    def __str__(self) -> str:
        return f"{len(self.png)} bytes"

    @classmethod
    def use(cls, png: bytes, *, by: Any) -> "Logo":
        """On what is issued from now on. `png` as `drawn_anew` makes it."""
        with transaction.atomic():
            practice = Practice.objects.select_for_update().get()
            logo, _is_new = cls.objects.update_or_create(practice=practice, defaults={"png": png})
            record("practice.logo_changed", subject=practice, by=by)
        return logo

    @classmethod
    def remove(cls, *, by: Any) -> None:
        with transaction.atomic():
            practice = Practice.objects.select_for_update().get()
            if cls.objects.filter(practice=practice).delete()[0]:
                record("practice.logo_removed", subject=practice, by=by)


def drawn_anew(file: bytes) -> bytes:
    """Of at most LARGEST_FILE bytes. Raises NotAPicture."""
    from PIL import Image  # 20 MB that only this page needs

    try:
        with Image.open(BytesIO(file), formats=["PNG", "JPEG"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPicture
            picture.load()
            drawn = picture.convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        raise NotAPicture from fault
    drawn.thumbnail(PRINTED_WITHIN)
    png = BytesIO()
    drawn.save(png, "PNG", optimize=True)
    return png.getvalue()
