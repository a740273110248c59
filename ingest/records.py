"""The things that cross a stage of ingestion: each one frozen record. Offsets count code points, end exclusive."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ingest.reading import PageSpan, PassageKind, pages_in

SourceKind = Literal["analysis", "cited_source"]
Attribution = Literal["own", "quoted", "paraphrased", "reported", "summed_up"]
"""reported: somebody else's, and the text does not say whose. summed_up: what the author takes a view to amount to."""

AUTHOR = "author"
"""The speaker of whatever the author of a document says in his own name."""
UNNAMED = "unnamed"
"""The speaker of what is somebody else's where the text does not say whose."""


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of the manifest: the analysis itself, or a work that it cites."""

    id: str
    kind: SourceKind
    title: str
    path: str | None = None
    """File below the dossier folder; None when the work's text, if it is held, was fetched or added."""
    url: str | None = None
    author: str | None = None
    publisher: str | None = None
    date: str | None = None
    """ISO date, year-month or year, as precise as the dossier tells; None when it does not."""
    language: str | None = None
    abstract_language: str | None = None
    rights: str | None = None
    footnotes: tuple[int, ...] = ()
    """Numbers of the analysis' notes that cite this work."""
    names: tuple[str, ...] = ()
    """Short names by which text and notes refer to the work ("NSS")."""
    voice: str | None = None
    """What to call the work when it speaks ("National Security Strategy"); None: its author."""
    ends_before: str | None = None
    """How the first line begins that is not the text's any more (appeals of a web page); None: all is text."""
    edition_of: str | None = None
    """Id of the work that this is another edition or translation of; the notes cite that one, not this."""

    @property
    def speaker(self) -> str:
        """Whose words the work's words are."""
        return self.voice or self.author or self.title


@dataclass(frozen=True, slots=True)
class Manifest:
    """A dossier's table of contents."""

    title: str
    languages: tuple[str, ...]
    sources: tuple[Source, ...]
    folder: Path
    questions: str | None = None
    """File of expected questions below the folder; None when there is none."""
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """By language code: questions that show a reader what can be asked."""

    def count_held(self, held: Collection[str]) -> tuple[int, int]:
        """How many of the cited works are here, in any edition, and how many there are. Args: held: ids of sources."""
        works = {source.id for source in self.sources if source.kind == "cited_source" and not source.edition_of}
        here = {source.edition_of or source.id for source in self.sources if source.id in held}
        return len(works & here), len(works)

    def source(self, source_id: str) -> Source:
        """The source with this id; KeyError when there is none."""
        for source in self.sources:
            if source.id == source_id:
                return source
        raise KeyError(source_id)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The bytes of a source as they were got; never changed afterwards."""

    source_id: str
    sha256: str
    origin: str
    """Where the bytes came from: a file name inside the dossier, or an address."""
    retrieved_at: str
    """ISO 8601, UTC, to the second: when these bytes were first taken in, or the day that an admin names."""
    media_type: str
    size: int
    """Bytes."""
    how: Literal["dossier", "fetched", "archive", "added"] = "dossier"
    """dossier: the manifest's file. archive: a web archive's copy. added: a file that an admin had."""
    url: str | None = None
    """The address it was got from; for an added file the one that the admin gave."""
    final_url: str | None = None
    """Where that address led."""
    etag: str | None = None
    last_modified: str | None = None
    status: int | None = None
    """Of HTTP; None for files."""
    taken_at: str = ""
    """ISO 8601, UTC, to the microsecond: of what was fetched or added the latest serves."""
    work_url: str | None = None
    """The work's address in the manifest at that time."""
    dossier: str = ""
    """Title of the dossier it was got for."""
    dossier_folder: str = ""

    @property
    def address(self) -> str | None:
        """Where these bytes are on the web, as far as it is known."""
        return self.final_url if self.how == "archive" else self.url


@dataclass(frozen=True, slots=True)
class Slice:
    """A piece of a document's canonical text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage, the note markers that follow it included."""

    start: int
    end: int
    speaker: str = AUTHOR
    """Whose words or view this is: "author", "unnamed", or the person or paper, named or described as the text does."""
    attribution: Attribution = "own"
    about: str | None = None
    """For what the author sums up: the person or paper whose view he sums up. The speaker is then the author."""
    leans_on: Slice | None = None
    """What a reader needs to have read first: the sentence before, or the line that introduces a list."""
    names_only: bool = False
    """True for the part of a note that only names a work: no evidence."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What a citation points to and a reader is shown. Id = hash(source, kind, text, occurrence)."""

    id: str
    source_id: str
    kind: PassageKind
    start: int
    end: int
    section: str | None
    """Number and title of the section, None before the first one."""
    language: str
    sentences: tuple[Sentence, ...]
    headings: tuple[str, ...] = ()
    """The headings it stands under, outermost first, each as printed."""
    pages: tuple[str, ...] = ()
    """Labels of the pages it stands on, as printed; empty where the format has no pages."""
    anchor: str | None = None
    """The place in the source's own format where a browser opens at it."""
    note: int | None = None
    """Number of the footnote this passage is a paragraph of."""
    note_id: str | None = None
    """Id of that footnote: numbers may start again in each section."""
    introduced_by: str | None = None
    """Id of the passage that introduces this list item, table row, quotation or post."""
    names_only: bool = False
    """True for a note that only names a work: metadata of its marker's sentence, no evidence of its own."""
    works: tuple[str, ...] = ()
    """Ids of the works this passage is about: named in it or in the line before its list, or cited by its notes."""


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of a document."""

    number: str
    title: str
    start: int
    end: int

    @property
    def label(self) -> str:
        """The heading as printed: number and title."""
        return f"{self.number}. {self.title}".rstrip()


@dataclass(frozen=True, slots=True)
class Marker:
    """A footnote marker standing in the text, `[12]`: only what a reader or the structure declared to be one."""

    number: int
    start: int
    end: int
    note_id: str
    """The one note it links to."""
    passage_id: str
    section: str | None


@dataclass(frozen=True, slots=True)
class Reference:
    """A work that a note cites."""

    source_id: str
    page: str | None = None
    """Page or pages as printed, ranges with a plain hyphen."""
    by_reference: bool = False
    """True when the note names the work only by "a.a.O.", "Ebd." or a short form."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note with all the works it cites, the one meant first of all first."""

    id: str
    """Hash of source, number, text and occurrence: where numbers start again, the number alone names no note."""
    number: int
    start: int
    end: int
    references: tuple[Reference, ...]
    url: str | None = None
    """The first address printed in the note, repaired where typography broke it."""


