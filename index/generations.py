"""Generations: immutable builds in folders of their own, and a pointer file that names the current one.

    STORE/current                  the current generation's id, replaced in one atomic step
    STORE/lock                     held while something writes
    STORE/snapshots/               bytes of the sources, by SHA-256
    STORE/vectors/                 vectors computed so far, by encoder and text
    STORE/generations/ID/          chroma/ lexical/ vectors.npy corpus.json generation.json

`generation.json` is written last: a folder without it is a build that was killed, and is cleared by the next one.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from index.encoder import Encoder
from index.errors import NoGenerationError, StoreBusyError, StoreError
from index.lexical import LexicalIndex, write_lexical
from index.records import BuildResult, Changes, Generation
from index.store import ChromaStore, fill_collections
from index.vectors import embed_texts
from ingest.chunks import CHUNKING, lexical_text
from ingest.flow import utc_now
from ingest.records import Corpus, Passage
from ingest.snapshots import sync_folder, write_file

FORMAT = "generation/v3"
_POINTER, _RECORD, _CORPUS, _VECTORS = "current", "generation.json", "corpus.json", "vectors.npy"
_LOCK_SECONDS = 0.5
_SAMPLES = 5
_LITTLE_SPACE = 4 * 2**20
"""Bytes below which a failed write is put down to a full disk."""
_generation_json = TypeAdapter(Generation)
_corpus_json = TypeAdapter(Corpus)

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


def snapshots_folder(store: Path) -> Path:
    """Where a store keeps the bytes of its sources."""
    return store / "snapshots"


@contextmanager
def lock_store(store: Path) -> Iterator[None]:
    """Hold the store's only right to write; StoreBusyError within a second when another process has it."""
    from filelock import FileLock, Timeout

    try:
        store.mkdir(parents=True, exist_ok=True)
        lock = FileLock(store / "lock")
        lock.acquire(timeout=_LOCK_SECONDS)
    except Timeout as error:
        raise StoreBusyError(
            "another ingest is writing to this store", where=store, remedy="wait until it is done, then try again"
        ) from error
    except OSError as error:
        raise _cannot_write(store, error) from error
    try:
        yield
    except OSError as error:
        raise _cannot_write(store, error) from error
    except StoreError as error:
        # Chroma says in many ways that it could not write.
        raise (_no_space(store) if _is_full(store) else error) from error
    finally:
        lock.release()


def current_id(store: Path) -> str | None:
    """Id of the generation that serves, None when nothing was ingested."""
    try:
        return (store / _POINTER).read_text(encoding="ascii").strip() or None
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(
            f"the store's pointer file cannot be read ({error})", where=store / _POINTER, remedy="fundstelle ingest"
        ) from error


def current_generation(store: Path) -> Generation:
    """The record of the generation that serves; NoGenerationError when there is none."""
    generation_id = current_id(store)
    if generation_id is None:
        raise NoGenerationError(
            "nothing has been ingested into this store yet", where=store, remedy=f"fundstelle ingest --store {store}"
        )
    return read_generation(store, generation_id)


def read_generation(store: Path, generation_id: str) -> Generation:
    """The record of a generation; StoreError when it is missing or damaged."""
    path = generation_folder(store, generation_id) / _RECORD
    try:
        return _generation_json.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise StoreError(
            "a generation's record is missing or damaged", where=path, remedy="fundstelle ingest"
        ) from error


def list_generations(store: Path) -> tuple[Generation, ...]:
    """All finished generations, oldest first."""
    found = (read_generation(store, path.parent.name) for path in (store / "generations").glob(f"*/{_RECORD}"))
    return tuple(sorted(found, key=lambda generation: (generation.created, generation.id)))


def generation_folder(store: Path, generation_id: str) -> Path:
    """Where a generation lies."""
    return store / "generations" / generation_id


def read_corpus_of(store: Path, generation_id: str) -> Corpus:
    """The documents and chunks a generation was built from."""
    path = generation_folder(store, generation_id) / _CORPUS
    try:
        return _corpus_json.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise StoreError(
            "a generation's texts are missing or damaged", where=path, remedy="fundstelle ingest"
        ) from error


