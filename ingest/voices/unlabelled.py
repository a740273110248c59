"""Interviews without names before the turns: a short question in a paragraph of its own, the answer in the next."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.records import Slice
from ingest.voices.turns import speaks_of_himself

_LONGEST_QUESTION = 30
"""In words. Interviewers ask briefly; an essay's questions stand within its paragraphs."""
_LONGEST_PROMPT = 8
"""Words of a question that is none by its mark ("Let's begin with the car.")."""
_DASHES = frozenset("–—-")
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
        row for row in range(len(passages) - 1) if asked[row] and not asked[row + 1] and _follow(text, passages, row)
    ]
    if len(pairs) < _FEWEST_QUESTIONS:
        return frozenset(), frozenset()
    prompts = [
        row
        for row in range(len(passages) - 1)
        if row not in pairs and row + 1 < pairs[-1] and _is_prompt(text, passages, row) and not asked[row + 1]
    ]
    questions = {*pairs, *(prompt for prompt in prompts if prompt - 1 not in pairs)}
    answers = {row + 1 for row in questions}
    for row in range(min(answers) + 1, len(passages)):
        extent = passages[row][1]
        is_open = row not in questions | answers and row - 1 in answers and _is_body(passages[row])
        if is_open and speaks_of_himself(text[extent.start : extent.end]):
            answers.add(row)
    return frozenset(questions), frozenset(answers)


def _asks(passage: str) -> bool:
    return passage.rstrip(' ”“»«"*_').endswith("?") and len(passage.split()) <= _LONGEST_QUESTION


def _is_body(passage: tuple[str, Slice]) -> bool:
    return passage[0] in ("paragraph", "block_quote")


def _follow(text: str, passages: Sequence[tuple[str, Slice]], row: int) -> bool:
    """Whether the passage behind `row` may answer it: a paragraph, or behind a question with a dash one with a dash."""
    return _is_body(passages[row + 1]) or (_has_dash(text, passages[row]) and _has_dash(text, passages[row + 1]))


def _has_dash(text: str, passage: tuple[str, Slice]) -> bool:
    return passage[0] == "list_item" and text[max(0, passage[1].start - 8) : passage[1].start].rstrip()[-1:] in _DASHES


def _is_prompt(text: str, passages: Sequence[tuple[str, Slice]], row: int) -> bool:
    kind, extent = passages[row]
    words = text[extent.start : extent.end].split()
    return kind == "paragraph" and 1 < len(words) <= _LONGEST_PROMPT and _is_body(passages[row + 1])
