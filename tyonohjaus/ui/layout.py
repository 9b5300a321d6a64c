"""The order of a longer form, in crispy's terms. The form tag, the token and the buttons are ui/form.html's."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row


def ordered(*parts: object) -> FormHelper:
    """For `form.helper`: names of fields, and crispy's Fieldset(legend, …), Row or HTML between them."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*parts)
    return helper


def beside(*names: str) -> Row:
    """Two short fields side by side, where there is room."""
    return Row(*(Column(name, css_class="col-sm-6") for name in names))


class Folded(Fieldset):
    """A group that most people leave as it is. `usual` says what holds then; it lies open where a field is at fault or
    holds something else than usual (the field's own `initial`)."""

    template = "%s/layout/folded.html"

    def __init__(self, legend: Any, usual: Any, *fields: Any) -> None:
        super().__init__(legend, *fields)
        self.usual = usual

    def render(self, form: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        names = [pointer.name for pointer in self.get_field_names() if pointer.name in form.fields]
        self.is_open = any(form.has_error(name) or _is_unusual(form, name) for name in names)
        return super().render(form, context, *args, **kwargs)


def _is_unusual(form: Any, name: str) -> bool:
    field = form.fields[name]
    return field.has_changed(field.initial, form[name].value())
