"""What stands in the file before or behind its place on the page."""

from __future__ import annotations

from tests.ingest.readers.pdf.sheets import LEFT, SIZE, Sheet, fill, read, texts


def test_notes_and_markers_that_the_file_has_before_and_behind_their_lines() -> None:
    """Some programs write notes first, and raised numbers by themselves when their line is at its end."""

    def first(sheet: Sheet) -> None:
        fill(sheet)
        sheet.line("Measures of the one kind are told apart from those that keep")

    def second(sheet: Sheet) -> None:
        sheet.canvas.setFont("Helvetica", 5)
        sheet.y = 90
        sheet.line("A copy is what a clerk makes of a letter, as the board exclus-", size=9, x=LEFT + 4)
        sheet.canvas.setFont("Helvetica", 5)
        sheet.canvas.drawString(LEFT, 94, "2")
        sheet.line("ively told its clerks.", size=9)
        sheet.y = 520
        text = "clerks from making a copy of a letter. Whoever makes one is"
        sheet.line(text)
        sheet.canvas.setFont("Helvetica", 6)
        width = sheet.canvas.stringWidth("clerks from making a copy", "Helvetica", SIZE)
        sheet.canvas.drawString(LEFT + width, 524, "2")
        sheet.line("dismissed, and his name is struck from the roll.")

    reading = read(first, second)
    whole = (
        "Measures of the one kind are told apart from those that keep clerks from making a copy2 of a letter. Whoever"
        " makes one is dismissed, and his name is struck from the roll."
    )
    assert any(text.endswith(whole) for text in texts(reading))
    assert ["A copy is what a clerk makes of a letter, as the board exclusively told its clerks."] == texts(
        reading, "footnote"
    )
    assert ["2"] == [reading.text[mark.start : mark.end] for mark in reading.marks]


def test_a_heading_that_the_file_has_last_heads_its_page() -> None:
    """Set over both columns and written when they were done: what the page says belongs below it."""

    def draw(sheet: Sheet) -> None:
        for text in ("The dyke was raised in the", "autumn, when the farmers had", "brought in what was left of"):
            sheet.line(text)
        sheet.y = 520
        for text in ("the harvest, and the water", "had not yet come up to the", "sluice."):
            sheet.line(text, x=220)
        sheet.y = 556
        sheet.line("The Dyke and Its Farmers", size=18)

    kinds = [block.kind for block in read(fill, draw).blocks]
    assert kinds.index("heading") < len(kinds) - 1


def test_the_head_of_a_last_column_stays_where_it_is() -> None:
    """A column that begins higher than the others comes last nevertheless: it does not begin at the left."""

    def draw(sheet: Sheet) -> None:
        sheet.y = 480
        for text in ("The dyke was raised in the", "autumn, when the farmers had", "brought in what was left of"):
            sheet.line(text)
        sheet.y = 520
        sheet.line("the harvest and went home.", x=220)

    assert [
        "The dyke was raised in the autumn, when the farmers had brought in what was left of the harvest and went home."
    ] == texts(read(draw))
