"""Table rows: a row by itself says nothing, with its header's cells it is a statement."""

from __future__ import annotations

import re

_RULE = re.compile(r"[\s:=_-]*")
_SPACES = re.compile(r" {2,}")


def split_cells(row: str) -> tuple[str, ...]:
    """The cells of a row, by pipes, tabs or several spaces, without the white space around them."""
    if "|" in row:
        return tuple(cell.strip() for cell in row.strip().strip("|").split("|"))
    parts = row.split("\t") if "\t" in row else _SPACES.split(row.strip())
    return tuple(cell.strip() for cell in parts)


def pair_cells(header: str, row: str) -> str:
    """A row with the name of its column in front of each cell: "Jahr: 1931; Schiffe: 2"."""
    names, cells = split_cells(header), split_cells(row)
    if len(names) != len(cells):
        return f"{header} {row}"
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in zip(names, cells, strict=True) if cell)


def is_rule(row: str) -> bool:
    """Whether a row only draws a line below the header."""
    return all(_RULE.fullmatch(cell) for cell in split_cells(row))
