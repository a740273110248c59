"""Snapshots: the bytes of each source as they were got, kept by content hash and never changed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from ingest.errors import DossierError
from ingest.files import write_file
from ingest.readers.choose import MEDIA_TYPES, check_content, find_media_type, refuse_ending
from ingest.records import Manifest, Snapshot, Source

Refused = Callable[[Source, DossierError], None]
"""Called with a cited work whose file cannot be taken in, and why."""
_HOW_TO_GET_AGAIN = {
    "dossier": "fundstelle ingest",
    "fetched": "fundstelle sources fetch {id}",
    "archive": "fundstelle sources fetch {id} --archive",
    "added": "fundstelle sources add FILE --source {id}",
}


def take_snapshots(
    manifest: Manifest, folder: Path, *, now: Callable[[], str], on_refused: Refused | None = None
) -> tuple[Snapshot, ...]:
    """The snapshots of all sources that are held, their bytes in `folder` (named by SHA-256), in the manifest's order.

    A source's own file in the dossier comes first and is copied, bytes that were taken in before keeping the time of
    that first time; else the latest usable one of what was fetched or added serves. DossierError where a file cannot
    be taken in; with `on_refused`, which is then told, only where it is an analysis'. Args: now: ISO 8601 time in UTC.
    """
    got = list_got(manifest, folder)
    taken = (
        _try_to_take(source, manifest.folder, folder, now, on_refused)
        if source.path
        else next(iter(got.get(source.id, ())), None)
        for source in manifest.sources
    )
    return tuple(snapshot for snapshot in taken if snapshot is not None)


def list_got(manifest: Manifest, folder: Path) -> dict[str, tuple[Snapshot, ...]]:
    """By source, what was fetched or added for it and can be used, the latest first.

    Another dossier in the same store may have another work of the same id. So what was fetched belongs to the source
    only while it has the same address, and what was added while the dossier or the address is the same.
    """
    found: dict[str, list[Snapshot]] = {}
    for path in folder.glob("*.*.*.json"):
        record = _read_record(path)
        if record is not None and record.media_type in MEDIA_TYPES.values() and (folder / record.sha256).is_file():
            found.setdefault(record.source_id, []).append(record)
    belonging = {
        source.id: tuple(
            sorted(
                (record for record in found.get(source.id, ()) if _belongs(record, source, manifest)),
                key=lambda record: record.taken_at,
                reverse=True,
            )
        )
        for source in manifest.sources
    }
    return {source_id: records for source_id, records in belonging.items() if records}


def _belongs(record: Snapshot, source: Source, manifest: Manifest) -> bool:
    if source.url is not None and record.work_url == source.url:
        return True
    same_dossier = manifest.title == record.dossier or str(manifest.folder) == record.dossier_folder
    return record.how == "added" and same_dossier


def keep_snapshot(snapshot: Snapshot, content: bytes, folder: Path) -> None:
    """Keep what was fetched or added beside what was got before; the record is written last, and makes it count."""
    folder.mkdir(parents=True, exist_ok=True)
    if not holds_bytes(snapshot, folder):
        write_file(folder / snapshot.sha256, content)
    stamp = re.sub(r"[^0-9]", "", snapshot.taken_at.split("+")[0])
    _write_record(folder / f"{snapshot.source_id}.{snapshot.sha256}.{stamp}.json", snapshot)


def holds_bytes(snapshot: Snapshot, folder: Path) -> bool:
    """Whether the snapshot's bytes are here, unchanged."""
    return _holds(folder / snapshot.sha256, snapshot.sha256)


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
    """The bytes of a snapshot; DossierError when its bytes are gone or no longer match their hash."""
    path = folder / snapshot.sha256
    remedy = _HOW_TO_GET_AGAIN[snapshot.how].format(id=snapshot.source_id)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DossierError("a snapshot cannot be read", where=path, remedy=remedy) from error
    if hashlib.sha256(content).hexdigest() != snapshot.sha256:
        raise DossierError("a snapshot's bytes no longer match their hash", where=path, remedy=remedy)
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
    _write_record(record, snapshot)
    return snapshot


def _write_record(path: Path, snapshot: Snapshot) -> None:
    write_file(path, json.dumps(asdict(snapshot), ensure_ascii=False, indent=1).encode())


def _holds(path: Path, sha256: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def _read_record(path: Path) -> Snapshot | None:
    try:
        return Snapshot(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
