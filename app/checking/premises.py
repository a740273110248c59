"""What a question takes for granted that the quotes do not have: its numbers, its dates, its names.

A question that names what is nowhere near what answers it is likely to be about something else: "Why did Kushner sign
it?", where Witkoff did. Whether what it says of those that are named is so, no list of words tells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from math import isclose

from app.checking.claims.cldr import name_territories
from app.checking.claims.dates import find_wrong_dates
from app.checking.claims.names import find_wrong_names
from app.checking.claims.naming import Known, cities_of, find_known, split_words
from app.checking.claims.ordinary import is_no_name, is_ordinary
from app.checking.claims.records import Ground, Statement
from app.checking.claims.spelling import is_same
from app.checking.other_forms import may_stand_there
from app.checking.territories import capitalize_territories
from app.records import Citation
from index.store.opened import OpenGeneration
from ingest.records import Passage
from ingest.structure.works import without_named_works
from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun, split_compound
from ingest.text.quantities import plain_numbers
from ingest.text.terms import find_name_terms
from prompts import LANGUAGES

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WRITTEN = re.compile(r"(?<![\w.,-])\d[\d.,]*(?<=\d)(?:[ \u00a0\u202f]\d{3}(?!\d))*(?![\w-])")
_LEAST = 100
"""Smaller numbers may stand there in words."""
_SIZES = (1, 1e3, 1e6, 1e9, 1e12)
_ASIDE = re.compile(
    r"(?i)(?<!\w)(?:fu(?:ß|ss)note|anmerkung|footnote|note|seite|page|punkt|point|abschnitt|section|kapitel|chapter|artikel|article"
    r"|s\.|p\.|nr\.|no\.)\s*\d+"
)
"""Numbers that name a place, not an amount."""
_NAME_OR_YEAR = re.compile(r"[^\W\d_]+|(?<!\d)\d{4}(?!\d)")
_CAPITALIZED = re.compile(r"(?<=[\w,] )[A-ZÄÖÜ][^\W\d_]{3,}")
_BEGINNING = 5
_NEAR = 2
"""Passages before and behind a quote's that may say of whom it is."""
_COMMON, _OFTEN = 0.08, 3
"""Share of a source's passages in which a name that goes without saying stands, and how many these are at least."""
_ALIKE = ({"territory:150", "territory:EU", "name:eu"},)
"""What people call by each other's names."""


def find_unmentioned(
    question: str, language: str, citations: Sequence[Citation], opened: OpenGeneration
) -> tuple[str, ...]:
    """The numbers, dates and names of a cleaned question that stand nowhere around what is quoted, as it writes them.

    Args:
        question: What is asked; what belongs to the names of works and of places does not count.
        language: The question's.
        citations: What is quoted.
        opened: The opened generation.

    """
    if not citations:
        return ()
    numbers = find_unmentioned_numbers(question, citations, opened)
    bare = _ASIDE.sub(" ", without_named_works(question, opened.corpus.manifest))
    asked = Statement(capitalize_territories(bare), language)
    new = [one for one in _NAME_OR_YEAR.findall(asked.text)[1:] if one[0].isupper() or one.isdigit()]
    if not new or language not in LANGUAGES:
        return numbers
    around = _read_surroundings(opened, citations)
    if all(one in around for one in new):
        return numbers  # The usual case, and a quick one.
    ground = Ground(around, citations[0].language)
    dates = (problem.said for problem in find_wrong_dates(asked, (ground,)) if problem.note.startswith("not a date"))
    names = _find_unmentioned_names(asked, ground, citations, opened)
    return tuple(dict.fromkeys((*numbers, *(one for one in dates if not _has_one(one, numbers)), *names)))


def keep_certain(
    unmentioned: Sequence[str], language: str, citations: Sequence[Citation], opened: OpenGeneration
) -> tuple[str, ...]:
    """What surely stands nowhere around the quotes: numbers, dates, and names that have no other form there.

    Args:
        unmentioned: What `find_unmentioned` found.
        language: The question's.
        citations: What is quoted.
        opened: The opened generation.

    """
    if not unmentioned:
        return ()
    around, languages = _read_surroundings(opened, citations), {one.language for one in citations}

    def may_be_there(name: str) -> bool:
        written = any(
            opened.lexical.count_name(term, one, range(len(opened.lexical_ids)))
            for term in find_name_terms(name)
            for one in languages & set(opened.lexical.languages)
        )
        return may_stand_there(name, around, language=language, languages=languages, written=written)

    return tuple(one for one in unmentioned if any(map(str.isdigit, one)) or not may_be_there(one))


def _has_one(date: str, numbers: Sequence[str]) -> bool:
    return any(one in date for one in numbers)


def _find_unmentioned_names(
    asked: Statement, around: Ground, citations: Sequence[Citation], opened: OpenGeneration
) -> list[str]:
    here = _widen(frozenset(thing for one in find_known(around.text) for thing in one.things))
    known = {one.said: one for one in find_known(asked.text)}
    missing = []
    for problem in find_wrong_names(asked, (around,)):
        name = problem.said
        if re.search(rf"(?<!\w){re.escape(name)}", around.text) or _goes_without_saying(
            name, known.get(name), citations, opened
        ):
            continue
        if name in known:
            things = frozenset(one for one in known[name].things if not one.startswith("office."))
            if things and not _widen(things) & here:
                missing.append(name)
        elif _is_name(name, asked):
            missing.append(name)
    rare = (one for one in _find_rare(asked, around, known) if not _goes_without_saying(one, None, citations, opened))
    return [*missing, *(one for one in rare if one not in missing)]


