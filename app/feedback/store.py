"""Readers' reports: what somebody thought of an answer, kept in one SQLite file in the store's folder.

A report says nothing about who made it: a random id of its own, the UTC hour, the verdict, the comment, and what was
asked and answered. Every call opens the file and closes it again, so threads and processes may write side by side.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from app.records import Answer, Turn
from ingest.errors import FundstelleError
from ingest.text.canonical import mend_surrogates

FEEDBACK_FILE = "feedback.sqlite3"
"""The file's name in the store's folder."""
COMMENT_LIMIT = 2000
"""Longest comment, in characters."""
SCHEMA = 1
"""Version of the tables, as the file's `user_version` has it."""
_BUSY_SECONDS = 10.0
"""How long a call waits for others that write."""
_PAUSE = 0.02
_TABLE = """
CREATE TABLE reports (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    reported_at TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('good', 'bad')),
    comment TEXT NOT NULL,
    question TEXT NOT NULL,
    language TEXT NOT NULL,
    history TEXT NOT NULL,
    answer TEXT NOT NULL,
    generation TEXT,
    state TEXT NOT NULL CHECK (state IN ('new', 'accepted', 'dropped')),
    "case" TEXT
)
"""
Verdict = Literal["good", "bad"]
State = Literal["new", "accepted", "dropped"]


class FeedbackError(FundstelleError):
    """A report cannot be kept, found or changed."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a reader said about one answer."""

    id: str
    """Random; says nothing about the reader."""
    reported_at: str
    """The hour of the first verdict in UTC, like `2026-01-24T10:00Z`."""
    verdict: Verdict
    question: str
    language: str
    """The language the answer was given in; empty where the question failed before that was known."""
    history: tuple[Turn, ...]
    """The earlier turns of the conversation that the ask-flow was given."""
    answer: str
    """The whole answer as JSON text, as `Answer.to_json` has it."""
    generation: str | None
    """Id of the generation that answered."""
    comment: str = ""
    state: State = "new"
    case: str | None = None
    """Id of the case that the report became."""

    def read_answer(self) -> dict[str, Any]:
        """The answer as plain JSON types."""
        table: dict[str, Any] = json.loads(self.answer)
        return table


def make_report_id() -> str:
    """A random id: 24 hexadecimal digits."""
    return secrets.token_hex(12)


def make_report(
    answer: Answer, verdict: Verdict, *, history: tuple[Turn, ...] = (), comment: str = "", report_id: str | None = None
) -> Report:
    """A new report on `answer`, whose question was asked after `history`; nothing is stored yet."""
    return Report(
        id=report_id or make_report_id(),
        reported_at=f"{datetime.now(UTC):%Y-%m-%dT%H}:00Z",
        verdict=verdict,
        question=mend_surrogates(answer.question),
        language=answer.language,
        history=tuple(Turn(turn.role, mend_surrogates(turn.text)) for turn in history),
        answer=mend_surrogates(json.dumps(answer.to_json(), ensure_ascii=False)),
        generation=answer.generation,
        comment=clean_comment(comment),
    )


def clean_comment(text: str) -> str:
    """The comment as it is kept, without white space around it; FeedbackError when it is too long, never cut."""
    comment = mend_surrogates(text).strip()
    if len(comment) > COMMENT_LIMIT:
        raise FeedbackError(
            f"the comment has {len(comment)} characters, {COMMENT_LIMIT} are possible", remedy="a shorter comment"
        )
    return comment


