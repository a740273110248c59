"""Runs: resumed, never lost, logged on test; compared, gated; and damage that every figure has to show."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from app.__main__ import main
from app.desk import Desk
from app.records import Answer, Question, SearchResult
from app.settings import Settings
from app.verbatim import Draft, render_answer
from eval.cases import CASES, case_files, read_cases, write_cases
from eval.compare import compare_scores, find_flips
from eval.errors import CaseError, RunError, UsageError
from eval.gate import find_losses, make_baseline, read_baseline, write_baseline
from eval.ledger import LEDGER
from eval.overrides import list_settings, override_settings
from eval.records import Case, Figure, Score
from eval.report import compute_results
from eval.run import Subject, ask_questions, choose_cases, open_subject, plan_run, prepare, require_sound
from eval.runs import Run, lock_run, read_run, score_run
from eval.summary import METRIC_BY_NAME, find_figure, summarize
from prompts import frame

DEV = tuple(case for case in read_cases([CASES / "dev.jsonl"]))
FEW = DEV[::12]


def run_cases(desk: Desk, folder: Path, cases: Sequence[Case] = FEW, subject: Subject | None = None) -> Run:
    subject = subject or open_subject(desk)
    record = plan_run(desk, [CASES / "dev.jsonl"], cases, split="dev")
    return ask_questions(prepare(folder, record, cases, subject.opened), subject)


# --- runs ---------------------------------------------------------------------------------------------------------


def test_a_run_keeps_everything_it_was_made_of(fake_desk: Desk, tmp_path: Path) -> None:
    """Conditions, cases, gold and answers lie in the folder; reading it back gives the same scores."""
    run = run_cases(fake_desk, tmp_path / "run")
    assert () == run.open_questions
    assert 2 * len(FEW) == len(run.questions) == len(run.outcomes)
    again = read_run(tmp_path / "run")
    assert score_run(run) == score_run(again)
    record = again.record
    assert 64 == len(record.fingerprint) == len(record.code_sha256) == len(record.cases_sha256)
    assert fake_desk.encoder.identity == record.encoder
    assert 0.5 == record.settings["retrieval.span_weight"]
    assert record.versions["python"]


def test_an_interrupted_run_goes_on_where_it_stopped(fake_desk: Desk, tmp_path: Path) -> None:
    """What is finished is never asked again, and the rest is; half a line left by a crash is asked again."""
    asked: list[str] = []
    whole = open_subject(fake_desk)

    def ask_until(limit: int) -> Callable[[Question], Answer]:
        def ask(question: Question) -> Answer:
            if len(asked) >= limit:
                raise KeyboardInterrupt
            asked.append(str(question.id))
            return whole.ask(question)

        return ask

    with pytest.raises(KeyboardInterrupt):
        run_cases(fake_desk, tmp_path / "run", subject=replace(whole, ask=ask_until(5)))
    assert 5 == len(read_run(tmp_path / "run").outcomes)
    results = tmp_path / "run" / "results.jsonl"
    results.write_bytes(results.read_bytes()[:-40])
    run = run_cases(fake_desk, tmp_path / "run", subject=replace(whole, ask=ask_until(10**6)))
    assert () == run.open_questions
    assert [asked[4]] == [name for name in dict.fromkeys(asked) if asked.count(name) == 2]
    assert score_run(run_cases(fake_desk, tmp_path / "other"))[0].values == score_run(run)[0].values


def test_a_question_that_fails_does_not_take_the_others_with_it(fake_desk: Desk, tmp_path: Path) -> None:
    """Whatever goes wrong with one question is a failed answer with its reason; the run ends."""
    whole = open_subject(fake_desk)

    def ask(question: Question) -> Answer:
        if question.id == "q001-de":
            raise RuntimeError("broken")
        return whole.ask(question)

    run = run_cases(fake_desk, tmp_path / "run", subject=replace(whole, ask=ask))
    assert () == run.open_questions
    failed = run.outcomes["q001-de"].answer
    assert ("failed", "RuntimeError: broken") == (failed["status"], failed["reason"])


def test_what_is_wrong_with_the_machine_ends_the_run(fake_desk: Desk, tmp_path: Path) -> None:
    """No encoder, no store: that is nothing about a question, and no failed answers are kept for it."""
    whole = open_subject(fake_desk)

    def ask(question: Question) -> Answer:
        raise RunError("no encoder")

    with pytest.raises(RunError, match="no encoder"):
        run_cases(fake_desk, tmp_path / "run", subject=replace(whole, ask=ask))
    assert {} == read_run(tmp_path / "run").outcomes


def test_failed_questions_are_asked_again(fake_desk: Desk, tmp_path: Path) -> None:
    """A failure is kept and counted, never as an answer: going on asks it again."""
    whole = open_subject(fake_desk)

    def fail(question: Question) -> Answer:
        raise RuntimeError("broken")

    broken = run_cases(fake_desk, tmp_path / "run", FEW[:2], subject=replace(whole, ask=fail))
    assert 4 == len(broken.failed)
    assert () == run_cases(fake_desk, tmp_path / "run", FEW[:2]).failed


def test_what_is_no_number_is_a_failure_not_a_gap(fake_desk: Desk, tmp_path: Path) -> None:
    """A score that is NaN cannot be read back: the question is kept as failed instead of being lost without a word."""
    whole = open_subject(fake_desk)

    def search(question: Question) -> SearchResult:
        found = whole.search(question)
        return replace(found, hits=tuple(replace(hit, score=float("nan")) for hit in found.hits))

    run = run_cases(fake_desk, tmp_path / "run", FEW[:2], subject=replace(whole, search=search))
    assert (4, ()) == (len(run.failed), run.open_questions)


def test_results_that_are_none_are_not_passed_over(fake_desk: Desk, tmp_path: Path) -> None:
    """A line that is JSON and yet no outcome was not cut by a crash: the run says so; so do cases that were edited."""
    run_cases(fake_desk, tmp_path / "run", FEW[:1])
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


def test_a_store_that_changes_ends_the_run(fake_desk: Desk, tmp_path: Path) -> None:
    """Answers of two generations are never mixed in one run."""
    whole = open_subject(fake_desk)
    changed = replace(whole, ask=lambda question: replace(whole.ask(question), generation="another"))
    with pytest.raises(RunError, match="the store changed while it was measured"):
        run_cases(fake_desk, tmp_path / "run", subject=changed)


def test_one_process_asks_at_a_time(tmp_path: Path) -> None:
    """A second process on the same run is told to wait, and a file is no folder."""
    with lock_run(tmp_path / "run"), pytest.raises(RunError, match="another process"), lock_run(tmp_path / "run"):
        pass
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RunError, match="this is a file"), lock_run(tmp_path / "file"):
        pass


def test_a_start_that_was_broken_off_is_begun_again(fake_desk: Desk, tmp_path: Path) -> None:
    """What a start or a comparison has left in the folder does not block it."""
    for name in ("cases.jsonl", "ablation.json", "lock"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert () == run_cases(fake_desk, tmp_path, FEW[:1]).open_questions


def test_a_folder_holds_one_run(fake_desk: Desk, tmp_path: Path) -> None:
    """Other settings in the same folder are refused, and the line says what differs; so is a folder in use."""
    run_cases(fake_desk, tmp_path / "run", FEW[:1])
    other = Desk(replace(fake_desk.settings, evidence=5), encoder=fake_desk.encoder)
    with pytest.raises(RunError, match=r"another run \(other evidence\).*--out DIR"):
        run_cases(other, tmp_path / "run", FEW[:1])
    with pytest.raises(RunError, match="cases, questions"):
        run_cases(fake_desk, tmp_path / "run", FEW[:2])
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("precious", encoding="utf-8")
    with pytest.raises(RunError, match="not empty and holds no run"):
        run_cases(fake_desk, tmp_path / "mine", FEW[:1])
    with pytest.raises(RunError, match="no run in this folder"):
        read_run(tmp_path / "nowhere")


def test_the_same_conditions_are_the_same_run(fake_desk: Desk) -> None:
    """A fingerprint tells runs apart by what shapes answers: settings, cases, split; not by when they were made."""
    files = [CASES / "dev.jsonl"]
    first, second = (plan_run(fake_desk, files, FEW, split="dev").fingerprint for _ in range(2))
    other = Desk(override_settings(fake_desk.settings, ["retrieval.span_weight=0.4"]), encoder=fake_desk.encoder)
    assert first == second
    assert 3 == len(
        {
            first,
            plan_run(other, files, FEW, split="dev").fingerprint,
            plan_run(fake_desk, files, FEW[1:], split="dev").fingerprint,
        }
    )


def test_cases_that_belong_to_another_dossier_are_refused(fake_desk: Desk) -> None:
    """Figures over cases whose gold is not in the store would all be zero and mean nothing."""
    other = read_cases([CASES.parent / "tidemill" / "cases.jsonl"])
    with pytest.raises(CaseError, match=r"do not fit the dossier 'Systemic Chaos.*and \d+ more.*--store DIR"):
        require_sound(other, fake_desk.generation())


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


# --- damage: the metric that should fall falls ----------------------------------------------------------------------


class DeafEncoder:
    """An encoder that hears the same words whatever is asked."""

    def __init__(self, desk: Desk) -> None:
        self._encoder = desk.encoder
        self.identity, self.dimensions = self._encoder.identity, self._encoder.dimensions
        self.max_tokens = self._encoder.max_tokens
        self.encode_passages = self._encoder.encode_passages

    def encode_query(self, text: str) -> np.ndarray:
        """The same vector, always."""
        return self._encoder.encode_query("Rezept für Apfelkuchen")


def cite_the_wrong_passage(desk: Desk) -> Subject:
    """Answers as they are, each citation pointing to the place of the next one."""
    whole = open_subject(desk)

    def ask(question: Question) -> Answer:
        answer = whole.ask(question)
        places = [*answer.evidence[-1:], *answer.citations]
        moved = tuple(
            replace(c, quote=p.quote, start=p.start, end=p.end, passage=p.passage)
            for c, p in zip(answer.citations, places, strict=False)
        )
        return replace(answer, citations=moved)

    return replace(whole, ask=ask)


def misplace_quotes(desk: Desk) -> Subject:
    """Answers whose offsets are one character off."""
    whole = open_subject(desk)

    def ask(question: Question) -> Answer:
        answer = whole.ask(question)
        return replace(answer, citations=tuple(replace(c, start=c.start + 1, end=c.end + 1) for c in answer.citations))

    return replace(whole, ask=ask)


def speak_the_other_language(desk: Desk) -> Subject:
    """German questions framed in English and the other way round, while the answer claims to be in the right one."""
    whole = open_subject(desk)

    def ask(question: Question) -> Answer:
        answer = whole.ask(question)
        name = "answer" if answer.status == "answered" else "not_in_dossier"
        swapped = frame(name, "en" if answer.language == "de" else "de")
        first = replace(answer.sentences[0], text=swapped)
        kept = [sentence for sentence in answer.sentences[1:] if sentence.support == "verbatim"]
        return replace(answer, sentences=(first, *kept))

    return replace(whole, ask=ask)


def rank_backwards(desk: Desk) -> Subject:
    """The right passages, the worst first."""
    whole = open_subject(desk)

    def search(question: Question) -> SearchResult:
        found = whole.search(question)
        return replace(found, hits=tuple(reversed(found.hits)))

    return replace(whole, search=search)


def never_abstain(desk: Desk) -> Subject:
    """A line drawn so low that everything is answered."""
    return open_subject(Desk(override_settings(desk.settings, ["abstention.threshold=0"]), encoder=desk.encoder))


def always_abstain(desk: Desk) -> Subject:
    """A line drawn so high that nothing is answered."""
    return open_subject(Desk(override_settings(desk.settings, ["abstention.threshold=1"]), encoder=desk.encoder))


def hear_nothing(desk: Desk) -> Subject:
    """Retrieval whose question vector says nothing."""
    return open_subject(Desk(desk.settings, encoder=DeafEncoder(desk)))  # type: ignore[arg-type]


def change_answers(desk: Desk, change: Callable[[Answer], Answer]) -> Subject:
    """The product with every answer that quotes something changed."""
    whole = open_subject(desk)

    def ask(question: Question) -> Answer:
        answer = whole.ask(question)
        return change(answer) if answer.status == "answered" else answer

    return replace(whole, ask=ask)


def quote_everything(desk: Desk) -> Subject:
    """No end of quotes: the gold is always among them."""
    many = ["verbatim.most=30", "verbatim.margin=1", "verbatim.passages=8", "verbatim.of_one_passage=99"]
    return open_subject(Desk(override_settings(desk.settings, many), encoder=desk.encoder))


def say_something_else(desk: Desk) -> Subject:
    """Sound sentences and citations, and another text for the reader."""
    return change_answers(desk, lambda answer: replace(answer, answer="The moon is made of cheese [1]."))


def claim_in_a_frame(desk: Desk) -> Subject:
    """A claim of nobody's, dressed as wording of the product's own."""

    def change(answer: Answer) -> Answer:
        claim = replace(answer.sentences[0], text="The president resigned yesterday, word for word:")
        sentences = (claim, *answer.sentences[1:])
        return replace(answer, sentences=sentences, answer=render_answer(Draft(sentences, answer.citations)))

    return change_answers(desk, change)


def put_words_into_other_mouths(desk: Desk) -> Subject:
    """Right quotes, all of them said to be Trump's."""
    return change_answers(
        desk, lambda answer: replace(answer, citations=tuple(replace(c, speaker="Trump") for c in answer.citations))
    )


