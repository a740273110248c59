"""The works a note may cite, compiled once per dossier: by address, by title, by short name, by author."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.records import Manifest, Source
from ingest.text.matching import PhraseMatcher
from ingest.text.names import surname_key

URL = re.compile(r"https?://[^\s<>\"“”„»«]+")
_AND_OTHERS = re.compile(r"\s+(?:et al\.?|u\.\s?a\.|и др\.)\s*$")
_BETWEEN_AUTHORS = re.compile(r"\s*[/,&]\s*|\s+(?:und|u\.|and|et|и)\s+")
_FEWEST_TITLE_WORDS = 3
"""Shorter titles ("Rede") are words like any other."""


_TELLING = 6
"""Letters of a word that says which title it begins: "Tagebuch", not "Der"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a note's text that means one work, or several that its words do not tell apart."""

    start: int
    end: int
    ids: tuple[str, ...]
    by_reference: bool = False
    """Whether the work is meant by a short form or by a reference back."""
    is_title: bool = False
    """Whether it is the whole title and nothing else: running text may name a work, too."""


class KnownWorks:
    """The cited works of a dossier in the forms that notes print."""

    def __init__(self, works: Sequence[Source]) -> None:
        self.by_id: Mapping[str, Source] = {work.id: work for work in works}
        self._by_url: dict[str, str] = {}
        self._by_author: dict[str, set[str]] = {}
        self._by_any_name: dict[str, set[str]] = {}
        for work in works:
            if work.url:
                self._by_url.setdefault(_bare_url(work.url), work.id)
            for name in split_authors(work.author or ""):
                self._by_author.setdefault(surname_key(name), set()).add(work.id)
            for name in (part for text in (work.author or "", *work.names) for part in split_authors(text)):
                self._by_any_name.setdefault(surname_key(name), set()).add(work.id)
        self._names = PhraseMatcher((name, work.id) for work in works for name in work.names)
        self._titles = PhraseMatcher(
            (folded, work.id)
            for work in works
            if len(work.title.split()) >= _FEWEST_TITLE_WORDS and (folded := fold(work.title))
        )
        self._openings = PhraseMatcher(
            (fold(f"{work.author} {work.publisher}"), work.id) for work in works if work.author and work.publisher
        )

    def find_urls(self, text: str) -> Iterator[Mention]:
        """Works whose address is printed in `text`."""
        for match in URL.finditer(text):
            work_id = self._by_url.get(_bare_url(repair_url(match.group())))
            if work_id:
                yield Mention(match.start(), match.end(), (work_id,))

    def find_titles(self, text: str) -> Iterator[Mention]:
        """Works whose whole title stands in `text`, whatever its punctuation."""
        folded, places = _fold_with_places(text)
        for hit in self._titles.find(folded):
            yield Mention(_at(places, hit.start), _at(places, hit.end - 1) + 1, hit.keys, is_title=True)

    def find_names(self, text: str) -> Iterator[Mention]:
        """Works whose short name stands in `text` as the manifest spells it."""
        for hit in self._names.find(text):
            printed = text[hit.start : hit.end]
            ids = tuple(work_id for work_id in hit.keys if printed in self.by_id[work_id].names)
            if ids:
                yield Mention(hit.start, hit.end, ids, by_reference=True)

    def find_opening(self, text: str) -> Iterator[Mention]:
        """Works without a title whose author and publisher open `text` ("Elon Musk, “X”, 6.12. 2025")."""
        folded, places = _fold_with_places(text)
        for hit in self._openings.find(folded):
            if hit.start == 0 and hit.end < len(folded):
                yield Mention(_at(places, 0), _at(places, hit.end - 1) + 1, hit.keys)

    def written_by(self, authors: str) -> frozenset[str]:
        """Ids of the works that all of `authors` wrote: by surname in any spelling, and given names as far as told."""
        return frozenset(
            work_id for work_id in _common(self._by_author, authors) if _has_given_names(self.by_id[work_id], authors)
        )

    def meant_by(self, name: str) -> frozenset[str]:
        """Ids of the works that "Hollander", "Adam/Behr", "Tagebuch" or "Hollander, Tagebuch (1913)" may mean."""
        author, *rest = re.split("[,:]", name)
        ids = _common(self._by_any_name, author)
        return frozenset(work_id for work_id in ids if all(self.is_titled(work_id, part) for part in rest))

    def has_short_title(self, work_id: str, name: str) -> bool:
        """Whether `name` is the beginning of the work's title: two words of it, or a long one."""
        folded = fold(name)
        is_telling = len(folded.split()) > 1 or len(folded) >= _TELLING
        return is_telling and f"{fold(self.by_id[work_id].title)} ".startswith(f"{folded} ")

    def is_titled(self, work_id: str, words: str) -> bool:
        """Whether all of `words` stand in the work's title, date or names."""
        work = self.by_id[work_id]
        return set(fold(words).split()) <= set(
            fold(" ".join((work.title, work.author or "", work.date or "", *work.names))).split()
        )


@lru_cache(maxsize=8)
def know_works(manifest: Manifest) -> KnownWorks:
    """The cited works of a dossier, compiled; kept for the dossiers used last."""
    return KnownWorks([work for work in manifest.sources if work.kind == "cited_source" and not work.edition_of])


def split_authors(text: str) -> list[str]:
    """The single names in "Fischer/Klein/Kluge", "Adam und Behr", "Adam et al."."""
    return [name for name in _BETWEEN_AUTHORS.split(_AND_OTHERS.sub("", text)) if any(map(str.isalpha, name))]


def fold(text: str) -> str:
    """The words of `text` in small letters, without punctuation."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def find_url(text: str) -> str | None:
    """The first address in `text`, repaired: typographic dashes back to hyphens, no full stop from around it."""
    match = URL.search(text)
    return repair_url(match.group()) if match else None


def repair_url(url: str) -> str:
    """Undo what typesetting does to addresses: dashes for hyphens, soft breaks, closing punctuation."""
    return re.sub("[\u2010-\u2015]", "-", url).rstrip(".,;:)’‘'")


def _bare_url(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/").casefold()


def _common(index: Mapping[str, set[str]], names: str) -> frozenset[str]:
    sets = [index.get(surname_key(name), set()) for name in split_authors(names)]
    return frozenset(set.intersection(*sets)) if sets else frozenset()


def _has_given_names(work: Source, authors: str) -> bool:
    known = fold(work.author or "").split()
    given = [word for name in split_authors(authors) for word in fold(name).split()[:-1]]
    return all(any(one.startswith(word) for one in known) for word in given)


def _fold_with_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The words of `text` as `fold` gives them; for each, where it begins there and in `text`."""
    words, places, position = [], [], 0
    for match in re.finditer(r"\w+", text):
        word = match.group().casefold()
        places.append((position, match.start()))
        words.append(word)
        position += len(word) + 1
    return " ".join(words), places


def _at(places: Sequence[tuple[int, int]], position: int) -> int:
    """Where a position in folded text lies in the text itself."""
    folded, original = places[bisect_right(places, (position, 1 << 60)) - 1]
    return original + position - folded
