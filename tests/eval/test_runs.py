"""Runs: everything they were made of is kept, nothing finished is lost, nothing is mixed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.records import Answer, Question, SearchResult
from app.service import Service
from app.settings import Settings
from eval.cases.files import CASES, read_cases, write_cases
from eval.errors import CaseError, RunError, UsageError
from eval.runs.asking import hash_measured_code, open_subject, plan_run, require_sound
from eval.runs.folder import lock_run, read_run, score_run
from eval.runs.overrides import list_settings, override_settings
from eval.runs.provenance import ROOT
from tests.measured import FEW, run_cases

pytestmark = pytest.mark.slow


def test_a_run_keeps_everything_it_was_made_of(fake_service: Service, tmp_path: Path) -> None:
    """Conditions, cases, gold and answers lie in the folder; reading it back gives the same scores."""
    run = run_cases(fake_service, tmp_path / "run")
    assert () == run.open_questions
    assert 2 * len(FEW) == len(run.questions) == len(run.outcomes)
    again = read_run(tmp_path / "run")
    assert score_run(run) == score_run(again)
    record = again.record
    assert 64 == len(record.fingerprint) == len(record.code_sha256) == len(record.cases_sha256)
    assert fake_service.encoder.identity == record.encoder
    assert 0.5 == record.settings["retrieval.span_weight"]
    assert record.versions["python"]


def test_the_code_hash_covers_product_prompts_and_what_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change to any of them is another run; a package that is gone is an error, not a gap."""
    read: list[Path] = []
    whole = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path) or whole(path))
    before = hash_measured_code()
    assert before == hash_measured_code()
    folders = {path.relative_to(ROOT).parts[0] for path in read}
    assert {"ingest", "index", "app", "prompts", "eval"} == folders
    assert {"asking.py", "consistency.py"} == {path.name for path in read if "eval" in path.relative_to(ROOT).parts}
    assert {".py", ".toml", ".md"} == {path.suffix for path in read}
    monkeypatch.setattr("eval.runs.provenance._MEASURED", ("ingest", "no_such_package"))
    with pytest.raises(ModuleNotFoundError):
        hash_measured_code()


def test_an_interrupted_run_goes_on_where_it_stopped(fake_service: Service, tmp_path: Path) -> None:
    """What is finished is never asked again, and the rest is; half a line left by a crash is asked again."""
    asked: list[str] = []
    whole = open_subject(fake_service)

    def ask_until(limit: int) -> Callable[[Question], Answer]:
        def ask(question: Question) -> Answer:
            if len(asked) >= limit:
                raise KeyboardInterrupt
            asked.append(str(question.id))
            return whole.ask(question)

        return ask

    with pytest.raises(KeyboardInterrupt):
        run_cases(fake_service, tmp_path / "run", subject=replace(whole, ask=ask_until(5)))
    assert 5 == len(read_run(tmp_path / "run").outcomes)
    results = tmp_path / "run" / "results.jsonl"
    results.write_bytes(results.read_bytes()[:-40])
    run = run_cases(fake_service, tmp_path / "run", subject=replace(whole, ask=ask_until(10**6)))
    assert () == run.open_questions
    assert [asked[4]] == [name for name in dict.fromkeys(asked) if asked.count(name) == 2]
    assert score_run(run_cases(fake_service, tmp_path / "other"))[0].values == score_run(run)[0].values


def test_a_question_that_fails_does_not_take_the_others_with_it(fake_service: Service, tmp_path: Path) -> None:
    """Whatever goes wrong with one question is a failed answer with its reason; the run ends."""
    whole = open_subject(fake_service)

    def ask(question: Question) -> Answer:
        if question.id == "q001-de":
            raise RuntimeError("broken")
        return whole.ask(question)

    run = run_cases(fake_service, tmp_path / "run", subject=replace(whole, ask=ask))
    assert () == run.open_questions
    failed = run.outcomes["q001-de"].answer
    assert ("failed", "RuntimeError: broken") == (failed["status"], failed["reason"])


def test_what_is_wrong_with_the_machine_ends_the_run(fake_service: Service, tmp_path: Path) -> None:
    """No encoder, no store: that is nothing about a question, and no failed answers are kept for it."""
    whole = open_subject(fake_service)

    def ask(question: Question) -> Answer:
        raise RunError("no encoder")

    with pytest.raises(RunError, match="no encoder"):
        run_cases(fake_service, tmp_path / "run", subject=replace(whole, ask=ask))
    assert {} == read_run(tmp_path / "run").outcomes


def test_failed_questions_are_asked_again(fake_service: Service, tmp_path: Path) -> None:
    """A failure is kept and counted, never as an answer: going on asks it again."""
    whole = open_subject(fake_service)

    def fail(question: Question) -> Answer:
        raise RuntimeError("broken")

    broken = run_cases(fake_service, tmp_path / "run", FEW[:2], subject=replace(whole, ask=fail))
    assert 4 == len(broken.failed)
    assert () == run_cases(fake_service, tmp_path / "run", FEW[:2]).failed


def test_what_is_no_number_is_a_failure_not_a_gap(fake_service: Service, tmp_path: Path) -> None:
    """A score that is NaN cannot be read back: the question is kept as failed instead of being lost without a word."""
    whole = open_subject(fake_service)

    def search(question: Question) -> SearchResult:
        found = whole.search(question)
        return replace(found, hits=tuple(replace(hit, score=float("nan")) for hit in found.hits))

    run = run_cases(fake_service, tmp_path / "run", FEW[:2], subject=replace(whole, search=search))
    assert (4, ()) == (len(run.failed), run.open_questions)


