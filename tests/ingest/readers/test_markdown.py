"""Markdown files: headings, lists, notes, tables, and what is left out."""

import pytest

from ingest.errors import DossierError
from ingest.readers.markdown import read_markdown
from ingest.readers.protocol import ReadingHints

TEXT = """---
layout: page
---
# Das Wehr

Die Mühle[^1] *entstand* 1804
am Bach.[^2]

## 2. Der Plan

Er hat zwei Punkte:

1. Das Wehr kaufen
2. Die Scheune räumen

> Niemand fragte, woher
> das Geld kam.

| Jahr | Leute |
|---|---|
| 1924 | 640 |

<div>Werbung</div>

[^1]: Stadtbuch, [Blatt 4](https://example.org/4).

    Darin ein Brief.
[^2]: Chronik.
"""


def test_blocks_of_a_markdown_file() -> None:
    """Every part is what it is, in the words a reader sees, without marks."""
    reading = read_markdown(TEXT.encode(), ReadingHints())
    found = [(block.kind, block.level, block.number, reading.text[block.start : block.end]) for block in reading.blocks]
    assert [
        ("title", None, None, "Das Wehr"),
        ("paragraph", None, None, "Die Mühle[1] entstand 1804 am Bach.[2]"),
        ("heading", 2, "2", "2. Der Plan"),
        ("list_intro", None, None, "Er hat zwei Punkte:"),
        ("list_item", None, None, "1. Das Wehr kaufen"),
        ("list_item", None, None, "2. Die Scheune räumen"),
        ("block_quote", None, None, "Niemand fragte, woher das Geld kam."),
        ("table_header", None, None, "| Jahr | Leute |"),
        ("table_row", None, None, "| 1924 | 640 |"),
        ("footnote", None, "1", "Stadtbuch, Blatt 4 https://example.org/4."),
        ("footnote", None, "1", "Darin ein Brief."),
        ("footnote", None, "2", "Chronik."),
    ] == found
    assert ["Stadtbuch", "Chronik."] == [
        reading.text[mark.note :].split("\n")[0].split(",")[0] for mark in reading.marks
    ]
    assert ["layout: page", "<div>Werbung</div>"] == reading.left_out.split("\n")


def test_notes_with_words_for_labels_are_numbered() -> None:
    """Where labels are words, notes have their place among the notes as number."""
    reading = read_markdown(b"A word.[^town] Another.[^2]\n\n[^town]: Book.\n[^2]: Letter.\n", ReadingHints())
    assert "A word.[1] Another.[2]" == reading.text.split("\n")[0]
    assert ["1", "2"] == [block.number for block in reading.blocks if block.kind == "footnote"]


def test_a_marker_without_its_note_stays_text() -> None:
    """What no note answers to is not taken out of the sentence."""
    reading = read_markdown(b"Ein Satz.[^9]\n\nEin anderer.[^1]\n\n[^1]: Akte.\n", ReadingHints())
    assert "Ein Satz.[^9]" == reading.text.split("\n")[0]
    assert 1 == len(reading.marks)


def test_the_text_ends_where_the_manifest_says() -> None:
    """What a page adds below is left out and kept as such; notes below that stay."""
    text = "Ein Satz.[^1]\n\nSpenden Sie jetzt\n\nDanke.\n\n[^1]: Akte.\n"
    reading = read_markdown(text.encode(), ReadingHints(ends_before="Spenden"))
    assert ["Ein Satz.[1]", "Akte."] == [reading.text[block.start : block.end] for block in reading.blocks]
    assert "Spenden Sie jetzt\nDanke." == reading.left_out


@pytest.mark.parametrize("depth", [5, 12, 40])
def test_lists_in_lists_are_read_however_deep(depth: int) -> None:
    """No item is lost without a word."""
    text = "".join(f"{'  ' * level}- Schleuse {level}\n" for level in range(depth))
    reading = read_markdown(text.encode(), ReadingHints())
    assert depth == reading.text.count("Schleuse")


@pytest.mark.parametrize("text", ["".join(f"{'  ' * level}- Tor\n" for level in range(90)), ">" * 300 + " Tor"])
def test_what_is_nested_deeper_than_can_be_read_is_refused(text: str) -> None:
    """A part of a text is not taken for the whole."""
    with pytest.raises(DossierError, match="nested too deep"):
        read_markdown(text.encode(), ReadingHints())
