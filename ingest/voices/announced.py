"""Whose points a list gives by the line before it, and whose statement a section is by its heading.

„Die Forderungen des Ministers:“, "Points raised by the union:" and „Der Verband stellt vier Bedingungen:“ say whose the
points are without a verb of saying; „Gegen die Forderungen des Ministers spricht dreierlei:“ does not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from ingest.voices.lexicon import LANGUAGES
from ingest.voices.phrases import PREPOSITIONS, REFERENT, is_first_person, take_phrase_at, to_nominative

_NOT_HIS = re.compile(
    r"(?<!\w)(?:muss|müssen|müsste\w*|soll\w*|erfüll\w*|must|should|meets?|fulfils?|faces?|должен|должн[аоы])(?!\w)"
)
"""Conditions that somebody has to meet are another's."""
_NOBODY = frozenset("es das dies dem it this that there these here daraus dafür dagegen это".split())


def find_list_owner(line: str, language: str) -> str | None:
    """The words for whoever's points the list behind `line` gives; `REFERENT` for a possessive, None where it is open.

    Args:
        line: The sentence before the list, or the heading above it.
        language: The text's, tried first: a line may be in another one.

    """
    line = line.strip()
    found = (_owner(line, ("points", "named"), one) or _who_puts(line, one) for one in _languages(language))
    return next(filter(None, found), None)


def find_section_owner(heading: str, language: str) -> str | None:
    """Whoever's statement a section is by its heading („Stellungnahme der Kämmerin“); None: the author's."""
    bare = re.sub(r"^[\d.)\s]+", "", heading.strip())
    owner = next(filter(None, (_owner(bare, ("statements",), one) for one in _languages(language))), None)
    return owner if owner != REFERENT else None


def _languages(first: str) -> tuple[str, ...]:
    return tuple(sorted(LANGUAGES, key=lambda language: language != first))


def _owner(line: str, nouns: tuple[str, ...], language: str) -> str | None:
    """Whose something is in a line that is nothing but its name."""
    for pattern in _owned(nouns, language):
        match = pattern.fullmatch(line)
        if match is None:
            continue
        found = match.groupdict()
        if found.get("his"):
            return REFERENT
        who = found.get("genitive") or _take_owner(found["who"], language)
        return who if who and not is_first_person(who) else None
    return None


def _take_owner(words: str, language: str) -> str | None:
    """A noun phrase in the nominative that is all of `words`, but for what is said of it with a preposition."""
    who = take_phrase_at(words, 0, language)
    behind = words[len(who) :].split() if who and words.startswith(who) else [""]
    if who is None or (behind and behind[0] not in PREPOSITIONS.get(language, ())):
        return None
    return to_nominative(who) if language == "de" else who


def _who_puts(line: str, language: str) -> str | None:
    """The subject of a sentence that ends on how many points he puts forward."""
    ends_on, puts = _putting(language)
    ending = ends_on.search(line)
    before = line[: ending.start()] if ending else ""
    verb = puts.search(before)
    if verb is None or _NOT_HIS.search(before):
        return None
    who = take_phrase_at(before[: verb.start()], 0, language)
    return who if who and who.lower() not in _NOBODY and not is_first_person(who) else None


@lru_cache(maxsize=8)
def _owned(nouns: tuple[str, ...], language: str) -> tuple[re.Pattern[str], ...]:
    noun = _alternatives(language, *nouns)
    reads = _words(language, "reads")[0]
    forms = _words(language, "owned")
    return tuple(re.compile(form.replace("{noun}", noun) + reads + r"[:.]?", re.IGNORECASE) for form in forms)


@lru_cache(maxsize=4)
def _putting(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    several, points = _alternatives(language, "several"), _alternatives(language, "points")
    ends_on = rf"(?<!\w){several}\s(?:[\w-]+\s)?{points}(?:\s(?:auf|vor|out|forward))?[:.]$"
    puts = _alternatives(language, "puts")
    return re.compile(ends_on, re.IGNORECASE), re.compile(rf"(?<!\w){puts}(?!\w)")


def _alternatives(language: str, *keys: str) -> str:
    return rf"(?:{'|'.join(word for key in keys for word in _words(language, key))})"


def _words(language: str, key: str) -> list[str]:
    return _table()[language][key].split()


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files(__package__) / "announced.toml").read_text(encoding="utf-8"))
