"""What a store holds: which works, and what stands between the others and the dossier; its questions, its texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from app.records import ExpectedCount, SourceState, Standing
from index.errors import StoreError
from index.records import Generation
from index.store.generations import read_corpus_of
from ingest.adding import add_file
from ingest.errors import UsageError
from ingest.fetch.outcome import find_outcome
from ingest.fetch.records import GOT, FetchSettings, Outcome
from ingest.fetch.robots import TOKEN
from ingest.file_matching import FileMatch, list_files, match_files
from ingest.readers.choose import MEDIA_TYPES
from ingest.records import Corpus, Manifest, Snapshot, Source
from ingest.snapshots import list_got


def tell_states(corpus: Corpus, generation: Generation, folder: Path) -> tuple[SourceState, ...]:
    """How it stands with each source of a generation, in the manifest's order. Args: folder: of the snapshots."""
    read = {snapshot.source_id: snapshot for snapshot in corpus.snapshots}
    held = {document.source_id for document in corpus.documents}
    got = list_got(corpus.manifest, folder)
    return tuple(
        _tell_state(
            source,
            read.get(source.id) if source.id in held else None,
            None if source.path else next(iter(got.get(source.id, ())), None),
            find_outcome(source, folder),
            generation,
        )
        for source in corpus.manifest.sources
    )


def _tell_state(
    source: Source, read: Snapshot | None, got: Snapshot | None, outcome: Outcome | None, generation: Generation
) -> SourceState:
    """Args: read: what its document was made from; got: what was fetched or added for it last."""
    checked = outcome.at if outcome else None
    if read:
        if got and got.sha256 != read.sha256:
            return SourceState(source.id, True, "changed", "a newer text is here: fundstelle ingest", checked, read)
        if outcome and outcome.status == "not_modified":
            return SourceState(source.id, True, "not_modified", outcome.note, checked, read)
        later = outcome is not None and outcome.at > read.taken_at and outcome.status not in GOT
        failed = f"when it was asked for last: {outcome.note}" if outcome and later else ""
        return SourceState(source.id, True, "held", failed, checked, read)
    if got:
        tried = got.taken_at < generation.created
        why = "its text is here; fundstelle ingest " + ("says what is wrong with it" if tried else "takes it in")
        return SourceState(source.id, False, "not_read", why, checked, got)
    if outcome:
        return SourceState(source.id, False, outcome.status, _advise(outcome, source), checked, None)
    if source.path:
        return SourceState(source.id, False, "not_read", "its file could not be read: ingest says why", None, None)
    if source.url:
        return SourceState(source.id, False, "not_fetched", f"fundstelle sources fetch {source.id}", None, None)
    return SourceState(source.id, False, "no_address", f"fundstelle sources add FILE --source {source.id}", None, None)


def _advise(outcome: Outcome, source: Source) -> str:
    """Why it is not held, and what to do."""
    add = f"fundstelle sources add FILE --source {source.id}"
    fetch = f"fundstelle sources fetch {source.id}"
    advice: dict[Standing, str] = {
        "needs_person": f"open it in a browser, save it, then {add}",
        "gone": f"{fetch} --archive, or {add}",
        "unreachable": f"later again: {fetch}",
        "too_large": f"get it by hand, then {add}",
        "not_text": f"save it in another form, then {add}",
        "refused": f"get it by hand, then {add}",
    }
    then = advice.get(outcome.status, fetch)
    return f"{outcome.note}; {then}"


def choose_works(manifest: Manifest, ids: Sequence[str], folder: Path) -> tuple[Source, ...]:
    """The works to be fetched: those named, else all with an address that no file of the admin's stands in for."""
    if not ids:
        got = list_got(manifest, folder)
        added = {source_id for source_id, records in got.items() if records[0].how == "added"}
        return tuple(one for one in manifest.sources if one.url and not one.path and one.id not in added)
    works = tuple(find_source(manifest, source_id) for source_id in dict.fromkeys(ids))
    for work in works:
        if work.path:
            raise UsageError(
                "the text of this source is a file of the dossier; it is not fetched",
                where=work.id,
                remedy="take its path out of manifest.toml, then fetch it",
            )
        if not work.url:
            raise UsageError(
                "the manifest gives no address for this work",
                where=work.id,
                remedy=f"fundstelle sources add FILE --source {work.id}",
            )
    return works


