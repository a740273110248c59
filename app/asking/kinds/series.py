"""The points of a text that its heading or its line counts: "the fourth recommendation", "die letzte Forderung".

They need not be numbered, nor stand in a list: "Viertens" and "Fourth" count as well, and so does their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.asking.kinds.sections import section_below
from index.store.opened import OpenGeneration
from ingest.records import Document, Passage

_SERIES = (
    ("empfehlung", "recommendation", "рекомендац"),
    ("forderung", "demand", "требован"),
    ("vorschl", "proposal", "предложен"),
    ("regel", "rule", "правил"),
    ("lehre", "lektion", "lesson", "урок"),
    ("these", "thesis", "theses", "тезис"),
    ("bedingung", "condition", "услови"),
    ("grundsatz", "grundsätz", "principle", "принцип"),
    ("maßnahme", "measure", "мер"),
    ("abstimmung", "vote", "голосован"),
    ("frage", "question", "вопрос"),
)
"""Beginnings of words for what a text may have several of, in its headings and in questions."""
_ALSO = (
    "grund(?:es)? gründen? reasons? причин\\w*",
    "ziele?[ns]? goals? aims? objectives? цел[ьеия]\\w*",
    "schritte?[ns]? steps? шаг\\w*",
    "voraussetzung(?:en)? prerequisites? requirements?",
    "(?:ver)?pflicht(?:ung)?(?:en)? obligations? commitments?",
    "kriteri(?:um|en) criteri(?:on|a) критери\\w*",
    "argumente?[ns]? arguments? довод\\w*",
    "optione?n?s? options? varianten? variants?",
    "prinzip(?:ien)? principles?",
    "säulen? pillars?",
    "(?:\\w+)?quellen? sources?",
    "tests? prüfung(?:en)?",
    "(?:\\w+)?geber(?:n|s)? donors? funders?",
    "memos? vermerken? vermerke?",
)
"""The same as patterns of whole words: such a word says less surely that a list is meant."""
_OPENERS = (
    ("erstens", "first", "firstly", "во-первых"), ("zweitens", "second", "secondly", "во-вторых"),
    ("drittens", "third", "thirdly", "в-третьих"), ("viertens", "fourth", "fourthly", "в-четвёртых"),
    ("fünftens", "fifth", "fifthly", "в-пятых"), ("sechstens", "sixth", "sixthly", "в-шестых"),
    ("siebtens", "seventh", "seventhly"), ("achtens", "eighth", "eighthly"),
)  # fmt: skip
_NUMBER = re.compile(r"[(\[]?(\d{1,3})[.)\]]")
_WORD = re.compile(r"[^\W\d_]+")


def find_series_word(question: str) -> str | None:
    """The first word for what a text may have several of, and not for a numbered place: "recommendation"."""
    return next((word for word in _WORD.findall(question) if _of_series(word)), None)


def find_in_series(word: str, number: int, document: Document, opened: OpenGeneration) -> tuple[Passage, ...]:
    """The point of that number, -1 for the last, below the heading or line that speaks of such; empty for none."""
    beginnings = _of_series(word)
    for points in _lists(beginnings, document, opened):
        found = _pick(points, number, document)
        if found:
            return found
    return ()


COUNTED = "|".join(one for row in _ALSO for one in row.split())
"""A pattern for one of the words that may be what a list has several of."""
_LIKE = tuple(re.compile(rf"(?i)(?<!\w)(?:{'|'.join(row.split())})(?!\w)") for row in _ALSO)


def is_same_series(word: str, text: str) -> bool:
    """Whether a text has a word, in any language, for what `word` stands for: "Regel", "Five rules"."""
    row = _of_series(word)
    if row:
        return any(one.lower().startswith(row) for one in _WORD.findall(text))
    return any(one.fullmatch(word) and one.search(text) for one in _LIKE)


def _of_series(text: str) -> tuple[str, ...]:
    words = [one.lower() for one in _WORD.findall(text)]
    return next((row for row in _SERIES if any(word.startswith(row) for word in words)), ())


def _lists(beginnings: Sequence[str], document: Document, opened: OpenGeneration) -> Iterator[Sequence[Passage]]:
    if not beginnings:
        return
    for one in document.passages:
        words = [word.lower() for word in _WORD.findall(document.plain(one.start, one.end))]
        if not any(word.startswith(tuple(beginnings)) for word in words):
            continue
        if one.id in opened.introduced:
            yield opened.introduced[one.id]
        if one.kind == "heading":
            below = [each for each in section_below(document, one) if each.id in opened.passages]
            items = [each for each in below if each.kind == "list_item"]
            yield items or below


def _pick(points: Sequence[Passage], number: int, document: Document) -> tuple[Passage, ...]:
    numbers = [_NUMBER.match(document.text, one.start, one.end) for one in points]
    if any(numbers):
        counted = [one for one, own in zip(points, numbers, strict=True) if own]
        if number < 0:
            return tuple(counted[-1:])
        pairs = zip(points, numbers, strict=True)
        return tuple(one for one, own in pairs if own and int(own[1]) == number)[:1]
    opened_by = [_opener_of(one, document) for one in points]
    if any(opened_by):
        number = max(max(one, default=0) for one in opened_by) if number < 0 else number
        return tuple(one for one, own in zip(points, opened_by, strict=True) if number in own)[:1]
    if any(one.kind != "list_item" for one in points):
        return ()
    return tuple(points[-1:] if number < 0 else points[number - 1 : number])


def _opener_of(passage: Passage, document: Document) -> list[int]:
    """The numbers that a passage's sentences begin with in words: "Drittens: ..."."""
    found = []
    for one in passage.sentences:
        first = re.match(r"[\w-]+", document.text[one.start : one.end])
        word = first[0].lower() if first else ""
        found += [number for number, words in enumerate(_OPENERS, start=1) if word in words]
    return found
