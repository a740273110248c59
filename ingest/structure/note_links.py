"""From a note to the works it cites, each with its page, and a line for whatever could not be linked.

A rule decides only where the note's own words decide. Where they say nothing the manifest's list holds; where the two
disagree both are reported, and neither is guessed away.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.records import Footnote, Manifest, Reference, Source
from ingest.structure.back_references import find_back_reference
from ingest.structure.cited_works import Cited, read_citations
from ingest.structure.earlier_notes import EarlierNotes
from ingest.structure.known_works import URL, find_url, fold, know_works
from ingest.structure.pages import find_page

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
    numbered: bool = True
    """Whether that is the number it has in print, and not what a letter or a sign in its place is worth."""


def resolve_footnotes(
    notes: Sequence[Note], manifest: Manifest, source: Source
) -> tuple[tuple[Footnote, ...], tuple[str, ...]]:
    """Link every note of `source` to all the works it cites; the second value lists, a line each, what could not be.

    The manifest's lists of note numbers are those of the analysis. Where a dossier has several, a number alone does not
    tell whose note is meant, and in a cited work it means another note: there only the notes' own words decide. So they
    do where several notes of the analysis have one number, as where each chapter counts from 1.
    """
    works = know_works(manifest)
    declared = _find_declared(manifest, source)
    counts = Counter(note.number for note in notes if note.numbered)
    shared = [number for number in sorted(declared) if counts[number] > 1]
    earlier = EarlierNotes()
    resolved: list[Footnote] = []
    unresolved: list[str] = []
    for note in notes:
        is_shared = note.numbered and note.number in shared
        given = () if is_shared else declared.get(note.number, ())
        text = " ".join(note.text.split())
        cited = read_citations(text, works, earlier, declared=given, itself=source.id)
        references, problems = _compare(text, cited, given, has_list=bool(declared) and not is_shared)
        unresolved += [f"{source.id}: footnote {note.number}: {problem}" for problem in problems]
        resolved.append(Footnote(note.id, note.number, note.start, note.end, references, find_url(note.text)))
        by_text = bool(cited.references)
        earlier.add(
            resolved[-1],
            has_unlinked=by_text and cited.has_unlinked,
            ends_unlinked=by_text and cited.ends_unlinked,
        )
    unresolved += [
        f"{source.id}: footnote {number}: the manifest lists it, and {counts[number]} notes have this number: only"
        " their own words decide"
        for number in shared
    ]
    missing = sorted(declared.keys() - {note.number for note in notes})
    unresolved += [f"{source.id}: footnote {number}: the manifest lists it, the text has none" for number in missing]
    return tuple(resolved), tuple(unresolved)


def _find_declared(manifest: Manifest, source: Source) -> dict[int, tuple[str, ...]]:
    """For each note number the works that the manifest gives for it."""
    analyses = [other for other in manifest.sources if other.kind == "analysis" and (other.path or other is source)]
    if analyses != [source]:
        return {}
    found: dict[int, tuple[str, ...]] = {}
    for work in manifest.sources:
        if work.kind == "cited_source":
            for number in work.footnotes:
                found[number] = (*found.get(number, ()), work.id)
    return found


def _compare(
    text: str, cited: Cited, declared: Sequence[str], *, has_list: bool
) -> tuple[tuple[Reference, ...], tuple[str, ...]]:
    """What the note says beside what the manifest says; `has_list`: whether the manifest lists any note."""
    found = [reference.source_id for reference in cited.references]
    others = [Reference(work_id) for work_id in declared if work_id not in found]
    if found:
        wrong = [work_id for work_id in found if has_list and work_id not in declared]
        disagree = [f"its text means {work_id!r}, the manifest says {list(declared)}" for work_id in wrong]
        return (*cited.references, *others), (*disagree, *cited.problems)
    if others:
        return (Reference(others[0].source_id, find_page(text)), *others[1:]), ()
    if cited.problems or not find_url(text):
        return (), cited.problems
    return (), ("gives an address that no source has",)


def only_names_works(text: str, references: Sequence[Reference], works: Mapping[str, Source]) -> bool:
    """Whether a note's paragraph only names works: nothing quoted, few words that its works' entries do not explain."""
    if not references:
        return _is_bare_reference(text)
    explained: set[str] = set()
    for reference in references:
        work = works[reference.source_id]
        entry = " ".join((work.title, work.author or "", work.publisher or "", work.voice or "", *work.names))
        explained |= set(fold(entry).split())
    bare = URL.sub("", text)
    for quotation in re.findall(r"[“„\"«]([^“”„\"«»]{3,})[“”\"»]", bare):
        if len(set(fold(quotation).split()) - explained) > len(fold(quotation).split()) / 2:
            return False
    left = [word for word in fold(bare).split() if word not in explained and not word.isdigit() and len(word) > 2]
    return len(left) <= (_FEW_BESIDE_AN_ADDRESS if URL.search(text) else _FEW_WORDS)


def _is_bare_reference(text: str) -> bool:
    """Whether a note that is linked to nothing is only an address, or only a reference back."""
    if URL.search(text):
        return len(URL.sub("", text).split()) <= 2
    back = find_back_reference(text, 0, len(text))
    return bool(back and back.kind != "passing" and not re.search(r"[^\W\d_]{4,}", text[back.end :]))
