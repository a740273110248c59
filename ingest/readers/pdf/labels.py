"""Words within figures: short lines in small type, scattered over a part of the page, that make no sentence."""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterator, Sequence

from ingest.readers.pdf.paragraphs import LEADER, Paragraph

_SMALL = 0.75
"""Share of the size of the text that a label has at the most: notes and what is small print are larger."""
_LONGEST = 70
"""Characters."""
_FEWEST = 4
"""Labels of a figure at the least."""
_EDGES = 3
"""Different left edges among them at the least: lines below one another are a list, or an address."""
_SAME_EDGE = 2.0
"""Points."""
_LEAPS = 0.25
"""Share of the labels that stand beside or above the one before them in the file, or far from its edge."""
_FAR = 8.0
"""Sizes."""
_ENDS = ".!?;"


def find_labels(paragraphs: Sequence[Paragraph], others: Container[int], body: float) -> set[int]:
    """The rows of paragraphs that are labels; `others` are headings, and rows of tables."""
    found: set[int] = set()
    for run in _group(paragraphs, others, body):
        edges: list[float] = []
        for row in run:
            left = paragraphs[row].first.left
            if all(abs(left - edge) > _SAME_EDGE for edge in edges):
                edges.append(left)
        leaps = sum(_leaps(paragraphs[one], paragraphs[other]) for one, other in itertools.pairwise(run))
        if len(run) >= _FEWEST and len(edges) >= _EDGES and leaps >= _LEAPS * (len(run) - 1):
            found |= set(run)
    return found


def _group(paragraphs: Sequence[Paragraph], others: Container[int], body: float) -> Iterator[list[int]]:
    """Rows that follow one another on a page and may be labels."""
    run: list[int] = []
    for row, one in enumerate(paragraphs):
        may_be = row not in others and _may_be_label(one, body)
        same = not run or paragraphs[run[-1]].lines[0][0].number == one.lines[0][0].number
        if run and not (may_be and same):
            yield run
            run = []
        if may_be:
            run.append(row)
    if run:
        yield run


def _leaps(before: Paragraph, one: Paragraph) -> bool:
    """Whether a paragraph stands somewhere else than below the one before it, as those of a column do."""
    step = before.last.baseline - one.first.baseline
    return step < 0.4 * one.first.size or abs(one.first.left - before.first.left) > _FAR * one.first.size


def _may_be_label(one: Paragraph, body: float) -> bool:
    text = one.text.strip()
    small = all(line.size <= _SMALL * body for _, line in one.lines)
    whole = not one.last.divided and not LEADER.search(text)
    return small and whole and len(text) <= _LONGEST and text[-1:] not in _ENDS
