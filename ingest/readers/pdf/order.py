"""The file's order put right where the place on the page leaves no doubt: raised numbers, headings."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.pdf.records import Glyph, Page, TextLine

_SMALL = 0.82
"""Share of its line's size that a raised number has at the most."""
_RAISED = (0.15, 0.7)
"""Shares of its line's size by which a raised number stands above it."""
_BESIDE = 0.5
"""Sizes between a raised number and the end of its line, at the most."""
_AT_END = 0.35
"""Sizes between a raised number and a word's end, at the most, where it stands behind the word."""
_NEAR = (-1, 1, -2)
"""Where in the file the line of a raised number stands that is set by itself."""
_MOST_LINES = 6
"""Of a heading, and it has fewer than what it heads."""
_SIGNS = "*†‡"
_WORD = re.compile(r"[^\W\d_]{3}")


def put_in_order(page: Page) -> Page:
    """The page with raised numbers in their lines, and what heads it first."""
    lines = _place_raised(page.lines)
    text = len(lines) - _count_heading(lines)
    return replace(page, lines=(*lines[text:], *lines[:text]))


def _place_raised(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    placed: list[TextLine | None] = list(lines)
    for row, line in enumerate(lines):
        if not _is_raised_number(line):
            continue
        for other in (row + step for step in _NEAR if 0 <= row + step < len(lines)):
            host = placed[other]
            whole = _insert(line, host) if host is not None else None
            if whole is not None:
                placed[other], placed[row] = whole, None
                break
    return tuple(line for line in placed if line is not None)


def _is_raised_number(line: TextLine) -> bool:
    text = line.text.strip()
    return len(text) <= 3 and (text.isdecimal() or all(char in _SIGNS for char in text)) and not line.divided


def _insert(number: TextLine, line: TextLine) -> TextLine | None:
    """The line with a number in it that stands raised between two of its characters, or at one of its ends."""
    low, high = _RAISED
    rise = number.baseline - line.baseline
    if number.size > _SMALL * line.size or not low * line.size <= rise <= high * line.size:
        return None
    if not line.left - _BESIDE * line.size <= number.right or not number.left <= line.right + _BESIDE * line.size:
        return None
    at = _find_gap(line, number.left, number.right)
    if at is None:
        return None
    if line.divided and at == len(line.glyphs):
        return None
    gap = [] if at else [Glyph(" ", number.right, number.right, line.baseline, line.size, generated=True)]
    return TextLine((*line.glyphs[:at], *number.visible, *gap, *line.glyphs[at:]), line.divided)


def _find_gap(line: TextLine, place: float, end: float) -> int | None:
    """Before which character of a line a piece stands that is set by itself: a word's end is looked for first.

    Where characters begin is sure; how far they reach is not, for fonts that the file does not hold.
    """
    glyphs = line.glyphs
    gaps = [(abs(glyph.left - (place if row else end)), row) for row, glyph in enumerate(glyphs)]
    gaps.append((abs(line.right - place), len(glyphs)))
    ends = [(far, row) for far, row in gaps if row == len(glyphs) or (row and glyphs[row].text.isspace())]
    far, row = min(ends)
    if far > _AT_END * line.size:
        far, row = min(gaps)
    return row if far <= _BESIDE * line.size else None


def _count_heading(lines: Sequence[TextLine]) -> int:
    """How many of the last lines stand above all others of the page, and in no column of their own."""
    highest = list(itertools.accumulate((line.baseline for line in lines), max))
    leftmost = list(itertools.accumulate((line.left for line in lines), min))
    found, lowest, left, size, words = 0, math.inf, math.inf, 0.0, False
    for row in range(len(lines) - 1, max(0, len(lines) - 1 - _MOST_LINES, len(lines) // 2), -1):
        line = lines[row]
        lowest, left, size = min(lowest, line.baseline), min(left, line.left), max(size, line.size)
        words = words or bool(_WORD.search(line.text))
        if words and lowest - highest[row - 1] > size and left <= leftmost[row - 1] + size:
            found = len(lines) - row
    return found
