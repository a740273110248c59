"""Addresses of the pages beside the chat."""

from __future__ import annotations

from urllib.parse import quote, urlencode


def link_document(
    source_id: str, labels: str, *, start: int | None = None, end: int | None = None, generation: str | None = None
) -> str:
    """Where the reader shows a document, with a slice of it marked and in view."""
    asked = {"start": start, "end": end, "generation": generation, "lang": labels}
    query = urlencode({name: value for name, value in asked.items() if value is not None})
    return f"/document/{quote(source_id, safe='')}?{query}{'' if start is None else '#place'}"
