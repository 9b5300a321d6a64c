from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    name = "tyonohjaus.people"

    def ready(self) -> None:
        from . import notifications  # noqa: F401 (who hears of what)

        post_migrate.connect(_first_rows, sender=self, dispatch_uid="the practice and its VAT rates")


def _first_rows(**kwargs: Any) -> None:
    """Every database has its one practice and the dated VAT rates, from the first migrate on."""
    from .models import Practice, VatRate

    Practice.objects.get_or_create(pk=1)
    VatRate.objects.fill_when_empty()
