"""`fundstelle eval compare` and `gate`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from app.cli.console import print_line
from app.settings import Settings
from eval.errors import RunError, require_libraries
from eval.report.results import Results
from eval.runs.folder import Run, read_run, score_run


def run_compare(options: argparse.Namespace, _settings: Settings) -> int:
    """Print paired differences of two runs and the questions that changed."""
    from eval.compare.two_runs import compare_scores, find_flips, left_out
    from eval.report.markdown import make_comparison

    require_libraries()
    before, after = (_finished(read_run(folder)) for folder in (options.before, options.after))
    scores = [score_run(run) for run in (before, after)]
    rows = compare_scores(*scores)
    if alone := left_out(*scores):
        print_line(f"{alone} questions are in one of the runs only, or are worded differently: they are left out.\n")
    print_line(make_comparison(rows, find_flips(*scores)))
    return 0


def run_gate(options: argparse.Namespace, settings: Settings) -> int:
    """Compare a run with the baseline; exit code 1, with the reasons, when something got worse."""
    from eval.cli.run import finish_run, make_plan
    from eval.compare.gate import BASELINE, find_losses, read_baseline
    from eval.report.results import compute_results, write_report

    require_libraries()
    path = options.baseline or BASELINE
    baseline = None if options.accept and not path.is_file() else read_baseline(path)
    plan = None if options.folder else make_plan(options, settings)
    run = finish_run(plan) if plan else _of_this_code(_finished(read_run(options.folder)), settings)
    results = compute_results(run)
    page = write_report(results)
    losses = find_losses(baseline, run.record, results.figures) if baseline else ()
    for loss in losses:
        print_line(f"worse: {loss}")
    if options.accept:
        return _accept(results, path, limited=options.limit is not None)
    if losses:
        print_line(f"{len(losses)} figures are worse than {path}; the cases are in {page}")
        return 1
    print_line(f"{len(baseline.bounds) if baseline else 0} figures are as good as in {path}")
    return 0


def _accept(results: Results, path: Path, *, limited: bool) -> int:
    from eval.compare.gate import make_baseline, write_baseline

    if limited or results.run.failed:
        why = "a part of the cases" if limited else f"a run with failures ({results.run.failed[0].answer['reason']})"
        raise RunError(f"{why} is no baseline", where=results.run.folder, remedy="mend it, then run all cases")
    write_baseline(path, make_baseline(results.run.record, results.figures, results.scores))
    print_line(f"The baseline {path} now holds the figures of {results.run.folder}")
    return 0


def _of_this_code(run: Run, settings: Settings) -> Run:
    """The run itself, if the present code and settings made it: no other run says anything about them."""
    from eval.runs.asking import hash_measured_code
    from eval.runs.overrides import list_settings

    table = json.loads(json.dumps(list_settings(settings)))
    if run.record.code_sha256 != hash_measured_code() or dict(run.record.settings) != table:
        raise RunError(
            "the run was made by other code or settings than there are now",
            where=run.folder,
            remedy="fundstelle eval gate without --run",
        )
    return run


def _finished(run: Run) -> Run:
    if run.open_questions:
        raise RunError(
            f"the run is not finished, {len(run.open_questions)} of {len(run.questions)} questions are open",
            where=run.folder,
            remedy="resume it with the command that started it",
        )
    return run
