"""Lines with wide gaps that are no rows of a table, and where a column ends."""

from __future__ import annotations

import pytest

from tests.ingest.readers.pdf.sheets import LEFT, SIZE, Sheet, fill, read, texts


def stretch(sheet: Sheet, *words: str, width: float = 190) -> None:
    """A line whose words are spread over the column."""
    taken = sum(sheet.canvas.stringWidth(word, "Helvetica", SIZE) for word in words)
    x = float(LEFT)
    sheet.canvas.setFont("Helvetica", SIZE)
    for word in words:
        sheet.canvas.drawString(x, sheet.y, word)
        x += sheet.canvas.stringWidth(word, "Helvetica", SIZE) + (width - taken) / (len(words) - 1)
    sheet.y -= 14


def test_a_justified_line_that_ends_with_a_divided_word_is_no_row() -> None:
    """In a narrow column few words are spread wide: the sentence goes on in the next line."""

    def draw(sheet: Sheet) -> None:
        fill(sheet)
        sheet.line("A list is to be had, on request, of", gap=10)
        stretch(sheet, "the", "Sluice", "Administra-")
        stretch(sheet, "tion,", "Harbour", "Admin-")
        sheet.line("istration, at the quay.")

    reading = read(draw)
    assert [] == texts(reading, "table_row")
    whole = "A list is to be had, on request, of the Sluice Administration, Harbour Administration, at the quay."
    assert whole == texts(reading)[-1]


@pytest.mark.parametrize("sign", ["*", "□"])
def test_a_sign_at_the_right_edge_is_no_cell(sign: str) -> None:
    """It closes a proof, whose last line is a sentence's end."""

    def draw(sheet: Sheet) -> None:
        fill(sheet)
        sheet.line("The order in which the gates are opened does not matter, as", gap=10)
        sheet.canvas.drawString(340, sheet.y, sign)
        sheet.line("the tide shows.")

    reading = read(draw)
    assert [] == texts(reading, "table_row")
    assert any("does not matter, as the tide shows." in text for text in texts(reading))


def test_a_heading_far_behind_its_number_is_a_heading() -> None:
    """A number may be written "5.I", as it may be written "5.1"."""

    def draw(sheet: Sheet) -> None:
        fill(sheet)
        sheet.canvas.setFont("Helvetica-Bold", SIZE)
        sheet.canvas.drawString(LEFT, sheet.y, "5.I")
        sheet.line("General Overview of the Harbour", font="Helvetica-Bold", x=LEFT + 60)
        fill(sheet)

    reading = read(draw, title="Annual Report")
    assert ["5.I General Overview of the Harbour"] == texts(reading, "heading")


def test_a_column_ends_where_its_lines_end_and_not_where_a_table_below_does() -> None:
    """A full line before a capital does not end its paragraph, though a table below is twice as wide."""

    def draw(sheet: Sheet) -> None:
        for x in (LEFT, 230):
            sheet.y = 520
            sheet.line("Whoever asks is told by the", x=x)
            sheet.line("board what it thinks. If what he", x=x)
            sheet.line("asks is accepted for filing, the", x=x)
            sheet.line("Administrator shall say so, and", x=x)
            sheet.line("name his reasons.", x=x)
        for place in ("Harksiel", "Sandholm", "Whitmere", "Norderkoog"):
            sheet.line(f"{place}, whose quay is two hundred yards long, and whose basin is deep", gap=6)

    reading = read(draw)
    assert 2 == reading.text.count("accepted for filing, the Administrator shall say so")


def test_a_word_below_an_open_line_does_not_go_on_with_a_text_further_up() -> None:
    """The line right above has no end: what stands before it in another column is not looked at."""

    def draw(sheet: Sheet) -> None:
        sheet.y = 300
        sheet.line("Names: alpha, beta and the third of them,")
        sheet.y = 520
        sheet.line("(4) Some other names of the dyke are:", x=230, gap=0)
        sheet.line("mole and basin", x=230)

    assert "of them, mole" not in read(draw).text


def test_a_dash_that_opens_a_line_within_a_sentence_is_no_bullet() -> None:
    """The line above is full and has no end; below a line that is over, or in a list, a dash is a bullet."""

    def draw(sheet: Sheet) -> None:
        sheet.line("What they tell us to do in the way of the harbour changes")
        sheet.line("with every new board that is elected in the spring or autumn")
        sheet.line("– and nobody is asked what he thinks of it in the harbour.")
        sheet.line("The board wants", gap=10)
        sheet.line("– a quay that holds what is put upon it when the tide is high")
        sheet.line("– a lamp.")

    reading = read(draw)
    assert "spring or autumn – and nobody is asked" in reading.text
    assert ["– a quay that holds what is put upon it when the tide is high", "– a lamp."] == texts(reading, "list_item")


def test_a_ragged_column_goes_on_in_the_next_one_before_a_name() -> None:
    """Its last line is short, but no shorter than one within it, and has no full stop."""

    def draw(sheet: Sheet) -> None:
        for text in (
            "The town will set down in a new",
            "draft of the Harbour Standard",
            "how deep the northern basin is to",
        ):
            sheet.line(text)
        sheet.line("be, as says the Harbour Stand")
        sheet.y = 520
        for text in ("Report, which is at the quay.", "Whoever asks may see it."):
            sheet.line(text, x=260)

    assert "the Harbour Stand Report, which" in read(draw).text


def test_a_sentence_goes_on_behind_a_figure_of_many_labels() -> None:
    """Labels are no text: however many there are, the sentence before them is the one that goes on."""

    def first(sheet: Sheet) -> None:
        sheet.line("The first of the boats that came up the river may have been")
        sheet.line("seen by the warden of the sluice, who says that it was a cycle")

    def second(sheet: Sheet) -> None:
        for row, label in enumerate(("Gate A", "Gate B", "Mole", "Basin", "Quay", "Lamp", "Tide")):
            sheet.line(label, size=8, gap=14, x=LEFT + 30 * row)
        sheet.line("through the inner basin, and not a voyage to the sea.", gap=20)

    assert "it was a cycle through the inner basin" in read(first, second).text
