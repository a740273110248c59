"""From the elements of a main text to blocks: headings, paragraphs, lists, tables, quotations, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ingest.readers.composing import RawBlock, RawSpan
from ingest.readers.html.notes import SIGN, PageNotes
from ingest.reading import PassageKind

_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*|[IVX]{1,6})[.)]?\s+(?=\S)")


@dataclass(slots=True)
class Walk:
    """What a walk over a page has met so far."""

    notes: PageNotes
    anchors: tuple[str, ...] = ()
    """What the anchors' signs stand for."""
    prefix: str = ""
    """Stands before the label of each note: several files of one work have notes with the same numbers."""
    anchor: str | None = None
    """The last one passed."""
    blocks: list[RawBlock] = field(default_factory=list)

    def add(self, kind: PassageKind, text: str, *, level: int | None = None) -> None:
        """Add a block, if it has words; signs in its text become markers and anchors."""
        if kind == "heading":
            self.anchor = None  # What stands below a heading without an id is not where the last id is.
        spans = tuple(self._cut(text))
        words = "".join(span.text for span in spans if span.marks is None).strip()
        if not words:
            return
        number = _NUMBER.match(words) if kind == "heading" else None
        self.blocks.append(
            RawBlock(kind, spans, level=level, number=number["number"] if number else None, anchor=self.anchor)
        )

    def add_rows(self, rows: Sequence[tuple[Sequence[str], bool]]) -> None:
        """Add a table: its cells row by row, and whether a row is a head; a name in a first row alone is no row."""
        filled = [(cells, is_head) for cells, is_head in rows if any(cells)]
        if len(filled) > 1 and len(filled[0][0]) > 1 and sum(map(bool, filled[0][0])) == 1:
            self.add("paragraph", "".join(filled.pop(0)[0]))
        for row, (cells, is_head) in enumerate(filled):
            last = max(at for at, cell in enumerate(cells) if cell)
            self.add("table_header" if is_head and row == 0 else "table_row", " | ".join(cells[: last + 1]))

    def add_spans(self, kind: PassageKind, block: RawBlock) -> None:
        """Add a block that is cut already, under another kind."""
        self.anchor = block.anchor
        self.blocks.append(replace(block, kind=kind))

    def _cut(self, text: str) -> Iterator[RawSpan]:
        position = 0
        text = re.sub(r"[ \t]+(?=⸢fsm)", "", text)
        for match in SIGN.finditer(text):
            yield RawSpan(text[position : match.start()])
            position, row = match.end(), int(match["row"])
            if match["kind"] == "a":
                self.anchor = self.anchors[row] if row < len(self.anchors) else self.anchor
            elif row < len(self.notes.markers):
                said, note = self.notes.markers[row]
                yield RawSpan(said, marks=f"{self.prefix}{note}")
        yield RawSpan(text[position:])

    def add_notes(self) -> None:
        """Add the notes behind the text."""
        for row, note in enumerate(self.notes.notes):
            self.blocks.append(
                RawBlock("footnote", (RawSpan(note.text),), number=note.number, note=f"{self.prefix}{row}")
            )


def walk_main(main: Any, walk: Walk) -> None:  # noqa: ANN401
    """Add the blocks of what trafilatura found to be a page's main text."""
    for element in main:
        _walk(element, walk)


def _walk(element: Any, walk: Walk) -> None:  # noqa: ANN401
    tag = element.tag
    if tag == "head":
        walk.add("heading", _text(element), level=_level(element))
    elif tag == "list":
        _walk_list(element, walk)
    elif tag == "table":
        _walk_table(element, walk)
    elif tag == "quote":
        for part in _parts(element):
            walk.add("block_quote", part)
    elif tag in ("div", "body", "main"):
        walk_main(element, walk)
    elif tag in ("graphic", "lb"):
        walk.add("paragraph", element.tail or "")
    else:
        for part in _parts(element):
            walk.add("paragraph", part)


def _level(element: Any) -> int:  # noqa: ANN401
    match = re.fullmatch(r"h([1-6])", element.get("rend") or "")
    return int(match[1]) if match else 2


def introduce_list(walk: Walk) -> None:
    """Name the paragraph before a list as what introduces it, where it ends with a colon."""
    before = walk.blocks[-1] if walk.blocks else None
    if before and before.kind == "paragraph" and "".join(span.text for span in before.spans).rstrip().endswith(":"):
        walk.blocks[-1] = replace(before, kind="list_intro")


def _walk_list(element: Any, walk: Walk) -> None:  # noqa: ANN401
    introduce_list(walk)
    for item in element.iter("item"):
        walk.add("list_item", _text(item, skip=("list",)))


def _walk_table(element: Any, walk: Walk) -> None:  # noqa: ANN401
    lines = [list(line.iter("cell")) for line in element.iter("row")]
    walk.add_rows(
        [
            ([" ".join(_text(cell).split()) for cell in cells], all(cell.get("role") == "head" for cell in cells))
            for cells in lines
        ]
    )


def _text(element: Any, skip: tuple[str, ...] = ()) -> str:  # noqa: ANN401
    """The words of an element; line breaks become spaces, inner elements named in `skip` are left out."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag not in skip:
            pieces += [" " if child.tag in ("lb", "p", "item") else "", _text(child, skip)]
        pieces.append(child.tail or "")
    return "".join(pieces)


def _parts(element: Any) -> list[str]:  # noqa: ANN401
    """The paragraphs within an element: two line breaks in a row, or an inner paragraph, part them."""
    pieces, breaks = [element.text or ""], 0
    for child in element:
        if child.tag == "lb":
            breaks += 1
            pieces.append("\n" if breaks == 1 else "\n\n")
        elif child.tag in ("p", "quote", "list", "item"):
            pieces += ["\n\n", _text(child), "\n\n"]
        else:
            pieces.append(_text(child))
        if (child.tail or "").strip():
            breaks = 0
        pieces.append(child.tail or "")
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", "".join(pieces))]
