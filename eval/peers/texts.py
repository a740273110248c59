"""What the peers search."""

from __future__ import annotations

from index.store.opened import OpenGeneration


def passage_texts(opened: OpenGeneration) -> dict[str, str]:
    """By passage id, the text of each passage that our own search finds by default, without note markers.

    The passage's own words only: section titles and introducing lines before the embedded text are this product's idea.
    """
    return {
        passage.id: opened.document(passage.source_id).plain(passage.start, passage.end)
        for passage in opened.passages.values()
        if not passage.names_only
    }
