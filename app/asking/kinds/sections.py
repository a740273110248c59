"""A section that a question asks for, by its number or by its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.asking.kinds.ordinals import CARDINAL, ORDINAL, read_cardinal, read_ordinal, read_roman, write_roman
from ingest.records import Document, Passage
from ingest.text.terms import find_content_words

_WORD = r"(?:(?:unter)?(?:abschnitte?s?|kapitels?)|teils?|(?:sub)?section|chapter|part|heading|глав\w+|раздел\w*)"
_NUMBERED = re.compile(
    rf"(?i)(?<!\w){_WORD}\s*(?:nr\.?|no\.?|number|nummer)?\s*(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{0,4}}|[ivxl]{{1,7}}|{CARDINAL})(?!\w)"
)
_NTH = re.compile(
    rf"(?i)(?<!\w)(?P<nth>{ORDINAL}|\d{{1,2}}(?:\.|st|nd|rd|th)|letzte[nrs]?|last|final|closing|concluding|opening)\s+{_WORD}(?!\w)"
)
_HEADED = re.compile(
    rf"(?i)(?<!\w)(?:{_WORD}|unter der (?:überschrift|zwischenfrage|zwischenüberschrift)|headed|titled|entitled"
    r"|überschrieben|under the heading|called|named|namens|(?:mit dem|with the) tit(?:el|le))(?!\w)"
)
_OPENER = re.compile(rf"(?i)(?<!\w){_WORD}(?!\w)")
_QUOTED = re.compile(r"(?<!\w)[„“\"'‚‘«»](?P<title>[^„“”\"‘’«»]{3,160})[“”\"'’‘«»](?!\w)")
_UNDER = re.compile(r"(?i)(?<!\w)(?:unter|under)\s*$")
_LAST = ("letzt", "last", "final", "closing", "concluding")
_HIGHEST = 90
"""Roman figures are read below it."""
_SAYS_NUMBER = re.compile(rf"(?i)\W*{_WORD}\s*(?:\d|[ivxl]+(?!\w))")
_MOST_CUT = 3
"""Letters that a question's word may be shorter than a heading's, endings aside."""
_FEWEST = 2
"""Words of a heading that have to be said, where it is not quoted."""


@dataclass(frozen=True, slots=True)
class AskedSection:
    """A section of a document."""

    document: Document
    heading: Passage
    rest: str
    """The question without the words that name it."""
    by_number: bool = False
    """Whether its number or its place says which it is; what is left may describe it."""
    is_quoted: bool = False
    """Whether its whole heading is quoted."""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """What stands under its heading, sub-headings included, notes aside."""
        return section_below(self.document, self.heading)


def find_section(
    question: str, documents: Sequence[Document], *, numbered: Sequence[Document] | None = None
) -> AskedSection | None:
    """The section that a question names, in the first of `documents` that has it; None where it names none.

    Args:
        question: The cleaned question.
        documents: Those whose headings it may give.
        numbered: Those whose sections it may number; None: all. "Chapter 9" is not any text's chapter 9.

    """
    for document in documents:
        headings = [one for one in document.passages if one.kind == "heading"]
        by_number = None
        if numbered is None or document in numbered:
            by_number = _by_number(question, document, headings)
        found = by_number or _by_heading(question, document, headings, least=0.5 if document is documents[0] else 1)
        if found:
            return found
    return None


def numbers_section(question: str) -> bool:
    """Whether a question tells a section by its number or its place, there or not."""
    return bool(_NUMBERED.search(question) or _NTH.search(question))


def read_number(question: str) -> tuple[str, str, str] | None:
    """The number of a section as it is asked for, and what stands before and behind; None for none, or a last one."""
    match = _NUMBERED.search(question) or _NTH.search(question)
    if match is None:
        return None
    groups = match.groupdict()
    number = groups.get("number") or read_ordinal(groups["nth"])
    if number is None:
        return None
    said = str(read_cardinal(str(number)) or number)
    return said, question[: match.start()], question[match.end() :]


def list_titles(document: Document) -> list[str]:
    """The titles of a text's sections as printed, else of all its headings; empty where it has none."""
    sections = [section.label for section in document.sections]
    return sections or [document.plain(one.start, one.end) for one in document.passages if one.kind == "heading"]


def describe_section(question: str) -> tuple[str, ...]:
    """What a question says beside a word for a section: behind it, before it, both; empty where it has no such word."""
    opener = _OPENER.search(question)
    if opener is None:
        return ()
    before, after = question[: opener.start()], question[opener.end() :]
    return (after, before, f"{before} {after}")


def find_headed(words: Sequence[str], document: Document, *, whole: bool) -> Passage | None:
    """The heading whose every word is among `words`: "the foreword", "Empfehlungen"; None where none is, or several.

    Args:
        words: What a question says beside the asking, folded.
        document: Whose headings are looked at.
        whole: Whether it may say no more than the heading.

    """
    headings = [one for one in document.passages if one.kind == "heading" and _own_words(document, one)]
    found = [one for one in headings if _count_said(words, document, one) == len(_own_words(document, one))]
    found = [one for one in found if not whole or len(words) == len(_own_words(document, one))]
    return found[0] if len(found) == 1 else None


