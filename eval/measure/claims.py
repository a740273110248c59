"""Whether the checks on prose find what is wrong with a sentence, and nothing in one that is right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.checking.claims.check import check_statement
from app.checking.claims.meaning import Likeness
from app.checking.claims.records import FAMILIES, Problem
from eval.cases.claims import ClaimCase
from eval.measure.intervals import Rate

CAUGHT, OBJECTED = "caught", "caught by its own check"
FALSE_ALARMS = "false alarms"


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with what the checks found."""

    case: ClaimCase
    problems: tuple[Problem, ...]

    @property
    def is_right(self) -> bool:
        """Whether something was found exactly where something is wrong."""
        return bool(self.problems) != self.case.correct

    @property
    def raised(self) -> frozenset[str]:
        """The families that found something."""
        return frozenset(one.family for one in self.problems)


def judge_claim(case: ClaimCase, similar: Likeness | None) -> Judged:
    """Check a case's sentence against all of its evidence."""
    issued = case.issued
    return Judged(case, check_statement(case.statement, tuple(issued), issued, similar=similar))


def count_rates(judged: Sequence[Judged]) -> tuple[Rate, ...]:
    """The figures: errors caught by family and in all, by any check and by the right one; alarms on right sentences.

    A false alarm by two families is counted for each, and once among all.
    """
    wrong = [one for one in judged if not one.case.correct]
    right = [one for one in judged if one.case.correct]
    rates: list[Rate] = []
    for family in FAMILIES:
        if own := [one for one in wrong if one.case.family == family]:
            rates.append(_count(f"{family}, {CAUGHT}", (bool(one.problems) for one in own)))
            rates.append(_count(f"{family}, {OBJECTED}", (family in one.raised for one in own)))
    return (
        *rates,
        _count(CAUGHT, (bool(one.problems) for one in wrong)),
        _count(OBJECTED, (one.case.family in one.raised for one in wrong)),
        _count(FALSE_ALARMS, (bool(one.problems) for one in right)),
        *(_count(f"{FALSE_ALARMS} by {family}", (family in one.raised for one in right)) for family in FAMILIES),
    )


def count_pairs(judged: Sequence[Judged]) -> tuple[Rate, ...]:
    """Errors caught and false alarms by pair of languages, evidence to sentence."""
    pairs = sorted({one.case.pair for one in judged})
    return tuple(
        _count(f"{pair}, {name}", (bool(one.problems) for one in judged if (one.case.pair, one.case.correct) == key))
        for name, correct in ((CAUGHT, False), (FALSE_ALARMS, True))
        for pair in pairs
        for key in ((pair, correct),)
    )


def _count(name: str, found: Iterable[bool]) -> Rate:
    rows = list(found)
    return Rate(name, sum(rows), len(rows))
