"""What the pages of a PDF are called, and that nothing but their own lines is taken from them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf.reader import read_pdf
from ingest.readers.protocol import ReadingHints
from ingest.reading import name_pages, pages_in
from tests.ingest.readers.pdf.sheets import Sheet, find, make, page_names, read, tell, texts


def label(canvas: Canvas) -> None:
    """The file's own labels: four pages of front matter, then the text."""
    canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
    canvas.addPageLabel(4, style="ARABIC", start=1)


def test_the_files_labels_name_pages_without_a_printed_number() -> None:
    """Front matter has its own numbers; a note is on a page of the same name as the text above it."""

    def noted(sheet: Sheet) -> None:
        tell(2)(sheet)
        sheet.marked("The pilots", "1", " were not asked.")
        sheet.y = 90
        sheet.line("1  Letter of the pilots to the board, 6 May 1931.", size=8)

    pages = [tell(0), tell(1), noted, tell(3), tell(4), tell(5)]
    reading = read_pdf(make(*pages, prepare=label), ReadingHints())
    assert ["i", "ii", "iii", "iv", "1", "2"] == page_names(reading)
    note = find(reading, "Letter of the pilots")
    assert ("footnote", ("iii",)) == (note.kind, name_pages(pages_in(reading.pages, note.start, note.end)))


@pytest.mark.parametrize("numbers", ["i ii iii iv 1 2 3 4", "I II III IV 1 2 3 4"])
def test_printed_numbers_name_the_pages_of_front_matter_and_text(numbers: str) -> None:
    """Each run of numbers counts its own pages, and none of them stands in the text."""
    reading = read(*(tell(row, number) for row, number in enumerate(numbers.split())))
    assert numbers.split() == page_names(reading)
    assert numbers.split() == reading.left_out.splitlines()
    assert 8 * 2 == len(texts(reading))


def test_a_page_without_its_number_is_counted_between_its_neighbours() -> None:
    """A chapter's first page has none: it is the page between; before the first number nothing tells."""
    numbers = "  ii iii  v  1 2 3  5".replace("  ", " - ").split()
    reading = read(*(tell(row, number.strip("-")) for row, number in enumerate(numbers)))
    assert ["[1]", "ii", "iii", "iv", "v", "[6]", "1", "2", "3", "4", "5"] == page_names(reading)


def test_labels_that_the_printed_numbers_contradict_name_no_page() -> None:
    """Many files label their pages as a viewer counts them: beside a printed 18 and 20 "3" is no page's name."""

    def count(canvas: Canvas) -> None:
        canvas.addPageLabel(0, style="ARABIC", start=1)

    numbers = ["", "17", "18", "", "20", "21", "22"]
    pages = [tell(row, number) for row, number in enumerate(numbers)]
    reading = read_pdf(make(*pages, prepare=count), ReadingHints())
    assert ["[1]", "17", "18", "19", "20", "21", "22"] == page_names(reading)


@pytest.mark.parametrize("word", ["Chapter", "Kapitel", "Table"])
@pytest.mark.parametrize("printed", [True, False])
def test_chapters_that_open_page_after_page_are_no_running_head(word: str, *, printed: bool) -> None:
    """Their numbers count chapters and not pages, even where each chapter has one page only."""

    def open_chapter(number: int) -> Callable[[Sheet], None]:
        def draw(sheet: Sheet) -> None:
            tell(number, str(40 + number) if printed else "")(sheet)
            sheet.y = 560
            sheet.line(f"{word} {number}", size=18)

        return draw

    reading = read(*(open_chapter(number) for number in range(3, 8)))
    assert [f"{word} {number}" for number in range(3, 8)] == [*texts(reading, "title"), *texts(reading, "heading")]
    assert ([str(40 + number) for number in range(3, 8)] if printed else []) == reading.left_out.splitlines()


