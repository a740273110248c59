"""A web page -> reading: its main text by trafilatura, behind a pass that takes hidden text out and declares notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.errors import DossierError
from ingest.readers.composing import RawBlock, RawSpan, compose_reading
from ingest.readers.html.captions import find_captions, name_captions
from ingest.readers.html.elements import walk_elements
from ingest.readers.html.gaps import fill_gaps
from ingest.readers.html.hidden import cut_hidden
from ingest.readers.html.notes import SIGN, mark_anchors, take_notes
from ingest.readers.html.portlets import cut_empty_portlets
from ingest.readers.html.tree import Line, parse_page, remove, shown_lines, visible_lines, wrap_loose_text
from ingest.readers.html.walk import Walk, walk_main
from ingest.readers.points import name_points
from ingest.readers.protocol import ReadingHints
from ingest.reading import Reading
from ingest.text.canonical import canonicalize

_LITTLE = 200
"""Characters below which a page has no text of its own."""
_SMALL_SHARE = 0.25
"""Share of a page's visible text below which its main text may have been missed."""
_GATE = 600
"""Characters up to which a text with a gate's words is a gate's, and no article about one."""
_MOST_TEXT = 1_000_000
"""Characters from which finding the main text takes longer than a reader has: its time grows with their square."""
_BELOW_ALL = 7
"""Deeper than any heading."""
_SHORT = 2000
"""Characters of visible text up to which a small share tells nothing: much of a short page is navigation."""
_NEEDS_PERSON = re.compile(
    r"(?i)captcha|are you (?:a )?(?:human|robot)|checking your browser|enable javascript|javascript (?:is|ist) "
    r"|just a moment|access denied|zugriff verweigert|please log ?in|bitte (?:melden|loggen)|sign in to continue"
    r"|accept (?:all )?cookies|cookies? (?:akzeptieren|zustimmen)|verify you are|включите javascript|вы не робот"
)


def read_html(content: bytes, hints: ReadingHints) -> Reading:
    """Read a web page; DossierError where it has no text of its own, is too large, or is no page."""
    root = parse_page(content)
    formulas = sum(1 for _ in root.iter("math"))  # Often hidden behind a picture of it: lost all the same.
    hidden = cut_hidden(root)
    emptied = cut_empty_portlets(root)
    for one in root.iter("*"):
        one.attrib.pop("aria-hidden", None)  # It is shown all the same; trafilatura would leave it out.
    length = sum(map(len, visible_lines(root.find("body"))))
    if length < _LITTLE:
        raise _no_text(list(visible_lines(root.find("body"))), sum(map(len, hidden)))
    captions = find_captions(root)
    wrap_loose_text(root)
    notes = take_notes(root)
    _number_lists(root)
    anchors = mark_anchors(root)
    lines = list(shown_lines(root.find("body")))
    walk = Walk(notes, anchors)
    remarks = _walk_page(root, lines, walk)
    walk.blocks = _without_empty_heads(list(_name_title(walk.blocks, root, hints)))
    filled = fill_gaps(lines, walk, _fold)
    walk.blocks = name_captions(filled.blocks, captions)
    walk.add_notes()
    taken = sum(_length(block) for block in walk.blocks)
    _refuse_gate(walk.blocks, taken)
    if length > _SHORT and taken < _SMALL_SHARE * length:
        remarks.append(
            f"of {length} characters that the page shows {taken} are taken as its text: look whether it is all"
        )
    if filled.back:
        remarks.append(f"{filled.back} pieces that the search for the main text passed over are put back")
    if notes.lost:
        remarks.append(f"{notes.lost} markers link to notes that the page does not have")
    if formulas:
        remarks.append(f"{formulas} formulas are left out: sentences around them have gaps")
    if hidden:
        remarks.append(f"{sum(map(len, hidden))} characters that the page hides are left out: {hidden[0][:60]!r}")
    shown = [SIGN.sub("", line.text).strip() for line in lines]
    left_out = [*_find_left_out(shown, walk.blocks), *emptied, *hidden]
    return name_points(compose_reading(walk.blocks, left_out="\n".join(left_out), remarks=remarks))


def _walk_page(root: Any, lines: Sequence[Line], walk: Walk) -> list[str]:  # noqa: ANN401
    """Add the main text's blocks; what could not be told about it."""
    if sum(len(line.text) for line in lines) > _MOST_TEXT:
        for one in list(root.iter("nav", "header", "footer", "aside", "form")):
            remove(one)
        walk_elements(root.find("body"), walk)
        return ["the page is too long to tell its main text from the rest: all that is shown is taken"]
    main = find_main(root)
    if main is not None:
        walk_main(main, walk)
    if sum(_length(block) for block in walk.blocks) >= _LITTLE:
        return []
    walk.blocks.clear()
    for line in lines:
        walk.add("paragraph", line.text)
    return ["what is the page's main text could not be told: all that is shown is taken"]


