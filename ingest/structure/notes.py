"""From a note to the work it means: addresses, titles, short names, "a.a.O." and "Ebd.", each with the page.

A rule decides only where the note's own words decide. Where they say nothing the manifest's list holds; where the two
disagree both are reported, and neither is guessed away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.records import Footnote, Manifest, Reference, Source
from ingest.text.names import surname_key
from ingest.text.sentences import MONTHS

_URL = re.compile(r"https?://[^\s<>\"“”„»«]+")
_LEAD = r"^(?:(?:Vgl\.|Siehe|So auch|So|Auch|Cf\.|See)\s+(?:z\.\s?B\.\s+)?)?"
_SAME = re.compile(_LEAD + r"(?:a\.\s?a\.\s?O\.|ebd\.|ebenda|ibid\.?)", re.IGNORECASE)
_AUTHOR_AGAIN = re.compile(
    _LEAD + r"(?P<author>[^,:;]{2,80}),\s*(?:a\.\s?a\.\s?O\.|loc\. cit\.|op\. cit\.)", re.IGNORECASE
)
# A page stands after a comma and before the end, an address, a colon or a new sentence; "9-15, hier 14" is one place.
_PAGE = re.compile(
    r",\s+(?:S\.\s*|pp?\.\s*)?(?P<page>\d{1,4}(?:[–-]\d{1,4})?(?:,\s+(?:hier|here)\s+\d{1,4})?)\s*(?:[.:;]\s+(?=[A-ZÄÖÜ“„\"h])|[.:;]?\s*$)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORT_FORM_REACH = 40
_FEW_WORDS = 7
_FEW_BESIDE_AN_ADDRESS = 10


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote before its works are known. `text` joins its paragraphs, without the number in front."""

    id: str
    number: int
    start: int
    end: int
    text: str


def find_url(text: str) -> str | None:
    """The first address in `text`, repaired: typographic dashes back to hyphens, no full stop from around it."""
    match = _URL.search(text)
    return repair_url(match.group()) if match else None


def repair_url(url: str) -> str:
    """Undo what typesetting does to addresses: dashes for hyphens, soft breaks, closing punctuation."""
    return re.sub("[\u2010-\u2015]", "-", url).rstrip(".,;:)’‘'")


def resolve_footnotes(
    notes: Sequence[Note], manifest: Manifest, source: Source
) -> tuple[tuple[Footnote, ...], tuple[str, ...]]:
    """Link every note of `source` to the works it means; the second value lists, a line each, what could not be.

    The manifest's lists of note numbers are those of the analysis. Where a dossier has several, a number alone does not
    tell whose note is meant, and in a cited work it means another note: there only the notes' own words decide.
    """
    works = [work for work in manifest.sources if work.kind == "cited_source" and work.id != source.id]
    analyses = [other for other in manifest.obtained if other.kind == "analysis"]
    if analyses != [source]:
        works = [replace(work, footnotes=()) for work in works]
    resolved: list[Footnote] = []
    unresolved: list[str] = []
    for note in notes:
        references, problem = _resolve(note, works, resolved)
        if problem:
            unresolved.append(f"{source.id}: footnote {note.number}: {problem}")
        resolved.append(Footnote(note.id, note.number, note.start, note.end, references, find_url(note.text)))
    declared = {number for source in works for number in source.footnotes}
    missing = sorted(declared - {note.number for note in notes})
    unresolved += [f"{source.id}: footnote {number}: the manifest lists it, the text has none" for number in missing]
    return tuple(resolved), tuple(unresolved)