def _by_number(question: str, document: Document, headings: Sequence[Passage]) -> AskedSection | None:
    match = _NUMBERED.search(question) or _NTH.search(question)
    if match is None:
        return None
    groups = match.groupdict()
    top = [one for one in headings if len(one.headings) <= min((len(each.headings) for each in headings), default=1)]
    rest = f"{question[: match.start()]} {question[match.end() :]}"
    if groups.get("nth"):
        word = groups["nth"].lower()
        place = len(top) if word.startswith(_LAST) else 1 if word == "opening" else read_ordinal(word)
        if word != "opening" and not word.startswith(_LAST) and any(document.text[one.start].isdigit() for one in top):
            own = [row for row, one in enumerate(top, start=1) if re.match(rf"{place}\b", document.text[one.start :])]
            place = own[0] if own else None
    else:
        number = groups["number"].lower()
        place = read_roman(number) or read_cardinal(number) or 0
        printed = _find_printed(str(place or number), document, headings)
        if printed:
            return AskedSection(document, printed, rest, by_number=True)
        if any(_is_numbered(document, one) for one in headings):
            return None  # Its sections have other numbers: the third heading is not chapter III.
        label = next((one.label for one in document.sections if one.number in (number, str(place))), None)
        numbered = next((one for one in top if label and one.section == label), None)
        if numbered:
            return AskedSection(document, numbered, rest, by_number=True)
        if document.sections:
            return None  # Its sections have other numbers: the third heading is not section 3.
    if not place or not 0 < place <= len(top):
        return None
    return AskedSection(document, top[place - 1], rest, by_number=True)


def _find_printed(number: str, document: Document, headings: Sequence[Passage]) -> Passage | None:
    """The least deep heading with a number as printed: "3.2.1 The access zone", "CHAPTER VI" for 6.

    A table of contents may have the same line; under the heading itself stands more.
    """
    either = figures = re.escape(number)
    alone = rf"{figures}(?!\w|\.\d)"
    if number.isdecimal() and 0 < int(number) < _HIGHEST:
        roman = write_roman(int(number))
        either, alone = rf"(?:{figures}|{roman})", rf"(?:{alone}|{roman}(?=\s*[.:)–—-]|\s*\Z))"
    begins = re.compile(rf"(?i)\W*(?:{_WORD}\s*{either}(?!\w|\.\d)|{alone})")
    found = [one for one in headings if begins.match(document.text[one.start : one.end])]
    return min(found, key=lambda one: (len(one.headings), not section_below(document, one)), default=None)


def _is_numbered(document: Document, heading: Passage) -> bool:
    """Whether a heading says with a word which it is: "Chapter 4"."""
    return bool(_SAYS_NUMBER.match(document.text, heading.start, heading.end))


def _by_heading(question: str, document: Document, headings: Sequence[Passage], *, least: float) -> AskedSection | None:
    """Args: least: the share of the words after "the section on" that a heading has to have."""
    opener = _HEADED.search(question)
    for quoted in _QUOTED.finditer(question):
        said = _letters(quoted["title"])
        is_headed = opener is not None or _UNDER.search(question[: quoted.start()]) is not None
        for one in headings:
            printed = _letters(document.plain(one.start, one.end))
            is_whole = said in (printed, printed.lstrip("0123456789"))
            if len(said) > 3 and (is_whole or (is_headed and said in printed)):
                rest = question[: quoted.start()] + " " + question[quoted.end() :]
                return AskedSection(document, one, _HEADED.sub(" ", rest), is_quoted=is_whole)
    if opener is None:
        return None
    after = find_content_words(_HEADED.sub(" ", question[opener.end() :]))
    best = max(headings, key=lambda one: _count_said(after, document, one), default=None)
    if best is None:
        return None
    said_words, own = _count_said(after, document, best), len(_own_words(document, best))
    # One word is enough where it is all that is said, and stands in one heading alone.
    is_only = sum(_count_said(after, document, one) == said_words for one in headings) == 1
    enough = min(_FEWEST, own) if said_words < len(after) or not is_only else 1
    if said_words >= max(1, enough) and said_words >= least * len(after):
        unsaid = [word for word in after if not _count_said([word], document, best)]
        return AskedSection(document, best, f"{question[: opener.start()]} {' '.join(unsaid)}")
    return None


def _count_said(words: Sequence[str], document: Document, heading: Passage) -> int:
    own = [word[: max(4, len(word) - 2)] for word in _own_words(document, heading)]
    return sum(any(word.startswith(one) or _begins(word, one) for word in words) for one in own)


def _begins(word: str, stem: str) -> bool:
    """Whether a word of the question is most of a heading's: the particle of "fass ... zusammen" is no summary."""
    return stem.startswith(word) and len(stem) - len(word) <= _MOST_CUT


def _own_words(document: Document, heading: Passage) -> list[str]:
    """What a heading says, its number aside."""
    return [word for word in find_content_words(document.plain(heading.start, heading.end)) if not word.isdecimal()]


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def section_below(document: Document, heading: Passage) -> tuple[Passage, ...]:
    """What stands under a heading, sub-headings included, notes aside."""
    return tuple(_below(document, heading))


def _below(document: Document, heading: Passage) -> Iterator[Passage]:
    depth = len(heading.headings)
    passages = document.passages
    for one in passages[passages.index(heading) + 1 :]:
        if one.kind == "heading" and len(one.headings) <= depth:
            return
        if one.note is None:
            yield one
