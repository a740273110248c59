"""Whatever a text file holds: a reading is in order, within its text, and loses no word."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers.markdown import read_markdown
from ingest.readers.plain_text import read_plain_text
from ingest.readers.protocol import Reader, ReadingHints
from ingest.text.canonical import canonicalize

PIECES = st.sampled_from(
    [
        *"[1] [2] [^1] [^1]: ¹ ² 1. 2) a) IV. • - # | |---| « » „ “ ” : . ! … Anm. Fn. Notes Anmerkungen".split(),
        *"Wehr Müller the mill und or Плотина 1804 FRAGE: Q: > ``` <b> ![x](y) [z](u)".split(),
        *("\n", "\n\n", "\t", "-\n", "\u00a0", "\u2009", "\ufe0f", "\u00ad"),
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=60).map(" ".join) | st.text(max_size=200)


@pytest.mark.parametrize("reader", [read_plain_text, read_markdown])
@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_readings_are_sound(reader: Reader, text: str) -> None:
    """Blocks are in order, apart and not empty; markers stand within blocks and mean a note's beginning."""
    try:
        content = text.encode()
    except UnicodeEncodeError:
        return
    if b"\0" in content:
        return
    reading = reader(content, ReadingHints())
    position = 0
    for block in reading.blocks:
        assert position <= block.start < block.end <= len(reading.text)
        assert reading.text[block.start : block.end] == reading.text[block.start : block.end].strip()
        position = block.end
    starts = {block.note for block in reading.blocks if block.note is not None}
    for mark in reading.marks:
        assert mark.note in starts
        assert any(block.start <= mark.start < mark.end <= block.end for block in reading.blocks)
    assert canonicalize(reading.text) == reading.text


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_no_word_of_a_plain_text_is_lost(text: str) -> None:
    """Every letter and number is in a block, in front of one as its mark, or kept as left out."""
    try:
        content = text.encode()
    except UnicodeEncodeError:
        return
    if b"\0" in content:
        return
    reading = read_plain_text(content, ReadingHints())
    inside = "\n".join(reading.text[block.start : block.end] for block in reading.blocks)
    marks = re.compile(r"\[\^?\d+\]:?|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d+[.)]|(?:Anm|Fn|Fußn|Note|Прим)\.? ?\d+|[\W_]")
    assert sorted(marks.sub("", reading.text)) == sorted(marks.sub("", inside))
