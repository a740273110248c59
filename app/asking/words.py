"""Lists of phrases as patterns over whole words."""

from __future__ import annotations

import re
from collections.abc import Iterable


def matches_any(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of these regular expressions between word boundaries, longer ones first, capitals aside."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?i)(?<![\w-])(?:{'|'.join(f'(?:{one})' for one in longest_first)})(?![\w-])")
