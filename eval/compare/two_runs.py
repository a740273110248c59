"""Two runs side by side: paired differences with intervals and tests, and every question that went the other way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.errors import RunError
from eval.measure.figures import METRICS, languages_of, metric_values
from eval.measure.intervals import Difference, adjust_for_many, compare_paired
from eval.records import Score

FLIPPED = ("recall_1", "recall_5", "first_quote_passage", "any_quote", "false_refusal", "abstention_recall")
"""Yes-or-no metrics whose changes are listed question by question."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One metric, before and after, over the questions that both runs have."""

    metric: str
    section: str
    """"all" or a question language."""
    before: float
    after: float
    difference: Difference
    adjusted: float
    """The p-value of the sign flips, corrected by Holm for all metrics of this section."""


@dataclass(frozen=True, slots=True)
class Flip:
    """A question whose outcome changed."""

    question: str
    metric: str
    before: float
    after: float
    text: str


def compare_scores(before: Sequence[Score], after: Sequence[Score]) -> tuple[Compared, ...]:
    """Every metric over the common questions, all languages together and each alone."""
    common = {_asked(score) for score in before} & {_asked(score) for score in after}
    if not common:
        raise RunError("the two runs have no question in common", remedy="compare runs over the same cases")
    rows: list[Compared] = []
    for section in ("all", *languages_of(after)):
        first, second = (
            [s for s in scores if _asked(s) in common and section in ("all", s.question.language)]
            for scores in (before, after)
        )
        rows += _compare_section(section, first, second)
    return tuple(rows)


def find_flips(before: Sequence[Score], after: Sequence[Score]) -> tuple[Flip, ...]:
    """Questions that changed, by metric; those that got worse first."""
    common = {_asked(score) for score in before} & {_asked(score) for score in after}
    before, after = ([score for score in scores if _asked(score) in common] for scores in (before, after))
    flips = []
    for metric in METRICS:
        if metric.name not in FLIPPED:
            continue
        old, new = metric_values(metric.name, before), metric_values(metric.name, after)
        texts = {score.question.id: score.question.text for score in after}
        changed = [Flip(name, metric.name, old[name], new[name], texts[name]) for name in old if name in new]
        flips += sorted(
            (flip for flip in changed if flip.before != flip.after),
            key=lambda flip: (flip.after > flip.before) == metric.higher_is_better,
        )
    return tuple(flips)


def left_out(before: Sequence[Score], after: Sequence[Score]) -> int:
    """How many questions only one of the runs has, or has with other words, history or gold."""
    return len({_asked(score) for score in before} ^ {_asked(score) for score in after})


def _asked(score: Score) -> tuple[object, ...]:
    case, language = score.question.case, score.question.language
    return score.question.id, score.question.text, case.history.get(language, ()), case.gold


def _compare_section(section: str, before: Sequence[Score], after: Sequence[Score]) -> list[Compared]:
    groups = {score.question.id: score.question.case.id for score in after}
    found = {}
    for metric in METRICS:
        old, new = metric_values(metric.name, before), metric_values(metric.name, after)
        names = [name for name in old if name in new]
        if names:
            first, second = [old[name] for name in names], [new[name] for name in names]
            found[metric.name] = (first, second, compare_paired(first, second, [groups[name] for name in names]))
    adjusted = adjust_for_many({name: difference.p_value for name, (_, _, difference) in found.items()})
    return [
        Compared(name, section, sum(old) / len(old), sum(new) / len(new), difference, adjusted[name])
        for name, (old, new, difference) in found.items()
    ]
