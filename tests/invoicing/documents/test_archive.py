"""PDF/A-3a and PDF/UA-1: what a file that only claims to be one would fail (docs/decisions/0048).

veraPDF asks it all, and needs Java: every kind of paper passed it on 2026-11-22. Here is what of that a change of ours
could lose: colours, fonts, tags that reach what is drawn, the invoice's data with what it is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from tests.invoicing.documents.reading import printed

KINDS = ["usual", "long", "credit_note"]
DRAWS = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "BI"}
ACTIVE = {"/JavaScript", "/Launch", "/URI", "/GoToR", "/SubmitForm", "/ImportData", "/RichMedia", "/Sound", "/Movie"}


@contextmanager
def opened(name: str) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(printed(name))) as file:
        yield file


@pytest.mark.parametrize("name", KINDS)
def test_the_file_is_whole_in_itself(name):
    with opened(name) as file:
        assert file.check_pdf_syntax() == []
        assert not file.is_encrypted
        [intent] = file.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.N == 3
        assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"  # an ICC profile says so there
        assert ACTIVE.isdisjoint(str(one.get("/S")) for one in dictionaries(file))
        assert {"/OpenAction", "/AA", "/AcroForm"}.isdisjoint(file.Root.keys())


@pytest.mark.parametrize("name", KINDS)
def test_every_font_is_inside_and_says_which_letters_it_shows(name):
    with opened(name) as file:
        fonts = [one for one in dictionaries(file) if one.get("/Type") == "/Font" and one.Subtype == "/Type0"]
        assert fonts
        for font in fonts:
            [described] = font.DescendantFonts
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(described.FontDescriptor.keys())
            assert b"begincmap" in font.ToUnicode.read_bytes()


def test_the_data_inside_says_what_it_is_and_of_when():
    with opened("usual") as file:
        [enclosed] = {one.objgen: one for one in file.Root.AF}.values()
        assert enclosed.objgen in {one.objgen for one in file.Root.Names.EmbeddedFiles.Names if named(one)}
        assert (enclosed.F, enclosed.UF, enclosed.AFRelationship) == ("finvoice.xml", "finvoice.xml", "/Alternative")
        content = enclosed.EF.F
        assert (content.Subtype, content.Params.ModDate) == ("/text/xml", "D:20270201000000Z")
        assert content.Params.Size == len(content.read_bytes())


@pytest.mark.parametrize("name", KINDS)
def test_all_that_is_drawn_is_read_out_once_but_for_the_margins_and_lines(name):
    with opened(name) as file:
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert file.Root.MarkInfo.Marked
        read_out = [mark for element in elements(file) for mark in marks_of(element)]
        assert len(read_out) == len(set(read_out))
        drawn = {(page.objgen, mark) for page in file.pages for mark in marks_on(page)}
        assert drawn >= set(read_out)
        in_the_margins = 2 * len(file.pages) - 1  # each page's number, and from the second on what it is
        assert len(drawn - set(read_out)) == in_the_margins
        assert all(page.Tabs == "/S" for page in file.pages)


@pytest.mark.parametrize("name", KINDS)
def test_pictures_speak_and_each_cell_names_its_heads(name):
    with opened(name) as file:
        tree = list(elements(file))
    assert all(str(one.get("/Alt", "")) for one in tree if one.S == "/Figure")
    heads = [one for one in tree if one.S == "/TH"]
    cells = [one for one in tree if one.S == "/TD"]
    assert cells
    names = {str(head.ID) for head in heads}
    assert len(names) == len(heads)
    for cell in cells:
        asked = {str(head) for head in cell.A.Headers}
        assert asked
        assert asked <= names


def dictionaries(file: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return [one for one in file.objects if isinstance(one, pikepdf.Dictionary)]


def named(one: Any) -> bool:
    return isinstance(one, pikepdf.Dictionary)


def elements(file: pikepdf.Pdf) -> Iterator[Any]:
    """The structure, from the root down."""
    waiting = [file.Root.StructTreeRoot.K]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting.extend(one)
        elif isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield one
            waiting.append(one.get("/K"))


def marks_of(element: Any) -> list[tuple[Any, int]]:
    """Page and number of what it reads out itself."""
    kids = element.get("/K", [])
    kids = kids if isinstance(kids, pikepdf.Array) else [kids]
    numbers = [one for one in kids if isinstance(one, int)]
    referred = [one for one in kids if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/MCR"]
    return [
        *((element.Pg.objgen, number) for number in numbers),
        *((one.Pg.objgen, int(one.MCID)) for one in referred),
    ]


def marks_on(page: pikepdf.Page) -> set[int]:
    """The numbers on it; whatever is drawn has one, or is an artifact."""
    within, found = [], set()
    for operands, operator in pikepdf.parse_content_stream(page):
        verb = str(operator)
        if verb in {"BMC", "BDC"}:
            mark = operands[1].get("/MCID") if len(operands) > 1 and named(operands[1]) else None
            within.append("artifact" if operands[0] == "/Artifact" else mark)
            if mark is not None:
                found.add(int(mark))
        elif verb == "EMC":
            within.pop()
        elif verb in DRAWS:
            assert any(one is not None for one in within), f"{verb} stands in no mark"
    assert within == []
    return found
