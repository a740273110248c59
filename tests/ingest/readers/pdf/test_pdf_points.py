"""Points of a list in a PDF, whatever sign stands before them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.readers.pdf.reader import read_pdf
from ingest.readers.protocol import ReadingHints
from tests.ingest.readers.pdf.sheets import LEFT, SIZE, Sheet, make, read, texts

POINTS = [
    "The northern channel is dredged before the winter, and not after it.",
    "Das Feuer brennt ab der Dämmerung.",
    "Nobody is dismissed.",
]


def list_points(font: str, sign: str) -> Callable[[Sheet], None]:
    """Three points below the line that introduces them, each behind a sign of this font."""

    def draw(sheet: Sheet) -> None:
        sheet.line("The board resolved three things:")
        for point in POINTS:
            sheet.canvas.setFont(font, SIZE)
            sheet.canvas.drawString(LEFT, sheet.y, sign)
            first, comma, rest = point.partition(" winter,")
            sheet.line(first + comma, x=LEFT + 14)
            if rest:
                sheet.line(rest.strip(), x=LEFT + 14)

    return draw


@pytest.mark.parametrize(("font", "sign"), [("Symbol", "•"), ("ZapfDingbats", "■"), ("ZapfDingbats", "➢")])
def test_bullets_of_a_font_of_signs_open_points(font: str, sign: str) -> None:
    """The line before them introduces them, and a point has all its lines."""
    reading = read(list_points(font, sign))
    assert ["The board resolved three things:"] == texts(reading, "list_intro")
    assert [f"{sign} {point}" for point in POINTS] == texts(reading, "list_item")


@pytest.mark.parametrize("name", ["Wingdings", "Webdings"])
def test_a_bullet_that_is_coded_as_a_letter_is_no_letter(name: str) -> None:
    """Fonts of signs that the file does not tell how to read have a square under "n": no word begins with it."""
    font = "Courier-Bold"
    content = make(list_points(font, "n")).replace(f"/{font} ".encode(), f"/{name:{len(font)}} ".encode())
    assert name.encode() in content
    reading = read_pdf(content, ReadingHints())
    assert [f"• {point}" for point in POINTS] == texts(reading, "list_item")


@pytest.mark.parametrize("sign", ["α", "∑"])
def test_a_greek_letter_of_a_font_of_signs_is_itself(sign: str) -> None:
    """What opens a line in mathematics is no bullet: it would be lost."""

    def draw(sheet: Sheet) -> None:
        sheet.canvas.setFont("Symbol", SIZE)
        sheet.canvas.drawString(LEFT, sheet.y, sign)
        sheet.line("is what the clerk wrote for the angle of the wall.", x=LEFT + 14)

    assert f"{sign} is what the clerk wrote for the angle of the wall." == read(draw).text
