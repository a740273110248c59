"""What a noun of saying introduces: "the warning that ...", „die Bitte der Kämmerin, ... zu ...“, „Sein Rat: ...“."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.voices.lexicon import is_claim_noun
from ingest.voices.phrases import REFERENT, take_phrase_at

_WORD = re.compile(r"[^\W\d_][\w-]{2,}")
_FOLLOWS = {
    "de": re.compile(
        r"(?P<of>\s(?:der|des|von|vom|einer|eines)\s[^,.;:()«»]{2,60}|\s[A-ZÄÖÜ][\w-]+s)?"
        r"(?:,\s(?:dass|daß|ob|wonach|warum|weshalb)(?!\w)|,\s[^,.;:()«»]{0,90}?\szu\s\w+en(?!\w)|,\s[^,.;:()«»]{0,90}?\w{2,}zu\w{3,}en(?!\w))"
    ),
    "en": re.compile(
        r"(?P<of>\s(?:of|by|from)\s(?!how|what|why|who|it)[^,.;:()«»]{2,60}?)?(?:,[^,.;:()«»]{2,40},)?\s(?:that|whether)\s(?!(?:has|had|is|was|were|have)(?!\w))"
    ),
    "ru": re.compile(
        r"(?P<of>\s(?!(?:о|в|на|тем|того)\s)[^,.;:()«»]{2,60}?)?(?:\s(?:о\sтом|в\sтом|тем|на\sто|того))?,\s(?:что|чтобы|будто|как)(?!\w)"
    ),
}
# "Seine Antwort: ...", "Their verdict was that ...", „Ihr Rat lautet ...“
_IS = {
    "de": re.compile(
        r"(?:\s(?:darauf|dazu|an\s[^,.;:()«»]{2,40}))?(?::\s|\s(?:ist|war|lautet|lautete|sei)(?:,\s|:\s|\s))"
    ),
    "en": re.compile(
        r"(?:\s(?:of|to|on|for)\s[^,.;:()«»]{2,40})?(?::\s|\s(?:is|was|remains|runs|ran)(?!\s(?:\w+ly\s)?(?:said|thought|believed|reported|rumoured|alleged)\s)(?:,\s|:\s|\s))"
    ),
    "ru": re.compile(r"(?::\s|\s(?:—|–|-)\s|\s(?:был|была|было|звучит|звучал|звучала)(?:,\s|:\s|\s))"),
}
# „Die Warnung der Kämmerin: ...“, "The verdict of the jury: ..."
_OF_WHOM = {
    "de": re.compile(
        r"\s(?P<who>(?:der|des|von|vom)\s[^,.;:()«»]{2,60}?)(?:\szu[rm]?\s[^,.;:()«»]{2,40})?:\s(?=[^\W\d_])"
    ),
    "en": re.compile(r"\s(?:of|by|from)\s(?P<who>[^,.;:()«»]{2,60}?):\s(?=[^\W\d_])"),
    "ru": re.compile(r"\s(?P<who>[^\W\d_a-zа-яё][^,.;:()«»]{2,60}?):\s(?=[^\W\d_])"),
}
_OWN = frozenset("mein meine meiner meinem meinen unser unsere unserer my our мой моё моя наш наша".split())
_NO = frozenset("kein keine keinen keiner keinem no any without ohne jede jeder".split())
_HIS = frozenset(
    "sein seine seiner seinem seinen ihr ihre ihrer ihrem ihren deren dessen his her their its его её ее их".split()
)
_ANSWERED = re.compile(
    r"(?:^|[,;:]\s)(?:Auf|auf|In|in|On|on|To|to)\s(?:(?:die|eine|den|einen|the|an?)\s)?(?:\w+e[nr]?\s)?(?:(?:answer|reply|response)\sto\s(?:the|an?)\s)?$"
)
_GENITIVE = re.compile(r"(?P<who>[A-ZÄÖÜ][\w-]+(?:\s[A-ZÄÖÜ][\w-]+)*?)(?:’s|'s|s’|s'|(?<=\w)s)$")
_QUESTION = re.compile(r"(?:frage|question|query|вопрос\w*)n?s?$", re.IGNORECASE)
"""Questions may be the author's: they are somebody's where he is named."""
_MAKING = re.compile(
    r"(?:made|makes?|repeat(?:s|ed)?|issued?|issues|voiced?|voices|expressed?|expresses|raised?|raises|renewed?|renews|offered?|offers"
    r"|advanced?|shares?|shared|drew|draws?|gave|gives?|put\sforward"
    r"|äußer\w*|erh[eo]b\w*|bekräftig\w*|wiederhol\w*|erneuer\w*|teil\w*|vertr[ia]\w*|stell\w*|zog|zieht|ziehen|zogen|heg\w*|h[aä]tte?n?|hat|haben"
    r"|высказал\w*|выразил\w*|повторил\w*|выдвинул\w*|сделал\w*)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A noun of saying with what it says beside it."""

    who: str | None
    """Whose it is: words, `REFERENT` for a possessive, None where only the sentence's subject or nobody tells."""
    at: int
    """Where it stands in the text outside quotations."""
    by_subject: bool = False
    """Whether the subject of the sentence makes it ("Lund repeated the claim that")."""


