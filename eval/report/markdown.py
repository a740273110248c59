"""Figures as text: what the command line prints, and `summary.md`."""

from __future__ import annotations

from collections.abc import Sequence

from eval.compare.two_runs import Compared, Flip
from eval.compare.ranker_figures import RANK_METRICS, Standing
from eval.records import Estimate, Figure, Score
from eval.measure.figures import METRIC_BY_NAME, METRICS, find_figure, languages_of, latency
from eval.runs.folder import Run


def show_value(estimate: Estimate | None) -> str:
    """A figure with its interval, such as ".83 (.75-.89)"; a dash where there is none."""
    if estimate is None:
        return "-"
    return f"{_short(estimate.value)} ({_short(estimate.low)}-{_short(estimate.high)})"


def make_summary(run: Run, scores: Sequence[Score], figures: Sequence[Figure]) -> str:
    """The figures of a run as Markdown: headline by language, directions, categories, latency, conditions."""
    record, languages = run.record, languages_of(scores)
    times = latency(scores)
    lines = [
        f"# {record.dossier}: {record.split}",
        "",
        f"{len(scores)} of {record.questions} questions · generator {record.generator} · encoder `{record.encoder}`",
        f"commit {record.commit or 'unknown'} · code {record.code_sha256[:12]} · cases {record.cases_sha256[:12]}"
        f" · dossier {record.dossier_sha256[:12]} · {record.created}",
        "",
        "95% intervals: Wilson for one language's yes-or-no metrics, else bootstrap over question groups.",
        "",
        *_headline(figures, languages),
        "",
        "## By direction (question language - source language)",
        "",
        *_by_section(figures, [section for section in _section_names(figures) if "-" in section]),
        "",
        "## By category (all languages)",
        "",
        *_by_section(figures, [section for section in _section_names(figures) if section.startswith("category:")]),
        "",
        f"Whole answer: median {times['p50']:.0f} ms, 95th percentile {times['p95']:.0f} ms" if times else "",
    ]
    return "\n".join(lines).rstrip() + "\n"


def make_standings(title: str, standings: Sequence[Standing]) -> str:
    """Rankers side by side as Markdown."""
    lines = [f"## {title}", ""]
    for section in dict.fromkeys(standing.section for standing in standings):
        rows = [standing for standing in standings if standing.section == section]
        count = rows[0].figures[RANK_METRICS[0]].groups
        head = [
            "Recall@1",
            "Recall@5",
            "MRR@10",
            "nDCG@10",
            "Recall@5 against the product",
            "p (single)",
            "ms (without its vector)",
        ]
        lines += [f"### {section} ({count} groups)", "", _line(["", *head]), _line(["---"] * (len(head) + 1))]
        for row in rows:
            behind = row.behind.get("recall_5")
            lines.append(
                _line(
                    [
                        row.ranker,
                        *(show_value(row.figures[metric]) for metric in RANK_METRICS),
                        _signed(behind.value, behind.low, behind.high) if behind else "",
                        f"{behind.p_value:.3f}" if behind else "",
                        f"{row.milliseconds:.1f}",
                    ]
                )
            )
        lines.append("")
    return "\n".join(lines)


def make_comparison(rows: Sequence[Compared], flips: Sequence[Flip]) -> str:
    """A comparison as text: what differs, then every question that changed."""
    lines = []
    for section in dict.fromkeys(row.section for row in rows):
        head = ["", "before", "after", "difference (95%)", "p", "p (Holm)", "McNemar"]
        lines += [f"## {section}", "", _line(head), _line(["---"] * len(head))]
        for row in rows:
            if row.section != section:
                continue
            found = row.difference
            lines.append(
                _line(
                    [
                        METRIC_BY_NAME[row.metric].title,
                        _short(row.before),
                        _short(row.after),
                        _signed(found.value, found.low, found.high),
                        f"{found.p_value:.3f}",
                        f"{row.adjusted:.3f}",
                        "" if found.mcnemar is None else f"{found.mcnemar:.3f}",
                    ]
                )
            )
        lines.append("")
    lines.append("## Questions that changed")
    for metric in dict.fromkeys(flip.metric for flip in flips):
        lines += ["", f"### {METRIC_BY_NAME[metric].title}", ""]
        lines += [f"- {_verdict(flip)} {flip.question}: {flip.text}" for flip in flips if flip.metric == metric]
    if not flips:
        lines += ["", "None."]
    return "\n".join(lines) + "\n"


def _verdict(flip: Flip) -> str:
    better = (flip.after > flip.before) == METRIC_BY_NAME[flip.metric].higher_is_better
    return "better" if better else "worse"


def _headline(figures: Sequence[Figure], languages: Sequence[str]) -> list[str]:
    sections = (*languages, *(["all"] if len(languages) > 1 else []))
    lines = [_line(["", "n", *sections]), _line(["---"] * (len(sections) + 2))]
    for metric in METRICS:
        estimates = [find_figure(figures, metric.name, section) for section in sections]
        if any(estimates):
            groups = max(estimate.groups for estimate in estimates if estimate)
            lines.append(_line([metric.title, str(groups), *map(show_value, estimates)]))
    return lines


def _by_section(figures: Sequence[Figure], sections: Sequence[str]) -> list[str]:
    metrics = ("recall_1", "recall_5", "first_quote_passage", "any_quote", "false_refusal", "abstention_recall")
    lines = [_line(["", "n", *(METRIC_BY_NAME[name].title for name in metrics)]), _line(["---"] * (len(metrics) + 2))]
    for section in sections:
        estimates = [find_figure(figures, metric, section) for metric in metrics]
        if any(estimates):
            groups = max(estimate.groups for estimate in estimates if estimate)
            name = section.removeprefix("category:")
            lines.append(_line([name, str(groups), *map(show_value, estimates)]))
    return lines


def _section_names(figures: Sequence[Figure]) -> list[str]:
    return list(dict.fromkeys(figure.section for figure in figures))


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _short(value: float) -> str:
    text = f"{value:.2f}"
    return text[1:] if text.startswith("0.") else text


def _signed(value: float, low: float, high: float) -> str:
    return f"{value:+.3f} ({low:+.3f} to {high:+.3f})"
