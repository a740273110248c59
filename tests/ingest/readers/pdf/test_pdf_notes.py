"""Which lines at a page's foot are notes, and which raised numbers are their markers."""

from __future__ import annotations

from ingest.reading import Reading
from tests.ingest.readers.pdf.sheets import LEFT, SIZE, Sheet, fill, read, texts


def links(reading: Reading) -> list[tuple[str, str]]:
    """For each marker the word before it, marker included, and the beginning of its note."""
    ends = {block.start: block.end for block in reading.blocks}
    return [
        (reading.text[: mark.end].split()[-1], " ".join(reading.text[mark.note : ends[mark.note]].split()[:3]))
        for mark in reading.marks
    ]


def raise_number(sheet: Sheet, number: str, text: str, *, size: float = 8) -> None:
    """A line of a note with a raised number before it."""
    sheet.canvas.setFont("Helvetica", 5)
    sheet.canvas.drawString(LEFT, sheet.y + 3, number)
    sheet.line(text, size=size, x=LEFT + 4)


def test_a_number_that_opens_a_line_within_a_notes_sentence_is_its_word() -> None:
    """The notes' own numbers are raised, this one is not, and the sentence above it has no end."""

    def draw(sheet: Sheet) -> None:
        fill(sheet)
        sheet.marked("The wall", "2", " leans, and the board")
        sheet.marked("has known it", "3", " for years.")
        sheet.y = 90
        raise_number(sheet, "2", "Letter of the warden.")
        raise_number(sheet, "3", "It leans more than it did at any time within the last")
        sheet.line("2 years, and less than the mole.", size=8)

    reading = read(draw)
    notes = [
        "Letter of the warden.",
        "It leans more than it did at any time within the last 2 years, and less than the mole.",
    ]
    assert notes == texts(reading, "footnote")
    assert [("wall2", "Letter of the"), ("it3", "It leans more")] == links(reading)


def test_points_low_on_a_page_are_no_notes() -> None:
    """A point is numbered as "1)", though a raised 1 stands above it."""

    def draw(sheet: Sheet) -> None:
        fill(sheet)
        sheet.marked("The basin of the mole", "1", " is deep, for two reasons:")
        sheet.y = 120
        sheet.line("1) The sluice was built before the mole.")
        sheet.line("2) The tide scours it twice a day.")

    reading = read(draw)
    assert [] == texts(reading, "footnote")
    assert () == reading.marks


def test_powers_are_no_markers_and_make_no_notes() -> None:
    """A power stands behind a letter or a measure, or again and again; a line does not begin where the file cuts it."""

    def draw(sheet: Sheet) -> None:
        fill(sheet)
        for before in ("The area is x", "It takes 30 m", "and is sin", "while cos", "or tan"):
            sheet.marked(before, "2", " in all, as was said.")
        sheet.marked("The warden", "1", " knew it.")
        sheet.y = 90
        raise_number(sheet, "1", "Letter of the warden, p. 3, where x", size=8)
        sheet.y += 14
        sheet.canvas.setFont("Helvetica", 8)
        x = LEFT + 4 + sheet.canvas.stringWidth("Letter of the warden, p. 3, where x", "Helvetica", 8)
        sheet.canvas.setFont("Helvetica", 5)
        sheet.canvas.drawString(x, sheet.y + 3, "2")
        sheet.line(" is told.", size=8, x=x + 3)

    reading = read(draw)
    assert 1 == len(texts(reading, "footnote"))
    assert [("warden1", "Letter of the")] == links(reading)


def test_a_note_goes_on_at_the_next_pages_foot_only() -> None:
    """Small type in a figure in the middle of the next page is no part of it."""

    def first(sheet: Sheet) -> None:
        fill(sheet)
        sheet.marked("The warden", "1", " knew it.")
        sheet.y = 90
        raise_number(sheet, "1", "See the plan of the basin, printed in the report on the")

    def second(sheet: Sheet) -> None:
        fill(sheet)
        sheet.y = 300
        sheet.line("depth in yards", size=8)
        sheet.line("The figure shows how deep the basin is at each of its gates.", size=SIZE, gap=20)

    reading = read(first, second)
    assert ["See the plan of the basin, printed in the report on the"] == texts(reading, "footnote")
    assert "depth in yards" in reading.text


def test_a_marker_means_no_note_of_a_page_long_past() -> None:
    """A raised number links to the note below it or on the next page, not to the only one of that number."""

    def noted(sheet: Sheet) -> None:
        fill(sheet)
        sheet.marked("The warden", "1", " knew it.")
        sheet.y = 90
        raise_number(sheet, "1", "Letter of the warden.")

    def later(sheet: Sheet) -> None:
        fill(sheet)
        sheet.marked("The pilots", "1", " did not know it.")

    assert [("warden1", "Letter of the")] == links(read(noted, fill, fill, later))


def test_a_heading_at_the_foot_of_a_page_is_no_note() -> None:
    """A chapter's number may be a marker's on the same page: notes are no larger than the text, and not bold."""

    def draw(sheet: Sheet) -> None:
        fill(sheet)
        sheet.marked("The warden", "1", " knew it, as the pilots did.")
        sheet.marked("The wall", "2", " leans, and the board has known it.")
        sheet.y = 120
        sheet.line("2 The sluice", size=14, font="Helvetica-Bold")
        sheet.line("The sluice was built before the mole, and it is still in use.")

    reading = read(draw)
    assert [] == texts(reading, "footnote")
    assert "2 The sluice" in reading.text


def test_a_footnote_of_the_next_page_is_meant_only_where_its_own_page_has_no_marker() -> None:
    """Where chapters count from 1 anew, the last marker of one page is none of the first notes of the next one."""

    def first(sheet: Sheet) -> None:
        fill(sheet)
        sheet.marked("The warden", "1", " knew it, as the pilots did.")

    def second(sheet: Sheet) -> None:
        fill(sheet)
        sheet.marked("The bridge", "1", " is new.")
        sheet.y = 90
        raise_number(sheet, "1", "Letter of the bridge keeper.")

    assert [("bridge1", "Letter of the")] == links(read(first, second))


def test_digits_raised_by_themselves_mark_notes_at_the_foot() -> None:
    """A marker may be a raised digit of the font, and so may the number of its note."""

    def draw(sheet: Sheet) -> None:
        fill(sheet)
        sheet.line("The warden² knew it, as the pilots³ did.")
        sheet.y = 90
        sheet.line("² Letter of the warden.", size=8)
        sheet.line("³ Log of the pilots.", size=8)

    reading = read(draw)
    assert [("warden²", "Letter of the"), ("pilots³", "Log of the")] == links(reading)


def test_small_points_below_a_colon_are_no_notes() -> None:
    """A colon or a heading right above a numbered list says what it is, however its numbers fit the markers."""

    def draw(sheet: Sheet) -> None:
        fill(sheet)
        sheet.marked("The basin of the mole", "1", " is deep, and the quay wall is old.")
        sheet.marked("The warden", "2", " wishes for three things in the year to come:")
        sheet.line("1. The sluice is to be built anew.", size=8)
        sheet.line("2. The tide is to be measured twice a day.", size=8)

    reading = read(draw)
    assert [] == texts(reading, "footnote")
    assert () == reading.marks
