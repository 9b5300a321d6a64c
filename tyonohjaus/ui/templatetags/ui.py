"""Our tags and filters; a builtin of all templates (settings.TEMPLATES).

Dates and times, in the language of the page, from an aware instant or a day:
    {{ start|when:end }}  {{ start|when_short:end }}  {{ start|times:end }}  {{ start|deadline }}  {{ start|on_day }}
    {{ day|day }}  {{ day|day_short }}  {{ day|day_long }}  {{ day|numeric }}  {{ start|clock_time }}
    {{ day|month_name }}
    {% moment start end form="when_short" %} the same inside <time datetime="…">
What stands twice: {% hold page_title %} … {% endhold %} writes nothing, and is {{ page_title }} from there on.
Money: {{ amount|euros }}  {{ rate|percent }}   Marks: {% icon "clock" %}  {% status "waits" _("Waiting") %}
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.base import NodeList, Parser, Token
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from tyonohjaus.lib import money
from tyonohjaus.ui import devices, words
from tyonohjaus.ui.icons import ICONS
from tyonohjaus.ui.language import spoken
from tyonohjaus.ui.parts import Column, Line

register = template.Library()

STATUS_ICONS = {
    "open": "circle-dashed",
    "waits": "hourglass",
    "agreed": "calendar-check",
    "done": "check-check",
    "off": "calendar-x",
    "fault": "triangle-alert",
}
NOTICE_ICONS = {"info": "info", "done": "circle-check", "waits": "hourglass", "fault": "triangle-alert"}
MESSAGE_KINDS = {"success": "done", "warning": "waits", "error": "fault"}
FORMS_OF_TIME: dict[str, Callable[..., str]] = {
    form.__name__: form
    for form in (
        words.when,
        words.when_short,
        words.times,
        words.at,
        words.on_day,
        words.deadline,
        words.day,
        words.day_short,
        words.day_long,
        words.numeric,
        words.clock_time,
        words.month,
    )
}
RANGE = re.compile(r"[^ ]*\d\u2013\d[^ ]*")  # ordinary spaces part it, no-break spaces do not
WITH_END = {"when", "when_short", "times", "at"}


def _said(form: str, value: date | None, end: datetime | None = None) -> str:
    if not value:
        return ""
    more = {"end": end} if form in WITH_END else {}
    return FORMS_OF_TIME[form](value, language=spoken(), **more)


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon of the sprite; always beside words, so hidden from screen readers. A page has twenty."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"{name!r} is not in tyonohjaus/ui/icons.py")
    return format_html(
        '<svg class="i" width="20" height="20" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("icons.svg"),
        name,
    )


@register.simple_tag
@cache
def address(name: str, *parts: str) -> str:
    """`{% url %}`, for the frame: each page asks for the same few."""
    return reverse(name, args=parts)


@register.simple_tag
@cache
def asset(path: str) -> str:
    """`{% static %}`, for the frame."""
    return static(path)


@register.inclusion_tag("ui/status.html")
def status(kind: str, text: str, icon: str = "") -> dict[str, str]:
    return {"kind": kind, "text": text, "icon": icon or STATUS_ICONS[kind]}


@register.simple_tag
def moment(start: date | None, end: datetime | None = None, form: str = "when") -> SafeString | str:
    if not start:
        return ""
    return format_html('<time datetime="{}">{}</time>', words.machine(start), _said(form, start, end))


@register.simple_tag
def field_input(field: BoundField, classes: str) -> SafeString:
    """The input of a field, tied to its hint, fault and who line."""
    own = field.field.widget.attrs.get("class", "")
    attrs: dict[str, str | bool] = {"class": f"{own} {classes}".strip() + (" is-invalid" if field.errors else "")}
    if not field.use_fieldset and (ids := described_by(field)):
        attrs["aria-describedby"] = ids
    return field.as_widget(attrs=attrs)


@register.filter
def instant(iso: str) -> date:
    """A message's fact, kept as ISO text, as the aware instant or the day that the filters below take."""
    return date.fromisoformat(iso) if len(iso) == len("2027-02-09") else datetime.fromisoformat(iso)


@register.filter
def when(start: datetime | None, end: datetime | None = None) -> str:
    return _said("when", start, end)


@register.filter
def when_short(start: datetime | None, end: datetime | None = None) -> str:
    return _said("when_short", start, end)


@register.filter
def times(start: datetime | None, end: datetime | None = None) -> str:
    return _said("times", start, end)


