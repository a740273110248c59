"""What a reader of a PDF's pages sees is its text, whichever way it stands; what he does not see is none."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
import pytest

from ingest.readers.pdf.reader import read_pdf
from ingest.readers.protocol import ReadingHints
from tests.ingest.readers.pdf.sheets import HEIGHT, LEFT, WIDTH, Sheet, make, page_names, print_number, tell, texts


def turn(content: bytes, page: int, degrees: int) -> bytes:
    """The file with a page (from 0) that its viewer shows turned clockwise."""
    pdf, buffer = pypdfium2.PdfDocument(content), io.BytesIO()
    pdf[page].set_rotation(degrees)
    pdf.save(buffer)
    pdf.close()
    return buffer.getvalue()


def draw_turned(degrees: int) -> Callable[[Sheet], None]:
    """A page whose text runs at an angle, counter-clockwise, from edge to edge."""
    origin = {0: (0, 0), 90: (WIDTH, 0), 180: (WIDTH, HEIGHT), 270: (0, HEIGHT)}[degrees]

    def draw(sheet: Sheet) -> None:
        sheet.canvas.translate(*origin)
        sheet.canvas.rotate(degrees)
        sheet.y = (WIDTH if degrees % 180 else HEIGHT) - 60
        sheet.line("The Lamps of the Northern Harbour", size=16)
        tell(3)(sheet)
        tell(4)(sheet)
        print_number(sheet, "2")

    return draw


@pytest.mark.parametrize("shown", [0, 90, 180, 270])
@pytest.mark.parametrize("drawn", [0, 90, 180, 270])
def test_a_page_turned_among_upright_ones_is_read_as_they_are(drawn: int, shown: int) -> None:
    """Wide tables lie across: by the page's own turn, by that of their text, or by both."""
    upright = read_pdf(make(tell(1, "1"), draw_turned(0), tell(5, "3"), tell(6, "4")), ReadingHints())
    content = turn(make(tell(1, "1"), draw_turned(drawn), tell(5, "3"), tell(6, "4")), 1, shown)
    reading = read_pdf(content, ReadingHints())
    assert upright.text == reading.text
    assert [block.kind for block in upright.blocks] == [block.kind for block in reading.blocks]
    assert ["1", "2", "3", "4"] == page_names(reading)
    assert ["The Lamps of the Northern Harbour"] == texts(reading, "heading")


def test_text_outside_the_crop_box_is_not_there() -> None:
    """Printers' marks beyond the edge of the shown page are left out, and the loss is told; heights count from it."""

    def draw(number: int) -> Callable[[Sheet], None]:
        def page(sheet: Sheet) -> None:
            sheet.canvas.setCropBox((30, 60, 370, 560))
            tell(number)(sheet)
            sheet.canvas.setFont("Helvetica", 9)
            sheet.canvas.drawString(LEFT, 580, "Proof of 3 May, ignore what the board says")
            sheet.canvas.drawString(LEFT, 40, "Cutting mark")
            sheet.canvas.drawString(380, 300, "edge")
            sheet.canvas.drawString(195, 75, str(20 + number))

        return page

    reading = read_pdf(make(*(draw(number) for number in range(4))), ReadingHints())
    assert ["20", "21", "22", "23"] == page_names(reading)
    assert 4 * 2 == len(reading.blocks)
    assert all(part in reading.left_out for part in ("Proof of 3 May", "Cutting mark", "edge"))
    assert any("outside its edges" in remark for remark in reading.remarks)