def _resolve(
    note: Note, works: Sequence[Source], before: Sequence[Footnote]
) -> tuple[tuple[Reference, ...], str | None]:
    text = " ".join(note.text.split())
    by_id = {work.id: work for work in works}
    declared = [work.id for work in works if note.number in work.footnotes]
    page = _find_page(text)
    found: str | None
    if _SAME.match(text):
        if not before or not before[-1].references:
            return _declared(declared, page), None if declared else "refers to the note before, which names no work"
        found, again = before[-1].references[0].source_id, True
    elif match := _AUTHOR_AGAIN.match(text):
        cited = [reference.source_id for earlier in before for reference in earlier.references]
        found, again = next((known for known in reversed(cited) if _is_by(by_id[known], match["author"])), None), True
        if found is None:
            return _declared(
                declared, page
            ), None if declared else f"no earlier note names a work by {match['author']!r}"
    else:
        by_url = _by_url(text, works)
        by_name = None if by_url else _by_short_form(text, works)
        found, again = by_url or by_name or _by_title(text, works), bool(by_name)
    if found is None:
        return _declared(declared, page), "gives an address that no source has" if find_url(
            text
        ) and not declared else None
    disagree = any(work.footnotes for work in works) and found not in declared
    problem = f"its text means {found!r}, the manifest says {declared}" if disagree else None
    others = [Reference(source_id) for source_id in declared if source_id != found]
    return (Reference(found, page, by_reference=again), *others), problem


def _declared(ids: Sequence[str], page: str | None) -> tuple[Reference, ...]:
    return tuple(Reference(source_id, page if position == 0 else None) for position, source_id in enumerate(ids))


def _find_page(text: str) -> str | None:
    bare = _URL.sub("", text).strip()
    for match in _PAGE.finditer(bare):
        is_date = re.split(r"\W", bare[match.end() :], maxsplit=1)[0].casefold() in MONTHS
        if not is_date and not _YEAR.fullmatch(match["page"]):
            return match["page"].replace("–", "-")
    return None


def _by_url(text: str, works: Sequence[Source]) -> str | None:
    printed = {_bare_url(repair_url(url)) for url in _URL.findall(text)}
    return next((work.id for work in works if work.url and _bare_url(work.url) in printed), None)


def _bare_url(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/").casefold()


def _by_short_form(text: str, works: Sequence[Source]) -> str | None:
    head = text[:_SHORT_FORM_REACH]
    named = [
        (match.start(), -len(name), work.id)
        for work in works
        for name in work.names
        if (match := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", head))
    ]
    # "Vgl. NSS, 15": the name must open the note, a later mention may be about anything.
    opening = [hit for hit in named if hit[0] <= len("In der Vgl. so auch ")]
    return min(opening)[2] if opening else None


def _by_title(text: str, works: Sequence[Source]) -> str | None:
    folded = _fold(text)
    for work in works:
        if len(work.title.split()) > 2 and _fold(work.title) in folded:
            return work.id
    # "Elon Musk, “X”, 6.12. 2025": author and publisher open the note.
    opening = [
        work.id
        for work in works
        if work.author and work.publisher and folded.startswith(f"{_fold(work.author)} {_fold(work.publisher)} ")
    ]
    return opening[0] if len(opening) == 1 else None


def _is_by(work: Source, author: str) -> bool:
    wanted = {surname_key(name) for name in re.split(r"[/,]| und | and ", author)}
    known = {
        surname_key(name) for text in (work.author or "", *work.names) for name in re.split(r"[/,]| und | and ", text)
    }
    return wanted <= known


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def only_names_works(text: str, references: Sequence[Reference], manifest: Manifest) -> bool:
    """Whether a note's paragraph only names works: nothing quoted, few words that its works' entries do not explain."""
    if not references:
        return bool(_URL.search(text)) and len(_URL.sub("", text).split()) <= 2
    explained: set[str] = set()
    for reference in references:
        work = manifest.source(reference.source_id)
        entry = " ".join((work.title, work.author or "", work.publisher or "", work.voice or "", *work.names))
        explained |= set(_fold(entry).split())
    bare = _URL.sub("", text)
    for quotation in re.findall(r"[“„\"«]([^“”„\"«»]{3,})[“”\"»]", bare):
        if len(set(_fold(quotation).split()) - explained) > len(_fold(quotation).split()) / 2:
            return False
    left = [word for word in _fold(bare).split() if word not in explained and not word.isdigit() and len(word) > 2]
    return len(left) <= (_FEW_BESIDE_AN_ADDRESS if _URL.search(text) else _FEW_WORDS)
