"""Which works of the dossier a text speaks of by name: the way from a question to the passages about that work."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from ingest.records import Manifest, Source

# "US-Verteidigungsstrategie", "der Pariser Erklärungen": what may stand before and after a name inside one word.
_BEFORE, _AFTER = r"(?<!\w)(?:\w{1,3}-)?", r"(?:s|es|e|en|n|er|’s)?(?!\w)"


def find_named_works(text: str, manifest: Manifest) -> tuple[str, ...]:
    """Ids of the cited works that `text` names by one of their names (capitals do not matter), in order of mention."""
    works = (source for source in manifest.sources if source.kind == "cited_source")
    named = [(match.start(), work.id) for work in works if (match := _pattern(work).search(text))]
    return tuple(source_id for _, source_id in sorted(named))


def without_named_works(text: str, manifest: Manifest) -> str:
    """`text` without the names of the works it names."""
    return " ".join(mark_named_works(text, manifest, lambda _: " ").split())


def mark_named_works(text: str, manifest: Manifest, mark: Callable[[str], str]) -> str:
    """`text` with `mark(id)` in the place of each work's name."""
    for source_id in find_named_works(text, manifest):
        text = mark(source_id).join(_pattern(manifest.source(source_id)).split(text))
    return text


@lru_cache(maxsize=4096)
def _pattern(source: Source) -> re.Pattern[str]:
    words = sorted({*source.names, source.voice or source.title}, key=len, reverse=True)
    return re.compile(f"{_BEFORE}(?:{'|'.join(map(re.escape, words))}){_AFTER}", re.IGNORECASE)
