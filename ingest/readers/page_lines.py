"""What belongs to the printed page and not to the text: page numbers, and heads that come again on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.readers.lines import is_wrapped

_DASHED = re.compile(r"[-–—]\s?(?P<number>\d{1,4})\s?[-–—]")
_NAMED = re.compile(
    r"(?i)\[?(?:seite|page|стр(?:\.|аница)|p\.|s\.)\s?(?P<number>\d{1,4})(?:\s?(?:von|of|/|из)\s?\d{1,4})?\]?"
)
_BARE = re.compile(r"(?P<number>\d{1,4})(?:\s?/\s?\d{1,4})?")
_APART = 300
"""Characters between two bare numbers that number pages; those of a list or of subtitles stand closer."""
_FEWEST_BARE = 3
_LONGEST_HEAD = 80
_MID_SENTENCE = re.compile(r"[^\s.!?…:;”“»«\"')\]⁰¹²³⁴⁵⁶⁷⁸⁹]$")
PAGE = "\f"
_SHOWN = 3


def cut_page_lines(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without page numbers and running heads, and the lines cut out; form feeds become empty lines.

    A sentence that a page's end divides is put together again.
    """
    starts_page: list[bool] = []
    lines: list[str] = []
    for number, page in enumerate(text.split(PAGE)):
        pieces = page.split("\n")
        starts_page += [bool(number) and row == 0 for row in range(len(pieces))]
        lines += pieces
    rows = _find_numbers(lines)
    rows |= _find_heads(lines, starts_page, rows)
    if not rows and PAGE not in text:
        return text, ()
    return _join(lines, starts_page, rows), tuple(lines[row].strip() for row in sorted(rows))


def tell_page_lines(lines: Sequence[str]) -> list[str]:
    """A remark on what was cut out; none where nothing was."""
    more = " ..." if len(lines) > _SHOWN else ""
    shown = ", ".join(repr(line) for line in lines[:_SHOWN])
    return [f"{len(lines)} lines are left out as page numbers or running heads: {shown}{more}"] if lines else []


def _find_numbers(lines: Sequence[str]) -> set[int]:
    """Rows of page numbers: dashed or named ones, where one follows the other, and bare ones far apart."""
    found: set[int] = set()
    for pattern in (_DASHED, _NAMED, _BARE):
        series = list(_series(lines, pattern))
        fewest = _FEWEST_BARE if pattern is _BARE else 1 if pattern is _DASHED else 2
        for one in series:
            if len(one) >= fewest:
                found |= set(one)
    return found


def _series(lines: Sequence[str], pattern: re.Pattern[str]) -> Iterator[list[int]]:
    """Rows whose numbers follow one another, page by page."""
    series: list[int] = []
    last = position = last_position = 0
    for row, line in enumerate(lines):
        match = pattern.fullmatch(line.strip()) if line.strip() else None
        if match:
            number = int(match["number"])
            far = pattern is not _BARE or position - last_position >= _APART
            if series and (number != last + 1 or not far):
                yield series
                series = []
            series.append(row)
            last, last_position = number, position
        position += len(line) + 1
    if series:
        yield series


def _find_heads(lines: Sequence[str], starts_page: Sequence[bool], numbers: set[int]) -> set[int]:
    """Rows beside a page number or at a page's beginning that say the same there again, page numbers aside."""
    beside: dict[int, str] = {}
    for row in sorted({*numbers, *(row for row, starts in enumerate(starts_page) if starts)}):
        near = [_next_filled(lines, row - 1, 1) if starts_page[row] else _next_filled(lines, row, 1)]
        if row in numbers:
            near.append(_next_filled(lines, row, -1))
        for one in near:
            if one is not None and one not in numbers and len(lines[one].strip()) <= _LONGEST_HEAD:
                beside[one] = " ".join(re.sub(r"\d+", " ", lines[one]).split()).casefold()
    counts = Counter(beside.values())
    return {row for row, words in beside.items() if counts[words] >= 2 and any(map(str.isalpha, words))}


def _next_filled(lines: Sequence[str], row: int, step: int) -> int | None:
    row += step
    while 0 <= row < len(lines) and not lines[row].strip():
        row += step
    return row if 0 <= row < len(lines) else None


def _join(lines: Sequence[str], starts_page: Sequence[bool], rows: set[int]) -> str:
    """The lines without `rows`; where nothing but these lay within a sentence, on with it."""
    kept: list[str] = []
    parted = False
    wrapped = is_wrapped("\n".join(line for row, line in enumerate(lines) if row not in rows))
    for row, line in enumerate(lines):
        parted = parted or row in rows or starts_page[row]
        if row in rows:
            continue
        if parted and line.strip():
            parted = False
            if _close_gap(kept, line) and not wrapped:
                kept[-1] = f"{kept[-1]} {line.lstrip()}"
                continue
        kept.append(line)
    return "\n".join(kept)


def _close_gap(kept: list[str], line: str) -> bool:
    """Take out the empty lines before `line` where it goes on with a sentence; else see that there is one."""
    filled = len(kept)
    while filled and not kept[filled - 1].strip():
        filled -= 1
    if filled and line.lstrip()[0].islower() and _MID_SENTENCE.search(kept[filled - 1].rstrip()):
        del kept[filled:]
        return True
    if filled == len(kept) and kept:
        kept.append("")
    return False
