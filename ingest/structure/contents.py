"""Tables of contents, lists of figures, tables and plates: they say where something stands, and answer nothing."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.reading import Block, PageSpan, pages_in

_TITLES = frozenset(
    "contents tableofcontents inhalt inhaltsverzeichnis inhaltsübersicht inhaltsangabe содержание оглавление".split()
)
_LISTS = re.compile(
    r"(?:listof)?(?:figures|tables|plates|illustrations|maps|charts|diagrams|boxes)(?:andtables|andfigures)?"
    r"|listof\w+"
    r"|(?:abbildungs|tabellen|tafel|karten|schaubild)\w*verzeichnis"
    r"|verzeichnisder(?:abbildungen|tabellen|tafeln|karten|schaubilder)(?:undtabellen)?"
    r"|список(?:рисунков|таблиц|иллюстраций|карт)|перечень(?:рисунков|таблиц|иллюстраций)|иллюстрации"
)
_LEADER = re.compile(r"(?:[.·_]\s?){5,}|(?:…\s?){2,}")
_PAGE = re.compile(r"(?:^|[\s.…·_|])(?P<number>\d{1,4}|[ivxlc]{1,7})\s*$")
_NAMED = re.compile(r"(?i)(?<!\w)(?:pp?|s|с)\.\s?(?:\d{1,4}|[ivxlc]{1,7})\b|(?<!\w)(?:seite|page|стр\.?) \d{1,4}\b")
_FEWEST = 4
"""Entries with a page below a title at the least; below a second list, which goes on from the first, one."""
_RISING = 0.85
"""Share of the entries whose page is no lower than that of the one before."""
_BETWEEN = 5
"""Blocks without a page among which an entry's end is looked for: titles of parts, and entries over several lines."""
_SENTENCE = 80
"""Characters above which what ends with a full stop is text."""
_LONGEST = 240
"""Characters of an entry; what is longer is text."""
_MOST = 1500
"""Pages of a work whose format has none: higher numbers are years."""
_OF_MORE = 400
"""Pages that a table of contents may name, though the file has fewer: it may hold a part of the work."""
_SAID_AGAIN = 0.3
"""Share of entries that stand as headings further down, from which on dots up to a number are a table of contents."""


def name_contents(text: str, blocks: Sequence[Block], pages: Sequence[PageSpan]) -> tuple[Block, ...]:
    """The blocks, those of tables of contents and lists of figures named so; their titles stay headings."""
    if not blocks:
        return ()
    seen = _Seen(text, blocks, pages)
    rows = {*seen.find_titled(), *seen.find_untitled()}
    return tuple(
        replace(block, kind="contents_entry", level=None, number=None) if row in rows else block
        for row, block in enumerate(blocks)
    )


def _is_title(text: str, block: Block) -> bool:
    if block.end - block.start > 60 or block.kind not in ("heading", "title", "paragraph", "table_row", "table_header"):
        return False
    folded = _fold(text[block.start : block.end])
    return folded in _TITLES or bool(_LISTS.fullmatch(folded))


