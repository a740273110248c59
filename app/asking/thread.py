"""Messages that only the conversation gives a sense: "where does it say that?", "more", "and Trump?", "I meant 2024".

Each becomes a question that stands by itself, or the last question asked again in another way. What leans on earlier
questions without being one of these is searched for along with them (`followups`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import Literal

from app.asking.kinds.ordinals import CARDINAL, ORDINAL, read_cardinal, read_ordinal
from app.asking.kinds.place import names_place
from app.asking.kinds.subject import find_subject
from app.asking.referring import NEARBY, Reference, Sort, read_reference
from app.checking.territories import find_territory, is_territory
from ingest.records import Manifest
from ingest.structure.works import find_named_works, mark_named_works
from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun
from ingest.text.terms import find_content_words, find_names

_PHRASES = Path(__file__).parent / "thread.toml"
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?![\d.,]*\d)")
"""Of a note, a section, a well: "and number 3?"."""
_LABELLED = re.compile(
    r"(?<!\w)(?:[^\W\d_]{4,}|(?i:top|fn|§))\s*(?i:nr\.?|no\.?)?\s*\d{1,3}(?![\w-]|[.,]\d| (?:[A-ZÄÖÜ]|euro|percent))"
)
"""Something that a number names: "Brunnen 5", "footnote 12"; not "28-Punkte-Plan", and no amount."""
_ARTICLE = re.compile(r"(?i)(?<!\w)(?:der|die|das|den|dem|des|the)\s*$")
_ARTICLE_FIRST = re.compile(r"(?i)^(?:der|die|das|den|dem|des|the)\s+")
_BESIDE_NAME = frozenset(
    "der die das den dem the mr mrs ms dr herr herrn frau bei in im laut nach für mit von for with by at on".split()
)
_FEW = 3
"""Words of a message that names nothing but something else: "und der Bund?"."""
_MEANT = re.compile(
    r"(?i)\W*(?:(?:nein|nee|nö|no|nope|sorry)\W+)?(?P<named>.{2,60}?),?\s+(?:mein(?:te?|e)? ich|habe? ich gemeint"
    r"|i mean[t]?)\W*$"
)
"""What was meant, said before that it was: "nein, Holdorf meine ich"."""
_INSTEAD_OF = (
    re.compile(
        r"(?i)(?:(?:no|nein|nee|nö|sorry|ach)\W+)?(?:not|nicht)\s+(?P<old>\S.{1,40}?)(?:,?\s+(?:but|sondern)\s+|,\s*)"
        r"(?P<new>\S.{1,40})"
    ),
    re.compile(r"(?i)(?P<new>\S.{1,40}?),?\s+(?:not|nicht|statt|anstatt|instead of|rather than)\s+(?P<old>\S.{1,40})"),
)
_LETTERS = re.compile(r"[^\W\d_]+")
_LEADING = re.compile(
    r"(?i)^(?:in|im|an|am|auf|bei|beim|für|nach|vor|mit|über|zu|zum|zur|aus|gegen|on|at|for|with|of|about|to|from|against)\s+"
)
_STEM = 5
"""Letters by which a word is known again whatever its ending."""
_SHARED, _PART = 4, 2
"""Letters that two German compounds share at their end, and that each has before: "Nordpolder", "Südpolder"."""
_PLACE_WORD = (
    r"(?:(?:unter)?abschnitts?|kapitels?|teils?|punkte?s?|ziffer|artikels?|absatz(?:es)?|paragra(?:f|ph)(?:en)?|seite|regel"
    r"|fu(?:ß|ss)note|anmerkung|(?:sub)?section|chapter|part|point|item|article|paragraph|page|rule|(?:foot)?note"
    r"|раздел\w*|глав\w+|пункт\w*|стать\w*|сноск\w*)"
)
_PLACE = re.compile(
    rf"(?i)(?<!\w)(?P<word>{_PLACE_WORD})(?P<behind>)\s*(?:nr\.?|no\.?)?\s*(?P<number>\d{{1,3}}|{CARDINAL})(?![\w])"
)
_NTH_PLACE = re.compile(
    rf"(?i)(?<!\w)(?P<number>{ORDINAL}|\d{{1,2}}(?:\.|st|nd|rd|th))\s+(?P<behind>{_PLACE_WORD})(?P<word>)(?!\w)"
)
Again = Literal["where", "more"]
_AGAIN: Mapping[Sort, Again] = {"where": "where", "who": "where", "sure": "where", "more": "more", "detail": "more"}


@dataclass(frozen=True, slots=True)
class Message:
    """What a message comes to in its conversation."""

    text: str
    """The question that is asked by it."""
    again: Again | None = None
    """Whether the last question is asked again: for its place, or for more."""
    reply_in: str | None = None
    """The language that is asked for."""
    follows: str | None = None
    """The earlier question that it takes up."""
    refers: Reference | None = None
    """What it asks of the answer to that."""


def read_message(text: str, earlier: Sequence[str], manifest: Manifest) -> Message:
    """What a cleaned message asks, after `earlier` questions, oldest first."""
    if not earlier:
        return Message(text)
    last = earlier[-1]
    bare = " ".join(re.sub(r"[^\w'’ -]", " ", text.lower()).split())
    refers = read_reference(text)
    # "The third lesson" is one of those that were asked for; of lessons nobody spoke of it is a question of its own.
    if refers and refers.noun and refers.noun[:_STEM] not in last.casefold():
        refers = None
    if refers and not (refers.counts and any(_LABELLED.search(one) or _NTH_PLACE.search(one) for one in earlier[-2:])):
        if refers.sort in NEARBY:
            return Message(text, refers=refers)
        return Message(
            last, again=_AGAIN.get(refers.sort), reply_in=refers.language, follows=last, refers=refers,
        )  # fmt: skip
    if names_place(text) and not find_subject(text, manifest).named:
        work = next((one for before in reversed(earlier) for one in find_subject(before, manifest).named), None)
        if work:
            return Message(f"{text.rstrip('?!. ')} – {manifest.source(work).title}", follows=last)
    return _step(bare, earlier) or _replace(text, earlier, manifest) or Message(text)


def read_replacement(text: str) -> str | None:
    """What a message puts in the place of what was asked for: "die Wirtin" of "und die Wirtin?"; None for another."""
    phrases = _read_phrases()
    opened = phrases["correction"].match(text) or phrases["instead"].match(text)
    return (text[opened.end() :].strip(" ,.?!:–-") or None) if opened else None


def _step(bare: str, earlier: Sequence[str]) -> Message | None:
    """The last question for a numbered place, for the one after or before it: "and the next one?"; None for another."""
    phrases = _read_phrases()
    steps = {name: by for name, by in (("next", 1), ("previous", -1)) if phrases[name].fullmatch(bare)}
    if not steps:
        return None
    (by,) = steps.values()
    for asked in reversed(earlier):
        place = _PLACE.search(asked) or _NTH_PLACE.search(asked)
        number = (read_cardinal(place["number"]) or read_ordinal(place["number"])) if place else None
        if place and number and number + by > 0:
            word = place["word"] or place["behind"]
            return Message(f"{asked[: place.start()]}{word} {number + by}{asked[place.end() :]}", follows=asked)
    return None


def _replace(text: str, earlier: Sequence[str], manifest: Manifest) -> Message | None:
    """The last question with something else in its place; None where the message names nothing of its kind."""
    last, phrases = earlier[-1], _read_phrases()
    instead_of = _put_instead_of(last, text)
    if instead_of:
        return Message(instead_of, follows=last)
    corrected = phrases["correction"].match(text)
    opened = corrected or phrases["instead"].match(text)
    behind = None if corrected else _MEANT.match(text)
    if not (opened or behind):
        return None
    named = (behind["named"] if behind else text[opened.end() :] if opened else "").strip(" ,.?!:–-")
    if not named:
        return None
    works, years = find_named_works(named, manifest), _YEAR.findall(named)
    if works and find_named_works(last, manifest):
        asked = _put_work(last, named, manifest)
        return Message(asked, follows=last)
    if years and _YEAR.search(last) and len(find_content_words(named)) <= _FEW:
        return Message(_YEAR.sub(years[0], last, count=1), follows=last)
    place = _put_place(last, named)
    if place:
        return Message(place, follows=last)
    parallel = None if works or years else _put_parallel(last, named)
    if parallel:
        return Message(parallel, follows=last)
    numbers = _NUMBER.findall(named)
    numbered = next((one for one in reversed(earlier) if len(_NUMBER.findall(one)) == 1), None)
    if len(numbers) == 1 and numbered and len(find_content_words(_NUMBER.sub(" ", named))) <= 1:
        return Message(_NUMBER.sub(numbers[0], numbered), follows=numbered)
    people = [one for one in _people(last, manifest) if not is_territory(one)]
    if people and not works and not years and _is_name_alone(named):
        name = find_content_words(named)[0]
        written = next((one for one in re.findall(r"\w+", named) if one.lower().startswith(name[:3])), named)
        return Message(last.replace(people[0], written[:1].upper() + written[1:], 1), follows=last)
    swapped = _swap_unknown(last, named)
    if swapped:
        return Message(swapped, follows=last)
    if corrected or behind:
        return Message(f"{named}: {last}", follows=last)
    return None


def _put_instead_of(last: str, text: str) -> str | None:
    """The last question where a message names both what it had and what was meant: "not 2020 but 2021", "X statt Y"."""
    for pattern in _INSTEAD_OF:
        found = pattern.fullmatch(text.strip(" ?!."))
        at = last.casefold().find(found["old"].casefold()) if found else -1
        if found and at >= 0:
            return f"{last[:at]}{found['new']}{last[at + len(found['old']) :]}"
    return None


def _swap_unknown(last: str, named: str) -> str | None:
    """The last question with a word that no dictionary has in the place of the only other such: a name, as it seems."""
    new, old = _find_unknown(named), _find_unknown(last)
    if len(new) != 1 or len(old) != 1 or len(find_content_words(named)) > 1:
        return None
    return f"{last[: old[0].start()]}{new[0][0]}{last[old[0].end() :]}"


def _find_unknown(text: str) -> list[re.Match[str]]:
    return [
        one
        for one in _LETTERS.finditer(text)
        if len(one[0]) > _FEW and not any(find_lemma(one[0], language) for language in ("de", "en"))
    ]


def _put_place(last: str, named: str) -> str | None:
    """The last question with a country or city in the place of another one."""
    bare = _ARTICLE_FIRST.sub("", _LEADING.sub("", named))
    before = find_territory(last) if is_territory(bare) else None
    return f"{last[: before.start()]}{bare[:1].upper()}{bare[1:]}{last[before.end() :]}" if before else None


def _put_parallel(last: str, named: str) -> str | None:
    """The last question with a word in the place of one that ends alike: "in der Randzone" for "in der Kernzone"."""
    words = _LETTERS.findall(_LEADING.sub("", named))
    telling = [word for word in words if find_content_words(word)]
    if not telling or len(telling) > _FEW - 1:
        return None
    *before, head = telling
    for word in _LETTERS.findall(last):
        shared = _count_shared(word.lower(), head.lower())
        parts = min(len(word), len(head)) - shared
        if not before and shared >= _SHARED and parts >= _PART and word.lower() != head.lower():
            return last.replace(word, head[:1].upper() + head[1:] if word[0].isupper() else head, 1)
    if len(before) != 1:
        return None
    same = re.search(rf"(?i)(?<!\w)(?P<first>[^\W\d_]+) {re.escape(head)}(?!\w)", last)
    if same is None or not find_content_words(same["first"]):
        return None
    return f"{last[: same.start()]}{before[0]} {head}{last[same.end() :]}"


def _count_shared(one: str, other: str) -> int:
    """How many letters two words have in common at their end."""
    pairs = zip(reversed(one), reversed(other), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _put_work(last: str, named: str, manifest: Manifest) -> str:
    marked = mark_named_works(last, manifest, lambda _: "\x02")
    first, _, rest = marked.partition("\x02")
    if _ARTICLE.search(first):
        named = _ARTICLE_FIRST.sub("", named)
    return f"{first}{named}{rest}".replace("\x02", " ")


def _is_name_alone(text: str) -> bool:
    """Whether a text is a name and no more: "und heute?" and "und was sagt er dazu?" name nobody."""
    words = re.findall(r"[^\W\d_]+", text)
    if len([word for word in words if word.lower() not in _BESIDE_NAME]) != 1 or len(find_content_words(text)) != 1:
        return False
    return any(word[0].isupper() for word in words) or not any(
        find_lemma(word, language) for word in find_content_words(text) for language in ("de", "en")
    )


def _people(question: str, manifest: Manifest) -> list[str]:
    """The names of a question that are no work's and no common noun, in order."""
    works = mark_named_works(question, manifest, lambda _: " ")
    first = re.match(r"\W*(\w+)", question)
    return [
        one
        for one in find_names(works)
        if one[0].isalpha() and not is_common_noun(one) and not (first and one == first[1])
    ]


@lru_cache(maxsize=1)
def _read_phrases() -> Mapping[str, re.Pattern[str]]:
    table = tomllib.loads(_PHRASES.read_text(encoding="utf-8"))
    whole = {name: table[name] for name in ("next", "previous")}
    return {
        **{name: re.compile("|".join(f"(?:{one})" for one in phrases)) for name, phrases in whole.items()},
        **{name: re.compile(rf"(?i)\W*{phrase}(?!\w)") for name, phrase in table["openings"].items()},
    }
