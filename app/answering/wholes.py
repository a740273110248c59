"""What belongs together as the answer to a question for several things: a list, a table's rows, numbered paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from index.store.opened import OpenGeneration
from ingest.records import Passage
from ingest.text.terms import find_terms

_FEWEST = 2
_RUNNING = frozenset({"paragraph", "abstract", "lead"})
_NUMBERED = re.compile(
    r"(?i)\W*(?:\d{1,2}[.)]|\([\da-z]{1,2}\)|[a-z]\)|(?:erst|zweit|dritt|viert|fünft|sechst|siebt|acht|neunt|zehnt)ens\b"
    r"|zuletzt,|schließlich,|(?:first|second|third|fourth|fifth|sixth|last)(?:ly)?[,:]|finally,"
    r"|во-(?:первых|вторых)|в-(?:третьих|четв[её]ртых|пятых))"
)
"""How a paragraph begins that is one of several in a row: "(2)", "b)", "Drittens:", "Third,"."""

_ORDINALS = (
    ("erste[nrsm]?", "erstens", "first(?:ly)?"), ("zweite[nrsm]?", "zweitens", "second(?:ly)?"),
    ("dritte[nrsm]?", "drittens", "third(?:ly)?"), ("vierte[nrsm]?", "viertens", "fourth(?:ly)?"),
    ("fünfte[nrsm]?", "fünftens", "fifth(?:ly)?"), ("sechste[nrsm]?", "sechstens", "sixth(?:ly)?"),
)  # fmt: skip
_COUNTS = [
    re.compile(rf"(?i)\W*(?:(?:der|die|das|dem|den|am|im|zum|the|a|in the)\s+)?(?:{'|'.join(forms)})(?!\w)")
    for forms in _ORDINALS
]
"""How a sentence begins that tells the first, the second, ... of several things."""

_NUMBER = (
    r"(?<!\w)(?i:[2-9]|1\d|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|two|three|four|five|six|seven|eight|nine|ten"
    r"|два|две|три|четыре|пять|шесть)\s+"
)
_SO_MANY_NOUNS = re.compile(_NUMBER + r"((?:[^\W\d_A-ZÄÖÜ][\w-]*\s+){0,3}[A-ZÄÖÜ][\w-]+)")
"""A number of things, with the words between it and its noun: "drei getrennte Ursachen"."""
_SO_MANY = re.compile(_NUMBER + r"([^\W\d_][\w’'-]*(?:\s+[^\W\d_][\w’'-]*)?)")
"""The same where no capital tells the noun: the two words behind the number."""


def counts(text: str, number: int) -> bool:
    """Whether a sentence of a text begins by saying that it tells the first, the second, ... of several things."""
    if not 0 < number <= len(_COUNTS):
        return False
    return any(_COUNTS[number - 1].match(one) for one in re.split(r"(?<=[.!?;:])\s+", text))


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


def find_parts(opened: OpenGeneration, passage: Passage) -> tuple[Passage, ...]:
    """The first passage under each sub-heading of the heading that a passage stands directly under; else none.

    What leads to parts says what they have in common: "Several had the accounts.", and under each heading one of them.
    """
    depth = len(passage.headings)
    if passage.kind not in _RUNNING or not depth:
        return ()
    parts: dict[tuple[str, ...], Passage] = {}
    for one in opened.document(passage.source_id).passages:
        below = len(one.headings) > depth and one.headings[:depth] == passage.headings
        if below and one.note is None and one.kind in _RUNNING and one.id in opened.passages:
            parts.setdefault(one.headings[: depth + 1], one)
    return tuple(parts.values()) if len(parts) >= _FEWEST else ()


def count_told(opened: OpenGeneration, passage: Passage) -> int:
    """How many things a paragraph's sentences count: "Der erste begann 1783 ... Der zweite ..."; 0 where not from 1."""
    text = opened.document(passage.source_id).text
    told = 0
    for sentence in passage.sentences if passage.kind in _RUNNING else ():
        if told < len(_COUNTS) and _COUNTS[told].match(text, sentence.start, sentence.end):
            told += 1
    return told if told >= _FEWEST else 0


def announces(opened: OpenGeneration, passage: Passage, terms: frozenset[str]) -> bool:
    """Whether a sentence says how many there are of what `terms` name: "Drei Ursachen lassen sich trennen."."""
    text = opened.document(passage.source_id).text
    pattern = _SO_MANY_NOUNS if passage.language == "de" else _SO_MANY
    told = (said[1] for one in passage.sentences for said in pattern.finditer(text, one.start, one.end))
    return any(not terms.isdisjoint(find_terms(one, passage.language)) for one in told)


def is_headed(passage: Passage, terms: frozenset[str]) -> bool:
    """Whether the heading right above a passage is of what `terms` name: "4. Ursachen"."""
    return bool(passage.headings) and not terms.isdisjoint(find_terms(passage.headings[-1], passage.language))