def find_source(manifest: Manifest, source_id: str) -> Source:
    """The source of this id; UsageError, with those that are spelled alike, when there is none."""
    try:
        return manifest.source(source_id)
    except KeyError as error:
        alike = get_close_matches(source_id, [source.id for source in manifest.sources], n=3)
        remedy = f"name one of: {', '.join(alike)}" if alike else "fundstelle sources lists them"
        raise UsageError("the dossier has no such source", where=source_id, remedy=remedy) from error


def fetch_chosen(
    manifest: Manifest,
    ids: Sequence[str],
    folder: Path,
    *,
    settings: FetchSettings,
    archive: bool,
    on_outcome: Callable[[Outcome, int, int], None] | None,
) -> tuple[Outcome, ...]:
    """Fetch the works named, or all; a run of all goes on where one was stopped."""
    # Imported here alone: whoever asks or ingests does not even load what opens connections.
    from ingest.fetch.run import fetch_works

    return fetch_works(
        choose_works(manifest, ids, folder),
        manifest,
        folder,
        settings=settings,
        agent=name_agent(settings.contact),
        archive=archive,
        resume=not ids,
        on_outcome=on_outcome,
    )


def name_agent(contact: str) -> str:
    """What this program calls itself to servers, and where its operator can be reached."""
    try:
        own = version("fundstelle")
    except PackageNotFoundError:
        own = "0"
    about = "reads the works that a dossier cites, once each"
    return f"{TOKEN}/{own} ({about}; {f'contact: {contact}' if contact else 'no contact given'})"


def add_chosen(
    manifest: Manifest, path: Path, source_id: str, folder: Path, *, url: str | None, retrieved: str | None
) -> Snapshot:
    """Keep a file that an admin has as the text of a work."""
    return add_file(
        path,
        find_source(manifest, source_id),
        manifest,
        folder,
        now=lambda: datetime.now(UTC),
        agent=name_agent(""),
        url=url,
        retrieved=retrieved,
    )


def match_folder(manifest: Manifest, path: Path) -> tuple[FileMatch, ...]:
    """Which works the files below a folder may be; UsageError where it holds none that can be read."""
    files = list_files(path)
    if not files:
        raise UsageError(
            f"the folder has no file that can be read ({', '.join(MEDIA_TYPES)})",
            where=path,
            remedy="fundstelle sources add FILE --source ID",
        )
    return match_files(files, [source for source in manifest.sources if not source.path])


def cut_slice(corpus: Corpus, source_id: str, start: int, end: int) -> str:
    """A slice of a document, letter for letter; UsageError, with what there is, when it is not there."""
    document = next((document for document in corpus.documents if document.source_id == source_id), None)
    if document is None:
        known = ", ".join(document.source_id for document in corpus.documents)
        raise UsageError(
            "there is no document of that source", where=source_id, remedy=f"fundstelle show with one of: {known}"
        )
    if not 0 <= start <= end <= len(document.text):
        raise UsageError(
            f"{start}-{end} is no slice of a document of {len(document.text)} characters",
            where=source_id,
            remedy=f"give START <= END <= {len(document.text)}",
        )
    return document.text[start:end]


def count_expected(store: Path, generation: Generation) -> ExpectedCount | None:
    """None where the texts are damaged: status tells what is there, whoever asks is told what is wrong."""
    try:
        corpus = read_corpus_of(store, generation)
    except StoreError:
        return None
    asked = [chunk for chunk in corpus.chunks if chunk.asked_in]
    answered = [chunk for chunk in asked if not chunk.is_gap]
    return ExpectedCount(
        questions=len(answered),
        languages=dict(sorted(Counter(str(chunk.asked_in) for chunk in answered).items())),
        passages=len({chunk.passage_id for chunk in answered}),
        gaps=len(asked) - len(answered),
    )
