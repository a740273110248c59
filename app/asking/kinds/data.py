"""What a dossier's own data say of it, or of one work: author, date, sections, notes, works. One function a datum.

Told from the manifest and the parsed structure, without evidence: nothing is quoted, and nothing is estimated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from app.asking.kinds.counts import COUNTED, tell_counted
from app.asking.kinds.sections import list_titles
from app.wording import tell_date, tell_work
from index.store.opened import OpenGeneration
from ingest.records import Document, Source
from prompts import LANGUAGES, frame


@dataclass(frozen=True, slots=True)
class AskedOf:
    """What data are asked of, and in which language."""

    opened: OpenGeneration
    document: Document
    """The analysis'."""
    source: Source
    """What is asked about: the analysis, or the one work that is named."""
    language: str
    tongues: tuple[str, ...] = ()
    """Codes of the languages that the question names."""

    @property
    def is_analysis(self) -> bool:
        """Whether it is the analysis."""
        return self.source.kind == "analysis"


def _author(dossier: AskedOf) -> Sequence[str]:
    author = dossier.source.author
    return [_say(dossier, "about_author", title=dossier.source.title, author=author)] if author else ()


def _date(dossier: AskedOf) -> Sequence[str]:
    title, date = dossier.source.title, dossier.source.date
    if date:
        return [_say(dossier, "about_date", title=title, date=tell_date(date, dossier.language))]
    # Of a work the notes may tell more than the manifest does.
    return [_say(dossier, "about_no_date", title=title)] if dossier.is_analysis else ()


def _publisher(dossier: AskedOf) -> Sequence[str]:
    publisher = dossier.source.publisher
    return [_say(dossier, "about_publisher", title=dossier.source.title, publisher=publisher)] if publisher else ()


def _title(dossier: AskedOf) -> Sequence[str]:
    return [_say(dossier, "about_title", title=dossier.source.title)]


def _address(dossier: AskedOf) -> Sequence[str]:
    title, url = dossier.source.title, dossier.source.url
    return [_say(dossier, "about_address", title=title, url=url)] if url else ()


def _languages(dossier: AskedOf) -> Sequence[str]:
    """The source's own language, and for the analysis those of the whole dossier."""
    own = dossier.source.language
    lines = [_say(dossier, "about_language", title=dossier.source.title, spoken=_name(dossier, own))] if own else []
    return [*lines, *_all_languages(dossier)]


def _name(dossier: AskedOf, code: str) -> str:
    return _say(dossier, f"language_{code}") if code in LANGUAGES else code


def _all_languages(dossier: AskedOf) -> Sequence[str]:
    if not dossier.is_analysis:
        return ()
    manifest = dossier.opened.corpus.manifest
    codes = dict.fromkeys((*manifest.languages, *(one.language for one in dossier.opened.documents.values())))
    spoken = ", ".join(_name(dossier, one) for one in codes)
    return [_say(dossier, "about_languages", languages=spoken)]


def _sections(dossier: AskedOf) -> Sequence[str]:
    text = dossier.opened.held_document(dossier.source.id)
    if text is None:
        return ()
    sections = list_titles(text)
    if not sections:
        return ()
    head = _say(dossier, "about_sections", title=dossier.source.title, number=str(len(sections)))
    return [head, *(f"• {label}" for label in sections)]


def _notes(dossier: AskedOf) -> Sequence[str]:
    text = dossier.opened.held_document(dossier.source.id)
    if text is None:
        return ()
    number = str(len(text.footnotes))
    return [_say(dossier, "about_notes", title=dossier.source.title, number=number)]


def _works(dossier: AskedOf) -> Sequence[str]:
    if not dossier.is_analysis:
        return ()
    works = _cited(dossier)
    if dossier.tongues:
        unknown = any(_language_of(one, dossier) is None for one in works)
        works = [one for one in works if _language_of(one, dossier) in dossier.tongues]
        if unknown and not works:
            return ()  # There may be some.
        spoken = ", ".join(_name(dossier, one) for one in dossier.tongues)
        if not works:
            return [_say(dossier, "about_no_works_in", spoken=spoken)]
        head = _say(dossier, "about_works_in", number=str(len(works)), spoken=spoken)
        return [head, *(_list_work(dossier, one) for one in works)]
    held = str(sum(one.id in dossier.opened.documents for one in works))
    head = _say(dossier, "about_works", title=dossier.source.title, number=str(len(works)), held=held)
    return [head, *(_list_work(dossier, one) for one in works)]


