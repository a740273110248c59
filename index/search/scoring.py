"""How near the candidates of a question are: their text's cosines, and those of the questions expected for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from index.store.opened import OpenGeneration
from index.vectors.protocol import Vector
from ingest.records import Passage, Slice
from ingest.text.terms import find_name_terms, find_terms


@dataclass(frozen=True, slots=True)
class Cosines:
    """What the vector store said of a question: the nearest chunks of each collection."""

    rows: Mapping[int, float]
    """The cosine of each chunk that was found or fetched, by its row."""
    asked: Mapping[tuple[str, str], float]
    """For a passage and a language, the cosine of its nearest expected question among those found."""
    floors: Mapping[str, float]
    """For each collection searched, the cosine of the last one found: no other one of it is nearer."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """The cosines of one passage with a question, combined; a chunk that was not found counts with all it can have."""

    text: float
    """Own cosine and that of the best span, averaged."""
    asked: float | None
    """Cosine of the nearest expected question; None where the passage has none."""
    best_span: Slice


def find_cosines(opened: OpenGeneration, vector: Vector, language: str, *, texts: int, questions: int) -> Cosines:
    """Search every language of the analysis and of the works, and the questions expected in the asker's language.

    Args:
        opened: The opened generation.
        vector: The question's embedding (d,), unit length.
        language: The question's: where a passage has expected questions in others only, these are searched too.
        texts: Chunks taken from each language of the analysis, and of the works.
        questions: Expected questions taken from each language.

    """
    limits = dict.fromkeys(opened.text_collections, texts)
    for asked_in in (language,) if language in opened.asked_throughout else opened.asked_in:
        limits[f"questions-{asked_in}"] = questions
    rows: dict[int, float] = {}
    asked: dict[tuple[str, str], float] = {}
    floors: dict[str, float] = {}
    for collection, limit in limits.items():
        for near in opened.vectors.find_nearest(collection, vector, limit):
            row = opened.row_of(near.chunk_id)
            rows[row] = floors[collection] = near.score
            chunk = opened.chunk(row)
            if chunk.asked_in:
                asked.setdefault((chunk.passage_id, chunk.asked_in), near.score)  # The nearest comes first.
    return Cosines(rows, asked, floors)


def complete_cosines(opened: OpenGeneration, cosines: Cosines, passages: Iterable[Passage], vector: Vector) -> Cosines:
    """The same with every chunk of these passages' text: the vectors of those that no search brought are fetched."""
    missing = [row for passage in passages for row in opened.rows[passage.id] if row not in cosines.rows]
    fetched = {row: float(found @ vector) for row, found in opened.fetch_vectors(missing).items()}
    return replace(cosines, rows={**cosines.rows, **fetched})


def measure_nearness(
    opened: OpenGeneration, passage: Passage, cosines: Cosines, language: str, *, span_weight: float
) -> Nearness:
    """Combine a passage's cosines.

    Args:
        opened: The opened generation.
        passage: The passage.
        cosines: What was found.
        language: The question's: questions expected in it count, those in others where a passage has none in it.
        span_weight: Share of the best span's cosine in a passage's; the rest is its own.

    """
    rows = opened.rows[passage.id]
    whole, *spans = (cosines.rows.get(row, cosines.floors[opened.chunk(row).collection]) for row in rows)
    best = max(spans, default=whole)
    chunk = opened.chunk(rows[1 + spans.index(best)] if spans else rows[0])
    return Nearness(
        text=(1 - span_weight) * whole + span_weight * best,
        asked=_nearest_expected(opened, passage.id, cosines, language),
        best_span=Slice(chunk.start, chunk.end),
    )


def _nearest_expected(opened: OpenGeneration, passage_id: str, cosines: Cosines, language: str) -> float | None:
    asked_in = _expected_language(opened, passage_id, language)
    if asked_in is None:
        return None
    return cosines.asked.get((passage_id, asked_in), cosines.floors[f"questions-{asked_in}"])


def _expected_language(opened: OpenGeneration, passage_id: str, language: str) -> str | None:
    """The language of the expected questions that a passage is compared by; None where it has none at all."""
    return next((one for one in (language, *opened.asked_in) if (passage_id, one) in opened.asked), None)


def measure_sentences(
    opened: OpenGeneration, passage: Passage, cosines: Cosines, language: str
) -> tuple[tuple[float, float | None], ...]:
    """For each sentence, how near its text is, and the nearest question expected for it (None: there is none).

    Its text's is the mean of its own cosine and of the longer spans it stands in: a fact is told by a sentence; what it
    is about, often by the neighbours. The passage's cosines have to be complete.
    """
    whole, *spans = opened.rows[passage.id]
    places = {(opened.chunk(row).start, opened.chunk(row).end): cosines.rows[row] for row in spans}
    asked: dict[int, float] = {}
    asked_in = _expected_language(opened, passage.id, language)
    for row in opened.asked[passage.id, asked_in] if asked_in else ():
        start = opened.chunk(row).start
        asked[start] = max(asked.get(start, -1.0), cosines.rows.get(row, cosines.floors[f"questions-{asked_in}"]))
    scores = []
    for sentence in passage.sentences:
        own = places.get((sentence.start, sentence.end), cosines.rows[whole])
        around = [
            cosine
            for (start, end), cosine in places.items()
            if start <= sentence.start and sentence.end <= end and end - start > sentence.end - sentence.start
        ]
        text = (own + sum(around) / len(around)) / 2 if around else own
        scores.append((text, asked.get(sentence.start)))
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
    languages = (language,) if language in opened.gaps_in else opened.gaps_in
    found = [near for one in languages for near in opened.vectors.find_nearest(f"gaps-{one}", vector, 1)]
    return max((near.score for near in found), default=None)
