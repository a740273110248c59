"""Questions that only a work whose text is not here could answer: the work is named, so that it can be obtained.

Naming a work is not enough: "Which paper printed the plan?" and "What did Macron say about the plan?" ask for others'
words. The work, or the author who has only one, has to stand where the question has its subject, or its authority.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.asking.abstention import AbstentionSettings, Judgement
from app.asking.inquiry import asks_for_sources
from app.asking.kinds.place import find_note_of_place, read_place
from index.records import Hit
from index.store.opened import OpenGeneration
from ingest.records import Manifest, Source
from ingest.structure.works import mark_named_works
from ingest.text.names import name_key, surname_key
from prompts import frame

# "Was steht in ...", "What does ... say": the question wants the work's own words.
_CONTENT = re.compile(
    r"(?i)(?<!\w)(?:was steht|wortlaut|im einzelnen|welche (?:punkte|artikel|kapitel|absätze)"
    r"|was (?:schreibt|schreiben|sagt|sagen|argumentier\w+|empfiehlt|empfehlen)"
    r"|what (?:does|do|did)\b.*\b(?:say|write|argue|state|recommend|contain)|wording|full text"
    r"|which (?:points|articles|chapters)"
    r"|(?:seite|page|kapitel|chapter|punkt|point|artikel|article)\s+\d+)(?!\w)"
)
_VERBS = (
    r"do|does|did|would|has|have|hat|haben|hatte|würden?|steht|sag(?:t|te|ten|en)|schreib(?:t|en)|schrieb(?:en)?"
    r"|beurteil(?:t|te|ten|en)|bewerte(?:t|te|ten|n)|äußer(?:t|te|ten|n)|beschreib(?:t|en)|beschrieb(?:en)?"
    r"|nenn(?:t|en)|nannten?|empf(?:iehlt|ehlen|ahl|ahlen)|charakterisier(?:t|te|ten|en)|erklär(?:t|te|ten|en)"
    r"|behaupte(?:t|te|ten|n)|mein(?:t|te|ten|en)|forder(?:t|te|ten|n)|verlang(?:t|te|ten|en)|sieht|sehen|sahen?"
    r"|regel(?:t|te|ten|n)|enthält|enthalten"
)
_AUTHORITY = r"laut|gemäß|nach|according to|under|in|im"
_BETWEEN = r"(?:19|20)\d\d|(?:Jan|Feb|Mar|Mär|Apr|Ma[iy]|Jun|Jul|Aug|Sep|O[ck]t|Nov|De[cz])\w*|[A-Z]\w*[’']s"
"""What may stand between an article and a name: a year, a month, somebody's."""
_ABOUT = r"(?:about|on|of|over|for|by|with|über|von|für|mit|zu[mr]?)\s"
_SUBJECT = re.compile(
    rf"(?<!\w)(?:"
    rf"(?i:{_VERBS})\s+(?:sich\s+)?(?:(?:der|die|das|the|{_BETWEEN})\s+)*"
    rf"|(?i:{_AUTHORITY})\s+(?:(?:der|die|das|dem|den|the|{_BETWEEN})\s+)*(?:(?!{_ABOUT})[a-zäöüß][\w-]*\s+)?"
    rf")\x02([^\x03]+)\x03|\x02([^\x03]+)\x03\s+zufolge"
)
_OTHERS = re.compile(r"(?i)^\W*(?:wer|welche[rs]?)\s")
"""What begins so has another subject: an author after its verb may be whom somebody speaks of."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WORD = re.compile(r"[^\W\d_]{4,}")
_FEWEST_OF_SEVERAL = 2
"""Surnames that tell a work of several authors; one alone may be anybody's, or a common word (Fischer, Klein)."""


@dataclass(frozen=True, slots=True)
class MissingWork:
    """A work that would have to be read, and the first note that names it."""

    source: Source
    footnote: int | None


def find_missing_work(
    question: str,
    hits: Sequence[Hit],
    manifest: Manifest,
    judgement: Judgement,
    settings: AbstentionSettings,
    *,
    held: Collection[str] = (),
) -> MissingWork | None:
    """The work whose own words are asked for, when its text is not here and nothing here reports them.

    Args:
        question: The cleaned question.
        hits: What was found, best first.
        manifest: The dossier's works.
        judgement: Whether the hits bear an answer. Where they do not, naming the right work is all that can be done.
        settings: `reported`: from which probability on a passage about the work is taken to report what was asked.
        held: Ids of the sources whose text is here.

    """
    work = find_asked_work(question, manifest, held=held)
    if work is None:
        return None
    if judgement.answerable:
        if not _CONTENT.search(question) or asks_for_sources(question):
            return None
        if judgement.probability >= settings.reported and any(_is_about(hit, work) for hit in hits[:3]):
            return None
        if any(sentence.speaker == work.speaker for hit in hits for sentence in hit.passage.sentences):
            return None
    return MissingWork(work, work.footnotes[0] if work.footnotes else None)


