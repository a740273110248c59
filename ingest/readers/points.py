"""Points among the paragraphs of a format that has its own lists: typed ones, told by their form as in a plain text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.kinds import name_lines
from ingest.readers.lines import BULLETS, Line
from ingest.reading import Block, Reading

_BULLET = re.compile(rf"[{BULLETS}][ \t\u00a0]+\S")
_TAKEN = frozenset({"list_item", "list_intro"})
"""Kinds that form alone may give: how headings and quotations are set, the format says."""
_LEADING = frozenset({"paragraph", "list_intro"})
_SUBSECTION = re.compile(r"\(\d{1,3}\)[ \t\u00a0]")
_CLOSED = re.compile(r"[.!?…;,][\"'”“»«)]*$")


def name_points(reading: Reading) -> Reading:
    """The reading with its plain paragraphs named by their form.

    What leads to points without closing ("It consists of") is their introduction. Paragraphs "(1)", "(2)" that nothing
    leads to are a law's subsections and no points.
    """
    plain = [block for block in reading.blocks if block.kind == "paragraph"]
    lines = [Line(block.start, block.end, _words(reading, block), blank_before=True) for block in plain]
    starts = [line.start for line in lines]
    found = {starts[bisect_right(starts, one.start) - 1]: one for one in name_lines(reading.text, lines)}
    blocks = [_name(reading, block, found.get(block.start)) for block in reading.blocks]
    return replace(reading, blocks=tuple(_introduce(reading, _keep_subsections(reading, blocks))))


def _words(reading: Reading, block: Block) -> str:
    return " ".join(reading.text[block.start : block.end].split())


def _name(reading: Reading, block: Block, found: Block | None) -> Block:
    if block.kind != "paragraph":
        return block
    if found is not None and found.kind in _TAKEN:
        return replace(block, kind=found.kind)
    return replace(block, kind="list_item") if _BULLET.match(reading.text, block.start) else block


def _keep_subsections(reading: Reading, blocks: Sequence[Block]) -> list[Block]:
    kept: list[Block] = []
    for block in blocks:
        numbered = block.kind == "list_item" and _SUBSECTION.match(reading.text, block.start)
        before = kept[-1] if kept else None
        led = before is not None and (
            _SUBSECTION.match(reading.text, before.start)
            if before.kind == "list_item"
            else before.kind in _LEADING and not _CLOSED.search(_words(reading, before))
        )
        kept.append(replace(block, kind="paragraph") if numbered and not led else block)
    return kept


def _introduce(reading: Reading, blocks: Sequence[Block]) -> list[Block]:
    followers = (*(block.kind for block in blocks[1:]), None)
    return [
        replace(block, kind="list_intro")
        if block.kind == "paragraph" and follower == "list_item" and not _CLOSED.search(_words(reading, block))
        else block
        for block, follower in zip(blocks, followers, strict=True)
    ]
