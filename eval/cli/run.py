"""`fundstelle eval check`, `run` and `report`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from app.cli.console import print_line
from app.service import Service
from app.settings import Settings
from eval.cases.files import KINDS, SPLITS, case_files, read_cases
from eval.errors import require_libraries
from eval.records import Case
from eval.runs.asking import Subject
from eval.runs.folder import Run, RunRecord, read_run

RUNS = Path("runs")
_LOGGED = frozenset(
    "recall_1 recall_5 first_quote_passage any_quote false_refusal abstention_recall abstention_f1_4_1"
    " premise_corrected_first".split()
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a command is about to measure."""

    service: Service
    files: tuple[Path, ...]
    cases: tuple[Case, ...]
    record: RunRecord
    folder: Path


def run_check(options: argparse.Namespace, settings: Settings) -> int:
    """Print what is wrong with the cases, a line each; exit code 1 when something is."""
    from eval.cases.gold import check_cases

    files = case_files(options.files)
    cases = read_cases(files)
    opened = Service(settings).generation()
    problems = check_cases(cases, opened.corpus)
    for problem in problems:
        print_line(problem)
    counts: Counter[tuple[str, str]] = Counter((case.split, case.kind) for case in cases)
    for split in SPLITS:
        found = ", ".join(f"{counts[split, kind]} {kind}" for kind in KINDS if counts[split, kind])
        if found:
            print_line(f"{split}: {found} (question groups)")
    questions = sum(len(case.questions) for case in cases)
    print_line(f"{len(cases)} groups, {questions} questions, {len(problems)} problems; {opened.generation.dossier}")
    return 1 if problems else 0


def run_run(options: argparse.Namespace, settings: Settings) -> int:
    """Ask every question that is not finished yet, then write and print the report."""
    from eval.report.results import compute_results, make_markdown, write_report

    plan = make_plan(options, settings)
    run = finish_run(plan)
    results = compute_results(run)
    page = write_report(results)
    print_line(make_markdown(results))
    print_line(f"The report is {page}")
    return 0


def run_report(options: argparse.Namespace, _settings: Settings) -> int:
    """Compute figures and page again from the saved answers."""
    from eval.report.results import compute_results, write_report

    require_libraries()
    print_line(f"The report is {write_report(compute_results(read_run(options.folder)))}")
    return 0


def make_plan(options: argparse.Namespace, settings: Settings) -> Plan:
    """Read and check the cases, and name the run; errors are one line."""
    from eval.runs.asking import choose_cases, plan_run, require_sound
    from eval.runs.overrides import override_settings

    require_libraries()
    service = Service(override_settings(settings, options.settings))
    files = case_files(options.cases or ())
    cases = choose_cases(read_cases(files), split=options.split, limit=options.limit)
    require_sound(cases, service.generation())
    record = plan_run(service, files, cases, split=options.split)
    folder = options.out or RUNS / f"{options.split}-{record.fingerprint[:10]}"
    return Plan(service, files, cases, record, folder)


def finish_run(plan: Plan) -> Run:
    """Ask what is open, with a progress bar; a run on test is logged when it starts and when it ends."""
    from eval.runs.asking import open_subject, prepare
    from eval.runs.folder import lock_run
    from eval.runs.ledger import is_logged, log_test_run

    with lock_run(plan.folder):
        subject = open_subject(plan.service)
        run = prepare(plan.folder, plan.record, plan.cases, subject.opened)
        if run.open_questions or run.failed:
            log_test_run(plan.files, plan.cases, plan.record, "begun")
            run = _ask_with_a_bar(run, subject)
        if not is_logged(plan.files, plan.record, "finished"):
            log_test_run(plan.files, plan.cases, plan.record, "finished", headline(run))
    if run.failed:
        sys.stderr.write(
            f"fundstelle: {len(run.failed)} questions failed, the first: {run.failed[0].answer['reason']}\n"
        )
    return run


def _ask_with_a_bar(run: Run, subject: Subject) -> Run:
    from tqdm import tqdm

    from eval.runs.asking import ask_questions

    done = len(run.questions) - len(run.open_questions) - len(run.failed)
    with tqdm(total=len(run.questions), initial=done, unit="question", file=sys.stderr, disable=None) as bar:
        try:
            return ask_questions(run, subject, on_done=bar.update)
        except KeyboardInterrupt:
            bar.close()
            kept = len(read_run(run.folder).outcomes)
            sys.stderr.write(
                f"fundstelle: stopped; {kept} of {len(run.questions)} questions are kept in {run.folder},"
                " the same command resumes\n"
            )
            raise


def headline(run: Run) -> dict[str, float]:
    """The few figures that the log of test runs keeps."""
    from eval.measure.figures import languages_of, summarize
    from eval.runs.folder import score_run

    scores = score_run(run)
    languages = languages_of(scores)
    return {
        f"{figure.metric}.{figure.section}": figure.estimate.value
        for figure in summarize(scores)
        if figure.metric in _LOGGED and figure.section in languages
    }
