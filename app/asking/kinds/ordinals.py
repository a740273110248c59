"""Numbers as questions write them: "vierte", "4.", "4th"; "vier", "4", "four"."""

from __future__ import annotations

import re

_WORDS = {
    "erste": 1, "zweite": 2, "dritte": 3, "vierte": 4, "fünfte": 5, "sechste": 6, "siebte": 7, "achte": 8, "neunte": 9,
    "zehnte": 10, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip
_CARDINALS = {
    "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
CARDINAL = rf"(?:{'|'.join(_CARDINALS)})"
"""A regular expression for one in words, from 1 to 10."""
ORDINAL = rf"(?:{'|'.join(_WORDS)})[nrs]?"
"""A regular expression for one in words."""


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def read_roman(text: str) -> int | None:
    """The number that "VI" or "xiv" stands for, below 90; None for anything else."""
    if not re.fullmatch(r"(?i)(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})", text) or not text:
        return None
    values = [_ROMAN[char] for char in text.lower()]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def write_roman(number: int) -> str:
    """A number below 90 in small Roman figures."""
    tens, ones = divmod(number, 10)
    return ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx")[tens] + (
        ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
    )


def read_ordinal(text: str) -> int | None:
    """The number that "vierten", "4." or "4th" stands for; None for anything else."""
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits[0])
    word = text.lower()
    return _WORDS.get(word) or _WORDS.get(word[:-1])


def read_cardinal(text: str) -> int | None:
    """The number that "vier" or "4" stands for; None for anything else."""
    return int(text) if text.isdecimal() else _CARDINALS.get(text.lower())
