"""A point of a list that is told by other words than its own: in another language, by its section, "the last bullet".

Where the words of the question are those of the line above the list, `items` finds it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.asking.kinds.described import find_described, rank_described
from app.asking.kinds.guessing import SHIPPED, begin_of, read_model
from app.asking.kinds.items import counts_as_many
from app.asking.kinds.ordinals import CARDINAL, ORDINAL, read_cardinal, read_ordinal
from app.asking.kinds.place import read_point
from app.asking.kinds.sections import find_section
from app.asking.kinds.series import COUNTED, find_in_series, find_series_word, is_same_series
from app.asking.kinds.subject import analysis_of, find_author, find_subject
from app.asking.kinds.texts import resolve_subject
from index.encoders.protocol import Encoder
from index.store.opened import OpenGeneration
from ingest.records import Document, Passage
from ingest.text.terms import find_content_words

_WORD = (
    r"(?:punkt|spiegelstrich|aufzählungspunkt|stichpunkt|eintrag|listenpunkt|bullet(?: ?points?)?|item|point|entry"
    r"|empfehlung|regel|klausel|forderung|bedingung|vorschlag|lehre|lektion|these|recommendation|rule|clause|condition|proposal|demand|lesson|thesis|пункт\w*)"
)
_LAST = re.compile(rf"(?i)(?<!\w)(?:(?:aller)?letzte[nrsm]?|last|final|последн\w+)\s+{_WORD}(?!\w)")
_NUMBERED = re.compile(rf"(?i)(?<!\w){_WORD}\s+(?:nr\.?|no\.?)?\s*(?P<number>\d{{1,2}})(?![\w-]|[.,]\d)")
_NTH = re.compile(
    rf"(?i)(?<!\w)(?P<number>{ORDINAL}|\d{{1,2}}(?:\.|st|nd|rd|th))\s+"
    rf"(?:(?:der|of (?:the|his|her|its|their))\s+(?:\w+\s+)?)?{_WORD}(?:e?n|s)?(?!\w)"
)
_OF_SEVERAL = re.compile(
    rf"(?i)(?<!\w)(?P<number>{ORDINAL}|\d{{1,2}}(?:\.|st|nd|rd|th))\s+(?:\w+\s+)?"
    rf"(?:(?:von|unter|among|out of)\s+)?(?:de[rn]|of (?:the|his|her|its|their|these|those)|all)\s+"
    rf"(?P<count>{CARDINAL}|\d{{1,2}})\s+(?:\w+en\s+)?(?P<noun>[^\W\d_]+)"
)
"""The second of the five rules."""
_NTH_OF_KIND = re.compile(
    rf"(?i)(?<!\w)(?P<number>{ORDINAL}|\d{{1,2}}(?:\.|st|nd|rd|th))\s+(?:[^\W\d_]+e[nrs]?\s+)?(?P<noun>{COUNTED})(?!\w)"
)
_SAYS_POINT = re.compile(
    r"(?i)(?<!\w)(?:punkt|spiegelstrich|aufzählungspunkt|stichpunkt|eintrag|listenpunkt|bullet|item|point|entry|ziffer|nummer"
    r"|nr|top|пункт)\w*"
)
"""Words for a point of any list, so that it has to be told by more than one other."""
_ANY_THING = re.compile(r"(?i)(?:ding|sache|punkt|point|thing|item|bullet|spiegelstrich|stichpunkt)")
_QUOTED = re.compile(r"(?<!\w)[„“\"'‚‘«»](?P<line>[^„“”\"‘’«»]{6,160})[“”\"'’‘«»](?!\w)")
_NUMBER = re.compile(r"[(\[]?(\d{1,3})[.)\]]")
_CLEARLY = 0.03
"""How much nearer than the next list's line that of the list has to be which a question describes (a cosine)."""
_FEWEST = 2
_OF_LAW = re.compile(r"(?i)(?<!\w)(?:artikel|art\.|article|§|стать)")
_LITERAL, _LETTERS = 4, 14
"""Words at a question's end, and letters of these at the least, that tell a list whose line has them just so."""
_POINTS = frozenset({"list_item", "paragraph"})


@dataclass(frozen=True, slots=True)
class _List:
    document: Document
    line: Passage
    items: tuple[Passage, ...]


def find_described_item(question: str, opened: OpenGeneration, encoder: Encoder | None) -> tuple[Passage, ...]:
    """The point of the list that a question quotes or describes; empty where it asks for none, or no list is clear."""
    asked = _read(question)
    if asked is None:
        return _find_of_several(question, opened, encoder) or _find_of_kind(question, opened, encoder)
    number, rest = asked
    # An article of a treaty is none of a list about it.
    of_work = _find_of_work(number, rest, opened) if _SAYS_POINT.search(question) else ()
    if of_work:
        return of_work
    documents = _meant(rest, opened)
    in_series = _find_in_series(question, number, documents, opened)
    if in_series:
        return in_series
    several = _find_of_several(question, opened, encoder)
    if several:
        return several
    counted = _OF_SEVERAL.search(question)
    count = read_cardinal(counted["count"]) if counted else None
    lists = [one for one in _list_all(documents, opened) if _pick(one, number) and count in (None, len(one.items))]
    lists = [one for one in lists if counts_as_many(rest, one.items)]
    meant = _choose(question, rest, lists, documents, encoder)
    return _pick(meant, number) if meant else ()


