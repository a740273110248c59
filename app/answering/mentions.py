"""Where a name or words stand: each section, note and work with how often, and the first sentence that has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from app.answering.citations import cite_sentence
from app.answering.verbatim import Draft, frame_quotes
from app.records import AnswerSentence, Citation
from index.store.opened import OpenGeneration
from ingest.records import Document, Passage
from ingest.text.names import name_key
from ingest.text.terms import find_terms
from prompts import frame

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_NAMED = 3
"""Names of one thing that are said."""
_GAP = 2
"""Words that may stand between two of a name: "Bund der Müller" for "Bund Müller"."""
_MOST = 12
"""Places of which a sentence is quoted; the others are named."""
_ALIKE, _SHORTEST = 0.8, 5
"""How alike the keys of two names have to be that may be spellings of one, and the letters it has at the least."""
_LETTERS = 5
"""Capitals up to so many are an abbreviation, which small letters are not: "US", "us"."""


Unit = Literal["any", "note", "section", "text"]
"""What the places are to be: whatever, notes, sections, whole texts."""


@dataclass(frozen=True, slots=True)
class AskedMention:
    """What is looked for, and among which places."""

    names: tuple[str, ...]
    """The name or words as they were said, then what else the dossier calls the same."""
    unit: Unit
    text: Document | None
    """The text that is named; None: all."""
    by_word: bool
    """Whether it surely asks for words: else what they do not say may be meant in others."""


@dataclass(frozen=True, slots=True)
class _Place:
    kind: str
    """section, note, text."""
    label: str
    times: int
    passages: tuple[tuple[Passage, tuple[int, ...]], ...]
    """The passages that have it, each with where in the document."""


def write_mentions(
    asked: AskedMention, language: str, opened: OpenGeneration
) -> Draft | tuple[AnswerSentence, ...] | None:
    """The places where something stands, or a line that it stands nowhere; None where others may be better told.

    Args:
        asked: What is looked for.
        language: Of the lines.
        opened: The opened generation.

    """
    said, where = asked.names[0], _say_where(asked, language, opened)
    every, names = _find_places(asked.names, asked, language, opened)
    wanted = [one for one in every if asked.unit in ("any", one.kind)]
    if wanted:
        times = sum(one.times for one in wanted)
        line = "mentioned" if times > 1 else "mentioned_once"
        head = _say(line, language, word=" / ".join(names[:_NAMED]), where=where, number=times)
        return _draft(head, wanted, language, opened)
    if asked.text and asked.by_word:
        every, _ = _find_places(asked.names, replace(asked, text=None), language, opened)
    if every and (asked.by_word or asked.unit == "note"):
        times = sum(one.times for one in every)
        head = _say("mentioned_elsewhere", language, word=said, where=where, number=times)
        return _draft(head, every, language, opened)
    if not asked.by_word:
        return None
    similar = _find_similar(said, opened)
    places = _find_places((similar,), replace(asked, text=None), language, opened)[0] if similar else []
    if similar and places:
        times = sum(one.times for one in places)
        return _draft(
            _say("mentioned_similar", language, word=said, similar=similar, number=times), places, language, opened
        )
    return (AnswerSentence(frame("mentioned_nowhere", language, word=said), (), "frame"),)


def _say_where(asked: AskedMention, language: str, opened: OpenGeneration) -> str:
    """Among what was looked: what stands in no note may stand in a section."""
    if asked.unit == "any" and asked.text:
        title = opened.corpus.manifest.source(asked.text.source_id).title
        return frame("mentioned_where_named", language, title=title)
    return frame(f"mentioned_where_{asked.unit}", language)


def _find_places(
    names: Sequence[str], asked: AskedMention, language: str, opened: OpenGeneration
) -> tuple[list[_Place], list[str]]:
    """The sections and notes of the analysis, then the works; of a text that is named its sections and notes.

    With those of the names that stand there.
    """
    manifest = opened.corpus.manifest
    documents = (
        [asked.text]
        if asked.text
        else sorted(opened.documents.values(), key=lambda one: manifest.source(one.source_id).kind != "analysis")
    )
    said: dict[str, None] = {}
    found: dict[tuple[str, str], list[tuple[Passage, tuple[int, ...]]]] = {}
    for document in documents:
        is_work = asked.text is None and manifest.source(document.source_id).kind != "analysis"
        for passage in document.passages:
            if passage.kind == "title":
                continue  # What a text is called says nothing of where it speaks of it.
            text = document.text[passage.start : passage.end]
            hits = {name: list(_find(name, text, passage.language, language)) for name in names}
            said.update((name, None) for name, each in hits.items() if each)
            merged = _merge(sorted({one for each in hits.values() for one in each}))
            starts = tuple(passage.start + start for start, _ in merged)
            if starts:
                key = _place_of(passage, document, language, opened, whole=is_work or asked.unit == "text")
                found.setdefault(key, []).append((passage, starts))
    # Notes stand behind the sections, whatever their order in the text.
    rows = sorted(found.items(), key=lambda one: ("section", "note", "text").index(one[0][0]))
    places = [_Place(kind, label, sum(len(each) for _, each in one), tuple(one)) for (kind, label), one in rows]
    return places, [one for one in names if one in said]


def _place_of(
    passage: Passage, document: Document, language: str, opened: OpenGeneration, *, whole: bool
) -> tuple[str, str]:
    if whole:
        title = opened.corpus.manifest.source(document.source_id).title
        return "text", frame("mentioned_in_work", language, title=title)
    if passage.note is not None:
        return "note", frame("footnote", language, number=str(passage.note))
    label = passage.section or next(iter(passage.headings), None)
    if label is None and not any(one.kind == "heading" for one in document.passages):
        return "text", frame("mentioned_in_work", language, title=document.title)
    return "section", label or frame("mentioned_opening", language)


def _find(name: str, text: str, spoken: str, asked_in: str) -> Iterator[tuple[int, int]]:
    """Where the words of a name stand in a text in their order, inflected or not, as (start, end)."""
    words = _TOKEN.findall(name)
    tokens = list(_TOKEN.finditer(text))
    for row, token in enumerate(tokens):
        if not _is_same(token[0], words[0], spoken, asked_in):
            continue
        last = row
        for word in words[1:]:
            near = range(last + 1, min(last + 2 + _GAP, len(tokens)))
            last = next((one for one in near if _is_same(tokens[one][0], word, spoken, asked_in)), -1)
            if last < 0:
                break
        if last >= 0:
            yield token.start(), tokens[last].end()


def _merge(hits: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The hits without those that lie within or over another: two names of one thing are said once."""
    kept: list[tuple[int, int]] = []
    for start, end in hits:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