def show_other_evidence(desk: Desk) -> Subject:
    """Evidence that is cut in the middle of a passage."""
    return change_answers(
        desk,
        lambda answer: replace(answer, evidence=tuple(replace(e, quote=e.quote[1:]) for e in answer.evidence)),
    )


def lose_the_notes(desk: Desk) -> Subject:
    """Citations without the way to their sources."""
    return change_answers(
        desk,
        lambda answer: replace(
            answer,
            citations=tuple(replace(c, footnotes=(), nearby_footnotes=(), note=None) for c in answer.citations),
        ),
    )


DAMAGE: dict[Callable[[Desk], Subject], tuple[str, ...]] = {
    hear_nothing: (
        "recall_1",
        "recall_5",
        "ndcg_10",
        "mrr_10",
        "evidence_recall_5",
        "any_quote",
        "first_quote_passage",
    ),
    rank_backwards: ("recall_1", "ndcg_10", "mrr_10"),
    cite_the_wrong_passage: ("citation_recall", "citation_precision", "first_quote", "first_quote_passage"),
    misplace_quotes: ("citation_validity", "any_quote"),
    never_abstain: ("abstention_recall", "abstention_f1_4_1"),
    # F1 is no alarm here: who refuses everything gets a third of it at 4:1, by construction.
    always_abstain: ("false_refusal", "any_quote", "abstention_precision_4_1"),
    speak_the_other_language: ("answer_language", "consistent"),
    quote_everything: ("quote_precision",),
    say_something_else: ("consistent",),
    claim_in_a_frame: ("consistent",),
    put_words_into_other_mouths: ("citation_validity", "speaker"),
    show_other_evidence: ("consistent",),
    lose_the_notes: ("citation_validity",),
}
MANY = tuple(case for case in DEV if case.kind in ("answerable", "unanswerable"))[::4]


