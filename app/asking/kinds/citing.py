"""Whom the analysis cites: works by somebody or from a house, everybody cited, how often somebody is named.

Told from the manifest, the notes and the parsed text. That somebody is cited nowhere is said only where a word of his
name stands in no text here; else the question goes on to the search.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.asking.kinds.subject import analysis_of, list_authors
from app.asking.kinds.words import matches_any
from app.records import AnswerSentence
from app.wording import tell_work
from index.store.opened import OpenGeneration
from ingest.records import Document, Manifest, Passage, Source
from ingest.text.german import is_common_noun
from ingest.text.names import name_key
from ingest.text.terms import find_content_words, find_name_terms, find_terms
from prompts import frame

_PHRASES = Path(__file__).parent / "citing.toml"
_WORD = re.compile(r"[^\W\d_]+")
_ARTICLE = re.compile(r"(?i)^(?:(?:the|der|die|das|den|dem|des|a|an|from|by|von|vom|irgendwo|auch)\s+)+")
_UNTOLD = re.compile(
    r"(?i)^(?:any|some|other|more|irgend\w*|eine?[nmrs]?|andere\w*|weitere\w*|es|it|this|that|he|she|they|er|sie"
    r"|his|her|their|its|mein\w*|sein\w*|ihr\w*)(?!\w)|(?<!\w)(?:as|als|about|über|zu[rm]?|saying|dass|that|against|gegen"
    r"|because|weil|for|für|on|mit|with|by|nach|laut|according)(?!\w)"
)
"""What is no name, or asks for what somebody is cited with."""
_MOST_WORDS, _LONG, _SEVERAL = 5, 6, 2
_OF_AUTHOR = (
    r"(?:he|she|it|they|the (?:author|writer|essay|text|report|article|paper|piece|dossier|analysis)|er|sie|es|man"
    r"|der (?:autor|verfasser|text|essay|aufsatz|bericht|artikel)|die (?:autorin|verfasserin|analyse)"
    r"|das (?:dossier|papier))"
)
_MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks about citing."""

    what: str
    """cites: whether; works: which; all: who; mentions: how often; more: who of two more often."""
    who: tuple[str, ...] = ()
    """Whom it names."""


@dataclass(frozen=True, slots=True)
class _Cited:
    opened: OpenGeneration
    analysis: Source
    document: Document
    language: str

    @property
    def manifest(self) -> Manifest:
        """The dossier's."""
        return self.opened.corpus.manifest

    def say(self, name: str, **values: str) -> str:
        """A line of the product."""
        return frame(name, self.language, **values)


def reply_citing(question: str, language: str, opened: OpenGeneration) -> tuple[AnswerSentence, ...]:
    """Whom the analysis cites, and with which works; empty where a question asks no such thing, or of nobody here."""
    analysis = analysis_of(opened.corpus.manifest)
    document = opened.documents.get(analysis.id) if analysis else None
    if analysis is None or document is None:
        return ()
    asked = read_citing(question, analysis.author or "")
    if asked is None:
        return ()
    cited = _Cited(opened, analysis, document, language)
    lines = tuple(_tell(asked, cited))[:_MOST_LINES]
    return tuple(AnswerSentence(line, (), "frame") for line in lines)


def find_citing_notes(question: str, opened: OpenGeneration) -> tuple[Passage, ...]:
    """The analysis' notes that name whom a question asks about, where the manifest has no work of his."""
    analysis = analysis_of(opened.corpus.manifest)
    document = opened.documents.get(analysis.id) if analysis else None
    asked = read_citing(question, analysis.author or "") if analysis else None
    if document is None or asked is None or asked.what not in ("cites", "works"):
        return ()
    (who,) = asked.who
    if find_works_of(who, opened.corpus.manifest) or not (asked.what == "cites" or _is_name(who)):
        return ()
    notes = (one for one in document.passages if one.note is not None)
    return tuple(one for one in notes if _names(document.plain(one.start, one.end), who))