def read_vectors(store: Path, generation_id: str) -> NDArray[np.float32]:
    """The generation's vectors (chunks, dimensions) in the order of its chunks, memory-mapped."""
    path = generation_folder(store, generation_id) / _VECTORS
    try:
        vectors: NDArray[np.float32] = np.load(path, mmap_mode="r")
    except (OSError, ValueError) as error:
        raise StoreError(
            "a generation's vectors are missing or damaged", where=path, remedy="fundstelle ingest"
        ) from error
    return vectors


def fingerprint(corpus: Corpus, encoder_identity: str) -> str:
    """SHA-256 over everything that decides what a generation holds; the times of snapshots do not."""
    parts = {
        "format": FORMAT,
        "chunking": CHUNKING,
        "encoder": encoder_identity,
        "manifest": corpus.manifest.sources,
        "languages": corpus.manifest.languages,
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
    print_ = fingerprint(corpus, identity)
    serving = _serving(store)
    if serving and serving.fingerprint == print_ and _is_sound(store, serving):
        return BuildResult("unchanged", serving, Changes(0, 0, serving.passages), embedded=0)
    changes = _compare(store, serving, corpus)
    earlier = _find_built(store, print_)
    if earlier:
        _make_current(store, earlier.id)
        return BuildResult("restored", earlier, changes, embedded=0)
    folder = _new_folder(store, print_[:12])
    try:
        encoder = open_encoder()
        vectors, embedded = _embed(store, corpus, encoder, on_progress)
        _write_index(folder, corpus, vectors)
        generation = _describe(corpus, folder.name, print_, encoder, serving)
        _verify(folder, corpus, vectors)
        write_file(folder / _RECORD, _generation_json.dump_json(generation, indent=1))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    sync_folder(folder.parent)
    _make_current(store, generation.id)
    return BuildResult("built", generation, changes, embedded)


def _serving(store: Path) -> Generation | None:
    """The current generation, None when there is none or its record is damaged: then building is the cure."""
    try:
        return current_generation(store)
    except StoreError:
        return None


def _find_built(store: Path, print_: str) -> Generation | None:
    """A whole generation of the same content, if there is one: to become current it needs no second build."""
    for path in sorted((store / "generations").glob(f"{print_[:12]}*/{_RECORD}")):
        try:
            generation = read_generation(store, path.parent.name)
        except StoreError:
            continue
        if generation.fingerprint == print_ and _is_sound(store, generation):
            return generation
    return None


def _is_sound(store: Path, generation: Generation) -> bool:
    try:
        corpus = read_corpus_of(store, generation.id)
        _verify(generation_folder(store, generation.id), corpus, read_vectors(store, generation.id))
        LexicalIndex(generation_folder(store, generation.id) / "lexical", generation.languages)
    except (StoreError, OSError, ValueError):
        return False
    return True


def _new_folder(store: Path, name: str) -> Path:
    """An empty folder for a build: leftovers of killed builds are cleared, a damaged finished one is left alone."""
    home = store / "generations"
    home.mkdir(parents=True, exist_ok=True)
    for path in home.iterdir():
        if path.is_dir() and not (path / _RECORD).exists():
            shutil.rmtree(path)
    candidates = (home / (name if number == 1 else f"{name}-{number}") for number in range(1, 1000))
    folder = next(path for path in candidates if not path.exists())
    folder.mkdir()
    return folder


def _embed(
    store: Path, corpus: Corpus, encoder: Encoder, on_progress: Progress | None
) -> tuple[NDArray[np.float32], int]:
    total, done = len(corpus.chunks), 0

    def count(number: int) -> None:
        nonlocal done
        done += number
        if on_progress:
            on_progress("embedding", min(done, total), total)

    return embed_texts([chunk.text for chunk in corpus.chunks], encoder, store / "vectors", on_progress=count)


def _write_index(folder: Path, corpus: Corpus, vectors: NDArray[np.float32]) -> None:
    write_file(folder / _CORPUS, _corpus_json.dump_json(corpus))
    np.save(folder / _VECTORS, vectors)
    rows: dict[str, list[int]] = {}
    for row, chunk in enumerate(corpus.chunks):
        rows.setdefault(chunk.language, []).append(row)
    fill_collections(
        folder / "chroma",
        {language: ([corpus.chunks[row].id for row in part], vectors[part]) for language, part in sorted(rows.items())},
    )
    write_lexical(folder / "lexical", lexical_texts(corpus))


def lexical_texts(corpus: Corpus) -> dict[str, list[str]]:
    """By language, the text of each passage that has a vector, in the order of `embedded_passages`."""
    ids = {chunk.passage_id for chunk in corpus.chunks}
    texts: dict[str, list[str]] = {}
    for document in corpus.documents:
        for passage in document.passages:
            if passage.id in ids:
                texts.setdefault(passage.language, []).append(lexical_text(document, passage))
    return texts


def embedded_passages(corpus: Corpus) -> list[Passage]:
    """The passages that have a vector, in the order of the documents."""
    ids = {chunk.passage_id for chunk in corpus.chunks}
    return [passage for document in corpus.documents for passage in document.passages if passage.id in ids]


def _describe(corpus: Corpus, name: str, print_: str, encoder: Encoder, previous: Generation | None) -> Generation:
    return Generation(
        id=name,
        fingerprint=print_,
        created=utc_now(),
        dossier=corpus.manifest.title,
        encoder=encoder.identity,
        dimensions=encoder.dimensions,
        chunking=CHUNKING,
        snapshots=corpus.snapshots,
        languages=tuple(sorted({chunk.language for chunk in corpus.chunks})),
        passages=len(embedded_passages(corpus)),
        chunks=len(corpus.chunks),
        previous=previous.id if previous else None,
    )


def _verify(folder: Path, corpus: Corpus, vectors: NDArray[np.float32]) -> None:
    """Counts agree, every vector is a unit vector, and Chroma's nearest is exact search's nearest for a few of them."""
    if len(vectors) != len(corpus.chunks) or not np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-2):
        raise StoreError("the vectors do not fit the chunks", where=folder, remedy="fundstelle ingest")
    rows: dict[str, list[int]] = {}
    for row, chunk in enumerate(corpus.chunks):
        rows.setdefault(chunk.language, []).append(row)
    try:
        store = ChromaStore(folder / "chroma")
    except StoreError:
        if os.access(folder / "chroma", os.W_OK):
            raise
        return
    try:
        for language, part in rows.items():
            if store.count(language) != len(part):
                raise StoreError("Chroma's counts do not fit the chunks", where=folder, remedy="fundstelle ingest")
            for row in part[:: max(1, len(part) // _SAMPLES)]:
                nearest = store.find_nearest(language, vectors[row], 1)
                similarity = dict(
                    zip((corpus.chunks[other].id for other in part), vectors[part] @ vectors[row], strict=True)
                )
                if not nearest or similarity[nearest[0]] < max(similarity.values()) - 1e-3:
                    raise StoreError(
                        "Chroma does not find what exact search finds", where=folder, remedy="fundstelle ingest"
                    )
    finally:
        store.close()


def _compare(store: Path, serving: Generation | None, corpus: Corpus) -> Changes:
    after = {passage.id for passage in embedded_passages(corpus)}
    try:
        before = {passage.id for passage in embedded_passages(read_corpus_of(store, serving.id))} if serving else set()
    except StoreError:
        before = set()
    return Changes(added=len(after - before), removed=len(before - after), kept=len(after & before))


def _make_current(store: Path, generation_id: str) -> None:
    write_file(store / _POINTER, f"{generation_id}\n".encode("ascii"))


def _cannot_write(store: Path, error: OSError) -> StoreError:
    # Some libraries report a write cut short without an error number.
    if error.errno in (errno.ENOSPC, errno.EDQUOT) or (error.errno is None and _is_full(store)):
        return _no_space(store)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StoreError(
            "the store is read-only; it can be asked, not written",
            where=store,
            remedy=f"chmod -R u+w {store}, or --store DIR",
        )
    return StoreError(
        f"the store cannot be written ({error.strerror or error})", where=store, remedy="fundstelle ingest --store DIR"
    )


def _no_space(store: Path) -> StoreError:
    return StoreError(
        "no space is left for this store; what was there still serves",
        where=store,
        remedy="free some space, then fundstelle ingest",
    )


def _is_full(store: Path) -> bool:
    return store.exists() and shutil.disk_usage(store).free < _LITTLE_SPACE


def dump_generation(generation: Generation) -> dict[str, object]:
    """A generation's record as plain JSON types."""
    table: dict[str, object] = json.loads(_generation_json.dump_json(generation))
    return table
