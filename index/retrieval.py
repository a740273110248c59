"""From a question to hits: dense search in each source language, spans, lexical search, and their fusion.

No language crowds out another: every source language gives candidates of its own, what the words say counts against
the best match of the same language only, and dense scores can be balanced before they are merged. Titles and headings
have no vector; notes that only name a work take part when asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.errors import StoreError
from index.opened import OpenGeneration
from index.records import Hit, Signals
from index.terms import find_terms
from ingest.names import surname_key
from ingest.records import Passage, Slice
from ingest.speakers import find_named_speakers
from ingest.works import find_named_works, without_named_works

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class RetrievalSettings:
    """How hits are found and weighed."""

    candidates: int = 120
    """Nearest chunks fetched from each language's collection."""
    lexical_candidates: int = 20
    """Best passages taken from each language's lexical index."""
    span_weight: float = 0.5
    """Share of the best span's cosine in a passage's dense score; the rest is its own."""
    balance: float = 0.0
    """0: plain cosines; 1: each language's scores shifted to one common mean before merging."""
    lexical_weight: float = 0.02
    """What the words of the best match in a language add to its dense score (a cosine), over a match without any."""
    work_weight: float = 0.02
    """What being about a work that the question names adds to a dense score."""
    speaker_weight: float = 0.02
    """What giving words of somebody whom the question names adds to a dense score."""
    summary_penalty: float = 0.01
    """Taken from abstract and lead: they summarise what the text itself says in full."""
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
    works = frozenset(find_named_works(question, opened.corpus.manifest))
    speakers = find_named_speakers(question, opened.corpus.manifest)
    hits = [
        _mark_named(hit, works, speakers)
        for language in opened.by_language
        for hit in _search_language(opened, question, vector, question_language, language, settings)
        if settings.with_naming_notes or not hit.passage.names_only
    ]
    if speakers and not _asks_for_more(question, question_language, speakers):
        # "Was sagt Evenett?": whatever he says, and nothing else, is asked for.
        hits = [hit for hit in hits if hit.signals.named_speaker] or hits
    hits = _fuse(hits, settings)
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.passage.source_id, hit.passage.start))[:limit])


def embed_question(question: str, encoder: Encoder, opened: OpenGeneration, *, remainder_share: float = 0.5) -> Vector:
    """The question's vector (d,), unit length; where it names a work, half is that of the question without the name.

    Passages about a named work are found by that name (`RetrievalSettings.work_weight`); among them the rest of the
    question has to decide, and the name would only draw it to the passage that says the name most often.
    """
    vector = encoder.encode_query(question)
    rest = without_named_works(question, opened.corpus.manifest)
    if rest == question or not any(char.isalnum() for char in rest):
        return vector
    mixed = (1 - remainder_share) * vector + remainder_share * encoder.encode_query(rest)
    return np.asarray(mixed / np.linalg.norm(mixed), dtype=np.float32)


def _search_language(
    opened: OpenGeneration,
    question: str,
    vector: Vector,
    question_language: str,
    language: str,
    settings: RetrievalSettings,
) -> list[Hit]:
    terms = list(dict.fromkeys(opened.lexical.question_terms(question, question_language, language)))
    bm25 = opened.lexical.score(terms, language)
    candidates = dict.fromkeys(_dense_candidates(opened, vector, language, settings.candidates))
    best = np.argsort(-bm25)[: settings.lexical_candidates]
    candidates.update(dict.fromkeys(opened.by_language[language][row] for row in best if bm25[row] > 0))
    weights = {term: opened.lexical.weight(term, language) for term in terms}
    found = opened.lexical.matching(terms, language)
    hits = []
    for passage_id in candidates:
        row = opened.lexical_row[passage_id]
        covered = sum(weights[term] for term in terms if row in found[term])
        coverage = covered / sum(weights.values()) if weights else 0.0
        hits.append(_rescore(opened, opened.passages[passage_id], vector, coverage, settings))
    return hits


def _dense_candidates(opened: OpenGeneration, vector: Vector, language: str, limit: int) -> Iterable[str]:
    """Ids of passages whose own vector or a span's is among the nearest of a language."""
    try:
        if opened.chroma is not None:
            found = opened.chroma.find_nearest(language, vector, limit)
            return [opened.corpus.chunks[opened.row_of_chunk[chunk_id]].passage_id for chunk_id in found]
    except (StoreError, KeyError):
        # A database that fails or holds other chunks is no reason to find less: the vectors file has them all.
        pass
    rows = [row for passage_id in opened.by_language[language] for row in opened.rows[passage_id]]
    nearest = np.argsort(-(opened.vectors[rows] @ vector))[:limit]
    return [opened.corpus.chunks[rows[position]].passage_id for position in nearest]


