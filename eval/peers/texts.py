"""What the peers search."""

from __future__ import annotations

from index.store.opened import OpenGeneration
from ingest.text.canonical import to_plain


def passage_texts(opened: OpenGeneration) -> dict[str, str]:
    """By passage id, the text of each passage that our own search finds by default, without note markers.

    The passage's own words only: section titles and introducing lines before the embedded text are this product's idea.
    """
    return {
        passage.id: to_plain(opened.document(passage.source_id).text[passage.start : passage.end])
        for passage in opened.passages.values()
        if not passage.names_only
    }
