from typing import Any

from processes.models import PriceItem
from tyonohjaus.lists import vocabulary
from tyonohjaus.lists.known import Lists
from tyonohjaus.lists.readers import prices

from .ledger import Columns, Ledger


class PriceTarget(Columns):
    kind = prices.NAME
    model = PriceItem
    fields = {
        "laji": "kind",
        "kesto_min": "minutes",
        "asiakasryhmä": "group",
        "hinta_ilman_alv": "price",
        "voimassa_alkaen": "valid_from",
    }
    vocabulary = {"laji": vocabulary.KINDS, "asiakasryhmä": vocabulary.PRICE_GROUPS}

    def key(self) -> str:
        return prices.key(self.line)

    def find(self) -> PriceItem | None:
        by_key = {name: self.line[column] for column, name in self.fields.items() if name != "price"}
        return PriceItem.objects.filter(**by_key).first()

    def create(self) -> PriceItem:
        return PriceItem.enter(by=None, **self.values())

    def write(self, row: PriceItem, changes: dict[str, Any]) -> PriceItem:
        return row.change(by=None, **self.typed(changes))


def write(lists: Lists, ledger: Ledger) -> None:
    for line in lists[prices.NAME]:
        ledger.settle(PriceTarget(line, ledger))
