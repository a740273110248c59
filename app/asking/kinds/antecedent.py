"""What "it" is in a question that leans on earlier ones: a text that they named, the text at hand, or their topic.

"Who wrote it?" asks for the author of a work where a work was spoken of, and after "who was in Istanbul?" for no author
at all; by itself it would be taken for a question about the analysis.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.asking.followups import leans_on_history
from app.asking.kinds.comparison import speaks_of_author
from app.asking.kinds.subject import find_subject
from ingest.records import Manifest, Source

_WORKS = re.compile(
    r"(?i)(?<!\w)(?:do|does|did|to|can|will|would|who)(?!\w)[^?.]{0,60}?"
    r"(?<!the)(?<!this)(?<!that)(?<!his)(?<!her)(?<!their)(?<!which)(?<!what)(?<!cited) works?"
    r"(?= at| in| for| with| on| as|\W*$)"
)
"""Where "work" is a verb."""
_IN_IT = re.compile(r"(?i)(?<!\w)(?:darin|hierin|da drin|drin|dabei|davon)(?!\w)")
_IT = re.compile(r"(?i)(?<!\w)(?:it|them|that|this)(?!\w)")


@dataclass(frozen=True, slots=True)
class Antecedent:
    """What a question that names no text takes up."""

    of: Literal["work", "text", "topic"]
    """One work, the text at hand (or the whole dossier), or something that is in it."""
    work: Source | None = None
    question: str = ""
    """The earlier question that tells so; of a topic the last one that stands by itself."""


def find_antecedent(text: str, earlier: Sequence[str], language: str, manifest: Manifest) -> Antecedent:
    """What a cleaned question takes up of `earlier` ones, oldest first."""
    if _speaks_of_text(text, manifest):
        return Antecedent("text", question=text)
    for asked in reversed(earlier):
        named = find_subject(asked, manifest).named
        work = manifest.source(named[0]) if len(named) == 1 else None
        if work and work.kind != "analysis":
            return Antecedent("work", work, asked)
        if named or _speaks_of_text(asked, manifest):
            return Antecedent("text", question=asked)
        if not leans_on_history(asked, language):
            return Antecedent("topic", question=asked)
    return Antecedent("topic", question=earlier[0])


def put_title(text: str, title: str) -> str | None:
    """A question with a text's title in the place of a word that stands for it; None where none does."""
    if _IN_IT.search(text):
        return _IN_IT.sub(lambda _: f"in {title}", text, count=1)
    return _IT.sub(lambda _: title, text, count=1) if _IT.search(text) else None


def _speaks_of_text(text: str, manifest: Manifest) -> bool:
    subject = find_subject(_WORKS.sub(" ", text), manifest)
    return bool(subject.named or subject.has_genre or subject.by_genre or speaks_of_author(text))
