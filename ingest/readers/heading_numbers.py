"""Which numbers in front of headings are the sections': not a day's ("6 September 2019"), no amount ("10 things")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.reading import Block
from ingest.text.quantities import starts_with_day

_MARKED = re.compile(r"\w+(?:\.\w+)*[.)]|\w+\.\w")
"""A number that is marked as one, or has parts: "3.", "IV)", "2.1"."""
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def settle_numbers(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, without the numbers of headings that count no section.

    A number without a full stop or bracket is a section's where the one before it or after it stands in front of
    another heading.
    """
    bare = {
        _count(str(block.number))
        for block in blocks
        if block.kind == "heading" and block.number and not _MARKED.match(text, block.start)
    }
    return tuple(
        replace(block, number=None)
        if block.kind == "heading" and block.number and not _is_sections(text, block, bare)
        else block
        for block in blocks
    )


def _is_sections(text: str, block: Block, bare: set[tuple[str, int]]) -> bool:
    if starts_with_day(text[block.start : block.end]):
        return False
    if _MARKED.match(text, block.start):
        return True
    style, count = _count(str(block.number))
    return bool({(style, count - 1), (style, count + 1)} & bare)


def _count(number: str) -> tuple[str, int]:
    """Style and value of a number without parts."""
    if number.isdecimal():
        return "digit", int(number)
    values = [_ROMAN.get(char, 0) for char in number]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return "roman", sum(-one if one < other else one for one, other in pairs)
