"""Documents made before: what was not changed is neither read nor parsed again.

An entry is found by everything that decides what a document is: the snapshot's bytes, its entry in the manifest, the
other works' names, the listener, and the code that reads. So nothing has to be declared out of date.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ingest.files import write_file
from ingest.records import Document, Manifest, Snapshot, Source

_LIBRARIES = ("pypdfium2", "trafilatura", "mammoth", "lxml", "markdown-it-py", "simplemma", "langdetect")
_document_json = TypeAdapter(Document)
_source_json = TypeAdapter(tuple[Source, ...])


class DocumentCache:
    """A folder of documents; of those that a run did not use it is cleared."""

    def __init__(self, folder: Path, listener: str = "") -> None:
        """The folder, made when a document is kept, and which listener analyses are heard with."""
        self._folder = folder
        self._listener = listener
        self._used: set[str] = set()

    def find(self, snapshot: Snapshot, manifest: Manifest) -> Document | None:
        """The document made of a snapshot before; None where there is none, or it is damaged."""
        name = self._name(snapshot, manifest)
        try:
            return _document_json.validate_json((self._folder / name).read_bytes())
        except (OSError, ValidationError):
            return None

    def keep(self, document: Document, snapshot: Snapshot, manifest: Manifest) -> None:
        """Keep a document for the next time."""
        self._folder.mkdir(parents=True, exist_ok=True)
        write_file(self._folder / self._name(snapshot, manifest), _document_json.dump_json(document))

    def clear_unused(self) -> None:
        """Drop what this run did not ask for."""
        for path in self._folder.glob("*.json") if self._folder.is_dir() else ():
            if path.name not in self._used:
                path.unlink(missing_ok=True)

    def _name(self, snapshot: Snapshot, manifest: Manifest) -> str:
        parts = (
            snapshot.source_id,
            snapshot.sha256,
            snapshot.media_type,
            _hash_manifest(manifest),
            _hash_code(),
            self._listener if manifest.source(snapshot.source_id).kind == "analysis" else "",
        )
        name = f"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}.json"
        self._used.add(name)
        return name


@lru_cache(maxsize=4)
def _hash_manifest(manifest: Manifest) -> str:
    content = _source_json.dump_json(manifest.sources) + ",".join(manifest.languages).encode()
    return hashlib.sha256(content).hexdigest()


@lru_cache(maxsize=1)
def _hash_code() -> str:
    """SHA-256 over the code that makes documents, and the versions of what it uses."""
    digest = hashlib.sha256()
    for path in _code_files():
        digest.update(path.read_bytes())
    for library in _LIBRARIES:
        try:
            digest.update(f"{library} {version(library)}".encode())
        except PackageNotFoundError:
            digest.update(library.encode())
    return digest.hexdigest()


def _code_files() -> Iterable[Path]:
    root = Path(__file__).parent
    return sorted(path for path in root.rglob("*") if path.suffix in (".py", ".toml") and "dossier" not in path.parts)
