"""What belongs to the printed page and not to the text: running heads and feet, and the page numbers in them.

A line is furniture only where the same words, numbers aside, stand at the same height on at least three neighbouring
pages, and only at a page's outer edge: a heading of the text that is taken for a running head would be lost. The number
of a chapter is a part of its words: "Chapter 4" and "Chapter 5" are two headings.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.readers.pdf.records import Page, TextLine

_EDGE = 0.12
"""Share of a page's height, above and below, in which furniture stands; narrow pages leave more free."""
_OUTERMOST = 2
"""Lines from above and below that may be furniture wherever they stand."""
_SAME_HEIGHT = 4.0
"""Points by which the heights of one running head differ at most."""
_NEIGHBOURS = 6
"""Pages on each side among which a running head comes again; heads of left and right pages take turns."""
_FEWEST = 3
"""Pages on which it stands at the least; as many in a row have printed numbers that count the pages."""
_NUMBER = re.compile(r"(?<![\w.,/])(?:\d{1,5}|[ivxlc]{1,7})(?![\w,/]|\.\d)", re.IGNORECASE)
_ONLY_NUMBER = re.compile(
    r"(?i)[-–—|\s]*(?:seite|page|стр\.?|p\.|s\.)?\s*(?P<number>\d{1,4})(?:\s*(?:von|of|/|из|\|)\s*\d{1,4})?[-–—|\s]*"
)
_PREFIX = re.compile(r"(?<![\w.,/-])[A-Z]{1,2}[-–.](?=\d)")
"""What stands before the number of an appendix's page: "A-9"."""
_ANY_NUMBER = re.compile(r"\d+|(?<![\w.,/])[ivxlc]{1,7}(?![\w,/]|\.\d)", re.IGNORECASE)
_PART = re.compile(
    r"(?i)(?<!\w)(?:kapitel|chapter|teil|part|abschnitt|section|buch|book|band|volume|anhang|anlage|annex|appendix"
    r"|tabelle|table|abbildung|figure|глава|часть|раздел|книга|том|приложение|таблица|рисунок)[ \u00a0]+$"
)
"""What stands before the number of a part of the text."""
_ROMAN_STYLE = "roman"
_ROMAN = {"c": 100, "xc": 90, "l": 50, "xl": 40, "x": 10, "ix": 9, "v": 5, "iv": 4, "i": 1}


@dataclass(frozen=True, slots=True)
class Furniture:
    """The pages without their furniture."""

    pages: tuple[Page, ...]
    left_out: tuple[str, ...]
    """The lines taken out, in order."""
    names: Mapping[int, str]
    """By page, from 1: the number printed on it, or left out between two that are, where the numbers count the pages;
    else the file's label, unless the numbers printed elsewhere say that labels are not what is printed."""


def cut_furniture(pages: Sequence[Page]) -> Furniture:
    """Take running heads, feet and page numbers out of pages, and read the numbers."""
    places = [list(_edge_lines(page)) for page in pages]
    kept: list[Page] = []
    cut: list[list[TextLine]] = []
    few = _find_lone_numbers(pages)
    for row, page in enumerate(pages):
        near = [place for other in places[max(0, row - _NEIGHBOURS) : row] for place in other]
        near += [place for other in places[row + 1 : row + 1 + _NEIGHBOURS] for place in other]
        out = _outermost(page, {id(one.line) for one in places[row] if _comes_again(one, near)} | few)
        cut.append(out)
    for row, line in _find_other_numbers(pages, places, cut):
        cut[row] = [*cut[row], line]
    for page, out in zip(pages, cut, strict=True):
        gone = {id(line) for line in out}
        kept.append(replace(page, lines=tuple(line for line in page.lines if id(line) not in gone)))
    return Furniture(tuple(kept), tuple(line.text.strip() for lines in cut for line in lines), _name_pages(pages, cut))


@dataclass(frozen=True, slots=True)
class _Place:
    line: TextLine
    page: int
    key: str
    """Its words, every number the same but those of chapters and the like."""
    height: float
    """Points from the nearer edge, negative at the upper one: the pages of a file differ in height."""


def _edge_lines(page: Page) -> Iterator[_Place]:
    ordered = sorted(page.lines, key=lambda line: line.baseline)
    outermost = {id(line) for line in (*ordered[:_OUTERMOST], *ordered[-_OUTERMOST:])}
    for line in page.lines:
        inside = _EDGE * page.height <= line.baseline <= (1 - _EDGE) * page.height
        if not inside or id(line) in outermost:
            height = line.baseline if line.baseline < page.height / 2 else line.baseline - page.height
            yield _Place(line, page.number, _mask(line.text), height)


def _mask(text: str) -> str:
    masked = _ANY_NUMBER.sub(lambda match: match[0] if _PART.search(text[: match.start()]) else "#", text)
    return " ".join(masked.casefold().split())


def _comes_again(place: _Place, near: Sequence[_Place]) -> bool:
    alike = {
        other.page for other in near if other.key == place.key and abs(other.height - place.height) <= _SAME_HEIGHT
    }
    return len(alike) + 1 >= _FEWEST


def _outermost(page: Page, wanted: set[int]) -> list[TextLine]:
    """The wanted lines that no other line of the page stands outside of, from above and from below."""
    found: list[TextLine] = []
    ordered = sorted(page.lines, key=lambda line: -line.baseline)
    for lines in (ordered, ordered[::-1]):
        for at, line in enumerate(lines):
            beside = [one for one in lines[at + 1 :] if abs(one.baseline - line.baseline) <= _SAME_HEIGHT / 2]
            if id(line) not in wanted and not any(id(one) in wanted for one in beside):
                break
            if id(line) in wanted and line not in found:
                found.append(line)
    return [line for line in page.lines if any(line is one for one in found)]


