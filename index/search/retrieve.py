"""From a question to hits: dense search in each collection, expected questions, lexical search, and their fusion.

No language crowds out another, nor the works the analysis: each language of either gives candidates of its own, and a
held work that the question names gives all it has. Expected questions are compared in the asker's language, and what
the words say counts against the best match of the same language only. Titles and headings have no vector; notes that
only name a work take part when asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.encoders.protocol import Encoder
from index.records import Hit, Signals
from index.search.scoring import (
    Cosines,
    Nearness,
    complete_cosines,
    cover_sentences,
    find_cosines,
    measure_nearness,
    measure_sentences,
)
from index.store.opened import OpenGeneration
from index.vectors.protocol import Vector
from ingest.records import Passage
from ingest.structure.works import find_named_works, without_named_works

_LIFT = 0.8
"""Which of the candidates' lifts a passage without expected questions is given: the quantile of those that a question
suits. With the median, of 80 questions answered by works without any .89 were among five, with this .93."""

_FEW_LIFTS = 20


@dataclass(frozen=True, slots=True)
class RetrievalSettings:
    """How hits are found and weighed."""

    candidates: int = 120
    """Nearest chunks taken from each language of the analysis, and from each of the works."""
    question_candidates: int = 300
    """Nearest expected questions taken from their language; none of the others is nearer."""
    completed: int = 40
    """Best candidates, at least, whose text is compared whole: whatever the search did not return of it is fetched."""
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
    kind_weight: float = 0.01
    """By how much, times the logarithm of how many passages the works have for each of the analysis, a work's passage
    counts less (a cosine): of many passages, some are near a question by chance."""
    named_work_weight: float = 0.03
    """What it adds to a passage's score (a cosine) that it stands in a work which the question names."""
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
    within: Sequence[str] = (),
) -> tuple[Hit, ...]:
    """Return the best passages for a question, best first.

    Args:
        opened: The opened generation.
        question: The question as asked.
        vector: Its embedding (d,), unit length.
        question_language: Its language; decides which terms may match in which collection.
        limit: How many hits at the most.
        settings: How they are weighed.
        within: Ids of sources that the question means beside those it names: all their passages take part.

    """
    spoken = opened.lexical.choose_language(question_language)
    terms = opened.lexical.question_terms(question, question_language, spoken)
    candidates, cosines = _collect(opened, question, terms, vector, question_language, settings, within)
    scale = _make_scale(opened, candidates, settings)
    # Most candidates are known well enough to be left aside: only the best ones' remaining vectors are fetched.
    best = [one for one, _ in scale.rank(candidates)[: max(limit, settings.completed)]]
    asking = {opened.replies[one.passage.id].id: one for one in reversed(best) if one.passage.id in opened.replies}
    best = _let_reply(opened, best, asking)
    cosines = complete_cosines(opened, cosines, (one.passage for one in (*best, *asking.values())), vector)

    def measure(passage: Passage) -> Nearness:
        return measure_nearness(opened, passage, cosines, question_language, span_weight=settings.span_weight)

    asked = {reply: measure(one.passage).text for reply, one in asking.items()}
    best = [replace(one, near=_lend(measure(one.passage), asked.get(one.passage.id))) for one in best]
    return tuple(
        _make_hit(
            one,
            score,
            scale,
            sentences=_lend_first(
                measure_sentences(opened, one.passage, cosines, question_language), asked.get(one.passage.id)
            ),
            covered=cover_sentences(opened, one.passage, terms, spoken),
            word_weight=settings.sentence_word_weight,
        )
        for one, score in scale.rank(best)[:limit]
    )


def _let_reply(
    opened: OpenGeneration, best: Sequence[_Candidate], asking: Mapping[str, _Candidate]
) -> list[_Candidate]:
    """The candidates without those that only ask, and what follows these, with the words of both."""
    telling = {one.passage.id: one for one in best if one.passage.id not in opened.replies}
    for reply, one in asking.items():
        known = telling.get(reply)
        telling[reply] = (
            replace(known, coverage=max(known.coverage, one.coverage))
            if known
            else replace(one, passage=opened.replies[one.passage.id])
        )
    return list(telling.values())


def _lend(near: Nearness, asked: float | None) -> Nearness:
    """A reply is as near as what it replies to."""
    return near if asked is None else replace(near, text=max(near.text, asked))


def _lend_first(
    sentences: Sequence[tuple[float, float | None]], asked: float | None
) -> Sequence[tuple[float, float | None]]:
    """The first sentence of a reply is as near as what it replies to."""
    if asked is None:
        return sentences
    (text, expected), *rest = sentences
    return ((max(text, asked), expected), *rest)


