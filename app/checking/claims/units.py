"""Units and currencies by what they are called in German, English and Russian."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.checking.claims.cldr import name_unit

_PHRASEBOOK = Path(__file__).with_name("units.toml")
_STEM = 4
"""Letters that a unit's name must keep when an ending is taken off."""
_CASES = ("ами", "ями", "ах", "ях", "ам", "ям", "ов", "ом", "ем", "ой", "ей", "у", "ю", "а", "я", "е", "ы", "и")
_NOT_ALONE = frozenset("in dec c j s h l g в г л с ч".split())
"""Short names that are words, letters or years oftener than units."""


def find_unit(word: str) -> str | None:
    """The unit that one word or sign means; None for any other."""
    small = word.lower().replace("ё", "е")
    names = _names()
    if small in names:
        return names[small]
    for ending in _CASES:
        stem = small.removesuffix(ending)
        if stem != small and len(stem) >= _STEM - 1 and stem in names:
            return names[stem]
    return None


def find_unit_of_two(first: str, second: str) -> str | None:
    """The unit that two words mean together: "per cent", "metric tons"."""
    return _names_of_two().get(f"{first} {second}".lower().replace("ё", "е"))


def to_base(value: Fraction, unit: str) -> tuple[Fraction, str]:
    """The same amount in the unit that others are told in: 2 km are 2000 m, 50 % are 1/2."""
    factor, base = _same().get(unit, (Fraction(1), unit))
    return value * factor, base


@lru_cache(maxsize=1)
def _phrasebook() -> dict[str, Any]:
    return tomllib.loads(_PHRASEBOOK.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _cldr_names() -> dict[str, str]:
    return {
        name.lower().replace("ё", "е"): unit for key, unit in _phrasebook()["cldr"].items() for name in name_unit(key)
    }


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    names = {name: unit for name, unit in _cldr_names().items() if " " not in name and name not in _NOT_ALONE}
    for unit, words in _phrasebook()["words"].items():
        names |= {word.replace("ё", "е"): unit for word in words.split()}
    bare = {name[:-1]: unit for name, unit in names.items() if len(name) > _STEM and name[-1] in "аяьйео"}
    return bare | names


@lru_cache(maxsize=1)
def _names_of_two() -> dict[str, str]:
    names = {name: unit for name, unit in _cldr_names().items() if name.count(" ") == 1}
    return names | dict(_phrasebook()["two"])


@lru_cache(maxsize=1)
def _same() -> dict[str, tuple[Fraction, str]]:
    return {unit: (Fraction(factor), base) for unit, (factor, base) in _phrasebook()["same"].items()}
