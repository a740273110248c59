"""One spelling for the numbers of a text, before amounts and dates are looked for in it."""

from __future__ import annotations

import re

from ingest.text.quantities import plain_numbers

GROUPED = "\u2060"
"""Behind a number of four digits that had a thousands separator, and so is no year."""
_FOUR_GROUPED = re.compile(r"(?<![\w.,’'])([1-9])[.,’'\u00a0\u2007\u2009\u202f](\d{3})(?![.,’']?\d)")
_RUSSIAN_GROUPED = re.compile(r"(?<![\w.,])(?!0)\d{1,3}(?: \d{3})+(?![.,]?\d)")
_SPACED = re.compile(r"(?<![\w.,])(?!0)\d{2,3}(?: \d{3})+(?![.,]?\d)")
_WITH_FRACTION = {"½": ".5", "¼": ".25", "¾": ".75"}
_MIXED = re.compile(r"(?<=\d)\s?([½¼¾])")


def level_numbers(text: str, language: str) -> str:
    """`text` as `plain_numbers` writes it; 3½ is 3.5, and groups may have plain spaces between them."""
    text = _MIXED.sub(lambda match: _WITH_FRACTION[match[1]], text)
    spaced = _RUSSIAN_GROUPED if language == "ru" else _SPACED
    text = spaced.sub(lambda match: match.group().replace(" ", "\u00a0"), text)
    return plain_numbers(_FOUR_GROUPED.sub(_mark, text))


def _mark(match: re.Match[str]) -> str:
    # A size behind it makes it a decimal: "1,234 Mrd.", which is for `plain_numbers` to tell.
    if re.match(r"[ \u00a0-]?(?:[MmBbTt]r?illi|[Mm]io|[Mm]rd|тыс|мл[нр])", match.string[match.end() :]):
        return match.group()
    return f"{match[1]}{match[2]}{GROUPED}"
