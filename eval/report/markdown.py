"""Figures as Markdown: what the command line prints, and `summary.md`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from eval.compare.rankers import RANK_METRICS, RankerFigures
from eval.compare.two_runs import Compared, Flip
from eval.measure.figures import METRIC_BY_NAME, METRICS, find_figure, languages_of, latency
from eval.measure.intervals import Difference
from eval.records import Estimate, Figure, Score
from eval.runs.folder import Run

_BY_SECTION = ("recall_1", "recall_5", "first_quote_passage", "any_quote", "false_refusal", "abstention_recall")


def show_value(estimate: Estimate | None) -> str:
    """A figure with its interval, such as ".83 (.75-.89)"; a dash where there is none."""
    if estimate is None:
        return "-"
    return f"{_short(estimate.value)} ({_short(estimate.low)}-{_short(estimate.high)})"


def make_summary(run: Run, scores: Sequence[Score], figures: Sequence[Figure]) -> str:
    """The figures of a run: headline by language, directions, categories, latency, conditions."""
    record, languages, times = run.record, languages_of(scores), latency(scores)
    sections = (*languages, *(["all"] if len(languages) > 1 else []))
    named = dict.fromkeys(figure.section for figure in figures)
    headline = [(metric.title, [find_figure(figures, metric.name, name) for name in sections]) for metric in METRICS]
    lines = [
        f"# {record.dossier}: {record.split}",
        "",
        f"{len(scores)} of {record.questions} questions · generator {record.generator} · encoder `{record.encoder}`",
        f"commit {record.commit or 'unknown'} · code {record.code_sha256[:12]} · cases {record.cases_sha256[:12]}"
        f" · dossier {record.dossier_sha256[:12]} · {record.created}",
        "",
        "95% intervals: Wilson for one language's yes-or-no metrics, else bootstrap over question groups.",
        "",
        *_estimates(sections, headline),
        "",
        "## By direction (question language - source language)",
        "",
        *_by_section(figures, [name for name in named if "-" in name and ":" not in name]),
        "",
        "## By category (all languages)",
        "",
        *_by_section(figures, [name for name in named if name.startswith("category:") and name.count(":") == 1]),
        "",
        f"Whole answer: median {times['p50']:.0f} ms, 95th percentile {times['p95']:.0f} ms" if times else "",
    ]
    return "\n".join(lines).rstrip() + "\n"


def make_ranker_table(title: str, rows: Sequence[RankerFigures]) -> str:
    """Rankers side by side."""
    lines = [f"## {title}", ""]
    head = "Recall@1,Recall@5,MRR@10,nDCG@10,Recall@5 against the product,p (single),ms (without its vector)".split(",")
    for section in dict.fromkeys(row.section for row in rows):
        chosen = [row for row in rows if row.section == section]
        lines += [f"### {section} ({chosen[0].figures[RANK_METRICS[0]].groups} groups)", ""]
        lines += _table(["", *head], map(_ranker_cells, chosen))
        lines.append("")
    return "\n".join(lines)


def make_comparison(rows: Sequence[Compared], flips: Sequence[Flip]) -> str:
    """A comparison of two runs: what differs, then every question that changed."""
    lines = []
    head = ["", "before", "after", "difference (95%)", "p", "p (Holm)", "McNemar"]
    for section in dict.fromkeys(row.section for row in rows):
        chosen = [_compared_cells(row) for row in rows if row.section == section]
        lines += [f"## {section}", "", *_table(head, chosen), ""]
    lines.append("## Questions that changed")
    for metric in dict.fromkeys(flip.metric for flip in flips):
        lines += ["", f"### {METRIC_BY_NAME[metric].title}", ""]
        lines += [f"- {_verdict(flip)} {flip.question}: {flip.text}" for flip in flips if flip.metric == metric]
    return "\n".join([*lines, *([] if flips else ["", "None."])]) + "\n"


def _ranker_cells(row: RankerFigures) -> list[str]:
    behind = row.behind.get("recall_5")
    distance = (_signed(behind), f"{behind.p_value:.3f}") if behind else ("", "")
    return [row.ranker, *(show_value(row.figures[name]) for name in RANK_METRICS), *distance, f"{row.milliseconds:.1f}"]


def _compared_cells(row: Compared) -> list[str]:
    found = row.difference
    mcnemar = "" if found.mcnemar is None else f"{found.mcnemar:.3f}"
    before, after = _short(row.before), _short(row.after)
    p_values = (f"{found.p_value:.3f}", f"{row.adjusted:.3f}", mcnemar)
    return [METRIC_BY_NAME[row.metric].title, before, after, _signed(found), *p_values]


def _verdict(flip: Flip) -> str:
    better = (flip.after > flip.before) == METRIC_BY_NAME[flip.metric].higher_is_better
    return "better" if better else "worse"


def _by_section(figures: Sequence[Figure], sections: Sequence[str]) -> list[str]:
    rows = [
        (section.removeprefix("category:"), [find_figure(figures, metric, section) for metric in _BY_SECTION])
        for section in sections
    ]
    return _estimates([METRIC_BY_NAME[name].title for name in _BY_SECTION], rows)


def _estimates(head: Sequence[str], rows: Iterable[tuple[str, Sequence[Estimate | None]]]) -> list[str]:
    """A table of figures with the number of groups they are over; rows without any are left out."""
    return _table(
        ["", "n", *head],
        (
            [title, str(max(found.groups for found in estimates if found)), *map(show_value, estimates)]
            for title, estimates in rows
            if any(estimates)
        ),
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]


def _short(value: float) -> str:
    text = f"{value:.2f}"
    return text[1:] if text.startswith("0.") else text


def _signed(found: Difference) -> str:
    return f"{found.value:+.3f} ({found.low:+.3f} to {found.high:+.3f})"
