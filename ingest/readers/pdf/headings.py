"""Which paragraphs are headings, and how deep: by the file's outline, by size, and by weight."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from ingest.readers.pdf.paragraphs import Paragraph
from ingest.readers.pdf.records import Heading, Page

_LARGER = 0.9
"""Points by which a heading is larger than the text at the least."""
_FEWEST_CAPITALS = 5
"""Letters, all of them capitals, that make a line by itself a heading."""
_LONGEST = 200
_MOST_LINES = 4
NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*|[IVX]{1,6})[.)]?\s+(?=\S)")
_NO_HEADING = re.compile(r"[.;,:]$|^[\W\d_]*$")
_BESIDE_ROMAN = {"I": {"II"}, "V": {"IV", "VI"}, "X": {"IX", "XI"}}
_SKIPPED = 4
"""Letters from one heading of a glossary to the next at the most: nothing begins with some."""
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:St|Nr|No|Inc|Ltd|Co|e\.V|d\.h|u\.a|etc))\.$")


def find_body_size(pages: Sequence[Page]) -> float:
    """The size of most characters, points."""
    counts: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            counts[line.size] += len(line.visible)
    return counts.most_common(1)[0][0] if counts else 0.0


def find_levels(paragraphs: Sequence[Paragraph], outline: Sequence[Heading], body: float) -> dict[int, int]:
    """For each paragraph, by its row, that is a heading: its level, 1 being outermost."""
    entries = {(entry.page, _fold(entry.title)): entry.level for entry in outline}
    outlined: dict[int, int] = {}
    styled: dict[int, tuple[float, bool]] = {}
    plain_is_bold = _is_mostly_bold(paragraphs, body)
    for row, one in enumerate(paragraphs):
        if one.is_row or len(one.lines) > _MOST_LINES or len(one.text) > _LONGEST:
            continue
        level = _find_entry(one, entries)
        if level is not None:
            outlined[row] = level
        elif _is_set_apart(one, body, plain_is_bold):
            styled[row] = (one.first.size, one.first.bold)
    for row in _find_lone_letters({row: paragraphs[row].text.strip() for row in styled}):
        del styled[row]
    return {**_rank(styled, outlined, paragraphs), **outlined}


def _find_lone_letters(texts: Mapping[int, str]) -> list[int]:
    """Rows that are a letter and no heading: neither a letter of the alphabet in its order nor a Roman number."""
    letters = [row for row, text in texts.items() if len(text) == 1 and text.isalpha()]
    lone = []
    for at, row in enumerate(letters):
        steps = [
            ord(texts[letters[other]]) - ord(texts[row]) for other in (at - 1, at + 1) if 0 <= other < len(letters)
        ]
        in_order = (at > 0 and -_SKIPPED <= steps[0] < 0) or (at + 1 < len(letters) and 0 < steps[-1] <= _SKIPPED)
        numbers = {text.rstrip(".") for text in texts.values()}
        if not in_order and not _BESIDE_ROMAN.get(texts[row], set()) & numbers:
            lone.append(row)
    return lone


def _find_entry(one: Paragraph, entries: dict[tuple[int, str], int]) -> int | None:
    folded = _fold(one.text)
    page = one.lines[0][0].number
    return next(
        (
            level
            for (at, title), level in entries.items()
            if at == page and folded and (title == folded or (folded.endswith(title) and len(folded) - len(title) < 8))
        ),
        None,
    )


def _is_set_apart(one: Paragraph, body: float, plain_is_bold: bool) -> bool:
    text = one.text.strip()
    if (_NO_HEADING.search(text) and not _ABBREVIATED.search(text)) or not text[:1].isalnum() or text[0].islower():
        return False
    letters = [char for char in text if char.isalpha()]
    capitals = len(letters) >= _FEWEST_CAPITALS and all(char.isupper() for char in letters)
    larger = one.first.size >= body + _LARGER
    bold = all(line.bold for _, line in one.lines) and one.first.size >= body - 0.5 and not plain_is_bold
    return larger or bold or (capitals and len(one.lines) <= 2)


def _is_mostly_bold(paragraphs: Sequence[Paragraph], body: float) -> bool:
    """Whether the text itself is bold: then weight tells nothing."""
    lines = [line for one in paragraphs for _, line in one.lines if abs(line.size - body) < 0.5]
    return sum(line.bold for line in lines) > 0.4 * len(lines)


def _rank(
    styled: dict[int, tuple[float, bool]], outlined: dict[int, int], paragraphs: Sequence[Paragraph]
) -> dict[int, int]:
    """Levels by style: the larger, then the bolder, the further out; a numbered one as deep as its number."""
    known: dict[tuple[float, bool], Counter[int]] = {}
    for row, level in outlined.items():
        first = paragraphs[row].first
        known.setdefault((first.size, first.bold), Counter())[level] += 1
    order = sorted(set(styled.values()), reverse=True)
    levels = {}
    for row, style in styled.items():
        number = NUMBER.match(paragraphs[row].text)
        if style in known:
            levels[row] = known[style].most_common(1)[0][0]
        elif number and number["number"][0].isdecimal() and "." in number["number"]:
            levels[row] = number["number"].count(".") + 1
        else:
            levels[row] = min(6, order.index(style) + 1)
    return levels


def _fold(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))
