"""Names that the grounds do give, but to somebody else or elsewhere: in another clause, or behind another title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.checking.claims.binding import is_of_another_clause
from app.checking.claims.naming import find_known, split_words, stem, titles
from app.checking.claims.ordinary import is_no_name, is_ordinary
from app.checking.claims.records import Ground, Statement
from app.checking.claims.spelling import is_same

_OF_PLACES = re.compile(
    r"(?<!\w)(?:in|im|aus|nach|bei|zu|auf|an|am|from|at|near|to|of|в|во|из|на|под|у|к|до)\s(?:(?:de[mrn]|the)\s)?\Z",
    re.IGNORECASE,
)
_SHORTEST = 3
_LONG_TITLE = 5


def is_name_of_another_clause(said: str, statement: Statement, grounds: Sequence[Ground]) -> bool:
    """Whether the clause that the statement tells has another name in the place of `said`."""
    things = _things(said)
    phrase = _phrase_around(said, statement.text)
    behind_preposition = _is_behind_preposition(statement.text, statement.text.find(phrase))
    mine = [word.text for word in split_words(statement.text) if word.text[0].isupper()]
    all_things = _things(statement.text)

    def has_it(clause: str, language: str) -> bool:
        return bool(things & _things(clause)) or any(
            is_same(said, word.text, across=language != statement.language) or stem(said) == stem(word.text)
            for word in split_words(clause)
        )

    def has_another(clause: str, language: str) -> bool:
        kinds = {thing.partition(":")[0] for thing in things}
        if any(thing.partition(":")[0] in kinds for thing in _things(clause) - all_things):
            return True
        return any(
            not any(is_same(word, other, across=language != statement.language) for word in mine)
            for other, behind in _names_in(clause, language)
            if behind == behind_preposition
        )

    return is_of_another_clause(phrase, statement, grounds, has_it=has_it, has_another=has_another)


def _things(text: str) -> frozenset[str]:
    return frozenset(thing for one in find_known(text) for thing in one.things if not thing.startswith("office."))


def _phrase_around(said: str, text: str) -> str:
    """The capitalised words next to each other that `said` is among: "Justice Marion Colville"."""
    match = re.search(rf"(?:[^\W\d_a-zäöüß]\w*\.? )*{re.escape(said)}(?!\w)(?: [^\W\d_a-zäöüß]\w*)*", text)
    return match.group() if match else said


def _is_behind_preposition(text: str, at: int) -> bool:
    """Whether a place is told there: "in", "aus der", "из"."""
    return bool(_OF_PLACES.search(text[:at]))


def _names_in(clause: str, language: str) -> Iterator[tuple[str, bool]]:
    """The words of a clause that are names, its first one left out, and whether each is told as a place."""
    for word in split_words(clause)[1:]:
        if not word.text[0].isupper() or len(word.text) < _SHORTEST or word.text.isupper() or is_no_name(word.text):
            continue
        if language == "ru" or not is_ordinary(word.text, language, opens=False):
            yield word.text, _is_behind_preposition(clause, word.start)


def find_wrong_titles(statement: Statement, grounds: Sequence[Ground]) -> list[str]:
    """The titles that the statement puts before a name to which the grounds, in the same language, give another."""
    given = [pair for ground in grounds if ground.language == statement.language for pair in _titled(ground.text)]
    wrong = []
    for title, name in _titled(statement.text):
        theirs = {other for other, named in given if is_same(name, named, across=False)}
        if theirs and not any(_is_same_title(title, other) for other in theirs):
            wrong.append(title)
    return wrong


def _titled(text: str) -> Iterator[tuple[str, str]]:
    """Each title with the last of the capitalised words right behind it."""
    words = split_words(text)
    for at, word in enumerate(words):
        if not word.text[0].isupper() or not _is_title(word.text):
            continue
        last = at
        while (
            last + 1 < len(words) and words[last + 1].text[0].isupper() and words[last + 1].start - words[last].end == 1
        ):
            last += 1
        if last > at and not _is_title(words[last].text):
            yield word.text, words[last].text


def _is_title(word: str) -> bool:
    small = word.lower()
    return small in titles() or any(len(title) > _LONG_TITLE and small.endswith(title) for title in titles())


def _is_same_title(one: str, other: str) -> bool:
    a, b = (title.lower().removesuffix("in").removesuffix("s").removesuffix("en") for title in (one, other))
    return a.endswith(b) or b.endswith(a)
