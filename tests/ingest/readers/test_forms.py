"""What each paragraph of a plain text is: headings and points, tables, turns, titles."""

import pytest

from ingest.readers.plain_text import read_plain_text
from ingest.readers.protocol import ReadingHints

LONG = {
    "de": "Der Rat beriet an diesem Abend lange über das Wehr, den Zoll und die beiden Brücken, ohne sich zu einigen.",
    "en": "The council debated the weir, the toll and both of the bridges all evening without agreeing on it.",
    "ru": "Совет весь вечер обсуждал плотину, пошлину и оба моста, но так ни о чём и не смог договориться до полуночи.",
}


def kinds(text: str, title: str = "") -> list[tuple[str, str]]:
    reading = read_plain_text(text.encode(), ReadingHints(title=title))
    return [(block.kind, " ".join(reading.text[block.start : block.end].split())) for block in reading.blocks]


@pytest.mark.parametrize("language", LONG)
def test_unnumbered_headings(language: str) -> None:
    """A short line by itself above a paragraph heads it."""
    heading = {"de": "Das obere Wehr", "en": "The upper weir", "ru": "Верхняя плотина"}[language]
    found = kinds(f"Titel\n\n{LONG[language]}\n\n{heading}\n\n{LONG[language]}")
    assert ("heading", heading) in found


def test_numbered_lines_with_text_between_them_are_headings() -> None:
    """Sections, and sections of sections."""
    found = kinds(f"Titel\n\n1. Anfang\n\n{LONG['de']}\n\n1.1 Vorher\n\n{LONG['de']}\n\n2. Ende\n\n{LONG['de']}")
    assert ["1. Anfang", "1.1 Vorher", "2. Ende"] == [text for kind, text in found if kind == "heading"]


@pytest.mark.parametrize(
    "points",
    [
        ["1. Die Stadt kauft das Wehr", "2. Der Müller räumt die Scheune", "3. Das Rad bleibt stehen"],
        ["1) The town buys the weir", "2) The miller clears the barn", "3) The wheel stays"],
        ["a) Die Stadt kauft das Wehr", "b) Der Müller räumt die Scheune", "c) Das Rad bleibt stehen"],
        ["(1) Город покупает плотину", "(2) Мельник освобождает сарай", "(3) Колесо остаётся"],
        ["I. Die Stadt kauft das Wehr", "II. Der Müller räumt die Scheune", "III. Das Rad bleibt stehen"],
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_numbered_points_are_items(points: list[str], between: str) -> None:
    """Points that follow one another are a list, with or without full stops; what follows stands in no section."""
    found = kinds(f"Der Plan\n\n{LONG['de'][:-1]}:\n\n{between.join(points)}\n\n{LONG['de']}")
    assert points == [text for kind, text in found if kind == "list_item"]
    assert "list_intro" in [kind for kind, _ in found]
    assert "heading" not in [kind for kind, _ in found]


@pytest.mark.parametrize(
    "first",
    [
        "Am 3. Mai schloss die Mühle für immer, wie ihr Besitzer sagte.[1]",
        "Wer hat die Mühle verkauft?",
        "„Die Mühle ist verkauft“, sagte der Müller.",
        "The mill is closed!",
        "Мельница закрыта навсегда.",
    ],
)
def test_a_first_sentence_is_no_title(first: str) -> None:
    """A lead can be found and quoted; only a line that is no sentence, or says the work's title, is one."""
    assert "title" not in [kind for kind, _ in kinds(f"{first}\n\n{LONG['de']}\n\n[1] Akte.")]
    assert ("title", first) in kinds(f"{first}\n\n{LONG['de']}", title=first)


@pytest.mark.parametrize(
    "rows",
    [
        ["| Jahr | Leute |", "|---|---|", "| 1924 | 640 |", "| 1931 | 215 |"],
        ["Jahr\tLeute\tRäder", "1924\t640\t2", "1931\t215\t1"],
    ],
)
def test_tables(rows: list[str]) -> None:
    """The first row is the header, a line of dashes is none of the rows."""
    found = [kind for kind, _ in kinds(f"Titel\n\n{LONG['de']}\n\n" + "\n".join(rows) + f"\n\n{LONG['de']}")]
    assert ["table_header", "table_row", "table_row"] == [kind for kind in found if kind.startswith("table")]


def test_turns_of_an_interview_carry_their_speaker() -> None:
    """Names before a colon that come again and again are who speaks, their further paragraphs too."""
    text = (
        "Gespräch über das Wehr\n\nFRAGE: Wann war das?\n\nHESSEL: Im Frühjahr 1804.\n\nDas weiß ich.\n\n"
        "FRAGE: Und wer zahlte?\n\n(Sie lacht.)\n\nHESSEL: Niemand."
    )
    reading = read_plain_text(text.encode(), ReadingHints())
    assert ["FRAGE", "HESSEL", "HESSEL", "FRAGE", None, "HESSEL"] == [block.speaker for block in reading.blocks[1:]]


def test_the_text_ends_where_the_manifest_says() -> None:
    """What a page adds below is left out, and kept as such."""
    reading = read_plain_text(
        f"Titel\n\n{LONG['de']}\n\nSpenden Sie jetzt\n\nDanke.".encode(), ReadingHints(ends_before="Spenden")
    )
    assert reading.text.endswith(LONG["de"])
    assert "Spenden Sie jetzt\n\nDanke." == reading.left_out