def _language_of(work: Source, dossier: AskedOf) -> str | None:
    held = dossier.opened.documents.get(work.id)
    return held.language if held else work.language


def _held(dossier: AskedOf) -> Sequence[str]:
    if not dossier.is_analysis:
        return [_tell_held(dossier)]
    works = _cited(dossier)
    here = [one for one in works if one.id in dossier.opened.documents]
    missing = [one for one in works if one.id not in dossier.opened.documents]
    lines = [_say(dossier, "about_held", number=str(len(here)), all=str(len(works)))] if here else []
    lines += [_list_work(dossier, one) for one in here]
    if missing:
        lines += [
            _say(dossier, "about_missing", number=str(len(missing))),
            *(_list_work(dossier, one) for one in missing),
        ]
    return lines


def _tell_held(dossier: AskedOf) -> str:
    """Whether the text of the one work that the question names is here."""
    work = dossier.source
    if dossier.opened.held_document(work.id):
        return _say(dossier, "about_work_held", title=work.title)
    numbers = ", ".join(map(str, work.footnotes))
    notes = f" ({_say(dossier, 'footnote', number=numbers)})" if numbers else ""
    return _say(dossier, "about_work_missing", title=work.title, notes=notes)


def _citing(dossier: AskedOf) -> Sequence[str]:
    """The notes that cite the one work that the question names."""
    work = dossier.source
    if dossier.is_analysis:
        return ()
    cited = [
        note.number
        for note in dossier.document.footnotes
        if any(reference.source_id == work.id for reference in note.references)
    ]
    numbers = sorted({*cited, *work.footnotes})
    if not numbers:
        return [_say(dossier, "about_not_cited", work=work.title)]
    name = "about_citing" if len(numbers) > 1 else "about_citing_one"
    return [_say(dossier, name, work=work.title, numbers=", ".join(map(str, numbers)))]


def _cited(dossier: AskedOf) -> list[Source]:
    return [one for one in dossier.opened.corpus.manifest.sources if one.kind == "cited_source"]


def _list_work(dossier: AskedOf, work: Source) -> str:
    """A work on one line: author, title, date, the notes that cite it."""
    notes = ", ".join(map(str, work.footnotes))
    cited = f" ({_say(dossier, 'footnote', number=notes)})" if notes else ""
    return f"• {tell_work(work.title, work.author, work.date, dossier.language)}{cited}"


def _say(dossier: AskedOf, name: str, **values: str) -> str:
    return frame(name, dossier.language, **values)


def _refer(dossier: AskedOf) -> Sequence[str]:
    """All that a reference to the text needs, as far as the manifest tells it."""
    return [line for tell in (_author, _date, _publisher, _address) for line in tell(dossier)]


def _count(dossier: AskedOf, what: str) -> Sequence[str]:
    text = dossier.opened.held_document(dossier.source.id)
    analysis = dossier.document if dossier.is_analysis else None
    return tell_counted(what, dossier.source, text, analysis, dossier.opened.corpus.manifest, dossier.language)


REPLIES: dict[str, Callable[[AskedOf], Sequence[str]]] = {
    **{name: partial(_count, what=name) for name in COUNTED},
    "reference": _refer,
    "title": _title,
    "author": _author,
    "publisher": _publisher,
    "date": _date,
    "address": _address,
    "languages": _languages,
    "sections": _sections,
    "citing": _citing,
    "notes": _notes,
    "held": _held,
    "works": _works,
}
"""What tells each datum, by its name; in the order in which they are told."""
OF_THEMSELVES = frozenset({"sections", "notes", "held", "works", "languages", "citing", *COUNTED} - {"length"})
"""What a dossier alone has, so that it need not be named."""
