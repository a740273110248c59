"""From all elements of a tree to blocks: for files that are nothing but their text (DOCX, ODT, EPUB)."""

from __future__ import annotations

import re
from typing import Any

from ingest.readers.composing import RawBlock
from ingest.readers.html.tree import UNSEEN, is_block
from ingest.readers.html.walk import Walk, introduce_list

_HEADING = re.compile(r"h([1-6])")
_BREAK = "\n"


def walk_elements(element: Any, walk: Walk) -> None:  # noqa: ANN401
    """Add the blocks of an element and all below it, in order."""
    inline = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str) or child.tag in UNSEEN:
            inline.append(child.tail or "")
            continue
        if not is_block(child):
            inline += [_inline(child), child.tail or ""]
            continue
        _close(inline, walk)
        _walk_block(child, walk)
        inline = [child.tail or ""]
    _close(inline, walk)


def _close(inline: list[str], walk: Walk) -> None:
    for part in re.split(r"\n\s*\n", "".join(inline)):
        walk.add("paragraph", " ".join(part.split()))


def _walk_block(element: Any, walk: Walk) -> None:  # noqa: ANN401
    heading = _HEADING.fullmatch(element.tag)
    if heading:
        walk.add("heading", " ".join(_inline(element).split()), level=int(heading[1]))
    elif element.tag in ("ul", "ol"):
        introduce_list(walk)
        _walk_list(element, walk)
    elif element.tag == "blockquote":
        inner = Walk(walk.notes, walk.anchors, walk.prefix, walk.anchor)
        walk_elements(element, inner)
        for block in inner.blocks:
            walk.add_spans("block_quote" if block.kind == "paragraph" else block.kind, block)
    elif element.tag == "figcaption":
        walk.add("caption", " ".join(_inline(element).split()))
    elif element.tag == "table":
        _walk_table(element, walk)
    elif any(is_block(child) for child in element.iterdescendants()):
        walk_elements(element, walk)
    else:
        _close([_inline(element)], walk)


def _walk_list(element: Any, walk: Walk) -> None:  # noqa: ANN401
    for item in element:
        if item.tag in ("ul", "ol"):  # Not within the point it belongs to, as the rules want: common all the same.
            _walk_list(item, walk)
            continue
        inline = [item.text or ""] if isinstance(item.tag, str) and item.tag not in UNSEEN else []
        later = []
        for child in item if inline else ():
            if child.tag in ("ul", "ol"):
                later.append(child)
            else:
                inline += [" ", _inline(child)] if is_block(child) else [_inline(child)]
            inline.append(child.tail or "")
        walk.add("list_item", " ".join("".join(inline).split()))
        for one in later:
            _walk_list(one, walk)


def _walk_table(element: Any, walk: Walk) -> None:  # noqa: ANN401
    if next(element.iterdescendants("table", "h1", "h2", "h3", "h4"), None) is not None:
        # A table that holds such things holds the layout of a page, and no figures.
        for cell in element.iterdescendants("td", "th", "caption"):
            if next(cell.iterancestors("table")) is element:
                walk_elements(cell, walk)
        return
    for caption in element.iter("caption"):
        walk.add("paragraph", " ".join(_inline(caption).split()))
    lines = [[cell for cell in line if cell.tag in ("td", "th")] for line in element.iter("tr")]
    walk.add_rows([([" ".join(_inline(cell).split()) for cell in cells], _is_head(cells)) for cells in lines])


def _is_head(cells: list[Any]) -> bool:
    return all(cell.tag == "th" for cell in cells)


def _inline(element: Any) -> str:  # noqa: ANN401
    """The words of an element; a line break is kept as one."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return ""
    if element.tag == "br":
        return _BREAK
    pieces = [element.text or ""]
    for child in element:
        space = " " if is_block(child) else ""
        pieces += [space, _inline(child), space, child.tail or ""]
    return "".join(pieces)


def name_title(blocks: list[RawBlock], title: str) -> list[RawBlock]:
    """The blocks, the one that says the work's title named so; else a heading that opens the text."""
    folded = "".join(filter(str.isalnum, title.casefold()))
    words = ["".join(filter(str.isalnum, _words(block).casefold())) for block in blocks[:6]]
    row = next((at for at, one in enumerate(words) if one and one == folded), None)
    if row is None and blocks and blocks[0].kind == "heading":
        row = 0
    return [RawBlock("title", block.spans) if at == row else block for at, block in enumerate(blocks)]


def _words(block: RawBlock) -> str:
    return "".join(span.text for span in block.spans if span.marks is None)
