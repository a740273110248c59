"""Initials that open a chapter, letters by themselves, and numbers of lines at the margin."""

from __future__ import annotations

import pytest

from tests.ingest.readers.pdf.sheets import LEFT, STEP, Sheet, read, texts


def open_chapter(sheet: Sheet, initial: str, lines: tuple[str, ...], *, last: bool) -> None:
    """A chapter whose first letter is as tall as two lines, in the file before them or behind all others."""
    sheet.line("The Chronicle", size=16, gap=10)
    top = sheet.y
    if not last:
        draw_initial(sheet, initial, top)
    beside = LEFT + sheet.canvas.stringWidth(initial, "Helvetica", 30) + 3
    for row, text in enumerate(lines):
        sheet.line(text, x=beside if row < 2 else LEFT)
    if last:
        draw_initial(sheet, initial, top)


def draw_initial(sheet: Sheet, initial: str, top: float) -> None:
    sheet.canvas.setFont("Helvetica", 30)
    sheet.canvas.drawString(LEFT, top - STEP, initial)


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize(
    ("initial", "lines", "opening"),
    [
        (
            "D",
            ("er Rat der Stadt Doervemoor kam im Herbst", "zusammen, als das Wasser noch nicht so hoch"),
            "Der Rat der",
        ),
        (
            "T",
            ("HE council of the town met in autumn, when", "the water had not come up to the sluice that"),
            "THE council",
        ),
        (
            "A",
            ("keeper of the lamp came up the stairs and", "looked out over the harbour where no boats"),
            "A keeper of",
        ),
        (
            "I",
            ("n the autumn the keeper of the lamp came up", "and looked out over the harbour and no boats"),
            "In the autumn",
        ),
        (
            "Ö",
            ("ffentlich sprach niemand von den Kosten des", "Wehrs, das die Stadt im Jahr zuvor gebaut und"),
            "Öffentlich",
        ),
    ],
)
def test_an_initial_opens_the_line_beside_it(initial: str, lines: tuple[str, str], opening: str, last: bool) -> None:
    """Whether it is a word's first letter or a word; no heading of one letter is left."""
    rest = ("which nobody had seen, and so it went on to", "the end of the winter and of the year.")
    reading = read(lambda sheet: open_chapter(sheet, initial, (*lines, *rest), last=last))
    (paragraph,) = texts(reading, "paragraph")
    assert paragraph.startswith(opening)
    assert paragraph.endswith("the end of the winter and of the year.")
    assert [] == [text for text in texts(reading, "heading") if len(text) == 1]


def test_a_letter_above_an_indexs_entries_is_no_initial() -> None:
    """Words beside a large letter that begin with it are its entries."""

    def draw(sheet: Sheet) -> None:
        draw_initial(sheet, "A", sheet.y)
        for text in ("abend, seine Lampen und wer sie löscht 12", "acker, wem er gehört und wem er gehörte 14"):
            sheet.line(text, x=LEFT + 24)

    assert not any(text.startswith(("Aabend", "A abend")) for text in texts(read(draw)))


def test_a_sentence_that_opens_with_a_word_of_one_letter_stays() -> None:
    """It is set as large as the rest of its line."""

    def draw(sheet: Sheet) -> None:
        sheet.line("A keeper of the lamp came up the stairs and looked")
        sheet.line("out over the harbour.")

    assert ["A keeper of the lamp came up the stairs and looked out over the harbour."] == texts(read(draw))


def test_a_letter_by_itself_is_no_heading_unless_others_follow_it() -> None:
    """A printer's sign at the end is none; letters of a glossary in their order are."""

    def draw(sheet: Sheet) -> None:
        sheet.line("Words of the Harbour", size=20)
        for letter, text in (("A", "Anker: what holds a boat."), ("B", "Boje: what shows the way.")):
            sheet.line(letter, size=18, gap=10)
            sheet.line(text, gap=6)
        sheet.line("Æ", size=18, gap=40)

    assert ["A", "B"] == texts(read(draw), "heading")


BILL = (
    "Resolved by the council of the town (the keep-",
    "ers of the lamp concurring), that the council con-",
    "gratulates the keepers on the tenth anniversary",
    "of the tower, and calls on all of the neighbours to",
    "build with it the close and mutually useful rela-",
    "tions that the harbour has had with them since.",
)
WHOLE = (
    "Resolved by the council of the town (the keepers of the lamp concurring), that the council congratulates the"
    " keepers on the tenth anniversary of the tower, and calls on all of the neighbours to build with it the close and"
    " mutually useful relations that the harbour has had with them since."
)


