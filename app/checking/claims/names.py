"""Every name in a statement is one that its grounds give: in their text, in what stands around it, or as who speaks.

Countries, peoples, cities, bodies and offices in any of the languages; abbreviations and the words behind them; and any
other word that is no word of its language. A name that differs by a letter from one of the grounds is wrong even where
it could be a common noun.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.checking.claims.cldr import name_months, name_weekdays
from app.checking.claims.naming import (
    Known,
    Word,
    cities_of,
    consonants,
    find_known,
    office_endings,
    saying,
    split_words,
    stem,
    titles,
)
from app.checking.claims.number_words import read_number_word, read_roman
from app.checking.claims.quotations import find_quoted_places
from app.checking.claims.records import Ground, Problem, Statement
from app.checking.claims.units import find_unit
from ingest.text.abbreviations import MAY_BE_LAST, NEVER_LAST, OPENERS
from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun, split_compound
from ingest.text.names import name_key

_OPENS = re.compile(r"(?:^|[.:!?–—])[\s„“”\"«»‚‘'(]*\Z")
_SLAVIC = re.compile(
    r"sch|tsch|tch|zh|sh|kh|(?:ow|ew|ov|ev|off|yj|ij|iy|yy|ky|ki)(?:a|s)?$|enko|tschuk|chuk", re.IGNORECASE
)
_VOWELS = "aeiou"
_LONG = 10
_SHORTEST_HEAD = 5
_SHORTEST_NOUN = 6
_NOUN_ENDINGS = tuple(
    "ung ungen heit heiten keit keiten schaft schaften tion tionen ismus ismen tät täten ierung nisse ling linge"
    " enz ment mente ierer innen".split()
)
_ENDS_OF_NAMES = tuple(
    "au bach berg bronn brück brunn burg dorf feld furt hafen hag hain haus heim hof holm horn kirch land mann"
    " meier mühl münd rode see stadt stedt stein sund tal thal wald wang ward weil werd werder wiesen wolf".split()
)
"""What places and families end in, or begin to end in."""
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
    known = [one for one in find_known(statement.text) if not any(a <= one.start < b for a, b in quoted)]
    wrong = [one.said for one in known if not _is_known_carried(one, pool)]
    covered = [(one.start, one.end) for one in known] + quoted
    words = [word for word in split_words(statement.text) if word.text[0].isalpha()]
    for at, word in enumerate(words):
        if not word.text[0].isupper() or any(start <= word.start < end for start, end in covered):
            continue
        if not _is_word_carried(words, at, statement, pool):
            wrong.append(word.text)
    return tuple(
        Problem("name", said, f"not a name that the cited text or its surroundings give: {said}")
        for said in dict.fromkeys(wrong)
        if not _has_alias(said, aliases, pool)
    )


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
    if word in pool.words or _is_no_name(word):
        return True
    if sum(letter.isupper() for letter in word) > 1 and len(word) <= _LONG:
        return _is_abbreviation_carried(word, pool)
    if any(_is_same(word, other.text, pool, language) for other in pool.capitalized) or _is_lower_in_cyrillic(
        word, pool
    ):
        return True
    if any(_is_first_of_compound(word, other.text) for other in pool.capitalized):
        return True
    opens = bool(_OPENS.search(statement.text[: words[at].start]))
    if _is_ordinary(word, language, opens=opens):
        return not (
            _is_in_name_place(words, at, statement, pool, opens=opens) or _is_near_miss(words, at, statement, pool)
        )
    return _is_spelled_out(words, at, pool)


@lru_cache(maxsize=1 << 12)
def _is_no_name(word: str) -> bool:
    small = word.lower()
    return (
        len(word) < 2
        or small in OPENERS
        or small in NEVER_LAST
        or small in MAY_BE_LAST
        or small in titles()
        or small in name_months()
        or small.removesuffix("s") in name_weekdays()
        or read_roman(word) is not None
        or find_unit(small) is not None
        or any(read_number_word(small, language) for language in ("de", "en"))
    )


@lru_cache(maxsize=1 << 14)
def _is_ordinary(word: str, language: str, *, opens: bool) -> bool:
    """Whether a dictionary has `word` as no name. German gives every noun a capital; English only names and titles."""
    small = word.lower()
    if language == "en":
        if find_lemma(small, "en") is None:
            return False
        lemma = find_lemma(word, "en")
        return opens or lemma is None or lemma.islower()
    if find_lemma(small, "de") or is_common_noun(word) or split_compound(word):
        return True
    if find_lemma(word, "de"):
        return find_lemma(word, "en") is None  # What both have is a name; German alone has "Armut", but "Merkel", too.
    if find_lemma(small, "en") or (len(word) > _SHORTEST_NOUN and small.endswith(_NOUN_ENDINGS)):
        return True
    return any(_is_put_together(small, cut) for cut in range(3, len(word) - 2))


def _is_put_together(small: str, cut: int) -> bool:
    """Whether both halves of an unknown word are words, and the second none that places and families end in."""
    first, head = small[:cut], small[cut:]
    if (len(head) < _SHORTEST_HEAD and not is_common_noun(head)) or (find_lemma(head.capitalize(), "de") is None):
        return False
    if head.startswith(_ENDS_OF_NAMES):
        return False
    stems = {first} | {first.removesuffix(link) for link in ("s", "es", "n", "en", "er", "e")} - {""}
    return any(
        find_lemma(one, "de") or is_common_noun(one) or find_lemma(f"{one}e".capitalize(), "de")
        for one in stems
        if len(one) > 2
    )


def _is_in_name_place(words: Sequence[Word], at: int, statement: Statement, pool: _Pool, *, opens: bool) -> bool:
    """Whether a common noun can only be a name here: "Minister Bauer", "Anna Koch", "Schmidt sagte"."""
    word = words[at]
    if word.text.lower() in titles():
        return False
    after = words[at + 1].text if at + 1 < len(words) else ""
    if opens:
        return after in saying() and find_lemma(word.text.lower(), statement.language) is None
    before = words[at - 1]
    if not before.text[0].isupper() or word.start - before.end != 1:
        return before.text.lower() in titles() and word.start - before.end <= 2  # "Dr. Koch"
    small = before.text.lower()
    if small in titles() or any(len(title) > 5 and small.endswith(title) for title in titles()):
        return True
    return _is_said_before_others(before.text, word.text, pool)


def _is_said_before_others(before: str, word: str, pool: _Pool) -> bool:
    """Whether the grounds have `before` in front of other capitalised words than this: another of a first name."""
    if find_known(before) or _is_no_name(before):
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
        if other.text not in said and len(other.text) >= _SHORTEST_NEAR and _differ_by_one(word, other.text):
            lemmas = {find_lemma(word, "de") or word, find_lemma(other.text, "de") or other.text}
            if len(lemmas) == 2 and _bare(word) != _bare(other.text) and not _is_inflected(word, other.text):
                return True
    return False


def _is_inflected(one: str, other: str) -> bool:
    short, long = sorted((one.lower(), other.lower()), key=len)
    return (
        long.startswith(short)
        or short[:-1] == long[:-1]
        or find_lemma(short, "en") == find_lemma(long, "en") is not None
    )


def _differ_by_one(one: str, other: str) -> bool:
    """Whether one letter is put in, left out or another."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[start + (len(one) >= len(other)) :] == other[start + (len(other) >= len(one)) :]


