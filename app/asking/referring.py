"""Messages that ask something of the answer before them: "shorter", "source?", "the second one", "in English please".

A message is one where it says nothing else: each of its words belongs to what is asked of an answer, or to the courtesy
around that. "Where does Pell live?" names somebody and is a question of its own.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast, get_args

from app.asking.kinds.ordinals import read_cardinal, read_ordinal
from app.asking.kinds.small_talk import tell_small_talk

_PHRASES = Path(__file__).parent / "referring.toml"
Sort = Literal["shorter", "detail", "more", "where", "who", "sure", "nth", "spoken", "when", "why", "how_much"]
"""shorter: the best of it alone; detail: what stands around it; more: what else there is; where: its places and notes;
who: whose words they are; sure: whether it is so; nth: one of its quotes; spoken: the same in another language; when,
why, how_much: of what it says."""
NEARBY: frozenset[Sort] = frozenset({"when", "why", "how_much"})
"""What is sought beside the quotes, and, where nothing tells it there, everywhere."""
_ORDER: tuple[Sort, ...] = (
    "spoken",
    "shorter",
    "nth",
    "sure",
    "where",
    "who",
    "detail",
    "more",
    "when",
    "why",
    "how_much",
)
_OF_CHAT: frozenset[Sort] = frozenset({"who", "spoken", "where"})
"""What may be asked of the chat itself: "do you speak German?"."""
_OF_SPEECH = re.compile(r"(?<!\w)(?:where did (?:he|she|they)|wo (?:hat|haben) (?:er|sie))(?!\w)")
"""This asks where somebody spoke."""
_OF_THEM = re.compile(
    r"(?<!\w)(?:davon|daraus|of (?:them|those|these)|oben|above|zitat|quote|one|antwort|answer|list|liste)(?!\w)"
)
_POINT = re.compile(r"(?<!\w)(?:punkte?|point|item|bullet)(?!\w)")
_ONE_SENTENCE = re.compile(r"(?<!\w)(?:(?:einem|1|one|a single) (?:satz|sentence))(?!\w)")
_POINTS_BACK = re.compile(r"(?<!\w)(?:das|dies|that|it)(?!\w)")
_SAYING = re.compile(r"(?<!\w)(?:say|said|sagte|gesagt|sagt)(?!\w)")
_LONGEST = 10
"""Words of a message that says nothing else."""
_WITH_NOUN = 6
"""Words of a message that names what is counted: a longer one says more."""
_HIGHEST = 20
"""A number above it is of no quote."""
_DOUBTS = re.compile(
    r"\?\s*$|^\W*(?:(?:and|und|ok|but|aber) )*(?:are|is|was|bist|sind|ist|war|kann|can|should|darf|stimmt d)(?!\w)"
)
"""What alone makes a doubt of "right" and "stimmt", by which one agrees."""
_LAST = re.compile(r"letzte[nrsm]?|last|final|последн\w+")
_NUMBER = re.compile(
    r"(?:(?:punkt|nummer|nr|zitat|satz|stelle|point|item|number|no|quote|sentence)\s+)(?:(?:nr|nummer|number|no)\s+)?"
    r"(?P<number>(?!nr|nummer|number|no)\w+)"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What is asked of the answer before."""

    sort: Sort
    number: int = 0
    """Of the quote, from 1; -1: the last one; 0: none is meant. Of "shorter" 1: in one sentence."""
    counts: bool = False
    """Whether the number may be of something else that is numbered: "und Punkt 8"."""
    listed: bool = False
    """Whether it is called a point, as those of a list are."""
    noun: str = ""
    """What is counted, where only the conversation tells whether that was asked for: "the third lesson"."""
    of_saying: bool = False
    """Whether it asks when, or why, somebody said so."""
    language: str | None = None
    """Of the language asked for; None: it is not named."""


@dataclass(frozen=True, slots=True)
class _Words:
    telling: frozenset[str]
    beside: frozenset[str]
    phrases: re.Pattern[str] | None


