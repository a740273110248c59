"""What a reader makes of a snapshot, before it is a document. Offsets count code points, end exclusive."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

PassageKind = Literal[
    "title",
    "abstract",
    "lead",
    "heading",
    "paragraph",
    "list_intro",
    "list_item",
    "table_header",
    "table_row",
    "block_quote",
    "post",
    "footnote",
    "contents_entry",
    "caption",
    "label",
]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a source that a reader tells apart, and what it is; offsets into the reading's text."""

    kind: PassageKind
    """A reader knows no "abstract", no "lead" and no "contents_entry": the structure names them."""
    start: int
    end: int
    level: int | None = None
    """Of a heading, 1 being outermost; None where the format does not tell."""
    number: str | None = None
    """A heading's own number ("2", "3.1", "IV"), or the number of a footnote."""
    speaker: str | None = None
    """The name in front of a post or of a turn in an interview."""
    note: int | None = None
    """Where the footnote begins that this block is a paragraph of: names the note within its reading."""
    anchor: str | None = None
    """The place in the source's own format where a browser opens at it: an element's id."""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A note marker that a reader declares; everything else in brackets or raised is text."""

    start: int
    end: int
    note: int
    """Where the footnote begins that it links to."""


@dataclass(frozen=True, slots=True)
class PageSpan:
    """A piece of text that stands on one page; a page's text may be in several pieces (a sentence, then its notes)."""

    start: int
    end: int
    number: int
    """The page as a viewer counts it, from 1: what a link opens."""
    label: str
    """What the page is called: the number printed on it, or the file's own label ("iv"); empty where it has neither."""

    @property
    def name(self) -> str:
        """What a reader is shown: the label; without one, the page as a viewer counts it, in brackets."""
        return self.label or f"[{self.number}]"


def pages_in(pages: Sequence[PageSpan], start: int, end: int) -> tuple[PageSpan, ...]:
    """Of pages in the order of the text those that `text[start:end]` stands on, each once."""
    first = bisect_right(pages, start, key=lambda page: page.end)
    last = bisect_left(pages, end, key=lambda page: page.start)
    seen: dict[int, PageSpan] = {}
    for page in pages[first:last]:
        seen.setdefault(page.number, page)
    return tuple(seen.values())


def name_pages(pages: Sequence[PageSpan]) -> tuple[str, ...]:
    """What a reader is shown of pages, one name each."""
    return tuple(page.name for page in pages)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a snapshot's bytes: canonical text, its blocks in order, its note markers."""

    text: str
    blocks: tuple[Block, ...]
    marks: tuple[NoteMark, ...] = ()
    pages: tuple[PageSpan, ...] = ()
    """In the order of the text; empty for formats without pages."""
    left_out: str = ""
    """What is not part of the text (running heads, a page's own lines): kept, so that no loss is silent."""
    remarks: tuple[str, ...] = ()
    """What was guessed, or could not be told, a line each."""
    repairs: tuple[str, ...] = ()
    """What was divided at a line's end and joined, or left as it was in doubt, a line each."""
    recognised: bool = False
    """Whether the text was read from a picture by a machine: its letters cannot be relied on."""
