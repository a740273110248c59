"""Questions about sources, and questions that only a work outside the dossier could answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.library import Library
from index.records import Hit
from ingest.names import surname_key
from ingest.records import Source
from ingest.works import find_named_works
from prompts import frame

_SOURCES = re.compile(
    r"(?i)(?<!\w)(?:quellen?|fußnoten?|fussnoten?|beleg(?:e|t|en)?|nachweis(?:e)?|nachlesen|zitiert|literatur|link|url|adresse"
    r"|woher stammt|source|sources|footnotes?|reference|references|cited|cites|citation|where can i read"
    r"|published where|web address"
    r"|источник\w*|сноск\w*|ссылк\w*)(?!\w)"
)
# "Was steht in ...", "What does ... say": the question wants the work's own words.
_CONTENT = re.compile(
    r"(?i)(?<!\w)(?:was steht|wortlaut|im einzelnen|welche (?:punkte|artikel|kapitel|absätze)"
    r"|was (?:schreibt|schreiben|sagt|sagen|argumentier\w+|empfiehlt|empfehlen)"
    r"|what (?:does|do|did)\b.*\b(?:say|write|argue|state|recommend|contain)|wording|full text"
    r"|which (?:points|articles|chapters)"
    r"|(?:seite|page|kapitel|chapter|punkt|point|artikel|article)\s+\d+)(?!\w)"
)
_LITTLE = 0.75
"""Best coverage of the question's terms by any evidence below which the dossier does not say it itself."""


@dataclass(frozen=True, slots=True)
class MissingWork:
    """A work that would have to be read, and the note that names it."""

    source: Source
    footnote: int | None


def asks_for_sources(question: str) -> bool:
    """Whether the question wants to know where something is from, so that notes that only name a work are evidence."""
    return bool(_SOURCES.search(question))


def find_missing_work(question: str, hits: Sequence[Hit], library: Library) -> MissingWork | None:
    """The work whose own content is asked for, when the dossier names it, lacks its text, and says nothing of it."""
    if not _CONTENT.search(question) or asks_for_sources(question):
        return None
    named = find_named_works(question, library.corpus.manifest)
    absent = (source for source in library.corpus.manifest.sources if not source.path)
    work = next((work for work in absent if work.id in named or _is_by_somebody_named(question, work)), None)
    if work is None or any(_tells(hit, work, library) for hit in hits):
        return None
    return MissingWork(work, work.footnotes[0] if work.footnotes else None)


def missing_work_frame(missing: MissingWork, language: str) -> str:
    """The sentence that says which work would have to be obtained."""
    if missing.footnote is None:
        return frame("source_not_obtained_unnumbered", language, title=missing.source.title)
    return frame("source_not_obtained", language, title=missing.source.title, number=str(missing.footnote))


def _is_by_somebody_named(question: str, source: Source) -> bool:
    authors = [name for name in re.split(r"[/,]", source.author or "") if name and not source.voice]
    keys = {surname_key(word) for word in re.findall(r"\w{4,}", question)}
    return any(surname_key(name) in keys for name in authors)


def _tells(hit: Hit, work: Source, library: Library) -> bool:
    """Whether a passage reports what the work says, in its own words or by a note that quotes it."""
    if hit.signals.coverage >= _LITTLE and not hit.passage.names_only:
        return True
    return any(sentence.speaker == work.speaker for sentence in hit.passage.sentences) and not hit.passage.names_only