@lru_cache(maxsize=1 << 18)
def _is_same(token: str, word: str, spoken: str, asked_in: str) -> bool:
    """Whether a word of a text is one that is looked for, in whatever form or spelling."""
    if word.isupper() and 1 < len(word) <= _LETTERS:
        return token == word or token == f"{word}s"
    if token.casefold() == word.casefold():
        return True
    own, other = _key(token), _key(word)
    if own[:1] != other[:1]:
        return False
    if own == other or own.removesuffix("s") == other.removesuffix("s"):
        return True
    return any(_stem(token, one) == _stem(word, one) != "" for one in dict.fromkeys((spoken, asked_in)))


@lru_cache(maxsize=1 << 17)
def _key(word: str) -> str:
    return name_key(word)


@lru_cache(maxsize=1 << 17)
def _stem(word: str, language: str) -> str:
    return next(iter(find_terms(word, language)), "")


def _find_similar(name: str, opened: OpenGeneration) -> str | None:
    """The word written large in the texts that is spelt most like a name of one word: "Greenland", "Grönland"."""
    if not _TOKEN.fullmatch(name) or len(name) < _SHORTEST:
        return None
    key = _key(name)
    words = {
        one for document in opened.documents.values() for one in _TOKEN.findall(document.text)
        if one[0].isupper() and len(one) >= _SHORTEST and _key(one)[:1] == key[:1]
    }  # fmt: skip
    scored = sorted(((SequenceMatcher(None, key, _key(one)).ratio(), one) for one in words), reverse=True)
    return scored[0][1] if scored and scored[0][0] >= _ALIKE else None


def _draft(head: str, places: Sequence[_Place], language: str, opened: OpenGeneration) -> Draft:
    """A line for each place with the first sentence there that has it."""
    sentences = [AnswerSentence(head, (), "frame")]
    citations: list[Citation] = []
    for place in places[:_MOST]:
        line = frame("mentioned_at", language, place=place.label, number=str(place.times))
        sentences.append(AnswerSentence(line, (), "frame"))
        cited = _cite_first(place, len(citations) + 1, opened)
        if cited:
            # Whose words they are is said anew in each place.
            _, *quotes = frame_quotes((cited,), language).sentences
            sentences += quotes
            citations.append(cited)
    if len(places) > _MOST:
        others = ", ".join(one.label for one in places[_MOST:])
        sentences.append(AnswerSentence(frame("mentioned_more", language, places=others), (), "frame"))
    return Draft(tuple(sentences), tuple(citations))


def _cite_first(place: _Place, number: int, opened: OpenGeneration) -> Citation | None:
    """The first sentence there that has it; where only a heading does, the first one below that."""
    for passage, starts in place.passages:
        sentence = next((one for one in passage.sentences if one.start <= starts[0] < one.end), None)
        if sentence and passage.kind != "heading":
            return cite_sentence(opened, passage, sentence, number)
    heading = place.passages[0][0]
    passages = opened.document(heading.source_id).passages
    below = (one for one in passages[passages.index(heading) + 1 :] if one.kind != "heading" and one.sentences)
    first = next(below, None)
    return cite_sentence(opened, first, first.sentences[0], number) if first else None


def _say(line: str, language: str, *, number: int, **values: str) -> str:
    filled = values if line == "mentioned_once" else {**values, "number": str(number)}
    return frame(line, language, **filled)
