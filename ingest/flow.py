"""The first half of the data's way on one screen: dossier -> snapshots -> documents -> chunks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from ingest.chunks import make_chunks
from ingest.manifest import read_manifest
from ingest.parse import parse_document
from ingest.records import Corpus
from ingest.snapshots import read_snapshot, take_snapshots

BUNDLED_DOSSIER = Path(__file__).parent / "dossier"


def utc_now() -> str:
    """The time now, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0).isoformat()


def read_corpus(dossier: Path, snapshots_folder: Path, *, now: Callable[[], str] = utc_now) -> Corpus:
    """Read a dossier folder into everything an index is built from; snapshots are kept in `snapshots_folder`."""
    manifest = read_manifest(dossier)
    snapshots = take_snapshots(manifest, snapshots_folder, now=now)
    documents = tuple(
        parse_document(
            read_snapshot(snapshot, snapshots_folder), manifest.source(snapshot.source_id), snapshot, manifest
        )
        for snapshot in snapshots
    )
    chunks = tuple(chunk for document in documents for chunk in make_chunks(document))
    return Corpus(manifest, snapshots, documents, chunks)
