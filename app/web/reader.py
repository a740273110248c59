"""The whole document at the place: its canonical text by passages, with its contents, notes and pages.

And the list of works that leads there. Both are plain pages made on the server; they need no script.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.web.html import render
from app.web.links import link_document
from ingest.errors import FundstelleError
from ingest.records import Document, Footnote, Manifest, Passage, Source

_DEEPEST = 6
"""The lowest level of heading that HTML knows."""


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a passage: running text or one note marker, marked or not."""

    text: str
    note_id: str | None
    """The note that it is the marker of."""
    is_cited: bool
    is_first: bool
    """Whether the cited slice begins here."""


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage as the reader shows it."""

    id: str
    kind: str
    level: int
    """Of a heading in HTML, 2-6."""
    language: str
    lead: str
    """What stands between the passage before it and this one: a list's bullet."""
    runs: tuple[Run, ...]
    page: str | None
    """The label of the page that it begins on, where that is another one than before."""

    @property
    def text(self) -> str:
        """The whole passage, without what makes a line of it."""
        return " ".join("".join(run.text for run in self.runs if run.note_id is None).split())


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A note with the passages that it consists of."""

    id: str
    number: int
    passages: tuple[ReadPassage, ...]
    called_in: str | None
    """Id of the passage that its first marker stands in."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as the reader shows it."""

    source: Source
    language: str
    passages: tuple[ReadPassage, ...]
    notes: tuple[ReadNote, ...]
    is_recognised: bool

    @property
    def title_language(self) -> str:
        """Of its title: an essay may have one in another language than its own."""
        return next((passage.language for passage in self.passages[:1] if passage.kind == "title"), self.language)

    @property
    def headings(self) -> tuple[ReadPassage, ...]:
        """Its contents."""
        return tuple(passage for passage in self.passages if passage.kind == "heading")

    @property
    def has_opening(self) -> bool:
        """Whether there is text before the first heading of several."""
        return bool(self.headings) and self.passages[0].kind != "heading"


@dataclass(frozen=True, slots=True)
class ListedNote:
    """A note of the analysis that cites a work."""

    number: int
    link: str | None


@dataclass(frozen=True, slots=True)
class ListedWork:
    """A work in the list."""

    source: Source
    link: str | None
    """Into the reader; None where its text is not held."""
    notes: tuple[ListedNote, ...]
    title_language: str | None


def read_document(document: Document, source: Source, *, start: int = 0, end: int = 0) -> ReadDocument:
    """A document with `text[start:end]` marked."""
    runs = tuple(_read_passages(document, start, end))
    notes = {note.id: note for note in document.footnotes}
    own: dict[str, list[ReadPassage]] = {}
    for passage, read in zip(document.passages, runs, strict=True):
        if passage.note_id in notes:
            own.setdefault(str(passage.note_id), []).append(read)
    called = {marker.note_id: marker.passage_id for marker in reversed(document.markers)}
    return ReadDocument(
        source,
        document.language,
        tuple(
            read
            for passage, read in zip(document.passages, runs, strict=True)
            if passage.note_id not in notes and read.text
        ),
        tuple(
            ReadNote(note_id, notes[note_id].number, tuple(passages), called.get(note_id))
            for note_id, passages in own.items()
        ),
        document.recognised,
    )


def list_works(manifest: Manifest, documents: Mapping[str, Document], labels: str) -> tuple[ListedWork, ...]:
    """The analysis, then the works that it cites, in the manifest's order."""
    analysis = next((source for source in manifest.sources if source.kind == "analysis"), None)
    citing = documents.get(analysis.id) if analysis else None
    notes = {note.number: note for note in reversed(citing.footnotes)} if citing else {}
    return tuple(
        ListedWork(
            source,
            link_document(source.id, labels) if source.id in documents else None,
            tuple(ListedNote(number, _link_note(citing, notes, number, labels)) for number in source.footnotes),
            _title_language(documents.get(source.id)) or source.language,
        )
        for source in sorted(manifest.sources, key=lambda source: source.kind != "analysis")
    )


def render_document(document: ReadDocument, labels: str, *, is_other_text: bool = False) -> str:
    """The reader's page. `is_other_text`: the one that was cited is not in the store any more."""
    return "<!doctype html>" + render("document", labels, document=document, is_other_text=is_other_text)


def render_works(manifest: Manifest, works: Sequence[ListedWork], labels: str) -> str:
    """The page that lists the works."""
    held = sum(work.link is not None for work in works)
    return "<!doctype html>" + render("work_list", labels, dossier=manifest.title, works=works, held=held)


def render_missing(labels: str, *, problem: FundstelleError | None = None) -> str:
    """The page for a document that is not here."""
    return "<!doctype html>" + render("missing", labels, problem=problem and problem.line)


def _read_passages(document: Document, start: int, end: int) -> Iterator[ReadPassage]:
    position, shown = 0, None
    for passage in document.passages:
        page = passage.pages[0] if passage.pages else None
        yield ReadPassage(
            passage.id,
            passage.kind,
            min(_DEEPEST, 1 + max(1, len(passage.headings))),
            passage.language,
            document.text[position : passage.start].strip(),
            tuple(_cut_runs(document, passage, start, end)),
            page if page != shown else None,
        )
        position, shown = max(position, passage.end), page or shown


def _cut_runs(document: Document, passage: Passage, start: int, end: int) -> Iterator[Run]:
    """The passage cut at its markers, and where the cited slice begins and ends."""
    markers = document.markers_in(passage.start, passage.end)
    bounds = {passage.start, passage.end, *(bound for marker in markers for bound in (marker.start, marker.end))}
    if start < end:
        bounds |= {bound for bound in (start, end) if passage.start < bound < passage.end}
    points = sorted(bound for bound in bounds if not any(marker.start < bound < marker.end for marker in markers))
    called = {marker.start: marker.note_id for marker in markers}
    for first, last in pairwise(points):
        is_cited = first < end and last > start and start < end
        yield Run(document.text[first:last], called.get(first), is_cited, is_cited and first <= start < last)


def _title_language(document: Document | None) -> str | None:
    """Where the text is held and begins with its title, that title's."""
    first = document.passages[0] if document and document.passages else None
    return first.language if first and first.kind == "title" else None


def _link_note(citing: Document | None, notes: Mapping[int, Footnote], number: int, labels: str) -> str | None:
    note = notes.get(number)
    return f"{link_document(citing.source_id, labels)}#note-{note.id}" if citing and note else None
