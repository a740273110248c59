"""Countries, regions and cities that a question names, by Unicode's tables of what they are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from app.checking.claims.cldr import name_cities, name_territories

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SHORTEST = 4
"""Letters of a name: "uk" and "us" are words as well."""


def find_territory(text: str) -> re.Match[str] | None:
    """The only word of a text that names a place; None where none does, or several do."""
    found = [one for one in _WORD.finditer(text) if _names_one(one[0])]
    return found[0] if len(found) == 1 else None


def is_territory(text: str) -> bool:
    """Whether a text is the name of a place and no more."""
    return _names_one(text)


def capitalize_territories(text: str) -> str:
    """The text with a capital for each place that is typed in small letters: "the capital of australia"."""
    return _WORD.sub(
        lambda one: one[0][0].upper() + one[0][1:] if one[0].islower() and _names_one(one[0]) else one[0], text
    )


def _names_one(word: str) -> bool:
    folded = word.casefold()
    if len(folded) < _SHORTEST:
        return word.isupper() and folded in _read_names()
    return folded in _read_names() or (folded.endswith("s") and folded[:-1] in _read_names())


@lru_cache(maxsize=1)
def _read_names() -> Mapping[str, str]:
    """Each name with the code of what it names."""
    territories = {name.casefold(): code for code, names in name_territories().items() for name in names}
    cities = {name.casefold(): code for code, (names, _) in name_cities().items() for name in names}
    return cities | territories
