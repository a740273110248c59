"""An opened generation: everything a question needs, read once and shared by all threads."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import EncoderError, StoreError
from index.generations import (
    current_generation,
    embedded_passages,
    generation_folder,
    read_corpus_of,
    read_generation,
    read_vectors,
)
from index.lexical import LexicalIndex
from index.records import Generation
from index.store import ChromaStore
from ingest.records import Chunk, Corpus, Document, Passage, Snapshot


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Library:
    """One generation, opened for reading."""

    generation: Generation
    corpus: Corpus
    vectors: NDArray[np.float32]
    """(chunks, dimensions), unit length, in the order of the corpus' chunks."""
    chroma: ChromaStore | None
    """None where Chroma cannot open its folder: exact search over `vectors` serves then."""
    lexical: LexicalIndex
    documents: dict[str, Document]
    snapshots: dict[str, Snapshot]
    passages: dict[str, Passage]
    """Passages that have a vector, by id."""
    rows: dict[str, tuple[int, ...]]
    """For each passage id, the rows of its chunks: the whole passage first, then its spans."""
    row_of_chunk: dict[str, int]
    lexical_row: dict[str, int]
    """For each passage id, its row in its language's lexical index."""
    introduced: dict[str, tuple[Passage, ...]]
    """For each passage id, the list items, block quotes or posts that it introduces."""
    by_language: dict[str, tuple[str, ...]]
    """For each language, the ids of its passages in the lexical index' order."""

    def chunk(self, row: int) -> Chunk:
        """The chunk in a row of `vectors`."""
        return self.corpus.chunks[row]

    def document(self, source_id: str) -> Document:
        """The document of an obtained source; KeyError when there is none."""
        return self.documents[source_id]

    def snapshot(self, source_id: str) -> Snapshot:
        """The snapshot behind a document; KeyError when there is none."""
        return self.snapshots[source_id]


def open_library(store: Path, *, encoder_identity: str | None, generation_id: str | None = None) -> Library:
    """Open a generation, the current one unless another is named.

    Args:
        store: The store's folder.
        encoder_identity: The encoder that questions will be embedded with; EncoderError when the generation was built
            with another. None where nothing will be embedded.
        generation_id: A generation to open instead of the current one.

    """
    generation = read_generation(store, generation_id) if generation_id else current_generation(store)
    if encoder_identity is not None and generation.encoder != encoder_identity:
        raise EncoderError(
            f"generation {generation.id} was built with the encoder {generation.encoder!r},"
            f" the settings say {encoder_identity!r}",
            where=store,
            remedy="fundstelle ingest with the same settings, or go back to that encoder",
        )
    folder = generation_folder(store, generation.id)
    corpus = read_corpus_of(store, generation.id)
    vectors = read_vectors(store, generation.id)
    if vectors.shape != (len(corpus.chunks), generation.dimensions):
        raise StoreError("the vectors do not fit the texts", where=folder, remedy="fundstelle ingest")
    passages = embedded_passages(corpus)
    by_language: dict[str, list[str]] = {}
    introduced: dict[str, list[Passage]] = {}
    for passage in passages:
        by_language.setdefault(passage.language, []).append(passage.id)
        if passage.introduced_by:
            introduced.setdefault(passage.introduced_by, []).append(passage)
    rows: dict[str, list[int]] = {}
    for row, chunk in enumerate(corpus.chunks):
        rows.setdefault(chunk.passage_id, []).append(row)
    try:
        lexical = LexicalIndex(folder / "lexical", generation.languages)
    except (OSError, ValueError, KeyError) as error:
        raise StoreError("the lexical index is missing or damaged", where=folder, remedy="fundstelle ingest") from error
    library = Library(
        generation=generation,
        corpus=corpus,
        vectors=vectors,
        chroma=_open_chroma(folder / "chroma"),
        lexical=lexical,
        documents={document.source_id: document for document in corpus.documents},
        snapshots={snapshot.source_id: snapshot for snapshot in corpus.snapshots},
        passages={passage.id: passage for passage in passages},
        rows={passage_id: tuple(part) for passage_id, part in rows.items()},
        row_of_chunk={chunk.id: row for row, chunk in enumerate(corpus.chunks)},
        lexical_row={passage_id: row for ids in by_language.values() for row, passage_id in enumerate(ids)},
        introduced={passage_id: tuple(part) for passage_id, part in introduced.items()},
        by_language={language: tuple(ids) for language, ids in by_language.items()},
    )
    if library.chroma is not None:
        # A page that lives through many generations lets go of each when the last request that reads it is done.
        weakref.finalize(library, library.chroma.close)
    return library


def _open_chroma(folder: Path) -> ChromaStore | None:
    if not folder.is_dir():
        raise StoreError("a generation's Chroma folder is missing", where=folder, remedy="fundstelle ingest")
    try:
        return ChromaStore(folder)
    except StoreError:
        # Read-only or damaged: the vectors file holds the same vectors, and exact search finds the same passages.
        return None
