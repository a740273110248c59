"""Which person has which role, as a text tells it beside a name: "der Müller Jan Ahl", "Pelzing (chair)".

Read are appositions before and behind a name, brackets, labels ("Vorsitz: Friederike Tamm") and what somebody is said
to be. A row of people and offices ("Lund, der Müller und die Wirtin") tells of nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun
from ingest.text.terms import find_function_words
from ingest.voices.role_words import tell_role

_CAPITAL = r"[^\W\d_a-zäöüßа-яё]"
_PART = rf"{_CAPITAL}[\w’'-]*\w"
_SHORT = r"(?:Prof|Dr|Dr\.-Ing|Dipl\.-Ing|Ing|Mag|St)\."
_NAME = re.compile(
    rf"(?<![\w-])(?:{_SHORT}|{_PART})"
    rf"(?: (?:{_SHORT}|(?:(?:von|van|de|der|den|zu|zum|la|le|di|al) ){{0,2}}(?!{_SHORT}){_PART}"
    rf"|{_CAPITAL}\.)){{0,6}}"
)
_OPENS = {
    "de": re.compile(r"(?i)^(?:der|die|das|dem|den|des|ein|eine[mnrs]?|sein\w{0,2}|ihr\w{0,2}|unser\w{0,2}) "),
    "en": re.compile(r"(?i)^(?:the|a|an|its|his|her|our|their) "),
}
_ADVERB = re.compile(r"(?i)^(?:damals|heute|zugleich|einst|then|now|formerly|today|once) ")
_DETERMINER = re.compile(
    r"(?i)(?<!\w)(?:der|die|dem|den|des|seine?[mnrs]?|ihre?[mnrs]?|unser(?:e[mnrs]?)?"
    r"|the|its|our|their|his|her|[\w]+[’']s) $"
)
_BEHIND = re.compile(r", (?P<phrase>[^,;:.()\n–—*]{3,90})(?P<close>[^\n]?)(?P<next>[^\n]{0,24})")
_LABELLED = re.compile(rf"(?m)^[*_]{{0,2}}(?P<name>{_PART}(?: {_PART})?) \((?P<phrase>[^()\n]{{3,60}})\)[*_]{{0,2}}:")
"""Whoever speaks, with his role: "Wendeler (Moorvogt):"."""
_DOES = re.compile(r" zu \w+e?n$")
"""A clause in the infinitive is no apposition: ", den Bürgermeister zu laden"."""
_DECLINED = re.compile(r"(?:e[nrms]?|s)$")
"""How a German adjective ends before its noun; "vierzehn" does not."""
_IN_SMALL = re.compile(r"(?<![^\s(“\"])(?:(?P<first>[a-z-]+) )?(?P<head>[a-z-]+) $")
_IN_BRACKETS = re.compile(r" \((?P<phrase>[^()\n]{3,60})\)")
_BEFORE = re.compile(
    r"(?:(?:^|(?<=[\s(„“\"]))(?:[Dd](?:er|ie|em|en|es)|[Tt]he|[Ii]ts|[Oo]ur|[Tt]heir|[\w-]+[’']s) )"
    r"(?P<phrase>[^,;:.()\n]{3,60}), $"
)
_LABEL = re.compile(r"(?:^|(?<=[\s(]))(?P<head>[^\W\d_][\w-]*): $")
_IS = re.compile(r" (?:ist|war|wurde|wird|is|was|became|has been) (?P<phrase>[^,;:.()\n–—]{3,60})")
_ROW = re.compile(r"(?i)(?<!\w)(?:und|and|sowie|oder|or) (?:der|die|das|dem|den|the|a|an|ein|eine) ")
_NEXT_IN_ROW = re.compile(r"(?i)^ ?(?:(?:und|and|sowie) )?(?:der|die|dem|den|the) [\w-]+")
_JOINED = re.compile(r" (?:und|and|sowie|&) ")
_HANGS = re.compile(
    r"(?i) (?:of|at|in|for|from|with|on|who|since|by|to|des|der|den|dem|von|vom|im|am|an|in|bei|beim|für|aus|seit|zu"
    r"|zum|zur|mit|über)(?= )"
)
_CALLED = frozenset("Herr Herrn Frau Mr Mr. Mrs Mrs. Ms Ms. Miss Sir Lord Lady Dame".split())
_TITLES = re.compile(rf"{_SHORT}$")
_LABELS = {"interview": "interviewer", "interviewer": "interviewer", "interviewerin": "interviewer"}
"""Words before a colon and a name that tell what he does by what is done."""
_NEAR, _BEFORE_NAME = 130, 80
"""Characters behind and before a name that are looked at."""
_MOST_WORDS = 4
"""Words of what stands before a role within its apposition, or of where somebody belongs to."""
_SHORTEST = 3
_FIRST_AND_LAST = 2
_PARTICLES = frozenset("von van de der den zu la le di al".split())


@dataclass(frozen=True, slots=True)
class Role:
    """What a text says that somebody is."""

    name: str
    """As it stands there, without titles."""
    keys: frozenset[str]
    """See `tell_role`; empty for what only says where he belongs to ("Yael Zemach, Basel")."""
    phrase: str
    """The whole of it: "chief conductor in Wessenbrück since 2018"."""
    head: str
    """The noun in it."""
    language: str


def find_roles(text: str, language: str) -> tuple[Role, ...]:
    """The roles that `text` gives to people by name, in order; none in other languages than German and English."""
    return tuple(_read(text, language)) if language in _OPENS else ()


def _read(text: str, language: str) -> Iterator[Role]:
    for label in _LABELLED.finditer(text):
        yield from _read_phrase(label["name"], label["phrase"], language)
    for match in _NAME.finditer(text):
        words = _leave_opening(match[0].split(" "), language)
        start = match.end() - len(" ".join(words))
        before = text[max(0, start - _BEFORE_NAME) : start]
        heads, words = _take_heads(words, language, surely=bool(_DETERMINER.search(before)))
        ahead = "" if heads else _take_before(before, language)
        heads = heads or ([ahead] if ahead else [])
        words, whole = _cut_name(words, language)
        name = " ".join(words)
        if not _is_name(words, language, titled=bool(heads)):
            continue
        for head in heads:
            *_, last = head.split(" ")
            keys = tell_role(head, language, surely=True) or tell_role(last, language)
            yield Role(name, keys, head, last if head == ahead else head, language)
        if not whole:
            continue
        yield from _read_around(text, name, before, match.end(), language)


def _read_around(text: str, name: str, before: str, end: int, language: str) -> Iterator[Role]:
    after = text[end : end + _NEAR]
    label = _LABEL.search(before)
    if label:
        key = _LABELS.get(label["head"].lower())
        keys = frozenset((key,)) if key else tell_role(label["head"], language)
        if keys:
            yield Role(name, keys, label["head"], label["head"], language)
    bracket = _IN_BRACKETS.match(after)
    if bracket:
        yield from _read_phrase(name, bracket["phrase"], language, places=True)
    behind = _BEHIND.match(after)
    if behind and not _goes_on(behind):
        yield from _read_phrase(name, behind["phrase"], language, places=True)
    ahead = _BEFORE.search(before)
    if ahead and after[:1] in ",.:;)" and not _ROW.search(ahead["phrase"]):
        yield from _read_phrase(name, ahead["phrase"], language)
    told = _IS.match(after)
    if told and (language == "de" or _OPENS["en"].match(told["phrase"] + " ")):
        yield from _read_phrase(name, told["phrase"], language)


def _goes_on(behind: re.Match[str]) -> bool:
    """Whether what follows a name is the next of a row: "Lund, der Müller, die Wirtin"."""
    if _ROW.search(behind["phrase"]):
        return True
    return (
        behind["close"] == ","
        and bool(_OPENS["de"].match(behind["phrase"] + " ") or behind["phrase"][:4] == "the ")
        and (bool(_NEXT_IN_ROW.match(behind["next"])))
    )


def _read_phrase(name: str, phrase: str, language: str, *, places: bool = False) -> Iterator[Role]:
    """The roles in an apposition; where it has none but is short and of names, where somebody belongs to."""
    found = False
    for part in _JOINED.split(phrase.strip()):
        head = _find_head(part, language)
        if head:
            found = True
            yield Role(name, tell_role(head, language), part.strip(), head, language)
    words = phrase.split()
    if places and not found and len(words) <= _MOST_WORDS and words[0][:1].isupper():
        yield Role(name, frozenset(), phrase.strip(), "", language)


def _find_head(part: str, language: str) -> str | None:
    bare = _ADVERB.sub("", part)
    opening = _OPENS[language].match(bare)
    bare = _ADVERB.sub("", bare[opening.end() :] if opening else bare)
    # ", der dem Müller": a clause.
    if _OPENS[language].match(bare):
        return None
    core = _HANGS.split(f" {bare} ", maxsplit=1)[0].split()[: _MOST_WORDS + 1]
    if language == "en":
        two = " ".join(core[-2:])
        if len(core) > 1 and tell_role(two, "en"):
            return two
        return core[-1] if core and tell_role(core[-1], "en") else None
    if _DOES.search(part):
        return None
    for row, word in enumerate(core):
        if not word[:1].isupper() and not _DECLINED.search(word):
            return None
        if word[:1].isupper():
            goes_on = row + 1 < len(core) and core[row + 1][:1].isupper()
            # "Architekt Meier" behind another's name is Meier.
            return None if goes_on or not tell_role(word, "de") else word
    return None


def _take_heads(words: list[str], language: str, *, surely: bool) -> tuple[list[str], list[str]]:
    """The roles that open what looks like a name ("Professorin Zemach"), and the rest."""
    heads: list[str] = []
    while len(words) > 1:
        first = words[0]
        two = " ".join(words[:2])
        if len(words) > 2 and language == "en" and tell_role(two, "en"):
            heads, words = [*heads, two], words[2:]
        elif tell_role(first, language) or (
            surely and not heads and len(words) > 2 and tell_role(first, language, surely=True)
        ):
            heads, words = [*heads, first], words[1:]
        elif first in _CALLED or _TITLES.search(first):
            words = words[1:]
        else:
            break
        surely = False
    return heads, words


def _leave_opening(words: list[str], language: str) -> list[str]:
    """The words without those that only have a capital because a sentence begins: "Die Wirtin", "Erstattet von"."""
    while len(words) > 1 and (
        words[0].lower() in find_function_words(language)
        or (words[1] in _PARTICLES and find_lemma(words[0].lower(), language) is not None)
    ):
        words = words[2:] if words[1] in _PARTICLES else words[1:]
    return words


def _take_before(before: str, language: str) -> str:
    """The role in small letters before a name, with what makes it a narrower one: "its chief conductor Signe Hall"."""
    said = _IN_SMALL.search(before) if language == "en" else None
    if said is None or not tell_role(said["head"], "en"):
        return ""
    first = said["first"] or ""
    return (
        said["head"]
        if first in find_function_words("en") or first.endswith(("ed", "ing"))
        else f"{first} {said['head']}"
    )


def _cut_name(words: list[str], language: str) -> tuple[list[str], bool]:
    """The words up to one that is no name's ("Yersin Anfang März"), and whether these are all."""
    if language != "de":
        return words, True
    small = find_function_words("de")
    # "Eva Holm" is a name, "Putins Forderungen" is not.
    first = 1 if words and (words[0].endswith("s") or is_common_noun(words[0])) else _FIRST_AND_LAST
    cut = next(
        (
            row
            for row, one in enumerate(words)
            if (row >= first and is_common_noun(one)) or (row and one[0].isupper() and one.lower() in small)
        ),
        len(words),
    )
    return words[:cut], cut == len(words)


def _is_name(words: list[str], language: str, *, titled: bool) -> bool:
    """Whether these words may be a person's name: one alone only behind a role."""
    if not words or len(words[-1]) < _SHORTEST or words[-1].isupper() or (len(words) == 1 and not titled):
        return False
    if any(one.lower() in find_function_words(language) for one in (words[0], words[-1])):
        return False
    if language == "de" and is_common_noun(words[-1]):
        return len(words) > 1 and not is_common_noun(words[0])
    return not tell_role(words[-1], language)
