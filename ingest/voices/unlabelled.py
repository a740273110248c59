"""Interviews without names before the turns: a short question in a paragraph of its own, the answer in the next."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.records import Slice

_LONGEST_QUESTION = 30
"""In words. Interviewers ask briefly; an essay's questions stand within its paragraphs."""
_LONGEST_PROMPT = 8
"""Words of a question that is none by its mark ("Let's begin with the car.")."""
_FEWEST_QUESTIONS = 3
"""From so many questions with a paragraph behind them on a text is an interview."""


def find_answers(text: str, passages: Sequence[tuple[str, Slice]]) -> tuple[frozenset[int], frozenset[int]]:
    """The rows of the questions and of the answers; both empty where the text is no interview.

    Args:
        text: The document's text.
        passages: The kind of each passage and where it stands.

    """
    asked = [_asks(text[extent.start : extent.end]) for _, extent in passages]
    pairs = [
        row for row in range(len(passages) - 1) if asked[row] and not asked[row + 1] and _is_body(passages[row + 1])
    ]
    if len(pairs) < _FEWEST_QUESTIONS:
        return frozenset(), frozenset()
    prompts = [
        row
        for row in range(len(passages) - 1)
        if row not in pairs and row + 1 < pairs[-1] and _is_prompt(text, passages, row) and not asked[row + 1]
    ]
    questions = {*pairs, *(prompt for prompt in prompts if prompt - 1 not in pairs)}
    return frozenset(questions), frozenset(row + 1 for row in questions)


def _asks(passage: str) -> bool:
    return passage.rstrip(' ”“»«"').endswith("?") and len(passage.split()) <= _LONGEST_QUESTION


def _is_body(passage: tuple[str, Slice]) -> bool:
    return passage[0] in ("paragraph", "block_quote")


def _is_prompt(text: str, passages: Sequence[tuple[str, Slice]], row: int) -> bool:
    kind, extent = passages[row]
    words = text[extent.start : extent.end].split()
    return kind == "paragraph" and 1 < len(words) <= _LONGEST_PROMPT and _is_body(passages[row + 1])
