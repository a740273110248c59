"""Lines about notes for a person's eyes: what is alike of many notes of one text is said once."""

from __future__ import annotations

import re
from collections.abc import Sequence

_OF_A_NOTE = re.compile(r"(?P<source>[^:\s]+): footnote (?P<number>\d+): (?P<problem>.+)", re.DOTALL)
_MOST = 3
"""Lines that are shown one by one."""


def fold_notes(lines: Sequence[str]) -> list[str]:
    """The lines in their order; more than three of one text that say the same become one, with the notes' numbers."""
    alike: dict[tuple[str, str], list[int]] = {}
    for line in lines:
        match = _OF_A_NOTE.fullmatch(line)
        if match:
            alike.setdefault((match["source"], match["problem"]), []).append(int(match["number"]))
    told: set[tuple[str, str]] = set()
    folded = []
    for line in lines:
        match = _OF_A_NOTE.fullmatch(line)
        key = (match["source"], match["problem"]) if match else ("", "")
        numbers = alike.get(key, [])
        if len(numbers) <= _MOST:
            folded.append(line)
        elif key not in told:
            told.add(key)
            folded.append(f"{key[0]}: {len(numbers)} footnotes ({_join_runs(sorted(numbers))}): each {key[1]}")
    return folded


def _join_runs(numbers: Sequence[int]) -> str:
    """Numbers with runs joined: "1-3, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number - runs[-1][1] <= 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
