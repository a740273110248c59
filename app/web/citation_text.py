"""What a citation says of itself in the page's language: headings, page, whose words, snapshot, a line to paste."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.records import Citation
from app.wording import tell_date, tell_date_beside, trim_title
from ingest.records import UNNAMED
from prompts import page_text
from prompts.marks import mark_quote

_HASH = 12
"""Characters shown of a snapshot's SHA-256."""


def copy_text(citation: Citation, labels: str) -> str:
    """A quote with its place as plain text, to be pasted. What the dossier does not give is said not to be given."""
    parts = [_tell_origin(citation, labels)]
    section = citation.section or page_text("opening", labels)
    parts.append(f"{page_text('section', labels)} {section}" if citation.section else section)
    if citation.note:
        parts.append(page_text("note", labels, number=str(citation.note.number)))
    if citation.page:
        parts.append(tell_page(citation, labels))
    date = tell_date_beside(citation.title, citation.date, labels) if citation.date else page_text("not_given", labels)
    if date:
        parts.append(f"{page_text('date', labels)} {date}")
    parts.append(f"{page_text('address', labels)} {citation.url or citation.link or page_text('not_given', labels)}")
    place = f"{page_text('position', labels)} {citation.start}–{citation.end}, SHA-256 {citation.sha256[:_HASH]}"
    return f"{mark_quote(citation.text, labels)} – {', '.join(parts)} ({place})."


def tell_voice(citation: Citation, labels: str) -> str | None:
    """Whose words they are where neither the author nor anybody he names has said them so; None elsewhere."""
    if citation.attribution == "reported":
        return page_text("voice_reported", labels)
    return _tell_summing_up(citation, labels) if citation.attribution == "summed_up" else None


def tell_headings(citation: Citation, labels: str) -> str:
    """The headings that a quote stands under, outermost first."""
    return tell_path(citation.headings or ((citation.section,) if citation.section else ()), labels)


def tell_path(headings: Sequence[str], labels: str) -> str:
    """Headings in one line; what stands before the first one is the opening."""
    return " › ".join(headings) or page_text("opening", labels)


def tell_page(citation: Citation, labels: str) -> str:
    """The page of a quote, or the pages it runs over."""
    return page_text("pages" if len(citation.pages) > 1 else "page", labels, page=citation.page or "")


def tell_snapshot(citation: Citation, labels: str) -> str:
    """When the bytes were taken in, and what they are known by."""
    return page_text("snapshot_value", labels, date=_date(citation.retrieved_at, labels), hash=citation.sha256[:_HASH])


def name_language(code: str, labels: str) -> str | None:
    """What language a quote is in, where it is another than the page's."""
    if code in (labels, "", "und"):
        return None
    try:
        return page_text("quoted_in", labels, spoken=page_text(f"language_{code}", labels))
    except KeyError:
        return page_text("quoted_in_other", labels, code=code)


def _tell_origin(citation: Citation, labels: str) -> str:
    """Whose words, and in which text they stand."""
    title = mark_quote(trim_title(citation.title), labels)
    if citation.attribution == "summed_up":
        return f"{_tell_summing_up(citation, labels)}: {title}"
    source = f"{citation.author}: {title}" if citation.author else title
    if citation.attribution == "reported":
        return f"{page_text('copy_reported', labels)} {source}"
    if citation.attribution in ("quoted", "paraphrased"):
        speaker = page_text("unnamed", labels) if citation.speaker == UNNAMED else citation.speaker
        return f"{page_text(f'copy_{citation.attribution}', labels, speaker=speaker)} {source}"
    return source


def _tell_summing_up(citation: Citation, labels: str) -> str:
    author = citation.author or page_text("the_text", labels)
    return page_text("voice_summed_up", labels, author=author, about=citation.about or page_text("unnamed", labels))


def _date(moment: str, labels: str) -> str:
    """The day of an ISO moment as the language writes it; the text itself where it is none."""
    try:
        return tell_date(datetime.fromisoformat(moment).date().isoformat(), labels)
    except ValueError:
        return moment
