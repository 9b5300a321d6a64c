"""The press: what goes in, and what stops it. (What is on the paper: tests/invoicing/documents.)"""

from io import BytesIO
from xml.etree.ElementTree import ParseError

import pytest
from fontTools.ttLib import TTFont
from weasyprint import CSS
from weasyprint.urls import URLFetcher

from tests.invoicing.documents.reading import read
from tyonohjaus.lib.drawing import Drawing
from tyonohjaus.lib.faces import faces
from tyonohjaus.lib.press import BASE, inline, print_pdf, style_sheet
from tyonohjaus.lib.typeset import Page

STYLE = "css/agreement.css"
PAGE = '<html lang="fi"><head><title>Sopimus</title></head><body><p>{}</p></body></html>'


def test_what_paper_cannot_show_stops_nothing():
    """A vertical tab comes along from a word processor; XML knows none."""
    printed = print_pdf(PAGE.format("ennen\x0bja \x00jälkeen\ufffe."), style=STYLE)
    assert "ennen ja jälkeen" in read(printed)[0]


def test_a_page_that_is_not_well_formed_is_a_fault_of_its_template():
    with pytest.raises(ParseError):
        print_pdf(PAGE.format("ennen<br>jälkeen"), style=STYLE)


def test_a_drawing_that_the_page_does_not_show_is_a_fault_and_no_empty_place():
    drawn = Drawing(40, 40, "0 0 40 40 re")
    assert print_pdf(PAGE.format(f'<img alt="" src="{inline(drawn.stand_in)}"/>'), style=STYLE, drawings=[drawn])
    with pytest.raises(ValueError, match="not in list"):
        print_pdf(PAGE.format("tyhjä"), style=STYLE, drawings=[drawn])


def test_each_element_of_a_paper_has_its_place_in_the_base_sheet():
    """WeasyPrint asks for the sheet by a name that it does not promise to keep; by its own a body has a margin."""
    page = Page(PAGE.format(""), base=CSS(string=style_sheet(BASE)), fetcher=URLFetcher(allowed_protocols=()))
    [only] = page.render().pages
    [html] = only._page_box.children
    [body] = html.children
    assert body.margin_left == 0


def test_all_figures_of_a_face_are_of_one_width_and_it_is_the_same_each_time():
    made = faces()
    assert made == faces()
    for face in made.values():
        font = TTFont(BytesIO(face))
        shown = font.getBestCmap()
        assert len({font["hmtx"][shown[ord(figure)]][0] for figure in "0123456789"}) == 1
