"""What stands before the first section: abstract (in the abstract's language) and lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.reading import Block, PassageKind
from ingest.records import Source
from ingest.text.language import detect_language


def name_opening(text: str, blocks: Sequence[Block], source: Source, main: str) -> tuple[Block, ...]:
    """The blocks with those before the first numbered heading named; texts without one have no opening."""
    first_section = next((row for row, block in enumerate(blocks) if block.kind == "heading" and block.number), 0)
    named = list(blocks)
    for row, block in enumerate(blocks[:first_section]):
        if block.kind == "paragraph":
            other = source.abstract_language
            content = text[block.start : block.end]
            language = detect_language(content, [main, other], fallback=main) if other else main
            kind: PassageKind = "abstract" if language == other else "lead"
            named[row] = replace(block, kind=kind)
    return tuple(named)
