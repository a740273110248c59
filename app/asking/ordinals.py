"""Ordinal numbers as questions write them: "vierte", "4.", "4th"."""

from __future__ import annotations

import re

_WORDS = {
    "erste": 1, "zweite": 2, "dritte": 3, "vierte": 4, "fünfte": 5, "sechste": 6, "siebte": 7, "achte": 8, "neunte": 9,
    "zehnte": 10, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip
ORDINAL = rf"(?:{'|'.join(_WORDS)})[nrs]?"
"""A regular expression for one in words."""


def read_ordinal(text: str) -> int | None:
    """The number that "vierten", "4." or "4th" stands for; None for anything else."""
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits[0])
    word = text.lower()
    return _WORDS.get(word) or _WORDS.get(word[:-1])
