"""A place of a work that a question asks for by its number: a point, an article, a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.asking.kinds.ordinals import CARDINAL, ORDINAL, read_cardinal, read_ordinal
from app.asking.kinds.sections import numbers_section
from app.asking.kinds.series import find_in_series, find_series_word
from app.asking.kinds.subject import find_author, find_subject
from app.asking.kinds.texts import resolve_subject
from index.store.opened import OpenGeneration
from ingest.reading import name_pages
from ingest.records import Document, Manifest, Passage

_PARAGRAPH = r"(?:absatz|paragra(?:f|ph)|para\.)"
_POINT_WORD = (
    rf"(?:(?:tagesordnungs)?punkt|top|ziffer|ziff\.|nummer|nr\.|artikel|art\.|{_PARAGRAPH}|point|item|article"
    r"|empfehlung|regel|klausel|forderung|bedingung|vorschlag|grundsatz|maßnahme|lehre|lektion|these|recommendation|rule"
    r"|clause|condition|proposal|principle|lesson|thesis|demand|§|пункт\w*|стать\w*)"
)
_POINT = re.compile(
    rf"(?i)(?<!\w)(?<!\d\s){_POINT_WORD}\s*(?:(?:nr|no|nummer|number)\.?\s*)?(?P<number>\d{{1,3}}|{CARDINAL})(?![\w-]|[.,]\d)"
)
# "The 28 point one" is no point one.
_NTH_POINT = re.compile(rf"(?i)(?<!\w)(?P<number>{ORDINAL}|\d{{1,3}}\.)\s+(?:{_POINT_WORD})(?!\w)")
_SAYS_PARAGRAPH = re.compile(rf"(?i)(?<!\w){_PARAGRAPH}(?!\w)")
_PAGE = re.compile(
    r"(?i)(?<!\w)(?:seiten?|s\.|pages?|pp?\.|страниц\w*|стр\.)\s*(?P<number>\d{1,6}|[ivxlc]{1,7})(?!\w)"
    r"|(?<!\w)(?P<nth>\d{1,6})\.\s+seite(?!\w)"
)
_OF_TEXT = re.compile(r"(?i)(?<!\w)(?:artikel|art\.|article|§|paragra(?:f|ph)|стать\w*)")
_HEADED = (
    ("artikel", "art", "article", "стать"),
    ("punkt", "tagesordnungspunkt", "top", "item", "point", "пункт"),
    ("§", "paragra"),
)
_HEADED_POINT = re.compile(
    r"(?i)(?<!\w)(?<!\d\s)(?P<word>artikel|art\.|article|стать\w*|(?:tagesordnungs)?punkt|top|item|point|пункт\w*|§|paragra(?:f|ph))\s*"
    rf"(?:(?:nr|no|nummer|number)\.?\s*)?(?P<number>\d{{1,3}}|{CARDINAL})(?![\w-]|[.,]\d)"
)
_ARTICLE = re.compile(r"(?i)(?<!\w)(?:artikel|art\.|article|§|стать\w*)\s*(?P<number>\d{1,3})(?!\w)")
_OF_ARTICLE = re.compile(r"(?i)(?<!\w)(?:absatz|abs\.|paragraph|para\.?|пункт\w*)\s*(?P<number>\d{1,2})(?!\w)")
_BEGINS = r"[(\[]?(?:{word}\s*)?{number}(?:[.)\]:]|\s*[–—-]|\s)\s*"
_NUMBERED = re.compile(r"[(\[]?\d{1,3}[.)\]]")
_MOST = 12
"""Passages quoted of one place: a page has about as many."""


@dataclass(frozen=True, slots=True)
class AskedPlace:
    """What a question asks for."""

    work: str
    """Id of the work it names."""
    point: int | None
    page: str | None


@dataclass(frozen=True, slots=True)
class AskedPoint:
    """A numbered point that a question asks for, of whatever list."""

    number: int
    rest: str
    """The question without the words that name it."""


@dataclass(frozen=True, slots=True)
class AskedHeading:
    """What a question asks for that a text counts by headings: "Artikel 40", "TOP 9"."""

    number: int
    word: str
    """As the question calls it."""
    heading: re.Pattern[str]
    """Such a heading with its number."""
    rest: str
    """The question without it."""


def read_point(question: str) -> AskedPoint | None:
    """The numbered point that a question asks for; None where it asks for none: a paragraph is no point of a list."""
    match = _POINT.search(question) or _NTH_POINT.search(question)
    number = _read_number(match["number"]) if match else None
    if match is None or number is None or _SAYS_PARAGRAPH.search(match[0]):
        return None
    return AskedPoint(number, f"{question[: match.start()]} {question[match.end() :]}")


def _read_number(text: str) -> int | None:
    return read_ordinal(text) or read_cardinal(text)


def names_place(question: str) -> bool:
    """Whether a question speaks of a page or a numbered point."""
    return any(pattern.search(question) for pattern in (_PAGE, _POINT, _NTH_POINT))


def read_place(question: str, manifest: Manifest) -> AskedPlace | None:
    """The place that a question asks for; None where it names no work, or neither a point nor a page of it."""
    return _read_place(question, find_subject(question, manifest).named) if names_place(question) else None


def _read_place(question: str, named: Sequence[str]) -> AskedPlace | None:
    page = _PAGE.search(question)
    point = _POINT.search(question) or _NTH_POINT.search(question)
    if not named:
        return None
    if point:
        return AskedPlace(named[0], _read_number(point["number"]), None)
    return AskedPlace(named[0], None, (page["number"] or page["nth"]).lower()) if page else None


def read_page(question: str) -> tuple[str, str] | None:
    """The page that a question asks for, and the question without it; None where it asks for none."""
    page = _PAGE.search(question)
    if page is None:
        return None
    return page["number"] or page["nth"], f"{question[: page.start()]} {question[page.end() :]}"


def read_headed(question: str) -> AskedHeading | None:
    """The article, item or paragraph with a heading that a question asks for by its number; None for none."""
    headed = _HEADED_POINT.search(question)
    number = _read_number(headed["number"]) if headed else None
    if headed is None or number is None:
        return None
    words = "|".join(map(re.escape, _words_like(headed["word"])))
    heading = re.compile(rf"(?i)(?:{words})\w*\.?\s*(?P<number>\d{{1,3}})(?![\d.])")
    return AskedHeading(number, headed["word"], heading, f"{question[: headed.start()]} {question[headed.end() :]}")


def find_asked_place(question: str, opened: OpenGeneration) -> tuple[Passage, ...]:
    """The passages of the place that a question asks for; empty where it asks for none, or the work has none such."""
    manifest = opened.corpus.manifest
    if _SAYS_PARAGRAPH.search(question) and numbers_section(question):
        return ()  # "The second paragraph of section 4" is not numbered.
    asked = read_place(question, manifest)
    if asked is None:
        subject = resolve_subject(question, opened)
        meant = subject.source or subject.by_genre
        asked = _read_place(question, (meant,)) if meant else None
    if asked is None and (author := find_author(question, manifest)) in opened.documents:
        asked = read_place(f"{question} {manifest.source(str(author)).title}", manifest)
    if asked is None:
        asked = _find_only_article(question, opened)
    document = opened.documents.get(asked.work) if asked else None
    if asked is None or document is None:
        return ()
    if asked.point is not None:
        word = find_series_word(question)
        found = iter(
            (find_in_series(word, asked.point, document, opened) if word else ())
            or _find_article(question, document)
            or _find_point(document, asked.point, of_text=bool(_OF_TEXT.search(question)), headed=word is None)
        )
    else:
        found = _find_page(document, str(asked.page))
    return tuple(passage for passage in found if passage.id in opened.passages)[:_MOST]


def _find_only_article(question: str, opened: OpenGeneration) -> AskedPlace | None:
    """The article or item of the one text here whose headings are numbered so: "what does article 5 say?"."""
    headed = _HEADED_POINT.search(question)
    if headed is None:
        return None
    number = _read_number(headed["number"])
    begins = re.compile(rf"(?i)(?:{'|'.join(map(re.escape, _words_like(headed['word'])))})\w*\.?\s*{number}(?!\d)")
    texts = [
        document.source_id
        for document in opened.documents.values()
        if any(one.kind == "heading" and begins.match(document.text, one.start, one.end) for one in document.passages)
    ]
    return AskedPlace(texts[0], number, None) if len(texts) == 1 else None


def _words_like(word: str) -> tuple[str, ...]:
    """The beginnings of the words, in any language, for what a question calls an article or an item."""
    return next(row for row in _HEADED if word.lower().startswith(row))


def _find_article(question: str, document: Document) -> tuple[Passage, ...]:
    """The paragraph of an article that a question asks for by both their numbers: "Artikel 4 Absatz 2"."""
    article, paragraph = _ARTICLE.search(question), _OF_ARTICLE.search(question)
    if article is None or paragraph is None:
        return ()
    below = _find_point(document, int(article["number"]), of_text=True)
    begins = re.compile(_BEGINS.format(word="", number=paragraph["number"]))
    rows = [row for row, one in enumerate(below) if begins.match(document.text, one.start, one.end)]
    return (below[rows[0]], *_belonging(document, document.passages.index(below[rows[0]]))) if rows else below


def _find_page(document: Document, page: str) -> Iterator[Passage]:
    for passage in document.passages:
        names = {name.lower() for name in name_pages(document.pages_in(passage.start, passage.end))}
        if page in names or f"[{page}]" in names:
            yield passage


def _find_point(document: Document, number: int, *, of_text: bool, headed: bool = True) -> tuple[Passage, ...]:
    """A numbered point with what belongs to it, or what stands under a numbered heading.

    Args:
        document: The work.
        number: The number asked for.
        of_text: Whether an article or a section is asked for, so that headings come first; else points do.
        headed: Whether a heading will do: the second section is no second recommendation.

    """
    begins = re.compile("(?i)" + _BEGINS.format(word=_POINT_WORD, number=number))
    numbered = [
        row
        for row, passage in enumerate(document.passages)
        if passage.note is None and begins.match(document.text, passage.start, passage.end)
    ]
    headings = [row for row in numbered if headed and document.passages[row].kind == "heading"]
    points = [row for row in numbered if document.passages[row].kind in ("list_item", "list_intro", "paragraph")]
    for row in (*headings, *points) if of_text else (*points, *headings):
        if row in headings:
            return tuple(_below_heading(document.passages, row))
        return (document.passages[row], *_belonging(document, row))
    return ()


def _below_heading(passages: tuple[Passage, ...], row: int) -> Iterator[Passage]:
    """What stands under a heading, up to the next one that is no deeper."""
    depth = len(passages[row].headings)
    for one in passages[row + 1 :]:
        if one.kind == "heading":
            if len(one.headings) <= depth:
                return
        else:
            yield one


def _belonging(document: Document, row: int) -> Iterator[Passage]:
    """The points below a numbered point: those that follow it and have no number of their own."""
    for one in document.passages[row + 1 :]:
        if one.kind != "list_item" or _NUMBERED.match(document.text, one.start, one.end):
            return
        yield one


def find_note_of_place(asked: AskedPlace, opened: OpenGeneration) -> int | None:
    """The number of the analysis' first note that cites a place of a work; None where none does."""
    point = re.compile(rf"(?i)(?<!\w){_POINT_WORD}\s*{asked.point}(?!\w)") if asked.point is not None else None
    for document in opened.documents.values():
        if opened.corpus.manifest.source(document.source_id).kind != "analysis":
            continue
        for note in document.footnotes:
            for reference in note.references:
                on_page = asked.page is not None and reference.page == asked.page
                if reference.source_id == asked.work and (
                    on_page or (point is not None and point.search(document.text, note.start, note.end))
                ):
                    return note.number
    return None
