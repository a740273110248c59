"""The works that one note cites, in the order it means them, each with its page; and what could not be told."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.records import Reference, Slice
from ingest.structure.back_references import find_back_reference, find_note_spoken_of, is_same_author, skip_lead
from ingest.structure.earlier_notes import CitedHere, EarlierNotes
from ingest.structure.known_works import KnownWorks, Mention
from ingest.structure.pages import find_page, opens_with_page
from ingest.text.sentences import split_sentences

_NEAREST = 20
"""Citations of the same note that a reference back may mean."""
_SHORT_FORM_REACH = 40
_OPENS_WITHIN = len("In der Vgl. so auch ")
"""Characters. "Vgl. NSS, 15": the name must open the note, a later mention may be about anything."""
_NEW_CITATION = re.compile(
    r";\s+|(?<=\d),?\s+(?:und|sowie|and|и)\s+(?=(?-i:[A-ZÄÖÜА-Я]))|(?<=\d\.)\s+(?=(?:vgl|siehe|see|cf|ders|dies|ebd|ibid|id|so|auch|ferner|dazu|см|ср|там)(?!\w))",
    re.IGNORECASE,
)
# "(Anm. 1)", "op. cit. 31": no sentence ends there.
_ABBREVIATED = re.compile(
    r"(?<!\w)(?:anm|fn|fußn|endn|nn?|прим|примеч|сн|cit|соч|a\.\s?a\.\s?o|aao|указ|цит|см|ср|с)\.\s*$", re.IGNORECASE
)
_AROUND_TITLES = " ,.:„“”‚‘’«»\"'(–-"
_A_PAGE = r"(?:S\.\s*|pp?\.\s*|с\.\s*|at\s+)?\d{1,4}(?:[–-]\d{1,4})?(?:\s?ff?\.?)?"
_A_YEAR = r"(?:1[5-9]|20)\d\d(?!\d)"
_AUTHOR_AND_PAGE = re.compile(
    rf"(?P<who>[^\W\d_][^;:()\d]{{1,80}}?)(?:,?\s+\(?(?P<year>{_A_YEAR})\)?(?:,\s+{_A_PAGE})?|,\s+(?!{_A_YEAR}){_A_PAGE})"
    r"\s*[.;:,]?\s*(?:(?:und|sowie|and|и)\s*)?$"
)


@dataclass(frozen=True, slots=True)
class Cited:
    """What a note's own words say."""

    references: tuple[Reference, ...] = ()
    problems: tuple[str, ...] = ()
    has_unlinked: bool = False
    """Whether it gives a page of a work that is linked to nothing, beside works that are linked."""
    ends_unlinked: bool = False
    """Whether its last citation is such a one: then "Ebd." means that."""


def read_citations(
    text: str, works: KnownWorks, earlier: EarlierNotes, *, declared: Sequence[str], itself: str
) -> Cited:
    """Find the works that a note means by its own words.

    Args:
        text: The note's words, white space collapsed.
        works: The dossier's cited works.
        earlier: The notes before it, as far as they are linked.
        declared: Ids of the works the manifest gives for this note: they decide where a name stands for several.
        itself: Id of the source whose note it is; it cites itself by no name.

    """
    parts = _split(text)
    named: dict[int, list[Mention]] = {}
    for one in _find_named(text, works, parts):
        if itself not in one.ids:
            named.setdefault(_row_of(one, parts), []).append(_tell_apart(one, declared))
    mentions: list[Mention] = []
    problems: list[str] = []
    unlinked: list[bool] = []
    """For each part with a citation, whether it is linked to nothing."""
    for row, part in enumerate(parts):
        ids = tuple(mention.ids[0] for mention in mentions[-_NEAREST:])
        here = CitedHere(ids, ends_unlinked=bool(unlinked) and unlinked[-1])
        found, told = _read_part(text, part, named.get(row, []), works, earlier, here)
        mentions += found
        problems += told
        if found or _gives_page(text, part):
            unlinked.append(not found)
    if not mentions and not problems:
        other = find_note_spoken_of(text)
        problems = [f"speaks of footnote {other}, and is linked to nothing"] if other is not None else []
    references = tuple(_with_pages(text, mentions, parts))
    return Cited(references, tuple(problems), any(unlinked), bool(unlinked) and unlinked[-1])


def _read_part(
    text: str, part: Slice, named: list[Mention], works: KnownWorks, earlier: EarlierNotes, here: CitedHere
) -> tuple[list[Mention], list[str]]:
    """What one part of a note cites, and what of it cannot be told."""
    mentions: list[Mention] = []
    problems: list[str] = []
    back = find_back_reference(text, part.start, part.end)
    if back and back.kind != "passing":
        with_page = find_page(text[back.end : part.end], at_once=True) is not None
        ids, problem = earlier.resolve(back, here, works, with_page=with_page)
        if ids:
            named = [one for one in named if one.start >= back.end]
            mentions += [Mention(part.start, back.end, (work_id,), by_reference=True) for work_id in ids]
        elif problem and not named:
            problems.append(problem)
    elif not named:
        named, problem = _by_author(text, part, works, earlier, here)
        problems += [problem] if problem else []
    for one in named:
        if len(one.ids) > 1:
            problems.append(_tell_ambiguous(text, one))
        elif not (mentions or here.ids) or not one.is_title or _is_cited(text, one, part, works):
            mentions.append(one)
    return mentions, problems


