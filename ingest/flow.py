"""The first half of the data's way on one screen: dossier -> snapshots -> documents -> chunks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from ingest.document_cache import DocumentCache
from ingest.errors import DossierError
from ingest.manifest import add_languages, read_manifest
from ingest.questions.expected import expected_chunks, read_expected
from ingest.readers.isolation import IsolatedReaders
from ingest.readers.protocol import ReadingHints
from ingest.records import Chunk, Corpus, Document, Manifest, Snapshot, Source
from ingest.snapshots import read_snapshot, take_snapshots
from ingest.structure.chunks import make_chunks
from ingest.structure.document import build_document
from ingest.voices.hearing import Listener

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""
READING = "reading"
_REPORT = "report this line and, if you may, the file"
BUNDLED_DOSSIER = Path(__file__).parent / "dossier"


def utc_now() -> str:
    """The time now, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0).isoformat()


def read_corpus(
    dossier: Path,
    snapshots_folder: Path,
    *,
    now: Callable[[], str] = utc_now,
    listener: Listener | None = None,
    on_progress: Progress | None = None,
) -> Corpus:
    """Read a dossier folder into everything an index is built from.

    Args:
        dossier: The folder with `manifest.toml`.
        snapshots_folder: Where the sources' bytes are kept.
        now: Gives the time, ISO 8601 in UTC.
        listener: Hears whose words an analysis gives where no rule tells; None: the rules alone.
        on_progress: Told before the first source and after each one how many are read: ("reading", done, total).

    """
    manifest = read_manifest(dossier)
    refused: list[str] = []
    snapshots = take_snapshots(
        manifest,
        snapshots_folder,
        now=now,
        on_refused=lambda source, error: refused.append(_tell_unread(source, error)),
    )
    manifest = add_languages(manifest, {snapshot.source_id for snapshot in snapshots})
    if on_progress:
        on_progress(READING, 0, len(snapshots))
    documents, unread = parse_documents(
        manifest, snapshots, snapshots_folder, listener=listener, on_progress=on_progress
    )
    chunks = tuple(
        chunk for document in documents for chunk in make_chunks(document, manifest.source(document.source_id).kind)
    )
    asked, remarks = _expected(manifest, documents)
    read = {document.source_id for document in documents}
    snapshots = tuple(snapshot for snapshot in snapshots if snapshot.source_id in read)
    return Corpus(manifest, snapshots, documents, (*chunks, *asked), (*refused, *unread, *remarks))


def parse_documents(
    manifest: Manifest,
    snapshots: tuple[Snapshot, ...],
    snapshots_folder: Path,
    *,
    listener: Listener | None = None,
    on_progress: Progress | None = None,
) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """The documents of snapshots that are kept in `snapshots_folder`, and a line on each work that cannot be read.

    A work that cannot be read does not keep the others from being asked; an analysis that cannot be is an error.
    """
    cache = DocumentCache(snapshots_folder.parent / "documents", listener.identity if listener else "")
    documents: list[Document] = []
    unread: list[str] = []
    with IsolatedReaders() as readers:
        for done, snapshot in enumerate(snapshots, start=1):
            source = manifest.source(snapshot.source_id)
            document = cache.find(snapshot, manifest)
            try:
                if document is None:
                    content = read_snapshot(snapshot, snapshots_folder)
                    # Works by the thousand would take minutes; it is the analysis that tells what others say.
                    hears = listener if source.kind == "analysis" else None
                    document = _read_document(readers, content, snapshot, source, manifest, hears)
                    cache.keep(document, snapshot, manifest)
                documents.append(document)
            except DossierError as error:
                if source.kind == "analysis":
                    raise
                unread.append(_tell_unread(source, error))
            except Exception as error:
                # A fault of this program at one work must not keep the others from being asked.
                if source.kind == "analysis":
                    raise
                unread.append(_tell_unread(source, DossierError(f"{type(error).__name__}: {error}", remedy=_REPORT)))
            if on_progress:
                on_progress(READING, done, len(snapshots))
    cache.clear_unused()
    return tuple(documents), tuple(unread)


def _tell_unread(source: Source, error: DossierError) -> str:
    what = error.what.removeprefix(f"source {source.id!r}: ")
    what = f"{what}: {error.where}" if error.where else what
    remedy = f"; mend it with: {error.remedy}" if error.remedy else ""
    return f"{source.id}: not read, and not among what can be asked: {what}{remedy}"


def _read_document(
    readers: IsolatedReaders,
    content: bytes,
    snapshot: Snapshot,
    source: Source,
    manifest: Manifest,
    listener: Listener | None,
) -> Document:
    hints = ReadingHints(source.title, source.ends_before)
    try:
        reading = readers.read(snapshot.media_type, content, hints)
    except DossierError as error:
        where = manifest.folder / source.path if source.path else snapshot.origin
        raise DossierError(f"source {source.id!r}: {error.what}", where=where, remedy=error.remedy) from error
    return build_document(reading, source, snapshot, manifest, listener)


def _expected(manifest: Manifest, documents: tuple[Document, ...]) -> tuple[tuple[Chunk, ...], tuple[str, ...]]:
    if manifest.questions is None:
        return (), ()
    path = manifest.folder / manifest.questions
    chunks, stale = expected_chunks(read_expected(path), documents)
    if not stale:
        return chunks, ()
    passages = len({question.passage_id for question in stale})
    remark = (
        f"{path.name}: {len(stale)} of the expected questions are left out: {passages} of the passages or sentences"
        " they were written for are not in the dossier any more; `fundstelle questions sheet` lists what has none now"
    )
    return chunks, (remark,)
