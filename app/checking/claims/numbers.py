"""Every number of a statement stands, with its unit, in what the statement cites.

What the statement counts, adds up or converts itself stands nowhere, however right it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.checking.claims.amounts import find_amounts
from app.checking.claims.dating import find_dates
from app.checking.claims.levelling import level_numbers
from app.checking.claims.readings import CLOCK, ORDINAL, SHARE, TIMES, VAGUE, Amount, Reading
from app.checking.claims.records import Ground, Problem, Statement

_NOT_COUNTED = frozenset((SHARE, VAGUE, CLOCK, "points"))
_ARTICLES = ("a ", "an ")


def find_wrong_numbers(statement: Statement, grounds: Sequence[Ground]) -> tuple[Problem, ...]:
    """The amounts of `statement` that none of the grounds has, or has in another unit. Dates are not among them."""
    given = [amount for ground in grounds for amount in _read_ground(ground)]
    carried = {reading for amount in given for reading in amount.readings}
    units = frozenset(reading.unit for reading in carried)
    return tuple(
        Problem("number", amount.said, f"stands in the cited text neither so nor in another spelling: {amount.said}")
        for amount in _find_claimed(statement)
        if not any(_is_carried(reading, carried) for reading in amount.readings)
        and (not amount.soft or _is_contradicted(amount, units))
    )


def _is_contradicted(amount: Amount, units: frozenset[str]) -> bool:
    """Whether the grounds have other numbers of the kind: "one year" is wrong beside two, and no number elsewhere."""
    return not amount.said.lower().startswith(_ARTICLES) and any(
        reading.unit in units for reading in amount.readings if reading.unit
    )


def _find_claimed(statement: Statement) -> list[Amount]:
    plain = level_numbers(statement.text, statement.language)
    dates = [(date.start, date.end) for date in find_dates(plain, statement.language)]
    return [
        amount
        for amount in find_amounts(plain, statement.language)
        if not any(start < amount.end and amount.start < end for start, end in dates)
    ]


def _read_ground(ground: Ground) -> Iterable[Amount]:
    for text in (ground.text, ground.context, ground.speaker, ground.about or ""):
        yield from find_amounts(level_numbers(text, ground.language), ground.language)


def _is_carried(reading: Reading, carried: Iterable[Reading]) -> bool:
    return any(
        reading.value == one.value
        and (
            reading.unit == one.unit
            or (not reading.unit and one.unit not in _NOT_COUNTED)
            or (reading.unit in (TIMES, ORDINAL) and not one.unit)
        )
        for one in carried
    )