@pytest.fixture(scope="module")
def sound(real_desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of the product as it is, over a quarter of the dev cases."""
    return run_cases(real_desk, tmp_path_factory.mktemp("runs") / "sound", MANY)


def estimate(figures: Sequence[Figure], metric: str) -> float:
    found = find_figure(figures, metric, "all")
    assert found is not None
    return found.value


@pytest.mark.model
@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_damage_shows_in_the_metric_it_is_about(
    damage: Callable[[Desk], Subject], sound: Run, real_desk: Desk, tmp_path: Path
) -> None:
    """A retriever, generator or judgement broken on purpose makes its own figures fall, and the gate shut."""
    subject = damage(real_desk)
    record = plan_run(real_desk, [CASES / "dev.jsonl"], MANY, split="dev")
    broken = ask_questions(prepare(tmp_path / "broken", record, MANY, subject.opened), subject)
    before, after = (summarize(score_run(run)) for run in (sound, broken))
    for metric in DAMAGE[damage]:
        sign = 1 if METRIC_BY_NAME[metric].higher_is_better else -1
        assert sign * (estimate(before, metric) - estimate(after, metric)) > 0.1, metric
    losses = find_losses(make_baseline(sound.record, before, score_run(sound)), broken.record, after)
    assert any(loss.startswith(DAMAGE[damage]) for loss in losses)


@pytest.mark.model
def test_the_gate_lets_the_same_through(sound: Run) -> None:
    """A run holds against its own baseline, and against one that is a little worse."""
    figures = summarize(score_run(sound))
    baseline = make_baseline(sound.record, figures, score_run(sound))
    assert () == find_losses(baseline, sound.record, figures)
    assert {"de", "en", "de-de", "en-de"} == {name.split(".")[1] for name in baseline.bounds}


@pytest.mark.model
def test_comparing_finds_the_questions_that_changed(sound: Run, real_desk: Desk, tmp_path: Path) -> None:
    """A run against one that never abstains: refusals differ with certainty, retrieval not at all, flips are named."""
    subject = never_abstain(real_desk)
    record = plan_run(real_desk, [CASES / "dev.jsonl"], MANY, split="dev")
    other = ask_questions(prepare(tmp_path / "other", record, MANY, subject.opened), subject)
    scores: list[tuple[Score, ...]] = [score_run(sound), score_run(other)]
    rows = {(row.metric, row.section): row for row in compare_scores(*scores)}
    assert (0.0, 1.0) == (rows["recall_5", "all"].difference.value, rows["recall_5", "all"].difference.p_value)
    refused = rows["abstention_recall", "de"]
    assert refused.difference.value < 0
    assert refused.adjusted >= refused.difference.p_value
    flips = find_flips(*scores)
    lost = [flip for flip in flips if flip.metric == "abstention_recall"]
    assert lost
    assert {(1.0, 0.0)} == {(flip.before, flip.after) for flip in lost}
    with pytest.raises(RunError, match="no question in common"):
        compare_scores(scores[0][:1], scores[1][1:2])


# --- the command line -----------------------------------------------------------------------------------------------


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
        (("run", "--cases", "cases.jsonl", "--generator", "oracle"), 2, "one of: verbatim"),
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

    monkeypatch.setattr("eval.commands_run.Desk", lambda settings: Desk(settings, encoder=FakeEncoder()))
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
    command += ["--limit", "60", "--cases", str(CASES / "dev.jsonl")]
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
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (results.is_file() and results.read_bytes().count(b"\n") >= 5):
        time.sleep(0.01)
    process.send_signal(how)
    _, said = process.communicate(timeout=30)
    kept = [line for line in results.read_bytes().split(b"\n") if line]
    assert 5 <= len(kept) < 120
    if how is signal.SIGINT:
        assert 130 == process.returncode
        assert "questions are kept in run, the same command goes on" in said
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert "120 of 120 questions" in done.stdout
    assert kept[:-1] == [line for line in results.read_bytes().split(b"\n") if line][: len(kept) - 1]
    assert () == read_run(tmp_path / "run").open_questions


def test_the_baseline_is_read_back_as_written(tmp_path: Path, fake_desk: Desk) -> None:
    """A baseline survives its file, and other cases are never compared with it."""
    run = run_cases(fake_desk, tmp_path / "run")
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