def _choose(
    question: str, rest: str, lists: Sequence[_List], documents: Sequence[Document], encoder: Encoder | None
) -> _List | None:
    """The one list that a question tells by its section, its line, or what it says of it; None for none, or several."""
    section = find_section(rest, documents, numbered=documents[:1])
    if section:
        return _only([one for one in lists if one.line in section.passages])
    quoted = _QUOTED.search(rest)
    if quoted:
        said = _letters(quoted["line"])
        return _only([one for one in lists if said in _letters(_say(one))])
    literal = _letters(" ".join(rest.strip(" ?.!").split()[-_LITERAL:]))
    said_so = _only([one for one in lists if len(literal) >= _LETTERS and literal in _letters(_say(one))])
    if said_so:
        return said_so
    asking = read_model(SHIPPED).asking
    words = [word for word in find_content_words(rest) if begin_of(word) not in asking]
    says_point = _SAYS_POINT.search(question)
    if not words and not says_point:
        return _find_alone(find_series_word(question) or "", lists, documents)
    if len(words) < (_FEWEST if says_point else 1):
        return None
    by_words = _choose_by_words(words, lists) if len(words) >= _FEWEST else None
    # An article is one of a law, which may lie near to a list about it.
    return by_words or (None if _OF_LAW.search(question) else _choose_described(rest, lists, encoder))


def _only(lists: Sequence[_List]) -> _List | None:
    return lists[0] if len(lists) == 1 else None


def _list_all(documents: Sequence[Document], opened: OpenGeneration) -> list[_List]:
    return [
        _List(document, line, opened.introduced[line.id])
        for document in documents
        for line in document.passages
        if line.id in opened.introduced
    ]


def _choose_described(rest: str, lists: Sequence[_List], encoder: Encoder | None) -> _List | None:
    """The list whose line is clearly what a question describes; or else its line with the heading above it."""
    if encoder is None:
        return None
    lines = [(_say(one),) for one in lists]
    headed = [(_say(one), f"{' '.join(one.line.headings[-1:])} {_say(one)}") for one in lists]
    places = (find_described([rest], names, encoder, clearly=_CLEARLY) for names in (lines, headed))
    place = next((one for one in places if one is not None), None)
    return None if place is None else lists[place]


def _find_of_work(number: int, rest: str, opened: OpenGeneration) -> tuple[Passage, ...]:
    """The point of the one list that tells what a work says whose text is not here: "the second point of the accord".

    Its line names that work alone, or a note behind its last point cites it.
    """
    named = find_subject(rest, opened.corpus.manifest).named
    work = named[0] if len(named) == 1 else None
    if work is None or opened.held_document(work):
        return ()
    source = opened.corpus.manifest.source(work)
    lists = [one for one in _list_all(list(opened.documents.values()), opened) if _is_of_work(one, work)]
    if len(lists) != 1 or not counts_as_many(" ".join((rest, source.title, *source.names)), lists[0].items):
        return ()
    return _pick(lists[0], number)


def _is_of_work(one: _List, work: str) -> bool:
    return one.items[0].kind == "list_item" and (
        one.line.works == (work,) or (work in one.items[-1].works and work not in one.line.works)
    )


def _find_of_several(question: str, opened: OpenGeneration, encoder: Encoder | None) -> tuple[Passage, ...]:
    """The point of the list that has as many as a question says: "the second of the five rules"."""
    asked = _OF_SEVERAL.search(question)
    number = read_ordinal(asked["number"]) if asked else None
    count = read_cardinal(asked["count"]) if asked else None
    if asked is None or not number or not count or number > count:
        return ()
    rest = f"{question[: asked.start()]} {question[asked.start('noun') :]}"
    documents = _meant(rest, opened)
    lists = [one for one in _list_all(documents, opened) if len(one.items) == count and one.items[0].kind in _POINTS]
    own = [one for one in lists if _speaks_of(asked["noun"], one, asked["count"], count)]
    first = [one for one in own if one.document is documents[0]] or own
    beside = [
        word for word in find_content_words(rest.replace(asked["noun"], " "))
        if begin_of(word) not in read_model(SHIPPED).asking
    ]  # fmt: skip
    if len(first) == 1 and (
        not beside or not _ANY_THING.match(asked["noun"]) or _is_nearest(first[0], rest, lists, encoder)
    ):
        return _pick(first[0], number)
    described = _choose_described(rest, first or lists, encoder) if beside else None
    return _pick(described, number) if described else ()


