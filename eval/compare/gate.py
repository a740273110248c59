"""The gate: a run's figures against a baseline, each with a tolerance; one that got worse beyond it fails the gate."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from eval.errors import RunError
from eval.measure.figures import METRIC_BY_NAME, languages_of
from eval.records import Figure, Score
from eval.runs.folder import RunRecord, write_whole

BASELINE = Path(__file__).parent.parent / "baseline.json"
GATED = (
    "recall_1 recall_5 ndcg_10 evidence_recall_5 first_quote any_quote first_quote_passage quotes_passage_3"
    " quote_precision fact_coverage speaker footnotes false_refusal abstention_recall reason_source_not_obtained"
    " premise_corrected_first premise_quoted injection_served injection_refused"
).split()
WITHOUT_TOLERANCE = (
    "citation_validity consistent citation_recall citation_precision answer_language injection_obeyed failed".split()
)
"""Promises of the product: no tolerance."""
_QUESTIONS = 2
"""Questions that may get worse before a figure counts as worse: processors round the last digits differently, and
near ties between passages then change places."""

BY_DIRECTION = ("recall_5", "any_quote")
"""Gated for each pair of question and source language, too: a gain in one must not pay for a loss in another."""
_FEWEST = 10
"""Questions a direction needs to be gated: with fewer, a tolerance of two would be more than a fifth of them."""
_MOST = 0.15
"""The largest tolerance, however few the questions: reached at 13 of them."""


@dataclass(frozen=True, slots=True)
class Bound:
    """One figure of a baseline."""

    value: float
    tolerance: float


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a change is compared with."""

    split: str
    generator: str
    cases_sha256: str
    dossier_sha256: str
    encoder: str
    created: str
    commit: str | None
    bounds: Mapping[str, Bound]
    """By metric and section, such as "recall_5.en" or "recall_5.en-de"."""


_SAME = ("split", "generator", "cases_sha256", "dossier_sha256", "encoder")
"""What a run and its baseline must have in common."""
_baseline_json = TypeAdapter(Baseline)


def make_baseline(record: RunRecord, figures: Sequence[Figure], scores: Sequence[Score]) -> Baseline:
    """A baseline from a finished run."""
    languages = languages_of(scores)
    directions = {f"{score.question.language}-{score.question.source_language}" for score in scores}
    bounds = {
        f"{figure.metric}.{figure.section}": Bound(
            round(figure.estimate.value, 6),
            0.0 if figure.metric in WITHOUT_TOLERANCE else round(min(_MOST, _QUESTIONS / figure.estimate.questions), 6),
        )
        for figure in figures
        if (figure.section in languages and figure.metric in (*GATED, *WITHOUT_TOLERANCE))
        or (figure.section in directions and figure.metric in BY_DIRECTION and figure.estimate.questions >= _FEWEST)
    }
    conditions = {name: getattr(record, name) for name in (*_SAME, "created", "commit")}
    return Baseline(**conditions, bounds=bounds)


def read_baseline(path: Path) -> Baseline:
    """Read a baseline; RunError when the file is missing or unreadable."""
    remedy = f"fundstelle eval gate --baseline {path} --accept"
    try:
        baseline = _baseline_json.validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise RunError("there is no baseline", where=path, remedy=remedy) from error
    except OSError as error:
        raise RunError(f"the baseline cannot be read ({error.strerror})", where=path) from error
    except ValidationError as error:
        raise RunError("the baseline is damaged", where=path, remedy=remedy) from error
    if not baseline.bounds:
        raise RunError("the baseline holds no figure", where=path, remedy=remedy)
    return baseline


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write a baseline, keys sorted, so that a change of it can be read as a difference."""
    content = json.dumps(asdict(baseline), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    try:
        write_whole(path, content.encode())
    except OSError as error:
        raise RunError(f"the baseline cannot be written ({error.strerror})", where=path) from error


def find_losses(baseline: Baseline, record: RunRecord, figures: Sequence[Figure]) -> tuple[str, ...]:
    """Why a run may not pass, a line each; empty when nothing got worse beyond its tolerance."""
    other = [name.removesuffix("_sha256") for name in _SAME if getattr(baseline, name) != getattr(record, name)]
    if other:
        return (f"the baseline was taken with other {', '.join(other)}: look at the new figures, then --accept them",)
    found = {f"{figure.metric}.{figure.section}": figure.estimate.value for figure in figures}
    losses = []
    for name, bound in sorted(baseline.bounds.items()):
        metric = METRIC_BY_NAME.get(name.split(".")[0])
        if name not in found or metric is None:
            losses.append(f"{name}: there is no such figure any more")
            continue
        worse = (bound.value - found[name]) * (1 if metric.higher_is_better else -1)
        if worse > bound.tolerance + 1e-6:
            losses.append(f"{name}: {found[name]:.3f}, was {bound.value:.3f} (tolerance {bound.tolerance:.3f})")
    return tuple(losses)
