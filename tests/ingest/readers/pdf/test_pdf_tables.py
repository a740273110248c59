"""Tables and tables of contents in a PDF: each row by itself, its cells apart, below what names its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.ingest.readers.pdf.sheets import LEFT, SIZE, STEP, Sheet, find, read, tell, texts

LAMPS = [("Year", "Lamps", "Keepers"), ("1931", "12", "3"), ("1932", "14", "4"), ("1933", "15", "4")]


def set_table(
    sheet: Sheet, rows: Sequence[Sequence[str]], *, width: float = 100, ruled: bool = False, bold: bool = False
) -> None:
    """Rows of cells, each a string of its own."""
    sheet.y -= 10
    for row, cells in enumerate(rows):
        sheet.canvas.setFont("Helvetica-Bold" if bold and not row else "Helvetica", SIZE)
        for column, cell in enumerate(cells):
            sheet.canvas.drawString(LEFT + column * width + 4, sheet.y, cell)
            if ruled:
                sheet.canvas.rect(LEFT + column * width, sheet.y - 4, width, STEP)
        sheet.y -= STEP
    sheet.y -= 10


def between(rows: Sequence[Sequence[str]], **how: Any) -> Callable[[Sheet], None]:
    """A page with a table between its paragraphs."""

    def draw(sheet: Sheet) -> None:
        tell(1)(sheet)
        set_table(sheet, rows, **how)
        tell(2)(sheet)

    return draw


@pytest.mark.parametrize("ruled", [True, False])
def test_rows_stand_below_the_names_of_their_columns(*, ruled: bool) -> None:
    """Ruled or not: words above numbers head a table; no row runs into the text before or behind."""
    reading = read(between(LAMPS, ruled=ruled))
    assert ["Year | Lamps | Keepers"] == texts(reading, "table_header")
    assert ["1931 | 12 | 3", "1932 | 14 | 4", "1933 | 15 | 4"] == texts(reading, "table_row")
    assert 4 == len(texts(reading))


def test_an_empty_cell_moves_no_other() -> None:
    """A figure that is missing leaves the others below their names."""
    rows = [*LAMPS[:3], ("1933", "", "4"), ("1934", "16", "5")]
    assert ["1931 | 12 | 3", "1932 | 14 | 4", "1933 | | 4", "1934 | 16 | 5"] == texts(read(between(rows)), "table_row")


def test_years_may_name_columns() -> None:
    """Above numbers they are names; numbers that are no years are a row like the others."""
    rows = [("Hafen", "1931", "1932"), ("Harksiel", "12", "14"), ("Sandholm", "3,5", "4")]
    reading = read(between(rows))
    assert ["Hafen | 1931 | 1932"] == texts(reading, "table_header")
    assert ["Harksiel | 12 | 14", "Sandholm | 3,5 | 4"] == texts(reading, "table_row")
    assert [] == texts(read(between(rows[1:])), "table_header")


def test_words_above_words_head_a_table_only_in_bold() -> None:
    """Two columns of names have no head, and the first name is none: in doubt no row names the columns."""
    rows = [("Works", "Who pays"), ("The quay", "the town"), ("The sluice", "the dyke board")]
    assert ["Works | Who pays"] == texts(read(between(rows, bold=True)), "table_header")
    assert [] == texts(read(between(rows)), "table_header")
    assert 3 == len(texts(read(between(rows)), "table_row"))


def test_a_head_that_comes_again_on_the_next_page_is_one_again() -> None:
    """The rows of a table go on over the page's end."""

    def first(sheet: Sheet) -> None:
        tell(1)(sheet)
        set_table(sheet, LAMPS[:3])

    def second(sheet: Sheet) -> None:
        set_table(sheet, [LAMPS[0], LAMPS[3]])
        tell(2)(sheet)

    reading = read(first, second)
    rows = [
        (block.kind, reading.text[block.start : block.end])
        for block in reading.blocks
        if "|" in reading.text[block.start : block.end]
    ]
    assert [
        ("table_header", "Year | Lamps | Keepers"),
        ("table_row", "1931 | 12 | 3"),
        ("table_row", "1932 | 14 | 4"),
        ("table_header", "Year | Lamps | Keepers"),
        ("table_row", "1933 | 15 | 4"),
    ] == rows


def test_a_cell_that_fills_its_column_is_parted_from_the_next() -> None:
    """No gap is left behind it, but the next one begins where the cells below begin."""
    rows = [
        ("Works", "Below the ground", "Dams"),
        ("Quay", "0 cm", "31"),
        ("Sluice", "ten and a half cm", "23"),
        ("Lamp", "30 cm", "15"),
    ]
    reading = read(between(rows, width=86))
    assert ["Works | Below the ground | Dams"] == texts(reading, "table_header")
    assert ["Quay | 0 cm | 31", "Sluice | ten and a half cm | 23", "Lamp | 30 cm | 15"] == texts(reading, "table_row")


def test_a_wide_gap_in_a_line_by_itself_makes_no_table() -> None:
    """A place on the left and a date on the right are a line."""

    def draw(sheet: Sheet) -> None:
        sheet.line("Harksiel" + " " * 40 + "6 May 1931")
        tell(1)(sheet)

    assert "|" not in read(draw).text


def test_an_entry_of_the_contents_is_one_row_with_its_dots() -> None:
    """So is one over two lines; the line above all entries is none of them."""

    def draw(sheet: Sheet) -> None:
        sheet.line("Contents", size=16)
        sheet.line("Page", x=330)
        for words, page in [
            ("1. The quay wall", "3"),
            ("2. The sluice and what became of it in the year of the", ""),
            ("great water, and after", "7"),
            ("3. Das Leuchtfeuer und die Übergabe an die Lotsenbrüder-", ""),
            ("schaft", "12"),
        ]:
            sheet.line(f"{words} {'.' * (70 - len(words))} {page}" if page else words)

    reading = read(draw, tell(2))
    entries = [text.replace(".", "").split() for text in texts(reading, "table_row")]
    assert [
        "1 The quay wall 3",
        "2 The sluice and what became of it in the year of the great water, and after 7",
        "3 Das Leuchtfeuer und die Übergabe an die Lotsenbrüderschaft 12",
    ] == [" ".join(words) for words in entries]
    assert [] == texts(reading, "table_header")
    assert "paragraph" == find(reading, "Page").kind