def draw_bill(sheet: Sheet, *, step: int = 1, apart: bool = False, first: int = 1) -> None:
    """Lines with their numbers at the margin, drawn with them or all of them before."""
    top = sheet.y
    for row in range(len(BILL)) if apart else ():
        if not (first + row) % step:
            sheet.canvas.drawRightString(LEFT - 15, top - row * STEP, str(first + row))
    for row, text in enumerate(BILL):
        if not apart and not (first + row) % step:
            sheet.canvas.setFont("Helvetica", 11)
            sheet.canvas.drawRightString(LEFT - 15, sheet.y, str(first + row))
        sheet.line(text)


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("first", [1, 7, 120])
def test_numbers_of_lines_at_the_margin_are_no_text(apart: bool, first: int) -> None:
    """Words that were divided around them are whole; the numbers are kept apart and told of."""
    reading = read(lambda sheet: draw_bill(sheet, apart=apart, first=first))
    assert [WHOLE] == texts(reading)
    assert all(str(first + row) in reading.left_out.split("\n") for row in range(6))
    assert "6 numbers of lines at the margin are left out of the text" in reading.remarks


def test_a_page_with_two_numbered_lines_follows_the_others() -> None:
    """Where one page has such a column, another with its end has it too."""

    def end(sheet: Sheet) -> None:
        for row, text in enumerate(("The clerk of the council sends a copy of this to the", "keepers of the lamp.")):
            sheet.canvas.setFont("Helvetica", 11)
            sheet.canvas.drawRightString(LEFT - 15, sheet.y, str(1 + row))
            sheet.line(text)

    reading = read(draw_bill, end)
    assert [WHOLE, "The clerk of the council sends a copy of this to the keepers of the lamp."] == texts(reading)


def test_every_fifth_line_may_have_its_number() -> None:
    """As editions and transcripts print them."""

    def draw(sheet: Sheet) -> None:
        for round_ in range(4):
            for row, text in enumerate(BILL[:5]):
                if row == 4:
                    sheet.canvas.setFont("Helvetica", 11)
                    sheet.canvas.drawRightString(LEFT - 15, sheet.y, str(5 * round_ + 5))
                sheet.line(text)

    reading = read(draw)
    assert ["5", "10", "15", "20"] == reading.left_out.split("\n")
    assert not any(number in text for text in texts(reading) for number in ("5", "10", "15", "20"))


def draw_numbered(sheet: Sheet, lines: tuple[str, ...], first: int = 1) -> None:
    for row, text in enumerate(lines):
        sheet.canvas.setFont("Helvetica", 11)
        sheet.canvas.drawRightString(LEFT - 15, sheet.y, str(first + row))
        sheet.line(text)


@pytest.mark.parametrize(
    "lines",
    [
        ("The weir was built.", "The mill was closed.", "The council met.", "The keepers left.", "The town paid."),
        ("lamps for the tower", "oil", "rope and tar", "boats", "coats for the keepers of the light", "bread"),
        ("Anker und Ketten", "Bojen", "Dalben", "Ebbe und Flut", "Fähren"),
    ],
)
def test_a_numbered_list_keeps_its_numbers(lines: tuple[str, ...]) -> None:
    """Its points do not go on from one to the next."""
    reading = read(lambda sheet: draw_numbered(sheet, lines))
    said = " ".join(texts(reading))
    assert all(str(row) in said for row in range(1, len(lines) + 1))
    assert "" == reading.left_out


def test_a_tables_numbers_stay() -> None:
    """Years down a column count up, and no line goes on in the next."""
    rows = ("Lamps 12 300", "Keepers 4 1200", "Boats 7 90", "Oil 80 700", "Rope 11 20")
    reading = read(lambda sheet: draw_numbered(sheet, rows, first=1921))
    assert all(str(year) in " ".join(texts(reading)) for year in range(1921, 1926))


def test_a_list_with_points_of_many_lines_keeps_its_numbers() -> None:
    """The lines that go on have no number."""

    def draw(sheet: Sheet) -> None:
        for row, text in enumerate(BILL):
            sheet.canvas.setFont("Helvetica", 11)
            if row % 2 == 0:
                sheet.canvas.drawRightString(LEFT - 15, sheet.y, str(row // 2 + 1))
            sheet.line(text)
        for row, text in enumerate(BILL):
            sheet.canvas.setFont("Helvetica", 11)
            if row % 2 == 0:
                sheet.canvas.drawRightString(LEFT - 15, sheet.y, str(row // 2 + 4))
            sheet.line(text)

    assert "" == read(draw).left_out