def _gives_page(text: str, part: Slice) -> bool:
    """Whether a part of a note has the form of a citation: a capital letter first, a page last."""
    start = skip_lead(text, part.start, part.end)
    return text[start : start + 1].isupper() and find_page(text[start : part.end]) is not None


def _split(text: str) -> list[Slice]:
    """The stretches that may each open with a citation: sentences, and what stands between semicolons."""
    sentences = split_sentences(text, 0, len(text))
    starts = {0, *(one.start for one in sentences if not _ABBREVIATED.search(text, max(0, one.start - 12), one.start))}
    starts |= {match.end() for match in _NEW_CITATION.finditer(text)}
    ordered = sorted(starts)
    return [Slice(start, end) for start, end in zip(ordered, [*ordered[1:], len(text)], strict=True)]


def _row_of(mention: Mention, parts: Sequence[Slice]) -> int:
    return bisect_right(parts, mention.start, key=lambda part: part.start) - 1


def _find_named(text: str, works: KnownWorks, parts: Sequence[Slice]) -> list[Mention]:
    """Works that are cited by address, title or name, in order; where two overlap, the longer one counts."""
    openings = [skip_lead(text, part.start, part.end) for part in parts]
    found = [*works.find_urls(text), *works.find_titles(text), *_find_names(text, works, parts, openings)]
    for part, opening in zip(parts, openings, strict=True):
        for one in works.find_opening(text[opening : part.end]):
            found.append(Mention(opening + one.start, opening + one.end, one.ids))  # noqa: PERF401
    return list(_without_overlaps(found))


def _find_names(text: str, works: KnownWorks, parts: Sequence[Slice], openings: Sequence[int]) -> Iterator[Mention]:
    """Short names that open the note, or that open a later part of it or stand before a page."""
    named = list(works.find_names(text))
    first = [hit for hit in named if hit.start <= _OPENS_WITHIN and hit.end <= _SHORT_FORM_REACH]
    if first:
        yield min(first, key=lambda hit: (hit.start, -hit.end))
    for hit in named:
        row = _row_of(hit, parts)
        following = text[hit.end : parts[row].end]
        alone = hit.start == openings[row] and row and not following.strip(" .;:,")
        if alone or opens_with_page(following):
            yield hit


def _is_cited(text: str, title: Mention, part: Slice, works: KnownWorks) -> bool:
    """Whether a title behind another citation is cited, too: behind its author or nothing, or before a page."""
    before = text[skip_lead(text, part.start, part.end) : title.start].strip(_AROUND_TITLES)
    by_author = before and title.ids[0] in works.written_by(re.split(r"[,:(]", before)[0])
    return bool(not before or by_author or opens_with_page(text[title.end : part.end].lstrip('’‘“”"»« ')))


def _without_overlaps(found: Iterable[Mention]) -> Iterator[Mention]:
    end = 0
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end, hit.by_reference)):
        if hit.start >= end:
            yield hit
            end = hit.end


def _by_author(
    text: str, part: Slice, works: KnownWorks, earlier: EarlierNotes, here: CitedHere
) -> tuple[list[Mention], str | None]:
    """The work meant by "Hollander, S. 31", "Hollander 1913, 31", "Ders., Tagebuch, S. 31"; or why none can be told."""
    start = skip_lead(text, part.start, part.end)
    match = _AUTHOR_AND_PAGE.match(text, start, part.end)
    if not match:
        return [], None
    author, _, title = match["who"].partition(",")
    again = is_same_author(author)
    if again:
        last_cited = earlier.last_cited(here)
        author = (works.by_id[last_cited].author if last_cited else None) or ""
    ids = works.written_by(author) or frozenset(earlier.titled(match["who"], works))
    if ids and (title.strip() or match["year"]):
        ids = frozenset(one for one in ids if works.is_titled(one, f"{title} {match['year'] or ''}"))
    if not ids:
        return [], "names a title by the author cited before, and no source has it" if again else None
    if len(ids) > 1:
        return [], f"names {author.strip()!r} and a page; {len(ids)} works are by that author"
    return [Mention(start, match.end("who"), tuple(ids), by_reference=True)], None


def _tell_apart(mention: Mention, declared: Sequence[str]) -> Mention:
    """The mention with the declared one of the works it may mean, where that decides."""
    known = tuple(work_id for work_id in mention.ids if work_id in declared)
    return replace(mention, ids=known) if len(known) == 1 else mention


def _tell_ambiguous(text: str, mention: Mention) -> str:
    meant = " or ".join(repr(work_id) for work_id in mention.ids)
    return f"{text[mention.start : mention.end]!r} may mean {meant}, and is linked to none of them"


def _with_pages(text: str, mentions: Sequence[Mention], parts: Sequence[Slice]) -> Iterator[Reference]:
    """A reference for each work, with the page given between its mention and that of the next work."""
    found: dict[str, Reference] = {}
    for row, mention in enumerate(mentions):
        (work_id,) = mention.ids
        following = next((one.start for one in mentions[row + 1 :] if one.ids != mention.ids), None)
        if following is None:
            until = len(text)
        else:
            opening = parts[bisect_right(parts, following, key=lambda part: part.start) - 1].start
            until = opening if opening >= mention.end else following
        page = find_page(text[mention.end : until], at_once=mention.by_reference)
        if page is None and not found and following is None:
            page = find_page(text)
        known = found.get(work_id, Reference(work_id, None, by_reference=True))
        found[work_id] = Reference(work_id, known.page or page, known.by_reference and mention.by_reference)
    yield from found.values()
