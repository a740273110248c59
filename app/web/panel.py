"""An opened citation as HTML: the passage in its surroundings, its notes, its source, a citation to copy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from app.records import Citation, FootnoteLink
from app.web.escaping import escape, label, safe_url
from app.web.places import Place
from prompts import frame, page_text

_OWN_NUMBER = re.compile(r"^\[\d{1,3}\]\s*")
_NEIGHBOUR = 320
"""Characters shown of a neighbouring passage."""
_HASH = 12


def render_place(place: Place, labels: str, *, marked: bool = True) -> str:
    """The inside of an opened citation: the passage in its surroundings, source, snapshot, notes, citation to copy."""
    citation = place.citation
    section = escape(citation.section) if citation.section else label("start_of_text", labels)
    before, after = (_shorten(place.before, head=False), _shorten(place.after, head=True))
    start, end = (place.start, place.end) if marked else (0, 0)
    passage = (
        f"{_text(place, 0, start)}{f'<mark>{_text(place, start, end)}</mark>' if marked else ''}"
        f"{_text(place, end, len(place.passage))}"
    )
    return (
        f'<div class="fs-panel" lang="{labels}"><h3>{section}</h3>'
        f'<div class="fs-surroundings" lang="{escape(citation.language)}">'
        f"{_neighbour(before, 'before', labels)}"
        f'<p class="fs-passage">{passage}</p>'
        f"{_neighbour(after, 'after', labels)}</div>"
        f"{_render_notes(place, labels)}{_render_origin(citation, labels)}"
        f"{_render_copy(citation, labels) if marked else ''}</div>"
    )


def copy_text(citation: Citation, labels: str) -> str:
    """A quote with its place as plain text, to be pasted."""
    quote = f"{page_text('left_quote', labels)}{citation.text}{page_text('right_quote', labels)}"
    title = f"{page_text('left_quote', labels)}{citation.title}{page_text('right_quote', labels)}"
    source = f"{citation.author}: {title}" if citation.author else title
    if citation.attribution in ("quoted", "paraphrased"):
        source = f"{page_text(f'copy_{citation.attribution}', labels, speaker=citation.speaker)} {source}"
    parts = [source]
    if citation.section:
        parts.append(f"{page_text('section', labels)} {citation.section}")
    if citation.note:
        parts.append(page_text("note", labels, number=str(citation.note.number)))
    if citation.url:
        parts.append(citation.url)
    parts.append(f"{page_text('snapshot', labels)} {_snapshot(citation, labels)}")
    return f"{quote} – {', '.join(parts)}, {page_text('position', labels)} {citation.start}–{citation.end}."


def _render_notes(place: Place, labels: str) -> str:
    citation = place.citation
    own = citation.note
    quoted = [_render_note(own, place, labels)] if own else []
    quoted += [_render_note(note, None, labels) for note in citation.footnotes if note != own]
    nearby = [_render_note(note, None, labels) for note in citation.nearby_footnotes]
    return _list_notes("notes", quoted, labels) + _list_notes("nearby_notes", nearby, labels)


def _list_notes(heading: str, notes: Sequence[str], labels: str) -> str:
    if not notes:
        return ""
    items = "".join(f"<li>{note}</li>" for note in notes)
    return f'<h4>{label(heading, labels)}</h4><ul class="fs-notes">{items}</ul>'


def _render_note(note: FootnoteLink, home: Place | None, labels: str) -> str:
    """A note with its work. `home` is the place of a quote that is itself a part of the note."""
    head = page_text("own_note" if home else "note", labels, number=str(note.number))
    text = _OWN_NUMBER.sub("", note.text)
    if home and text in " ".join(home.passage.split()):
        text = ""  # It stands above, whole.
    parts = [f'<p><strong>{escape(head)}</strong> <span class="fs-note">{escape(text)}</span></p>']
    if note.source is not None:
        page = f", {escape(page_text('page', labels, page=note.page))}" if note.page else ""
        held = escape(frame("obtained" if note.obtained else "not_obtained", labels))
        work = escape(note.title or note.source)
        parts.append(f"<p>{label('work', labels)}: <cite>{work}</cite>{page} <span>({held})</span></p>")
    parts.append(_render_link(note.url, labels))
    return "".join(parts)


def _render_link(url: str | None, labels: str) -> str:
    if not url:
        return ""
    safe = safe_url(url)
    if safe is None:
        return f'<p class="fs-url">{escape(url)}</p>'
    name = f"{label('open_source', labels)} ({escape(urlsplit(safe).hostname or '')})"
    link = f'<a href="{escape(safe)}" title="{escape(safe)}" target="_blank" rel="noopener noreferrer">{name}</a>'
    return f'<p class="fs-url">{link}</p>'


def _render_origin(citation: Citation, labels: str) -> str:
    author = f"{escape(citation.author)}: " if citation.author else ""
    date = f", {escape(citation.date)}" if citation.date else ""
    page = f", {escape(page_text('page', labels, page=citation.page))}" if citation.page else ""
    link = _render_link(citation.url, labels)
    rows = [
        ("source", f"{author}<cite>{escape(citation.title)}</cite>{date}{page}"),
        ("snapshot", escape(_snapshot(citation, labels))),
    ]
    cells = "".join(f"<dt>{label(name, labels)}</dt><dd>{value}</dd>" for name, value in rows)
    return f'<dl class="fs-origin">{cells}</dl>{link}'


def _render_copy(citation: Citation, labels: str) -> str:
    return f'<h4>{label("copy", labels)}</h4><p class="fs-copy" tabindex="0">{escape(copy_text(citation, labels))}</p>'


def _neighbour(text: str | None, name: str, labels: str) -> str:
    if text is None:
        return ""
    head = f'<span class="fs-hidden" lang="{labels}">{label(name, labels)}: </span>'
    return f'<p class="fs-neighbour">{head}{escape(text)}</p>'


def _text(place: Place, start: int, end: int) -> str:
    """A part of the passage, letter for letter, with its note markers set as such."""
    parts, position = [], start
    for first, last in place.markers:
        if start <= first and last <= end:
            parts.append(escape(place.passage[position:first]))
            parts.append(f'<sup class="fs-marker">{escape(place.passage[first:last])}</sup>')
            position = last
    return "".join((*parts, escape(place.passage[position:end])))


def _shorten(text: str | None, *, head: bool) -> str | None:
    """The near end of a neighbouring passage, cut between words."""
    if text is None or len(text) <= _NEIGHBOUR:
        return text
    if head:
        return text[:_NEIGHBOUR].rsplit(maxsplit=1)[0] + " …"
    return "… " + text[-_NEIGHBOUR:].split(maxsplit=1)[-1]


def _snapshot(citation: Citation, labels: str) -> str:
    return page_text("snapshot_value", labels, date=_date(citation.retrieved_at, labels), hash=citation.sha256[:_HASH])


def _date(moment: str, labels: str) -> str:
    """The day of an ISO moment as the language writes it; the text itself where it is none."""
    try:
        day = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{day:%d.%m.%Y}" if labels == "de" else f"{day:%Y-%m-%d}"