class FeedbackStore:
    """The reports of one store. Making it opens and creates nothing; the file is made with the first report."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add_report(self, report: Report) -> Report:
        """Keep a report and return it as kept. One that is there already is changed: its verdict, a new comment."""
        _check(report.verdict, get_args(Verdict), "verdict")
        _check(report.state, get_args(State), "state")
        report = replace(report, comment=clean_comment(report.comment))
        with self._write() as connection:
            kept = _find(connection, report.id)
            if kept is None:
                columns = ", ".join(f'"{column}"' for column in _COLUMNS)
                places = ", ".join("?" * len(_COLUMNS))
                values = [_to_column(getattr(report, column)) for column in _COLUMNS]
                connection.execute(f"INSERT INTO reports ({columns}) VALUES ({places})", values)  # noqa: S608 - own names
                return report
            return _change(
                connection, kept, replace(kept, verdict=report.verdict, comment=report.comment or kept.comment)
            )

    def change_report(self, report_id: str, *, verdict: Verdict | None = None, comment: str | None = None) -> Report:
        """Change what is given and leave the rest. A triaged report that changes is new again, and keeps its case."""
        if verdict is not None:
            _check(verdict, get_args(Verdict), "verdict")
        cleaned = None if comment is None else clean_comment(comment)
        with self._write() as connection:
            kept = self._known(connection, report_id)
            return _change(
                connection,
                kept,
                replace(kept, verdict=verdict or kept.verdict, comment=kept.comment if cleaned is None else cleaned),
            )

    def settle_report(self, report_id: str, *, state: State, case: str | None = None) -> Report:
        """Triage a report: accepted as the case with the id `case`, dropped, or new again; these two have no case."""
        _check(state, get_args(State), "state")
        if (state == "accepted") != bool(case):
            raise FeedbackError(
                "an accepted report has the id of its case, any other has none",
                where=report_id,
                remedy='state="accepted" with case="...", or another state without a case',
            )
        with self._write() as connection:
            settled = replace(self._known(connection, report_id), state=state, case=case)
            _update(connection, settled)
            return settled

    def get_report(self, report_id: str) -> Report | None:
        """The report, or None when there is none with this id."""
        with self._read() as connection:
            return _find(connection, report_id) if connection else None

    def list_reports(self, *, state: State | None = None) -> tuple[Report, ...]:
        """All reports, or those in one state, in the order they came."""
        if state is not None:
            _check(state, get_args(State), "state")
        with self._read() as connection:
            if connection is None:
                return ()
            rows = connection.execute(
                "SELECT * FROM reports WHERE ? IS NULL OR state = ? ORDER BY number", (state, state)
            )
            return tuple(_from_row(row) for row in rows)

    def _known(self, connection: sqlite3.Connection, report_id: str) -> Report:
        report = _find(connection, report_id)
        if report is None:
            raise FeedbackError(
                f"there is no report {report_id!r}", where=self._path, remedy="an id that list_reports gives"
            )
        return report

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is written whole or not at all; what goes wrong is a FeedbackError."""
        with self._explain():
            connection = sqlite3.connect(self._path, timeout=_BUSY_SECONDS, isolation_level=None)
            with closing(connection):
                connection.row_factory = sqlite3.Row
                if self._version(connection) == 0:
                    _switch_to_wal(connection)
                connection.execute("BEGIN IMMEDIATE")
                with connection:
                    if self._version(connection) == 0:
                        connection.execute(_TABLE)
                        connection.execute(f"PRAGMA user_version = {SCHEMA}")
                    yield connection

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Connection | None]:
        """The file opened for reading, None where nothing has been reported yet."""
        with self._explain():
            if not self._path.exists():
                yield None
                return
            connection, version = self._open_for_reading()
            with closing(connection):
                connection.row_factory = sqlite3.Row
                yield connection if version else None

    def _open_for_reading(self) -> tuple[sqlite3.Connection, int]:
        address = self._path.resolve().as_uri()
        connection = sqlite3.connect(f"{address}?mode=rw", uri=True, timeout=_BUSY_SECONDS)
        try:
            return connection, self._version(connection)
        except sqlite3.OperationalError as error:
            connection.close()
            # In a folder that cannot be written, a file without pending writes may be read as it lies.
            pending = self._path.with_name(f"{self._path.name}-wal")
            if _code(error) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) or pending.exists():
                raise
        connection = sqlite3.connect(f"{address}?immutable=1", uri=True)
        return connection, self._version(connection)

    def _version(self, connection: sqlite3.Connection) -> int:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > SCHEMA:
            raise FeedbackError(
                f"these reports were written by a newer Fundstelle (schema {version}, this one reads {SCHEMA})",
                where=self._path,
                remedy="the newer Fundstelle",
            )
        return version

    @contextmanager
    def _explain(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            what, remedy = _REASONS.get(_code(error), (f"the reports cannot be used ({error})", "look at the file"))
            raise FeedbackError(what, where=self._path, remedy=remedy) from error


_COLUMNS = tuple(field.name for field in fields(Report))
_NO_FILE = ("the reports cannot be opened or written here", "a store folder that can be written")
_DAMAGED = ("this is no file of reports, or it is damaged", "put the file aside; a new one is made")
_REASONS = {
    sqlite3.SQLITE_READONLY: _NO_FILE,
    sqlite3.SQLITE_CANTOPEN: _NO_FILE,
    sqlite3.SQLITE_PERM: _NO_FILE,
    sqlite3.SQLITE_FULL: ("no space is left for reports", "free some space"),
    sqlite3.SQLITE_BUSY: ("others are writing reports for too long", "try again"),
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
}


def _code(error: Exception) -> int:
    """SQLite's number for the kind of error, 0 where it is none of SQLite's."""
    return int(getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Let readers and a writer work side by side. SQLite does not wait by itself while another one switches too."""
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if _code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _find(connection: sqlite3.Connection, report_id: str) -> Report | None:
    row = connection.execute("SELECT * FROM reports WHERE id = ?", (report_id,)).fetchone()
    return None if row is None else _from_row(row)


def _change(connection: sqlite3.Connection, kept: Report, changed: Report) -> Report:
    if changed == kept:
        return kept
    changed = replace(changed, state="new")
    _update(connection, changed)
    return changed


def _update(connection: sqlite3.Connection, report: Report) -> None:
    connection.execute(
        'UPDATE reports SET verdict = ?, comment = ?, state = ?, "case" = ? WHERE id = ?',
        (report.verdict, report.comment, report.state, report.case, report.id),
    )


def _from_row(row: sqlite3.Row) -> Report:
    history = tuple(Turn(**turn) for turn in json.loads(row["history"]))
    return Report(**{column: row[column] for column in _COLUMNS if column != "history"}, history=history)


def _to_column(value: str | tuple[Turn, ...] | None) -> str | None:
    if isinstance(value, tuple):
        return json.dumps([{"role": turn.role, "text": turn.text} for turn in value], ensure_ascii=False)
    return value


def _check(value: str, known: tuple[str, ...], name: str) -> None:
    if value not in known:
        raise FeedbackError(f"{value!r} is no {name} of a report", remedy=f"one of: {', '.join(known)}")
