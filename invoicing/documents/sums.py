"""Line nets to VAT rows and totals: tax once per rate on the sum of its lines, half up (EN 16931 BR-CO-17)."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from invoicing.documents.document import ZERO, Line, Sums, VatCategory, VatRow
from tyonohjaus.lib import money

Rate = tuple[VatCategory, Decimal]


def net_of(*, quantity: Decimal, unit_price: Decimal) -> Decimal:
    return money.cents(quantity * unit_price)


def sums_of(lines: Iterable[Line], *, grounds: Mapping[VatCategory, str] | None = None) -> Sums:
    """The sums of an invoice. `grounds` says for an untaxed category why, in the invoice's language."""
    return _sums([
        VatRow(category=rate[0], percent=rate[1], base=base, tax=money.vat(base, rate[1]), ground=ground)
        for rate, base, ground in _bases(lines, grounds or {})
    ])  # fmt: skip


def credit_sums_of(
    lines: Iterable[Line],
    *,
    original: Sums,
    earlier: Sequence[Sums] = (),
    grounds: Mapping[VatCategory, str] | None = None,
) -> Sums:
    """The sums of a credit note (negative). The credit that empties a rate takes the tax that is left of it.

    Crediting by parts rounds more often than the invoice did: only so is the rest exactly nought.
    """
    rows = []
    for rate, base, ground in _bases(lines, grounds or {}):
        left_base, left_tax = _left(rate, [original, *earlier])
        tax = -left_tax if base == -left_base else money.vat(base, rate[1])
        rows.append(VatRow(category=rate[0], percent=rate[1], base=base, tax=tax, ground=ground))
    return _sums(rows)


def _bases(lines: Iterable[Line], grounds: Mapping[VatCategory, str]) -> list[tuple[Rate, Decimal, str]]:
    """Of one category there is one row, whatever its lines' grounds (EN 16931 BR-E-01): it names each once."""
    bases: dict[Rate, Decimal] = {}
    named: dict[Rate, dict[str, None]] = {}
    for line in lines:
        rate = (line.vat_category, line.vat_percent)
        bases[rate] = bases.get(rate, ZERO) + line.net
        if line.vat_ground:
            named.setdefault(rate, {})[line.vat_ground] = None
    highest_first = sorted(bases.items(), key=lambda item: (-item[0][1], item[0][0]))
    return [(rate, base, "; ".join(named.get(rate, ())) or grounds.get(rate[0], "")) for rate, base in highest_first]


def _left(rate: Rate, all_sums: Iterable[Sums]) -> tuple[Decimal, Decimal]:
    rows = [row for sums in all_sums for row in sums.vat_rows if (row.category, row.percent) == rate]
    return sum((row.base for row in rows), ZERO), sum((row.tax for row in rows), ZERO)


def _sums(rows: Sequence[VatRow]) -> Sums:
    net = sum((row.base for row in rows), ZERO)
    tax = sum((row.tax for row in rows), ZERO)
    return Sums(vat_rows=tuple(rows), net=net, vat=tax, gross=net + tax)