def test_results_that_are_none_are_not_passed_over(fake_service: Service, tmp_path: Path) -> None:
    """A line that is JSON and yet no outcome was not cut by a crash: the run says so; so do cases that were edited."""
    run_cases(fake_service, tmp_path / "run", FEW[:1])
    results, cases = tmp_path / "run" / "results.jsonl", tmp_path / "run" / "cases.jsonl"
    kept = results.read_bytes()
    results.write_bytes(kept + b'{"id": "q001-de", "answer": {}}\n')
    with pytest.raises(RunError, match="line 3 is no outcome"):
        read_run(tmp_path / "run")
    results.write_bytes(kept)
    cases.write_text(cases.read_text(encoding="utf-8").replace("Wie ", "Wie genau "), encoding="utf-8")
    write_cases(cases, [replace(case, category="other") for case in read_cases([cases])])
    with pytest.raises(RunError, match="own cases were changed"):
        read_run(tmp_path / "run")


def test_a_store_that_changes_ends_the_run(fake_service: Service, tmp_path: Path) -> None:
    """Answers of two generations are never mixed in one run."""
    whole = open_subject(fake_service)
    changed = replace(whole, ask=lambda question: replace(whole.ask(question), generation="another"))
    with pytest.raises(RunError, match="the store changed while it was measured"):
        run_cases(fake_service, tmp_path / "run", subject=changed)


def test_one_process_asks_at_a_time(tmp_path: Path) -> None:
    """A second process on the same run is told to wait, and a file is no folder."""
    with lock_run(tmp_path / "run"), pytest.raises(RunError, match="another process"), lock_run(tmp_path / "run"):
        pass
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RunError, match="this is a file"), lock_run(tmp_path / "file"):
        pass


def test_a_start_that_was_broken_off_is_begun_again(fake_service: Service, tmp_path: Path) -> None:
    """What a start or a comparison has left in the folder does not block it."""
    for name in ("cases.jsonl", "ablation.json", "lock"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert () == run_cases(fake_service, tmp_path, FEW[:1]).open_questions


def test_a_folder_holds_one_run(fake_service: Service, tmp_path: Path) -> None:
    """Other settings in the same folder are refused, and the line says what differs; so is a folder in use."""
    run_cases(fake_service, tmp_path / "run", FEW[:1])
    other = Service(replace(fake_service.settings, evidence=5), encoder=fake_service.encoder)
    with pytest.raises(RunError, match=r"another run \(other evidence\).*--out DIR"):
        run_cases(other, tmp_path / "run", FEW[:1])
    with pytest.raises(RunError, match="cases, questions"):
        run_cases(fake_service, tmp_path / "run", FEW[:2])
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("precious", encoding="utf-8")
    with pytest.raises(RunError, match="not empty and holds no run"):
        run_cases(fake_service, tmp_path / "mine", FEW[:1])
    with pytest.raises(RunError, match="no run in this folder"):
        read_run(tmp_path / "nowhere")


def test_the_same_conditions_are_the_same_run(fake_service: Service) -> None:
    """A fingerprint tells runs apart by what shapes answers: settings, cases, split; not by when they were made."""
    files = [CASES / "dev.jsonl"]
    first, second = (plan_run(fake_service, files, FEW, split="dev").fingerprint for _ in range(2))
    other = Service(
        override_settings(fake_service.settings, ["retrieval.span_weight=0.4"]), encoder=fake_service.encoder
    )
    assert first == second
    assert 3 == len(
        {
            first,
            plan_run(other, files, FEW, split="dev").fingerprint,
            plan_run(fake_service, files, FEW[1:], split="dev").fingerprint,
        }
    )


def test_cases_that_belong_to_another_dossier_are_refused(fake_service: Service) -> None:
    """Figures over cases whose gold is not in the store would all be zero and mean nothing."""
    other = read_cases([CASES.parent / "tidemill" / "cases.jsonl"])
    with pytest.raises(CaseError, match=r"do not fit the dossier 'Systemic Chaos.*and \d+ more.*--store DIR"):
        require_sound(other, fake_service.generation())


def test_settings_are_changed_by_name() -> None:
    """`--set` takes every setting that shapes an answer, in its own type."""
    settings = Settings(store=Path("nowhere"))
    changed = override_settings(
        settings, ["retrieval.span_weight=0.3", "verbatim.most=2", "abstention.threshold=none", "evidence=4"]
    )
    found = list_settings(changed)
    assert (0.3, 2, None, 4) == tuple(
        found[name] for name in ("retrieval.span_weight", "verbatim.most", "abstention.threshold", "evidence")
    )
    assert 0.4 == list_settings(override_settings(settings, ["abstention.threshold=0.4"]))["abstention.threshold"]
    flag = override_settings(settings, ["retrieval.with_naming_notes=true"])
    assert flag.retrieval.with_naming_notes
    assert not any("store" in name or "cache" in name for name in found)


@pytest.mark.parametrize(
    "assignment",
    [
        "retrieval.span",
        "retrieval.nothing=1",
        "store=/tmp",
        "evidence=many",
        "retrieval=1",
        "=1",
        "encoder.adapter=perhaps",
        "verbatim.most=-1",
        "retrieval.span_weight=nan",
    ],
)
def test_settings_that_are_none_are_named(assignment: str) -> None:
    """An unknown name or a value of another type is wrong usage, told in one line."""
    with pytest.raises(UsageError):
        override_settings(Settings(store=Path("nowhere")), [assignment])
