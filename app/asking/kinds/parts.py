"""A part that texts of many kinds have, asked for by what it is called in any language: the annex, the preamble."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.asking.kinds.guessing import SHIPPED, begin_of, read_model
from app.asking.kinds.overview import documents_meant
from app.asking.kinds.sections import section_below
from app.asking.kinds.texts import resolve_subject
from index.store.opened import OpenGeneration
from ingest.records import Document, Passage
from ingest.text.terms import find_content_words

_PARTS = (
    "anlagen? anhang anhangs anhänge annexe?s? appendix appendices приложени[еяию]",
    "präambel preamble преамбул[аеуы]",
    "vorwort geleitwort vorrede foreword preface предислови[ею]",
    "nachwort epilog afterword epilogue послеслови[ею]",
    "nachtrag nachsatz postskriptum postscript addendum постскриптум",
    "glossar glossary глоссари[ийяею]",
    "danksagung acknowledge?ments? благодарност[иь]",
    "einleitung introduction введени[еяию]",
)
"""Of each part its names, as patterns without endings that only some have; a line is a part."""
_LABELLED = [
    rf"(?<![\w-])(?:{'|'.join(names.split())})(?![\w-])(?:\s+(?P<label>[a-z]|\d{{1,2}}|[ivx]{{1,4}})(?![\w-]))?"
    for names in _PARTS
]
_ASKED = [re.compile(f"(?i){one}") for one in _LABELLED]
_HEADING = [re.compile(rf"(?i)(?:[\W\d]{{0,8}}|[ivx]{{1,4}}[.)]?\s+){one}") for one in _LABELLED]
"""The same at the beginning of a heading, whatever numbers it."""
_MOST = 12
"""Passages quoted of a part, as of any place."""


def find_asked_part(question: str, opened: OpenGeneration) -> tuple[Passage, ...]:
    """What stands in the part that a question asks for; empty where it asks for more than it, or several texts have it.

    Args:
        question: The cleaned question.
        opened: The opened generation.

    """
    for asked, heading in zip(_ASKED, _HEADING, strict=True):
        said = asked.search(question)
        if said is None:
            continue
        rest = f"{question[: said.start()]} {question[said.end() :]}"
        subject = resolve_subject(rest, opened)
        if _says_more(subject.rest):
            continue
        found = list(_find_headings(heading, said["label"], documents_meant(subject, opened)))
        if len(found) == 1:
            ((document, one),) = found
            return tuple(each for each in section_below(document, one) if each.id in opened.passages)[:_MOST]
    return ()


def _says_more(rest: str) -> bool:
    """Whether a question says more than that a part of a text is wanted."""
    asking = read_model(SHIPPED).asking
    return any(begin_of(word) not in asking for word in find_content_words(rest))


def _find_headings(
    heading: re.Pattern[str], label: str | None, documents: Sequence[Document]
) -> Iterator[tuple[Document, Passage]]:
    for document in documents:
        for one in document.passages:
            said = heading.match(document.plain(one.start, one.end)) if one.kind == "heading" else None
            if said and (label is None or (said["label"] or "").casefold() == label.casefold()):
                yield document, one
