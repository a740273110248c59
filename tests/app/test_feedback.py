"""Readers' reports in their file: kept whole, changed instead of doubled, or refused in one line."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path

import pytest

from app.feedback.store import COMMENT_LIMIT, FEEDBACK_FILE, FeedbackError, FeedbackStore, Report, make_report
from app.records import Answer, Turn, make_failure
from tests.exchanges import ANSWER

ROOT = Path(__file__).parent.parent.parent
HISTORY = (Turn("user", "Was sagte er zuvor – „Schluß“?"), Turn("assistant", "Ничего."))
MIXED = "„Übergröße“ stimmt nicht:\n\tв разделе 4 steht “something else” 🙂 \\ ' ; -- \0 Ende"
WRITER = """
import sys
from pathlib import Path
from app.feedback.store import FeedbackStore, make_report
from app.records import make_failure
store = FeedbackStore(Path(sys.argv[1]))
for number in range(20):
    store.add_report(make_report(make_failure("Wer?", "x"), "bad", comment=f"{sys.argv[2]}-{number}"))
    store.add_report(make_report(make_failure("Wer?", "x"), "good", report_id=f"shared-{number}"))
"""
in_own_mounts = pytest.mark.skipif(
    not shutil.which("unshare") or subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode != 0,
    reason="this machine does not allow mount namespaces",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the reports of an empty store will lie."""
    return tmp_path / FEEDBACK_FILE


@pytest.fixture
def store(path: Path) -> FeedbackStore:
    """An empty store's reports."""
    return FeedbackStore(path)


def report_on(answer: Answer = ANSWER, *, comment: str = "") -> Report:
    return make_report(answer, "bad", history=HISTORY, comment=comment)


def run_in_process(code: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, text=True, stderr=subprocess.PIPE)


def test_a_report_comes_back_as_it_was_given(store: FeedbackStore, path: Path) -> None:
    """Umlauts, Cyrillic, quotes, line feeds and the whole answer are read back letter for letter, by anybody."""
    answer = replace(ANSWER, question="Wer sagte „Schön“ über Запорожье?")
    report = report_on(answer, comment=MIXED)
    assert report == store.add_report(report)
    assert report == FeedbackStore(path).get_report(report.id)
    assert (report,) == store.list_reports()
    assert ("Wer sagte „Schön“ über Запорожье?", MIXED, HISTORY, "g1", "de", "new", None) == (
        report.question, report.comment, report.history, report.generation, report.language, report.state, report.case,
    )  # fmt: skip
    assert answer.to_json()["citations"][0]["quote"] == report.read_answer()["citations"][0]["quote"]
    assert set(answer.to_json()) == set(report.read_answer())


def test_a_report_tells_nothing_about_its_reader(store: FeedbackStore, path: Path) -> None:
    """What is kept is a closed list without address, browser or session; the time is cut to the hour."""
    report = store.add_report(report_on())
    with closing(sqlite3.connect(path)) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(reports)")]
    assert [
        "answer", "case", "comment", "generation", "history", "id", "language", "number", "question", "reported_at",
        "state", "verdict",
    ] == sorted(columns)  # fmt: skip
    assert {field.name for field in fields(Report)} == set(columns) - {"number"}
    assert ":00Z" == report.reported_at[13:]
    assert report.id != report_on().id


def test_a_second_verdict_changes_the_report(store: FeedbackStore) -> None:
    """Another press on the same answer is no second report, and takes away neither the comment nor the first hour."""
    first = store.add_report(report_on(comment="So nicht."))
    again = store.add_report(replace(first, verdict="good", comment="", reported_at="2999-01-01T00:00Z"))
    assert replace(first, verdict="good") == again
    assert (again,) == store.list_reports()


def test_a_comment_can_come_later_and_be_put_better(store: FeedbackStore) -> None:
    """A later comment takes the place of the earlier one; the verdict stays as it is."""
    first = store.add_report(report_on())
    store.change_report(first.id, comment="Abschnit 4")
    assert replace(first, comment="Abschnitt 4") == store.change_report(first.id, comment="  Abschnitt 4\n")
    assert replace(first, comment="Abschnitt 4", verdict="good") == store.change_report(first.id, verdict="good")


