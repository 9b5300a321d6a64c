from typing import Any

from tyonohjaus.lists import vocabulary
from tyonohjaus.lists.known import Lists, low
from tyonohjaus.lists.readers import organisations
from tyonohjaus.people.models import Organisation

from .ledger import Columns, Ledger


class OrganisationTarget(Columns):
    kind = organisations.NAME
    model = Organisation
    fields = {
        "nimi": "name",
        "y_tunnus": "business_id",
        "katuosoite": "street",
        "postinumero": "postcode",
        "postitoimipaikka": "city",
        "verkkolaskuosoite": "einvoice_address",
        "välittäjä": "einvoice_operator",
        "laskutussähköposti": "billing_email",
        "maksuehto_pv": "payment_term_days",
        "kustannuspaikka": "cost_centre",
        "viitteenne": "buyer_reference",
        "tilausnumero": "order_number",
        "asiakasryhmä": "group",
        "hyväksyntätapa": "approval",
    }
    vocabulary = {"asiakasryhmä": vocabulary.GROUPS, "hyväksyntätapa": vocabulary.APPROVALS}

    def key(self) -> str:
        return organisations.key(self.line)

    def find(self) -> Organisation | None:
        return Organisation.objects.filter(business_id=self.line["y_tunnus"]).first()

    def create(self) -> Organisation:
        return Organisation.enter(by=None, **self.values())

    def write(self, row: Organisation, changes: dict[str, Any]) -> Organisation:
        return row.change(by=None, **self.typed(changes))


def write(lists: Lists, ledger: Ledger) -> None:
    for line in lists[organisations.NAME]:
        row = ledger.settle(OrganisationTarget(line, ledger))
        if row:
            ledger.organisations[low(line["nimi"])] = row