@register.filter
def at(start: datetime | None, end: datetime | None = None) -> str:
    return _said("at", start, end)


@register.filter
def on_day(instant: datetime | None) -> str:
    return _said("on_day", instant)


@register.filter
def deadline(instant: datetime | None) -> str:
    return _said("deadline", instant)


@register.filter
def day(value: date | None) -> str:
    return _said("day", value)


@register.filter
def day_short(value: date | None) -> str:
    return _said("day_short", value)


@register.filter
def day_long(value: date | None) -> str:
    return _said("day_long", value)


@register.filter
def numeric(value: date | None) -> str:
    return _said("numeric", value)


@register.filter
def clock_time(instant: datetime | None) -> str:
    return _said("clock_time", instant)


@register.filter
def month_name(value: date | None) -> str:
    return _said("month", value)


@register.filter
def span(first: date, last: date) -> str:
    """`17.2.–27.10.2027`"""
    return words.span(first, last, language=spoken())


@register.filter
def euros(amount: Any) -> str:
    return "" if amount in (None, "") else money.euros(amount, spoken())


@register.filter
def percent(rate: Any) -> str:
    return "" if rate in (None, "") else money.percent(rate, spoken())


@register.filter
def plain(text: Any) -> str:
    return words.plain(str(text))


@register.filter
def unbroken(text: Any, where: str = "page") -> SafeString:
    """A range such as `klo 10.00–11.30` stays on one line; in a mail by an inline style."""
    escaped = conditional_escape(text)
    if "<" in escaped:
        return escaped
    mark = 'style="white-space:nowrap;"' if where == "mail" else 'class="num"'
    return mark_safe(RANGE.sub(rf"<span {mark}>\g<0></span>", escaped))  # noqa: S308 (escaped above)


@register.filter
def device(user_agent: str) -> str:
    return devices.device(user_agent)


@register.filter
def notice_kind(level_tag: str) -> str:
    """Django's message level as a kind of notice."""
    return MESSAGE_KINDS.get(level_tag, "info")


@register.filter
def notice_icon(kind: str) -> str:
    return NOTICE_ICONS.get(kind, "info")


@register.filter
def described_by(field: BoundField) -> str:
    """The ids of hint, error and who line, in the order in which they stand."""
    marks = (("helptext", field.help_text), ("error", field.errors), ("who", getattr(field.field, "who", None)))
    return " ".join(f"{field.auto_id}_{mark}" for mark, there in marks if there)


@register.filter
def first_input(field: BoundField) -> str:
    """The id to jump to: the field's own, or that of its first choice."""
    return field.id_for_label or (f"{field.auto_id}_0" if field.use_fieldset else field.auto_id)


@register.filter
def is_optional(field: BoundField) -> bool:
    """Said in words; a lone checkbox is optional by nature, and a locked field asks for nothing."""
    kind = getattr(field.field.widget, "input_type", "")
    return not field.field.required and kind != "checkbox" and not field.field.disabled


@register.filter
def faulty_fields(form: BaseForm) -> list[BoundField]:
    return [field for field in form if field.errors]


@register.filter
def beside(line: Line, columns: Sequence[Column]) -> list[tuple[str, bool, object]]:
    """Each cell with the label of its column; the first column is the line's own heading."""
    return [(column.label, column.number, cell) for column, cell in zip(columns[1:], line.cells, strict=True)]


@register.filter
def without_placeholders(form: BaseForm) -> BaseForm:
    """allauth repeats each label inside its field; a label is enough."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    return form


@register.filter
def as_code(form: BaseForm) -> BaseForm:
    """A code field that is easy to read back, and that phones fill in from the mail."""
    widget = form.fields["code"].widget
    widget.attrs |= {
        "class": "code",
        "autocomplete": "one-time-code",
        "autocapitalize": "characters",
        "autofocus": True,
    }
    return form


@register.filter
def labelled(field: BoundField, label: str) -> BoundField:
    """The field with another label."""
    field.label = label
    return field


@register.tag
def hold(parser: Parser, token: Token) -> "Held":
    _tag, name = token.split_contents()
    nodelist = parser.parse(["endhold"])
    parser.delete_first_token()
    return Held(nodelist, name)


class Held(template.Node):
    """Written nowhere, and known by its name afterwards."""

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: template.Context) -> SafeString:
        context[self.name] = self.nodelist.render(context)
        return SafeString("")
