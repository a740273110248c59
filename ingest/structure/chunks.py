"""What gets a vector: each passage, and spans of one or two of its sentences, so that a single fact is found."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.records import Chunk, Document, Passage, Slice, SourceKind
from ingest.text.tables import pair_cells

SPAN_SENTENCES = 2
"""Longest span in sentences."""
CHUNKING = f"headed-passages+spans-1-{SPAN_SENTENCES}/v3"
"""Names this way of cutting; part of what a generation is identified by."""
_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*|[IVXLC]+)\.\s+")
_DIVIDED = re.compile(r"([^\W\d_]+)-\n[ \t]*(?!(?:und|oder|and|or|и|или)\b)([^\W\d_]+)")
WITHOUT_VECTOR = frozenset({"title", "heading", "table_header", "contents_entry", "label"})
"""Kinds of passages that are no evidence: contents say where something stands, labels are words in a figure."""


def make_chunks(document: Document, source_kind: SourceKind = "analysis") -> tuple[Chunk, ...]:
    """Cut a document into chunks: every passage that is evidence, and its spans.

    A passage of one sentence has no span. The embedded text of a list item, a block quote or a post begins with the
    line that introduces it, that of a whole passage with its section's title; the offsets are those of the passage's
    own words.
    """
    return tuple(
        replace(chunk, source_kind=source_kind)
        for passage in document.passages
        if passage.kind not in WITHOUT_VECTOR
        for chunk in (
            _make_chunk(document, passage, Slice(passage.start, passage.end), is_span=False),
            *_spans(document, passage),
        )
    )


def _spans(document: Document, passage: Passage) -> Iterator[Chunk]:
    sentences = passage.sentences
    if len(sentences) < 2:
        return
    for length in range(1, SPAN_SENTENCES + 1):
        for first in range(len(sentences) - length + 1):
            if length < len(sentences):
                piece = Slice(sentences[first].start, sentences[first + length - 1].end)
                yield _make_chunk(document, passage, piece, is_span=True)


def _make_chunk(document: Document, passage: Passage, piece: Slice, *, is_span: bool) -> Chunk:
    text = _with_introduction(document, passage, piece)
    if not is_span and passage.headings:
        text = f"{_headings(passage)}: {text}"
    key = "\0".join((passage.id, str(piece.start - passage.start), str(piece.end - passage.start), text))
    return Chunk(
        id=hashlib.sha256(key.encode()).hexdigest()[:20],
        passage_id=passage.id,
        source_id=passage.source_id,
        language=passage.language,
        start=piece.start,
        end=piece.end,
        is_span=is_span,
        text=text,
    )


def lexical_text(document: Document, passage: Passage) -> str:
    """The words that lexical search compares: the passage's own, its innermost heading, and what introduces it."""
    own = _with_introduction(document, passage, Slice(passage.start, passage.end))
    return f"{passage.headings[-1]}\n{own}" if passage.headings else own


def _headings(passage: Passage) -> str:
    """The headings above a passage without their numbers, outermost first."""
    return ", ".join(_NUMBER.sub("", heading) for heading in passage.headings)


def _with_introduction(document: Document, passage: Passage, piece: Slice) -> str:
    own = _search_form(document, piece)
    if passage.kind == "table_row":
        return pair_cells(_introduction(document, passage), document.text[piece.start : piece.end])
    return f"{_introduction(document, passage)} {own}".strip()


def _search_form(document: Document, piece: Slice) -> str:
    """A piece's words, those put together that a line end divides and that nobody could tell to be one or two."""
    text = document.plain(piece.start, piece.end)
    if document.text.find("-\n", piece.start, piece.end) < 0:
        return text
    for head, tail in _DIVIDED.findall(document.text, piece.start, piece.end):
        text = text.replace(f"{head}- {tail}", f"{head}-{tail}")
    return text


def _introduction(document: Document, passage: Passage) -> str:
    """What introduces a list item, a table row, a quotation or a post: what its first sentence leans on."""
    lean = passage.sentences[0].leans_on if passage.introduced_by else None
    return document.plain(lean.start, lean.end) if lean else ""