def _find_rare(asked: Statement, around: Ground, known: Mapping[str, Known]) -> list[str]:
    """The words with a capital of a German question that are no common noun, and begin as no word around the quotes.

    German has capitals for every noun, so that a name which a dictionary has ("Tschernobyl") looks like one.
    """
    if asked.language != "de":
        return []
    given = around.text.casefold()
    names = [other.text for other in split_words(around.text) if other.text[0].isupper()]
    return [
        word
        for word in _CAPITALIZED.findall(asked.text)
        if word not in known
        and word[:_BEGINNING].casefold() not in given
        and not (is_no_name(word) or is_common_noun(find_lemma(word, "de") or word) or split_compound(word))
        and not any(find_lemma(word.lower(), language) for language in ("de", "en"))
        and not any(is_same(word, other, across=True) for other in names)
    ]


def _widen(things: frozenset[str]) -> frozenset[str]:
    """With the countries of the cities, and what else is meant by them."""
    wide = things | cities_of(things)
    return wide.union(*(some for some in _ALIKE if wide & some))


def _is_name(word: str, asked: Statement) -> bool:
    """Whether a word can only be somebody's or something's name: no dictionary has it as anything else."""
    opens = asked.text.lstrip("„“\"'( ").startswith(word)
    if opens or any(find_lemma(word.lower(), language) for language in ("de", "en")):
        return False
    return not is_ordinary(word, asked.language, opens=False)


def _goes_without_saying(name: str, known: Known | None, citations: Sequence[Citation], opened: OpenGeneration) -> bool:
    """Whether a source that is quoted from names it so often that not every passage has to."""
    names = {name, *(_territory_names(known) if known else ())}
    terms = {term for one in names for term in find_name_terms(one)}
    within = [opened.lexical_range[source] for source in {one.source for one in citations}]
    return any(
        opened.lexical.count_name(term, language, rows) >= max(_OFTEN, _COMMON * len(rows))
        for rows in within
        for term in terms
        for language in opened.lexical.languages
    )


def _territory_names(known: Known) -> frozenset[str]:
    """What the countries are called that a name stands for, in all languages."""
    codes = {one.partition(":")[2] for one in _widen(known.things) if one.startswith("territory:")}
    return frozenset(name for code in codes for name in name_territories().get(code, ()) if " " not in name)


def _read_surroundings(opened: OpenGeneration, citations: Sequence[Citation]) -> str:
    """All that may say what the quotes are about: their passages and those beside them, headings, notes, speakers."""
    pieces: dict[str, None] = {}
    for citation in citations:
        passage, document = opened.passages[citation.passage], opened.document(citation.source)
        row = next(number for number, one in enumerate(document.passages) if one.id == passage.id)
        near = document.passages[max(0, row - _NEAR) : row + _NEAR + 1]
        pieces |= dict.fromkeys(document.text[one.start : one.end] for one in near if _belongs(one, passage))
        pieces |= dict.fromkeys((*_pieces_around(opened, citation), citation.author or "", citation.speaker))
    return "\n".join(pieces)


def _belongs(one: Passage, passage: Passage) -> bool:
    return one.note is None and one.section == passage.section


def find_unmentioned_numbers(question: str, citations: Sequence[Citation], opened: OpenGeneration) -> tuple[str, ...]:
    """The numbers of a cleaned question that stand in none of the passages quoted from, as it writes them.

    Args:
        question: What is asked; numbers in the names of works and of places do not count.
        citations: What is quoted.
        opened: The opened generation.

    """
    asked = _ASIDE.sub(" ", without_named_works(question, opened.corpus.manifest))
    here = _values(" ".join(map(partial(_read_around, opened), citations)))
    missing = (
        one.strip()
        for one in _WRITTEN.findall(asked)
        if any(value >= _LEAST and not _stands_in(value, here) for value in _values(one))
    )
    return tuple(dict.fromkeys(missing))


def _values(text: str) -> list[float]:
    return [float(one) for one in _NUMBER.findall(plain_numbers(text))]


def _stands_in(value: float, here: Sequence[float]) -> bool:
    """Whether a number is among others, whatever size a word behind it gives one of them ("600 Tsd.", "2 million")."""
    return any(isclose(value, one * size) or isclose(one, value * size) for one in here for size in _SIZES)


def _read_around(opened: OpenGeneration, citation: Citation) -> str:
    """The passage of a quote with its headings, its notes and the line that introduces it."""
    return " ".join(_pieces_around(opened, citation))


def _pieces_around(opened: OpenGeneration, citation: Citation) -> list[str]:
    document, passage = opened.document(citation.source), opened.passages[citation.passage]
    pieces = [document.text[passage.start : passage.end], *passage.headings, citation.title, citation.date or ""]
    pieces += [note.text for note in (*citation.footnotes, *citation.nearby_footnotes)]
    introduction = opened.passages.get(passage.introduced_by or "")
    if introduction:
        pieces.append(document.text[introduction.start : introduction.end])
    return pieces
