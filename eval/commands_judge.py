"""`fundstelle eval compare` and `gate`."""

from __future__ import annotations

import argparse

from app.console import print_line
from app.settings import Settings
from eval.errors import RunError, require_libraries
from eval.runs import Run, read_run, score_run


def run_compare(options: argparse.Namespace, _settings: Settings) -> int:
    """Print paired differences of two runs and the questions that changed."""
    from eval.compare import compare_scores, find_flips
    from eval.tables import make_comparison

    require_libraries()
    before, after = (_finished(read_run(folder)) for folder in (options.before, options.after))
    scores = [score_run(run) for run in (before, after)]
    rows = compare_scores(*scores)
    if before.record.cases_sha256 != after.record.cases_sha256:
        print_line("The runs asked different cases; compared are the questions that both have.\n")
    print_line(make_comparison(rows, find_flips(*scores)))
    return 0


def run_gate(options: argparse.Namespace, settings: Settings) -> int:
    """Hold a run against the baseline; exit code 1, with the reasons, when something got worse."""
    from eval.commands_run import finish_run, make_plan
    from eval.gate import BASELINE, find_losses, make_baseline, read_baseline, write_baseline
    from eval.report import compute_results, write_report

    require_libraries()
    path = options.baseline or BASELINE
    baseline = None if options.accept else read_baseline(path)
    run = _finished(read_run(options.folder)) if options.folder else finish_run(make_plan(options, settings))
    results = compute_results(run)
    write_report(results)
    if baseline is None:
        write_baseline(path, make_baseline(run.record, results.figures, results.scores))
        print_line(f"The baseline {path} now holds the figures of {run.folder}")
        return 0
    losses = find_losses(baseline, run.record, results.figures)
    for loss in losses:
        print_line(f"worse: {loss}")
    if losses:
        print_line(f"{len(losses)} figures are worse than {path}; the cases are in {run.folder / 'report.html'}")
        return 1
    print_line(f"{len(baseline.bounds)} figures hold against {path}")
    return 0


def _finished(run: Run) -> Run:
    if run.open_questions:
        raise RunError(
            f"the run is not finished, {len(run.open_questions)} of {len(run.questions)} questions are open",
            where=run.folder,
            remedy="the command that began it goes on with it",
        )
    return run
