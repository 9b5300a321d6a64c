"""What people here type for days, sums and numbers."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as some

from tyonohjaus.ui.inputs import DayField, EurosField, NumberField, PriceField


@pytest.mark.parametrize(
    "typed", ["31.1.2027", "31.01.2027", " 31.1.2027 ", "2027-01-31", "31 Jan 2027", "31\u00a0Jan\u00a02027"]
)
def test_a_day_may_be_written_in_these_ways(typed: str) -> None:
    assert DayField().clean(typed) == date(2027, 1, 31)


@pytest.mark.parametrize("typed", ["31.2.2027", "tammikuussa", "1.1.27", "1/31/2027", "1.1.0027", "1.1.2199", "\x00"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        DayField().clean(typed)


@pytest.mark.parametrize("language, shown", [("fi", "9.2.2027"), ("sv", "9.2.2027"), ("en", "9 Feb 2027")])
def test_a_day_stands_in_the_field_as_it_is_written_here_and_is_read_again(language: str, shown: str) -> None:
    with override(language):
        assert DayField().prepare_value(date(2027, 2, 9)) == shown
        assert DayField().clean(shown) == date(2027, 2, 9)


@pytest.mark.parametrize(
    "typed, read",
    [
        ("175", "175"),
        ("175,00", "175.00"),
        ("175.00", "175.00"),
        ("1 750,50", "1750.50"),
        ("1\u00a0750,50 €", "1750.50"),
        ("€1,776.00", "1776.00"),
        ("1.776,00", "1776.00"),
        ("0", "0"),
    ],
)
def test_a_sum_may_be_written_in_these_ways(typed: str, read: str) -> None:
    assert EurosField().clean(typed) == Decimal(read)


@pytest.mark.parametrize("typed", ["sata", "1,005", "-1", "1,2,3", "NaN", "Infinity", "1e999", "9" * 20, "€"])
def test_what_is_no_sum_is_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        EurosField().clean(typed)


@pytest.mark.parametrize("typed", ["16000", "5000,01", "999999999", "-160"])
def test_what_no_session_costs_is_refused_with_one_reason(typed: str) -> None:
    """`160,00` without its comma would be an invoice of sixteen thousand."""
    with pytest.raises(forms.ValidationError) as refused:
        PriceField().clean(typed)
    assert len(refused.value.messages) == 1
    assert PriceField().clean("5 000,00") == 5000


@given(some.decimals(0, 999999, places=2), some.sampled_from(["fi", "sv", "en"]))
def test_a_sum_that_stands_in_the_field_is_read_again_as_it_is(amount: Decimal, language: str) -> None:
    with override(language):
        assert EurosField().clean(EurosField().prepare_value(amount)) == amount


@pytest.mark.parametrize("typed", ["", "yksi", "1.5", "44", "121", "9" * 400])
def test_a_number_has_its_limits(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        NumberField(min_value=45, max_value=120).clean(typed)


def test_what_could_not_be_read_stays_as_typed() -> None:
    for field in (DayField(), EurosField()):
        assert field.prepare_value("jotain muuta") == "jotain muuta"
