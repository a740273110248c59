"""Forms of plain texts beyond the usual ones: underlined headings, headings over one sentence, tables, transcripts."""

import pytest

from ingest.readers.plain_text import read_plain_text
from ingest.readers.protocol import ReadingHints
from ingest.structure.sections import find_places

LONG = "Der Fährmann bekam 1870 ein neues Boot aus Eiche, das ihm der Rat von Sandholm nach langem Streit bezahlte."


def kinds(text: str) -> list[tuple[str, str]]:
    reading = read_plain_text(text.encode(), ReadingHints())
    return [(block.kind, " ".join(reading.text[block.start : block.end].split())) for block in reading.blocks]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        (f"Erster Teil\n===========\n\n{LONG}", "Erster Teil"),
        (f"Первая часть\n------------\n\n{LONG}", "Первая часть"),
        ("Chapter 4: The end\n\nIt ended.", "Chapter 4: The end"),
        ("Статья 3\n\nЛодка города.", "Статья 3"),
        (f"**The ferry**\n\n{LONG}", "The ferry"),
        ("Sandholm\n\nDer Ort hat 40 Einwohner.", "Sandholm"),
        ("Wesselburg\n\nThe town has 40 people.[1]\n\n[1] Census.", "Wesselburg"),
        (f"ZWEITER TEIL\n\nDie Löhne\n\n{LONG}", "ZWEITER TEIL"),
        ("Der Plan\n\n1. Der Rat verkauft das Boot\n2. Der Fährmann geht", "Der Plan"),
    ],
)
def test_headings(text: str, heading: str) -> None:
    """A heading is one however it is printed, and however short what stands under it."""
    found = kinds(f"Die Fähre\n\n{LONG}\n\n{text}")
    assert ("heading", heading) in found
    assert not [one for _, one in found if set(one) <= set("=-*")]


@pytest.mark.parametrize(
    "lines",
    [
        "Mit Gruß\n\nAda",
        "Rosen rot\nVeilchen blau\nDas Boot ist grau.",
        "Der Rat zahlte alles.[1] Der Fährmann ging[2]\n\nDer Ort hat 40 Einwohner.\n\n[1] A.\n[2] B.",
    ],
)
def test_short_lines_that_are_no_headings(lines: str) -> None:
    """An ending, verse and a sentence with its notes head nothing."""
    assert "heading" not in [kind for kind, _ in kinds(f"Die Fähre\n\n{LONG}\n\n{lines}")]


def test_points_with_paragraphs_of_their_own_stay_evidence() -> None:
    """A number that goes on from a point's heads no section, though the second point has no full stop."""
    text = (
        f"Der Plan\n\nDrei Dinge.\n\n1. Das Boot wird verkauft.\n\n{LONG}\n\n2. Der Fährmann erhält ein Haus\n\n{LONG}"
    )
    assert ("paragraph", "2. Der Fährmann erhält ein Haus") in kinds(text)


@pytest.mark.parametrize(
    "rows",
    [
        "Jahr | Boote\n-----|------\n1870 | 4\n1871 | 5",
        "Jahr\tBoote\n1870\t4\n1871\t5",
        "Jahr     Boote    Ruder\n1870     4        8\n1871     5        10",
        "+------+-------+\n| Jahr | Boote |\n+======+=======+\n| 1870 | 4     |\n+------+-------+\n| 1871 | 5     |",
        "| Jahr | Boote |\n|---|---|\n| 1870 | 4 |\n| 1871 | 5 |",
    ],
)
def test_tables(rows: str) -> None:
    """Pipes, tabs, spaces and drawn frames: one header, then its rows, and no line that is only drawn."""
    found = kinds(f"Die Fähre\n\n{LONG}\n\n{rows}\n\n{LONG}")
    assert ["table_header", "table_row", "table_row"] == [kind for kind, _ in found[2:-1]]


