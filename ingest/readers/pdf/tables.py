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
_SAME_EDGE = 1.0
"""Points by which the left edges of cells in one column differ at most."""
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
        edges = [cell.left for at in run for _, cell in _cut_cells(paragraphs[at], ())]
        rows = {at: _cut_cells(paragraphs[at], edges) for at in run}
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


def _cut_cells(one: Paragraph, edges: Sequence[float]) -> list[tuple[Page, TextLine]]:
    """What wide gaps part, and what is drawn by itself from where cells of other rows begin: some cells are full."""
    cells: list[tuple[Page, TextLine]] = []
    for page, line in one.lines:
        start, end = 0, 0
        for at, glyph in enumerate(line.glyphs):
            if glyph.text.isspace():
                continue
            gap = glyph.left - line.glyphs[end - 1].right
            if end and (gap > CELL_GAP * line.size or (glyph.begins and _is_near(glyph.left, edges))):
                cells.append((page, TextLine(line.glyphs[start:end])))
                start = at
            end = at + 1
        cells.append((page, TextLine(line.glyphs[start:end], line.divided)))
    return cells


def _is_near(place: float, edges: Sequence[float]) -> bool:
    return any(abs(place - edge) <= _SAME_EDGE for edge in edges)


def _find_columns(rows: Sequence[Sequence[tuple[Page, TextLine]]]) -> list[tuple[float, float]]:
    """From where to where the columns reach, by those rows that have as many cells as most; none where many overlap."""
    count = Counter(len(cells) for cells in rows).most_common(1)[0][0]
    full = [[line for _, line in cells] for cells in rows if len(cells) == count]
    columns = [
        (min(line.left for line in column), max(line.right for line in column)) for column in zip(*full, strict=True)
    ]
    lefts = [*(left for left, _ in columns[1:]), float("inf")]
    overfull = sum(any(line.right > left for line, left in zip(row, lefts, strict=True)) for row in full)
    if 3 * overfull > len(full) or any(one[0] >= other[0] for one, other in itertools.pairwise(columns)):
        return []
    return [(left, min(right, following)) for (left, right), following in zip(columns, lefts, strict=True)]


def _place(
    cells: Sequence[tuple[Page, TextLine]], columns: Sequence[tuple[float, float]]
) -> tuple[tuple[Page, TextLine] | None, ...] | None:
    """The cells in their columns, by their middles; None where one stands in none, or beside another."""
    placed: list[tuple[Page, TextLine] | None] = []
    for cell in cells:
        middle = (cell[1].left + cell[1].right) / 2
        at = next((at for at, (left, right) in enumerate(columns) if left <= middle <= right), None)
        if at is None or at < len(placed):
            return None
        placed += [None] * (at - len(placed))
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
