"""When, why, how much: what the text says of it at, before or behind the quotes of an answer, nearest first."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from app.answering.citations import cite_sentence, cite_whole
from app.answering.recalled import find_notes
from app.answering.verbatim import Draft, frame_quotes
from app.checking.claims.dating import find_dates
from app.records import AnswerSentence, Citation
from index.store.opened import OpenGeneration
from ingest.records import Passage, Sentence
from ingest.text.quantities import plain_numbers
from prompts import frame

Wanted = Literal["when", "why", "how_much"]
_REASONS = Path(__file__).with_name("reasons.toml")
_FIGURE = re.compile(r"(?<![\w.])\d[\d.,]*(?![\w])")
_BEFORE, _BEHIND = 3, 2
"""Passages of the same section before a quote's and behind it in which is sought."""
_QUOTES = 2
"""Quotes around which is sought; the others are farther from what was asked."""
_FAR = 0.35
"""What one passage farther counts against a place, in units of how well it tells."""
_OF_WORDS = 0.5
"""The same for a day within the words when it is asked when they were said."""


@dataclass(frozen=True, slots=True)
class _Spot:
    passage: Passage
    sentence: Sentence | None
    """None: the whole passage, a note."""
    cost: float


def find_nearby(
    opened: OpenGeneration, quotes: Sequence[Citation], wanted: Wanted, language: str, *, of_saying: bool = False
) -> Draft | None:
    """The sentence at or near the quotes that tells a day, a reason or a figure, before the quotes; None without one.

    Args:
        opened: The opened generation.
        quotes: Those of the answer before, best first.
        wanted: What is asked of it.
        language: Of the lines.
        of_saying: Whether it is asked of somebody's saying so: of that the notes tell more than the words themselves.

    """
    near = quotes[:_QUOTES]
    found = (
        _find_reason(opened, near)
        if wanted == "why"
        else _find_nearest(opened, near, _TELLS[wanted], of_saying=of_saying)
    )
    if found is None:
        return None
    quote, spot = found
    cited = (
        cite_sentence(opened, spot.passage, spot.sentence, 1) if spot.sentence else cite_whole(opened, spot.passage, 1)
    )
    opening = AnswerSentence(frame("nearby", language), (), "frame")
    draft = frame_quotes((cited,), language, opening=opening)
    if cited.start <= quote.start < cited.end and cited.source == quote.source:
        return draft
    line = AnswerSentence(frame("said_of", language), (), "frame")
    behind = frame_quotes((replace(quote, id=2),), language, opening=line, names_author=True)
    return Draft((*draft.sentences, *behind.sentences), (*draft.citations, *behind.citations), 1)


def _find_nearest(
    opened: OpenGeneration, quotes: Sequence[Citation], tells: Callable[[str, str], float], *, of_saying: bool
) -> tuple[Citation, _Spot] | None:
    """The quote with the spot that tells best for its distance."""
    weighed: list[tuple[float, int, Citation, _Spot]] = []
    for rank, quote in enumerate(quotes):
        for spot in _spots(opened, quote):
            piece = spot.sentence or spot.passage
            plain = opened.document(spot.passage.source_id).plain(piece.start, piece.end)
            told = tells(plain, spot.passage.language)
            if told:
                said = _OF_WORDS if of_saying and not spot.passage.note else 0.0
                weighed.append((told - spot.cost - rank * _FAR - said, len(weighed), quote, spot))
    if not weighed:
        return None
    _, _, quote, spot = max(weighed, key=lambda one: (one[0], -one[1]))
    return quote, spot


def _spots(opened: OpenGeneration, quote: Citation) -> Iterator[_Spot]:
    """The quote's sentence, its notes, the others of its passage, those of passages beside it in the same section."""
    passage = opened.passages[quote.passage]
    rows = [row for row, one in enumerate(passage.sentences) if quote.start <= one.start < quote.end]
    own = rows[0] if rows else 0
    for row, sentence in enumerate(passage.sentences):
        yield _Spot(passage, sentence, 0.0 if row in rows else _FAR * (0.5 + 0.1 * abs(row - own)))
    for note in find_notes(opened, quote):
        yield _Spot(note, None, _FAR * 0.25)
    passages = opened.document(passage.source_id).passages
    at = passages.index(passage)
    for row in range(max(0, at - _BEFORE), min(len(passages), at + _BEHIND + 1)):
        other = passages[row]
        if row != at and other.headings == passage.headings and other.note is None and other.id in opened.passages:
            for sentence in other.sentences:
                yield _Spot(other, sentence, _FAR * (1 + abs(row - at)))


def _find_reason(opened: OpenGeneration, quotes: Sequence[Citation]) -> tuple[Citation, _Spot] | None:
    """The sentence that gives a reason in the quote, behind it, or before it where the quote draws a conclusion."""
    gives, draws = _read_reasons()
    for quote in quotes:
        sentences = [
            spot
            for spot in _spots(opened, quote)
            if spot.sentence and (spot.passage.note is None or spot.passage.id == quote.passage)
        ]
        sentences.sort(key=lambda spot: spot.sentence.start if spot.sentence else 0)
        at = next((row for row, spot in enumerate(sentences) if spot.cost == 0.0), None)
        if at is None:
            continue

        def say(spot: _Spot) -> str:
            piece = spot.sentence or spot.passage
            return opened.document(spot.passage.source_id).plain(piece.start, piece.end)

        if gives.search(say(sentences[at])):
            return quote, sentences[at]
        if at + 1 < len(sentences) and gives.search(say(sentences[at + 1])):
            return quote, sentences[at + 1]
        if at and (draws.search(say(sentences[at])) or gives.search(say(sentences[at - 1]))):
            return quote, sentences[at - 1]
    return None


def _tell_date(plain: str, language: str) -> float:
    """How closely a text tells a day: 1 for one in a month, less for a month or a year."""
    dates = [one for one in find_dates(plain_numbers(plain), language) if one.relative is None and one.weekday is None]
    return max((1.0 if one.day else 0.8 if one.month else 0.5 if one.year else 0.0 for one in dates), default=0.0)


def _tell_figure(plain: str, language: str) -> float:
    dates = [one.said for one in find_dates(plain_numbers(plain), language)]
    return float(any(not any(one in date for date in dates) for one in _FIGURE.findall(plain_numbers(plain))))


_TELLS: dict[str, Callable[[str, str], float]] = {"when": _tell_date, "how_much": _tell_figure}


@lru_cache(maxsize=1)
def _read_reasons() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What gives a reason, and what draws a conclusion from the sentence before."""
    table = tomllib.loads(_REASONS.read_text(encoding="utf-8"))
    gives, draws = (re.compile(rf"(?i)(?<!\w)(?:{'|'.join(table[name])})(?!\w)") for name in ("gives", "draws"))
    return gives, draws
