"""From a question to hits: dense search in each source language, expected questions, lexical search, and their fusion.

No language crowds out another: every source language gives candidates of its own, expected questions are compared in
the asker's language, and what the words say counts against the best match of the same language only. Titles and
headings have no vector; notes that only name a work take part when asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoders.protocol import Encoder
from index.errors import StoreError
from index.records import Hit, Signals
from index.search.scoring import Nearness, cover_sentences, measure_nearness
from index.store.opened import OpenGeneration
from ingest.records import Passage
from ingest.structure.works import without_named_works
from ingest.text.names import surname_key
from ingest.text.terms import find_terms
from ingest.voices.speakers import find_named_speakers

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class RetrievalSettings:
    """How hits are found and weighed."""

    candidates: int = 120
    """Nearest chunks fetched from each language's collection."""
    lexical_candidates: int = 40
    """Best passages taken from the lexical index."""
    span_weight: float = 0.5
    """Share of the best span's cosine in a passage's dense score; the rest is its own."""
    asked_share: float = 0.6
    """Share of the nearest expected question's cosine in a dense score, where a dossier has such questions."""
    lexical_weight: float = 0.04
    """What the words of the best match in a language add to its dense score (a cosine), over a match without any."""
    sentence_word_weight: float = 0.05
    """What having all the question's words adds to a sentence's score (a cosine)."""
    with_naming_notes: bool = False
    """Whether notes that only name a work take part: for questions about sources."""


def retrieve(
    opened: OpenGeneration,
    question: str,
    vector: Vector,
    question_language: str,
    *,
    limit: int,
    settings: RetrievalSettings = RetrievalSettings(),
) -> tuple[Hit, ...]:
    """Return the best passages for a question, best first.

    Args:
        opened: The opened generation.
        question: The question as asked.
        vector: Its embedding (d,), unit length.
        question_language: Its language; decides which terms may match in which collection.
        limit: How many hits at the most.
        settings: How they are weighed.

    """
    candidates = _collect(opened, question, vector, question_language, settings)
    speakers = find_named_speakers(question, opened.corpus.manifest)
    if speakers and not _asks_for_more(question, question_language, speakers):
        # "Was sagt Evenett?": whatever he says, and nothing else, is asked for.
        candidates = [one for one in candidates if _gives_words_of(one.passage, speakers)] or candidates
    weigh = _weigher(candidates, settings)
    weighed = [(one, weigh(one)) for one in candidates]
    weighed.sort(key=lambda pair: (-pair[1].score, pair[0].passage.source_id, pair[0].passage.start))
    spoken = lexical_language(opened, question_language)
    terms = opened.lexical.question_terms(question, question_language, spoken)
    return tuple(_make_hit(opened, one, weight, terms, spoken, settings) for one, weight in weighed[:limit])