def _rescore(
    opened: OpenGeneration,
    passage: Passage,
    vector: Vector,
    coverage: float,
    settings: RetrievalSettings,
) -> Hit:
    """Exact scores of a candidate: Chroma proposes, the vectors themselves decide."""
    rows = opened.rows[passage.id]
    cosines = opened.vectors[list(rows)] @ vector
    own, spans = float(cosines[0]), cosines[1:] if len(rows) > 1 else cosines[:1]
    best = int(np.argmax(spans)) + (1 if len(rows) > 1 else 0)
    chunk = opened.chunk(rows[best])
    dense = (1 - settings.span_weight) * own + settings.span_weight * float(spans.max())
    return Hit(
        passage=passage,
        score=dense,
        signals=Signals(dense, dense, coverage, named_work=False, named_speaker=False),
        best_span=Slice(chunk.start, chunk.end),
        sentence_scores=_sentence_scores(opened, passage, rows, cosines),
    )


def _sentence_scores(
    opened: OpenGeneration, passage: Passage, rows: tuple[int, ...], cosines: Vector
) -> tuple[float, ...]:
    """For each sentence, the mean of its own cosine and of the longer spans it stands in.

    A fact is told by a sentence; what it is about, often by the neighbours.
    """
    places = [(opened.chunk(row), float(cosine)) for row, cosine in zip(rows, cosines, strict=True)]
    whole = places[0][1]
    scores = []
    for sentence in passage.sentences:
        own = [cosine for chunk, cosine in places if (chunk.start, chunk.end) == (sentence.start, sentence.end)]
        around = [
            cosine
            for chunk, cosine in places
            if chunk.is_span
            and chunk.start <= sentence.start
            and sentence.end <= chunk.end
            and chunk.end - chunk.start > sentence.end - sentence.start
        ]
        first = own[0] if own else whole
        scores.append((first + sum(around) / len(around)) / 2 if around else first)
    return tuple(scores)


def _asks_for_more(question: str, language: str, speakers: frozenset[str]) -> bool:
    """Whether a question has terms besides the names of speakers."""
    keys = {surname_key(speaker) for speaker in speakers}
    return any(surname_key(word) not in keys for word in re.findall(r"\w+", question) if find_terms(word, language))


def _mark_named(hit: Hit, works: frozenset[str], speakers: frozenset[str]) -> Hit:
    signals = replace(
        hit.signals,
        named_work=bool(works.intersection(hit.passage.works)),
        named_speaker=any(sentence.speaker in speakers for sentence in hit.passage.sentences),
    )
    return replace(hit, signals=signals)


def _fuse(hits: list[Hit], settings: RetrievalSettings) -> list[Hit]:
    """Balance the languages' dense scores, then add what the words say.

    What the words say is measured against the best lexical match of the same language: a question finds its words in
    passages of its own language only, and must not be drawn there by that. The level of a language is the mean of its
    candidates; a language with few passages borrows from the common mean.
    """
    if not hits:
        return []
    everyone = float(np.mean([hit.signals.dense for hit in hits]))
    fused = []
    for language in {hit.passage.language for hit in hits}:
        own = [hit for hit in hits if hit.passage.language == language]
        level = (sum(hit.signals.dense for hit in own) + _PRIOR * everyone) / (len(own) + _PRIOR)
        best_coverage = max(hit.signals.coverage for hit in own)
        for hit in own:
            balanced = hit.signals.dense - settings.balance * (level - everyone)
            words = settings.lexical_weight * (hit.signals.coverage - best_coverage)
            score = balanced + words + settings.work_weight * hit.signals.named_work
            score += settings.speaker_weight * hit.signals.named_speaker
            score -= settings.summary_penalty * (hit.passage.kind in _SUMMARIES)
            fused.append(replace(hit, score=score, signals=replace(hit.signals, balanced=balanced)))
    return fused


_SUMMARIES = frozenset({"abstract", "lead"})
_PRIOR = 10
"""Candidates a language must have before its own mean counts for half."""