def test_a_chapters_running_head_is_left_out_with_its_number() -> None:
    """A line "Chapter 4" on every page of the chapter, beside the page's number, is no text."""

    def draw(number: int) -> Callable[[Sheet], None]:
        def page(sheet: Sheet) -> None:
            tell(number)(sheet)
            sheet.y = 570
            sheet.line(f"{30 + number}   Chapter {3 + number // 4}", size=9)

        return page

    reading = read(*(draw(number) for number in range(8)))
    assert "Chapter" not in reading.text
    assert [str(30 + number) for number in range(8)] == page_names(reading)


def test_a_wide_page_among_narrow_ones_loses_its_number_too() -> None:
    """Heights are measured from the nearer edge: a head of a page that lies across stands lower than the others."""

    def draw(number: int) -> Callable[[Sheet], None]:
        def page(sheet: Sheet) -> None:
            width, height = (600, 400) if number == 2 else (400, 600)
            sheet.canvas.setPageSize((width, height))
            sheet.y = height - 80
            tell(number)(sheet)
            sheet.canvas.setFont("Helvetica", 9)
            sheet.canvas.drawString(50, height - 30, f"Harbour Board, Report {10 + number}")

        return page

    reading = read(*(draw(number) for number in range(5)))
    assert "Report" not in reading.text
    assert ["10", "11", "12", "13", "14"] == page_names(reading)


def test_a_number_at_a_pages_head_goes_on_with_no_sentence() -> None:
    """A page number that too few pages have to be known as one stands between two parts of a sentence."""

    def first(sheet: Sheet) -> None:
        tell(1)(sheet)
        sheet.line("Whereas the town has paid for the northern wall from its own", gap=10)
        sheet.line("purse ever since the pilots gave up their claim and never had")

    def second(sheet: Sheet) -> None:
        sheet.canvas.drawString(195, 560, "12")
        sheet.line("its money back from the dyke board, the wall is the town's.")
        tell(2)(sheet)

    whole = find(read(first, second), "Whereas")
    assert "never had its money back" in read(first, second).text[whole.start : whole.end]


def test_an_appendix_keeps_the_letter_before_its_numbers() -> None:
    """Page 2 is not page A-2: without the letter two pages have one name, and nobody finds the right one."""
    numbers = "1 2 3 4 A-1 A-2 A-3 A-4 B-1 B-2 - B-4 B-5".split()
    reading = read(*(tell(row, number.strip("-")) for row, number in enumerate(numbers)))
    assert [number if number != "-" else "B-3" for number in numbers] == page_names(reading)


def test_a_letter_that_changes_from_page_to_page_is_no_part_of_its_number() -> None:
    """What stands before a number is its own only where it stands there on the pages around."""
    numbers = "A-1 B-2 C-3 D-4 E-5".split()
    reading = read(*(tell(row, number) for row, number in enumerate(numbers)))
    assert not {"A-1", "B-2", "1", "2"} & set(page_names(reading))


def _open(number: str) -> Callable[[Sheet], None]:
    """A first page whose number stands at another place than on those that follow."""

    def draw(sheet: Sheet) -> None:
        sheet.canvas.setFont("Helvetica", 9)
        sheet.canvas.drawString(50, 560, number)
        tell(0)(sheet)

    return draw


def test_a_first_pages_number_at_another_place_is_its_number() -> None:
    """Five digits, as a gazette that counts through the year has, and no head beside it."""
    reading = read(_open("47698"), *(tell(row, str(47698 + row)) for row in range(1, 5)))
    assert [str(47698 + row) for row in range(5)] == page_names(reading)
    assert "47698" not in reading.text


@pytest.mark.parametrize("number", ["47690", "1931"])
def test_a_number_that_does_not_count_on_to_the_next_page_is_text(number: str) -> None:
    """It may be a year, or a file's number."""
    reading = read(_open(number), *(tell(row, str(47698 + row)) for row in range(1, 5)))
    assert number in reading.text
