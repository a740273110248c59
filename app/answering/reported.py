"""What the texts that are here report of a work whose own text is not: said to be that, not to be the work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.answering.overview import Piece, choose_central, gather_pieces, quote_pieces
from app.answering.verbatim import Draft
from index.store.opened import OpenGeneration
from ingest.records import Document, Source
from ingest.structure.works import find_named_works
from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun
from prompts import frame

_MOST = 5


def overview_of_report(opened: OpenGeneration, work: Source, language: str) -> Draft | None:
    """The most central of the sentences that report of the work, in their order; None where there is none.

    Args:
        opened: The opened generation.
        work: A source of which no text is held.
        language: The asker's.

    """
    pieces = [one for document in opened.documents.values() for one in _find_reports(opened, document, work)]
    if not pieces:
        return None
    chosen = choose_central(opened, pieces, _MOST)
    where = f" ({work.url})" if work.url else ""
    # What a report leans on is shown with it, and counted with it.
    everything = {(one.passage.id, one.sentence.start) for one in (*pieces, *chosen)}
    shown, number = str(len(chosen)), str(len(everything))
    line = frame("overview_reported", language, title=work.title, where=where, shown=shown, all=number)
    return quote_pieces(opened, chosen, line, language)


def _find_reports(opened: OpenGeneration, document: Document, work: Source) -> Iterator[Piece]:
    """What names the work, is in its voice, or is an item of its list, and what in others' words has a note on it.

    The author's own that only cite it are no report: there it is his evidence.
    """
    about = [one for one in document.passages if work.id in one.works]
    for piece in gather_pieces(opened, document, about):
        sentence = piece.sentence
        if _is_listed(opened, document, piece, work):
            yield piece
            continue
        cited = {one.source_id for note in document.notes_in(sentence.start, sentence.end) for one in note.references}
        named = find_named_works(document.plain(sentence.start, sentence.end), opened.corpus.manifest)
        is_cited = work.id in cited and sentence.attribution != "own"
        is_introduced = work.id in cited and _is_called(document.plain(sentence.start, sentence.end), work)
        if work.id in named or is_cited or is_introduced or (_is_voiced(piece, work) and cited <= {work.id}):
            yield piece


def _is_called(text: str, work: Source) -> bool:
    """Whether a text names whom the work is called by: "Trump's envoy Witkoff presented", of the Witkoff paper."""
    words = {word for name in (*work.names, work.author or "") for word in re.findall(r"[^\W\d_]{4,}", name)}
    called = {word for word in words if word[0].isupper() and not is_common_noun(word)}
    called = {word for word in called if not any(find_lemma(word.lower(), one) for one in ("de", "en"))}
    return any(word in called for word in re.findall(r"[^\W\d_]+", text))


def _is_listed(opened: OpenGeneration, document: Document, piece: Piece, work: Source) -> bool:
    """Whether a piece is an item of a list of what the work says: it alone is named in the line before."""
    line = opened.passages.get(piece.passage.introduced_by or "")
    if piece.passage.kind != "list_item" or line is None:
        return False
    last = line.sentences[-1]
    return (work.id,) == find_named_works(document.plain(last.start, last.end), opened.corpus.manifest)


def _is_voiced(piece: Piece, work: Source) -> bool:
    """Whether a sentence is in the work's voice; beside other works a person may have said it elsewhere."""
    own = work.voice is not None or set(piece.passage.works) == {work.id}
    return own and work.speaker in (piece.sentence.speaker, piece.sentence.about)
