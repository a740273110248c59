"""A text "according to" which something is asked: what another one says of the same thing is no answer to that."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.asking.kinds.texts import resolve_subject
from index.records import Hit
from index.store.opened import OpenGeneration

_BEFORE = re.compile(
    r"(?i)(?<!\w)(?<!wie )(?<!zu )(?<!so )(?:laut|gemäß|according to|as (?:stated|told|reported|given) (?:in|by)"
    r"|согласно)\s+(?P<text>(?:[\w’'-]+\s*){1,6})"
)
_BEHIND = re.compile(r"(?i)(?P<text>(?:[\w’'-]+\s+){1,6})zufolge(?!\w)")


def find_attesting(question: str, opened: OpenGeneration) -> str | None:
    """Id of the held text according to which a question asks; None where it names none so.

    Args:
        question: The cleaned question.
        opened: The opened generation.

    """
    said = _BEFORE.search(question) or _BEHIND.search(question)
    if said is None:
        return None
    subject = resolve_subject(said["text"], opened)
    source = subject.source or subject.by_genre
    return source if source and opened.held_document(source) else None


def keep_attested(hits: Sequence[Hit], source_id: str | None, opened: OpenGeneration) -> Sequence[Hit]:
    """The hits in a text, or where another one tells of it; all of them without a text, or where it has none.

    Args:
        hits: What was found, best first.
        source_id: The text's id; see `find_attesting`.
        opened: The opened generation.

    """
    document = opened.held_document(source_id) if source_id else None
    if document is None:
        return hits
    own = [hit for hit in hits if hit.passage.source_id == document.source_id or source_id in hit.passage.works]
    return own if any(hit.passage.source_id == document.source_id for hit in own) else hits
