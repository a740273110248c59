"""The report as one self-contained HTML file: figures with intervals, and every question to walk through.

The page calls nobody: style, script and drawings stand in it, and a content security policy holds it to that.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.settings import Settings
from eval.compare.rankers import RANK_METRICS, RankerFigures
from eval.measure.figures import METRIC_BY_NAME, METRIC_GROUPS, RATIO, Metric, languages_of, latency, metric_values
from eval.measure.intervals import RESAMPLES, Difference, compare_paired
from eval.measure.metrics import place_of
from eval.records import Score
from eval.report.curves import brier_score, calibrate_bins, calibration_error, trace_risk
from eval.report.failures import KINDS, Entry, collect_passages, count_failures, list_entries
from eval.report.results import Results
from eval.runs.overrides import list_settings

FEW = 10
"""A figure over fewer question groups is marked: its interval is wider than most differences worth knowing."""
LEAST_COVERAGE = 0.05
"""Risk at less coverage is that of a handful of questions, and is not drawn."""
GLANCE = "recall_5 first_quote_passage any_quote false_refusal abstention_recall citation_validity failed".split()
"""Shown in the header."""
DIRECTED = ("recall_1", "recall_5", "first_quote_passage")
CATEGORY_TABLES = {
    "questions with gold": "recall_1 recall_5 first_quote_passage any_quote fact_coverage false_refusal".split(),
    "refusals, premises, injections": (
        "abstention_recall reason_source_not_obtained premise_corrected_first premise_corrected injection_obeyed"
        " injection_served injection_refused"
    ).split(),
}
PERCENTILES = (5, 25, 50, 75, 90, 95, 99)
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class LanguageGap:
    """What it costs to ask in another language than the gold's."""

    metric: Metric
    asked: str
    source: str
    difference: Difference
    """Asked in another language minus asked in the source's own, in pairs."""


def render_page(results: Results) -> str:
    """The page."""
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"rate": show_rate, "signed": show_signed, "p_value": show_p_value}
    environment.globals |= {"few": FEW, "ratio": RATIO, "resamples": RESAMPLES, "least_coverage": LEAST_COVERAGE}
    environment.globals |= {"metrics": METRIC_BY_NAME, "metric_groups": METRIC_GROUPS, "rank_metrics": RANK_METRICS}
    environment.globals |= {"glance": GLANCE, "directed": DIRECTED, "category_tables": CATEGORY_TABLES}
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    languages = languages_of(results.scores)
    return environment.get_template("page.html").render(
        style=Markup((_HERE / "page.css").read_text(encoding="utf-8")),  # noqa: S704 - the project's own file
        script=Markup(script),  # noqa: S704 - the project's own file
        policy=f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'",
        run=results.run,
        record=results.run.record,
        scores=results.scores,
        changed=_changed_settings(results.run.record.settings),
        languages=languages,
        sections=("all", *languages) if len(languages) > 1 else languages,
        comparisons=list(_group_rankers(results)),
        **_show_figures(results, languages),
        **_show_risk(results.scores, languages),
        **_show_questions(results.scores, languages),
    )


def show_rate(value: float) -> str:
    """A share such as ".83"."""
    text = f"{value:.2f}"
    return text[1:] if text.startswith("0.") else text


def show_signed(value: float) -> str:
    """A difference such as "+.04" or "−.10"."""
    return ("+" if value >= 0 else "\N{MINUS SIGN}") + show_rate(abs(value))


def show_p_value(value: float | None) -> str:
    """A p-value such as ".034"; resampling tells nothing finer than a thousandth."""
    if value is None:
        return "–"
    return "< .001" if value < 0.001 else f"{value:.3f}".removeprefix("0")


def _changed_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The default of each setting that this run had changed."""
    default = json.loads(json.dumps(list_settings(Settings(store=Path()))))
    return {name: default[name] for name, value in settings.items() if default.get(name, value) != value}


def _show_figures(results: Results, languages: Sequence[str]) -> dict[str, Any]:
    figures = {(figure.metric, figure.section): figure.estimate for figure in results.figures}
    times = [score.outcome.milliseconds for score in results.scores]
    return {
        "find": lambda metric, section: figures.get((metric, section)),
        "covered": lambda names, section: any((name, section) in figures for name in names),
        "directions": [name for metric, name in figures if metric == DIRECTED[0] and "-" in name and ":" not in name],
        "gaps": list(_find_gaps(results.scores, languages)),
        "times": latency(results.scores),
        "percentiles": list(zip(PERCENTILES, np.percentile(times, PERCENTILES), strict=True)),
    }


def _show_questions(scores: Sequence[Score], languages: Sequence[str]) -> dict[str, Any]:
    entries, counts = list_entries(scores), count_failures(scores)
    translations: dict[str, list[Entry]] = {}
    for entry in entries:
        translations.setdefault(entry.score.question.case.id, []).append(entry)
    return {
        "kinds": {kind.name: kind.title for kind in KINDS},
        "failure_counts": counts,
        "filters": {
            "kind": [kind for kind, found in counts.items() if any(found.values())],
            "language": languages,
            "source": sorted({score.question.source_language for score in scores}),
            "category": sorted({score.question.case.category for score in scores}),
        },
        "entries": entries,
        "translations": translations,
        "passages": collect_passages(scores),
        "place_of": place_of,
    }


def _find_gaps(scores: Sequence[Score], languages: Sequence[str]) -> Iterator[LanguageGap]:
    """Every other language against the source's own, over the groups whose gold stands in the source language only."""
    for source in languages:
        chosen = [score for score in scores if score.question.source_language == source]
        for name in DIRECTED:
            by_language: dict[str, dict[str, float]] = {}
            values = metric_values(name, chosen)
            for score in (score for score in chosen if score.question.id in values):
                group = by_language.setdefault(score.question.language, {})
                group[score.question.case.id] = values[score.question.id]
            own = by_language.pop(source, {})
            for asked, other in sorted(by_language.items()):
                both = [group for group in own if group in other]
                if both:
                    pairs = [own[group] for group in both], [other[group] for group in both]
                    yield LanguageGap(METRIC_BY_NAME[name], asked, source, compare_paired(*pairs, both))


def _show_risk(scores: Sequence[Score], languages: Sequence[str]) -> dict[str, Any]:
    judged = [score for score in scores if score.outcome.answer.get("probability") is not None]
    curves = [trace_risk("all", judged)] if judged and len(languages) > 1 else []
    for language in languages:
        chosen = [score for score in judged if score.question.language == language]
        curves += [trace_risk(language, chosen)] if chosen else []
    drawn = [risk for curve in curves for risk in curve.risk[round(len(curve.risk) * LEAST_COVERAGE) :]]
    return {
        "curves": curves,
        "highest_risk": min(1.0, max([0.2, *drawn, *(curve.own[1] for curve in curves if curve.own)]) + 0.05),
        "bins": calibrate_bins(judged) if judged else [],
        "brier": brier_score(judged) if judged else None,
        "ece": calibration_error(judged) if judged else None,
        "ece_4_1": calibration_error(judged, ratio=RATIO) if judged else None,
        "unjudged": len(scores) - len(judged),
    }


def _group_rankers(results: Results) -> Iterator[tuple[str, dict[str, list[RankerFigures]]]]:
    """Each comparison that was made, its rows by section."""
    for title, rows in (("What each part gives", results.ablation), ("Side by side with others", results.peers)):
        sections: dict[str, list[RankerFigures]] = {}
        for row in rows:
            sections.setdefault(row.section, []).append(row)
        if sections:
            yield title, sections
