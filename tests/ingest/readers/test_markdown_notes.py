"""Markdown's notes where labels come twice, markers or notes are missing, or notes are printed in another way."""

import pytest

from ingest.readers.markdown import read_markdown
from ingest.readers.protocol import ReadingHints
from ingest.reading import Reading

ONE, TWO = "Der Fährmann bekam ein neues Boot.", "Sein Sohn verkaufte es der Marine."


def read(text: str) -> Reading:
    return read_markdown(text.encode(), ReadingHints())


def links(reading: Reading) -> list[str]:
    """For each marker the beginning of its note."""
    return [reading.text[mark.note :].split("\n")[0] for mark in reading.marks]


def notes(reading: Reading) -> list[tuple[str | None, str]]:
    return [(one.number, reading.text[one.start : one.end]) for one in reading.blocks if one.kind == "footnote"]


def test_labels_that_start_again_mean_the_note_behind_their_section() -> None:
    """No section's sentence is proven by another's note, and both notes are there."""
    reading = read(f"# Fähre\n\n## Eins\n\n{ONE}[^1]\n\n[^1]: Bootsbuch.\n\n## Zwei\n\n{TWO}[^1]\n\n[^1]: Kaufakte.\n")
    assert ["Bootsbuch.", "Kaufakte."] == links(reading)
    assert [("1", "Bootsbuch."), ("1", "Kaufakte.")] == notes(reading)
    assert "[1]" == reading.text[reading.marks[1].start : reading.marks[1].end]


def test_labels_that_come_twice_behind_all_markers_are_linked_to_none() -> None:
    """Nobody can tell which is meant: both notes stay, the marker stays text, and it is said."""
    reading = read(f"# Fähre\n\n{ONE}[^1]\n\n## Zwei\n\n{TWO}[^1]\n\n[^1]: Bootsbuch.\n\n[^1]: Kaufakte.\n")
    assert () == reading.marks
    assert f"{ONE}[^1]" in reading.text
    assert ["Bootsbuch.", "Kaufakte."] == [words for _, words in notes(reading)]
    assert all("2 footnotes have this number" in remark for remark in reading.remarks)


def test_notes_without_markers_and_markers_without_notes_are_kept_and_reported() -> None:
    """A note that nothing marks is a note; a marker of none is text."""
    reading = read(f"# Fähre\n\n{ONE}[^1] {TWO}[^9]\n\n[^1]: Bootsbuch.\n[^5]: Kaufakte.\n")
    assert ["Bootsbuch."] == links(reading)
    assert [("1", "Bootsbuch."), ("5", "Kaufakte.")] == notes(reading)
    assert ("marker 9: there is no such footnote",) == reading.remarks
    assert "\ue000" not in reading.text


def test_code_has_no_notes() -> None:
    """What stands in fenced code neither marks nor defines."""
    reading = read(f"# Fähre\n\n{ONE}[^1]\n\n```\n[^1]: nichts\n[^2] auch\n```\n\n[^1]: Bootsbuch.\n")
    assert ["Bootsbuch."] == links(reading)
    assert () == reading.remarks


@pytest.mark.parametrize(
    "text",
    [
        f"{ONE}[1] {TWO}[2]\n\n[1] Bootsbuch.\n[2] Kaufakte.",
        f"{ONE}¹ {TWO}²\n\n¹ Bootsbuch.\n² Kaufakte.",
        f"{ONE}<sup>1</sup> {TWO}<sup>2</sup>\n\n## Anmerkungen\n\n1. Bootsbuch.\n2. Kaufakte.",
        f"{ONE}<sup>[1]</sup> {TWO}<SUP>2</SUP>\n\n## Notes\n\n1. Bootsbuch.\n2. Kaufakte.",
    ],
)
def test_notes_printed_as_in_plain_texts(text: str) -> None:
    """Numbers in brackets or raised, in characters or in HTML, are markers where there are such notes."""
    reading = read(f"# Fähre\n\n{text}\n")
    assert ["Bootsbuch.", "Kaufakte."] == links(reading)
    assert ["1", "2"] == [number for number, _ in notes(reading)]
    assert [] == [block for block in reading.blocks if block.kind == "list_item"]


def test_words_divided_at_line_ends_are_whole() -> None:
    """Markdown's lines are never paragraphs: a word that is one for certain is put together."""
    reading = read("# Fähre\n\nDer Rat gab insge-\nsamt 300 Taler, Vor-\nund Nachteile blieben.\n")
    assert "insgesamt 300" in reading.text
    assert "Vor- und Nachteile" in " ".join(reading.text.split())
