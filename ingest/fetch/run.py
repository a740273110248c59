"""A run: many works at once, each kept as soon as it is here, so that whatever stops a run loses nothing."""

from __future__ import annotations

import hashlib
import json
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ingest.fetch.archive import WarcFile
from ingest.fetch.getting import Getter, Page, Visit
from ingest.fetch.outcome import find_outcome, keep_outcome
from ingest.fetch.polite import Politeness
from ingest.fetch.records import GOT, Exchange, FetchError, FetchSettings, Outcome
from ingest.fetch.transport import host_of, parse_url
from ingest.files import write_file
from ingest.records import Manifest, Snapshot, Source
from ingest.snapshots import holds_bytes, keep_snapshot, list_got

_RUN = "run.json"
_WAITING = 2
"""Works that wait to be written; the threads wait with the next ones, which may have 50 MB each."""
_LOOKS_UP = 0.2
"""Seconds after which a thread that waits looks whether the run was stopped."""
_GOES_ON = timedelta(hours=24)
"""So long after its start a run that was stopped is gone on with; later, everything is asked anew."""


@dataclass(frozen=True, slots=True)
class _Result:
    """What a thread hands back of a work."""

    outcome: Outcome
    exchanges: tuple[Exchange, ...]
    snapshot: Snapshot | None = None
    content: bytes = b""


def fetch_works(
    works: Sequence[Source],
    manifest: Manifest,
    folder: Path,
    *,
    settings: FetchSettings,
    agent: str,
    archive: bool = False,
    resume: bool = True,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    politeness: Politeness | None = None,
    on_outcome: Callable[[Outcome, int, int], None] | None = None,
) -> tuple[Outcome, ...]:
    """Get works from their addresses and keep each, in `folder`, as it comes; the caller holds the store's lock.

    Args:
        works: Those with an address.
        manifest: The dossier's.
        folder: Where snapshots are kept.
        settings: Limits, pauses, guard.
        agent: The user agent.
        archive: Whether a web archive is asked for a work that is not held and cannot be got.
        resume: Whether works that a stopped run of the last day has got are left alone.
        now: The time in UTC.
        politeness: For tests; None: a new one.
        on_outcome: Told of each work as it is done: (outcome, done, total).

    """
    run = _Run(manifest, folder, settings, agent, archive, now)
    done = run.begin(works, resume=resume)
    outcomes = {outcome.source_id: outcome for outcome in done}
    waiting = [work for work in works if work.id not in outcomes]
    for position, outcome in enumerate(done, start=1):
        if on_outcome:
            on_outcome(outcome, position, len(works))
    getter = Getter(settings, politeness or Politeness(settings), agent=agent, now=run.stamp)
    for result in _work_off(waiting, run, getter):
        run.keep(result)
        outcomes[result.outcome.source_id] = result.outcome
        if on_outcome:
            on_outcome(result.outcome, len(outcomes), len(works))
    run.end()
    return tuple(outcomes[work.id] for work in works)