def test_rows_of_numbers_without_a_header_do_not_stand_under_another_table() -> None:
    """They are no rows of the table before them."""
    found = kinds(f"Die Fähre\n\n| Jahr | Boote |\n| 1870 | 4 |\n\n{LONG}\n\n| 1999 | 7 |\n| 2000 | 8 |")
    assert [("paragraph", "| 1999 | 7 |"), ("paragraph", "| 2000 | 8 |")] == found[-2:]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[00:01:02] Anna Lund", "[00:02:02] Karl Pell"),
        ("00:01 Speaker 1", "00:09 Speaker 2"),
        ("Анна [01:02]", "Пётр [01:09]"),
    ],
)
def test_turns_with_time_stamps_have_their_speakers(one: str, other: str) -> None:
    """A time in front of a name or behind it does not hide who speaks."""
    reading = read_plain_text(
        f"Gespräch\n\n{one}: ja das boot\n{other}: und der rat\n{one}: genau\n{other}: so war es".encode(),
        ReadingHints(),
    )
    speakers = [block.speaker for block in reading.blocks if block.kind == "post"]
    assert 4 == len(speakers)
    assert speakers[0] == speakers[2] != speakers[1]
    assert all(speaker and ":" not in speaker for speaker in speakers)


@pytest.mark.parametrize(
    "line",
    [
        "Im Jahr 1870 bekam der Fährmann von Sandholm ein neues Boot aus Eiche und fuhr noch zwanzig Jahre damit",
        "Wie der Rat schrieb, „war das Boot schon verloren“",
    ],
)
def test_a_first_line_that_may_be_a_sentence_is_no_title(line: str) -> None:
    """A title cannot be quoted, a paragraph can: in doubt it is a paragraph."""
    assert ("paragraph", line) == kinds(f"{line}\n\n{LONG}")[0]


@pytest.mark.parametrize("title", ["Anhang: Die Löhne", "Über die Autorin", "About the author", "Приложение 1"])
def test_what_follows_the_notes_stands_under_its_own_heading(title: str) -> None:
    """An annex is no part of the last section, and the notes' own heading is no evidence."""
    text = f"Die Fähre\n\n1. Anfang\n\n{LONG}[1]\n\nAnmerkungen\n\n[1] Bootsbuch.\n\n{title}\n\n{LONG}"
    reading = read_plain_text(text.encode(), ReadingHints())
    heads = [(reading.text[one.start : one.end], one.level) for one in reading.blocks if one.kind == "heading"]
    assert [("1. Anfang", None), ("Anmerkungen", 1), (title, 1)] == heads
    assert [title] == list(find_places(reading, reading.blocks)[-1].headings)


MINUTES = """Hearing on the ferry

Item 1: Opening

Aldous: We begin at seven. The hall is cold.

Brook: Then let us be short.

{heading}

Aldous: The boat is forty years old and leaks at the stern.

Calm returns.

Brook: It has leaked since I was a boy.

Aldous: You were never a boy.
"""


@pytest.mark.parametrize("heading", ["Item 2: The boat", "TOP 2: Das Boot", "Пункт 2. Лодка", "The state of the boat"])
def test_headings_between_turns_are_no_turns(heading: str) -> None:
    """A transcript's parts are headed; what follows stands under the heading and not under the first one."""
    found = kinds(MINUTES.format(heading=heading))
    assert ("heading", heading) in found
    assert ("post", "Calm returns.") in found
    reading = read_plain_text(MINUTES.format(heading=heading).encode(), ReadingHints())
    place = find_places(reading, reading.blocks)[
        [text for _, text in found].index("Brook: It has leaked since I was a boy.")
    ]
    assert heading == place.headings[-1]


def test_where_turns_do_not_end_as_sentences_do_a_short_line_is_one_of_them() -> None:
    text = MINUTES.format(heading="and what of it").replace(".\n", "\n")
    assert ("post", "and what of it") in kinds(text)
