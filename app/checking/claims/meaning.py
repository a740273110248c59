"""Statements about something else than what they cite, by the product's encoder: the whole, and word by word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from app.checking.claims.records import Ground, Problem, Statement
from app.checking.claims.words import read_words, same_meaning
from ingest.records import Slice
from ingest.text.sentences import split_sentences

_ALIKE = 0.83
"""Least likeness of a statement to what it cites. Of 448 right statements of `eval/claims` (`dev` and `fresh`) three
lie below."""
_COVERED = 0.85
"""Least mean likeness of a statement's words to the nearest ones of what it cites: no right statement lies below. At
.87 eight of 448 right ones do, and two planted errors that nothing else finds."""
_SHARED = 0.5
"""Least share of a statement's content words that its grounds have in some form, where they are in its language. Of 150
sentences of a small model that were read by hand it takes two in five of those whose sense is wrong, and one in fifty
of the others; of right statements worded as freely as people do, one in eight. What is lost is prose, not its quote."""


class Likeness(Protocol):
    """How alike texts are in meaning, whatever their languages; at most 1."""

    def __call__(self, one: str, other: str) -> float:
        """Of two texts as wholes."""

    def cover(self, statement: str, ground: str) -> float:
        """Of each longer word of the first to the nearest one of the second, on average; 1 where there is none."""


def find_other_meaning(
    statement: Statement, grounds: Sequence[Ground], likeness: Likeness | None = None
) -> tuple[Problem, ...]:
    """Whether a statement is about something else than its grounds. Args: likeness: None: by their words alone."""
    if _share_words(statement, grounds) < _SHARED:
        return (Problem("meaning", statement.text, "has few of the words of what it cites"),)
    if likeness is None:
        return ()
    texts = [f"{ground.context} {ground.text}" for ground in grounds]
    # A sentence may render one of several: beside the others it would look unlike.
    pieces = (ground.text[one.start : one.end] for ground in grounds for one in _cut(ground.text))
    if max(likeness(statement.text, piece) for piece in pieces) < _ALIKE:
        return (Problem("meaning", statement.text, "is about something else than what it cites"),)
    if likeness.cover(statement.text, " ".join(texts)) < _COVERED:
        return (Problem("meaning", statement.text, "has words that nothing in what it cites answers to"),)
    return ()


def _cut(text: str) -> tuple[Slice, ...]:
    """The whole text, and each of its sentences."""
    return (Slice(0, len(text)), *split_sentences(text, 0, len(text)))


def _share_words(statement: Statement, grounds: Sequence[Ground]) -> float:
    """The share of content words that the grounds have, too; 1 where these are in another language."""
    if any(ground.language != statement.language for ground in grounds):
        return 1.0
    given = [word for ground in grounds for word in read_words(f"{ground.context} {ground.text}", ground.language)]
    said = [word for word in read_words(statement.text, statement.language) if word.is_content and not word.is_number]
    if not said:
        return 1.0
    return sum(any(same_meaning(word, other) for other in given) for word in said) / len(said)
