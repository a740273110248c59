"""Quotation marks around a text that may have some of its own: one pair, and never two alike side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PAIRS = {"„": "“”", "“": "”", "»": "«", "«": "»", "‚": "‘’", "‘": "’", "‹": "›", "›": "‹", '"': '"'}
"""Opening quotation marks with what may close them, in German, English and Russian."""
_MARKS = {"de": ("„", "“"), "en": ("“", "”"), "ru": ("«", "»")}
_OTHER_MARKS = {"de": ("»", "«"), "en": ("‘", "’"), "ru": ("„", "“")}
"""The second kind of marks of each language that the product speaks."""
_QUOTED_PLACE = re.compile(r"[„“«]\$(?P<place>\w+)[“”»]")


def choose_marks(text: str, language: str) -> tuple[str, str]:
    """The marks that `text` needs: none around one that is enclosed already, others where its own would meet them.

    English ones where the product does not speak `language`.
    """
    if _is_enclosed(text):
        return "", ""
    spoken = language if language in _MARKS else "en"
    usual, other, ends = _MARKS[spoken], _OTHER_MARKS[spoken], {text[:1], text[-1:]}
    return other if ends & set(usual) and not ends & set(other) else usual


def mark_quote(text: str, language: str) -> str:
    """`text` in one pair of quotation marks, letter for letter."""
    left, right = choose_marks(text, language)
    return f"{left}{text}{right}"


def fit_marks(template: str, language: str, values: Mapping[str, str]) -> str:
    """The template with each quoted place (`„$title“`) in the marks that its value needs; KeyError for no value."""
    return _QUOTED_PLACE.sub(
        lambda found: f"${{{found['place']}}}".join(choose_marks(values[found["place"]], language)), template
    )


def _is_enclosed(text: str) -> bool:
    """Whether one pair of marks encloses the whole text, so that its first mark is closed by its last."""
    closing = _PAIRS.get(text[:1], "")
    return len(text) > 1 and text[-1] in closing and not any(mark in closing for mark in text[1:-1])
