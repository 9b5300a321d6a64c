"""WeasyPrint's HTML, without what no paper of ours needs: three quarters of what a page cost before it was laid out.

A module of its own, since it takes 0.7 s and 60 MB that only a printing worker needs (docs/decisions/0048).
"""

from xml.etree.ElementTree import fromstring

from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

# What XML cannot hold, and paper cannot show: a text that was pasted from a word processor may carry a few.
UNPRINTABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], " ")


class Page(HTML):
    """`text` is well-formed, so that Python's own parser reads it instead of one that mends what a browser would.

    `base` says what an element is, in place of a sheet for all of HTML that gives each element six parts of footnotes
    and list marks.
    """

    def __init__(self, text: str, *, base: CSS, fetcher: URLFetcher) -> None:
        self.base = base
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.etree_element = fromstring(text.translate(UNPRINTABLE))  # noqa: S314  our own template
        self.wrapper_element = ElementWrapper.from_html_root(self.etree_element)

    def _ua_stylesheets(self, *_forms: bool) -> list[CSS]:
        return [self.base]
