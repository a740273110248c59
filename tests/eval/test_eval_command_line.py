"""`fundstelle eval` as it is called: runs, the log of test, comparisons, the gate, and calls that cannot be met."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from app.__main__ import main
from app.service import Service
from app.settings import Settings
from eval.cases.files import CASES, case_files, write_cases
from eval.compare.gate import find_losses, make_baseline, read_baseline, write_baseline
from eval.errors import UsageError
from eval.report.results import compute_results
from eval.runs.asking import choose_cases
from eval.runs.folder import read_run
from eval.runs.ledger import LEDGER
from tests.measured import DEV, FEW, run_cases


@pytest.fixture
def at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with three dev groups and one test group of the bundled cases."""
    monkeypatch.chdir(tmp_path)
    write_cases(tmp_path / "cases.jsonl", [*DEV[:2], DEV[-1], replace(DEV[3], split="test")])
    return tmp_path


def call(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["eval", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.model
def test_a_run_by_the_command_line(
    at_work: Path, real_settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run, look, run again without asking anything again, compare, accept a baseline, pass the gate, fail it."""
    store = ("--store", str(real_settings.store), "--cases", "cases.jsonl")
    code, out, _ = call(capsys, "run", *store, "--out", "a")
    assert 0 == code
    assert "Recall@5" in out
    assert {"run.json", "results.jsonl", "summary.json", "summary.md", "report.html"} <= {
        path.name for path in Path("a").iterdir()
    }
    assert 6 == json.loads(Path("a/summary.json").read_bytes())["answered"]
    before = Path("a/results.jsonl").read_bytes()
    assert 0 == call(capsys, "run", *store, "--out", "a")[0]
    assert before == Path("a/results.jsonl").read_bytes()
    assert 0 == call(capsys, "run", *store, "--out", "b", "--set", "abstention.threshold=1")[0]
    code, out, _ = call(capsys, "compare", "a", "b")
    assert (0, True) == (code, "worse q001-de" in out)
    assert 0 == call(capsys, "gate", *store, "--run", "a", "--baseline", "base.json", "--accept")[0]
    assert 0 == call(capsys, "gate", *store, "--out", "a", "--baseline", "base.json")[0]
    code, _, err = call(capsys, "gate", "--run", "b", "--baseline", "base.json")
    assert (1, True) == (code, "made by other code or settings" in err)
    baseline = json.loads(Path("base.json").read_bytes())
    baseline["bounds"]["any_quote.de"]["value"] = 1.5
    Path("base.json").write_text(json.dumps(baseline), encoding="utf-8")
    code, out, _ = call(capsys, "gate", *store, "--run", "a", "--baseline", "base.json")
    assert (1, True) == (code, "worse: any_quote.de: " in out)
    code, _, err = call(capsys, "gate", *store, "--limit", "1", "--out", "c", "--baseline", "base.json", "--accept")
    assert (1, True) == (code, "a part of the cases is no baseline" in err)


@pytest.mark.model
def test_runs_on_test_are_logged(at_work: Path, real_settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """Beside the cases, when the run begins and with its figures when it ends; dev runs leave no line."""
    store = ("--store", str(real_settings.store), "--cases", "cases.jsonl")
    call(capsys, "run", *store, "--out", "a")
    assert not (at_work / LEDGER).exists()
    assert 0 == call(capsys, "run", *store, "--split", "test")[0]
    lines = [json.loads(line) for line in (at_work / LEDGER).read_text(encoding="utf-8").splitlines()]
    assert ["begun", "finished"] == [line["event"] for line in lines]
    assert {"recall_5.de", "recall_5.en"} <= set(lines[1]["figures"])
    (at_work / LEDGER).write_text(json.dumps(lines[0])[:-1], encoding="utf-8")
    assert 0 == call(capsys, "run", *store, "--split", "test")[0]
    again = (at_work / LEDGER).read_text(encoding="utf-8").splitlines()
    assert (2, "finished") == (len(again), json.loads(again[1])["event"])


@pytest.mark.parametrize(
    ("words", "exit_code", "said"),
    [
        (("run", "--cases", "nowhere.jsonl"), 1, "nowhere.jsonl"),
        (("run", "--cases", "cases.jsonl", "--set", "x=1"), 2, "no setting 'x'"),
        (
            ("run", "--cases", "only-test.jsonl"),
            2,
            "no cases of the split 'dev'. Mend it with: the cases there are of the split test",
        ),
        (("run", "--cases", "broken.jsonl"), 1, "broken.jsonl:1"),
        (("run", "--cases", "empty.jsonl"), 2, "no cases of the split 'dev'. Mend it with: add cases to the file"),
        (("gate", "--baseline", "nowhere.json"), 1, "no baseline: nowhere.json. Mend it with: fundstelle eval gate"),
        (("gate", "--baseline", "cases.jsonl"), 1, "the baseline is damaged"),
        (("compare", "nowhere", "elsewhere"), 1, "no run in this folder: nowhere"),
        (("report", "nowhere"), 1, "no run in this folder"),
    ],
)
def test_what_cannot_be_measured_is_told_in_one_line(
    words: tuple[str, ...],
    exit_code: int,
    said: str,
    at_work: Path,
    fake_store: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Missing, malformed or empty cases, a missing baseline, no run: what, where, and the command that mends it."""
    from tests.fakes import FakeEncoder

    monkeypatch.setattr("eval.cli.run.Service", lambda settings: Service(settings, encoder=FakeEncoder()))
    monkeypatch.setenv("FUNDSTELLE_STORE", str(fake_store))
    Path("broken.jsonl").write_text('{"id": 1}\n', encoding="utf-8")
    Path("empty.jsonl").write_text("", encoding="utf-8")
    write_cases(Path("only-test.jsonl"), [replace(DEV[0], split="test")])
    code, out, err = call(capsys, *words)
    assert (exit_code, "") == (code, out)
    assert said in err
    assert 1 == err.count("\n")


def test_a_run_without_an_ingested_store_names_the_command(at_work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A store without a generation: the line says `fundstelle ingest`."""
    code, _, err = call(capsys, "run", "--cases", "cases.jsonl", "--store", "nothing")
    assert (1, 1, True) == (code, err.count("\n"), "fundstelle ingest" in err)


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_no_finished_case_is_lost_when_a_run_is_stopped(
    how: signal.Signals, real_settings: Settings, tmp_path: Path
) -> None:
    """Ctrl+C or kill -9 in the middle: what is in the results stays there, and the same command ends the run."""
    command = [sys.executable, "-m", "app", "eval", "run", "--store", str(real_settings.store), "--out", "run"]
    command += ["--limit", "20", "--cases", str(CASES / "dev.jsonl")]
    results = tmp_path / "run" / "results.jsonl"
    environment = {**os.environ, "PYTHONPATH": str(CASES.parent.parent)}
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        # Where the tests themselves run in the background, Ctrl+C is ignored, and children would inherit that.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 1800  # Guards against hanging; a slow machine is no fault.
    while time.monotonic() < deadline and not (results.is_file() and results.read_bytes().count(b"\n") >= 5):
        time.sleep(0.01)
    process.send_signal(how)
    _, said = process.communicate(timeout=1800)
    kept = [line for line in results.read_bytes().split(b"\n") if line]
    assert 5 <= len(kept) < 40
    if how is signal.SIGINT:
        assert 130 == process.returncode
        assert "questions are kept in run, the same command resumes" in said
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert "40 of 40 questions" in done.stdout
    assert kept[:-1] == [line for line in results.read_bytes().split(b"\n") if line][: len(kept) - 1]
    assert () == read_run(tmp_path / "run").open_questions


def test_the_baseline_is_read_back_as_written(tmp_path: Path, fake_service: Service) -> None:
    """A baseline survives its file, and other cases are never compared with it."""
    run = run_cases(fake_service, tmp_path / "run")
    results = compute_results(run)
    baseline = make_baseline(run.record, results.figures, results.scores)
    write_baseline(tmp_path / "base.json", baseline)
    assert baseline == read_baseline(tmp_path / "base.json")
    other = replace(run.record, cases_sha256="0" * 64)
    assert "other cases" in find_losses(baseline, other, results.figures)[0]


def test_measuring_without_its_libraries_names_the_extra(
    at_work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The chat is installed without them; whoever measures is told what to install."""
    monkeypatch.setattr("eval.errors._LIBRARIES", ("json", "no_such_library"))
    code, _, err = call(capsys, "run", "--cases", "cases.jsonl")
    assert (1, True, 1) == (code, "(no_such_library)" in err and "fundstelle[eval]" in err, err.count("\n"))


def test_an_empty_choice_is_wrong_usage() -> None:
    """A split without cases names the one that has some."""
    with pytest.raises(UsageError, match="of the split dev"):
        choose_cases(FEW, split="test")
    assert FEW[:2] == choose_cases(FEW, split="dev", limit=2)
    assert all(path.suffix == ".jsonl" for path in case_files())
