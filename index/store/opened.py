"""An opened generation: everything a question needs, read once and shared by all threads."""

from __future__ import annotations

import math
import weakref
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from index.errors import EncoderError, StoreError
from index.lexical.bm25 import LexicalIndex
from index.records import Generation
from index.store.generations import (
    current_generation,
    embedded_passages,
    generation_folder,
    lexical_languages,
    read_corpus_of,
)
from index.store.replies import find_replies
from index.vectors.open import open_vectors
from index.vectors.protocol import Vector, VectorStore
from ingest.records import Chunk, Corpus, Document, Passage, Snapshot
from ingest.text.names import name_key
from ingest.voices.holders import Holder

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
_SOURCES_KEPT = 32
"""Works whose vectors are kept in memory: of a book 5 MB."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class OpenGeneration:
    """One generation, opened for reading."""

    generation: Generation
    corpus: Corpus
    vectors: VectorStore
    lexical: LexicalIndex
    documents: dict[str, Document]
    snapshots: dict[str, Snapshot]
    passages: dict[str, Passage]
    """Passages that have a vector, by id."""
    rows: dict[str, tuple[int, ...]]
    """For each passage id, the rows (places among the chunks) of its text: the whole passage, then its spans."""
    asked: dict[tuple[str, str], tuple[int, ...]]
    """For each passage id and language, the rows of its expected questions in that language."""
    asked_in: tuple[str, ...]
    """Languages that have expected questions, the dossier's first ones first."""
    asked_throughout: frozenset[str]
    """Languages in which every passage that has expected questions has some."""
    gaps_in: tuple[str, ...]
    """Languages of the questions that the dossier is known not to answer, the dossier's first ones first."""
    text_collections: tuple[str, ...]
    """The collections of texts, sorted; the others are of expected questions and gaps."""
    row_of_chunk: dict[str, int]
    lexical_row: dict[str, int]
    """For each passage id, its row in the lexical index."""
    lexical_range: dict[str, range]
    """For each source, the rows of its passages in the lexical index."""
    lexical_ids: tuple[str, ...]
    """The passages in the order of the lexical index' rows."""
    replies: dict[str, Passage]
    """For the id of each passage that only asks, the one that follows it."""
    introduced: dict[str, tuple[Passage, ...]]
    """For each passage id, the list items, block quotes or posts that it introduces."""
    heard: frozenset[str]
    """The keys (see `name_key`) of the last names of all whose words the texts give."""
    works_to_analysis: float
    """Natural logarithm of how many passages the works have for each of the analysis; 0 where one of them has none."""
    source_rows: dict[str, tuple[int, ...]]
    """For each source, the rows of its text."""
    source_vectors: dict[str, Vector]
    """Filled as single works are searched: the vectors (rows, d) of their `source_rows`."""
    sentence_terms: dict[tuple[str, str], tuple[frozenset[str], ...]]
    """Filled as questions are asked: for a passage id and a language, the terms of its sentences."""
    holders: dict[str, tuple[Holder, ...]]
    """Filled once somebody is told by his role: by a role's key those who have it, everybody by ""."""
    told_by_role: dict[str, Holder | None]
    """Filled as questions are asked: by a role as it is spoken of, whom it means, where only the encoder tells."""

    def chunk(self, row: int) -> Chunk:
        """The chunk in a row."""
        return self.corpus.chunks[row]

    def row_of(self, chunk_id: str) -> int:
        """The row of a chunk that the vector store found; StoreError when it holds other chunks."""
        try:
            return self.row_of_chunk[chunk_id]
        except KeyError as error:
            raise StoreError(
                f"the vectors are not those of generation {self.generation.id}",
                where=self.vectors.name,
                remedy="fundstelle ingest",
            ) from error

    def fetch_vectors(self, rows: Iterable[int]) -> dict[int, Vector]:
        """The vectors (dimensions,), unit length, of the chunks in these rows."""
        found: dict[int, Vector] = {}
        for collection, part in _group((self.chunk(row).collection, row) for row in dict.fromkeys(rows)).items():
            vectors = self.vectors.fetch(collection, [self.chunk(row).id for row in part])
            found.update(zip(part, vectors, strict=True))
        return found

    def compare_source(self, source_id: str, vector: Vector) -> dict[int, float]:
        """The cosine of each chunk of a source's text with `vector` (d,), by its row: exact, nothing is left out.

        The vectors of the works compared last are kept: a conversation comes back to them.
        """
        rows = self.source_rows.get(source_id, ())
        known = self.source_vectors.get(source_id)
        if known is None:
            fetched = self.fetch_vectors(rows)
            known = np.stack([fetched[row] for row in rows]) if rows else np.empty((0, len(vector)), np.float32)
            while len(self.source_vectors) >= _SOURCES_KEPT:
                self.source_vectors.pop(next(iter(self.source_vectors)), None)
            self.source_vectors[source_id] = known
        return dict(zip(rows, (known @ vector).tolist(), strict=True))

    def is_work(self, passage: Passage) -> bool:
        """Whether a passage stands in a cited work."""
        return self.corpus.manifest.source(passage.source_id).kind != "analysis"

    def held_document(self, work_id: str) -> Document | None:
        """The document of a work, else that of the first of its editions that is held; None when none is."""
        if work_id in self.documents:  # The usual case, which needs no look at every source.
            return self.documents[work_id]
        editions = (one.id for one in self.corpus.manifest.sources if one.edition_of == work_id)
        return next((self.documents[one] for one in editions if one in self.documents), None)

    def document(self, source_id: str) -> Document:
        """The document of an obtained source; KeyError when there is none."""
        return self.documents[source_id]

    def snapshot(self, source_id: str) -> Snapshot:
        """The snapshot behind a document; KeyError when there is none."""
        return self.snapshots[source_id]


