"""Building a generation: beside the current one, checked against exact search, made current in one step."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from index.encoders.protocol import Encoder
from index.errors import StoreError
from index.lexical.bm25 import LexicalIndex, write_lexical
from index.records import BuildResult, Changes, Generation
from index.store.generations import (
    CORPUS,
    RECORD,
    corpus_json,
    current_generation,
    embedded_passages,
    generation_folder,
    generation_json,
    lexical_languages,
    list_generations,
    make_current,
    read_corpus_of,
)
from index.vectors.cache import Embedded, embed_texts
from index.vectors.chroma import fill_collections, open_client
from index.vectors.exact import read_vectors
from index.vectors.open import CHROMA, VECTORS, open_vectors
from index.vectors.protocol import Vector, group_rows
from ingest.files import sync_folder, write_file
from ingest.flow import Progress, utc_now
from ingest.records import Corpus
from ingest.structure.chunks import CHUNKING, WITHOUT_VECTOR, lexical_text
from ingest.text.terms import find_names

FORMAT = "generation/v13"
"""Bump when the same dossier would be written differently: files, fields, or the rules of `ingest.text.terms`."""
_SAMPLES = 20
"""At least so many vectors are looked up in each new graph, all of them in a smaller one."""
_FEWEST_TO_FORGIVE = 5
"""From so many samples on, one may be missed."""

EMBEDDING = "embedding"
"""What `Progress` is told while vectors are computed."""


def fingerprint(corpus: Corpus, encoder_identity: str) -> str:
    """SHA-256 over everything that decides what a generation holds; the times of snapshots do not."""
    parts = {
        "format": FORMAT,
        "chunking": CHUNKING,
        "encoder": encoder_identity,
        "title": corpus.manifest.title,
        "manifest": corpus.manifest.sources,
        "languages": corpus.manifest.languages,
        "examples": corpus.manifest.examples,
        "documents": corpus.documents,
        "chunks": [chunk.id for chunk in corpus.chunks],
    }
    return hashlib.sha256(TypeAdapter(dict).dump_json(parts)).hexdigest()


def build_generation(
    store: Path,
    corpus: Corpus,
    *,
    identity: str,
    open_encoder: Callable[[], Encoder],
    on_progress: Progress | None = None,
) -> BuildResult:
    """Build a generation from `corpus` beside the current one, check it, and make it current in one step.

    The caller holds `lock_store`. The encoder is opened only when something has to be embedded. Nothing is touched when
    the current generation has the same fingerprint already.
    """
    wanted = fingerprint(corpus, identity)
    remarks = _collect_remarks(corpus)
    serving = _serving(store)
    if serving and serving.fingerprint == wanted and _is_sound(store, serving):
        return BuildResult("unchanged", serving, Changes(0, 0, serving.passages), 0, remarks)
    changes = _compare(store, serving, corpus)
    remarks = (*remarks, *_tell_lost(store, serving, corpus))
    earlier = _find_built(store, wanted)
    if earlier:
        make_current(store, earlier.id)
        return BuildResult("restored", earlier, changes, 0, remarks)
    folder = _new_folder(store, wanted[:12])
    try:
        encoder = open_encoder()
        embedded = _embed(store, corpus, encoder, on_progress)
        _write_index(folder, corpus, embedded.vectors)
        generation = _describe(folder, corpus, wanted, encoder, serving)
        _verify(folder, corpus, embedded.vectors)
        write_file(folder / RECORD, generation_json.dump_json(generation, indent=1))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    sync_folder(folder.parent)
    make_current(store, generation.id)
    remarks = (*remarks, embedded.remark) if embedded.remark else remarks
    return BuildResult("built", generation, changes, embedded.computed, remarks)


def _collect_remarks(corpus: Corpus) -> tuple[str, ...]:
    """What the admin should know of: what is unresolved, was guessed or left out, and what cannot be found."""
    unresolved = [line for document in corpus.documents for line in document.unresolved]
    guessed = [line for document in corpus.documents for line in document.guessed]
    left_out = [
        f"{document.source_id}: {len(document.left_out)} characters are no part of the text and left out:"
        f" {' '.join(document.left_out.split()[:8])} ..."
        for document in corpus.documents
        if document.left_out
    ]
    return (*corpus.remarks, *unresolved, *guessed, *left_out, *_find_unfindable(corpus))


def _tell_lost(store: Path, serving: Generation | None, corpus: Corpus) -> Iterator[str]:
    """A line for each work that the generation before still had, though the manifest names it as before."""
    try:
        before = read_corpus_of(store, serving).documents if serving else ()
    except StoreError:
        return
    named = {source.id for source in corpus.manifest.sources}
    held = {document.source_id for document in corpus.documents}
    for document in before:
        if document.source_id in named - held and serving:
            yield (
                f"{document.source_id}: generation {serving.id} still has its text:"
                f" fundstelle switch {serving.id} to ask that one"
            )


def _find_unfindable(corpus: Corpus) -> Iterator[str]:
    """A line for each document with passages that have no vector, though they are no context of others."""
    found = {chunk.passage_id for chunk in corpus.chunks if not chunk.asked_in}
    for document in corpus.documents:
        lost = [one for one in document.passages if one.id not in found and one.kind not in WITHOUT_VECTOR]
        if lost:
            words = " ".join(document.plain(lost[0].start, lost[0].end).split()[:8])
            yield f"{document.source_id}: {len(lost)} passages cannot be found by any question, the first: {words} ..."


def _serving(store: Path) -> Generation | None:
    """The current generation, None when there is none or its record is damaged: then building is the remedy."""
    try:
        return current_generation(store)
    except StoreError:
        return None


def _find_built(store: Path, wanted: str) -> Generation | None:
    """A whole generation of the same content, if there is one: to become current it needs no second build."""
    alike = (one for one in list_generations(store) if one.fingerprint == wanted)
    return next((one for one in alike if _is_sound(store, one)), None)


def _is_sound(store: Path, generation: Generation) -> bool:
    try:
        corpus = read_corpus_of(store, generation)
        folder = generation_folder(store, generation.id)
        _verify(folder, corpus, read_vectors(folder / VECTORS))
        LexicalIndex(folder / "lexical", lexical_languages(corpus))
    except (StoreError, OSError, ValueError):
        return False
    return True


def _new_folder(store: Path, name: str) -> Path:
    """An empty folder for a build: leftovers of killed builds are cleared, a damaged finished one is left alone."""
    home = store / "generations"
    home.mkdir(parents=True, exist_ok=True)
    for path in home.iterdir():
        if path.is_dir() and not (path / RECORD).exists():
            shutil.rmtree(path)
    candidates = (home / (name if number == 1 else f"{name}-{number}") for number in range(1, 1000))
    folder = next(path for path in candidates if not path.exists())
    folder.mkdir()
    return folder


def _embed(store: Path, corpus: Corpus, encoder: Encoder, on_progress: Progress | None) -> Embedded:
    total, done = len(corpus.chunks), 0

    def count(number: int) -> None:
        nonlocal done
        done += number
        if on_progress:
            on_progress(EMBEDDING, min(done, total), total)

    return embed_texts([chunk.text for chunk in corpus.chunks], encoder, store / "vectors", on_progress=count)


def _write_index(folder: Path, corpus: Corpus, vectors: Vector) -> None:
    write_file(folder / CORPUS, corpus_json.dump_json(corpus))
    np.save(folder / VECTORS, vectors)
    rows = group_rows(corpus.chunks)
    (folder / CHROMA).mkdir()
    client = open_client(folder / CHROMA)
    try:
        fill_collections(
            client,
            {name: ([corpus.chunks[row].id for row in part], vectors[part]) for name, part in sorted(rows.items())},
            where=folder / CHROMA,
        )
    finally:
        client.close()
    write_lexical(folder / "lexical", lexical_texts(corpus))


def lexical_texts(corpus: Corpus) -> dict[str, list[str]]:
    """By the language a question may be asked in, what its words can meet in each passage, as `embedded_passages` goes.

    That is the passage's own text where it is in that language, else the names in it; and what is expected to be asked.
    """
    documents = {document.source_id: document for document in corpus.documents}
    asked: dict[tuple[str, str], list[str]] = {}
    for chunk in corpus.chunks:
        if chunk.asked_in:
            asked.setdefault((chunk.passage_id, chunk.asked_in), []).append(chunk.text)
    passages = [(passage, lexical_text(documents[passage.source_id], passage)) for passage in embedded_passages(corpus)]
    return {
        language: [
            "\n".join(
                (
                    text if passage.language == language else " ".join(find_names(text)),
                    *asked.get((passage.id, language), ()),
                )
            )
            for passage, text in passages
        ]
        for language in lexical_languages(corpus)
    }


def _describe(folder: Path, corpus: Corpus, wanted: str, encoder: Encoder, previous: Generation | None) -> Generation:
    return Generation(
        id=folder.name,
        fingerprint=wanted,
        created=utc_now(),
        dossier=corpus.manifest.title,
        encoder=encoder.identity,
        dimensions=encoder.dimensions,
        chunking=CHUNKING,
        snapshots=corpus.snapshots,
        languages=tuple(sorted({chunk.language for chunk in corpus.chunks if not chunk.is_gap})),
        passages=len(embedded_passages(corpus)),
        chunks=len(corpus.chunks),
        previous=previous.id if previous else None,
        corpus_sha256=hashlib.sha256((folder / CORPUS).read_bytes()).hexdigest(),
    )


def _verify(folder: Path, corpus: Corpus, vectors: Vector) -> None:
    """Counts agree, every vector is a unit vector, and what serves finds exact search's nearest for a few of them."""
    if len(vectors) != len(corpus.chunks) or not np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-2):
        raise StoreError("the vectors do not fit the chunks", where=folder, remedy="fundstelle ingest")
    store = open_vectors(folder, corpus.chunks)
    try:
        for collection, rows in group_rows(corpus.chunks).items():
            samples = rows[:: max(1, len(rows) // _SAMPLES)]
            best = (vectors[rows] @ vectors[samples].T).max(axis=0)
            missed = 0
            for row, highest in zip(samples, best, strict=True):
                nearest = store.find_nearest(collection, vectors[row], 1)
                missed += not nearest or nearest[0].score < highest - 1e-3
            # The graph is approximate and may lead past one of many near-duplicates; a damaged one misses most.
            if missed > (len(samples) >= _FEWEST_TO_FORGIVE):
                raise StoreError(
                    f"{store.name} does not find what exact search finds", where=folder, remedy="fundstelle ingest"
                )
    finally:
        store.close()


def _compare(store: Path, serving: Generation | None, corpus: Corpus) -> Changes:
    after = {passage.id for passage in embedded_passages(corpus)}
    try:
        before = {passage.id for passage in embedded_passages(read_corpus_of(store, serving))} if serving else set()
    except StoreError:
        before = set()
    return Changes(added=len(after - before), removed=len(before - after), kept=len(after & before))
