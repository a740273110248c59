"""Markdown: CommonMark with tables and footnotes (`[^1]`), read by markdown-it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from ingest.errors import DossierError
from ingest.readers.composing import RawBlock, RawSpan, compose_reading
from ingest.readers.decoding import decode_text, find_mojibake
from ingest.readers.lines import join_divided_words, show_hyphens, tell_divided
from ingest.readers.markdown_notes import LONE, bare_label, find_printed_notes, prepare_notes
from ingest.readers.protocol import ReadingHints
from ingest.reading import PassageKind, Reading
from ingest.text.canonical import LINE_ENDS

if TYPE_CHECKING:
    from markdown_it.token import Token

_NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6})[.)]?[ \u00a0]+(?=\S)")
_DEEPEST = 100
"""Two for each list in a list; deeper, Python's own stack would be used up."""
_LINE_BREAK = {"softbreak": " ", "hardbreak": "\n"}


def read_markdown(content: bytes, hints: ReadingHints) -> Reading:
    """Read a Markdown file; pictures and HTML are left out, links keep their words, within notes their address too."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    text = decode_text(content)
    # What is nested deeper than `maxNesting` is dropped without a word: with 20, as it comes, the tenth list in a list.
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    parser.use(footnote_plugin).use(front_matter_plugin)
    whole, unsure = join_divided_words(show_hyphens(LINE_ENDS.sub("\n", text)), wrapped=True)
    prepared = prepare_notes(whole)
    tokens = parser.parse(prepared.text)
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        raise DossierError("the text is nested too deep to be read to its end", remedy="save it as .txt")
    walk = _Walk(tokens, all_numbered=all(bare_label(label).isdecimal() for label in _labels(tokens)))
    pieces = [one for one in _cut_off(walk, hints.ends_before) if not _is_lone(one)]
    reading = compose_reading(
        _name_title(list(_introduce(pieces))),
        left_out="\n".join(walk.left_out),
        remarks=(*prepared.remarks, *tell_divided(unsure), *filter(None, [find_mojibake(text)])),
    )
    return find_printed_notes(reading)


@dataclass(slots=True)
class _Walk:
    """One pass over the tokens; what stands open decides what a paragraph is."""

    tokens: Sequence[Token]
    all_numbered: bool
    """Whether the labels of all notes are numbers: then those are the notes' numbers, else their place is."""
    left_out: list[str] = field(default_factory=list)
    note: str | None = None
    quotes: int = 0
    items: list[str] = field(default_factory=list)
    """What stands in front of the open list items, outermost first: a bullet's is empty."""
    counters: list[int | None] = field(default_factory=list)

    def blocks(self) -> Iterator[RawBlock]:
        row: list[tuple[RawSpan, ...]] = []
        in_header = False
        for position, token in enumerate(self.tokens):
            opened = self.tokens[position - 1] if position else None
            if token.type in ("front_matter", "html_block"):
                self.left_out.append(token.content.strip())
            elif token.type in ("fence", "code_block"):
                yield self._block((RawSpan(token.content),))
            elif token.type == "thead_open" or token.type == "thead_close":
                in_header = token.type == "thead_open"
            elif token.type == "tr_open":
                row = []
            elif token.type == "tr_close":
                yield RawBlock("table_header" if in_header else "table_row", tuple(_join_cells(row)), note=self.note)
            elif token.type == "inline" and opened is not None:
                spans = tuple(self._spans(token.children or []))
                if opened.type in ("th_open", "td_open"):
                    row.append(spans)
                elif opened.type == "heading_open":
                    yield _heading(spans, int(opened.tag[1:]))
                else:
                    yield self._block(spans)
            else:
                self._enter_or_leave(token)

    def _block(self, spans: tuple[RawSpan, ...]) -> RawBlock:
        kind: PassageKind = "paragraph"
        if self.note is not None:
            return RawBlock("footnote", spans, number=bare_label(self.note), note=self.note)
        if self.items:
            kind = "list_item"
            spans = (RawSpan(self.items[-1]), *spans) if self.items[-1] else spans
            self.items[-1] = ""
        elif self.quotes:
            kind = "block_quote"
        return RawBlock(kind, spans)

    def _enter_or_leave(self, token: Token) -> None:
        if token.type == "footnote_open":
            self.note = self._number_of(token)
        elif token.type == "footnote_close":
            self.note = None
        elif token.type == "ordered_list_open":
            self.counters.append(int(token.attrGet("start") or 1))
        elif token.type == "bullet_list_open":
            self.counters.append(None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            del self.counters[-1:]  # A note within a note leaves its list half open.
        elif token.type == "list_item_open":
            count = self.counters[-1] if self.counters else None
            self.items.append("" if count is None else f"{count}{token.markup or '.'} ")
            self.counters[-1:] = [None if count is None else count + 1]
        elif token.type == "list_item_close":
            del self.items[-1:]
        elif token.type in ("blockquote_open", "blockquote_close"):
            self.quotes += token.nesting

    def _number_of(self, token: Token) -> str:
        return str(token.meta["label"]) if self.all_numbered else str(int(token.meta["id"]) + 1)

    def _spans(self, children: Sequence[Token]) -> Iterator[RawSpan]:
        address = ""
        for child in children:
            if child.type in ("text", "code_inline"):
                yield RawSpan(child.content)
            elif child.type in _LINE_BREAK:
                yield RawSpan(_LINE_BREAK[child.type])
            elif child.type == "footnote_ref":
                number = self._number_of(child)
                yield RawSpan(f"[{bare_label(number)}]", marks=number)
            elif child.type == "link_open":
                address = str(child.attrGet("href") or "")
            elif child.type == "link_close" and self.note is not None and address.startswith("http"):
                yield RawSpan(f" {address}")
            elif child.type in ("image", "html_inline"):
                self.left_out.append(child.content)


def _is_lone(block: RawBlock) -> bool:
    """Whether this is the paragraph that marks what the text itself does not."""
    return block.note is None and bool(block.spans) and block.spans[0].text.startswith(LONE)


def _labels(tokens: Sequence[Token]) -> Iterator[str]:
    return (str(token.meta.get("label", "")) for token in tokens if token.type == "footnote_open")


def _cut_off(walk: _Walk, ends_before: str | None) -> Iterator[RawBlock]:
    """The blocks up to the one that begins with `ends_before`, and all notes; what follows it is left out."""
    ended = False
    for block in walk.blocks():
        words = " ".join("".join(span.text for span in block.spans).split())
        ended = ended or bool(ends_before and words.startswith(ends_before))
        if ended and block.note is None:
            walk.left_out.append(words)
        else:
            yield block


def _join_cells(cells: Sequence[tuple[RawSpan, ...]]) -> Iterator[RawSpan]:
    yield RawSpan("| ")
    for cell in cells:
        yield from cell
        yield RawSpan(" | ")


def _heading(spans: tuple[RawSpan, ...], level: int) -> RawBlock:
    match = _NUMBER.match("".join(span.text for span in spans))
    return RawBlock("heading", spans, level=level, number=match["number"] if match else None)


def _introduce(blocks: Sequence[RawBlock]) -> Iterator[RawBlock]:
    """The blocks, a paragraph that ends in a colon before a list named as its introduction."""
    for one, following in zip_longest(blocks, blocks[1:]):
        introduces = following is not None and following.kind == "list_item" and one.kind == "paragraph"
        if introduces and "".join(span.text for span in one.spans).rstrip().endswith(":"):
            yield replace(one, kind="list_intro")
        else:
            yield one


def _name_title(blocks: list[RawBlock]) -> list[RawBlock]:
    """A heading of the first level that opens the text and has no other beside it is the title."""
    first_level = [one for one in blocks if one.kind == "heading" and one.level == 1]
    if blocks and first_level == [blocks[0]]:
        blocks[0] = replace(blocks[0], kind="title", level=None, number=None)
    return blocks
