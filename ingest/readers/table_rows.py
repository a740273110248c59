"""Rows of tables in a plain text: cells between pipes or tabs, or set apart by several spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.readers.lines import Line
from ingest.reading import PassageKind
from ingest.text.tables import is_rule, split_cells

_CERTAIN = re.compile(r"\|.*\|$|[^\t\n]*\t[^\t\n]*\t")
"""A row by itself: it begins and ends with a pipe, or has two tabs."""
_DRAWN = re.compile(r"[+|:=\s-]*[+|=-]{3}[+|:=\s-]*")
_LONGEST_CELL = 60
"""Characters of a cell that only spaces set apart; in running text with stray spaces they are longer."""
_FEWEST_SPACED = 3
"""Rows, or cells of each row, that a table of spaces has at least."""


def find_tables(text: str, lines: Sequence[Line]) -> dict[int, PassageKind | None]:
    """For each row of a table whether it is its header; None for a line that is only drawn.

    Rows of nothing but numbers without a header over them are left out: they must not stand under another table's.
    """
    found: dict[int, PassageKind | None] = {}
    for table in _group(text, lines):
        rows = [row for row in table if not _is_drawn(lines[row])]
        found.update(dict.fromkeys(table))
        has_words = bool(rows) and any(char.isalpha() for char in lines[rows[0]].text)
        for position, row in enumerate(rows):
            if has_words:
                found[row] = "table_header" if len(rows) > 1 and not position else "table_row"
            else:
                del found[row]
    return found


def _group(text: str, lines: Sequence[Line]) -> Iterator[list[int]]:
    """Lines one below the other that have cells set apart in the same way."""
    group: list[int] = []
    kind = ""
    for row, line in enumerate(lines):
        cells = _kind(text, line)
        if cells == "drawn" and kind and not line.blank_before:
            group.append(row)
            continue
        goes_on = cells == kind == "certain" if line.blank_before else _fits(cells, kind)
        if group and (not goes_on or (line.blank_before and _opens_table(text, lines, row, group[-1]))):
            yield from _checked(text, lines, group, kind)
            group, kind = [], ""
        if cells:
            group.append(row)
            kind = cells if kind in ("", "drawn") else kind
    if group:
        yield from _checked(text, lines, group, kind)


def _opens_table(text: str, lines: Sequence[Line], row: int, before: int) -> bool:
    """Whether a row behind an empty line is another table's: it has other cells, or a line is drawn below it."""
    is_header = row + 1 < len(lines) and _is_drawn(lines[row + 1]) and not lines[row + 1].blank_before
    others = len(split_cells(_raw(text, lines[before])))
    return is_header or (not _is_drawn(lines[before]) and len(split_cells(_raw(text, lines[row]))) != others)


def _fits(cells: str, kind: str) -> bool:
    return bool(cells) and (cells == kind or kind == "drawn")


def _checked(text: str, lines: Sequence[Line], group: list[int], kind: str) -> Iterator[list[int]]:
    """The group, if it is a table and no running text with a pipe, a tab or stray spaces in it."""
    rows = [row for row in group if not _is_drawn(lines[row])]
    if kind == "certain" and rows:
        yield group
        return
    counts = {len(split_cells(_raw(text, lines[row]))) for row in rows}
    if len(rows) < 2 or len(counts) != 1:
        return
    if kind == "spaced" and (len(rows) < _FEWEST_SPACED and counts.pop() < _FEWEST_SPACED):
        return
    yield group


def _kind(text: str, line: Line) -> str:
    """How the cells of a line are set apart: "certain", "piped", "tabbed", "spaced", "drawn"; empty for no row."""
    raw = _raw(text, line)
    if "\n" in raw:
        return ""
    if _is_drawn(line):
        return "drawn"
    if _CERTAIN.match(line.text if "|" in raw else raw):
        return "certain"
    if " | " in raw:
        return "piped"
    if "\t" in raw:
        return "tabbed"
    cells = split_cells(raw)
    return "spaced" if len(cells) > 1 and all(len(cell) <= _LONGEST_CELL for cell in cells) else ""


def _is_drawn(line: Line) -> bool:
    return bool(_DRAWN.fullmatch(line.text)) and (is_rule(line.text.replace("+", "|")))


def _raw(text: str, line: Line) -> str:
    return text[line.start : line.end]
