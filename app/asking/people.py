"""Whom a question means by a role, or by "she" after a question about somebody, and whether it asks for his words.

"Und die Dirigentin?" puts her in the place of the text or the person that was asked about before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.asking.kinds.genres import tell_genres
from app.asking.kinds.holders import Telling, find_told, put_names, read_holders
from app.asking.kinds.subject import speaks_of_text
from app.asking.kinds.texts import resolve_subject
from app.asking.kinds.words import read_phrases
from app.asking.thread import Message, read_replacement
from app.checking.territories import is_territory
from index.encoders.protocol import Encoder
from index.store.opened import OpenGeneration
from ingest.structure.works import mark_named_works
from ingest.text.dictionary import find_lemma
from ingest.text.names import name_key
from ingest.text.terms import find_content_words
from ingest.voices.holders import Holder

_PHRASES = Path(__file__).parent / "people.toml"
_WORD = re.compile(r"[^\W\d_][\w-]*")
_LEADING = re.compile(r"(?i)^(?:bei|für|nach|laut|von|with|for|by|according to|at)\s+")
_OBJECTS = frozenset("zum zur vom beim den dem des".split())
"""German articles before somebody to whom or of whom something is said."""
_TEXT = re.compile(
    r"(?i)(?<![\w-])(?:(?:im|in der|in dem|in the|laut|nach|according to|der|die|das|dem|den|the|this)\s)"
    r"(?P<words>(?:[\w’'-]+ ){0,2}?(?P<kind>[^\W\d_]+))(?!\w)"
)
_SHORTEST_NAME = 4
"""Letters of a name that is known in small letters, too."""
_MARK = re.compile("\x02[^\x03]*\x03")
_ARTICLE_END = re.compile(r"(?i)(?:^|(?<=\s))(?:im|in der|in dem|in the|in|der|die|das|dem|den|the)\s+$")


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a question means."""

    told: str = ""
    """The question with names in the place of roles; empty where it tells nobody by one."""
    speakers: tuple[Holder, ...] = ()
    """Those whose words it asks for."""
    is_who: bool = False
    """Whether it asks no more than who that is."""


