"""Answers and hits as plain text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from app.records import Answer, Citation, FootnoteLink, SearchResult
from app.wording import NEAREST, tell_certainty, tell_follows, tell_lean
from prompts import frame
from prompts.marks import mark_quote

_WIDTH = 96
"""Characters of a line."""


def show_answer(answer: Answer) -> str:
    """An answer with its quotes numbered, how sure it is, then where each quote stands and the works behind it."""
    if answer.status == "failed":
        return str(answer.reason)
    follows = tell_follows(answer)
    head = [_wrap(follows)] if follows else []
    if answer.status == "abstained":
        return "\n".join((*head, _wrap(answer.answer), *_show_certainty(answer), *_nearest(answer)))
    lines = head
    for sentence in answer.sentences:
        quoted = sentence.support == "verbatim"
        text = mark_quote(sentence.text, answer.language) if quoted else sentence.text
        lines.append(_wrap(f"{text}{sentence.marks}", indent="  " if sentence.citations else ""))
        lines += [_wrap(f"! {problem}", indent="    ") for problem in sentence.problems]
    if answer.prose and answer.prose.note:
        lines.append(_wrap(f"! {answer.prose.note}"))
    if answer.rejected:
        lines.append(_wrap(frame("prose_rejected", answer.language, number=str(len(answer.rejected)))))
    places = [line for citation in answer.citations for line in _show_citation(citation, answer.language)]
    return "\n".join((*lines, *_show_certainty(answer), "", *places))


def _show_citation(citation: Citation, language: str) -> Iterator[str]:
    """Where a quote stands, what it leans on, and its notes."""
    yield f"[{citation.id}] {place(citation, language)}"
    lean = tell_lean(citation, language)
    if lean:
        yield _wrap(lean, indent="    ")
    notes = (citation.note, *citation.footnotes) if citation.note else citation.footnotes
    if citation.attribution == "quoted" and not notes:
        notes = citation.nearby_footnotes
    for note in notes:
        yield _wrap(_show_note(note, language), indent="    ")
        yield from _show_cited(note, language)


def place(citation: Citation, language: str) -> str:
    """Author, title, section, page and offsets of a quote, on one line."""
    author = f"{citation.author}, " if citation.author else ""
    parts = [f"{author}{mark_quote(citation.title, language)}"]
    if citation.section:
        parts.append(f"{frame('section', language)} {citation.section}")
    if citation.page:
        parts.append(frame("page", language, page=citation.page))
    if citation.note:
        parts.append(frame("footnote", language, number=str(citation.note.number)))
    return f"{', '.join(parts)} ({citation.source} {citation.start}-{citation.end})"


def _show_note(note: FootnoteLink, language: str) -> str:
    """A note with the work it cites and whether that work's text is here."""
    head = frame("footnote", language, number=str(note.number))
    if note.source is None:
        return f"{head}: {textwrap.shorten(note.text, 200, placeholder=' …')}"
    page = f", {frame('page', language, page=note.page)}" if note.page else ""
    url = f" {note.url}" if note.url else ""
    held = frame("obtained" if note.obtained else "not_obtained", language)
    return f"{head}: {note.title}{page} ({held}){url}"


def _show_cited(note: FootnoteLink, language: str) -> Iterator[str]:
    """What the work, where it is held, says of it, and where."""
    for passage in note.passages:
        parts = [frame("page", language, page=passage.page)] if passage.page else []
        if passage.on_cited_page is False:
            parts.append(frame("cited_other_page", language, page=str(note.page)))
        told = frame("cited_verbatim" if passage.score == 1 else "cited_near", language)
        where = f" ({', '.join(parts)})" if parts else ""
        yield _wrap(f"{told} {mark_quote(passage.text, language)}{where}", indent="      ")
        yield f"      {passage.link or f'{passage.source} {passage.start}-{passage.end}'}"
    if note.without == "nothing_matches":
        yield _wrap(frame("cited_nothing", language), indent="      ")


def show_hits(result: SearchResult) -> str:
    """Ranked passages, a block each."""
    blocks = []
    for hit in result.hits:
        quote = _wrap(textwrap.shorten(hit.text, 400, placeholder=" …"), indent="    ")
        blocks.append(f"{hit.id}. {hit.score:.3f} {place(hit, result.language)}\n{quote}")
    return "\n".join(blocks)


def _show_certainty(answer: Answer) -> Iterator[str]:
    certainty = tell_certainty(answer)
    if certainty:
        yield ""
        yield _wrap(certainty.said)


def _nearest(answer: Answer) -> Iterator[str]:
    if not answer.evidence:
        return
    yield ""
    yield frame("nearest", answer.language)
    for passage in answer.evidence[:NEAREST]:
        yield f"- {place(passage, answer.language)}"
        yield _wrap(textwrap.shorten(passage.text, 240, placeholder=" …"), indent="    ")


def _wrap(text: str, indent: str = "") -> str:
    return textwrap.fill(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