def _is_nearest(one: _List, rest: str, lists: Sequence[_List], encoder: Encoder | None) -> bool:
    """Whether what a question says lies nearer to a list's line than to any other's."""
    names = [(_say(each), f"{' '.join(each.line.headings[-1:])} {_say(each)}") for each in lists]
    near = rank_described(rest, names, encoder) if encoder else []
    return bool(near) and lists[near[0]] is one


def _find_of_kind(question: str, opened: OpenGeneration, encoder: Encoder | None) -> tuple[Passage, ...]:
    """The point of the one list whose line speaks of such, where it is the nearest, too: "the second reason why"."""
    asked = _NTH_OF_KIND.search(question)
    number = read_ordinal(asked["number"]) if asked else None
    if asked is None or not number or encoder is None:
        return ()
    rest = f"{question[: asked.start()]} {question[asked.start('noun') :]}"
    documents = _meant(rest, opened)
    lists = [one for one in _list_all(documents, opened) if one.items[0].kind in _POINTS]
    own = [one for one in lists if is_same_series(asked["noun"], _say(one))]
    asking = read_model(SHIPPED).asking
    if all(begin_of(word) in asking for word in find_content_words(rest.replace(asked["noun"], " "))):
        alone = _find_alone(asked["noun"], own, documents)
        return _pick(alone, number) if alone else ()
    if len(own) != 1:
        return ()
    return _pick(own[0], number) if _is_nearest(own[0], rest, lists, encoder) else ()


def _find_alone(noun: str, lists: Sequence[_List], documents: Sequence[Document]) -> _List | None:
    """The one list whose line speaks of such, where a question says no more: "the third demand?"."""
    own = [one for one in lists if noun and is_same_series(noun, _say(one))]
    return _only([one for one in own if one.document is documents[0]] or own)


def _speaks_of(noun: str, one: _List, said: str, count: int) -> bool:
    """Whether a list's line or heading has the noun, in any language; a word for any thing does with their number."""
    text = f"{' '.join(one.line.headings[-1:])} {_say(one)}"
    if _ANY_THING.match(noun):
        words = [word for word in find_content_words(text) if read_cardinal(word) == count]
        return bool(words) or said.lower() in text.lower().split()
    return _has(noun.lower(), text) or is_same_series(noun, text)


def _find_in_series(
    question: str, number: int, documents: Sequence[Document], opened: OpenGeneration
) -> tuple[Passage, ...]:
    """The point of the text that is named whose heading or line speaks of such points; else of the analysis."""
    word = find_series_word(question)
    if word is None:
        return ()
    subject = resolve_subject(question, opened)
    is_told = bool(subject.named or subject.by_genre or subject.has_genre or len(documents) == 1)
    return find_in_series(word, number, documents[0], opened) if documents and is_told else ()


def _read(question: str) -> tuple[int, str] | None:
    """The number of the point, -1 for the last, and the question without it."""
    last = _LAST.search(question)
    if last:
        return -1, f"{question[: last.start()]} {question[last.end() :]}"
    point = read_point(question)
    if point:
        return point.number, point.rest
    numbered = _NUMBERED.search(question)
    if numbered:
        return int(numbered["number"]), f"{question[: numbered.start()]} {question[numbered.end() :]}"
    nth = _NTH.search(question)
    number = read_ordinal(nth["number"]) if nth else None
    return (number, f"{question[: nth.start()]} {question[nth.end() :]}") if nth and number else None


def _meant(question: str, opened: OpenGeneration) -> list[Document]:
    """The held text that a question names, by its author alone, too, none for one not held; else all."""
    manifest = opened.corpus.manifest
    subject = resolve_subject(question, opened)
    if find_subject(question, manifest).named:
        return [held for one in subject.named if (held := opened.held_document(one))]
    # A text that is not here may be quoted in one that is: "point 2 of the settlement".
    named = subject.source or subject.by_genre or find_author(question, manifest)
    held = opened.held_document(named) if named else None
    analysis = analysis_of(manifest)
    first = sorted(opened.documents.values(), key=lambda one: analysis is None or one.source_id != analysis.id)
    return [held] if held else first


def _choose_by_words(words: Sequence[str], lists: Sequence[_List]) -> _List | None:
    """The one list whose line and heading have all the words."""
    found = [one for one in lists if all(_has(word, f"{' '.join(one.line.headings)} {_say(one)}") for word in words)]
    return found[0] if len(found) == 1 else None


def _has(word: str, text: str) -> bool:
    stem = word[: max(4, len(word) - 2)]
    return any(one.startswith(stem) for one in find_content_words(text))


def _pick(one: _List, number: int) -> tuple[Passage, ...]:
    """The item that has the number, or the one in that place where none has any."""
    if number < 0:
        return one.items[-1:]
    numbers = [_NUMBER.match(one.document.text, item.start, item.end) for item in one.items]
    if any(numbers):
        pairs = zip(one.items, numbers, strict=True)
        return tuple(item for item, own in pairs if own and int(own[1]) == number)[:1]
    return tuple(one.items[number - 1 : number])


def _say(one: _List) -> str:
    return one.document.plain(one.line.start, one.line.end)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