def _without_empty_heads(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """The blocks without headings below which nothing stands: of menus, portals, and what was left out."""
    kept: list[RawBlock] = []
    level = 0  # Of what follows; the end of the text ends every section.
    for block in reversed(blocks):
        if block.kind == "heading" and (block.level or 2) >= level:
            continue
        level = (block.level or 2) if block.kind == "heading" else _BELOW_ALL
        kept.append(block)
    return kept[::-1]


def _refuse_gate(blocks: Sequence[RawBlock], taken: int) -> None:
    """DossierError where the little that a page has for a text says that the text is behind it."""
    if taken >= _SHORT:
        return
    for block in blocks:
        words = _words(block)
        if block.kind in ("title", "heading") and _NEEDS_PERSON.search(words):
            raise _no_text([words])
    words = " ".join(map(_words, blocks))
    if taken < _GATE and _NEEDS_PERSON.search(words):
        raise _no_text([words])


def find_main(root: Any) -> Any:  # noqa: ANN401
    """The main text of a page as trafilatura's elements; None where it finds none."""
    import logging

    from lxml import etree, html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    import trafilatura

    found = trafilatura.extract(
        html.tostring(root, encoding="unicode"),
        output_format="xml",
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        include_links=False,
        deduplicate=False,
    )
    if not found:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    return etree.fromstring(found.encode("utf-8"), parser).find("main")


def _no_text(shown: Sequence[str], hidden: int = 0) -> DossierError:
    words = " ".join(shown)
    if _NEEDS_PERSON.search(words):
        return DossierError(
            f"the page is not the work but a gate before it ({words[:60]!r})",
            remedy="open it in a browser, save the page, and add that file",
        )
    if hidden > _SHORT:
        return DossierError(
            f"the page hides its text ({hidden} characters) until scripts show it",
            remedy="open it in a browser, save the page as it is shown, and add that file",
        )
    return DossierError(
        f"the page shows hardly any text ({len(words)} characters): scripts make it",
        remedy="open it in a browser, save the page as it is shown, and add that file",
    )


def _number_lists(root: Any) -> None:  # noqa: ANN401
    """Write the numbers of numbered lists out: a browser shows them, the text does not have them."""
    for ordered in root.iter("ol"):
        start = ordered.get("start") or ""
        number = int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1
        style = ordered.get("type") or "1"
        for item in ordered.findall("li"):
            value = item.get("value") or ""
            number = int(value) if re.fullmatch(r"-?\d{1,6}", value) else number
            label = chr(ord(style) + number - 1) if style in ("a", "A") and 1 <= number <= 26 else str(number)
            item.text = f"{label}. {(item.text or '').lstrip()}"
            number += 1


def _length(block: RawBlock) -> int:
    return sum(len(span.text) for span in block.spans)


def _fold(text: str) -> str:
    return "".join(re.findall(r"\w+", canonicalize(text).casefold()))


def _name_title(blocks: Sequence[RawBlock], root: Any, hints: ReadingHints) -> Iterator[RawBlock]:  # noqa: ANN401
    """The blocks, the heading that is the work's title named so; put in front where the main text is without it."""
    title = _find_title(root, hints)
    row = next((at for at, one in enumerate(blocks[:8]) if title and _fold(_words(one)) == _fold(title)), None)
    if title and row is None:
        yield RawBlock("title", (RawSpan(title),))
    for at, block in enumerate(blocks):
        yield RawBlock("title", block.spans, anchor=block.anchor) if at == row else block


def _find_title(root: Any, hints: ReadingHints) -> str | None:  # noqa: ANN401
    """The heading of the page that says what the manifest, or the page's own data, call it; else the only one."""
    named = [hints.title, *(element.text_content() for element in root.iter("title"))]
    named += [str(one.get("content") or "") for one in root.iter("meta") if one.get("property") == "og:title"]
    known = [key for key in map(_fold, named) if key]
    heads = [SIGN.sub("", " ".join(one.text_content().split())) for one in root.iter("h1")]
    fitting = [head for head in heads if (key := _fold(head)) and any(key in name or name in key for name in known)]
    return max(fitting, key=len) if fitting else heads[0] if len(heads) == 1 and heads[0] else None


def _words(block: RawBlock) -> str:
    return "".join(span.text for span in block.spans if span.marks is None)


def _find_left_out(shown: Sequence[str], blocks: Sequence[RawBlock]) -> Iterator[str]:
    """The lines that the page shows and that are in none of the blocks."""
    taken = _fold("\n".join(_words(block) for block in blocks))
    yield from (line for line in shown if (key := _fold(line)) and key not in taken)
