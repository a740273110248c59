"""Which text here a question means that it does not call by its name: "the hearing minutes", "the Courier interview".

A work's title need not say what people call it: "Вода идёт пешком" is a speech, and only its first line or the note
that cites it says so. What kind of text is asked for, in which language it is, whose, of what year: together they tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from app.asking.kinds.described import rank_described
from app.asking.kinds.genres import find_genres, tell_genres
from app.asking.kinds.subject import Subject, analysis_of, find_subject, speaks_of_text
from index.encoders.protocol import Encoder
from index.store.opened import OpenGeneration
from ingest.records import Document, Source
from ingest.text.names import name_key
from ingest.text.terms import find_content_words

_WORD = re.compile(r"[^\W\d_]+|\d{4}")
_ABOUT = re.compile(r"(?i)(?<!\w)(?:about|on|regarding|concerning|über|zu[rm]?|bezüglich|gegen|against|о|об|про)(?!\w)")
_LANGUAGES = {
    "de": re.compile(r"(?i)deutsch(?:e[nrms]?|sprachige[nrms]?)?|german|немецк\w+"),
    "en": re.compile(r"(?i)englisch(?:e[nrms]?|sprachige[nrms]?)?|english|английск\w+"),
    "ru": re.compile(r"(?i)russisch(?:e[nrms]?|sprachige[nrms]?)?|russian|русск\w+"),
}
_NO_LETTER = re.compile(r"(?<!der )(?<!den )(?<!dem )(?<!des )(?<!ein )(?<!im )(?<!em )(?<!es )\bbrief\b")
"""German "Brief" in small letters without an article is English "brief"."""
_MARKS = ".,;:?!()'’\"„“”"
_MODIFIED = re.compile(
    r"(?i)(?<!\w)(?:the|that|this|a|an|which|what|der|die|das|dem|den|des|zum|zur|im|vom|ins|diese[mnrs]?|jene[mnrs]?)"
    r" (?=(?P<words>(?:[^\W\d_][\w-]* ){1,3}[^\W\d_][\w-]*))"
)
_TOPIC = re.compile(
    r"(?i)(?<!\w)(?=(?P<kind>[^\W\d_]+) (?:about|on|of|regarding|concerning|into|über|zu[rm]?|um|von|de[rs])"
    r" (?P<topic>(?:[\w’'-]+ ?){1,6}?)(?=[?.!,;:]|$"
    r"| (?:und|and|da|in|bitte|please|erschienen|published|geschrieben|written)(?!\w)))"
)
_OF_TIME = re.compile(r"(?i)(?<!\w)(?:\d+|in|few|two|three|five|ten|some|couple of|my|last)\s+minutes?(?!\w)")
_TOLD, _OPENS, _CITED = 1.0, 0.7, 0.6
"""What it counts that a work's title or names say its kind; that its first lines do; that the notes citing it do."""
_AT_FRONT = 240
"""Characters at a text's beginning that may say what it is."""
_REPLIES = 3
"""Passages that only ask from which on a text is an interview."""
_LEAD = 0.3
"""How much more has to speak for a text than for the next one."""
_FEWEST, _NEAR = 4, 3
"""Letters of a word that may stand for a longer one; words before one for a text among which its language stands."""


def resolve_subject(question: str, opened: OpenGeneration, encoder: Encoder | None = None) -> Subject:
    """The texts that a question speaks of, the one that it describes by its kind included.

    Args:
        question: The cleaned question.
        opened: The opened generation.
        encoder: Tells whether what a text is said to be about is what the one meant is about; None: its title has to.

    """
    subject = find_subject(question, opened.corpus.manifest)
    if subject.named:
        return subject
    if subject.by_genre:
        source = opened.corpus.manifest.source(subject.by_genre)
        return replace(subject, rest=_leave_telling(question, subject, source, _modifiers(question), opened, encoder))
    meant = find_text_by_kind(question, opened)
    if meant is None:
        return subject
    source, said = meant
    rest = _leave_telling(question, subject, source, said, opened, encoder)
    return replace(subject, named=(source.id,), has_genre=True, rest=rest)


def _leave_telling(
    question: str, subject: Subject, source: Source, said: Set[str], opened: OpenGeneration, encoder: Encoder | None
) -> str:
    """The rest of a question without what only tells which text it means. Args: said: keys of words that do."""
    topic = next((one for one in _TOPIC.finditer(question) if _is_kind(one["kind"])), None)
    rest = subject.rest
    if topic and _is_on(topic, source, opened, encoder):
        left = f"{question[: topic.start('topic')]} {question[topic.end('topic') :]}"
        rest = find_subject(left, opened.corpus.manifest).rest
    return " ".join(word for word in rest.split() if name_key(word.strip(_MARKS)) not in said)


def _is_on(topic: re.Match[str], source: Source, opened: OpenGeneration, encoder: Encoder | None) -> bool:
    """Whether what a question calls a text's topic is the text's: "the study of five fens", "the Russian page on X"."""
    before = topic.string[: topic.end("kind")]
    if any(_language_of(word) for word in _WORD.findall(before)[-_NEAR:]):
        return True
    words, own = find_content_words(topic["topic"]), _own_words(source)
    if all(_is_own(word, own) for word in words):
        return True
    if encoder is None or not tell_genres(topic["kind"]):
        return False
    sources = [one for one in opened.corpus.manifest.sources if one.edition_of is None]
    names = [(" ".join(filter(None, (one.title, one.author, *one.names))),) for one in sources]
    near = rank_described(f"{topic['kind']} {topic['topic']}", names, encoder)
    return bool(near) and sources[near[0]].id == source.id


