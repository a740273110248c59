"""A point of a list that a question asks for by its number, where it names the list and not the work it stands in.

"Ziffer 2 des Vergleichs", "rule number 2 in the last chapter": the list is the one that the line above it, or the
section that is named, tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.asking.kinds.guessing import SHIPPED, begin_of, read_model
from app.asking.kinds.place import read_point
from app.asking.kinds.sections import find_section
from app.asking.kinds.subject import analysis_of
from index.store.opened import OpenGeneration
from ingest.records import Document, Passage
from ingest.text.terms import find_content_words

_NUMBER = re.compile(r"[(\[]?(\d{1,3})[.)\]]")
_COUNTED = re.compile(r"(?i)(?<!\w)(\d+)[\s-]+(?:punkt|point)")
_FEWEST = 2
"""Words of a question that the line above the list has to have, too: one may stand anywhere."""


def find_asked_item(question: str, opened: OpenGeneration) -> tuple[Passage, ...]:
    """The point that a question asks for; empty where it asks for none, or no one list is surely meant."""
    asked = read_point(question)
    if asked is None:
        return ()
    documents = _analysis_first(opened)
    section = find_section(asked.rest, documents, numbered=documents[:1])
    if section:
        items = [one for one in section.passages if one.kind == "list_item" and one.id in opened.passages]
        return _pick(items, asked.number, section.document)
    asking = read_model(SHIPPED).asking
    words = [word for word in find_content_words(asked.rest) if begin_of(word) not in asking]
    counted = [
        (_count(words, document.text[line.start : line.end]), document, line)
        for document in documents
        for line in document.passages
        if line.id in opened.introduced
    ]
    best = max((count for count, _, _ in counted), default=0)
    told = [(document, line) for count, document, line in counted if count == best]
    if len(told) != 1 or best < _FEWEST or best < len(words):
        return ()
    document, line = told[0]
    if not counts_as_many(asked.rest, opened.introduced[line.id]):
        return ()
    return _pick(opened.introduced[line.id], asked.number, document)


def counts_as_many(text: str, items: Sequence[Passage]) -> bool:
    """Whether a list has as many points as a text says that something has, if it says so: "the 28-point plan"."""
    counted = _COUNTED.search(text)
    return counted is None or int(counted[1]) == len(items)


def _analysis_first(opened: OpenGeneration) -> list[Document]:
    analysis = analysis_of(opened.corpus.manifest)
    return sorted(opened.documents.values(), key=lambda one: analysis is None or one.source_id != analysis.id)


def _pick(items: Sequence[Passage], number: int, document: Document) -> tuple[Passage, ...]:
    """The item that has the number, or the one in that place where none has any."""
    numbers = [_NUMBER.match(document.text, one.start, one.end) for one in items]
    if any(numbers):
        return tuple(item for item, own in zip(items, numbers, strict=True) if own and int(own[1]) == number)[:1]
    return tuple(items[number - 1 : number]) if number > 0 else ()


def _count(words: Sequence[str], line: str) -> int:
    own = find_content_words(line)
    return sum(any(one.startswith(word[: max(4, len(word) - 2)]) for one in own) for word in words)
