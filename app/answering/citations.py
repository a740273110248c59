"""From a piece of a document to a citation: quote, place, speaker, notes and the works behind them."""

from __future__ import annotations

from app.records import Citation, CitationKind, Evidence, FootnoteLink, Lean
from index.records import Hit
from index.store.opened import OpenGeneration
from ingest.records import Document, Footnote, Passage, Sentence, Slice
from ingest.text.canonical import NOTE_MARKER, to_plain


def cite_sentence(opened: OpenGeneration, passage: Passage, sentence: Sentence, number: int) -> Citation:
    """A citation of one sentence, numbered within its answer."""
    lean = _lean(opened.document(passage.source_id), sentence.leans_on)
    return _cite(opened, passage, Slice(sentence.start, sentence.end), number, sentence, lean)


def cite_whole(opened: OpenGeneration, passage: Passage, number: int) -> Citation:
    """A citation of a whole passage, numbered within its answer; its speaker is that of its longest sentence."""
    longest = max(passage.sentences, key=lambda sentence: sentence.end - sentence.start)
    return _cite(opened, passage, Slice(passage.start, passage.end), number, longest, None)


def cite_passage(opened: OpenGeneration, hit: Hit, number: int) -> Evidence:
    """A whole passage as ranked evidence. Its speaker is that of the sentences nearest to the question."""
    passage = hit.passage
    sentence = next((s for s in passage.sentences if s.start >= hit.best_span.start), passage.sentences[0])
    lean = _lean(opened.document(passage.source_id), passage.sentences[0].leans_on)
    cited = _cite(opened, passage, Slice(passage.start, passage.end), number, sentence, lean)
    values = {name: getattr(cited, name) for name in Citation.__dataclass_fields__}
    return Evidence(**values, score=round(hit.score, 6))


def link_footnote(opened: OpenGeneration, document: Document, number: int) -> FootnoteLink | None:
    """The note with this number and the first work it cites; None when the document has no such note."""
    note = document.footnote(number)
    return _link(opened, document, note) if note else None


def _cite(
    opened: OpenGeneration, passage: Passage, piece: Slice, number: int, sentence: Sentence, lean: Lean | None
) -> Citation:
    document = opened.document(passage.source_id)
    source = opened.corpus.manifest.source(passage.source_id)
    snapshot = opened.snapshot(passage.source_id)
    quote = document.text[piece.start : piece.end]
    return Citation(
        id=number,
        source=source.id,
        kind=_kind(source.kind, passage),
        title=source.title,
        author=source.author,
        date=source.date,
        section=passage.section,
        passage=passage.id,
        page=None,
        language=passage.language,
        speaker=sentence.speaker,
        attribution=sentence.attribution,
        quote=quote,
        start=piece.start,
        end=piece.end,
        url=source.url,
        sha256=snapshot.sha256,
        retrieved_at=snapshot.retrieved_at,
        footnotes=_link_markers(opened, document, quote),
        nearby_footnotes=_link_markers(
            opened, document, document.text[passage.start : piece.start] + document.text[piece.end : passage.end]
        ),
        note=link_footnote(opened, document, passage.note) if passage.note else None,
        leans_on=lean,
    )


def _link_markers(opened: OpenGeneration, document: Document, text: str) -> tuple[FootnoteLink, ...]:
    numbers = dict.fromkeys(int(marker) for marker in NOTE_MARKER.findall(text))
    return tuple(link for number in numbers if (link := link_footnote(opened, document, number)))


def _kind(source_kind: str, passage: Passage) -> CitationKind:
    if source_kind != "analysis":
        return "cited_source"
    return "footnote" if passage.note is not None else "analysis"


def _lean(document: Document, piece: Slice | None) -> Lean | None:
    return Lean(document.text[piece.start : piece.end], piece.start, piece.end) if piece else None


def _link(opened: OpenGeneration, document: Document, note: Footnote) -> FootnoteLink:
    first = note.references[0] if note.references else None
    source = opened.corpus.manifest.source(first.source_id) if first else None
    return FootnoteLink(
        number=note.number,
        text=to_plain(document.text[note.start : note.end]),
        source=source.id if source else None,
        title=source.title if source else None,
        url=(source.url if source else None) or note.url,
        page=first.page if first else None,
        obtained=bool(source and source.path),
    )
