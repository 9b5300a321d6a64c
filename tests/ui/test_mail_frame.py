"""The frame of all mails: the same words in both parts, one button, nothing loaded from anywhere."""

import re
from html import unescape
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

LINK = "https://portaali.example/l/x?a=1&b=2"
MAIL: dict[str, Any] = {
    "brand": "Suvanto",
    "preview": "ti 9.2.2027 klo 10.00–11.30",
    "heading": "Hyväksyttävänä 1\u00a0aika",
    "paragraphs": ["Hei Maija. Ohjattavasi on varannut tapaamisen työajalle."],
    "facts": [("Aika", "ti\u00a09.2.2027 klo\u00a010.00–11.30"), ("Hinta", "175,00\u00a0€ + alv 25,5\u00a0%")],
    "button": (LINK, "Katso ja päätä"),
    "after": ["Aika pysyy varattuna to 4.2. klo 16 asti."],
    "fine_print": ["Linkki toimii kerran & avaa vain tämän."],
    "footer": "Vastauksesi tulee toimistoon.",
}


def html(**changes: Any) -> str:
    return render_to_string("mail/frame.html", {**MAIL, **changes})


def text(**changes: Any) -> str:
    return render_to_string("mail/frame.txt", {**MAIL, **changes})


def words(source: str) -> str:
    seen = re.sub(r"<(style|head)\b.*?</\1>", " ", source, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", seen)).replace("\u00a0", " ").split())


def test_both_parts_say_the_same() -> None:
    in_html, in_text = words(html()), " ".join(text().split())
    for said in ("Hyväksyttävänä 1 aika", MAIL["paragraphs"][0], MAIL["after"][0], MAIL["fine_print"][0], LINK):
        assert said in in_html
        assert said in in_text
    for label, value in MAIL["facts"]:
        assert f"{label}: {value}".replace("\u00a0", " ") in in_text
        assert f"{label} {value}".replace("\u00a0", " ") in in_html


def test_the_text_part_stands_as_written() -> None:
    assert text() == (
        "Hyväksyttävänä 1 aika\n\n"
        "Hei Maija. Ohjattavasi on varannut tapaamisen työajalle.\n\n"
        "Aika: ti 9.2.2027 klo 10.00–11.30\n"
        "Hinta: 175,00 € + alv 25,5 %\n\n"
        f"Katso ja päätä:\n{LINK}\n\n"
        "Aika pysyy varattuna to 4.2. klo 16 asti.\n\n"
        "Linkki toimii kerran & avaa vain tämän.\n\n"
        "-- \nVastauksesi tulee toimistoon.\n\n"
    )


def test_nothing_is_loaded() -> None:
    """C32: a mail that fetches a picture tells when it was read."""
    made = html()
    assert not re.search(r"<(img|link|script|iframe)\b|@import|url\(|\bsrc=", made)
    assert set(re.findall(r'href="([^"]+)"', made)) == {LINK.replace("&", "&amp;")}


def test_one_button() -> None:
    assert html().count('class="m-btn"') == 1
    assert 'm-btn" bgcolor' not in html(button=None)


def test_a_bare_mail_is_whole() -> None:
    assert "Vain otsikko" in render_to_string("mail/frame.html", {"heading": "Vain otsikko"})
    assert render_to_string("mail/frame.txt", {"heading": "Vain otsikko"}).strip() == "Vain otsikko"


def test_names_are_escaped_in_html_only() -> None:
    facts = [("Ohjattava", "<b>Aino & Eero</b>")]
    assert "&lt;b&gt;Aino &amp; Eero" in html(facts=facts)
    assert "<b>Aino & Eero</b>" in text(facts=facts)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_mail_tells_its_language(language: str) -> None:
    with override(language):
        assert f'<html lang="{language}">' in html()
