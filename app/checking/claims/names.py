"""Every name in a statement is one that its grounds give: in their text, in what stands around it, or as who speaks.

Countries, peoples, cities, bodies and offices in any of the languages; abbreviations and the words behind them; and any
other word that is no word of its language. A name that differs by a letter from one of the grounds is wrong even where
it could be a common noun.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.checking.claims.name_places import find_wrong_titles, is_name_of_another_clause
from app.checking.claims.naming import (
    Known,
    Word,
    cities_of,
    find_known,
    office_endings,
    saying,
    split_words,
    stem,
    titles,
)
from app.checking.claims.number_words import read_roman
from app.checking.claims.ordinary import is_no_name, is_ordinary
from app.checking.claims.quotations import find_quoted_places
from app.checking.claims.records import Ground, Problem, Statement
from app.checking.claims.spelling import (
    bare,
    differ_by_one,
    has_initials,
    is_first_of_compound,
    is_inflected,
    is_same,
    key,
)
from app.checking.claims.units import find_unit
from ingest.text.dictionary import find_lemma
from ingest.text.names import name_key

_OPENS = re.compile(r"(?:^|[.:!?–—])[\s„“”\"«»‚‘'(]*\Z")
_LONG = 10
_OF_MONEY = re.compile(r"[\s-]?(?:dollars?\b|\$)", re.IGNORECASE)
"""What "US" is said of where it names no country."""
_SHORTEST_NEAR = 4


@dataclass(frozen=True, slots=True)
class _Pool:
    """What the grounds give to find names in."""

    things: frozenset[str]
    words: frozenset[str]
    """All their words, as written."""
    capitalized: tuple[Word, ...]
    stems: frozenset[str]
    texts: tuple[str, ...]
    languages: frozenset[str]


def find_wrong_names(
    statement: Statement, grounds: Sequence[Ground], aliases: Sequence[frozenset[str]] = ()
) -> tuple[Problem, ...]:
    """The names in `statement` that the grounds do not give; those in one set of `aliases` mean the same."""
    pool = _gather(grounds)
    quoted = find_quoted_places(statement.text)  # What stands there is for another check.
    known = [
        one
        for one in find_known(statement.text)
        if not any(a <= one.start < b for a, b in quoted) and not _OF_MONEY.match(statement.text, one.end)
    ]
    wrong = [one.said for one in known if not _is_known_carried(one, pool)]
    covered = [(one.start, one.end) for one in known] + quoted
    words = [word for word in split_words(statement.text) if word.text[0].isalpha()]
    told = [one.said for one in known if one.said not in wrong and not _is_office(one)]
    for at, word in enumerate(words):
        if not word.text[0].isupper() or any(start <= word.start < end for start, end in covered):
            continue
        if not _is_word_carried(words, at, statement, pool):
            wrong.append(word.text)
        elif not is_no_name(word.text) and not _is_ordinary_here(word, statement):
            told.append(word.text)
    others = [said for said in told if is_name_of_another_clause(said, statement, grounds)]
    others += find_wrong_titles(statement, grounds)
    return tuple(
        Problem("name", said, f"{why}: {said}")
        for why, names in (
            ("not a name that the cited text or its surroundings give", wrong),
            ("named in the cited text, but as another or elsewhere", others),
        )
        for said in dict.fromkeys(names)
        if not (names is others and said in wrong) and not _has_alias(said, aliases, pool)
    )


def _is_office(one: Known) -> bool:
    return all(thing.startswith("office.") for thing in one.things)


def _is_ordinary_here(word: Word, statement: Statement) -> bool:
    opens = bool(_OPENS.search(statement.text[: word.start]))
    return is_ordinary(word.text, statement.language, opens=opens)


def _gather(grounds: Sequence[Ground]) -> _Pool:
    texts = tuple(
        text
        for ground in grounds
        for text in (ground.text, ground.context, ground.speaker, ground.author or "", ground.about or "")
        if text
    )
    words = [word for text in texts for word in split_words(text)]
    stems = frozenset(stem(word.text) for word in words)
    things = frozenset(thing for text in texts for one in find_known(text) for thing in one.things)
    endings = {thing for ending, thing in office_endings() if any(one.endswith(ending) for one in stems)}
    return _Pool(
        things | cities_of(things) | endings,
        frozenset(word.text for word in words),
        tuple(word for word in words if word.text[0].isupper()),
        stems,
        texts,
        frozenset(ground.language for ground in grounds),
    )


def _is_known_carried(one: Known, pool: _Pool) -> bool:
    if one.things & pool.things:
        return True
    if all(stem(word.text) in pool.stems for word in split_words(one.said)):
        return True
    if all(thing.startswith("office.") for thing in one.things):
        kinds = {thing.partition(":")[0] for thing in one.things}
        return not any(thing.partition(":")[0] in kinds for thing in pool.things)
    return one.said.isupper() and _is_abbreviation_carried(one.said, pool)


def _is_word_carried(words: Sequence[Word], at: int, statement: Statement, pool: _Pool) -> bool:
    """Whether a capitalised word is in the grounds, or need not be because it is no name."""
    word, language = words[at].text, statement.language
    if word in pool.words or is_no_name(word):
        return True
    if sum(letter.isupper() for letter in word) > 1 and len(word) <= _LONG:
        return _is_abbreviation_carried(word, pool)
    if any(
        is_same(word, other.text, across=pool.languages != {language}) for other in pool.capitalized
    ) or _is_lower_in_cyrillic(word, pool):
        return True
    if _is_of_adjective(word, pool):
        return True
    if any(is_first_of_compound(word, other.text) for other in pool.capitalized):
        return True
    opens = bool(_OPENS.search(statement.text[: words[at].start]))
    if language == "en" and pool.languages == {"en"} and not opens and _is_amid_capitals(words, at):
        return stem(word) in pool.stems
    if is_ordinary(word, language, opens=opens):
        return not (
            _is_in_name_place(words, at, statement, pool, opens=opens) or _is_near_miss(words, at, statement, pool)
        )
    return _is_spelled_out(words, at, pool)


def _is_in_name_place(words: Sequence[Word], at: int, statement: Statement, pool: _Pool, *, opens: bool) -> bool:
    """Whether a common noun can only be a name here: "Minister Bauer", "Anna Koch", "Schmidt sagte"."""
    word = words[at]
    after = words[at + 1].text if at + 1 < len(words) else ""
    if word.text.lower() in titles() or after.lower() in titles():
        return False  # "General Music Director" is one title.
    if statement.language == "de" and find_lemma(word.text, "de") not in (None, word.text):
        return False  # "über den Richter Fragen stellen": nobody is called by a plural.
    if opens:
        return after in saying() and find_lemma(word.text.lower(), statement.language) is None
    before = words[at - 1]
    if not before.text[0].isupper() or word.start - before.end != 1:
        return before.text.lower() in titles() and word.start - before.end <= 2  # "Dr. Koch"
    small = before.text.lower()
    if small in titles() or any(len(title) > 5 and small.endswith(title) for title in titles()):
        return True
    return _is_said_before_others(before.text, word.text, pool)


def _is_amid_capitals(words: Sequence[Word], at: int) -> bool:
    """Whether the next word has a capital letter, too: "Aquatics Federation"."""
    after = words[at + 1] if at + 1 < len(words) else None
    return after is not None and after.text[0].isupper() and after.start - words[at].end == 1


def _is_said_before_others(before: str, word: str, pool: _Pool) -> bool:
    """Whether the grounds have `before` in front of other capitalised words than this: another of a first name."""
    if find_known(before) or is_no_name(before):
        return False
    pairs = zip(pool.capitalized, pool.capitalized[1:], strict=False)
    after = {second.text for first, second in pairs if first.text == before and second.start - first.end == 1}
    return bool(after) and word not in after


def _is_near_miss(words: Sequence[Word], at: int, statement: Statement, pool: _Pool) -> bool:
    """Whether a word of the grounds differs from it by one letter and is another word, which the statement has not."""
    word = words[at].text
    said = {other.text for other in words}
    if len(word) < _SHORTEST_NEAR:
        return False
    for other in pool.capitalized:
        if other.text not in said and len(other.text) >= _SHORTEST_NEAR and differ_by_one(word, other.text):
            lemmas = {find_lemma(word, "de") or word, find_lemma(other.text, "de") or other.text}
            if len(lemmas) == 2 and bare(word) != bare(other.text) and not is_inflected(word, other.text):
                return True
    return False


def _is_of_adjective(word: str, pool: _Pool) -> bool:
    """Whether a German adjective in front of a noun is made of the name: "Erfurter Werkstatt"."""
    pairs = zip(pool.capitalized, pool.capitalized[1:], strict=False)
    return any(first.text == f"{word}er" and second.start - first.end == 1 for first, second in pairs)


def _is_lower_in_cyrillic(word: str, pool: _Pool) -> bool:
    """Whether a people or the like is meant, which Russian gives small letters: чумаки."""
    mine = key(word)
    return any(
        mine.removeprefix(theirs) in ("", "e", "en", "n", "i", "er")
        for other in pool.words
        if "а" <= other[0] <= "я"
        and (theirs := name_key(stem(other)))
        and len(theirs) > _SHORTEST_NEAR
        and mine.startswith(theirs)
    )


def _is_abbreviation_carried(word: str, pool: _Pool) -> bool:
    base = word[:-1] if word.endswith("s") and word[:-1].isupper() else word
    if base in pool.words or any(is_same(base, other.text, across=True) for other in pool.capitalized):
        return True
    if find_unit(base) or read_roman(base) is not None:
        return True
    letters = base.casefold()
    return any(has_initials(letters, text) for text in pool.texts)


def _is_spelled_out(words: Sequence[Word], at: int, pool: _Pool) -> bool:
    """Whether an abbreviation of the grounds has the initials of the capitalised words that this one stands among."""
    first, last = at, at
    while first and words[first - 1].text[0].isupper():
        first -= 1
    while last + 1 < len(words) and words[last + 1].text[0].isupper():
        last += 1
    initials = "".join(word.text[0] for word in words[first : last + 1])
    return len(initials) > 1 and any(other.text == initials for other in pool.capitalized)


def _has_alias(said: str, aliases: Sequence[frozenset[str]], pool: _Pool) -> bool:
    return any(
        name.casefold() in text.casefold()
        for names in aliases
        if any(re.search(rf"(?<!\w){re.escape(said.removesuffix('s'))}", name) for name in names)
        for name in names
        for text in pool.texts
    )