@dataclass(frozen=True, slots=True)
class Document:
    """The canonical text of a snapshot with its parts."""

    source_id: str
    snapshot_sha256: str
    language: str
    title: str
    text: str
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    markers: tuple[Marker, ...]
    footnotes: tuple[Footnote, ...]
    unresolved: tuple[str, ...] = ()
    """What could not be resolved, a line each: listed, not guessed."""
    pages: tuple[PageSpan, ...] = ()
    """Which text stands on which page, in the order of the text; empty for formats without pages."""
    left_out: str = ""
    """What the reader took for no part of the text."""
    guessed: tuple[str, ...] = ()
    """What the reader guessed or could not tell, a line each."""
    repairs: tuple[str, ...] = ()
    """What the reader joined, or left in doubt, at the ends of lines, a line each."""
    recognised: bool = False
    """Whether the text was read from a picture by a machine: quotes of it say so."""

    def passage(self, passage_id: str) -> Passage:
        """The passage with this id; KeyError when there is none."""
        for passage in self.passages:
            if passage.id == passage_id:
                return passage
        raise KeyError(passage_id)

    def footnote(self, note_id: str) -> Footnote:
        """The note with this id; KeyError when there is none."""
        for note in self.footnotes:
            if note.id == note_id:
                return note
        raise KeyError(note_id)

    def markers_in(self, start: int, end: int) -> tuple[Marker, ...]:
        """The note markers within `text[start:end]`, in order."""
        first = bisect_left(self.markers, start, key=lambda marker: marker.start)
        last = bisect_left(self.markers, end, key=lambda marker: marker.start)
        return tuple(marker for marker in self.markers[first:last] if marker.end <= end)

    def notes_in(self, start: int, end: int) -> tuple[Footnote, ...]:
        """The notes whose markers stand within `text[start:end]`, each once, in order."""
        return tuple(self.footnote(one) for one in dict.fromkeys(mark.note_id for mark in self.markers_in(start, end)))

    def pages_in(self, start: int, end: int) -> tuple[PageSpan, ...]:
        """The pages that `text[start:end]` stands on, each once, in the order of the text; none without pages."""
        return pages_in(self.pages, start, end)

    def plain(self, start: int, end: int) -> str:
        """`text[start:end]` without its declared note markers, whitespace collapsed: what a reader is shown."""
        pieces, position = [], start
        for marker in self.markers_in(start, end):
            pieces.append(self.text[position : marker.start])
            position = marker.end
        return " ".join("".join((*pieces, self.text[position:end])).split())


@dataclass(frozen=True, slots=True)
class Chunk:
    """What gets a vector: a whole passage, a span of one or two of its sentences, or an expected question.

    A gap, a question that nothing answers, belongs to no passage: its ids are empty.
    """

    id: str
    """Hash of passage id, offsets (for an expected question, its language) and embedded text."""
    passage_id: str
    source_id: str
    language: str
    start: int
    end: int
    is_span: bool
    text: str
    """What is embedded: without note markers, whitespace collapsed, headings and what introduces it put in front."""
    asked_in: str | None = None
    """For an expected question its language; the offsets are those of the sentence that answers it. None for text."""
    source_kind: SourceKind = "analysis"

    @property
    def collection(self) -> str:
        """Which vectors it is searched among: texts of a kind and language, or the questions of one language.

        The cited works have their own: however many they are, they take no place from the analysis, nor it from them.
        """
        if self.is_gap:
            return f"gaps-{self.asked_in}"
        if self.asked_in:
            return f"questions-{self.asked_in}"
        return self.language if self.source_kind == "analysis" else f"works-{self.language}"

    @property
    def is_gap(self) -> bool:
        """Whether this is a question that no passage answers."""
        return not self.passage_id


@dataclass(frozen=True, slots=True)
class ExpectedQuestion:
    """A question that a sentence answers, or that nothing in the dossier does, written beforehand."""

    passage_id: str | None
    """None for a gap: a question that the dossier leaves open."""
    sentence: int
    """Number of the answering sentence in its passage, from 1; 0 for a gap."""
    texts: dict[str, str]
    """By language code."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that ingestion makes of a dossier: what an index is built from."""

    manifest: Manifest
    snapshots: tuple[Snapshot, ...]
    documents: tuple[Document, ...]
    chunks: tuple[Chunk, ...]
    remarks: tuple[str, ...] = ()
    """What the admin should know of the dossier as a whole, a line each."""
