"""Every date of a statement stands in what the statement cites; it may leave out the day or the year, not change them.

What a date implies may be said for it: the quarter, the decade and the century that it lies in. A weekday that only a
calendar gives may not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from app.checking.claims.binding import is_of_another_clause
from app.checking.claims.dating import DateRef, find_dates
from app.checking.claims.levelling import level_numbers
from app.checking.claims.records import Ground, Problem, Statement
from app.checking.claims.steps import find_steps

_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")
_SEASONS = {"spring": (3, 4, 5), "summer": (6, 7, 8), "autumn": (9, 10, 11), "winter": (12, 1, 2)}
_PARTS = {"early": range(1, 5), "middle": range(4, 10), "late": range(9, 13)}


def find_wrong_dates(statement: Statement, grounds: Sequence[Ground]) -> tuple[Problem, ...]:
    """The dates of `statement` that the grounds do not give, or give otherwise."""
    refs = find_dates(level_numbers(statement.text, statement.language), statement.language)
    if not refs:
        return ()
    given = [ref for ground in grounds for ref in _read_ground(ground)]
    counted = {
        number for ground in grounds for number in _FOUR_DIGITS.findall(level_numbers(ground.text, ground.language))
    }
    problems = []
    for ref in refs:
        if not _is_carried(ref, given) and ref.said not in counted:
            problems.append(Problem("date", ref.said, f"not a date of the cited text: {ref.said}"))
        elif ref.relative != "today" and _is_told_of_another(ref, refs, statement, grounds):
            problems.append(Problem("date", ref.said, f"a date of the cited text, but of something else: {ref.said}"))
    return tuple(problems)


def _is_told_of_another(ref: DateRef, refs: Sequence[DateRef], statement: Statement, grounds: Sequence[Ground]) -> bool:
    def has_it(clause: str, language: str) -> bool:
        return any(_carries(one, ref) or _carries(one, ref, whole=False) for one in _find_in(clause, language))

    def has_another(clause: str, language: str) -> bool:
        plain = level_numbers(clause, language)
        others = [one for one in find_dates(plain, language) if not any(_carries(one, other) for other in refs)]
        return any(_is_alike(one, ref) for one in others) or (
            ref.year is not None and bool(find_steps(plain, language))
        )

    return is_of_another_clause(ref.said, statement, grounds, has_it=has_it, has_another=has_another)


@lru_cache(maxsize=1 << 10)
def _find_in(text: str, language: str) -> tuple[DateRef, ...]:
    return tuple(find_dates(level_numbers(text, language), language))


def _is_alike(one: DateRef, ref: DateRef) -> bool:
    """Whether both tell the same part of a date."""
    parts = ("year", "month", "day", "quarter", "half", "decade", "century", "season", "weekday", "relative")
    if any(getattr(one, part) is not None and getattr(ref, part) is not None for part in parts):
        return True
    return _is_day(one) and _is_day(ref)


def _is_day(ref: DateRef) -> bool:
    return ref.day is not None or ref.weekday is not None or ref.relative is not None


def _read_ground(ground: Ground) -> Iterable[DateRef]:
    for text in (ground.text, ground.context, ground.speaker, ground.about or ""):
        plain = level_numbers(text, ground.language)
        refs = find_dates(plain, ground.language)
        yield from refs
        years = {ref.year for ref in refs} - {None}
        # "Two years later": which year that is has to be reckoned, and may be.
        yield from (
            DateRef("", 0, 0, year=year + step) for step in find_steps(plain, ground.language) for year in years if year
        )


def _is_carried(ref: DateRef, given: Sequence[DateRef]) -> bool:
    if ref.relative == "today":  # A filler as often as a date.
        told = {one.relative for one in given} - {None}
        return not told or "today" in told or bool(told & {"this year", "this month", "this week"})
    if any(_carries(one, ref) for one in given):
        return True
    # "In June 2024": the month stands in the text, the year in the line above it.
    years = {one.year for one in given} - {None}
    return ref.year in years and any(one.year is None and _carries(one, ref, whole=False) for one in given)


def _carries(one: DateRef, ref: DateRef, *, whole: bool = True) -> bool:
    """Whether `one` says all that `ref` says; without the year where it is not the `whole`."""
    if not whole and ref.year is not None and not _says_more_than_year(ref):
        return False
    return (
        (not whole or ref.year is None or ref.year == one.year)
        and ref.day in (None, one.day)
        and ref.month in (None, one.month)
        and (ref.quarter is None or ref.quarter == one.quarter or _lies_in(one.month, ref.quarter, 3))
        and (ref.half is None or ref.half == one.half or _lies_in(one.month, ref.half, 6))
        and (ref.decade is None or _same_decade(one, ref.decade))
        and (ref.century is None or _same_century(one, ref.century))
        and (ref.season is None or ref.season == one.season or one.month in _SEASONS[ref.season])
        and ref.weekday in (None, one.weekday)
        and ref.relative in (None, one.relative)
        and (ref.part is None or ref.part == one.part or _is_part(one, ref))
    )


def _says_more_than_year(ref: DateRef) -> bool:
    return any((ref.month, ref.quarter, ref.half, ref.season))


def _lies_in(month: int | None, part: int, months: int) -> bool:
    return month is not None and (month - 1) // months + 1 == part


def _same_decade(one: DateRef, decade: int) -> bool:
    for year in (one.decade, one.year):
        if year is not None and (
            year // 10 * 10 == decade or (min(decade, year) < 100 and year // 10 % 10 == decade // 10 % 10)
        ):
            return True
    return False


def _same_century(one: DateRef, century: int) -> bool:
    year = one.year or (one.decade if one.decade and one.decade > 100 else None)
    return one.century == century or (year is not None and (year - 1) // 100 + 1 == century)


def _is_part(one: DateRef, ref: DateRef) -> bool:
    """Whether a more exact date lies in the part of the year or month that is named."""
    assert ref.part is not None
    if ref.month is not None and one.day is not None:
        return {"early": one.day <= 12, "middle": 8 <= one.day <= 23, "late": one.day >= 18}[ref.part]
    return ref.month is None and one.month is not None and one.month in _PARTS[ref.part]
