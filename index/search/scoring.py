"""How near the candidates of a question are: their text's cosines, and those of the questions expected for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.store.opened import OpenGeneration
from ingest.records import Passage, Slice
from ingest.text.terms import find_name_terms, find_terms

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Nearness:
    """The cosines of one passage with a question, put together."""

    text: float
    """Own cosine and that of the best span, averaged."""
    asked: float | None
    """Cosine of the nearest expected question; None where the passage has none."""
    best_span: Slice
    sentence_text: tuple[float, ...]
    """For each sentence, its own cosine averaged with that of the longer spans around it."""
    sentence_asked: tuple[float | None, ...]
    """For each sentence, the cosine of the nearest question expected for it."""


def measure_nearness(
    opened: OpenGeneration, passage_ids: Sequence[str], vector: Vector, language: str, *, span_weight: float
) -> dict[str, Nearness]:
    """Exact scores of candidates: Chroma proposes, the vectors themselves decide.

    Args:
        opened: The opened generation.
        passage_ids: The candidates.
        vector: The question's embedding (d,), unit length.
        language: The question's: questions expected in it count, those in others where a passage has none in it.
        span_weight: Share of the best span's cosine in a passage's; the rest is its own.

    """
    asked_rows = {passage_id: _expected_rows(opened, passage_id, language) for passage_id in passage_ids}
    rows = [row for passage_id in passage_ids for row in (*opened.rows[passage_id], *asked_rows[passage_id])]
    cosines = dict(zip(rows, (opened.vectors[rows] @ vector).tolist(), strict=True)) if rows else {}
    return {
        passage_id: _measure(opened, opened.passages[passage_id], asked_rows[passage_id], cosines, span_weight)
        for passage_id in passage_ids
    }


def _expected_rows(opened: OpenGeneration, passage_id: str, language: str) -> tuple[int, ...]:
    own = opened.asked.get((passage_id, language))
    if own:
        return own
    return next((rows for other in opened.asked_in if (rows := opened.asked.get((passage_id, other)))), ())


def _measure(
    opened: OpenGeneration,
    passage: Passage,
    asked_rows: Sequence[int],
    cosines: Mapping[int, float],
    span_weight: float,
) -> Nearness:
    whole, *spans = opened.rows[passage.id]
    best = max(spans, key=lambda row: cosines[row], default=whole)
    chunk = opened.chunk(best)
    asked: dict[int, float] = {}
    for row in asked_rows:
        start = opened.chunk(row).start
        asked[start] = max(asked.get(start, -1.0), cosines[row])
    return Nearness(
        text=(1 - span_weight) * cosines[whole] + span_weight * cosines[best],
        asked=max(asked.values(), default=None),
        best_span=Slice(chunk.start, chunk.end),
        sentence_text=_sentence_scores(opened, passage, cosines),
        sentence_asked=tuple(asked.get(sentence.start) for sentence in passage.sentences),
    )


def _sentence_scores(opened: OpenGeneration, passage: Passage, cosines: Mapping[int, float]) -> tuple[float, ...]:
    """For each sentence, the mean of its own cosine and of the longer spans it stands in.

    A fact is told by a sentence; what it is about, often by the neighbours.
    """
    whole, *spans = opened.rows[passage.id]
    places = {(opened.chunk(row).start, opened.chunk(row).end): cosines[row] for row in spans}
    scores = []
    for sentence in passage.sentences:
        own = places.get((sentence.start, sentence.end), cosines[whole])
        around = [
            cosine
            for (start, end), cosine in places.items()
            if start <= sentence.start and sentence.end <= end and end - start > sentence.end - sentence.start
        ]
        scores.append((own + sum(around) / len(around)) / 2 if around else own)
    return tuple(scores)


def cover_sentences(opened: OpenGeneration, passage: Passage, terms: Sequence[str], language: str) -> tuple[float, ...]:
    """For each sentence, the share (0-1) of the terms' weight that it has, or what is expected to be asked of it."""
    weights = {term: opened.lexical.weight(term, language) for term in terms}
    total = sum(weights.values())
    if not total:
        return (0.0,) * len(passage.sentences)
    return tuple(
        sum(weight for term, weight in weights.items() if term in own) / total
        for own in _sentence_terms(opened, passage, language)
    )


def _sentence_terms(opened: OpenGeneration, passage: Passage, language: str) -> tuple[frozenset[str], ...]:
    """The terms of each sentence and of the questions expected for it; kept: passages are found again and again."""
    key = (passage.id, language)
    known = opened.sentence_terms.get(key)
    if known is None:
        document = opened.document(passage.source_id)
        asked: dict[int, list[str]] = {}
        for row in opened.asked.get(key, ()):
            asked.setdefault(opened.chunk(row).start, []).append(opened.chunk(row).text)
        known = tuple(
            frozenset(
                term
                for words in (
                    *((document.plain(sentence.start, sentence.end),) if passage.language == language else ()),
                    *asked.get(sentence.start, ()),
                )
                for term in (*find_terms(words, language), *find_name_terms(words))
            )
            for sentence in passage.sentences
        )
        opened.sentence_terms[key] = known
    return known


def nearest_gap(opened: OpenGeneration, vector: Vector, language: str) -> float | None:
    """Cosine of the nearest question that the dossier is known not to answer: in the same language, else in any."""
    known = [opened.gaps[language]] if language in opened.gaps else opened.gaps.values()
    return max((float((vectors @ vector).max()) for vectors in known), default=None)