@dataclass(frozen=True, slots=True)
class _Seen:
    """A text whose tables of contents are looked for."""

    text: str
    blocks: Sequence[Block]
    pages: Sequence[PageSpan]

    def words(self, row: int) -> str:
        return self.text[self.blocks[row].start : self.blocks[row].end]

    def find_titled(self) -> Iterator[int]:
        """The rows below titles of tables of contents and lists, and those titles that are no headings."""
        end = -1
        for row, block in enumerate(self.blocks):
            if row <= end or not _is_title(self.text, block):
                continue
            last = self._find_last(row, fewest=1 if 0 < row == end + 1 else _FEWEST)
            if last is not None:
                end = self._find_rest(last)
                yield from range(row if block.kind not in ("heading", "title") else row + 1, end + 1)

    def find_untitled(self) -> Iterator[int]:
        """Runs of entries with dots up to a page that the work has, where the entries are headings further down."""
        heads = {_fold(self.words(row)) for row, one in enumerate(self.blocks) if one.kind == "heading"}
        run: list[tuple[int, int, str]] = []
        for row in range(len(self.blocks) + 1):
            content = self.words(row) if row < len(self.blocks) else ""
            page, words = _read_entry(content) if _LEADER.search(content) else (None, "")
            near = not run or row - run[-1][0] <= 2
            if page is not None and 0 < page <= self._highest() and near:
                run.append((row, page, words))
            elif not near or row == len(self.blocks):
                again = sum(any(head.endswith(words) for head in heads) for _, _, words in run)
                rises = all(one[1] <= other[1] for one, other in itertools.pairwise(run))
                if len(run) >= _FEWEST and rises and again >= _SAID_AGAIN * len(run):
                    yield from range(run[0][0], run[-1][0] + 1)
                run = []

    def _find_last(self, title: int, *, fewest: int) -> int | None:
        """The last entry below a title; None where what stands there is no table of contents."""
        last, without = None, 0
        read: list[int] = []
        said: set[str] = set()
        for row in range(title + 1, len(self.blocks)):
            block, content = self.blocks[row], self.words(row)
            if block.kind in ("footnote", "post") or _is_title(self.text, block) or _fold(content) in said:
                break  # The text begins, or another list.
            page, words = _read_entry(content)
            if page is None or not self._names_page(row, page, last):
                without += block.kind not in ("table_row", "table_header", "list_item")
                if without > _BETWEEN or _is_prose(content):
                    break
                continue
            if read and page < read[-1] and self._stands_above_text(row):
                break
            read.append(page)
            said.add(words)
            last, without = row, 0
        rising = sum(one <= other for one, other in itertools.pairwise(read))
        return last if len(read) >= fewest and rising >= _RISING * (len(read) - 1) else None

    def _find_rest(self, last: int) -> int:
        """The end of the list: entries without a page, on the page of the last that has one, up to a heading."""
        here = {page.number for page in pages_in(self.pages, self.blocks[last].start, self.blocks[last].end)}
        for row in range(last + 1, min(len(self.blocks), last + 12)):
            block, content = self.blocks[row], self.words(row)
            if block.kind == "heading":
                return row - 1
            pages = {page.number for page in pages_in(self.pages, block.start, block.end)}
            if block.kind in ("footnote", "post") or _is_prose(content) or not pages or not pages <= here:
                return last
        return last

    def _names_page(self, row: int, page: int, last: int | None) -> bool:
        """Whether a number may be a page; one in a heading only beside another entry, or behind dots."""
        if page > max(_OF_MORE, self._highest()):
            return False
        if self.blocks[row].kind != "heading" or _LEADER.search(self.words(row)):
            return True
        follows = row + 1 < len(self.blocks) and _read_entry(self.words(row + 1))[0] is not None
        return follows or (last == row - 1 and not self._stands_above_text(row))

    def _stands_above_text(self, row: int) -> bool:
        """Whether a line that ends with a number is a heading, or a sentence's end: text follows."""
        return row + 1 < len(self.blocks) and _is_prose(self.words(row + 1))

    def _highest(self) -> int:
        """The highest number of a page of the work."""
        labels = [int(page.label) for page in self.pages if page.label.isdecimal()]
        return max((*labels, *(page.number for page in self.pages)), default=_MOST)


def _is_prose(content: str) -> bool:
    return len(content) > _SENTENCE and content.rstrip("\"'”“»«)")[-1:] in ".!?" and not _NAMED.search(content)


def _read_entry(content: str) -> tuple[int | None, str]:
    """The page that an entry names, 0 for one in Roman numbers or within its words; what stands before it."""
    if len(content) > _LONGEST and not _LEADER.search(content):
        return None, ""
    match = _PAGE.search(content.rstrip())
    named = None if match else _NAMED.search(content)
    if match is None and named is None:
        return None, ""
    words = _fold(_LEADER.sub(" ", content[: match.start() if match else len(content)]))
    if not words:
        return None, ""
    if named is not None:
        number = re.search(r"\d+", named[0])
        return (int(number[0]) if number else 0), words
    said = str(match["number"]) if match else ""
    if not said.isdecimal():
        return (0 if _LEADER.search(content) else None), words
    return (int(said) if int(said) <= _MOST else None), words


def _fold(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", text.casefold()))