def read_reference(text: str) -> Reference | None:
    """What a message asks of the answer before it; None where it asks for something else."""
    bare = _level(text)
    words = bare.replace(";", " ; ").split() if "tl;dr" not in bare else bare.split()
    if not words or len(words) > _LONGEST:
        return None
    table = _read_table()
    of_chat = not _POINTS_BACK.search(bare) and tell_small_talk(text)
    sorts = [sort for sort in _ORDER if not (sort in _OF_CHAT and (_OF_SPEECH.search(bare) or of_chat))]
    said = next((sort for sort in sorts if (phrases := table[sort].phrases) and phrases.fullmatch(bare)), None)
    if said:
        return Reference(said, number=int(said == "shorter" and bool(_ONE_SENTENCE.search(bare))))
    for sort in sorts:
        if sort == "nth":
            number, noun = _read_number(bare, words, table[sort])
            if number:
                listed = bool(noun or _POINT.search(bare))
                in_order = noun and any(_read_ordinal(word) or _LAST.fullmatch(word) for word in words)
                return Reference(sort, number, counts=not (in_order or _OF_THEM.search(bare)), listed=listed, noun=noun)
        elif (sort != "sure" or _DOUBTS.search(text.lower())) and _is_of(words, table[sort]):
            of_saying = sort in NEARBY and bool(_SAYING.search(bare))
            return Reference(sort, of_saying=of_saying, language=_read_language(words) if sort == "spoken" else None)
    return None


def _level(text: str) -> str:
    """A message in small letters without marks; "#3", "[3]" and "3." are "nr 3", "what's" is "what is"."""
    low = text.lower().replace("’", "'")
    low = re.sub(r"[#\[]\s*(\d{1,2})\b\]?|(?<![\d.,])(\d{1,2})\.(?=\s|$)", r" nr \1\2 ", low)
    low = re.sub(r"(?<=[a-zäöü])'s\b", " is", low)
    return " ".join(re.sub(r"[^\w;ß-]", " ", low).split())


def _is_of(words: list[str], one: _Words) -> bool:
    return any(word in one.telling for word in words) and all(
        word in one.telling or word in one.beside or word in _polite() for word in words
    )


def _read_number(bare: str, words: list[str], one: _Words) -> tuple[int, str]:
    """The number of the quote that is meant, 0 where none is, and the asker's own word for what is counted."""
    found, nouns = 0, list[str]()
    for word in words:
        number = -1 if _LAST.fullmatch(word) else _read_ordinal(word)
        if number and found:
            return 0, ""
        found = number or found
        if not (number or word in one.beside or word in _polite() or _read_cardinal(word)):
            nouns.append(word)
    noun = nouns[0] if nouns else ""
    named = _NUMBER.search(bare) or (re.search(rf"(?<!\w){re.escape(noun)} (?P<number>\w+)", bare) if noun else None)
    cardinal = _read_cardinal(named["number"]) if named else 0
    if (
        len(nouns) > 1
        or noun in _read_places()
        or (noun and len(words) > _WITH_NOUN)
        or (found and cardinal and found != cardinal)
    ):
        return 0, ""
    return found or cardinal, noun


def _read_ordinal(word: str) -> int:
    number = read_ordinal(word) or 0 if not word.isdecimal() else 0
    return number if number <= _HIGHEST else 0


def _read_cardinal(word: str) -> int:
    number = read_cardinal(word) or 0
    return number if number <= _HIGHEST else 0


def _read_language(words: list[str]) -> str | None:
    named = _read_languages()
    return next((code for word in words for code, names in named.items() if word in names), None)


@lru_cache(maxsize=1)
def _read_toml() -> dict[str, object]:
    return tomllib.loads(_PHRASES.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _polite() -> frozenset[str]:
    return frozenset(cast(str, _read_toml()["polite"]).split())


@lru_cache(maxsize=1)
def _read_places() -> frozenset[str]:
    return frozenset(str(cast("dict[str, object]", _read_toml()["nth"])["places"]).split())


@lru_cache(maxsize=1)
def _read_languages() -> dict[str, frozenset[str]]:
    spoken = cast("dict[str, dict[str, str]]", _read_toml()["spoken"])
    return {code: frozenset(names.split()) for code, names in spoken["languages"].items()}


@lru_cache(maxsize=1)
def _read_table() -> dict[Sort, _Words]:
    found: dict[Sort, _Words] = {}
    for sort in get_args(Sort):
        one = cast("dict[str, str | list[str]]", _read_toml()[sort])
        phrases = "|".join(f"(?:{phrase})" for phrase in one["phrases"])
        found[sort] = _Words(
            frozenset(str(one["telling"]).split()),
            frozenset(str(one["beside"]).split()),
            re.compile(phrases) if phrases else None,
        )
    return found
