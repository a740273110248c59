"""Questions about sources, and questions that only a work outside the dossier could answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.records import Hit
from index.store.opened import OpenGeneration
from ingest.records import Passage, Source
from ingest.structure.works import find_named_works
from ingest.voices.speakers import find_named_speakers
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
_NOTE_ASKED = re.compile(
    r"(?i)(?<!\w)(?:fu(?:ß|ss)note|anmerkung|endnote|footnote|note|сноск\w*)\s*(?:nr\.?|no\.?|№)?\s*(\d{1,4})(?!\w)"
)


@dataclass(frozen=True, slots=True)
class MissingWork:
    """A work that would have to be read, and the note that names it."""

    source: Source
    footnote: int | None

    @classmethod
    def first_cited(cls, source: Source) -> MissingWork:
        """The work with the first note that cites it."""
        return cls(source, source.footnotes[0] if source.footnotes else None)


def asks_for_sources(question: str) -> bool:
    """Whether the question wants to know where something is from, so that notes that only name a work are evidence."""
    return bool(_SOURCES.search(question))


def find_asked_note(question: str, opened: OpenGeneration) -> tuple[Passage, ...]:
    """The paragraphs of the footnote that the question asks for by its number; empty when there is none."""
    asked = _NOTE_ASKED.search(question)
    if asked is None:
        return ()
    return tuple(passage for passage in opened.passages.values() if passage.note == int(asked[1]))


def find_missing_work(
    question: str, hits: Sequence[Hit], opened: OpenGeneration, *, probability: float, reported: float
) -> MissingWork | None:
    """The work whose own content is asked for, when the dossier names it, lacks its text, and does not report it.

    Args:
        question: The cleaned question.
        hits: What was found, best first.
        opened: The opened generation.
        probability: How likely the hits are to bear an answer.
        reported: From which probability on a passage about the work is taken to report what was asked.

    """
    if not _CONTENT.search(question) or asks_for_sources(question):
        return None
    named = find_named_works(question, opened.corpus.manifest)
    speakers = find_named_speakers(question, opened.corpus.manifest)
    absent = (source for source in opened.corpus.manifest.sources if not source.path)
    work = next((work for work in absent if work.id in named or work.speaker in speakers), None)
    if work is None or (probability >= reported and any(_is_about(hit, work) for hit in hits[:3])):
        return None
    if any(sentence.speaker == work.speaker for hit in hits for sentence in hit.passage.sentences):
        return None
    return MissingWork.first_cited(work)


def missing_work_frame(missing: MissingWork, language: str) -> str:
    """The sentence that says which work would have to be obtained."""
    if missing.footnote is None:
        return frame("source_not_obtained_unnumbered", language, title=missing.source.title)
    return frame("source_not_obtained", language, title=missing.source.title, number=str(missing.footnote))


def _is_about(hit: Hit, work: Source) -> bool:
    return work.id in hit.passage.works and not hit.passage.names_only
