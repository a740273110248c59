"""How letters and pictures are drawn in a PDF, and what of it is text."""

from __future__ import annotations

import pytest

from tests.ingest.readers.pdf.sheets import LEFT, SIZE, WIDTH, Sheet, fill, read, texts

TERM = "Lutra lutra borealis"


def test_letters_slanted_by_their_matrix_are_text_of_their_line() -> None:
    """Many files have no italic font and slant the upright one: nothing goes across the page there."""

    def draw(sheet: Sheet) -> None:
        canvas = sheet.canvas
        text = canvas.beginText(LEFT, sheet.y)
        for part, slant in (("The otter is known as ", 0.0), (TERM, 0.21), (", whether tame", 0.0)):
            text.setFont("Helvetica", SIZE)
            text.setTextTransform(1, 0, slant, 1, text.getX(), sheet.y)
            text.textOut(part)
        canvas.drawText(text)
        sheet.y -= 14
        sheet.line("or not, in all parts of the estuary.")

    reading = read(draw)
    assert [f"The otter is known as {TERM}, whether tame or not, in all parts of the estuary."] == texts(reading)
    assert "" == reading.left_out


@pytest.mark.parametrize("turn", [0, 180])
def test_a_page_set_upside_down_is_read(turn: int) -> None:
    """Directions a hair to either side of the half turn are one."""

    def draw(sheet: Sheet) -> None:
        for hair in (0.001, -0.001):
            sheet.canvas.saveState()
            sheet.canvas.translate(WIDTH / 2, 300)
            sheet.canvas.rotate(turn + hair)
            sheet.canvas.drawString(-120, 20 if hair > 0 else 0, f"The sluice was shut at {turn} and again later.")
            sheet.canvas.restoreState()

    reading = read(draw)
    assert 2 == reading.text.count("The sluice was shut")
    assert "" == reading.left_out


def draw_picture(sheet: Sheet, height: float) -> None:
    """A picture of one grey dot, as wide as the text."""
    sheet.canvas.drawInlineImage(_dot(), LEFT, 100, 300, height)


def _dot() -> object:
    from PIL import Image

    return Image.new("L", (1, 1), 128)


def test_large_pictures_among_text_are_told() -> None:
    """What is written in them is not read: whoever holds the file must learn on which pages."""

    def large(sheet: Sheet) -> None:
        fill(sheet)
        draw_picture(sheet, 160)

    def small(sheet: Sheet) -> None:
        fill(sheet)
        draw_picture(sheet, 30)

    told = [remark for remark in read(fill, large, small, large).remarks if "pictures" in remark]
    assert ["2 pages have large pictures; text in them is not read: 2, 4"] == told


def test_a_picture_below_the_text_is_its_ground() -> None:
    """A page's ground hides no text."""

    def draw(sheet: Sheet) -> None:
        sheet.canvas.drawInlineImage(_dot(), 0, 0, WIDTH, 600)
        for _ in range(4):
            fill(sheet)

    assert not [remark for remark in read(draw).remarks if "pictures" in remark]
