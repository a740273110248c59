"""What the page remembers: each question with its answer, and for each citation the passage around its quote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.feedback.store import make_report_id
from app.records import Answer, Citation, Turn
from app.service import Service
from app.wording import NEAREST
from ingest.records import Document, Passage, Slice

_NEIGHBOUR = 320
"""Characters shown of a neighbouring passage."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a passage that is either running text or one note marker."""

    text: str
    is_marker: bool


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A passage letter for letter, and where note markers stand in it."""

    text: str
    markers: tuple[Slice, ...] = ()
    """Offsets into `text`, in order."""
    language: str = ""
    """Empty where it is not known."""
    elsewhere: tuple[str, ...] | None = None
    """The headings it stands under, outermost first, where they are others than the quoted passage's."""

    def pieces(self, start: int = 0, end: int | None = None) -> tuple[Piece, ...]:
        """`text[start:end]`, its whole markers told apart."""
        pieces, position = [], start
        end = len(self.text) if end is None else end
        for marker in self.markers:
            if start <= marker.start and marker.end <= end:
                pieces += [Piece(self.text[position : marker.start], False), Piece(self._at(marker), True)]
                position = marker.end
        return (*pieces, Piece(self.text[position:end], False))

    def _at(self, marker: Slice) -> str:
        return self.text[marker.start : marker.end]


@dataclass(frozen=True, slots=True)
class Place:
    """A citation and its surroundings, copied from the document that was asked: `passage.text[start:end] == quote`."""

    citation: Citation
    passage: MarkedText
    start: int
    end: int
    before: MarkedText | None
    """The passage before it, None at the beginning."""
    after: MarkedText | None
    generation: str | None = None
    """The generation that it was read from."""
    note_languages: tuple[tuple[str, str], ...] = ()
    """Text and language of each of its notes that is in another language than the quote."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what became of it: an answer, or the problem as one line; neither while it is at work."""

    question: str
    answer: Answer | None = None
    problem: str | None = None
    places: tuple[Place, ...] = ()
    """Where the quotes of the answer stand, in the order of its citations."""
    nearest: tuple[Place, ...] = ()
    """The passages that come nearest, when the answer abstains."""
    turns: tuple[Turn, ...] = ()
    """The earlier turns that the ask-flow was given."""
    writing: str = ""
    """The language model that is still writing over the quotes; empty when none is."""
    report: str = field(default_factory=make_report_id, compare=False)
    """The id of a reader's report on it, should there be one."""


def record_answer(answer: Answer, service: Service) -> Exchange:
    """An exchange that shows where each quote stands, read from the very generation that answered."""
    if not answer.citations and not answer.evidence:
        return Exchange(answer.question, answer)
    documents = service.documents(answer.generation)
    nearest = answer.evidence[:NEAREST] if answer.status == "abstained" else ()
    return Exchange(
        answer.question,
        answer,
        places=tuple(open_place(one, documents[one.source], answer.generation) for one in answer.citations),
        nearest=tuple(open_place(one, documents[one.source], answer.generation) for one in nearest),
    )


def open_place(citation: Citation, document: Document, generation: str | None = None) -> Place:
    """The passage that `citation` points to, with its neighbours."""
    passage = document.passage(citation.passage)
    alike = [other for other in document.passages if _is_alike(other, passage)]
    row = alike.index(passage)
    return Place(
        citation,
        _text(document, passage),
        citation.start - passage.start,
        citation.end - passage.start,
        before=_text_beside(document, alike, row - 1, passage),
        after=_text_beside(document, alike, row + 1, passage),
        generation=generation,
        note_languages=tuple(_find_foreign_notes(citation, document)),
    )


def cut_head(text: MarkedText | None) -> MarkedText | None:
    """The beginning of a passage, cut between words."""
    if text is None or len(text.text) <= _NEIGHBOUR:
        return text
    kept = text.text[:_NEIGHBOUR].rsplit(maxsplit=1)[0]
    markers = tuple(marker for marker in text.markers if marker.end <= len(kept))
    return replace(text, text=f"{kept} …", markers=markers)


def cut_tail(text: MarkedText | None) -> MarkedText | None:
    """The end of a passage, cut between words."""
    if text is None or len(text.text) <= _NEIGHBOUR:
        return text
    kept = text.text[-_NEIGHBOUR:].split(maxsplit=1)[-1]
    first, sign = len(text.text) - len(kept), "… "
    moved = len(sign) - first
    markers = tuple(Slice(marker.start + moved, marker.end + moved) for marker in text.markers if marker.start >= first)
    return replace(text, text=sign + kept, markers=markers)


def _is_alike(other: Passage, passage: Passage) -> bool:
    """Whether a reader would read on from one to the other: notes with notes, running text with running text."""
    return other == passage or (other.kind != "heading" and (other.note is None) == (passage.note is None))


def _text_beside(document: Document, passages: Sequence[Passage], row: int, passage: Passage) -> MarkedText | None:
    """The text of a row, which says where it stands if `passage` stands elsewhere: a diary's next entry, a new part."""
    if not 0 <= row < len(passages):
        return None
    other = passages[row]
    return replace(_text(document, other), elsewhere=_path(other) if _path(other) != _path(passage) else None)


def _path(passage: Passage) -> tuple[str, ...]:
    return passage.headings or ((passage.section,) if passage.section else ())


def _text(document: Document, passage: Passage) -> MarkedText:
    markers = document.markers_in(passage.start, passage.end)
    return MarkedText(
        document.text[passage.start : passage.end],
        tuple(Slice(marker.start - passage.start, marker.end - passage.start) for marker in markers),
        passage.language,
    )


def _find_foreign_notes(citation: Citation, document: Document) -> Iterator[tuple[str, str]]:
    """Text and language of the citation's notes that are in another language than its quote."""
    links = (*citation.footnotes, *citation.nearby_footnotes, *((citation.note,) if citation.note else ()))
    texts = {link.text for link in links}
    numbers = {link.number for link in links}
    languages = {passage.note_id: passage.language for passage in reversed(document.passages) if passage.note_id}
    for note in document.footnotes:
        language = languages.get(note.id, citation.language)
        if note.number in numbers and language != citation.language:
            text = document.plain(note.start, note.end)
            if text in texts:
                yield text, language
