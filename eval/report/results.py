"""What a run leaves behind: `summary.json`, `summary.md` and `report.html`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from eval.compare.rankers import RankerFigures, read_rankers
from eval.errors import RunError
from eval.measure.figures import latency, summarize
from eval.records import Figure, Score
from eval.report.markdown import make_ranker_table, make_summary
from eval.runs.folder import Run, RunRecord, score_run, write_whole

ABLATION, PEERS = "ablation.json", "peers.json"


@dataclass(frozen=True, slots=True)
class Results:
    """A run with everything computed from it: what the report shows."""

    run: Run
    scores: tuple[Score, ...]
    figures: tuple[Figure, ...]
    ablation: tuple[RankerFigures, ...]
    """Empty where `fundstelle eval ablate` was not run."""
    peers: tuple[RankerFigures, ...]


@dataclass(frozen=True, slots=True)
class _Summary:
    """The machine-readable summary."""

    record: RunRecord
    answered: int
    """Questions finished."""
    latency_ms: dict[str, float]
    figures: tuple[Figure, ...]
    ablation: tuple[RankerFigures, ...]
    peers: tuple[RankerFigures, ...]


_summary_json = TypeAdapter(_Summary)


def compute_results(run: Run) -> Results:
    """Score a run's finished questions, and read the comparisons saved beside it."""
    scores = score_run(run)
    if not scores:
        raise RunError("no question of this run is finished", where=run.folder, remedy="fundstelle eval run --out DIR")
    return Results(
        run,
        scores,
        summarize(scores),
        *(read_rankers(run.folder / name, run.record.fingerprint) for name in (ABLATION, PEERS)),
    )


def write_report(results: Results) -> Path:
    """Write summary and page into the run's folder; returns the page's path."""
    from eval.report.page import render_page

    run = results.run
    summary = _Summary(
        run.record, len(results.scores), latency(results.scores), results.figures, results.ablation, results.peers
    )
    page = run.folder / "report.html"
    try:
        write_whole(run.folder / "summary.json", _summary_json.dump_json(summary, indent=1))
        write_whole(run.folder / "summary.md", make_markdown(results).encode())
        write_whole(page, render_page(results).encode())
    except OSError as error:
        raise RunError(f"the report cannot be written ({error.strerror})", where=run.folder) from error
    return page


def make_markdown(results: Results) -> str:
    """All tables of a run."""
    parts = [make_summary(results.run, results.scores, results.figures)]
    compared = (("What each part gives", results.ablation), ("Side by side with others", results.peers))
    return "\n".join([*parts, *(make_ranker_table(title, rows) for title, rows in compared if rows)])
