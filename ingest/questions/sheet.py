"""What writers of expected questions need: the sheet to write from, and how far a file of questions goes.

A sheet has every passage that can be answered from: no titles, no headings, no notes that only name a work. What the
sheet's numbers mean stays true as long as the text does: a passage is named by the hash of its text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from itertools import combinations

from ingest.records import Document, ExpectedQuestion, Passage

_NOTHING_TO_ASK = frozenset({"title", "heading", "contents_entry", "label"})
_WORD = re.compile(r"[^\W_]+")
_NEARLY = 0.93
"""Share of two wordings' letters, in order, from which on they count as the same question."""


@dataclass(frozen=True, slots=True)
class SheetSentence:
    """A sentence as a writer sees it."""

    n: int
    """Its number in the passage, from 1: what `sentence` names in a line of expected questions."""
    speaker: str
    text: str
    """Without note markers, whitespace collapsed."""


@dataclass(frozen=True, slots=True)
class SheetPassage:
    """A passage as a writer sees it."""

    passage: str
    """Its id."""
    document: str
    """Title of the document."""
    section: str | None
    kind: str
    note: int | None
    introduced_by: str | None
    """The line that introduces a list item, quotation or post."""
    sentences: tuple[SheetSentence, ...]

    def to_json(self) -> dict[str, object]:
        """The passage as plain JSON types, without what it does not have."""
        table: dict[str, object] = {
            "passage": self.passage,
            "document": self.document,
            "section": self.section,
            "kind": self.kind,
            "note": self.note,
            "introduced_by": self.introduced_by,
            "sentences": [{"n": one.n, "speaker": one.speaker, "text": one.text} for one in self.sentences],
        }
        return {key: value for key, value in table.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Repeat:
    """Two questions of one passage, or two gaps, that say nearly the same."""

    first: int
    """Line number of the first one."""
    second: int
    language: str
    text: str
    """The second one."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a file of expected questions goes in a dossier."""

    lines: int
    languages: dict[str, int]
    """Questions by language code, gaps included."""
    gaps: int
    """Lines that name no passage: what the dossier leaves open."""
    passages: int
    """Passages of the sheet that have a question, of `of_passages`."""
    of_passages: int
    sentences: int
    """Sentences of the sheet that have a question, of `of_sentences`."""
    of_sentences: int
    without: tuple[SheetPassage, ...]
    """The sheet's passages that have none."""
    partly: dict[str, tuple[int, ...]]
    """For the sheet's passages that have some, the numbers of their sentences that have none, where there are such."""
    stale: dict[int, str]
    """By line number, why a line speaks of nothing that is in the dossier."""
    repeats: tuple[Repeat, ...]

    def to_json(self) -> dict[str, object]:
        """The figures as plain JSON types."""
        return {
            "lines": self.lines,
            "languages": self.languages,
            "gaps": self.gaps,
            "passages": {"covered": self.passages, "of": self.of_passages},
            "sentences": {"covered": self.sentences, "of": self.of_sentences},
            "passages_without": [one.passage for one in self.without],
            "sentences_without": {id_: list(numbers) for id_, numbers in self.partly.items()},
            "stale": [{"line": number, "why": why} for number, why in self.stale.items()],
            "repeats": [asdict(repeat) for repeat in self.repeats],
        }


def make_sheet(documents: Iterable[Document], *, leave_out: frozenset[str] = frozenset()) -> tuple[SheetPassage, ...]:
    """Every passage that questions are written for, in the order of the documents; `leave_out`: ids of others."""
    return tuple(
        _sheet_passage(document, passage)
        for document in documents
        for passage in document.passages
        if _is_asked(passage) and passage.id not in leave_out
    )


def measure_coverage(questions: Sequence[tuple[int, ExpectedQuestion]], documents: Iterable[Document]) -> Coverage:
    """Compare questions, each with its line number, with the passages that are there."""
    held = tuple(documents)
    passages = {passage.id: passage for document in held for passage in document.passages}
    sheet = make_sheet(held)
    stale = {number: why for number, question in questions if (why := _why_stale(question, passages))}
    asked = {(one.passage_id, one.sentence) for number, one in questions if number not in stale}
    open_ = {one.passage: tuple(s.n for s in one.sentences if (one.passage, s.n) not in asked) for one in sheet}
    without = tuple(one for one in sheet if len(open_[one.passage]) == len(one.sentences))
    none = {one.passage for one in without}
    return Coverage(
        lines=len(questions),
        gaps=sum(question.passage_id is None for _, question in questions),
        languages=dict(sorted(Counter(lang for _, question in questions for lang in question.texts).items())),
        passages=len(sheet) - len(without),
        of_passages=len(sheet),
        sentences=sum(len(one.sentences) - len(open_[one.passage]) for one in sheet),
        of_sentences=sum(len(one.sentences) for one in sheet),
        without=without,
        partly={id_: numbers for id_, numbers in open_.items() if numbers and id_ not in none},
        stale=stale,
        repeats=tuple(_find_repeats(questions)),
    )


def is_nearly(first: str, second: str) -> bool:
    """Whether two wordings are nearly the same: case and punctuation aside, and with the same numbers in them."""
    return _are_near(_Wording(first), _Wording(second))


class _Wording:
    """A text's words, taken apart once for many comparisons."""

    __slots__ = ("joined", "numbers", "words")

    def __init__(self, text: str) -> None:
        words = _WORD.findall(text.casefold())
        self.joined = " ".join(words)
        self.words = frozenset(words)
        self.numbers = sorted(word for word in words if any(char.isdigit() for char in word))


def _are_near(one: _Wording, other: _Wording) -> bool:
    if one.joined == other.joined:
        return True
    shared = len(one.words & other.words)
    if shared * 2 < min(len(one.words), len(other.words)) or one.numbers != other.numbers:
        return False
    matcher = SequenceMatcher(None, one.joined, other.joined, autojunk=False)
    return matcher.real_quick_ratio() >= _NEARLY and matcher.quick_ratio() >= _NEARLY and matcher.ratio() >= _NEARLY


def _is_asked(passage: Passage) -> bool:
    return passage.kind not in _NOTHING_TO_ASK and not passage.names_only


def _sheet_passage(document: Document, passage: Passage) -> SheetPassage:
    lean = passage.sentences[0].leans_on if passage.introduced_by and passage.sentences else None
    return SheetPassage(
        passage=passage.id,
        document=document.title,
        section=passage.section,
        kind=passage.kind,
        note=passage.note,
        introduced_by=document.plain(lean.start, lean.end) if lean else None,
        sentences=tuple(
            SheetSentence(number, sentence.speaker, document.plain(sentence.start, sentence.end))
            for number, sentence in enumerate(passage.sentences, start=1)
        ),
    )


def _why_stale(question: ExpectedQuestion, passages: dict[str, Passage]) -> str | None:
    if question.passage_id is None:
        return None
    passage = passages.get(question.passage_id)
    if passage is None:
        return f"no passage {question.passage_id!r} is in the dossier"
    if question.sentence > len(passage.sentences):
        return f"passage {passage.id} has {len(passage.sentences)} sentences, no sentence {question.sentence}"
    if not _is_asked(passage):
        return f"passage {passage.id} answers nothing: it is a {passage.kind}" + ", a mere name" * passage.names_only
    return None


def _find_repeats(questions: Iterable[tuple[int, ExpectedQuestion]]) -> Iterator[Repeat]:
    groups: dict[tuple[str | None, str], list[tuple[int, str, _Wording]]] = {}
    for number, question in questions:
        for language, text in question.texts.items():
            groups.setdefault((question.passage_id, language), []).append((number, text, _Wording(text)))
    for (_, language), texts in groups.items():
        for (first, _, one), (second, text, other) in combinations(texts, 2):
            if _are_near(one, other):
                yield Repeat(first, second, language, text)