def test_a_report_is_triaged(store: FeedbackStore) -> None:
    """Accepted as a case, dropped, or new again; each state can be listed, in the order the reports came."""
    first, second, third = (store.add_report(report_on(comment=text)) for text in ("a", "b", "c"))
    accepted = store.settle_report(second.id, state="accepted", case="fall-7")
    dropped = store.settle_report(first.id, state="dropped")
    assert ("accepted", "fall-7", "dropped", None) == (accepted.state, accepted.case, dropped.state, dropped.case)
    assert ((third,), (accepted,), (dropped,)) == tuple(
        store.list_reports(state=state) for state in ("new", "accepted", "dropped")
    )
    assert (dropped, accepted, third) == store.list_reports()
    assert second == store.settle_report(second.id, state="new")


def test_a_triaged_report_that_changes_is_looked_at_again(store: FeedbackStore) -> None:
    """A new comment after triage makes the report new, and its case is still known; an idle press changes nothing."""
    report = store.add_report(report_on())
    settled = store.settle_report(report.id, state="accepted", case="fall-7")
    assert settled == store.add_report(report)
    assert replace(settled, state="new", comment="Doch!") == store.change_report(report.id, comment="Doch!")


@pytest.mark.parametrize(("state", "case"), [("accepted", None), ("accepted", ""), ("dropped", "x"), ("new", "x")])
def test_only_an_accepted_report_has_a_case(store: FeedbackStore, state: str, case: str | None) -> None:
    """A case without acceptance, or the other way round, is refused and changes nothing."""
    report = store.add_report(report_on())
    with pytest.raises(FeedbackError, match="case"):
        store.settle_report(report.id, state=state, case=case)  # type: ignore[arg-type]
    assert report == store.get_report(report.id)


def test_what_is_not_known_is_refused(store: FeedbackStore) -> None:
    """An unknown id, verdict or state is an error with a remedy; looking an unknown id up gives None."""
    report = store.add_report(report_on())
    for call in (
        lambda: store.change_report("nobody", comment="x"),
        lambda: store.settle_report("nobody", state="dropped"),
        lambda: store.change_report(report.id, verdict="great"),  # type: ignore[arg-type]
        lambda: store.add_report(replace(report, verdict="great")),  # type: ignore[arg-type]
        lambda: store.settle_report(report.id, state="lost"),  # type: ignore[arg-type]
        lambda: store.list_reports(state="lost"),  # type: ignore[arg-type]
    ):
        with pytest.raises(FeedbackError, match="Mend it with"):
            call()
    assert store.get_report("nobody") is None
    assert (report,) == store.list_reports()


def test_the_longest_comment_is_kept_and_a_longer_one_refused(store: FeedbackStore) -> None:
    """2000 characters of any script fit; one more is told with its length, and what was kept stays: nothing is cut."""
    longest = "Я" * COMMENT_LIMIT
    report = store.add_report(report_on(comment=longest))
    for call in (
        lambda: store.change_report(report.id, comment=longest + "ß"),
        lambda: store.add_report(replace(report, comment=longest + "ß")),
        lambda: make_report(ANSWER, "bad", comment=longest + "ß"),
    ):
        with pytest.raises(FeedbackError, match="2001 characters, 2000 are possible"):
            call()
    kept = store.get_report(report.id)
    assert kept
    assert longest == kept.comment


def test_halves_of_characters_do_no_harm(store: FeedbackStore) -> None:
    """Half a surrogate pair, which a browser can send and no file can hold, becomes a question mark everywhere."""
    answer = make_failure("Wer\ud83d?", "Zu lang.")
    report = store.add_report(make_report(answer, "bad", history=(Turn("user", "\udc00"),), comment="\ud800!"))
    assert ("Wer??", "?!", "?", "Wer??") == (
        report.question, report.comment, report.history[0].text, report.read_answer()["question"],
    )  # fmt: skip
    assert report == store.get_report(report.id)


def test_looking_makes_nothing(store: FeedbackStore, path: Path) -> None:
    """Where nothing was reported there is nothing to list, and looking leaves no file behind."""
    assert ((), None) == (store.list_reports(), store.get_report("x"))
    assert [] == list(path.parent.iterdir())


def test_threads_write_side_by_side(store: FeedbackStore) -> None:
    """Reports from many threads are all kept, and presses on one and the same answer make one report."""
    reports = [report_on(comment=str(number)) for number in range(48)]
    shared = report_on()
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(store.add_report, [report for one in reports for report in (one, shared)]))
    assert sorted(report.id for report in (*reports, shared)) == sorted(report.id for report in store.list_reports())


def test_processes_write_side_by_side(store: FeedbackStore, path: Path) -> None:
    """Processes that make the file at the same moment lose nothing of one another's."""
    running = [run_in_process(WRITER, path, name) for name in "abcd"]
    assert [""] * 4 == [process.communicate(timeout=60)[1] for process in running]
    kept = store.list_reports()
    assert {f"{name}-{number}" for name in "abcd" for number in range(20)} == {report.comment for report in kept} - {""}
    assert 100 == len(kept)


