"""The order of a longer form, in crispy's terms. The form tag, the token and the buttons are ui/form.html's."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout


def ordered(*parts: object) -> FormHelper:
    """For `form.helper`: names of fields, and crispy's Fieldset(legend, …), Row or HTML between them."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*parts)
    return helper