def find_missing_place(question: str, hits: Sequence[Hit], opened: OpenGeneration) -> MissingWork | None:
    """The work, not held, of which a question asks for a point or a page, and the note that cites this point.

    None where a passage about this work that is among the best hits names the place: then it reports what stands there.
    """
    asked = read_place(question, opened.corpus.manifest)
    if asked is None or asked.work in opened.documents:
        return None
    work = opened.corpus.manifest.source(asked.work)
    number = re.escape(str(asked.point if asked.point is not None else asked.page))
    named = re.compile(
        rf"(?i)\((?:pkt\.|punkte?|points?|s\.|p\.)?\s*(?:\d+[\s,–-]+)*{number}(?:[\s,–-]+\d+)*\)"
        rf"|(?<!\w)(?:pkt\.|punkte?|points?|ziff\.|s\.|seite|p\.|page)\s*{number}(?!\w)"
    )
    for hit in hits:
        document = opened.document(hit.passage.source_id)
        if _is_about(hit, work) and named.search(document.plain(hit.passage.start, hit.passage.end)):
            return None
    cites = find_note_of_place(asked, opened)
    return MissingWork(work, cites if cites is not None else work.footnotes[0] if work.footnotes else None)


def missing_work_frame(missing: MissingWork, language: str) -> str:
    """The sentence that says which work would have to be obtained, and where it lies."""
    title, url = missing.source.title, missing.source.url
    if missing.footnote is None:
        said = frame("source_not_obtained_unnumbered", language, title=title)
    else:
        said = frame("source_not_obtained", language, title=title, number=str(missing.footnote))
    return f"{said} {url}" if url else said


def find_asked_work(question: str, manifest: Manifest, *, held: Collection[str] = ()) -> Source | None:
    """The absent work whose own words are asked for, by its name or by its author's; None when nothing tells which.

    A year in the question has to be the work's. A work that is held in another edition is not absent.
    """
    here = {source.edition_of or source.id for source in manifest.sources if source.id in held} | set(held)
    years = _YEAR.findall(question)
    absent = {
        work.id: work
        for work in manifest.sources
        if work.kind == "cited_source"
        and not work.edition_of
        and work.id not in here
        and (not years or (work.date or "")[:4] in years)
    }
    marked = mark_named_works(question, manifest, _mark)
    if marked == question and not _OTHERS.search(question):
        marked = _mark_author(question, list(absent.values()))
    found = _SUBJECT.search(marked)
    return absent.get(found[1] or found[2]) if found else None


def _is_about(hit: Hit, work: Source) -> bool:
    return work.id in hit.passage.works and not hit.passage.names_only


def _mark(work_id: str) -> str:
    return f"\x02{work_id}\x03"


def _mark_author(question: str, works: Sequence[Source]) -> str:
    """The question with the one work of the author it names marked in the name's place."""
    named = {work.id: places for work in works if work.author and (places := _find_authors(question, work))}
    if len(named) != 1:
        return question
    ((work_id, (start, end)),) = named.items()
    return f"{question[:start]}{_mark(work_id)}{question[end:]}"


def _find_authors(question: str, work: Source) -> tuple[int, int] | None:
    """Where the work's authors are first named, first names included; None when they are not, or too few."""
    authors = (work.author or "").split("/")
    keys = {surname_key(author): author for author in authors}
    found = []
    for word in _WORD.finditer(question):
        key = next((key for key in (name_key(word[0]), name_key(word[0].removesuffix("s"))) if key in keys), None)
        if key and word[0][0].isupper():
            found.append((key, word.start(), word.end()))
    if len({key for key, _, _ in found}) < min(_FEWEST_OF_SEVERAL, len(authors)):
        return None
    key, start, end = found[0]
    first = re.search(rf"(?:{re.escape(keys[key].rsplit(' ', 1)[0])})\s+$", question[:start])
    return (first.start() if first else start, end)
