"""Tables: rows below one another whose cells stand in the same columns, and which of them names the columns."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.readers.pdf.paragraphs import CELL_GAP, LEADER, Paragraph
from ingest.readers.pdf.records import Page, TextLine

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?")
_FEWEST = 3
"""Rows of a table at the least; what names its columns counts twice."""
_LARGEST_STEP = 4.0
"""Sizes between two rows of a table at the most."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[tuple[Page, TextLine] | None, ...]
    """One a column, those behind the last filled one left out; None where it is empty."""
    is_header: bool = False
    """Whether it says what the columns are."""


def find_tables(paragraphs: Sequence[Paragraph]) -> Mapping[int, Row]:
    """For each paragraph, by its row, that is a row of a table: its cells. Lone rows, and contents, are none."""
    found: dict[int, Row] = {}
    for run in _group(paragraphs):
        rows = {at: _cut_cells(paragraphs[at]) for at in run}
        columns = _find_columns(list(rows.values()))
        placed = {at: row for at, cells in rows.items() if (row := _place(cells, columns)) is not None}
        if len(columns) < 2 or not placed:
            continue
        first = min(placed)
        header = first == run[0] and _names_columns(placed[first], [row for at, row in placed.items() if at != first])
        if len(placed) + header < _FEWEST or any(paragraphs[at].last.divided for at in placed):
            continue
        for at, row in placed.items():
            again = header and paragraphs[at].text == paragraphs[first].text
            found[at] = Row(row, is_header=bool(again))
    return found


def _group(paragraphs: Sequence[Paragraph]) -> Iterator[list[int]]:
    """Rows that follow each other, also over a page's end."""
    run: list[int] = []
    for at, one in enumerate(paragraphs):
        is_row = one.is_row and not LEADER.search(one.text)
        if run and not (is_row and _follows(paragraphs[run[-1]], one)):
            yield run
            run = []
        if is_row:
            run.append(at)
    if run:
        yield run


def _follows(before: Paragraph, one: Paragraph) -> bool:
    if one.lines[0][0].number != before.lines[-1][0].number:
        return True
    return 0 < before.last.baseline - one.first.baseline < _LARGEST_STEP * one.first.size


def _cut_cells(one: Paragraph) -> list[tuple[Page, TextLine]]:
    """What wide gaps part."""
    cells: list[tuple[Page, TextLine]] = []
    for page, line in one.lines:
        start, end = 0, 0
        for at, glyph in enumerate(line.glyphs):
            if glyph.text.isspace():
                continue
            if end and glyph.left - line.glyphs[end - 1].right > CELL_GAP * line.size:
                cells.append((page, TextLine(line.glyphs[start:end])))
                start = at
            end = at + 1
        cells.append((page, TextLine(line.glyphs[start:end], line.divided)))
    return cells


def _find_columns(rows: Sequence[Sequence[tuple[Page, TextLine]]]) -> list[tuple[float, float]]:
    """From where to where the columns reach, by those rows that have as many cells as most have."""
    count = Counter(len(cells) for cells in rows).most_common(1)[0][0]
    full = [[line for _, line in cells] for cells in rows if len(cells) == count]
    columns = [
        (min(line.left for line in column), max(line.right for line in column)) for column in zip(*full, strict=True)
    ]
    apart = all(one[1] < other[0] for one, other in itertools.pairwise(columns))
    return columns if apart else []


def _place(
    cells: Sequence[tuple[Page, TextLine]], columns: Sequence[tuple[float, float]]
) -> tuple[tuple[Page, TextLine] | None, ...] | None:
    """The cells in their columns; None where one stands in none, or beside another."""
    placed: list[tuple[Page, TextLine] | None] = []
    for cell in cells:
        over = [at for at, (left, right) in enumerate(columns) if cell[1].left <= right and left <= cell[1].right]
        if len(over) != 1 or over[0] < len(placed):
            return None
        placed += [None] * (over[0] - len(placed))
        placed.append(cell)
    return tuple(placed)


def _names_columns(
    first: Sequence[tuple[Page, TextLine] | None], rest: Sequence[Sequence[tuple[Page, TextLine] | None]]
) -> bool:
    """Whether a row is bold above others that are not, or has words and years above numbers."""
    texts = [cell[1].text for cell in first if cell]
    if not any(char.isalpha() for text in texts for char in text):
        return False
    if all(cell[1].bold for cell in first if cell) and not all(cell[1].bold for row in rest for cell in row if cell):
        return True
    if any(_is_number(text) and not _YEAR.fullmatch(text.strip()) for text in texts):
        return False
    return 2 * sum(any(cell is not None and _is_number(cell[1].text) for cell in row) for row in rest) >= len(rest)


def _is_number(text: str) -> bool:
    return any(map(str.isdecimal, text)) and not any(map(str.isalpha, text))
