"""Passages that only ask, in an interview or as an author's question to himself: what follows them answers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.records import Document, Passage

_ASKS = re.compile(r"\?[\"'“”‘’»«)\]]*$")
_TEXT = frozenset({"paragraph", "post", "block_quote"})
_LONGEST = 3
"""Sentences of a passage that only asks."""


def find_replies(documents: Iterable[Document]) -> dict[str, Passage]:
    """For the id of each passage that only asks, the next one that tells something, with no heading in between."""
    found: dict[str, Passage] = {}
    for document in documents:
        following: Passage | None = None
        for passage in reversed(document.passages):
            if passage.kind not in _TEXT or not passage.sentences:
                following = None
            elif not only_asks(passage, document):
                following = passage
            elif following:
                found[passage.id] = following
    return found


def only_asks(passage: Passage, document: Document) -> bool:
    """Whether a passage is a question of a few sentences and says no more than that."""
    if len(passage.sentences) > _LONGEST:
        return False
    last = passage.sentences[-1]
    return bool(_ASKS.search(document.plain(last.start, last.end).rstrip()))