def open_generation(store: Path, *, encoder_identity: str, generation: Generation | None = None) -> OpenGeneration:
    """Open a generation, the current one unless another is given.

    Args:
        store: The store's folder.
        encoder_identity: The encoder that questions will be embedded with.
        generation: The record of the one to open instead of the current one.

    Raises:
        EncoderError: The generation was built with another encoder.
        StoreError: It is missing or damaged.

    """
    generation = generation or current_generation(store)
    if generation.encoder != encoder_identity:
        raise EncoderError(
            f"generation {generation.id} was built with the encoder {generation.encoder!r},"
            f" the settings say {encoder_identity!r}",
            where=store,
            remedy="fundstelle ingest with the same settings, or go back to that encoder",
        )
    opened = _read_opened(generation, store)
    # A long-running page releases each generation when the last request that reads it is done.
    weakref.finalize(opened, opened.vectors.close)
    return opened


def _read_opened(generation: Generation, store: Path) -> OpenGeneration:
    folder = generation_folder(store, generation.id)
    corpus = read_corpus_of(store, generation)
    passages = embedded_passages(corpus)
    asked = _group(
        ((chunk.passage_id, chunk.asked_in), row)
        for row, chunk in enumerate(corpus.chunks)
        if chunk.asked_in and not chunk.is_gap
    )
    asked_in = {language for _, language in asked}
    expecting = {passage_id for passage_id, _ in asked}
    return OpenGeneration(
        generation=generation,
        corpus=corpus,
        vectors=open_vectors(folder, corpus.chunks),
        lexical=_open_lexical(folder / "lexical", corpus, store),
        documents={document.source_id: document for document in corpus.documents},
        snapshots={snapshot.source_id: snapshot for snapshot in corpus.snapshots},
        passages={passage.id: passage for passage in passages},
        rows=_group((chunk.passage_id, row) for row, chunk in enumerate(corpus.chunks) if not chunk.asked_in),
        asked=asked,
        asked_in=_sort_languages(asked_in, corpus),
        asked_throughout=frozenset(
            language for language in asked_in if all((passage_id, language) in asked for passage_id in expecting)
        ),
        gaps_in=_sort_languages({chunk.asked_in for chunk in corpus.chunks if chunk.is_gap and chunk.asked_in}, corpus),
        text_collections=tuple(sorted({chunk.collection for chunk in corpus.chunks if not chunk.asked_in})),
        row_of_chunk={chunk.id: row for row, chunk in enumerate(corpus.chunks)},
        lexical_row={passage.id: row for row, passage in enumerate(passages)},
        lexical_range=_find_ranges(passages),
        lexical_ids=tuple(passage.id for passage in passages),
        replies=find_replies(corpus.documents),
        introduced=_group((passage.introduced_by, passage) for passage in passages if passage.introduced_by),
        heard=_find_heard(passage for document in corpus.documents for passage in document.passages),
        source_rows=_group((chunk.source_id, row) for row, chunk in enumerate(corpus.chunks) if not chunk.asked_in),
        source_vectors={},
        works_to_analysis=_weigh_kinds(corpus, passages),
        sentence_terms={},
        holders={},
        told_by_role={},
    )


def _find_heard(passages: Iterable[Passage]) -> frozenset[str]:
    others = {one.speaker for passage in passages for one in passage.sentences if one.attribution != "own"}
    return frozenset(name_key(speaker.split()[-1]) for speaker in others if speaker.strip())


def _find_ranges(passages: Sequence[Passage]) -> dict[str, range]:
    """For each source, where its passages lie: those of one document follow one another."""
    rows = _group((passage.source_id, row) for row, passage in enumerate(passages))
    return {source_id: range(found[0], found[-1] + 1) for source_id, found in rows.items()}


def _weigh_kinds(corpus: Corpus, passages: Sequence[Passage]) -> float:
    kinds = Counter(corpus.manifest.source(passage.source_id).kind for passage in passages)
    works, analysis = kinds["cited_source"], kinds["analysis"]
    return math.log(works / analysis) if works and analysis else 0.0


def _group(pairs: Iterable[tuple[K, T]]) -> dict[K, tuple[T, ...]]:
    groups: dict[K, list[T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _sort_languages(languages: Collection[str], corpus: Corpus) -> tuple[str, ...]:
    first = [language for language in corpus.manifest.languages if language in languages]
    return (*first, *sorted(set(languages) - set(first)))


def _open_lexical(folder: Path, corpus: Corpus, store: Path) -> LexicalIndex:
    try:
        return LexicalIndex(folder, lexical_languages(corpus))
    except (OSError, ValueError, KeyError) as error:
        raise StoreError(
            "the lexical index is missing, damaged, or of an earlier version of this program",
            where=folder,
            remedy=f"fundstelle ingest --store {store}",
        ) from error
