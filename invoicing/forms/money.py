"""What was paid, what a reminder costs, what is credited."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from invoicing import words
from invoicing.models import NotPayable, Refusal
from invoicing.reminding import Terms
from tyonohjaus.ui.inputs import DayField, EurosField


class PaymentForm(forms.Form):
    """What came in, or went back, and on which day. What cannot be is said beside its field."""

    SENTENCES: ClassVar = {
        Refusal.FUTURE: _("This day has not come yet. Write the day on which the money came."),
        Refusal.BEFORE_ISSUE: _("The invoice was not issued yet on this day. Check the day."),
        Refusal.NO_SUM: _("Write a sum above zero."),
        Refusal.ABSURD: _("This is more than twice what the invoice asks for. Check the sum and its comma."),
        Refusal.MORE_THAN_OVER: _("More was not paid too much. Check the sum."),
    }

    amount = EurosField(
        label=_("Sum, €"), min_value=Decimal("0.01"), error_messages={"min_value": SENTENCES[Refusal.NO_SUM]}
    )
    paid_on = DayField(label=_("Day"))
    # How many payments the page knew of.
    place = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=32767)

    def refuse(self, refusal: NotPayable) -> None:
        """Where the sum or the day is at fault."""
        if refusal.why in self.SENTENCES:
            of_the_day = refusal.why in {Refusal.FUTURE, Refusal.BEFORE_ISSUE}
            self.add_error("paid_on" if of_the_day else "amount", self.SENTENCES[refusal.why])


class ReminderForm(forms.Form):
    """What a reminder costs the payer: nothing, or as much as the law allows now."""

    fee = EurosField(label=_("Fee, €"))
    step = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32767)

    def __init__(self, data: Any = None, *, terms: Terms, **kwargs: Any) -> None:
        super().__init__(data, initial={"fee": Decimal(0), "step": terms.step}, **kwargs)
        self.terms = terms
        self.fields["fee"].help_text = self._help()

    def refuse_fee(self) -> None:
        most = words.euros(self.terms.most_fee)
        self.add_error("fee", _("A reminder may cost the payer %(most)s at most now.") % {"most": most})

    def _help(self) -> Any:
        if self.terms.is_consumer and not self.terms.most_fee:
            return _(
                "A consumer's reminder costs nothing before 14 days have passed since the due date or the last one."
            )
        if self.terms.is_consumer:
            return _("A consumer's reminder costs 5 € at most.")
        return _("Of a business or a public buyer a standard compensation of 40 € may be asked, once for an invoice.")


class CreditForm(forms.Form):
    """Which lines of an issued invoice are taken back, and whether their sessions are billed anew."""

    class Then(models.TextChoices):
        AGAIN = "again", _("Bill the sessions again")
        NEVER = "never", _("Charge nobody for them")

    lines = forms.MultipleChoiceField(
        label=_("Which lines are credited?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one line.")},
    )
    then = forms.ChoiceField(
        label=_("What happens to their sessions?"),
        choices=Then.choices,
        widget=forms.RadioSelect,
        initial=Then.AGAIN,
        help_text=_(
            "Billed again, they are drafted at once, or asked of the payer first where nobody approved them "
            "beforehand. Mend the price, the mark or the reference first, or on the draft."
        ),
    )

    def __init__(self, data: Any = None, *, lines: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field: Any = self.fields["lines"]
        field.choices = lines
        field.initial = [key for key, _label in lines]

    @property
    def again(self) -> bool:
        return bool(self.cleaned_data["then"] == self.Then.AGAIN)
