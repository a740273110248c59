"""PDFs that the tests set themselves, line below line."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf.reader import read_pdf
from ingest.readers.protocol import ReadingHints
from ingest.reading import Block, Reading, name_pages, pages_in

WIDTH, HEIGHT = 400, 600
LEFT, SIZE, STEP = 50, 11, 14
CYRILLIC = next(
    (
        path
        for path in map(
            Path,
            (
                "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
                "/usr/share/fonts/TTF/DejaVuSans.ttf",
                "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
                "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
                "/System/Library/Fonts/Supplemental/Arial.ttf",
                "C:/Windows/Fonts/arial.ttf",
            ),
        )
        if path.exists()
    ),
    None,
)
"""A font with Cyrillic letters, where this machine has one."""


class Sheet:
    """A page being set, line below line."""

    def __init__(self, canvas: Canvas, top: float = 520) -> None:
        self.canvas = canvas
        self.y = top

    def line(self, text: str, *, size: float = SIZE, font: str = "Helvetica", x: float = LEFT, gap: float = 0) -> None:
        """A line by itself, `gap` points below the one before it."""
        self.y -= gap
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y, text)
        self.y -= STEP

    def marked(self, before: str, number: str, after: str) -> None:
        """A line with a raised number in it."""
        self.canvas.setFont("Helvetica", SIZE)
        self.canvas.drawString(LEFT, self.y, before)
        x = LEFT + self.canvas.stringWidth(before, "Helvetica", SIZE)
        self.canvas.setFont("Helvetica", 6)
        self.canvas.drawString(x, self.y + 4, number)
        x += self.canvas.stringWidth(number, "Helvetica", 6)
        self.canvas.setFont("Helvetica", SIZE)
        self.canvas.drawString(x, self.y, after)
        self.y -= STEP


def make(
    *pages: Callable[[Sheet], None],
    head: str = "",
    first: int = 1,
    prepare: Callable[[Canvas], None] = lambda canvas: None,
) -> bytes:
    """A PDF of these pages, each with a running head and its number below, if there is to be a head."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=True)
    prepare(canvas)
    for number, draw in enumerate(pages, start=first):
        if head:
            canvas.setFont("Helvetica", 8)
            canvas.drawString(LEFT, 570, head)
            canvas.drawString(195, 25, str(number))
        draw(Sheet(canvas))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read(*pages: Callable[[Sheet], None], head: str = "", first: int = 1, title: str = "") -> Reading:
    return read_pdf(make(*pages, head=head, first=first), ReadingHints(title))


def texts(reading: Reading, kind: str = "paragraph") -> list[str]:
    return [reading.text[block.start : block.end] for block in reading.blocks if block.kind == kind]


def fill(sheet: Sheet) -> None:
    for place in "Harksiel Sandholm Whitmere".split()[sheet.canvas.getPageNumber() % 3 :]:
        sheet.line(f"In the spring the people of {place} met in the customs house")
        sheet.line("and took note of the state of the quay wall.", gap=0)


THINGS = "quay sluice lamp ferry dyke mole basin wharf crane tide".split()


def tell(number: int, printed: str = "") -> Callable[[Sheet], None]:
    """A page of two paragraphs that no other page has, and the number printed at its foot, if there is one."""
    thing = THINGS[number % len(THINGS)]

    def draw(sheet: Sheet) -> None:
        sheet.line(f"In the spring of {1900 + number} the {thing} was in a poor state, and")
        sheet.line(f"nobody knew who would pay for the {thing}.")
        sheet.line(f"The council wrote {number} letters about the {thing} and had no answer.", gap=10)
        if printed:
            print_number(sheet, printed)

    return draw


def print_number(sheet: Sheet, printed: str) -> None:
    """The page's number at its foot."""
    sheet.canvas.setFont("Helvetica", 9)
    sheet.canvas.drawCentredString(WIDTH / 2, 25, printed)


def page_names(reading: Reading) -> list[str]:
    """What the pages are called, in the order of the text."""
    return list(name_pages(pages_in(reading.pages, 0, len(reading.text))))


def find(reading: Reading, part: str) -> Block:
    """The one block that has `part` in it."""
    (block,) = (block for block in reading.blocks if part in reading.text[block.start : block.end])
    return block
