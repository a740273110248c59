"""Whom the manifest knows: authors and voices of the cited works, looked up by first word however many there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ingest.records import AUTHOR, UNNAMED, Manifest
from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun
from ingest.text.names import surname_key

_WORD = re.compile(r"\w+")
_INITIAL_AND_SURNAME = re.compile(r"\w\.\s?\w+")
_JOINT = re.compile(r"/|\s(?:und|and|и|&)\s")
"""Of several authors none is meant by the surname of the last alone."""
_GENITIVES = ("s", "’s", "'s", "")


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names a voice."""

    start: int
    end: int
    voice: str


@dataclass(frozen=True, slots=True)
class Voices:
    """Everybody whom a document of a dossier may quote by a name of the manifest."""

    by_first_word: Mapping[str, tuple[tuple[str, str], ...]]
    """By the first word of each name: name and voice, longest names first."""
    papers: frozenset[str]
    by_surname: Mapping[str, str]

    def find(self, text: str) -> Iterator[Mention]:
        """Where `text` names a voice, none within another."""
        position = 0
        for word in _WORD.finditer(text):
            if word.start() < position:
                continue
            for key in {word[0], word[0].removesuffix("s")}:
                found = self._match(text, word.start(), self.by_first_word.get(key, ()))
                if found:
                    yield found
                    position = found.end
                    break

    def _match(self, text: str, start: int, names: tuple[tuple[str, str], ...]) -> Mention | None:
        for name, voice in names:
            if text.startswith(name, start):
                for genitive in _GENITIVES:
                    end = start + len(name) + len(genitive)
                    if text.startswith(genitive, start + len(name)) and not text[end : end + 1].isalnum():
                        return Mention(start, end, voice)
        return None

    def match(self, name: str) -> str:
        """The voice whose surname is that of `name` in any spelling, else `name` itself."""
        return name if name in (AUTHOR, UNNAMED) else self.by_surname.get(surname_key(name), name)


@lru_cache(maxsize=1 << 10)
def is_institution(author: str) -> bool:
    """Whether an author is no person ("Hafenamt Norden"): its last word alone means something else."""
    words = author.split()
    if len(words) > 1 and is_common_noun(words[0]) and find_lemma(words[0], "de") is not None:
        return True
    return len(words) > _LONGEST_NAME and all(find_lemma(word.lower(), "en") for word in words)


_LONGEST_NAME = 2


def find_voices(manifest: Manifest) -> Voices:
    """Everybody whom a document of this dossier may quote: authors by surname, papers by their names."""
    entries: list[tuple[str, bool, tuple[str, ...]]] = []
    for source in manifest.sources:
        if source.kind == "analysis":
            continue
        if source.voice:
            entries.append((source.voice, True, (*source.names, source.voice)))
        elif source.author:
            # "S. Lawrow" among the names tells how the text spells the surname.
            initials = (name for name in source.names if _INITIAL_AND_SURNAME.fullmatch(name))
            words = tuple(name.split()[-1] for name in (source.author, *initials))
            whole = _JOINT.search(source.author) or is_institution(source.author)
            entries.append((source.speaker, False, (source.author,) if whole else words))
    return _collect(tuple(entries))


@lru_cache(maxsize=8)
def _collect(entries: tuple[tuple[str, bool, tuple[str, ...]], ...]) -> Voices:
    by_name: dict[str, str] = {}
    surnames: dict[str, str] = {}
    for speaker, _, names in entries:
        if not is_institution(speaker):
            surnames.setdefault(surname_key(speaker), speaker)
        for name in names:
            by_name.setdefault(name, speaker)
    rows: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(by_name, key=len, reverse=True):
        first = _WORD.match(name)
        if first:
            rows.setdefault(first[0], []).append((name, by_name[name]))
    papers = frozenset(speaker for speaker, is_paper, _ in entries if is_paper)
    return Voices({word: tuple(names) for word, names in rows.items()}, papers, surnames)
