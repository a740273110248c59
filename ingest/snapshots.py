"""Snapshots: the bytes of each source as they were got, kept by content hash and never changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from ingest.errors import DossierError, FundstelleError
from ingest.files import write_file
from ingest.readers.choose import check_content, find_media_type, refuse_ending
from ingest.records import Manifest, Snapshot, Source

Refused = Callable[[Source, DossierError], None]
"""Called with a cited work whose file cannot be taken in, and why."""


def take_snapshots(
    manifest: Manifest, folder: Path, *, now: Callable[[], str], on_refused: Refused | None = None
) -> tuple[Snapshot, ...]:
    """Copy every obtained source's bytes into `folder` (named by SHA-256) and return their records.

    Bytes that were taken in before keep the time of that first time. DossierError where a file cannot be taken in;
    with `on_refused`, which is then told, only where it is an analysis'. Args: now: ISO 8601 time in UTC.
    """
    taken = (_try_to_take(source, manifest.folder, folder, now, on_refused) for source in manifest.obtained)
    return tuple(snapshot for snapshot in taken if snapshot is not None)


def read_source(source: Source, dossier: Path) -> bytes:
    """The bytes of an obtained source; DossierError when they are missing, unreadable, empty or not text."""
    path = dossier / str(source.path)
    media_type = find_media_type(path)
    if media_type is None:
        refused = refuse_ending(path)
        raise DossierError(f"source {source.id!r}: {refused.what}", where=path, remedy=refused.remedy)
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise DossierError(
            f"the file of source {source.id!r} is missing", where=path, remedy="correct its path in manifest.toml"
        ) from error
    except OSError as error:
        raise DossierError(f"the file of source {source.id!r} cannot be read ({error.strerror})", where=path) from error
    if not content.strip():
        raise DossierError(f"the file of source {source.id!r} is empty", where=path, remedy="put the text into it")
    try:
        check_content(media_type, content)
    except DossierError as error:
        raise DossierError(f"source {source.id!r}: {error.what}", where=path, remedy=error.remedy) from error
    return content


def read_snapshot(snapshot: Snapshot, folder: Path) -> bytes:
    """The bytes of a snapshot; FundstelleError when its bytes are gone or no longer match their hash."""
    path = folder / snapshot.sha256
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FundstelleError("a snapshot cannot be read", where=path, remedy="fundstelle ingest") from error
    if hashlib.sha256(content).hexdigest() != snapshot.sha256:
        raise FundstelleError("a snapshot's bytes no longer match their hash", where=path, remedy="fundstelle ingest")
    return content


def _try_to_take(
    source: Source, dossier: Path, folder: Path, now: Callable[[], str], on_refused: Refused | None
) -> Snapshot | None:
    try:
        return _take(source, dossier, folder, now)
    except DossierError as error:
        if on_refused is None or source.kind == "analysis":
            raise
        on_refused(source, error)
        return None


def _take(source: Source, dossier: Path, folder: Path, now: Callable[[], str]) -> Snapshot:
    content = read_source(source, dossier)
    sha256 = hashlib.sha256(content).hexdigest()
    record = folder / f"{source.id}.{sha256}.json"
    known = _read_record(record)
    snapshot = Snapshot(
        source_id=source.id,
        sha256=sha256,
        origin=str(source.path),
        retrieved_at=known.retrieved_at if known else now(),
        media_type=str(find_media_type(Path(str(source.path)))),
        size=len(content),
    )
    if snapshot == known and _holds(folder / sha256, sha256):
        return known
    folder.mkdir(parents=True, exist_ok=True)
    write_file(folder / sha256, content)
    write_file(record, json.dumps(asdict(snapshot), ensure_ascii=False, indent=1).encode())
    return snapshot


def _holds(path: Path, sha256: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def _read_record(path: Path) -> Snapshot | None:
    try:
        return Snapshot(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
