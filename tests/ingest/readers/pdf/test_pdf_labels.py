"""Words within a figure are told from the text around it, and from what is only set small."""

from __future__ import annotations

from tests.ingest.readers.pdf.sheets import LEFT, Sheet, fill, read, texts

PLACES = ((60, 480, "Lampe"), (150, 490, "Öl"), (240, 470, "Turm"), (90, 440, "Licht an"), (200, 430, "Licht aus"))


def place(sheet: Sheet, size: float, words: tuple[tuple[int, int, str], ...] = PLACES) -> None:
    sheet.canvas.setFont("Helvetica", size)
    for x, y, text in words:
        sheet.canvas.drawString(x, y, text)
    sheet.y = 400


def test_small_words_scattered_over_a_figure_are_labels() -> None:
    """They stay where they are, and no answer quotes them; the text below goes on."""

    def draw(sheet: Sheet) -> None:
        place(sheet, 6)
        fill(sheet)

    reading = read(fill, draw)
    assert " ".join(text for *_, text in PLACES) == " ".join(texts(reading, "label"))
    assert "In the spring the people of Whitmere met in the customs house" in reading.text


def test_words_of_the_texts_own_size_are_none() -> None:
    """They may be a form's, or a poem's."""

    def draw(sheet: Sheet) -> None:
        place(sheet, 11)
        fill(sheet)

    assert [] == texts(read(fill, draw), "label")


def test_a_small_list_below_one_another_is_none() -> None:
    """An address, or who printed it, in small type: lines below one another, set in or not."""

    def draw(sheet: Sheet) -> None:
        fill(sheet)
        for row, text in enumerate(("Druckerei am Wehr", "Mühlgasse 4", "Wendelsrode", "Telefon 4200", "Im Auftrag")):
            sheet.line(text, size=6, x=LEFT + 6 * (row % 3))

    assert [] == texts(read(fill, draw), "label")


def test_small_sentences_are_none() -> None:
    """A source below a figure says something."""

    def draw(sheet: Sheet) -> None:
        said = [(x, y, f"{text} stand im Jahr 1924 still.") for x, y, text in PLACES]
        place(sheet, 6, tuple(said))
        fill(sheet)

    assert [] == texts(read(fill, draw), "label")


def test_a_small_table_stays_one() -> None:
    """Its cells stand in columns."""

    def draw(sheet: Sheet) -> None:
        fill(sheet)
        for year in range(1921, 1927):
            sheet.canvas.setFont("Helvetica", 6)
            for column, text in enumerate((str(year), f"{year - 1900} Lampen", f"{year % 7} Boote")):
                sheet.canvas.drawString(LEFT + 80 * column, sheet.y, text)
            sheet.y -= 10

    assert [] == texts(read(fill, draw), "label")
