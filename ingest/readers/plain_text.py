"""Plain text: paragraphs by lines, everything else by form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.decoding import decode_text, find_mojibake
from ingest.readers.kinds import name_lines
from ingest.readers.lines import Line, find_lines, join_divided_words, show_hyphens, tell_divided
from ingest.readers.note_runs import FoundNotes, find_notes
from ingest.readers.page_lines import cut_page_lines, tell_page_lines
from ingest.readers.protocol import ReadingHints
from ingest.readers.quoted_lines import name_quotations, strip_quote_marks
from ingest.reading import Block, Reading
from ingest.text.canonical import LINE_ENDS, canonicalize

_TITLE_LENGTH = 90
"""Characters; a longer line that is not the work's title may be a sentence, and a title cannot be quoted."""
_QUOTE_LAST = re.compile(r",.*[\"'”“»«]$")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'“”‘’»«)\]]*(?:\[\^?\d{1,3}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹])*$|(?:\[\^?\d{1,3}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹])$")


def read_plain_text(content: bytes, hints: ReadingHints) -> Reading:
    """Read a text file: a paragraph a line, or paragraphs between blank lines where lines are wrapped."""
    whole, page_lines = cut_page_lines(show_hyphens(LINE_ENDS.sub("\n", decode_text(content))))
    whole, quoted = strip_quote_marks(canonicalize(whole).rstrip())
    whole, unsure = join_divided_words(whole)
    lines = find_lines(whole)
    last = _find_end(lines, hints)
    text = whole[: lines[last - 1].end] if 0 < last < len(lines) else whole
    lines = lines[:last]
    found = find_notes(text, lines)
    noted = {row: note for note in found.notes for row in note.rows}
    body = [line for row, line in enumerate(lines) if row not in noted]
    named = name_quotations(text, name_lines(text, body), quoted)
    blocks = [*_name_title(text, body, named, hints), *_note_blocks(lines, found)]
    remarks = (
        *found.remarks,
        *tell_page_lines(page_lines),
        *tell_divided(unsure),
        *filter(None, [find_mojibake(text)]),
    )
    return Reading(
        text=text,
        blocks=tuple(sorted(blocks, key=lambda block: block.start)),
        marks=found.marks,
        left_out="\n".join((*page_lines, *filter(None, [whole[len(text) :].strip()]))),
        remarks=remarks,
    )


def _find_end(lines: Sequence[Line], hints: ReadingHints) -> int:
    """How many of the lines are the text's."""
    if hints.ends_before:
        for row, line in enumerate(lines):
            if " ".join(line.text.split()).startswith(hints.ends_before):
                return row
    return len(lines)


def _name_title(text: str, lines: Sequence[Line], blocks: Sequence[Block], hints: ReadingHints) -> list[Block]:
    """The blocks, the first one named title where it is the work's, or a short line that is no sentence."""
    named = list(blocks)
    if len(named) < 2 or named[0].kind not in ("paragraph", "heading") or named[0].number:
        return named
    content = lines[0].text
    is_title = _fold(content) == _fold(hints.title) or (
        len(content) <= _TITLE_LENGTH and not _SENTENCE_END.search(content) and not _QUOTE_LAST.search(content)
    )
    if is_title:
        named[0] = replace(named[0], kind="title", level=None)
    return named


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _note_blocks(lines: Sequence[Line], found: FoundNotes) -> list[Block]:
    return [
        Block(
            "footnote",
            max(note.start, lines[row].start),
            lines[row].end,
            number=str(note.number),
            note=note.start,
        )
        for note in found.notes
        for row in note.rows
        if note.start < lines[row].end  # Else its number stands alone on this line.
    ]
