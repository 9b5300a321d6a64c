"""The partials of templates/ui: what they are given comes out in words, safely, and reachable."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.forms import (
    BooleanField,
    CharField,
    CheckboxSelectMultiple,
    ChoiceField,
    Form,
    MultipleChoiceField,
    RadioSelect,
    Textarea,
)
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils.translation import override

from tests.factories import helsinki
from tyonohjaus.ui.fields import Who, tell
from tyonohjaus.ui.month import free_times
from tyonohjaus.ui.parts import Badge, Chip, Column, Fact, Gap, Item, Line, Link, MenuItem, Row, Slot, Step, WeekDay

START = helsinki("2027-02-09 10:00")
EVIL = "<script>alert(1)</script>"


def shown(name: str, **context: Any) -> str:
    return render_to_string(f"ui/{name}.html", {"csrf_token": "token", **context})


def said(source: str, **context: Any) -> str:
    return Template(source).render(Context(context))


class Log(Form):
    code = CharField(label="Business ID", help_text="In the form 1234567-8.")
    note = CharField(label="Own note", required=False, widget=Textarea)
    themes = MultipleChoiceField(
        label="Themes", required=False, choices=[("1", "Limits"), ("2", "Load")], widget=CheckboxSelectMultiple
    )
    payer = ChoiceField(label="Payer", choices=[("e", "Employer"), ("s", "Self")], widget=RadioSelect)
    share = BooleanField(label="Share the themes", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell(self.fields["note"], who=Who("Sealed.", icon="lock", bold="Only you see this."))
        tell(self.fields["themes"], remark="at most five", chips=True)


def test_a_choice_that_is_missing_is_asked_for_as_a_choice() -> None:
    form = Log({})
    tell(form.fields["payer"], chips=True)
    with override("fi"):
        assert form.errors["payer"] == ["Valitse yksi."]


def test_a_time_is_a_time_element() -> None:
    html = said("{% moment start end %}", start=START, end=START + timedelta(minutes=90))
    assert html == '<time datetime="2027-02-09T10:00">ti\u00a09.2.2027 klo\u00a010.00–11.30</time>'
    assert said('{% moment start form="deadline" %}', start=START).endswith(">ti\u00a09.2. klo\u00a010</time>")


def test_filters_speak_the_language_of_the_page() -> None:
    with override("sv"):
        assert said("{{ start|when_short|plain }}", start=START) == "ti 9.2 kl. 10.00"
    with override("en"):
        assert said("{{ sum|euros }} {{ rate|percent }}", sum=Decimal(1776), rate=Decimal("25.5")) == "€1,776.00 25.5%"
    assert said("{{ sum|euros }}", sum=Decimal(1776)) == "1\u00a0776,00\u00a0€"


def test_nothing_is_said_of_what_is_not_there() -> None:
    assert said("{{ a|when }}{{ a|day }}{{ a|euros }}{% moment a %}", a=None) == ""


def test_status_is_icon_and_words() -> None:
    html = said('{% status "waits" text %}', text=EVIL)
    assert 'class="status status--waits"' in html
    assert "icons.svg#hourglass" in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "name, context",
    [
        ("facts", {"facts": [Fact(EVIL, EVIL, EVIL)]}),
        ("inline", {"items": [Item("clock", EVIL)]}),
        ("times", {"chips": [Chip(url="#", text=EVIL, day=EVIL, chosen=True)], "list": True}),
        (
            "rows",
            {"rows": [Row(title=EVIL, url="#", note=EVIL, badge=Badge(kind="off", text=EVIL), act=Link("#", EVIL))]},
        ),
        ("path", {"steps": [Step(title=EVIL, note=EVIL, here=True, state="waits", link=Link("#", EVIL))]}),
        ("week", {"days": [WeekDay(heading=EVIL, entries=[Slot(time="9", title=EVIL, url="#"), Gap("leaf", EVIL)])]}),
        ("cards", {"columns": [Column(label=EVIL), Column(label=EVIL)], "lines": [Line(title=EVIL, cells=[EVIL])]}),
        ("menu", {"menu": [MenuItem(url="/", label=EVIL, icon="house", count=3, current=True)]}),
        ("notice", {"kind": "fault", "text": EVIL, "bold": EVIL, "url": "#", "label": EVIL}),
        ("who", {"text": EVIL, "bold": EVIL, "box": True}),
        ("progress", {"value": 5, "max": 10, "text": EVIL}),
        ("empty", {"title": EVIL, "text": EVIL, "url": "#", "label": EVIL}),
        ("more", {"summary": EVIL, "text": EVIL}),
        ("back", {"url": "#", "label": EVIL}),
        ("acts", {"submit": EVIL, "back_url": "#", "back": EVIL, "icon": "check"}),
    ],
)
def test_every_part_escapes_what_it_is_given(name: str, context: dict[str, Any]) -> None:
    html = shown(name, **context)
    assert "&lt;script&gt;" in html
    assert "<script>" not in html


def test_a_range_of_hours_stays_on_one_line() -> None:
    html = shown("facts", facts=[Fact("Aika", "ti 9.2.2027 klo\u00a010.00–11.30")])
    assert '<span class="num">klo\u00a010.00–11.30</span>' in html


def test_what_waits_is_counted_in_the_menu_for_ears_too() -> None:
    html = shown("menu", menu=[MenuItem(url="/", label="To approve", icon="hourglass", count=3)])
    assert 'class="menu__n">3<span class="visually-hidden">' in html
    assert "menu__n" not in shown("menu", menu=[MenuItem(url="/", label="Home", icon="house")])


def test_on_a_phone_each_cell_of_a_card_says_its_column() -> None:
    columns = [Column(label="Payer"), Column(label="Sum", number=True)]
    html = shown("cards", columns=columns, lines=[Line(title="Lehtola", cells=["550,00 €"])])
    assert '<td data-label="Sum" class="num">550,00 €</td>' in html


def month(chosen: date | None = None) -> str:
    return shown(
        "month",
        month=free_times(
            date(2027, 2, 1),
            counts={date(2027, 2, 8): 2, date(2027, 2, 9): 1},
            today=date(2027, 2, 1),
            day_url=lambda on: f"?day={on}#times",
            rhythm={date(2027, 2, 8), date(2027, 2, 10)},
            chosen=chosen,
            next_url="?month=2027-03",
        ),
    )


def test_a_month_is_a_table_whose_free_days_are_links_that_say_all() -> None:
    with override("en"):
        html = month()
    assert 'href="?day=2027-02-08#times" aria-label="Monday 8\u00a0Feb, 2 free times, a day of your rhythm"' in html
    assert 'aria-label="Tuesday 9\u00a0Feb, 1 free time"' in html
    assert html.count('<th scope="col">') == 7
    assert html.count("?day=") == 2
    assert "day--today" in html


def test_no_arrow_into_the_past() -> None:
    with override("en"):
        html = month()
    assert 'aria-label="Next month: March\u00a02027"' in html
    assert "Previous month" not in html


def test_the_chosen_day_is_told_not_only_coloured() -> None:
    assert month(chosen=date(2027, 2, 9)).count('aria-current="true"') == 1


def test_label_hint_field_fault_and_who_stand_in_this_order() -> None:
    form = Log({"payer": "e"})
    html = shown("field", field=form["code"])
    order = [html.index(mark) for mark in ("<label", "_helptext", "<input", "_error")]
    assert order == sorted(order)
    assert 'aria-describedby="id_code_helptext id_code_error"' in html
    assert 'aria-invalid="true"' in html


def test_who_sees_a_field_is_read_with_it() -> None:
    html = shown("field", field=Log()["note"])
    assert 'aria-describedby="id_note_who"' in html
    assert '<div id="id_note_who">' in html
    assert "Only you see this." in html


def test_optional_is_said_in_words_and_no_asterisk() -> None:
    with override("en"):
        note, code = shown("field", field=Log()["note"]), shown("field", field=Log()["code"])
    assert '<span class="optional">optional</span>' in note
    assert "optional" not in code
    assert "*" not in code


def test_a_remark_replaces_optional() -> None:
    html = shown("field", field=Log()["themes"])
    assert "at most five" in html
    assert html.count('class="tick" type="checkbox"') == 2
    assert html.count("checked") == 0


def test_ticked_chips_stay_ticked() -> None:
    html = shown("field", field=Log({"themes": ["2"]})["themes"])
    assert 'id="id_themes_1" value="2" checked' in html


def test_a_form_shown_twice_is_the_same() -> None:
    form = Log({"code": ""})
    assert shown("field", field=form["code"]) == shown("field", field=form["code"])


def test_faults_on_top_lead_to_their_fields() -> None:
    form = Log({})
    with override("en"):
        html = shown("form", form=form, submit="Save")
    assert "2 things to put right:" in html
    for target in ("id_code", "id_payer_0"):
        assert f'href="#{target}"' in html
        assert f'id="{target}"' in html
    assert 'tabindex="-1" autofocus' in html


def test_a_form_without_faults_says_nothing_of_them() -> None:
    html = shown("form", form=Log(), submit="Save", back_url="/")
    assert "notice--fault" not in html
    assert "novalidate" in html
    assert 'name="csrfmiddlewaretoken"' in html
