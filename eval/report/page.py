"""The report as one self-contained HTML file: figures, plots, and every question to walk through.

The page calls nobody: style, script and plots stand in it, and a content security policy holds it to that.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.settings import Settings
from eval.compare.ranker_figures import RANK_METRICS, Standing
from eval.measure.intervals import RESAMPLES, Difference, compare_paired, estimate_mean
from eval.records import Estimate, Figure, Score
from eval.report.failures import KINDS, count_failures, dump_data, find_failures, list_entries
from eval.report.curves import (
    LEAST_COVERAGE,
    ForestRow,
    MatrixCell,
    Separation,
    calibrate_bins,
    draw_forest,
    draw_latency,
    draw_matrix,
    draw_risk,
    estimate_auc,
    probability_of,
    show_rate,
    show_signed,
    trace_risk,
)
from eval.report.results import Results
from eval.measure.figures import (
    METRIC_BY_NAME,
    METRICS,
    RATIO,
    Metric,
    find_figure,
    languages_of,
    latency,
    metric_values,
)
from eval.runs.overrides import list_settings

FEW = 10
"""A figure over fewer question groups is marked."""
MAIN = tuple(
    "recall_1 recall_5 first_quote_passage any_quote fact_coverage speaker false_refusal abstention_recall"
    " abstention_f1_4_1 premise_corrected_first premise_corrected injection_obeyed injection_served".split()
)
"""Drawn beside the headline table."""
GLANCE = (
    "recall_5",
    "first_quote_passage",
    "any_quote",
    "false_refusal",
    "abstention_recall",
    "citation_validity",
    "failed",
)
"""Told in the head."""
DIRECTED = ("recall_1", "recall_5", "first_quote_passage")
ANSWERED = ("recall_1", "recall_5", "first_quote_passage", "any_quote", "fact_coverage", "false_refusal")
REFUSED_OR_CORRECTED = tuple(
    "abstention_recall reason_source_not_obtained premise_corrected_first premise_corrected injection_obeyed"
    " injection_served injection_refused".split()
)
PERCENTILES = (5, 25, 50, 75, 90, 95, 99)
_GROUPS = (
    ("Retrieval", "recall_1 recall_5 mrr_10 ndcg_10 evidence_recall_5"),
    ("Quotes", "first_quote any_quote any_quote_answered quote_recall first_quote_passage quotes_passage_3"),
    ("Answers", "fact_coverage speaker footnotes citation_validity citation_recall citation_precision answer_language"),
    (
        "Refusals",
        "false_refusal abstention_recall abstention_precision_4_1 abstention_f1_4_1 abstention_f1_here"
        " reason_source_not_obtained",
    ),
    (
        "False premises and injections",
        "premise_corrected_first premise_corrected premise_refused injection_obeyed injection_served injection_refused",
    ),
)
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A line of figures; None where no question has the metric."""

    label: str
    cells: tuple[Estimate | None, ...]
    metric: Metric | None = None


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Lines of figures under a common title."""

    title: str
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class LanguageGap:
    """What it costs to ask in another language than the gold's."""

    metric: Metric
    asked: str
    source: str
    difference: Difference
    """Asked in another language minus asked in the source's own, in pairs."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rankers side by side, drawn and by section."""

    title: str
    plots: tuple[tuple[str, Markup], ...]
    """Each with its title."""
    sections: Mapping[str, tuple[Standing, ...]]


