"""`handover ADDRESS`: a one-time code for one whom no supervisor can hand one to, such as an internal supervisor whose
only address is at the employer's domain (C6). The operator gives it by hand or by voice; the event log keeps it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tyonohjaus.people.models import HandoverCode, User


class Command(BaseCommand):
    help = "Print a one-time code that opens content once, to add a private address or a passkey."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address")

    def handle(self, *, address: str, **options: Any) -> None:
        user = User.objects.filter(email=address.strip().lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {address}.")
        self.stdout.write(HandoverCode.issue(user=user, by=None))
