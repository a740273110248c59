"""Points among a PDF's paragraphs: told by their form, as those of a plain text are."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from ingest.readers.kinds import name_lines
from ingest.readers.lines import BULLETS, Line
from ingest.reading import Reading

_BULLET = re.compile(rf"[{BULLETS}][ \t\u00a0]+\S")
_TAKEN = frozenset({"list_item", "list_intro", "block_quote"})
"""Kinds that form alone may give; headings are told by how they are set."""


def name_points(reading: Reading) -> Reading:
    """The reading with its plain paragraphs named by their form."""
    plain = [block for block in reading.blocks if block.kind == "paragraph"]
    lines = [
        Line(block.start, block.end, " ".join(reading.text[block.start : block.end].split()), blank_before=True)
        for block in plain
    ]
    starts = [line.start for line in lines]
    named = {starts[bisect_right(starts, one.start) - 1]: one for one in name_lines(reading.text, lines)}
    return replace(
        reading,
        blocks=tuple(
            replace(block, kind=found.kind)
            if block.kind == "paragraph" and (found := named.get(block.start)) and found.kind in _TAKEN
            else replace(block, kind="list_item")
            if block.kind == "paragraph" and _BULLET.match(reading.text, block.start)
            else block
            for block in reading.blocks
        ),
    )
