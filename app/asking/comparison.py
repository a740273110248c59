"""Questions that compare two texts, people or times of the dossier."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from app.asking.subject import analysis_of, find_subject
from app.asking.words import matches_any
from index.store.opened import OpenGeneration
from ingest.records import Passage
from ingest.text.names import name_key
from ingest.text.terms import find_names

_PHRASES = Path(__file__).parent / "comparison.toml"
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_JOINED = re.compile(
    r"(?i)\W+(?:(?:und|and|oder|or|vs\.?|versus|mit|with|to|von|from|gegen|against|als|than|bei|by|the|der|die|das|dem"
    r"|den|in|of|for|für)\W+)*$"
)
_TWICE = re.compile(r"(?i)[,:;–-]\s*(?:und|and|while|während)\s|\s(?:und|and) (?:was|wie|wo|what|how)\s")
"""What may stand between the names of the two sides: "Holdorf and against Striebel"."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things compared."""

    name: str
    """What it is called in the answer."""
    question: str
    """What is searched for on its behalf."""
    source: str | None = None
    """Id of the work or analysis that it is; None for a person or a time."""

    def holds(self, passage: Passage, opened: OpenGeneration) -> bool:
        """Whether a passage is of this side: of its text, about it where that is not here, or naming it."""
        if self.source is not None:
            document = opened.held_document(self.source)
            return passage.source_id == document.source_id if document else self.source in passage.works
        key = name_key(self.name)
        document = opened.document(passage.source_id)
        text = " ".join((document.text[passage.start : passage.end], *(one.speaker for one in passage.sentences)))
        return any(name_key(word).startswith(key) for word in re.findall(r"\w+", text))


def find_sides(question: str, opened: OpenGeneration) -> tuple[Side, ...]:
    """The sides that a cleaned question compares; empty where it compares none that can be told apart."""
    manifest = opened.corpus.manifest
    compares = bool(_read_phrases().search(question))
    subject = find_subject(question, manifest)
    named = list(subject.named)
    analysis = analysis_of(manifest)
    side_by_side = compares or _asks_twice(question)
    if len(named) == 1 and subject.has_genre and analysis and side_by_side:
        named.insert(0, analysis.id)
    if len(named) > 1 and side_by_side:
        return tuple(Side(manifest.source(one).title, subject.rest, one) for one in dict.fromkeys(named))
    if not compares:
        return ()
    years = tuple(dict.fromkeys(_YEAR.findall(question)))
    if len(years) == 2:
        return tuple(Side(one, _without(question, [other for other in years if other != one])) for one in years)
    names = tuple(_find_pair(question))
    return tuple(Side(one, _without(question, [other for other in names if other != one])) for one in names)


def _asks_twice(question: str) -> bool:
    """Whether two things are asked in one breath: "..., und was steht dazu bei X?"."""
    return bool(
        re.search(r"(?i)[,:;–-]\s*(?:und|and|while|während)\s|\s(?:und|and) (?:was|wie|wo|what|how)\s", question)
    )


def _find_pair(question: str) -> Iterator[str]:
    """The first two names that are joined: "Holdorf und Striebel", "against Holdorf and against Striebel"."""
    names = [one for one in find_names(question) if one[0].isalpha()]
    places = []
    position = 0
    for one in names:
        start = question.find(one, position)
        if start >= 0:
            places.append((one, start, start + len(one)))
            position = start + len(one)
    for (one, _, end), (other, start, _) in pairwise(places):
        if _JOINED.fullmatch(question[end:start]) and re.search(r"\w", question[end:start]) and one != other:
            yield from (one, other)
            return
    if len(places) == 2 and places[0][0] != places[1][0]:
        yield from (places[0][0], places[1][0])


def _without(question: str, names: Sequence[str]) -> str:
    for one in names:
        question = re.sub(rf"{re.escape(one)}\w*", " ", question)
    return " ".join(_read_phrases().sub(" ", question).split())


@lru_cache(maxsize=1)
def _read_phrases() -> re.Pattern[str]:
    return matches_any(tomllib.loads(_PHRASES.read_text(encoding="utf-8"))["compares"])
