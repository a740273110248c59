"""An amount that a text names, what it may mean, and what stands but once for two of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from app.checking.claims.units import to_base

ORDINAL, SHARE, VAGUE, TIMES, CLOCK = "ordinal", "share", "vague", "times", "clock"
"""Units that no table has: the third, a third, hundreds, threefold, half past nine."""
TIME = frozenset("century decade year month fortnight week day hour minute".split())
MONEY = frozenset("€ $ £ ¥ CHF RUB UAH CNY PLN TRY INR SEK NOK DKK".split())
_BETWEEN = re.compile(
    r"\s*(?:bis(?: zu)?|to|through|–|—|-|und|and|oder|or|/|до|и|или|auf|,|nach|gegen)\s*"
    r"(?:[€$£¥]|rund|about|etwa)?\s*\Z",
    re.IGNORECASE,
)
_NO_LOAN = frozenset((ORDINAL, VAGUE, CLOCK, SHARE, TIMES))
_OUT_OF = re.compile(r"\s*(?:von|aus|of|out of|in|из)\s*(?:the|den|je|every)?\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of an amount, in base units."""

    value: Fraction
    unit: str = ""
    """A unit's symbol, one of the names above, or nothing."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that a text names, with its unit."""

    said: str
    start: int
    end: int
    readings: tuple[Reading, ...]
    power: Fraction = Fraction(1)
    """The size it is told in: thousands, millions."""
    unit: str = ""
    """As told, not in base units."""
    soft: bool = False
    """Carries a number but claims none: "beide", "ein Jahr", "first"."""
    bound: str = ""
    """least | most | more | less, by the words before it."""


def share_units(plain: str, amounts: Sequence[Amount]) -> list[Amount]:
    """`amounts` with what stands but once for two of them.

    The unit and size in "14 bis 15 Prozent", "$2 to 3 billion"; the share that both make in "three out of four".
    """
    shared = list(amounts)
    for at in range(len(shared) - 1, 0, -1):
        left, right = shared[at - 1], shared[at]
        between = plain[left.end : right.start]
        if _BETWEEN.match(between):
            shared[at - 1], shared[at] = _lend(left, right), _lend(right, left)
        elif _OUT_OF.match(between):
            shared[at - 1], shared[at] = _with_share(left, right)
    return shared


def _lend(one: Amount, other: Amount) -> Amount:
    unit = one.unit or other.unit
    bare = [
        reading.value for reading in one.readings if reading.unit in ("", one.unit) and reading.unit not in _NO_LOAN
    ]
    if not bare or not (other.unit or other.power > 1):
        return one
    more = [Reading(*to_base(value, unit)) for value in bare]
    if other.power > 1 == one.power:
        more += [Reading(*to_base(value * other.power, unit)) for value in bare]
    return replace(one, readings=tuple(dict.fromkeys((*one.readings, *more))))


def _with_share(left: Amount, right: Amount) -> tuple[Amount, Amount]:
    part, whole = (amount.readings[0] for amount in (left, right))
    if part.unit or whole.unit or not 0 < part.value < whole.value:
        return left, right
    share = Reading(part.value / whole.value, SHARE)
    return replace(left, readings=(*left.readings, share)), replace(right, readings=(*right.readings, share))