def read_citing(question: str, author: str) -> Asked | None:
    """What a cleaned question asks about citing; None where it asks no such thing. Args: author: the analysis'."""
    text = " ".join(question.split()).strip(" ?!.")
    for name in sorted({author, *author.split()}, key=len, reverse=True):
        if len(name) > 1:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "er", text)
    patterns = _read_patterns()
    if patterns.all.fullmatch(text):
        return Asked("all")
    more = patterns.more.match(text)
    if more:
        pair = re.split(r"(?i)\s+(?:oder|or)\s+", text[more.end() :].strip(" ,:-–"))
        two = tuple(_ARTICLE.sub("", one) for one in pair)
        return Asked("more", two) if len(two) > 1 and all(map(_is_name, two)) else None
    for what, around in patterns.around.items():
        for one in around:
            found = one.fullmatch(text)
            who = _ARTICLE.sub("", found["who"]).strip(" ,„“”\"'") if found else ""
            if who and not _UNTOLD.search(who) and len(who.split()) <= _MOST_WORDS and find_content_words(who):
                return Asked(what, (who,))
    return None


@dataclass(frozen=True, slots=True)
class _Patterns:
    around: Mapping[str, tuple[re.Pattern[str], ...]]
    all: re.Pattern[str]
    more: re.Pattern[str]


@lru_cache(maxsize=1)
def _read_patterns() -> _Patterns:
    table = tomllib.loads(_PHRASES.read_text(encoding="utf-8").replace("AUTHOR", _OF_AUTHOR))
    around = {
        what: tuple(re.compile(rf"(?i)(?:{one['before']})\s+(?P<who>.+?){_tail(one, what)}") for one in table[what])
        for what in ("works", "cites", "mentions")
    }
    return _Patterns(around, matches_any(table["all"]["words"]), matches_any(table["more"]["words"]))


def _tail(row: Mapping[str, str], what: str) -> str:
    """What stands behind the name: it may be missing, but where only that says what is asked."""
    needed = what == "mentions" or row["before"].startswith(("(wird", "(is|are|was|were)"))
    return rf"(?:,?\s+(?:{row['after']})){'' if needed else '*'}"


def _tell(asked: Asked, cited: _Cited) -> Iterator[str]:
    if asked.what == "all":
        yield from _tell_all(cited)
    elif asked.what in ("mentions", "more"):
        yield from _tell_mentions(asked.who, cited)
    else:
        (who,) = asked.who
        works = find_works_of(who, cited.manifest)
        if works:
            yield cited.say("about_works_of", who=who, title=cited.analysis.title, number=str(len(works)))
            yield from (_list(one, cited) for one in works)
        elif (asked.what == "cites" or _is_name(who)) and _stands_nowhere(who, cited.opened):
            yield cited.say("about_works_of_none", who=who)
        elif asked.what == "cites" and _is_of_nobody(who, cited):
            yield cited.say("about_cites_not", who=who, title=cited.analysis.title)


def _list(work: Source, cited: _Cited) -> str:
    """A work on one line, with the notes that cite it and its address."""
    line = tell_work(work.title, work.author, work.date, cited.language)
    return f"• {line}{_tell_notes(work.footnotes, cited)}{f' {work.url}' if work.url else ''}"


def _tell_notes(numbers: Iterable[int], cited: _Cited) -> str:
    said = ", ".join(map(str, sorted(numbers)))
    return f" ({cited.say('footnote', number=said)})" if said else ""


def find_works_of(who: str, manifest: Manifest) -> tuple[Source, ...]:
    """The cited works whose author, or publisher, is called so; else the one whose title or name has all the words."""
    works = [one for one in manifest.sources if one.kind == "cited_source" and one.edition_of is None]
    by = tuple(one for one in works if _names(f"{one.author or ''} {one.publisher or ''}", who))
    if by:
        return by
    named = tuple(one for one in works if any(_names(name, who) for name in (one.title, *one.names)))
    return named if len(named) == 1 else ()


