"""Sections, and for every block the headings it stands under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.reading import Block, Reading
from ingest.records import Section

_UNNUMBERED_LEVEL = 100
"""Of a heading whose format and number tell no level: it stands below all that do."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands."""

    section: str | None
    """The heading of its numbered section, or the innermost one where no section has a number."""
    headings: tuple[str, ...]
    """Outermost first."""


def find_places(reading: Reading, blocks: Sequence[Block]) -> tuple[Place, ...]:
    """For each block, the headings above it; a note stands where its first marker does."""
    path: list[Block] = []
    places: list[Place] = []
    for block in blocks:
        if block.kind == "heading":
            level = _level(block)
            path = [*(one for one in path if _level(one) < level), block]
        places.append(_place(reading.text, path))
    homes = _homes_of_notes(reading, blocks, places)
    return tuple(
        homes.get(block.note, place) if block.note is not None else place
        for block, place in zip(blocks, places, strict=True)
    )


def find_sections(text: str, blocks: Sequence[Block]) -> tuple[Section, ...]:
    """The numbered sections, each ending where the next one or the notes begin."""
    headings = [block for block in blocks if block.kind == "heading" and block.number]
    last = headings[-1].start if headings else 0
    notes = next((block.start for block in blocks if block.kind == "footnote" and block.start > last), len(text))
    ends = [*(block.start for block in headings[1:]), notes]
    return tuple(
        Section(str(block.number), _title(text, block), block.start, end)
        for block, end in zip(headings, ends, strict=False)
    )


def _level(heading: Block) -> int:
    if heading.level is not None:
        return heading.level
    return 1 + heading.number.count(".") if heading.number else _UNNUMBERED_LEVEL


def _title(text: str, heading: Block) -> str:
    return text[heading.start : heading.end].removeprefix(str(heading.number)).lstrip(".) \u00a0\t")


def _place(text: str, path: Sequence[Block]) -> Place:
    labels = [_label(text, block) for block in path]
    numbered = [label for label, block in zip(labels, path, strict=True) if block.number]
    return Place(numbered[-1] if numbered else labels[-1] if labels else None, tuple(labels))


def _label(text: str, block: Block) -> str:
    if block.number:
        return f"{block.number}. {_title(text, block)}".rstrip()
    return " ".join(text[block.start : block.end].split())


def _homes_of_notes(reading: Reading, blocks: Sequence[Block], places: Sequence[Place]) -> dict[int, Place]:
    homes: dict[int, Place] = {}
    rows = iter(zip(blocks, places, strict=True))
    block, place = next(rows, (None, Place(None, ())))
    for mark in reading.marks:
        while block is not None and block.end < mark.end:
            block, place = next(rows, (None, place))
        homes.setdefault(mark.note, place)
    return homes
