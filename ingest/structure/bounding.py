"""Paragraphs too long to be shown or compared as one are several passages, cut between sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.reading import Block
from ingest.text.sentences import split_sentences

LONGEST = 3000
"""Characters; about 750 tokens, of which an encoder reads 512. A long paragraph of an essay has half of that."""
_PIECE = 1200
"""Characters of a piece, about."""


def bound_blocks(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, each paragraph over `LONGEST` characters cut into pieces of whole sentences."""
    return tuple(piece for block in blocks for piece in _cut(text, block))


def _cut(text: str, block: Block) -> Iterator[Block]:
    if block.end - block.start <= LONGEST or block.kind not in ("paragraph", "footnote", "post", "block_quote"):
        yield block
        return
    start = block.start
    sentences = split_sentences(text, block.start, block.end)
    for one, following in zip(sentences, [*sentences[1:], None], strict=False):
        if following is None:
            yield replace(block, start=start, end=block.end)
        elif following.end - start > _PIECE:
            yield replace(block, start=start, end=one.end)
            start = following.start
