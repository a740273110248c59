"""Numbers of lines printed at the margin (bills, hearings, transcripts, editions): not part of what the lines say.

Told page by page: a column of numbers that count up by one, or by five, beside lines that go on from one to the next.
A numbered list looks the same but for that its points are sentences or words by themselves.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.readers.pdf.records import Page, TextLine

_NUMBER = re.compile(r"(?P<number>\d{1,4})(?=\s|$)")
_STEPS = (1, 5)
_FEWEST = 4
"""Numbers of a page that tell a column of them by themselves; beside one that is told, two do."""
_SAME_EDGE = 2.0
"""Points by which the right edges of the numbers of a column differ at most."""
_GAP = 0.6
"""Sizes between a number and the line it counts, at the least."""
_FLOWS = 0.25
"""Share of the lines between a column's numbers that go on in the next one; of a list's points hardly one does."""
_FEWEST_FLOWS = 2
_NUMBERED = 0.8
"""Share of the lines beside a column counting by one that have a number."""
_SAME_LINE = 0.4
"""Sizes by which the heights of a number and its line differ at most."""
_ENDS = ".!?:;,"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A number that may count a line."""

    line: TextLine
    value: int
    length: int
    """Characters of the number."""
    right: float
    """Where it ends, points."""
    rest: TextLine | None
    """What stands behind it; None where it stands by itself."""


@dataclass(frozen=True, slots=True)
class Unnumbered:
    """Pages without the numbers of their lines."""

    pages: tuple[Page, ...]
    numbers: tuple[str, ...]
    """Those taken out, in order."""


def cut_line_numbers(pages: Sequence[Page]) -> Unnumbered:
    """Take the numbers of lines out of pages."""
    columns = [list(_find_columns(page)) for page in pages]
    edges = [
        run[0].right for page, runs in zip(pages, columns, strict=True) for run in runs if _counts_lines(page, run)
    ]
    kept, numbers = [], []
    for page, runs in zip(pages, columns, strict=True):
        told = [run for run in runs if any(abs(run[0].right - edge) <= _SAME_EDGE for edge in edges)]
        cut = {id(one.line): one for run in told for one in run if _covers(page, run) or _counts_lines(page, run)}
        numbers += [str(one.value) for one in cut.values()]
        lines = [cut[id(line)].rest if id(line) in cut else line for line in page.lines]
        kept.append(replace(page, lines=tuple(line for line in lines if line is not None)) if cut else page)
    return Unnumbered(tuple(kept), tuple(numbers))


def tell_line_numbers(numbers: Sequence[str]) -> list[str]:
    """A remark on numbers of lines that were taken out; none where there were none."""
    return [f"{len(numbers)} numbers of lines at the margin are left out of the text"] if numbers else []


def _find_columns(page: Page) -> list[list[_Entry]]:
    """Numbers below one another that count up by one or five, two of them at the least."""
    entries = sorted((one for line in page.lines if (one := _read(line))), key=lambda one: -one.line.baseline)
    found: list[list[_Entry]] = []
    used: set[int] = set()
    for first in entries:
        runs = [_follow(first, entries, step) for step in _STEPS]
        longest = max(runs, key=len)
        if len(longest) > 1 and id(first.line) not in used:
            found.append(longest)
            used |= {id(one.line) for one in longest}
    return found


def _read(line: TextLine) -> _Entry | None:
    match = _NUMBER.match(line.text)
    if match is None or match["number"].startswith("0") or not match["number"].isascii():
        return None
    length = len(match["number"])
    if sum(len(glyph.text) for glyph in line.glyphs[:length]) != length:
        return None
    right = line.glyphs[length - 1].right
    rest = list(line.glyphs[length:])
    while rest and rest[0].text.isspace():
        rest.pop(0)
    if rest and rest[0].left - right < _GAP * line.size:
        return None
    return _Entry(line, int(match["number"]), length, right, TextLine(tuple(rest), line.divided) if rest else None)


def _follow(first: _Entry, entries: Sequence[_Entry], step: int) -> list[_Entry]:
    run = [first]
    for one in entries:
        below = one.line.baseline < run[-1].line.baseline
        if below and one.value == run[-1].value + step and abs(one.right - first.right) <= _SAME_EDGE:
            run.append(one)
    return run


def _counts_lines(page: Page, run: Sequence[_Entry]) -> bool:
    """Whether a column has numbers enough, and beside lines that go on from one to the next."""
    if len(run) < _FEWEST or not _covers(page, run):
        return False
    lines = [line for _, line in _lines_beside(page, run)]
    edges = sorted(line.right for line in lines)
    if not edges:
        return False
    edge = edges[len(edges) * 9 // 10]
    flows = sum(_flows(one, other, edge) for one, other in itertools.pairwise(lines))
    return flows >= max(_FEWEST_FLOWS, _FLOWS * (len(lines) - 1))


def _covers(page: Page, run: Sequence[_Entry]) -> bool:
    """Whether all lines beside a column that counts by one have a number, as those of a list's points have not."""
    beside = _lines_beside(page, run)
    if run[1].value - run[0].value > 1:
        return len(beside) > len(run)
    return bool(beside) and sum(numbered for numbered, _ in beside) >= _NUMBERED * len(beside)


def _lines_beside(page: Page, run: Sequence[_Entry]) -> list[tuple[bool, TextLine]]:
    """The lines from a column's first number to its last, without the numbers, downwards; whether each has one."""
    rests = {id(one.line): one.rest for one in run}
    heights = [one.line.baseline for one in run]
    found = []
    for line in sorted(page.lines, key=lambda line: -line.baseline):
        near = _SAME_LINE * line.size
        if not heights[-1] - near <= line.baseline <= heights[0] + near:
            continue
        rest = rests.get(id(line), line)
        if rest is not None:
            found.append((any(abs(line.baseline - height) <= near for height in heights), rest))
    return found


def _flows(line: TextLine, following: TextLine, edge: float) -> bool:
    """Whether a line is full, and its sentence goes on in the next one."""
    if line.divided:
        return True
    first = following.text.split(" ", 1)[0]
    width = (following.right - following.left) * len(first) / max(1, len(following.text))
    full = line.right >= edge - width - 2 * line.size
    return full and line.text.rstrip()[-1:] not in _ENDS and following.text[:1].islower()