def embed_question(question: str, encoder: Encoder, opened: OpenGeneration) -> Vector:
    """The question's vector (d,), unit length; where it names a work, half is that of the question without the name.

    Passages about a named work are found by that name; among them the rest of the question has to decide, and the name
    would only draw it to the passage that says the name most often.
    """
    vector = encoder.encode_query(question)
    rest = without_named_works(question, opened.corpus.manifest)
    if rest == question or not any(char.isalnum() for char in rest):
        return vector
    mixed = vector + encoder.encode_query(rest)
    return np.asarray(mixed / np.linalg.norm(mixed), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A passage that may be a hit, with all that is known of it before the candidates are compared."""

    passage: Passage
    near: Nearness
    coverage: float
    speaks: bool
    """Whether words of the question's language can be found in it, or in what is expected to be asked of it."""
    named: bool
    """Whether it stands in a work that the question names."""
    is_work: bool


def _collect(
    opened: OpenGeneration,
    question: str,
    terms: Sequence[str],
    vector: Vector,
    question_language: str,
    settings: RetrievalSettings,
    within: Sequence[str],
) -> tuple[list[_Candidate], Cosines]:
    """The candidates of every collection, of the works that are named and of the words, and what was found."""
    spoken = opened.lexical.choose_language(question_language)
    found = find_cosines(
        opened, vector, question_language, texts=settings.candidates, questions=settings.question_candidates
    )
    spoken_of = (*find_named_works(question, opened.corpus.manifest), *within)
    named = [one for one in dict.fromkeys(spoken_of) if one in opened.documents]
    inside = {row: cosine for one in named for row, cosine in opened.compare_source(one, vector).items()}
    found = replace(found, rows={**found.rows, **inside})
    ids = dict.fromkeys(
        (
            *(opened.chunk(row).passage_id for row in found.rows),
            *(opened.lexical_ids[row] for row in opened.lexical.top(terms, spoken, settings.lexical_candidates)),
        )
    )
    wanted = [one for one in ids if settings.with_naming_notes or not opened.passages[one].names_only]
    coverage = opened.lexical.coverage(terms, [opened.lexical_row[one] for one in wanted], spoken)
    candidates = [
        _Candidate(
            opened.passages[one],
            measure_nearness(opened, opened.passages[one], found, question_language, span_weight=settings.span_weight),
            float(covered),
            opened.passages[one].language == question_language or (one, question_language) in opened.asked,
            opened.passages[one].source_id in named,
            opened.is_work(opened.passages[one]),
        )
        for one, covered in zip(wanted, coverage, strict=True)
    ]
    return candidates, found


@dataclass(frozen=True, slots=True)
class _Scale:
    """What the candidates are weighed by: text and expected questions mixed, and what the words say added."""

    share: float
    """Of the expected questions; 0 where no candidate has any."""
    lift: float
    """By how much passages that have expected questions are nearer by them than by their text: see `_LIFT`."""
    best: Mapping[bool, float]
    """The best match of the question's words, among passages that can have them and among those that cannot."""
    lexical_weight: float
    named_work_weight: float
    work_share: float
    """What a work's passage counts less, as there are so many."""

    def mix(self, text: float, asked: float | None) -> float:
        """A passage without expected questions is taken to be as much nearer by them as well fitting ones are."""
        return (1 - self.share) * text + self.share * (text + self.lift if asked is None else asked)

    def weigh(self, one: _Candidate) -> float:
        """What words say is measured against the best: a question must not be drawn to its own language by them."""
        words = self.lexical_weight * (one.coverage - self.best[one.speaks])
        kind = self.named_work_weight if one.named else -self.work_share * one.is_work
        return self.mix(one.near.text, one.near.asked) + words + kind

    def rank(self, candidates: Sequence[_Candidate]) -> list[tuple[_Candidate, float]]:
        """Candidates with their scores, best first; of equals the earlier one in its source."""
        weighed = [(one, self.weigh(one)) for one in candidates]
        return sorted(weighed, key=lambda pair: (-pair[1], pair[0].passage.source_id, pair[0].passage.start))


def _usual_lift(lifts: Sequence[float]) -> float:
    """The lift of passages without expected questions; of few known ones the middle one: one alone must not decide."""
    return float(np.quantile(lifts, _LIFT if len(lifts) >= _FEW_LIFTS else 0.5)) if lifts else 0.0


def _make_scale(opened: OpenGeneration, candidates: Sequence[_Candidate], settings: RetrievalSettings) -> _Scale:
    lifts = [one.near.asked - one.near.text for one in candidates if one.near.asked is not None]
    best = {True: 0.0, False: 0.0}
    for one in candidates:
        best[one.speaks] = max(best[one.speaks], one.coverage)
    return _Scale(
        settings.asked_share if lifts else 0.0,
        _usual_lift(lifts),
        best,
        settings.lexical_weight,
        settings.named_work_weight,
        settings.kind_weight * opened.works_to_analysis,
    )


def _make_hit(
    one: _Candidate,
    score: float,
    scale: _Scale,
    *,
    sentences: Sequence[tuple[float, float | None]],
    covered: Sequence[float],
    word_weight: float,
) -> Hit:
    near = one.near
    return Hit(
        passage=one.passage,
        score=score,
        signals=Signals(near.text, near.asked, scale.mix(near.text, near.asked), one.coverage),
        best_span=near.best_span,
        sentence_scores=tuple(
            scale.mix(text, asked) + word_weight * words
            for (text, asked), words in zip(sentences, covered, strict=True)
        ),
    )