def test_a_killed_writer_takes_nothing_along(store: FeedbackStore, path: Path) -> None:
    """What was kept before a process dies in the middle of a write is there afterwards, and the next report too."""
    code = (
        WRITER + "with store._write() as connection:\n    connection.execute('DELETE FROM reports')\n    os._exit(9)\n"
    )
    process = run_in_process("import os\n" + code, path, "a")
    process.communicate(timeout=60)
    assert (9, 40) == (process.returncode, len(store.list_reports()))
    store.add_report(report_on())
    assert 41 == len(store.list_reports())


def test_a_newer_file_is_left_alone(store: FeedbackStore, path: Path) -> None:
    """Reports of a newer version are neither read nor written; the error says so, and what mends it."""
    report = store.add_report(report_on())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 2")
    for call in (
        store.list_reports,
        lambda: store.get_report(report.id),
        lambda: store.add_report(report_on()),
        lambda: store.change_report(report.id, comment="x"),
    ):
        with pytest.raises(FeedbackError, match=r"newer Fundstelle \(schema 2, this one reads 1\)"):
            call()
    with closing(sqlite3.connect(path)) as connection:
        assert [("",)] == connection.execute("SELECT comment FROM reports").fetchall()


def test_a_file_that_holds_no_reports_is_told_and_kept(store: FeedbackStore, path: Path) -> None:
    """Something else in the file's place ends as one line, and is not overwritten."""
    path.write_text("Das ist keine Datenbank. " * 100, encoding="utf-8")
    for call in (store.list_reports, lambda: store.add_report(report_on())):
        with pytest.raises(FeedbackError, match="no file of reports"):
            call()
    assert "Das ist" == path.read_text(encoding="utf-8")[:7]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Without the store's folder there is no report, and none is made up."""
    store = FeedbackStore(tmp_path / "away" / FEEDBACK_FILE)
    assert () == store.list_reports()
    with pytest.raises(FeedbackError, match="cannot be opened or written"):
        store.add_report(report_on())


def test_a_writer_that_does_not_let_go_is_told(
    store: FeedbackStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever waits too long for another writer is told to try again; readers do not wait at all."""
    report = store.add_report(report_on())
    monkeypatch.setattr("app.feedback.store._BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FeedbackError, match="try again"):
            store.change_report(report.id, verdict="good")
        assert (report,) == store.list_reports()


MOUNTED = """
import sys
from pathlib import Path
from app.feedback.store import FeedbackError, FeedbackStore, make_report
from app.records import make_failure
store = FeedbackStore(Path(sys.argv[1]))
print(len(store.list_reports()))
try:
    for number in range(2000):
        store.add_report(make_report(make_failure("Wer?", "x" * 5000), "bad", comment="y" * 2000))
except FeedbackError as error:
    print(error.line.split(":")[0])
kept = store.list_reports()
print(number if len(kept) - number in (0, 1) else f"{len(kept)} of {number}")
"""


def run_mounted(script: str, tmp_path: Path) -> list[str]:
    place = tmp_path / "mounted"
    place.mkdir()
    environment = {
        **os.environ, "PYTHON": sys.executable, "SOURCE": str(tmp_path), "PLACE": str(place), "CODE": MOUNTED,
        "FILE": FEEDBACK_FILE,
    }  # fmt: skip
    command = ["unshare", "-rm", "sh", "-euc", f'{script}\n"$PYTHON" -c "$CODE" "$PLACE/$FILE"']
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, timeout=120)
    assert (0, "") == (done.returncode, done.stderr)
    return done.stdout.splitlines()


@in_own_mounts
def test_a_read_only_folder_can_be_read(store: FeedbackStore, tmp_path: Path) -> None:
    """On a read-only file system reports are listed, and a new one is refused in one line."""
    store.add_report(report_on())
    script = 'cp "$SOURCE/$FILE" "$PLACE/"; mount --bind "$PLACE" "$PLACE"; mount -o remount,bind,ro "$PLACE"'
    assert ["1", "the reports cannot be opened or written here", "0"] == run_mounted(script, tmp_path)


@in_own_mounts
def test_a_full_disk_keeps_what_it_has(tmp_path: Path) -> None:
    """When the disk is full the next report is refused in one line, and all that were kept can be read."""
    start, told, kept = run_mounted('mount -t tmpfs -o size=600k tmpfs "$PLACE"', tmp_path)
    assert ("0", "no space is left for reports") == (start, told)
    assert int(kept) > 5