def embed_question(question: str, encoder: Encoder, opened: OpenGeneration, *, remainder_share: float = 0.5) -> Vector:
    """The question's vector (d,), unit length; where it names a work, half is that of the question without the name.

    Passages about a named work are found by that name; among them the rest of the question has to decide, and the name
    would only draw it to the passage that says the name most often.
    """
    vector = encoder.encode_query(question)
    rest = without_named_works(question, opened.corpus.manifest)
    if rest == question or not any(char.isalnum() for char in rest):
        return vector
    mixed = (1 - remainder_share) * vector + remainder_share * encoder.encode_query(rest)
    return np.asarray(mixed / np.linalg.norm(mixed), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A passage that may be a hit, with all that is known of it before the candidates are compared."""

    passage: Passage
    near: Nearness
    coverage: float
    speaks: bool
    """Whether words of the question's language can be found in it, or in what is expected to be asked of it."""


def _collect(
    opened: OpenGeneration, question: str, vector: Vector, question_language: str, settings: RetrievalSettings
) -> list[_Candidate]:
    """The candidates of every source language, of the expected questions and of the words."""
    spoken = lexical_language(opened, question_language)
    terms = opened.lexical.question_terms(question, question_language, spoken)
    found = [
        *(one for language in opened.by_language for one in _near(opened, language, vector, settings.candidates)),
        *_expected(opened, question_language, vector, settings.candidates),
        *(opened.lexical_ids[row] for row in opened.lexical.top(terms, spoken, settings.lexical_candidates)),
    ]
    wanted = [one for one in dict.fromkeys(found) if settings.with_naming_notes or not opened.passages[one].names_only]
    coverage = opened.lexical.coverage(terms, [opened.lexical_row[one] for one in wanted], spoken)
    nearness = measure_nearness(opened, wanted, vector, question_language, span_weight=settings.span_weight)
    return [
        _Candidate(
            opened.passages[one],
            nearness[one],
            float(covered),
            opened.passages[one].language == question_language or (one, question_language) in opened.asked,
        )
        for one, covered in zip(wanted, coverage, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Weight:
    score: float
    dense: float
    sentences: tuple[float, ...]


def _weigher(candidates: Sequence[_Candidate], settings: RetrievalSettings) -> Callable[[_Candidate], _Weight]:
    """What weighs a candidate among all: text and expected questions mixed, and what the words say added.

    A passage without expected questions is taken to be as much nearer by them as passages usually are: it neither gains
    nor loses. What the words say is measured against the best match among passages that have words of the question's
    language, and among those that have none: a question must not be drawn to its own language by that.
    """
    gaps = [one.near.asked - one.near.text for one in candidates if one.near.asked is not None]
    share, gap = (settings.asked_share, float(np.median(gaps))) if gaps else (0.0, 0.0)
    best = {True: 0.0, False: 0.0}
    for one in candidates:
        best[one.speaks] = max(best[one.speaks], one.coverage)

    def mix(text: float, asked: float | None) -> float:
        return (1 - share) * text + share * (text + gap if asked is None else asked)

    def weigh(one: _Candidate) -> _Weight:
        dense = mix(one.near.text, one.near.asked)
        words = settings.lexical_weight * (one.coverage - best[one.speaks])
        return _Weight(dense + words, dense, tuple(map(mix, one.near.sentence_text, one.near.sentence_asked)))

    return weigh


def _make_hit(
    opened: OpenGeneration,
    candidate: _Candidate,
    weight: _Weight,
    terms: Sequence[str],
    spoken: str,
    settings: RetrievalSettings,
) -> Hit:
    covered = cover_sentences(opened, candidate.passage, terms, spoken)
    return Hit(
        passage=candidate.passage,
        score=weight.score,
        signals=Signals(candidate.near.text, candidate.near.asked, weight.dense, candidate.coverage),
        best_span=candidate.near.best_span,
        sentence_scores=tuple(
            score + settings.sentence_word_weight * words
            for score, words in zip(weight.sentences, covered, strict=True)
        ),
    )


def lexical_language(opened: OpenGeneration, question_language: str) -> str:
    """The language whose words are compared: the question's, or the first of the index, by names and numbers only."""
    languages = opened.lexical.languages
    return question_language if question_language in languages else languages[0]


def _expected(opened: OpenGeneration, language: str, vector: Vector, limit: int) -> list[str]:
    """Ids of passages for which one of the nearest questions is expected: in the question's language, else in any."""
    languages = [language] if language in opened.asked_in else opened.asked_in
    return [one for other in languages for one in _near(opened, f"questions-{other}", vector, limit)]


def _near(opened: OpenGeneration, collection: str, vector: Vector, limit: int) -> list[str]:
    """Ids of the passages whose chunks are nearest in a collection, once for each such chunk."""
    try:
        if opened.chroma is not None:
            found = opened.chroma.find_nearest(collection, vector, limit)
            return [opened.corpus.chunks[opened.row_of_chunk[chunk_id]].passage_id for chunk_id in found]
    except (StoreError, KeyError):
        # A database that fails or holds other chunks is no reason to find less: the vectors file has them all.
        pass
    rows = opened.collections.get(collection)
    if rows is None:
        return []
    scores = opened.vectors[rows] @ vector
    best = np.argpartition(-scores, min(limit, len(rows) - 1))[:limit]
    nearest = best[np.argsort(-scores[best], kind="stable")]
    return [opened.corpus.chunks[rows[position]].passage_id for position in nearest]


def _asks_for_more(question: str, language: str, speakers: frozenset[str]) -> bool:
    """Whether a question has terms besides the names of speakers."""
    keys = {surname_key(speaker) for speaker in speakers}
    return any(surname_key(word) not in keys for word in re.findall(r"\w+", question) if find_terms(word, language))


def _gives_words_of(passage: Passage, speakers: frozenset[str]) -> bool:
    return any(sentence.speaker in speakers for sentence in passage.sentences)