def find_claims(outside: str, language: str) -> Iterator[Claim]:
    """Every noun of saying in the text outside quotations that has its content beside it."""
    if language not in _FOLLOWS:
        return
    for match in _WORD.finditer(outside):
        if (language == "de" and not match[0][0].isupper()) or not is_claim_noun(match[0], language):
            continue
        before = outside[: match.start()].split()[-4:]
        lower = [word.lower() for word in before]
        if not _NO.isdisjoint(lower[-2:]) or not _OWN.isdisjoint(lower[-3:]):
            continue
        if language == "en" and (match[0].endswith("ed") or not _named_before(before)):
            continue  # "They claim that ...", "replied that ...": verbs.
        if _ANSWERED.search(outside[: match.start()]) and ":" in outside[match.end() :]:
            continue  # „Auf die Frage eines Gastes, ob ..., blieb sie vage: Das ...“: who is asked answers.
        his = not _HIS.isdisjoint(lower[-2:])
        follows = _FOLLOWS[language].match(outside, match.end())
        if follows:
            claim = _claim(outside, match.start(), before, follows["of"], his, language)
            if claim.who or not _QUESTION.search(match[0]):
                yield claim
        elif of_somebody := _OF_WHOM[language].match(outside, match.end()):
            yield Claim(take_phrase_at(of_somebody["who"], 0, language), match.start())
        elif (his or _genitive(before)) and len(before) <= 3 and _IS[language].match(outside, match.end()):
            yield Claim(REFERENT if his else _genitive(before), match.start())


def _claim(outside: str, at: int, before: list[str], of: str | None, his: bool, language: str) -> Claim:
    if his:
        return Claim(REFERENT, at)
    who = take_phrase_at(of.strip(), 0, language) if of else _genitive(before)
    return Claim(who, at, by_subject=who is None and bool(_MAKING.search(outside[:at])))


def _named_before(before: list[str]) -> bool:
    """Whether an article, a possessive or a genitive makes an English word a noun."""
    return any(word.lower() in _ARTICLES | _HIS or re.search(r"[’']s?$", word) for word in before[-3:])


_ARTICLES = frozenset("a an the this that these those another one some many such repeated".split())


_ENDS_IN_S = frozenset("das dies dieses jenes dessen als es was this his its is was has".split())
"""Words whose "s" is no genitive's („Das Argument war falsch“)."""


def _genitive(before: list[str]) -> str | None:
    """„Lunds Warnung“, "the union's claim"."""
    for word in reversed(before[-2:]):
        match = _GENITIVE.search(word) if word.lower() not in _ENDS_IN_S else None
        if match and (word.endswith(("’s", "'s", "’", "'")) or word[0].isupper()):
            return match["who"]
        if word.endswith(("’s", "'s", "s’", "s'")):
            return "the " + re.sub(r"[’']s?$", "", word)
    return None
