"""What is counted of a dossier: notes that cite nothing, the works cited most, how long a text is, which is oldest."""

from __future__ import annotations

from collections.abc import Sequence

from app.wording import tell_date_beside
from ingest.records import Document, Manifest, Source
from prompts import frame

COUNTED = ("bare", "most", "length", "oldest", "newest")
"""What may be asked for: notes that cite nothing, the works cited most, a text's length, the oldest and newest work."""
_MOST_NAMED = 3


def tell_counted(
    what: str, source: Source, text: Document | None, analysis: Document | None, manifest: Manifest, language: str
) -> Sequence[str]:
    """What one of `COUNTED` comes to, a line each; empty where it cannot be told.

    Args:
        what: Which of them.
        source: What is asked about.
        text: Its text, where it is held.
        analysis: The analysis' text where that is asked about; of a work only its length is told.
        manifest: The dossier's.
        language: Of the lines.

    """
    if what == "length":
        return _tell_length(text, source.title, language) if text else ()
    if analysis is None:
        return ()
    if what == "bare":
        return _tell_bare_notes(analysis, manifest, source.title, language)
    if what == "most":
        return _tell_most_cited(analysis, manifest, language)
    return _tell_by_age(manifest, language, oldest=what == "oldest")


def _tell_bare_notes(document: Document, manifest: Manifest, title: str, language: str) -> Sequence[str]:
    """A line with the notes of the analysis that cite no work; empty where it has no notes."""
    if not document.footnotes:
        return ()
    cited = {number for source in manifest.sources for number in source.footnotes}
    numbers = [str(one.number) for one in document.footnotes if not one.references and one.number not in cited]
    if not numbers:
        return [frame("about_no_bare", language, title=title)]
    return [frame("about_bare", language, title=title, numbers=", ".join(numbers))]


def _tell_most_cited(document: Document, manifest: Manifest, language: str) -> Sequence[str]:
    """A line for each of the works that most notes cite, those as often cited as the last one included."""
    counted = [(_count_citing(one, document), one) for one in manifest.sources if one.kind == "cited_source"]
    counted = sorted((one for one in counted if one[0]), key=lambda one: -one[0])
    if not counted:
        return ()
    least = counted[:_MOST_NAMED][-1][0]
    return [
        frame(
            "about_most", language, title=one.title, author=f"{one.author}: " if one.author else "", number=str(count)
        )
        for count, one in counted
        if count >= least
    ]


def _tell_length(document: Document, title: str, language: str) -> Sequence[str]:
    """A line with how many words a text has, its notes aside, and how many pages where it has such."""
    words = sum(len(document.plain(one.start, one.end).split()) for one in document.passages if one.note is None)
    name = "about_length_pages" if document.pages else "about_length"
    return [
        frame(
            name,
            language,
            title=title,
            number=str(words),
            **({"pages": str(len(document.pages))} if document.pages else {}),
        )
    ]


def _tell_by_age(manifest: Manifest, language: str, *, oldest: bool) -> Sequence[str]:
    """A line with the oldest or the newest of the works cited, by their dates; empty where none has one."""
    dated = [one for one in manifest.sources if one.kind == "cited_source" and one.edition_of is None and one.date]
    if not dated:
        return ()
    meant = (min if oldest else max)(dated, key=lambda one: str(one.date))
    author = f"{meant.author}: " if meant.author else ""
    name = "about_oldest" if oldest else "about_newest"
    date = tell_date_beside(meant.title, str(meant.date), language)
    return [frame(name, language, title=meant.title, author=author, date=f" ({date})" if date else "")]


def _count_citing(work: Source, document: Document) -> int:
    cited = {one.number for one in document.footnotes if any(each.source_id == work.id for each in one.references)}
    return len({*cited, *work.footnotes})