def _is_kind(word: str) -> bool:
    return bool(tell_genres(word)) or speaks_of_text(word)


def find_text_by_kind(question: str, opened: OpenGeneration) -> tuple[Source, frozenset[str]] | None:
    """The one source that a question tells by what kind of text it is, and the keys of the words that tell it."""
    containers = _leave_topics(question)
    spoken = [one for one in _WORD.findall(containers) if tell_genres(one)]
    if not spoken:
        return None
    sources = [one for one in opened.corpus.manifest.sources if one.edition_of is None]
    common = Counter(word for one in sources for word in _own_words(one))
    told = [word for word in _WORD.findall(containers) if not tell_genres(word)]
    scored = sorted(
        ((_score(one, spoken, told, common, opened), -row) for row, one in enumerate(sources)), reverse=True
    )
    (best, place), *others = scored
    if best <= 0 or (others and best - others[0][0] < _LEAD):
        return None
    source = sources[-place]
    own = _own_words(source)
    keys = {name_key(one) for one in told if _is_own(one, own) or _language_of(one)}
    return source, frozenset((*(name_key(one) for one in spoken), *keys, *_modifiers(containers)))


def _modifiers(question: str) -> frozenset[str]:
    """The keys of the words between an article and a word for a text, that say which one: "the public hearing"."""
    found: set[str] = set()
    for phrase in _MODIFIED.finditer(question):
        words = _WORD.findall(phrase["words"])
        last = next((place for place in range(len(words) - 1, 0, -1) if _is_kind(words[place])), 0)
        found.update(name_key(one) for one in takewhile(find_content_words, reversed(words[:last])))
    return frozenset(found)


def _leave_topics(question: str) -> str:
    """A question without what a text that it speaks of before is about: "what the report says about the hearing"."""
    text = _OF_TIME.sub(" ", _NO_LETTER.sub(" ", question))
    for about in _ABOUT.finditer(text):
        if find_genres(text[: about.start()]):
            return text[: about.start()]
    return text


def _score(
    source: Source, spoken: Sequence[str], told: Sequence[str], common: Mapping[str, int], opened: OpenGeneration
) -> float:
    genre = max((_weigh_genre(source, tell_genres(one), opened) for one in spoken), default=0.0)
    if genre <= 0:
        return 0.0
    own = _own_words(source)
    words = {one: word for word in told if (one := _is_own(word, own))}
    described = sum(1 / common[one] for one in words)
    language = any(_language_of(word) == source.language for word in told)
    other = any((said := _language_of(word)) and said != source.language for word in told)
    return genre + described + language - other


def _weigh_genre(source: Source, genres: frozenset[str], opened: OpenGeneration) -> float:
    if not genres.isdisjoint(find_genres(" ".join(filter(None, (source.title, source.publisher, *source.names))))):
        return _TOLD
    document = opened.held_document(source.id)
    if document and not genres.isdisjoint(find_genres(_front_of(document))):
        return _OPENS
    if "interview" in genres and document and _is_interview(document, opened):
        return _OPENS
    return _CITED if not genres.isdisjoint(_cited_as(source, opened)) else 0.0


def _front_of(document: Document) -> str:
    """A text's title and its first line or two, in which it says what it is."""
    prose = (one.start for one in document.passages if one.kind != "heading" and one.note is None)
    first = next(prose, 0)
    return document.text[first : first + _AT_FRONT].partition(".")[0]


def _is_interview(document: Document, opened: OpenGeneration) -> bool:
    return sum(one.id in opened.replies for one in document.passages) >= _REPLIES


def _cited_as(source: Source, opened: OpenGeneration) -> frozenset[str]:
    """The kinds of texts that the analysis' notes call a work which they cite alone."""
    analysis = analysis_of(opened.corpus.manifest)
    document = opened.documents.get(analysis.id) if analysis else None
    if document is None or not source.footnotes:
        return frozenset()
    notes = (one for one in document.footnotes if {each.source_id for each in one.references} == {source.id})
    return frozenset(
        kind for one in notes for kind in find_genres(document.text[one.start : one.end].partition(". ")[0])
    )


@lru_cache(maxsize=4096)
def _own_words(source: Source) -> frozenset[str]:
    """What tells one text from others: words of its title, author, publisher and names, its year; no kind of text."""
    said = " ".join(filter(None, (source.title, source.author, source.publisher, *source.names)))
    words = {name_key(one) for one in find_content_words(said) if not tell_genres(one)}
    return frozenset((*words, *filter(None, ((source.date or "")[:4],))))


def _is_own(word: str, own: Iterable[str]) -> str | None:
    """Which of a text's own words a word is, whatever its ending."""
    key = name_key(word)
    if key.isdigit():
        return key if key in own else None
    stem = key[: max(_FEWEST, len(key) - 2)]
    return next(
        (one for one in sorted(own) if len(key) >= _FEWEST and one.startswith(stem) and len(one) <= len(key) + 2), None
    )


def _language_of(word: str) -> str | None:
    return next((code for code, pattern in _LANGUAGES.items() if pattern.fullmatch(word)), None)
