from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from tyonohjaus.lists import cells
from tyonohjaus.people.accounts import create_person
from tyonohjaus.people.models import OfficeRole, User


class Command(BaseCommand):
    help = "Make somebody a person of the office: the first one of a new practice, who then adds the others."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="their e-mail address")
        parser.add_argument("--name", default="", help="their name; they may change it on their own page")

    def handle(self, *, address: str, name: str, **options: Any) -> None:
        try:
            address = cells.address(address.strip())
        except cells.Unfit:
            raise CommandError(_("“%(said)s” is not an e-mail address.") % {"said": address}) from None
        with transaction.atomic():
            user = User.objects.filter(email=address).first() or create_person(
                email=address, name=name or _name_in(address), by=None
            )
            OfficeRole.begin(user=user, by=None)
        self.stdout.write(
            _(
                "%(address)s now keeps the office. To sign in: open %(url)s, type the address, "
                "ask for a code, and type the code that comes by mail."
            )
            % {"address": address, "url": settings.SITE_URL + reverse("account_login")}
        )


def _name_in(address: str) -> str:
    """`laura.salmi@…` is probably Laura Salmi."""
    return address.partition("@")[0].replace(".", " ").replace("_", " ").title()
