"""Which works of the dossier a text speaks of by name: the way from a question to the passages about that work."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from ingest.records import Manifest
from ingest.text.matching import PhraseHit, PhraseMatcher, starts_word

# "US-Verteidigungsstrategie", "der Pariser Erklärungen": what may stand before and after a name inside one word.
_PREFIX = re.compile(r"\w{1,3}-$")
_LONGEST_PREFIX = 4
_ENDINGS = ("s", "es", "e", "en", "n", "er", "’s")


class WorkNames:
    """The names of a dossier's cited works, compiled once: short names, and the voice or the title."""

    def __init__(self, manifest: Manifest) -> None:
        self._matcher = PhraseMatcher(
            (name, work.edition_of or work.id)
            for work in manifest.sources
            if work.kind == "cited_source"
            for name in (*work.names, work.voice or work.title)
        )

    def find(self, text: str) -> tuple[str, ...]:
        """Ids of the works that `text` names (capitals do not matter), in order of mention."""
        first: dict[str, int] = {}
        for hit in self._hits(text):
            for work_id in hit.keys:
                first[work_id] = min(hit.start, first.get(work_id, hit.start))
        return tuple(work_id for work_id, _ in sorted(first.items(), key=lambda entry: (entry[1], entry[0])))

    def mark(self, text: str, mark: Callable[[str], str]) -> str:
        """`text` with `mark(id)` in the place of each name; where names overlap the first and longest counts."""
        pieces, position = [], 0
        for hit in sorted(self._hits(text), key=lambda hit: (hit.start, -hit.end)):
            if hit.start >= position:
                pieces += [text[position : hit.start], mark(min(hit.keys))]
                position = hit.end
        return "".join((*pieces, text[position:]))

    def calls(self, text: str) -> dict[str, str]:
        """The words by which `text` first calls each of the works that it names, where no longer name covers them."""
        called: dict[str, str] = {}
        position = 0
        for hit in sorted(self._hits(text), key=lambda hit: (hit.start, -hit.end)):
            if hit.start >= position:
                called.setdefault(min(hit.keys), text[hit.start : hit.end])
                position = hit.end
        return called

    def _hits(self, text: str) -> Iterator[PhraseHit]:
        for hit in self._matcher.find(text, endings=_ENDINGS):
            prefix = _PREFIX.search(text, max(0, hit.start - _LONGEST_PREFIX), hit.start)
            if prefix and starts_word(text, prefix.start()):
                yield PhraseHit(prefix.start(), hit.end, hit.keys)
            else:
                yield hit


@lru_cache(maxsize=8)
def compile_names(manifest: Manifest) -> WorkNames:
    """The compiled names of a dossier's works; kept for the dossiers used last."""
    return WorkNames(manifest)


def find_named_works(text: str, manifest: Manifest) -> tuple[str, ...]:
    """Ids of the cited works that `text` names by one of their names (capitals do not matter), in order of mention."""
    return compile_names(manifest).find(text)


def without_named_works(text: str, manifest: Manifest) -> str:
    """`text` without the names of the works it names."""
    return " ".join(mark_named_works(text, manifest, lambda _: " ").split())


def find_calls(text: str, manifest: Manifest) -> dict[str, str]:
    """The words by which `text` calls each of the cited works that it names, by the works' ids."""
    return compile_names(manifest).calls(text)


def mark_named_works(text: str, manifest: Manifest, mark: Callable[[str], str]) -> str:
    """`text` with `mark(id)` in the place of each work's name."""
    return compile_names(manifest).mark(text, mark)
