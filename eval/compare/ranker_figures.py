"""Rankers side by side: each one's figures with intervals, and its distance to the product in pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter, ValidationError

from eval.errors import RunError
from eval.measure.intervals import Difference, compare_paired, estimate_mean
from eval.measure.rankers import RankerScore
from eval.records import Estimate
from eval.runs.folder import write_whole

RANK_METRICS = ("recall_1", "recall_5", "mrr_10", "ndcg_10")
_FEWEST = 10
"""Groups a direction needs to get a row."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One ranker's figures over one section of the questions."""

    ranker: str
    section: str
    """A question language, or a direction such as "en-de"."""
    figures: dict[str, Estimate]
    """By metric of `RANK_METRICS`."""
    behind: dict[str, Difference]
    """The ranker's value minus the product's, in pairs by question group; empty for the product itself."""
    milliseconds: float
    """Median time of one question in this section, its vector not counted."""


@dataclass(frozen=True, slots=True)
class _Kept:
    run: str
    """Fingerprint of the run that the standings belong to."""
    standings: tuple[Standing, ...]


_kept_json = TypeAdapter(_Kept)


def stand(scores: Sequence[RankerScore], product: str) -> tuple[Standing, ...]:
    """One row for each ranker and section; rankers keep the order in which they were measured."""
    rankers = dict.fromkeys(score.ranker for score in scores)
    sections = _sections(scores)
    rows = []
    for section in sections:
        reference = {score.question.id: score for score in scores if score.ranker == product}
        for ranker in rankers:
            chosen = [score for score in scores if score.ranker == ranker and section in _sections_of(score)]
            rows.append(_row(ranker, section, chosen, reference if ranker != product else {}))
    return tuple(rows)


def write_standings(path: Path, run: str, standings: Sequence[Standing]) -> None:
    """Keep standings beside the run with this fingerprint, where the report finds them."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, _kept_json.dump_json(_Kept(run, tuple(standings)), indent=1))
    except OSError as error:
        raise RunError(f"the comparison cannot be written ({error.strerror})", where=path) from error


def read_standings(path: Path, run: str) -> tuple[Standing, ...]:
    """Standings of an earlier command over the same run; none where there are none, or they are of another one."""
    try:
        kept = _kept_json.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return ()
    return kept.standings if kept.run == run else ()


def _sections_of(score: RankerScore) -> tuple[str, str]:
    language = score.question.language
    return language, f"{language}-{score.question.source_language}"


def _sections(scores: Sequence[RankerScore]) -> list[str]:
    groups: dict[str, set[str]] = {}
    for score in scores:
        for section in _sections_of(score):
            groups.setdefault(section, set()).add(score.question.case.id)
    large = [section for section, found in groups.items() if len(found) >= _FEWEST or "-" not in section]
    return sorted(large, key=lambda section: ("-" in section, section))


def _row(ranker: str, section: str, scores: Sequence[RankerScore], reference: dict[str, RankerScore]) -> Standing:
    groups = [score.question.case.id for score in scores]
    figures, behind = {}, {}
    for metric in RANK_METRICS:
        values = [score.values[metric] for score in scores]
        figures[metric] = estimate_mean(values, groups)
        if reference:
            product = [reference[score.question.id].values[metric] for score in scores]
            behind[metric] = compare_paired(product, values, groups)
    return Standing(ranker, section, figures, behind, float(np.median([score.milliseconds for score in scores])))