def _bare(word: str) -> str:
    small = word.casefold().replace("ё", "е")
    return small[:-1] if small.endswith("s") and len(small) > 3 else small


@lru_cache(maxsize=1 << 14)
def _key(word: str) -> str:
    return name_key(_bare(word))


def _is_same(word: str, other: str, pool: _Pool, language: str) -> bool:
    """Whether two spellings are of one name."""
    if _bare(word) == _bare(other):
        return True
    if "а" <= other[0].lower() <= "я":
        return _is_same_in_cyrillic(word, other)
    if _key(word) == _key(other):
        return True
    return (
        pool.languages != {language}
        and bool(_SLAVIC.search(word) and _SLAVIC.search(other))
        and word[0].lower() in (other[0].lower(), *"zsjyvwckhg")
        and consonants(_bare(word)) == consonants(_bare(other))
    )


@lru_cache(maxsize=1 << 16)
def _is_same_in_cyrillic(word: str, other: str) -> bool:
    mine, theirs = _key(word).rstrip(_VOWELS), name_key(stem(other)).rstrip(_VOWELS)
    if mine == theirs:
        return True
    skeletons = {consonants(_bare(word)), consonants(word)} & {consonants(stem(other)), consonants(other)}
    return any(len(skeleton) > 1 for skeleton in skeletons) and abs(len(mine) - len(theirs)) <= 4


def _is_lower_in_cyrillic(word: str, pool: _Pool) -> bool:
    """Whether a people or the like is meant, which Russian gives small letters: чумаки."""
    mine = _key(word)
    return any(
        mine.removeprefix(key) in ("", "e", "en", "n", "i", "er")
        for other in pool.words
        if "а" <= other[0] <= "я"
        and (key := name_key(stem(other)))
        and len(key) > _SHORTEST_NEAR
        and mine.startswith(key)
    )


def _is_first_of_compound(word: str, other: str) -> bool:
    """Whether `other` is put together with the name: Ruhrstädte, Ukrainekrieg."""
    rest = other[len(word) :]
    return (
        len(word) >= _SHORTEST_NEAR and other.startswith(word) and len(rest) > 2 and is_common_noun(rest.capitalize())
    )


def _is_abbreviation_carried(word: str, pool: _Pool) -> bool:
    bare = word[:-1] if word.endswith("s") and word[:-1].isupper() else word
    if bare in pool.words or any(_is_same(bare, other.text, pool, "") for other in pool.capitalized):
        return True
    if find_unit(bare) or read_roman(bare) is not None:
        return True
    letters = bare.casefold()
    return any(_has_initials(letters, text) for text in pool.texts)


def _has_initials(letters: str, text: str) -> bool:
    """Whether the letters begin words that follow each other; small words may be passed over."""
    words = [word.text.casefold() for word in split_words(text)]
    starts = [at for at, word in enumerate(words) if word[0] == letters[0]]
    return any(_follow(letters, words[at : at + 2 * len(letters)]) for at in starts)


def _follow(letters: str, words: Sequence[str]) -> bool:
    if not letters:
        return True
    if not words:
        return False
    word = words[0]
    if word[0] == letters[0]:
        taken = 1
        if _follow(letters[1:], words[1:]):
            return True
        if len(word) >= _LONG:  # Bundesverfassungsgericht, BVerfG
            for letter in word[1:]:
                if taken < len(letters) and letter == letters[taken]:
                    taken += 1
            return taken > 1 and _follow(letters[taken:], words[1:])
        return False
    return len(word) <= 4 and _follow(letters, words[1:])


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
