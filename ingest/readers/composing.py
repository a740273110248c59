"""From a format's own pieces to a reading: canonical text put together, offsets counted, notes and markers linked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ingest.readers.heading_numbers import settle_numbers
from ingest.reading import Block, NoteMark, PageSpan, PassageKind, Reading
from ingest.text.canonical import canonicalize

_BETWEEN = "\n\n"


class RawPage(NamedTuple):
    """A page of the source."""

    number: int
    """As a viewer counts it, from 1."""
    label: str = ""
    """What it is called; empty where neither print nor file says."""


@dataclass(frozen=True, slots=True)
class RawSpan:
    """A run of text within a block, or a note's marker."""

    text: str
    marks: str | None = None
    """For a marker, the label of the note it means."""
    page: RawPage | None = None


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A block as a format gives it, before it has a place in the text."""

    kind: PassageKind
    spans: tuple[RawSpan, ...]
    level: int | None = None
    number: str | None = None
    speaker: str | None = None
    note: str | None = None
    """Label of the note this is a paragraph of."""
    anchor: str | None = None


def compose_reading(
    raw: Sequence[RawBlock],
    *,
    left_out: str = "",
    remarks: Sequence[str] = (),
    repairs: Sequence[str] = (),
    recognised: bool = False,
) -> Reading:
    """Put blocks one below the other; markers of notes that are not there stay text."""
    pieces: list[str] = []
    length = 0
    blocks: list[Block] = []
    marks: list[tuple[int, int, str]] = []
    pages: list[PageSpan] = []
    starts: dict[str, int] = {}
    for one in raw:
        content, found, turned = _join_spans(one.spans)
        if not content:
            continue
        if pieces:
            pieces.append(_BETWEEN)
            length += len(_BETWEEN)
        offset, length = length, length + len(content)
        pieces.append(content)
        if one.note is not None:
            starts.setdefault(one.note, offset)
        note = starts[one.note] if one.note is not None else None
        blocks.append(Block(one.kind, offset, length, one.level, one.number, one.speaker, note, one.anchor))
        marks += [(offset + start, offset + end, label) for start, end, label in found]
        _add_pages(pages, [PageSpan(offset + start, offset + end, *page) for start, end, page in turned])
    lost = sorted({label for _, _, label in marks if label not in starts})
    text = "".join(pieces)
    return Reading(
        text=text,
        blocks=settle_numbers(text, blocks),
        marks=tuple(NoteMark(start, end, starts[label]) for start, end, label in marks if label in starts),
        pages=tuple(pages),
        left_out=left_out,
        remarks=(*remarks, *(f"marker {label}: there is no such footnote" for label in lost)),
        repairs=tuple(repairs),
        recognised=recognised,
    )


def _add_pages(pages: list[PageSpan], new: Sequence[PageSpan]) -> None:
    """Neighbours on one page become one span."""
    for one in new:
        if pages and pages[-1].number == one.number:
            pages[-1] = replace(pages[-1], end=one.end)
        else:
            pages.append(one)


def _join_spans(
    spans: Sequence[RawSpan],
) -> tuple[str, list[tuple[int, int, str]], list[tuple[int, int, RawPage]]]:
    """The canonical text of a block without white space around it, where its markers stand, and on which pages."""
    content, marks, pages = "", [], []
    for span in spans:
        piece = canonicalize(span.text)
        if not content:
            piece = piece.lstrip()
        if not piece:
            continue
        if span.marks is not None:
            marks.append((len(content), len(content) + len(piece), span.marks))
        if span.page is not None:
            pages.append((len(content), len(content) + len(piece), span.page))
        content += piece
    whole = content.rstrip()
    return whole, marks, [(start, min(end, len(whole)), page) for start, end, page in pages if start < len(whole)]
