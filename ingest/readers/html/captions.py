"""What stands below a picture: no part of the running text, in which the page has it between two paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from ingest.readers.composing import RawBlock
from ingest.readers.html.notes import SIGN
from ingest.readers.html.tree import visible_lines

_SHORTEST = 12
"""Letters by which a caption is told again."""


def find_captions(root: Any) -> frozenset[str]:  # noqa: ANN401
    """The captions of a page's pictures, by their letters alone.

    Only what the element says: the search for the main text leaves out what has a caption's class, and hands on a
    `figcaption` as a paragraph.
    """
    found: set[str] = set()
    for element in root.iter("figcaption"):
        lines = [_fold(line) for line in visible_lines(element)]
        found |= {one for one in (*lines, "".join(lines)) if len(one) >= _SHORTEST}
    return frozenset(found)


def name_captions(blocks: Sequence[RawBlock], captions: Iterable[str]) -> list[RawBlock]:
    """The blocks, paragraphs that say what a caption says named so."""
    known = frozenset(captions)
    return [
        replace(block, kind="caption") if block.kind == "paragraph" and _words(block) in known else block
        for block in blocks
    ]


def _words(block: RawBlock) -> str:
    return _fold("".join(span.text for span in block.spans if span.marks is None))


def _fold(text: str) -> str:
    return "".join(re.findall(r"\w+", SIGN.sub("", text).casefold()))
