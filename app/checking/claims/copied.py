"""Whether a statement has the words of its evidence in their order: then nobody in it can have changed places."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")
_MOST = 0.9
"""Share of a statement's words that follow one another as they do there."""


def keeps_order(statement: str, ground: str) -> bool:
    """Whether nearly all words of a statement stand in the ground, one after the other, whatever lies between them."""
    said, given = ([word.casefold() for word in _WORD.findall(text)] for text in (statement, ground))
    return bool(said) and _common(said, given) >= _MOST * len(said)


def _common(one: list[str], other: list[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for word in one:
        last = 0
        for place, met in enumerate(other, start=1):
            last, row[place] = row[place], last + 1 if word == met else max(row[place], row[place - 1])
    return row[-1]