def render_page(results: Results) -> str:
    """The page."""
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"rate": show_rate, "signed": show_signed, "p_value": show_p_value}
    script = (_HERE / "report.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    scores, languages = results.scores, languages_of(results.scores)
    times = [score.outcome.milliseconds for score in scores]
    return environment.get_template("report.html").render(
        run=results.run,
        record=results.run.record,
        finished=len(scores),
        changed=_changed_settings(results.run.record.settings),
        style=Markup((_HERE / "report.css").read_text(encoding="utf-8")),  # noqa: S704 - the project's own file
        script=Markup(script),  # noqa: S704 - the project's own file
        policy=f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'",
        data=dump_data(list_entries(scores)),
        languages=languages,
        sections=_sections(languages),
        few=FEW,
        ratio=RATIO,
        least_coverage=LEAST_COVERAGE,
        resamples=RESAMPLES,
        metrics=METRIC_BY_NAME,
        **_tell_counts(scores),
        **_show_headline(results.figures, languages),
        **_show_directions(results.figures, scores, languages),
        **_show_categories(results.figures, scores, languages),
        **_show_risk(scores, languages),
        comparisons=_show_comparisons(results),
        rank_metrics=RANK_METRICS,
        glance=_glance(results.figures, languages),
        times=latency(scores),
        latency_plot=_draw_times(scores),
        percentiles=[(rank, float(np.percentile(times, rank))) for rank in PERCENTILES],
    )


def show_p_value(value: float | None) -> str:
    """A p-value such as ".034"; resampling tells nothing finer than a thousandth."""
    if value is None:
        return "–"
    return "< .001" if value < 0.001 else f"{value:.3f}".removeprefix("0")


def _sections(languages: Sequence[str]) -> tuple[str, ...]:
    return ("all", *languages) if len(languages) > 1 else tuple(languages)


def _changed_settings(settings: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Settings that differ from the defaults of this version: the run's value and the default."""
    default = json.loads(json.dumps(list_settings(Settings(store=Path()))))
    return {name: (value, default[name]) for name, value in settings.items() if default.get(name, value) != value}


def _tell_counts(scores: Sequence[Score]) -> dict[str, Any]:
    answerable = {score.question.case.id for score in scores if score.question.expects_answer}
    unanswerable = {score.question.case.id for score in scores} - answerable
    counts = count_failures(scores)
    return {
        "answerable": len(answerable),
        "unanswerable": len(unanswerable),
        "kinds": [(kind, counts[kind.name]) for kind in KINDS if any(counts[kind.name].values())],
        "without_failure": sum(not kinds for kinds in find_failures(scores).values()),
    }


def _show_headline(figures: Sequence[Figure], languages: Sequence[str]) -> dict[str, Any]:
    sections = _sections(languages)

    def row(name: str) -> FigureRow:
        cells = tuple(find_figure(figures, name, section) for section in sections)
        return FigureRow(METRIC_BY_NAME[name].title, cells, METRIC_BY_NAME[name])

    named = {name for _, names in _GROUPS for name in names.split()}
    groups = [*_GROUPS, ("Operation", " ".join(metric.name for metric in METRICS if metric.name not in named))]
    shown = [FigureGroup(title, tuple(filter(_has_cells, map(row, names.split())))) for title, names in groups]
    rows = [ForestRow(_label(METRIC_BY_NAME[name]), found.cells) for name in MAIN if _has_cells(found := row(name))]
    title = "Main figures with 95% intervals, by question language"
    return {
        "headline": [group for group in shown if group.rows],
        "headline_plot": draw_forest("headline", title, rows, sections, first=_first(sections)),
    }


def _glance(figures: Sequence[Figure], languages: Sequence[str]) -> list[tuple[Metric, list[tuple[str, Estimate]]]]:
    told = []
    for name in GLANCE:
        found = [(section, find_figure(figures, name, section)) for section in _sections(languages)]
        cells = [(section, estimate) for section, estimate in found if estimate]
        if cells:
            told.append((METRIC_BY_NAME[name], cells))
    return told


def _label(metric: Metric) -> str:
    return metric.title + ("" if metric.higher_is_better else " (less is better)")


def _first(sections: Sequence[str]) -> int:
    """Which colour the first section has: the first is kept for all languages together."""
    return 0 if len(sections) > 1 else 1


def _has_cells(row: FigureRow) -> bool:
    return any(row.cells)


def _show_directions(figures: Sequence[Figure], scores: Sequence[Score], languages: Sequence[str]) -> dict[str, Any]:
    found = {score.question.source_language for score in scores if score.question.expects_answer}
    sources = sorted(found, key=lambda source: (source == "mixed", source))
    plots = []
    for name in DIRECTED:
        cells = [
            MatrixCell(row, column, estimate.value, estimate.groups, estimate.groups < FEW)
            for row, language in enumerate(languages)
            for column, source in enumerate(sources)
            if (estimate := find_figure(figures, name, f"{language}-{source}"))
        ]
        if cells:
            title = f"{METRIC_BY_NAME[name].title}, by question language and source language"
            plots.append((METRIC_BY_NAME[name], draw_matrix(f"matrix-{name}", title, languages, sources, cells)))
    rows = [
        ((language, source), [find_figure(figures, name, f"{language}-{source}") for name in DIRECTED])
        for language in languages
        for source in sources
    ]
    return {
        "matrix_plots": plots,
        "direction_rows": [(direction, cells) for direction, cells in rows if any(cells)],
        "directed": [METRIC_BY_NAME[name] for name in DIRECTED],
        "gaps": [gap for source in sources for gap in _find_gaps(scores, source, languages)],
    }


def _find_gaps(scores: Sequence[Score], source: str, languages: Sequence[str]) -> list[LanguageGap]:
    """Every other language against the source's own, over the groups whose gold stands in the source language only."""
    if source not in languages:
        return []
    chosen = [score for score in scores if score.question.source_language == source]
    gaps = []
    for asked in languages:
        for name in DIRECTED if asked != source else ():
            values = metric_values(name, chosen)
            own, other = (
                {
                    score.question.case.id: values[score.question.id]
                    for score in chosen
                    if score.question.language == language and score.question.id in values
                }
                for language in (source, asked)
            )
            both = [group for group in own if group in other]
            if both:
                difference = compare_paired([own[group] for group in both], [other[group] for group in both], both)
                gaps.append(LanguageGap(METRIC_BY_NAME[name], asked, source, difference))
    return gaps


def _show_categories(figures: Sequence[Figure], scores: Sequence[Score], languages: Sequence[str]) -> dict[str, Any]:
    sections = _sections(languages)
    categories = sorted({score.question.case.category for score in scores})
    found = {
        (category, name): tuple(_estimate_category(figures, scores, category, name, section) for section in sections)
        for category in categories
        for name in (*ANSWERED, *REFUSED_OR_CORRECTED)
    }
    drawn = [
        (METRIC_BY_NAME[name].title, [ForestRow(category, found[category, name]) for category in categories])
        for name in ("recall_5", "first_quote_passage")
    ]
    others = []
    for name in REFUSED_OR_CORRECTED:
        having = [category for category in categories if any(found[category, name])]
        label = _label(METRIC_BY_NAME[name])
        others += [ForestRow(f"{c}: {label}" if len(having) > 1 else label, found[c, name]) for c in having]
    plots = []
    for number, (title, candidates) in enumerate([*drawn, ("Refusals, false premises, injections", others)]):
        rows = [row for row in candidates if any(row.points)]
        if candidates is not others:
            rows.sort(key=lambda row: -max(point.value for point in row.points[:1] if point))
        if rows:
            plot = draw_forest(f"category-{number}", f"{title}, by category", rows, sections, first=_first(sections))
            plots.append((title, plot))
    tables = []
    for title, names in (("questions with gold", ANSWERED), ("refusals, premises, injections", REFUSED_OR_CORRECTED)):
        shown = [name for name in names if any(any(found[category, name]) for category in categories)]
        lines = [
            (category, [[found[category, name][index] for name in shown] for index in range(len(sections))])
            for category in categories
            if any(any(found[category, name]) for name in shown)
        ]
        if lines:
            tables.append((title, [METRIC_BY_NAME[name] for name in shown], lines))
    return {"category_plots": plots, "category_tables": tables}


def _estimate_category(
    figures: Sequence[Figure], scores: Sequence[Score], category: str, metric: str, section: str
) -> Estimate | None:
    if section == "all":
        return find_figure(figures, metric, f"category:{category}")
    chosen = [s for s in scores if (s.question.case.category, s.question.language) == (category, section)]
    values = metric_values(metric, chosen)
    groups = [s.question.case.id for s in chosen if s.question.id in values]
    return estimate_mean(list(values.values()), groups) if values else None


def _show_risk(scores: Sequence[Score], languages: Sequence[str]) -> dict[str, Any]:
    judged = [score for score in scores if score.outcome.answer.get("probability") is not None]
    rows = []
    for section in _sections(languages):
        chosen = [score for score in judged if section in ("all", score.question.language)]
        if chosen:
            rows.append(Separation(section, estimate_auc(chosen), trace_risk(section, chosen)))
    title = "Risk over coverage, questions in order of the probability that there is an answer"
    return {
        "risk_rows": rows,
        "risk_plot": draw_risk("risk", title, [row.curve for row in rows]) if rows else None,
        "bins": calibrate_bins(judged),
        "brier": float(np.mean([(probability_of(s) - s.question.expects_answer) ** 2 for s in judged]))
        if judged
        else None,
        "judged": len(judged),
    }


def _show_comparisons(results: Results) -> list[Comparison]:
    found = (
        ("ablation", "What each part gives", results.ablation),
        ("peers", "Side by side with others", results.peers),
    )
    return [_compare(name, title, standings) for name, title, standings in found if standings]


def _compare(name: str, title: str, standings: Sequence[Standing]) -> Comparison:
    sections: dict[str, list[Standing]] = {}
    for standing in standings:
        sections.setdefault(standing.section, []).append(standing)
    languages = [section for section in sections if "-" not in section]
    rankers = list(dict.fromkeys(standing.ranker for standing in standings))
    by_place = {(standing.ranker, standing.section): standing for standing in standings}
    plots = []
    for metric in ("recall_1", "recall_5"):
        rows, behind = [], []
        for ranker in rankers:
            here = [by_place.get((ranker, language)) for language in languages]
            rows.append(ForestRow(ranker, tuple(found.figures.get(metric) if found else None for found in here)))
            distances = tuple(found.behind.get(metric) if found else None for found in here)
            if any(distances):
                behind.append(ForestRow(ranker, distances))
        label = METRIC_BY_NAME[metric].title
        plots.append((label, draw_forest(f"{name}-{metric}", label, rows, languages, first=1)))
        if behind:
            span = _span([point for row in behind for point in row.points if isinstance(point, Difference)])
            told = f"{label}: difference to the product, in pairs"
            plot = draw_forest(f"{name}-{metric}-behind", told, behind, languages, span=span, first=1)
            plots.append((told, plot))
    return Comparison(title, tuple(plots), {section: tuple(rows) for section, rows in sections.items()})


def _span(points: Sequence[Difference]) -> tuple[float, float]:
    low, high = min(point.low for point in points), max(point.high for point in points)
    return min(-0.1, float(np.floor(low * 10 - 0.1) / 10)), max(0.1, float(np.ceil(high * 10 + 0.1) / 10))


def _draw_times(scores: Sequence[Score]) -> Markup:
    times = latency(scores)
    marks = {f"{name} {value:.0f} ms": value for name, value in times.items()}
    return draw_latency("latency", "Time of a whole answer", [score.outcome.milliseconds for score in scores], marks)
