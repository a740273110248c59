"""Parts of a text that only a number heads: "I.", "II." in lines of their own, paragraphs below each."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.reading import Block

_NUMBER = re.compile(r"(?:§\s?)?(?P<number>[IVX]{1,5}|\d{1,2})(?P<mark>[.)])?")
_VALUES = {"I": 1, "V": 5, "X": 10}
_FEWEST = 3
_PROSE = 80
"""Characters of a paragraph from which on it is no entry of a list whose numbers stand in lines of their own."""
_PARAGRAPHS = 1.5
"""Paragraphs below a number on the average, at the least: a list's points have one each."""
_KINDS = frozenset({"paragraph", "list_item", "list_intro", "heading"})


def head_bare_numbers(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, lone numbers that count parts of the text named headings of these.

    They count up from one without a gap, all in one style; figures have a full stop or a bracket, so that pages'
    numbers are none. They stand below the last heading before the first of them.
    """
    rows: dict[str, list[int]] = {}
    for row, block in enumerate(blocks):
        match = _NUMBER.fullmatch(text[block.start : block.end].strip()) if block.end - block.start < 10 else None
        if match and block.kind in _KINDS and (match["mark"] or not match["number"].isdecimal()):
            style = f"{'1' if match['number'].isdecimal() else 'I'}{match['mark']}"
            rows.setdefault(style, []).append(row)
    named = list(blocks)
    for found in rows.values():
        if not _counts_parts(text, blocks, found):
            continue
        above = next((block.level or 1 for block in reversed(blocks[: found[0]]) if block.kind == "heading"), 0)
        for row in found:
            number = _NUMBER.fullmatch(text[blocks[row].start : blocks[row].end].strip())
            named[row] = replace(
                blocks[row], kind="heading", level=above + 1, number=number["number"] if number else None
            )
    return tuple(named)


def _counts_parts(text: str, blocks: Sequence[Block], rows: Sequence[int]) -> bool:
    """Whether numbers count up from one, with paragraphs below each."""
    numbers = [_NUMBER.fullmatch(text[blocks[row].start : blocks[row].end].strip()) for row in rows]
    if [_value(one["number"]) for one in numbers if one] != list(range(1, len(rows) + 1)) or len(rows) < _FEWEST:
        return False
    below = [
        [blocks[at] for at in range(row + 1, following) if blocks[at].kind not in ("heading", "footnote")]
        for row, following in itertools.pairwise((*rows, len(blocks)))
    ]
    enough = sum(len(one) for one in below[:-1]) >= _PARAGRAPHS * (len(below) - 1)
    return enough and all(any(block.end - block.start >= _PROSE for block in one) for one in below)


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    values = [_VALUES[letter] for letter in number]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))
