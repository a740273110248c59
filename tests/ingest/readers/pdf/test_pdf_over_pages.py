"""What the end of a page, a column or a line divides is whole: words, sentences, notes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ingest.reading import Reading, name_pages, pages_in
from tests.ingest.readers.pdf.sheets import CYRILLIC, LEFT, Sheet, find, print_number, read, tell, texts

NOTE_STEP = 10


def set_notes(sheet: Sheet, *lines: str) -> None:
    """Small lines at the page's foot."""
    sheet.y = 110
    for line in lines:
        sheet.line(line, size=8)
        sheet.y += 14 - NOTE_STEP


def mark(sheet: Sheet, number: str) -> None:
    """A sentence with a note's marker."""
    sheet.y -= 10
    sheet.marked("The pilots", number, f" were not asked before the year {1930 + int(number)}.")


def read_notes(reading: Reading) -> list[tuple[str | None, str, tuple[str, ...]]]:
    """Number, words and pages of each note."""
    return [
        (
            block.number,
            reading.text[block.start : block.end],
            name_pages(pages_in(reading.pages, block.start, block.end)),
        )
        for block in reading.blocks
        if block.kind == "footnote"
    ]


@pytest.mark.parametrize(
    ("end", "goes_on"),
    [
        ("two of the mem-", "bers had left the room before the vote."),
        ("two of the members had", "left the room. Nobody called them back."),
        ("two of the members had left.", "Nobody called them back, and the vote was held."),
    ],
)
def test_a_note_goes_on_at_the_foot_of_the_next_page(end: str, goes_on: str) -> None:
    """Within a word, a sentence or behind one: what leads to the next note without a number is the last one's."""

    def first(sheet: Sheet) -> None:
        tell(1, "11")(sheet)
        mark(sheet, "1")
        set_notes(sheet, "1  Minutes of the harbour commission, 4 May 1931, p. 12, where the", f"clerk adds that {end}")

    def second(sheet: Sheet) -> None:
        tell(2, "12")(sheet)
        mark(sheet, "2")
        set_notes(sheet, goes_on, "2  Letter of the pilots to the board, 6 May 1931.")

    reading = read(first, second, tell(3, "13"), tell(4, "14"))
    said = f"{end} {goes_on}".replace("mem- bers", "members")
    assert [
        ("1", f"Minutes of the harbour commission, 4 May 1931, p. 12, where the clerk adds that {said}", ("11", "12")),
        ("2", "Letter of the pilots to the board, 6 May 1931.", ("12",)),
    ] == read_notes(reading)
    assert 2 == len(reading.marks)
    assert not any("called" in text or "vote" in text for text in texts(reading))


def test_a_source_below_a_table_is_no_part_of_the_last_pages_note() -> None:
    """Small type without a number that leads to no note is text, in doubt."""

    def first(sheet: Sheet) -> None:
        tell(1)(sheet)
        mark(sheet, "1")
        set_notes(sheet, "1  Minutes of the harbour commission, 4 May 1931.")

    def second(sheet: Sheet) -> None:
        tell(2)(sheet)
        set_notes(sheet, "Source: the harbour board's own count.")

    reading = read(first, second)
    assert [("1", "Minutes of the harbour commission, 4 May 1931.", ("[1]",))] == read_notes(reading)
    assert "paragraph" == find(reading, "Source:").kind


@pytest.mark.parametrize("noted", [True, False])
def test_a_word_over_a_pages_end_is_one(*, noted: bool) -> None:
    """Neither the notes between nor the page's number part it; it stands on both pages."""

    def first(sheet: Sheet) -> None:
        tell(1, "11")(sheet)
        mark(sheet, "1")
        sheet.line("Die Versammlung billigte danach den Haushalts-", gap=10)
        if noted:
            set_notes(sheet, "1  Protokoll der Versammlung, 4. Mai 1931, S. 12.")

    def second(sheet: Sheet) -> None:
        sheet.line("entwurf der Hafenverwaltung und vertagte sich.")
        sheet.y -= 10
        tell(2, "12")(sheet)

    reading = read(first, second, tell(3, "13"))
    whole = "Die Versammlung billigte danach den Haushaltsentwurf der Hafenverwaltung und vertagte sich."
    assert any(text.endswith(whole) for text in texts(reading))
    start = reading.text.index("Haushaltsentwurf")
    assert ("11", "12") == name_pages(pages_in(reading.pages, start, start + len("Haushaltsentwurf")))
    assert "Haushaltsentwurf" in reading.repairs
    assert noted == bool(read_notes(reading))


