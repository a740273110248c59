"""Statements about something else than what they cite, by the product's encoder: the whole, and word by word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from app.checking.claims.records import Ground, Problem, Statement

_ALIKE = 0.82
"""Least likeness of a statement to what it cites. Of the right statements of `eval/claims` (`dev` and `fresh`) none
lies below, of pairs with another case's evidence four in five. At .85 three right ones do, and 95% of those pairs."""
_COVERED = 0.87
"""Least mean likeness of a statement's words to the nearest ones of what it cites: no right statement lies below,
and one in five pairs with another case's evidence. At .888 thirteen of 448 right ones do, and four planted errors that
nothing else finds."""


class Likeness(Protocol):
    """How alike texts are in meaning, whatever their languages; at most 1."""

    def __call__(self, one: str, other: str) -> float:
        """Of two texts as wholes."""

    def cover(self, statement: str, ground: str) -> float:
        """Of each longer word of the first to the nearest one of the second, on average; 1 where there is none."""


def find_other_meaning(
    statement: Statement, grounds: Sequence[Ground], likeness: Likeness | None = None
) -> tuple[Problem, ...]:
    """Whether a statement is about something else than its grounds; nothing without an encoder."""
    if likeness is None:
        return ()
    texts = [f"{ground.context} {ground.text}" for ground in grounds]
    if max(likeness(statement.text, ground.text) for ground in grounds) < _ALIKE:
        return (Problem("meaning", statement.text, "is about something else than what it cites"),)
    if likeness.cover(statement.text, " ".join(texts)) < _COVERED:
        return (Problem("meaning", statement.text, "has words that nothing in what it cites answers to"),)
    return ()