class _Run:
    def __init__(
        self,
        manifest: Manifest,
        folder: Path,
        settings: FetchSettings,
        agent: str,
        archive: bool,
        now: Callable[[], datetime],
    ) -> None:
        self.manifest, self.folder, self.settings, self.archive, self.now = manifest, folder, settings, archive, now
        self.got = {source_id: records[0] for source_id, records in list_got(manifest, folder).items()}
        self._warc = WarcFile(folder, at=self.stamp(), agent=agent)

    def stamp(self) -> str:
        """The time, ISO 8601 in UTC, to the second."""
        return self.now().astimezone(UTC).replace(microsecond=0).isoformat()

    def begin(self, works: Sequence[Source], *, resume: bool) -> tuple[Outcome, ...]:
        """Note that a run goes on; return what a stopped one before it has got."""
        path, plan = self.folder / _RUN, {"dossier": str(self.manifest.folder), "archive": self.archive}
        started = self.stamp()
        earlier = _read_run(path) if resume else None
        done: tuple[Outcome, ...] = ()
        if earlier and {**earlier, **plan} == earlier and _is_recent(earlier["started"], self.now()):
            started = earlier["started"]
            last = [find_outcome(work, self.folder) for work in works]
            done = tuple(
                one for one in last if one and one.status in GOT and one.at >= started and one.source_id in self.got
            )
        if resume:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_file(path, json.dumps({**plan, "started": started}).encode())
        return done

    def end(self) -> None:
        """Nothing is left to go on with."""
        (self.folder / _RUN).unlink(missing_ok=True)

    def keep(self, result: _Result) -> None:
        """Archive first, then the bytes with their record, then the outcome: each step counts only with the next."""
        for exchange in result.exchanges:
            self._warc.add_exchange(exchange)
        if result.snapshot:
            keep_snapshot(result.snapshot, result.content, self.folder)
        keep_outcome(result.outcome, self.folder)

    def get(self, work: Source, getter: Getter) -> _Result:
        """Ask for a work, and for the web archive's copy where that is wanted; never raises."""
        visit = Visit(self.settings.seconds)
        held = self.got.get(work.id)
        try:
            result = self._get(work, str(work.url), getter, visit, held)
        except FetchError as error:
            result = self._fail(work, error, visit)
        except Exception as error:
            # A fault of this program at one work must not keep the others from being got.
            fault = FetchError("unreachable", f"{type(error).__name__}: {error} (report this line)")
            result = self._fail(work, fault, visit)
        if self.archive and result.outcome.status not in GOT and held is None:
            second = Visit(self.settings.seconds, visit.exchanges)
            try:
                address = f"{self.settings.archive}{work.url}"
                return self._get(work, address, getter, second, None, how="archive")
            except FetchError as error:
                note = f"{result.outcome.note}; the web archive: {error.what}"
                return replace(result, outcome=replace(result.outcome, note=note), exchanges=tuple(visit.exchanges))
        return result

    def _get(
        self, work: Source, url: str, getter: Getter, visit: Visit, held: Snapshot | None, *, how: str = "fetched"
    ) -> _Result:
        asked = held if held and held.url == url and holds_bytes(held, self.folder) else None
        known = [("If-None-Match", asked.etag)] if asked and asked.etag else []
        known += [("If-Modified-Since", asked.last_modified)] if asked and asked.last_modified else []
        page = getter.get(url, visit, language=work.language, known=[(name, str(value)) for name, value in known])
        if asked and page.media_type is None:
            outcome = self._tell(work, "not_modified", page, asked.sha256, "the server says that it has not changed")
            return _Result(outcome, tuple(visit.exchanges))
        snapshot = self._record(work, url, page, how)
        note = f"a web archive's copy: {page.exchange.url}" if how == "archive" else ""
        if held is None:
            outcome = self._tell(work, "held", page, snapshot.sha256, note)
        elif held.sha256 != snapshot.sha256:
            outcome = self._tell(work, "changed", page, snapshot.sha256, note)
        else:
            outcome = self._tell(work, "not_modified", page, held.sha256, "it is the same, byte for byte")
            if held.how != snapshot.how:
                return _Result(outcome, tuple(visit.exchanges))
            # The same bytes keep the time of the first time, with the server's newest marks.
            snapshot = replace(snapshot, retrieved_at=held.retrieved_at, taken_at=held.taken_at)
        return _Result(outcome, tuple(visit.exchanges), snapshot, page.exchange.content)

    def _record(self, work: Source, url: str, page: Page, how: str) -> Snapshot:
        exchange = page.exchange
        return Snapshot(
            source_id=work.id,
            sha256=hashlib.sha256(exchange.content).hexdigest(),
            origin=exchange.url,
            retrieved_at=exchange.at,
            media_type=str(page.media_type),
            size=len(exchange.content),
            how="archive" if how == "archive" else "fetched",
            url=url,
            final_url=exchange.url,
            etag=exchange.header("etag"),
            last_modified=exchange.header("last-modified"),
            status=exchange.status,
            taken_at=self.now().astimezone(UTC).isoformat(timespec="microseconds"),
            work_url=work.url,
            dossier=self.manifest.title,
            dossier_folder=str(self.manifest.folder),
        )

    def _tell(self, work: Source, status: str, page: Page, sha256: str, note: str) -> Outcome:
        return Outcome(
            source_id=work.id,
            status=status,  # type: ignore[arg-type]
            at=self.stamp(),
            note=_clean(note),
            url=work.url,
            final_url=page.exchange.url,
            http_status=page.exchange.status,
            sha256=sha256,
            work_url=work.url,
        )

    def _fail(self, work: Source, error: FetchError, visit: Visit) -> _Result:
        final = visit.exchanges[-1].url if visit.exchanges else None
        held = self.got.get(work.id)
        outcome = Outcome(
            source_id=work.id,
            status=error.status,
            at=self.stamp(),
            note=_clean(error.what),
            url=work.url,
            final_url=error.where or final,
            http_status=error.http_status,
            sha256=held.sha256 if held else None,
            work_url=work.url,
        )
        return _Result(outcome, tuple(visit.exchanges))


def _work_off(works: Sequence[Source], run: _Run, getter: Getter) -> Iterator[_Result]:
    """The results as they come; works of one host are asked for by one thread, one after the other."""
    groups: dict[str, list[Source]] = {}
    for work in works:
        groups.setdefault(_host(work, run.settings), []).append(work)
    tasks: queue.SimpleQueue[list[Source]] = queue.SimpleQueue()
    for group in groups.values():
        tasks.put(group)
    # Bounded, so that threads wait where the disk is slower than the net.
    results: queue.Queue[_Result] = queue.Queue(_WAITING)
    stopped = threading.Event()

    def work_off() -> None:
        while not stopped.is_set():
            try:
                group = tasks.get_nowait()
            except queue.Empty:
                return
            for work in group:
                result = run.get(work, getter)
                while not stopped.is_set():
                    try:
                        results.put(result, timeout=_LOOKS_UP)
                        break
                    except queue.Full:
                        continue

    # Daemons: whoever stops a run does not wait for servers.
    for _ in range(min(run.settings.at_once, len(groups))):
        threading.Thread(target=work_off, daemon=True).start()
    try:
        for _ in works:
            yield results.get()
    finally:
        stopped.set()


def _clean(note: str) -> str:
    """A note as a terminal may show it: servers put words into it."""
    return "".join(char if char.isprintable() else " " for char in note)


def _host(work: Source, settings: FetchSettings) -> str:
    try:
        return host_of(str(parse_url(str(work.url), settings)))
    except FetchError:
        return ""


def _read_run(path: Path) -> dict[str, Any] | None:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) and isinstance(record.get("started"), str) else None


def _is_recent(started: str, now: datetime) -> bool:
    try:
        return now - datetime.fromisoformat(started) < _GOES_ON
    except (ValueError, TypeError):
        return False
