"""What belongs together as the answer to a question for several things: a list, a table's rows, numbered paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from index.store.opened import OpenGeneration
from ingest.records import Passage

_FEWEST = 2
_RUNNING = frozenset({"paragraph", "abstract", "lead"})
_NUMBERED = re.compile(
    r"(?i)\W*(?:\d{1,2}[.)]|\([\da-z]{1,2}\)|[a-z]\)|(?:erst|zweit|dritt|viert|fünft|sechst|siebt|acht|neunt|zehnt)ens\b"
    r"|zuletzt,|schließlich,|(?:first|second|third|fourth|fifth|sixth|last)(?:ly)?[,:]|finally,"
    r"|во-(?:первых|вторых)|в-(?:третьих|четв[её]ртых|пятых))"
)
"""How a paragraph begins that is one of several in a row: "(2)", "b)", "Drittens:", "Third,"."""


@dataclass(frozen=True, slots=True)
class Whole:
    """Passages that answer together, in the order of the text."""

    introduction: Passage | None
    """The line before them; of a table its header."""
    items: tuple[Passage, ...]

    @property
    def members(self) -> tuple[Passage, ...]:
        """All its passages."""
        return (self.introduction, *self.items) if self.introduction else self.items


def find_whole(opened: OpenGeneration, passage: Passage) -> Whole | None:
    """What a passage introduces or is an item of: a list, a table, paragraphs that are numbered; else None."""
    introduction = opened.passages.get(passage.introduced_by or "", passage)
    listed = tuple(one for one in opened.introduced.get(introduction.id, ()) if one.kind == "list_item")
    if passage.kind == "table_row":
        rows = opened.introduced.get(passage.introduced_by or "", ())
        found = Whole(None, tuple(one for one in rows if one.kind == "table_row"))
    elif passage.kind == "list_item" and introduction is passage:
        found = Whole(None, _around(opened, passage, lambda one: one.kind == "list_item"))
    elif listed and (passage.kind == "list_item" or introduction is passage):
        found = Whole(introduction, listed)
    elif passage.kind in _RUNNING and _is_numbered(opened, passage):
        found = Whole(None, _around(opened, passage, lambda one: _is_numbered(opened, one)))
    else:
        return None
    return found if len(found.items) >= _FEWEST else None


def find_beside(opened: OpenGeneration, passage: Passage) -> tuple[Whole, ...]:
    """The lists, tables and numbered paragraphs under the heading that a passage stands under."""
    under = (one for one in opened.document(passage.source_id).passages if one.headings == passage.headings)
    found = (find_whole(opened, one) for one in under if one.id in opened.passages and one.note is None)
    return tuple(dict.fromkeys(one for one in found if one))


def _around(opened: OpenGeneration, passage: Passage, belongs: Callable[[Passage], bool]) -> tuple[Passage, ...]:
    """The passages around one, itself included, that belong to it and stand under the same heading; notes aside."""
    passages = [one for one in opened.document(passage.source_id).passages if one.note is None]
    first = last = passages.index(passage)

    def goes_on(row: int) -> bool:
        return 0 <= row < len(passages) and passages[row].headings == passage.headings and belongs(passages[row])

    while goes_on(first - 1):
        first -= 1
    while goes_on(last + 1):
        last += 1
    return tuple(one for one in passages[first : last + 1] if one.id in opened.passages)


def _is_numbered(opened: OpenGeneration, passage: Passage) -> bool:
    text = opened.document(passage.source_id).text
    return passage.kind in _RUNNING and bool(_NUMBERED.match(text, passage.start, passage.end))
