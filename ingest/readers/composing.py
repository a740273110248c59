"""From a format's own pieces to a reading: canonical text put together, offsets counted, notes and markers linked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.records import Block, NoteMark, PassageKind, Reading
from ingest.text.canonical import canonicalize

_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class RawSpan:
    """A run of text within a block, or a note's marker."""

    text: str
    marks: str | None = None
    """For a marker, the label of the note it means."""


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A block as a format gives it, before it has a place in the text."""

    kind: PassageKind
    spans: tuple[RawSpan, ...]
    level: int | None = None
    number: str | None = None
    note: str | None = None
    """Label of the note this is a paragraph of."""
    pages: tuple[str, ...] = ()
    anchor: str | None = None


def compose_reading(raw: Sequence[RawBlock], *, left_out: str = "", remarks: Sequence[str] = ()) -> Reading:
    """Put blocks one below the other; markers of notes that are not there stay text."""
    text = ""
    blocks: list[Block] = []
    marks: list[tuple[int, int, str]] = []
    starts: dict[str, int] = {}
    for one in raw:
        content, found = _join_spans(one.spans)
        if not content:
            continue
        offset = len(text) + len(_BETWEEN) if text else 0
        text = f"{text}{_BETWEEN if text else ''}{content}"
        if one.note is not None:
            starts.setdefault(one.note, offset)
        note = starts[one.note] if one.note is not None else None
        blocks.append(Block(one.kind, offset, len(text), one.level, one.number, None, note, one.pages, one.anchor))
        marks += [(offset + start, offset + end, label) for start, end, label in found]
    lost = sorted({label for _, _, label in marks if label not in starts})
    return Reading(
        text=text,
        blocks=tuple(blocks),
        marks=tuple(NoteMark(start, end, starts[label]) for start, end, label in marks if label in starts),
        left_out=left_out,
        remarks=(*remarks, *(f"marker {label}: there is no such footnote" for label in lost)),
    )


def _join_spans(spans: Sequence[RawSpan]) -> tuple[str, list[tuple[int, int, str]]]:
    """The canonical text of a block without white space around it, and where its markers stand."""
    content, marks = "", []
    for span in spans:
        piece = canonicalize(span.text)
        if not content:
            piece = piece.lstrip()
        if span.marks is not None and piece:
            marks.append((len(content), len(content) + len(piece), span.marks))
        content += piece
    return content.rstrip(), marks
