"""Generations: immutable builds in folders of their own, and a pointer file that names the current one.

    STORE/current                  the current generation's id, replaced in one atomic step
    STORE/lock                     the exclusive write lock
    STORE/snapshots/               bytes of the sources, by SHA-256
    STORE/vectors/                 vectors computed so far, by encoder and text
    STORE/generations/ID/          chroma/ lexical/ vectors.npy corpus.json generation.json

`generation.json` is written last: a folder without it is a build that was killed, and is cleared by the next one.
"""

from __future__ import annotations

import errno
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index.errors import NoGenerationError, StoreBusyError, StoreError
from index.records import Generation
from ingest.files import write_file
from ingest.records import Corpus, Passage

_POINTER, RECORD, CORPUS = "current", "generation.json", "corpus.json"
_LOCK_SECONDS = 0.5
_LITTLE_SPACE = 4 * 2**20
"""Bytes below which a failed write is put down to a full disk."""
generation_json = TypeAdapter(Generation)
corpus_json = TypeAdapter(Corpus)


def snapshots_folder(store: Path) -> Path:
    """Where a store keeps the bytes of its sources."""
    return store / "snapshots"


@contextmanager
def lock_store(store: Path) -> Iterator[None]:
    """Hold the store's exclusive write lock; StoreBusyError within a second when another process holds it."""
    from filelock import FileLock, Timeout

    try:
        store.mkdir(parents=True, exist_ok=True)
        lock = FileLock(store / "lock")
        lock.acquire(timeout=_LOCK_SECONDS)
    except Timeout as error:
        raise StoreBusyError(
            "another ingest or fetch is writing to this store",
            where=store,
            remedy="wait until it is done, then try again",
        ) from error
    except OSError as error:
        raise _cannot_write(store, error) from error
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _cannot_write(store, error) from error
    except StoreError as error:
        # Chroma says in many ways that it could not write.
        if not _is_full(store):
            raise
        raise _no_space(store) from error
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
    path = generation_folder(store, generation_id) / RECORD
    try:
        return generation_json.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise StoreError(
            "a generation's record is missing or damaged", where=path, remedy="fundstelle ingest"
        ) from error


def list_generations(store: Path) -> tuple[Generation, ...]:
    """All finished generations whose record can be read, oldest first; a damaged one can serve nobody."""
    found = []
    for path in (store / "generations").glob(f"*/{RECORD}"):
        try:
            found.append(read_generation(store, path.parent.name))
        except StoreError:
            continue
    return tuple(sorted(found, key=lambda generation: (generation.created, generation.id)))


def generation_folder(store: Path, generation_id: str) -> Path:
    """The folder of a generation."""
    return store / "generations" / generation_id


def read_corpus_of(store: Path, generation: Generation) -> Corpus:
    """The documents and chunks a generation was built from; StoreError when they are missing or no longer the same."""
    path = generation_folder(store, generation.id) / CORPUS
    try:
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != generation.corpus_sha256:
            raise ValueError("another hash")
        return corpus_json.validate_json(content)
    except (OSError, ValueError) as error:
        raise StoreError(
            "a generation's texts are missing or damaged", where=path, remedy=f"fundstelle ingest --store {store}"
        ) from error


def embedded_passages(corpus: Corpus) -> list[Passage]:
    """The passages that have a vector, in the order of the documents."""
    ids = {chunk.passage_id for chunk in corpus.chunks}
    return [passage for document in corpus.documents for passage in document.passages if passage.id in ids]


def lexical_languages(corpus: Corpus) -> tuple[str, ...]:
    """The languages whose words are indexed: those of the passages and those of the expected questions, sorted."""
    spoken = {lang for chunk in corpus.chunks if not chunk.is_gap for lang in (chunk.language, chunk.asked_in)}
    return tuple(sorted(lang for lang in spoken if lang))


def without_questions(corpus: Corpus) -> Corpus:
    """A corpus without its expected questions and gaps."""
    return replace(corpus, chunks=tuple(chunk for chunk in corpus.chunks if not chunk.asked_in))


def make_current(store: Path, generation_id: str) -> None:
    """Let `generation_id` serve from now on, in one atomic step."""
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
        remedy="free some space, then try again",
    )


def _is_full(store: Path) -> bool:
    return store.exists() and shutil.disk_usage(store).free < _LITTLE_SPACE