def test_a_heading_over_both_columns_parts_what_stands_above_and_below() -> None:
    """Each pair of columns is read by itself: no sentence runs past the heading between them."""

    def draw(sheet: Sheet) -> None:
        sheet.line("The Dyke and the Town in the Great Flood", size=16)
        for top, left, right in [
            (
                480,
                ("The dyke was raised in the", "autumn, when the farmers had", "brought in what was left of"),
                ("the harvest, and the water", "had not yet come up to the", "sluice."),
            ),
            (
                390,
                ("The town had paid for it and", "had borrowed from the pilots", "what it did not have in its"),
                ("own purse, and never paid", "any of it back to them."),
            ),
        ]:
            for x, lines in ((LEFT, left), (LEFT + 170, right)):
                sheet.y = top
                for line in lines:
                    sheet.line(line, x=x)
            if top == 480:
                sheet.y = 425
                sheet.line("What the Water Took from the Town", size=16)

    reading = read(draw)
    assert [
        ("title", "The Dyke and the Town in the Great Flood"),
        (
            "paragraph",
            "The dyke was raised in the autumn, when the farmers had brought in what was left of the harvest, and the"
            " water had not yet come up to the sluice.",
        ),
        ("heading", "What the Water Took from the Town"),
        (
            "paragraph",
            "The town had paid for it and had borrowed from the pilots what it did not have in its own purse, and never"
            " paid any of it back to them.",
        ),
    ] == [(block.kind, reading.text[block.start : block.end]) for block in reading.blocks]


@pytest.mark.skipif(CYRILLIC is None, reason="no font with Cyrillic letters")
def test_russian_divided_at_line_ends_is_whole() -> None:
    """Words are joined by dictionary, what Russian writes with a hyphen keeps it; chapters are no running heads."""
    pdfmetrics.registerFont(TTFont("Cyrillic", str(CYRILLIC)))

    def write(number: int, *lines: str) -> Callable[[Sheet], None]:
        def draw(sheet: Sheet) -> None:
            sheet.y = 560
            sheet.line(f"Глава {number}", size=16, font="Cyrillic")
            sheet.y = 500
            for line in lines:
                sheet.line(line, font="Cyrillic", size=10)
            print_number(sheet, str(30 + number))

        return draw

    reading = read(
        write(
            1,
            "Совет гавани решил, что стена простоит до конца столе-",
            "тия, и постановил очистить северный фарватер до нача-",
            "ла зимы. Юго-",
            "западный ветер и социально-",
            "экономический спор мешали работам.",
        ),
        write(2, "Никто не голосовал против, и никто не спро-", "сил, во что обойдётся новая «северная» сте-"),
        write(3, "на городу. Премьер-", "министр ответил по-", "русски: «Не знаю»."),
    )
    assert [
        "Совет гавани решил, что стена простоит до конца столетия, и постановил очистить северный фарватер до начала"
        " зимы. Юго-западный ветер и социально-экономический спор мешали работам.",
        "Никто не голосовал против, и никто не спросил, во что обойдётся новая «северная» стена городу."
        " Премьер-министр ответил по-русски: «Не знаю».",
    ] == texts(reading)
    assert ["Глава 1", "Глава 2", "Глава 3"] == [*texts(reading, "title"), *texts(reading, "heading")]
    assert {"столетия", "начала", "спросил", "стена"} == set(reading.repairs)
