"""Every number of a statement stands, with its unit, in what the statement cites.

What the statement counts, adds up or converts itself stands nowhere, however right it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from app.checking.claims.amounts import find_amounts
from app.checking.claims.binding import is_of_another_clause
from app.checking.claims.dating import find_dates
from app.checking.claims.levelling import GROUPED, level_numbers
from app.checking.claims.readings import CLOCK, ORDINAL, SHARE, TIMES, VAGUE, Amount, Reading
from app.checking.claims.records import Ground, Problem, Statement

_NOT_COUNTED = frozenset((SHARE, VAGUE, CLOCK, "points"))
_UP, _DOWN = frozenset(("least", "more")), frozenset(("most", "less"))
_OPPOSITES = {"least": _DOWN, "more": _DOWN, "most": _UP, "less": _UP}
_ARTICLES = ("a ", "an ")


def find_wrong_numbers(statement: Statement, grounds: Sequence[Ground]) -> tuple[Problem, ...]:
    """The amounts of `statement` that none of the grounds has, or has in another unit. Dates are not among them."""
    given = [amount for ground in grounds for amount in _read_ground(ground)]
    carried = frozenset(reading for amount in given for reading in amount.readings)
    units = frozenset(reading.unit for reading in carried)
    claimed = _find_claimed(statement)
    said = frozenset(reading for amount in claimed for reading in amount.readings)
    problems = []
    for amount in claimed:
        if not any(_is_carried(reading, carried) for reading in amount.readings):
            if not amount.soft or _is_contradicted(amount, units):
                problems.append(_object(amount, "stands in the cited text neither so nor in another spelling"))
        elif _is_bound_otherwise(amount, given):
            problems.append(_object(amount, "is bound from the other side in the cited text"))
        elif not amount.soft and _is_told_of_another(amount, said, statement, grounds):
            problems.append(_object(amount, "stands in the cited text, but of something else"))
    return tuple(problems)


def _object(amount: Amount, why: str) -> Problem:
    said = amount.said.replace(GROUPED, "")
    return Problem("number", said, f"{why}: {said}")


def _is_bound_otherwise(amount: Amount, given: Iterable[Amount]) -> bool:
    """Whether it is "at least" here and "at most" wherever else it stands, or the other way round."""
    same = {one.bound for one in given if set(one.readings) & set(amount.readings)}
    return bool(same) and same <= _OPPOSITES.get(amount.bound, frozenset())


def _is_told_of_another(
    amount: Amount, said: frozenset[Reading], statement: Statement, grounds: Sequence[Ground]
) -> bool:
    units = {reading.unit for reading in amount.readings}

    def has_it(clause: str, language: str) -> bool:
        found = frozenset(reading for one in _find_in(clause, language) for reading in one.readings)
        return any(_is_carried(reading, found) for reading in amount.readings)

    def has_another(clause: str, language: str) -> bool:
        return any(
            not one.soft and {reading.unit for reading in one.readings} & units and not said & frozenset(one.readings)
            for one in _find_in(clause, language)
        )

    return is_of_another_clause(amount.said, statement, grounds, has_it=has_it, has_another=has_another)


def _is_contradicted(amount: Amount, units: frozenset[str]) -> bool:
    """Whether the grounds have other numbers of the kind: "one year" is wrong beside two, and no number elsewhere."""
    return not amount.said.lower().startswith(_ARTICLES) and any(
        reading.unit in units for reading in amount.readings if reading.unit
    )


def _find_claimed(statement: Statement) -> tuple[Amount, ...]:
    return _find_in(statement.text, statement.language)


@lru_cache(maxsize=1 << 10)
def _find_in(text: str, language: str) -> tuple[Amount, ...]:
    """The amounts of a text that are no dates."""
    plain = level_numbers(text, language)
    dates = [(date.start, date.end) for date in find_dates(plain, language)]
    return tuple(
        amount
        for amount in find_amounts(plain, language)
        if not any(start < amount.end and amount.start < end for start, end in dates)
    )


def _read_ground(ground: Ground) -> Iterable[Amount]:
    for text in (ground.text, ground.context, ground.speaker, ground.about or ""):
        yield from find_amounts(level_numbers(text, ground.language), ground.language)


def _is_carried(reading: Reading, carried: Iterable[Reading]) -> bool:
    return any(
        (
            reading.value == one.value
            and (
                reading.unit == one.unit
                or (not reading.unit and one.unit not in _NOT_COUNTED)
                or (reading.unit in (TIMES, ORDINAL) and not one.unit)
            )
        )
        or _is_hour(reading, one)
        or _is_hour(one, reading)
        for one in carried
    )


def _is_hour(bare: Reading, clock: Reading) -> bool:
    """Whether "9" and "9 Uhr" are one."""
    return not bare.unit and clock.unit == CLOCK and bare.value * 60 == clock.value