def _find_lone_numbers(pages: Sequence[Page]) -> set[int]:
    """In a file of few pages: the lines that are each page's number, and nothing else, at its outer edge."""
    if not 2 <= len(pages) <= _FEWEST:
        return set()
    found = []
    for page in pages:
        edges = [line for line in page.lines if min(line.baseline, page.height - line.baseline) < _EDGE * page.height]
        numbers = [line for line in edges if (match := _ONLY_NUMBER.fullmatch(line.text)) and match["number"]]
        found.append({int(str(_ONLY_NUMBER.fullmatch(line.text)["number"])) - page.number: line for line in numbers})  # type: ignore[index]
    shared = set(found[0]).intersection(*found[1:])
    return {id(lines[offset]) for lines in found for offset in shared}


def _find_other_numbers(
    pages: Sequence[Page], places: Sequence[Sequence[_Place]], cut: Sequence[Sequence[TextLine]]
) -> Iterator[tuple[int, TextLine]]:
    """Rows of pages whose number stands by itself and elsewhere than on the others, as on the first one, with its line.

    It is the number that the pages nearest to it, two at the least, count on to.
    """
    printed = _read_numbers(pages, cut)
    for row, page in enumerate(pages):
        if page.number in printed:
            continue
        nearest = sorted(printed, key=lambda number: abs(number - page.number))[:2]
        offsets = {printed[number][:2] for number in nearest}
        if len(nearest) < 2 or len(offsets) > 1 or abs(nearest[0] - page.number) > 1:
            continue
        style, offset = offsets.pop()
        wanted = _write_roman(page.number + offset) if style == _ROMAN_STYLE else f"{style}{page.number + offset}"
        alone = [one.line for one in places[row] if one.line.text.strip(" -–—|").casefold() == wanted.casefold()]
        if len(alone) == 1:
            yield row, alone[0]


def _name_pages(pages: Sequence[Page], cut: Sequence[Sequence[TextLine]]) -> dict[int, str]:
    printed = _read_numbers(pages, cut)
    names = {number: name for number, (_, _, name) in printed.items()}
    both = [page for page in pages if page.label and page.number in names]
    if 2 * sum(page.label.casefold() == names[page.number].casefold() for page in both) >= len(both):
        names = {page.number: page.label for page in pages if page.label} | names
    return names | dict(_fill_gaps(printed))


def _fill_gaps(printed: Mapping[int, tuple[str, int, str]]) -> Iterator[tuple[int, str]]:
    """The numbers of pages between two that count on from one to the other."""
    for before, after in itertools.pairwise(sorted(printed)):
        style, offset, name = printed[before]
        if printed[after][:2] == (style, offset):
            for number in range(before + 1, after):
                counted = _write_roman(number + offset) if style == _ROMAN_STYLE else f"{style}{number + offset}"
                yield number, counted.upper() if name.isupper() else counted


def _read_numbers(pages: Sequence[Page], cut: Sequence[Sequence[TextLine]]) -> dict[int, tuple[str, int, str]]:
    """The number printed on each page: one whose distance from the page's place is the same on its neighbours.

    Returns: By page what stands before each number of its run (or that they are Roman), that distance, and the number
        as printed.

    """
    candidates: dict[int, dict[tuple[str, int], str]] = {}
    for page, lines in zip(pages, cut, strict=True):
        row = candidates.setdefault(page.number, {})
        for line in lines:
            for match in _NUMBER.finditer(line.text):
                prefix = next((one[0] for one in _PREFIX.finditer(line.text) if one.end() == match.start()), "")
                if not _counts_pages(line.text, match.start() - len(prefix), match.end()):
                    continue
                for style, value in _values(match[0]):
                    row.setdefault((style or prefix, value - page.number), prefix + match[0])
    fewest = min(_FEWEST, len(pages)) - 1
    printed = {}
    for number, row in candidates.items():
        around = [candidates.get(other, {}) for other in range(number - 4, number + 5) if other != number]
        scored = {key: sum(key in other for other in around) for key in row}
        best = max(scored, key=lambda key: scored[key], default=None)
        if best is not None and scored[best] >= max(1, fewest):
            printed[number] = (*best, row[best])
    return printed


def _counts_pages(text: str, start: int, end: int) -> bool:
    """Whether a number may be a page's: it opens or ends its line, or a word says so; no stamps of the printer's."""
    alone = not text[:start].strip(" -–—|") or not text[end:].strip(" -–—|")
    named = re.search(r"(?i)(?:seite|page|стр\.?|\bp\.|\bs\.)\s*$", text[:start])
    return not text.startswith("0", start) and (alone or bool(named))


def _values(number: str) -> Iterator[tuple[str, int]]:
    """How a number is written, and what it is worth."""
    if number.isdecimal():
        yield "", int(number)
        return
    letters = [_ROMAN[letter] for letter in number.lower()]
    value = sum(-one if at + 1 < len(letters) and one < letters[at + 1] else one for at, one in enumerate(letters))
    yield _ROMAN_STYLE, value


def _write_roman(value: int) -> str:
    written = ""
    for letters, worth in _ROMAN.items():
        written += letters * (value // worth)
        value %= worth
    return written