@dataclass(frozen=True, slots=True)
class People:
    """The people of a dossier, as questions tell them by their roles."""

    opened: OpenGeneration
    encoder: Encoder

    def find_meant(self, question: str, earlier: Sequence[str] = (), *, taken_up: bool = False) -> Meant:
        """Whom a cleaned question means.

        Args:
            question: The question, as it stands by itself.
            earlier: Those before it, oldest first.
            taken_up: Whether somebody was put in the place of another, so that it asks for his words.

        """
        told = find_told(question, self.opened, self.encoder)
        named = put_names(question, told) if told else ""
        phrases = read_phrases(_PHRASES)
        if len(told) == 1 and not find_content_words(phrases["who"].sub(" ", _leave_out(question, told[0]))):
            return Meant(named, is_who=bool(phrases["who"].match(question.lstrip("¿ "))))
        asks_words = phrases["says"].search(question) and not phrases["else"].search(question)
        if not (asks_words or taken_up):
            return Meant(named)
        if told and (taken_up or all(_is_speaking(question, one) for one in told)):
            return Meant(named, tuple({one.holder.name: one.holder for one in told}.values()))
        return Meant(named, () if told else self._find_before(question, earlier))

    def spell(self, text: str) -> str:
        """A text with those who speak here written as names: "compare brandis and claasen"."""

        def write(word: re.Match[str]) -> str:
            # A land is known however it is typed, and an abbreviation is not written so.
            if not word[0].islower() or is_territory(word[0]) or word[0].upper() in self._abbreviations:
                return word[0]
            is_name = self._speaks_here(word[0]) or self._is_heard(word[0])
            return word[0].capitalize() if is_name else word[0]

        return _WORD.sub(write, text)

    @property
    def _abbreviations(self) -> frozenset[str]:
        return frozenset(one.name for one in read_holders(self.opened)[""] if one.name.isupper())

    def _is_heard(self, word: str) -> bool:
        """Whether a word in small letters is the name of somebody quoted here, and in no dictionary."""
        spelt = (word, word.capitalize())
        known = any(find_lemma(one, language) for one in spelt for language in ("de", "en"))
        return len(word) >= _SHORTEST_NAME and not known and name_key(word) in self.opened.heard

    def take_up(self, said: str, earlier: Sequence[str]) -> Message | None:
        """The last question for somebody else: "und die Dirigentin?"; None where a message is something else."""
        named = read_replacement(said) if earlier else None
        if not named:
            return None
        swapped = self._swap_names(named, earlier[-1])
        if swapped:
            return Message(swapped, follows=earlier[-1])
        told = find_told(named, self.opened, self.encoder)
        if len(told) != 1 or find_content_words(f"{_LEADING.sub('', named[: told[0].start])} {named[told[0].end :]}"):
            return None
        last, role = earlier[-1], named[told[0].start : told[0].end]
        return Message(self._put(role, last) or f"{last.rstrip('?!. ')} – {role}?", follows=last)

    def _swap_names(self, named: str, last: str) -> str | None:
        """The last question with one who speaks here in the place of another, small letters or capitals: "und musk"."""
        name = _LEADING.sub("", named).strip()
        if not _WORD.fullmatch(name) or not self._is_last_name(name.capitalize()):
            return None
        others = [
            one for one in _WORD.finditer(last) if self._speaks_here(one[0]) and name_key(one[0]) != name_key(name)
        ]
        if len(others) != 1:
            return None
        first = re.search(r"(?:[A-ZÄÖÜ][\w.-]* )?$", last[: others[0].start()])
        start = first.start() if first and first.start() else others[0].start()
        return f"{last[:start]}{name.capitalize()}{last[others[0].end() :]}"

    def _speaks_here(self, word: str) -> bool:
        """Whether a word is the name of somebody who speaks, and in small letters nothing else."""
        if word[:1].islower() and any(find_lemma(word, language) for language in ("de", "en")):
            return False
        return self._is_last_name(word.capitalize() if word.islower() else word)

    def _put(self, role: str, last: str) -> str | None:
        """The last question with a role in the place of the person, or the text, that it asks about."""
        before = find_told(last, self.opened, self.encoder)
        if before:
            return f"{last[: before[0].start]}{role}{last[before[0].end :]}" if len(before) == 1 else None
        people = [one for one in _WORD.finditer(last) if self._is_last_name(one[0])]
        if len(people) == 1:
            first = re.search(r"(?:[^\W\d_][\w.-]* )?$", last[: people[0].start()])
            start = first.start() if first and first[0][:1].isupper() and first.start() else people[0].start()
            return f"{last[:start]}{role}{last[people[0].end() :]}"
        marked = mark_named_works(last, self.opened.corpus.manifest, "\x02{}\x03".format)
        place = _MARK.search(marked)
        if place:
            opening = _ARTICLE_END.sub("", marked[: place.start()])
            return _MARK.sub(" ", f"{opening}{role}{marked[place.end() :]}")
        text = next((one for one in _TEXT.finditer(last) if _is_text(one["kind"])), None)
        return f"{last[: text.start()]}{role}{last[text.end() :]}" if text else None

    def _is_last_name(self, word: str) -> bool:
        return word[:1].isupper() and any(one.key == name_key(word) for one in read_holders(self.opened)[""])

    def _find_writers(self, question: str) -> dict[str, Holder]:
        """Those who wrote the text that a question names or describes: "Who wrote the survey?", and then "she"."""
        subject = resolve_subject(question, self.opened)
        named = {*subject.named, subject.by_genre}
        return {one.name: one for one in read_holders(self.opened)[""] if not named.isdisjoint(one.works)}

    def _find_before(self, question: str, earlier: Sequence[str]) -> tuple[Holder, ...]:
        """The one person of the last question that tells one, where this one says "he" or "she" of him."""
        if not earlier or not read_phrases(_PHRASES)["he"].search(question):
            return ()
        for before in reversed(earlier):
            found = {one.holder.name: one.holder for one in find_told(before, self.opened, self.encoder)}
            keys = {name_key(word) for word in _WORD.findall(before) if self._speaks_here(word)}
            found |= {one.name: one for one in read_holders(self.opened)[""] if one.key in keys}
            found = found or self._find_writers(before)
            if found:
                return tuple(found.values()) if len(found) == 1 else ()
        return ()


def _leave_out(question: str, told: Telling) -> str:
    return f"{question[: told.start]} {question[told.end :]}"


def _is_text(word: str) -> bool:
    return bool(tell_genres(word)) or speaks_of_text(word)


def _is_speaking(question: str, told: Telling) -> bool:
    """Whether somebody is the one who says something, not of or to whom it is said: by what stands before him."""
    phrases = read_phrases(_PHRASES)
    before = question[: told.start].rstrip()
    if any(one.end() == len(before) for one in phrases["whose"].finditer(before)):
        return True
    article, *_ = question[told.start :].split(maxsplit=1)
    if article.lower() in _OBJECTS and "zufolge" not in question[told.end :]:
        return False
    return not any(one.end() == len(before) for one in phrases["beside"].finditer(before))
