"""What crosses a stage of the index: a generation's record, a hit, the result of a build."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ingest.records import Passage, Slice, Snapshot


@dataclass(frozen=True, slots=True)
class Generation:
    """The record of one immutable build of the index."""

    id: str
    """First 12 hexadecimal digits of `fingerprint`, with a suffix where that folder was damaged and built again."""
    fingerprint: str
    """SHA-256 over all that went into the build."""
    created: str
    """ISO 8601, UTC."""
    dossier: str
    """Title of the manifest."""
    encoder: str
    """Identity of the encoder whose vectors these are."""
    dimensions: int
    chunking: str
    snapshots: tuple[Snapshot, ...]
    languages: tuple[str, ...]
    """Source languages that have at least one vector, sorted."""
    passages: int
    chunks: int
    previous: str | None = None
    """Id of the generation that was current when this one was built."""
    corpus_sha256: str = ""
    """SHA-256 of the file that holds the canonical texts: a text that was touched is not quoted."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a build changed against the generation before: counts of passages by content."""

    added: int
    removed: int
    kept: int


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What an ingest did."""

    outcome: Literal["built", "unchanged", "restored"]
    """restored: the same content had been built before; that generation is current again."""
    generation: Generation
    changes: Changes
    embedded: int
    """Chunks whose vectors had to be computed."""
    remarks: tuple[str, ...] = ()
    """What the admin should know of: references that could not be resolved, lines that were left out."""
    held: int = 0
    """Cited works whose text is here."""
    works: int = 0
    """Cited works."""


@dataclass(frozen=True, slots=True)
class Signals:
    """The single scores behind a hit."""

    text: float
    """Own cosine and that of the best span, averaged (see `RetrievalSettings.span_weight`)."""
    asked: float | None
    """Cosine of the nearest question expected for the passage; None where it has none."""
    dense: float
    """`text` mixed with `asked` (see `RetrievalSettings.asked_share`)."""
    coverage: float
    """Share of the question's term weight (rare terms weigh more) that stands in the passage, 0-1."""
    answers: float | None = None
    """Logit, from reading both together, that the passage answers; None where it was not read."""
    says: float | None = None
    """The same of its sentences: the greatest."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved passage."""

    passage: Passage
    score: float
    """Fused score; comparable within one question only."""
    signals: Signals
    best_span: Slice
    """The span of the passage nearest to the question, at most the passage itself."""
    sentence_scores: tuple[float, ...] = field(default=(), repr=False)
    """For each sentence of the passage, how near it is: its text, the questions expected for it, and its words."""


@dataclass(frozen=True, slots=True)
class Found:
    """The result of a search."""

    hits: tuple[Hit, ...]
    """Best first."""
    gap: float | None
    """Cosine of the nearest question that the dossier is known not to answer; None where none is known."""
