"""What attribution knows when it comes to a sentence: the document as a whole, and what has been said so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.records import AUTHOR, Attribution, Source
from ingest.voices.interviews import Interviewers
from ingest.voices.known import Voices
from ingest.voices.people import People
from ingest.voices.quotations import Quotations


@dataclass(frozen=True, slots=True)
class Attributed:
    """A sentence's speaker and how his words are given."""

    speaker: str = AUTHOR
    attribution: Attribution = "own"
    about: str | None = None
    """Whose view the author sums up."""


OWN = Attributed()


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is found in a document before its sentences are attributed."""

    text: str
    source: Source
    voices: Voices
    people: People
    quotations: Quotations
    interviewers: Interviewers
    heard: Mapping[int, float] = field(default_factory=dict)
    """By where a sentence begins: how likely a listener holds it that it gives others' words."""


@dataclass(frozen=True, slots=True)
class Context:
    """What has been said so far in a section, as far as a next sentence's speaker depends on it."""

    language: str
    last: Attributed = OWN
    """How the sentence before was attributed: indirect speech goes on."""
    only_heard: bool = False
    """Whether only a listener tells that it is somebody's, and nobody knows whose."""
    last_paragraph: int = -1
    """In which paragraph `last` stands."""
    was_indirect: bool = False
    """Whether it is in the indirect mood."""
    in_present: bool = False
    """Whether it only tells in the present what he holds ("he regards himself as a guest"): no speech follows."""
    paragraph: int = 0
    speaker: str | None = None
    """Whoever spoke last."""
    spoke_in: int = -1
    """In which paragraph he did."""
    focus: str | None = None
    """Whom the sentences are about: the last subject."""
    recent: tuple[str, ...] = ()
    """The last ones of these, the last one first: a pronoun may not fit the very last."""
    focus_before: str | None = None
    """The subject of the sentence before, if it had one of its own."""
    named: str | None = None
    """The manifest's voice named last."""
    topic: str = ""
    """The same within the paragraph."""
    paper: str | None = None
    """The text that was spoken of last."""
    announced: str | None = None
    """Of whom the sentence before says that he speaks, without telling what."""
    presented: str | None = None
    """The subject of a sentence before that ends with a colon: what follows in quotation marks is his."""
    listing: str | None = None
    """Who is the speaker of the points of this list."""
    points: str | None = None
    """Whose points or statement this is by the line or heading above it."""
    section: str | None = None
    """Whose statement the section is by its heading."""
    sums_up: str | None = None
    """Whose view the list that follows sums up."""
