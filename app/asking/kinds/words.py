"""Lists of phrases as patterns over whole words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path


def matches_any(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of these regular expressions between word boundaries, longer ones first, capitals aside."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?i)(?<![\w-])(?:{'|'.join(f'(?:{one})' for one in longest_first)})(?![\w-])")


@lru_cache(maxsize=16)
def read_phrases(path: Path) -> Mapping[str, re.Pattern[str]]:
    """The lists of a file of phrases as patterns, by name, read once: each a list, or a table whose `words` is one."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: matches_any(row["words"] if isinstance(row, dict) else row) for name, row in table.items()}
