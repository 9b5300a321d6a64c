"""A drawing that is put on a printed page as it is (lib/press.py)."""

from typing import NamedTuple


class Drawing(NamedTuple):
    """A picture of one path, black, in PDF's own words.

    WeasyPrint would read a path of SVG step by step: 10 ms for the codes of one page. So it places, scales and tags
    `stand_in`, a path of one step that nobody sees, and these `steps` go where that one has gone.
    """

    width: int
    height: int
    steps: str
    is_stroked: bool = False  # else filled
    is_stretched: bool = False  # to the box that holds it

    @property
    def stand_in(self) -> bytes:
        """SVG. Beside the picture, and begun where no other picture's begins: its size says where."""
        ratio = ' preserveAspectRatio="none"' if self.is_stretched else ""
        stroke = ' stroke="#000"' if self.is_stroked else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}"{ratio}>'
            f'<path{stroke} d="M-{self.width} -{self.height}h1"/></svg>'
        ).encode()

    def put_on(self, page: list[bytes | str]) -> None:
        """In place of its stand-in. ValueError where that is not."""
        at = page.index(f"-{self.width} -{self.height} m".encode())
        page[at : at + 2] = [self.steps.encode()]
