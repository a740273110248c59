"""A file that an admin has becomes a snapshot of a work: nothing is fetched; what cannot be read is not taken in."""

from __future__ import annotations

import errno
import hashlib
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from ingest.errors import DossierError, UsageError
from ingest.fetch.archive import WarcFile
from ingest.readers.choose import MEDIA_TYPES, check_content, find_media_type
from ingest.readers.sniffing import find_kind
from ingest.records import Manifest, Snapshot, Source
from ingest.snapshots import keep_snapshot, list_got

MOST_BYTES = 50 * 2**20
"""Of an added file: as many as of a fetched one."""
_ENDINGS = ", ".join(MEDIA_TYPES)


def add_file(
    path: Path,
    source: Source,
    manifest: Manifest,
    folder: Path,
    *,
    now: Callable[[], datetime],
    agent: str,
    url: str | None = None,
    retrieved: str | None = None,
) -> Snapshot:
    """Keep a file as the latest snapshot of a work, and as a record in a WARC file; DossierError when it cannot be.

    Args:
        path: The file.
        source: The work.
        manifest: The dossier's.
        folder: Where snapshots are kept.
        now: Gives the time in UTC.
        agent: This program, as archive records name it.
        url: Where the file is from, if the admin knows.
        retrieved: The day it was got there, ISO 8601; None: now.

    """
    if source.path is not None:
        raise UsageError(
            f"source {source.id!r} has its text in the dossier already",
            where=manifest.folder / source.path,
            remedy="replace that file, or take its path out of manifest.toml",
        )
    content = read_file(path)
    snapshot = _describe(path, content, source, manifest, now(), url=check_origin(url), retrieved=retrieved)
    known = next(iter(list_got(manifest, folder).get(source.id, ())), None)
    if known and _says_the_same(known, snapshot, dated=retrieved is not None):
        return known
    warc = WarcFile(folder, at=snapshot.taken_at, agent=agent)
    warc.add_file(content, snapshot.media_type, name=path.name, url=snapshot.url, at=snapshot.retrieved_at)
    keep_snapshot(snapshot, content, folder)
    return snapshot


def _describe(
    path: Path,
    content: bytes,
    source: Source,
    manifest: Manifest,
    time: datetime,
    *,
    url: str | None,
    retrieved: str | None,
) -> Snapshot:
    return Snapshot(
        source_id=source.id,
        sha256=hashlib.sha256(content).hexdigest(),
        origin=url or path.name,
        retrieved_at=check_day(retrieved, time) or time.replace(microsecond=0).isoformat(),
        media_type=check_file(path, content),
        size=len(content),
        how="added",
        url=url,
        taken_at=time.isoformat(timespec="microseconds"),
        work_url=source.url,
        dossier=manifest.title,
        dossier_folder=str(manifest.folder),
    )


def _says_the_same(known: Snapshot, new: Snapshot, *, dated: bool) -> bool:
    """Whether a file adds nothing to what is known: the same bytes, and no other address or day."""
    other_url, other_day = new.url not in (None, known.url), dated and new.retrieved_at != known.retrieved_at
    return known.sha256 == new.sha256 and not other_url and not other_day


def read_file(path: Path) -> bytes:
    """The bytes of a file that somebody named; DossierError when it is missing, empty, too large, or no file."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise DossierError("this is no file", where=path, remedy="name a file, or a folder of files")
        if size > MOST_BYTES:
            raise DossierError(
                f"the file is too large ({size / 2**20:.0f} MB, at most {MOST_BYTES // 2**20})",
                where=path,
                remedy="add the part of it that the dossier cites",
            )
        content = path.read_bytes()
    except OSError as error:
        why = "is missing" if error.errno == errno.ENOENT else f"cannot be read ({error.strerror})"
        raise DossierError(f"the file {why}", where=path, remedy="fundstelle sources add FILE --source ID") from error
    if not content.strip():
        raise DossierError("the file is empty", where=path, remedy="get it again from its origin")
    return content


def check_file(path: Path, content: bytes) -> str:
    """The media type of a file; DossierError where none of the readers reads it, or its name says another one."""
    kind = find_kind(content, name=path.name)
    named = find_media_type(path)
    if kind is None:
        what = "the file is of a kind that cannot be read" if named is None else f"the file is no {path.suffix} file"
        raise DossierError(what, where=path, remedy=f"save it as one of {_ENDINGS}")
    if named not in (None, kind) and {named, kind} != {"text/plain", "text/html"}:
        ending = next(ending for ending, media_type in MEDIA_TYPES.items() if media_type == kind)
        raise DossierError(
            f"the file is called {path.suffix}, but is a {ending} file",
            where=path,
            remedy=f"look whether it is what you meant to save (and no login page), then rename it to {ending}",
        )
    try:
        check_content(kind, content)
    except DossierError as error:
        raise DossierError(error.what, where=path, remedy=error.remedy) from error
    return kind


def check_origin(url: str | None) -> str | None:
    """An address as an admin gives it; it is kept and shown, never asked. UsageError where it is none."""
    if url is None:
        return None
    text = url.strip()
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\s\x00-\x1f]", text):
        raise UsageError("--url is not the address of a page or file", where=url, remedy="--url https://HOST/PATH")
    return text


def check_day(day: str | None, now: datetime) -> str | None:
    """A day as an admin gives it, not one to come; UsageError where it is none."""
    if day is None:
        return None
    try:
        given = date.fromisoformat(day.strip())
    except ValueError as error:
        raise UsageError("--retrieved is not a day", where=day, remedy="--retrieved 2026-01-31") from error
    if given > now.date():
        raise UsageError("--retrieved is a day to come", where=day, remedy="--retrieved, the day the file was got")
    return given.isoformat()