def _names(text: str, who: str) -> bool:
    """Whether all telling words of a name stand in a text, whatever their spelling and case."""
    here = {name_key(one) for one in _WORD.findall(text)}
    words = [one for one in _WORD.findall(who) if find_content_words(one) or one.isupper()]
    return bool(words) and all(here.intersection(_forms(one)) for one in words)


def _forms(word: str) -> Iterator[str]:
    """A word's key as it stands, and without the endings of a genitive or, of a long one, of a plural's dative."""
    endings = ("", "s", "es", "n", "en") if len(word) > _LONG else ("", "s")
    return (name_key(word.removesuffix(one)) for one in endings)


def _stands_nowhere(who: str, opened: OpenGeneration) -> bool:
    """Whether a telling word of a name stands in no text here."""
    lexical = opened.lexical
    return any(
        not any(lexical.knows_name(term, language) for language in lexical.languages for term in find_name_terms(word))
        and not any(
            lexical.knows(term, language) for language in lexical.languages for term in find_terms(word, language)
        )
        for word in _WORD.findall(who)
        if find_content_words(word)
    )


def _is_of_nobody(who: str, cited: _Cited) -> bool:
    """Whether several words, each of which stands somewhere here, are together no name here: "Washington Post"."""
    words = _WORD.findall(who)
    people = {name_key(_WORD.findall(one)[-1]) for one in list_authors(cited.manifest)} | cited.opened.heard
    if len(words) < _SEVERAL or not _is_name(who) or not people.isdisjoint(map(name_key, words)):
        return False
    together = re.compile(r"(?i)(?<!\w)" + r"\W+".join(map(re.escape, words)))
    texts = [one.text for one in cited.opened.documents.values()]
    notes = (one for one in cited.document.passages if one.note is not None)
    return not (
        any(map(together.search, texts)) or any(_names(cited.document.plain(one.start, one.end), who) for one in notes)
    )


def _tell_all(cited: _Cited) -> Iterator[str]:
    """Who wrote the works cited, with the notes; then who is heard in the text itself."""
    notes: dict[str, set[int]] = {}
    for work in cited.manifest.sources:
        if work.kind == "cited_source" and work.edition_of is None:
            notes.setdefault(work.author or work.publisher or work.title, set()).update(work.footnotes)
    if not notes:
        return
    yield cited.say("about_all_cited", title=cited.analysis.title)
    for name, numbers in notes.items():
        yield f"• {name}{_tell_notes(numbers, cited)}"
    people = {name_key(one.split()[-1]) for one in list_authors(cited.manifest)}
    heard = dict.fromkeys(
        one.speaker for passage in cited.document.passages for one in passage.sentences
        if passage.note is None and one.attribution == "quoted" and _is_name(one.speaker)
    )  # fmt: skip
    others = [one for one in heard if name_key(one.split()[-1]) not in people]
    if others:
        yield cited.say("about_heard", names=", ".join(others))


def _is_name(text: str) -> bool:
    words = _WORD.findall(text)
    return bool(words) and len(words) <= _MOST_WORDS and words[-1][0].isupper() and not is_common_noun(words[-1])


def _tell_mentions(people: Sequence[str], cited: _Cited) -> Iterator[str]:
    """How often each is named in the text, and in how many sentences his words are given; nothing where one is not."""
    if not all(_is_name(one) for one in people):
        return
    body = [one for one in cited.document.passages if one.note is None]
    for who in people:
        key = name_key(_WORD.findall(who)[-1])
        text = " ".join(cited.document.plain(one.start, one.end) for one in body)
        words = [name_key(one) for one in _WORD.findall(text)]
        named = sum(one in (key, f"{key}s") for one in words)
        given = sum(
            one.attribution in ("quoted", "paraphrased") and key in map(name_key, _WORD.findall(one.speaker))
            for passage in body for one in passage.sentences
        )  # fmt: skip
        if not named:
            return
        yield cited.say("about_mentions", who=who, title=cited.analysis.title, number=str(named), sentences=str(given))
