"""Where the gold of the cases is in a dossier, and what is wrong with cases that the dossier does not support.

Gold is a verbatim quote, not a passage id: it survives another way of cutting the text into passages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from eval.records import Case, CaseQuestion, Gold, Place
from ingest.records import Corpus, Passage
from ingest.text.canonical import canonicalize

_NEVER_FOUND = frozenset({"title", "heading", "contents_entry", "label"})
_NOTE_MARKER = re.compile(r"\[\d{1,3}\]")
_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-"})


def locate_gold(case: Case, corpus: Corpus) -> Gold:
    """Every place where a quote of the case stands within one passage; a piece found nowhere has no places."""
    pieces, units, passages = [], [], {}
    for piece in case.gold:
        found = [pair for quote in piece for pair in _find_quote(quote, case.sources, corpus)]
        pieces.append(tuple(dict.fromkeys(place for place, _ in found)))
        units.append(frozenset(passage.id for _, passage in found))
        passages.update({passage.id: passage for _, passage in found})
    return Gold(
        pieces=tuple(pieces),
        passages=frozenset(passages),
        around=tuple(Place(passage.source_id, passage.start, passage.end) for passage in passages.values()),
        units=_join(units),
        languages=frozenset(passage.language for passage in passages.values()),
    )


def ask_all(cases: Sequence[Case], corpus: Corpus) -> tuple[CaseQuestion, ...]:
    """The cases as single questions, each language one, with their gold located."""
    questions = []
    for case in cases:
        gold = locate_gold(case, corpus)
        questions += [CaseQuestion(f"{case.id}-{language}", case, language, gold) for language in case.questions]
    return tuple(questions)


def check_cases(cases: Sequence[Case], corpus: Corpus) -> tuple[str, ...]:
    """What is wrong with cases over a dossier, a line each; empty when they can be measured."""
    problems = [f"{case.id}: {problem}" for case in cases for problem in _check_case(case, corpus)]
    asked: dict[tuple[str, ...], str] = {}
    for case in cases:
        for language, text in case.questions.items():
            turns = case.history.get(language, ())
            key = (_loose(text), *(_loose(turn.text) for turn in turns))
            if asked.get(key, case.id) != case.id:
                problems.append(f"{case.id}: the {language} question is asked by {asked[key]} already")
            asked.setdefault(key, case.id)
    return tuple(problems)


def _check_case(case: Case, corpus: Corpus) -> Iterator[str]:
    if case.kind in ("answerable", "false_premise") and not case.gold:
        yield f"{case.kind}, but without gold"
    if case.kind == "unanswerable" and case.gold:
        yield "unanswerable, but with gold"
    if case.kind == "injection" and not case.forbidden:
        yield "an injection needs patterns that are forbidden"
    if case.category == "follow_up" and set(case.history) != set(case.questions):
        yield "a follow-up needs a history in each of its languages"
    for piece in case.gold:
        for quote in piece:
            yield from _check_quote(quote, case, corpus)
    yield from _check_facts(case)
    known = {note.number for document in corpus.documents for note in document.footnotes}
    yield from (f"there is no footnote {number}" for number in case.footnotes if number not in known)
    ids = {source.id for source in corpus.manifest.sources}
    yield from (f"there is no source {source!r}" for source in case.sources if source not in ids)


def _check_quote(quote: str, case: Case, corpus: Corpus) -> Iterator[str]:
    if not list(_find_quote(quote, case.sources, corpus)):
        documents = [
            document for document in corpus.documents if not case.sources or document.source_id in case.sources
        ]
        if any(quote in document.text for document in documents):
            yield f"the gold quote spans passages or stands in a title: {quote!r}"
        elif any(_loose(quote) in _loose(document.text) for document in documents):
            yield f"the gold quote differs from the text in spaces, dashes or note markers: {quote!r}"
        else:
            yield f"the gold quote is not in the dossier: {quote!r}"
    for language, text in case.questions.items():
        if _loose(quote) in _loose(text):
            yield f"the {language} question contains its gold quote: {quote!r}"


def _check_facts(case: Case) -> Iterator[str]:
    for fact in case.facts:
        patterns = [re.compile(pattern, re.IGNORECASE) for pattern in fact.values()]
        shown = [[any(pattern.search(quote) for pattern in patterns) for quote in piece] for piece in case.gold]
        if case.gold and not any(all(quotes) for quotes in shown):
            yield f"no piece of gold shows the fact {' | '.join(fact.values())}"
    for pattern in case.forbidden:
        if any(re.search(pattern, quote, re.IGNORECASE) for piece in case.gold for quote in piece):
            yield f"the gold itself has what is forbidden: {pattern}"


def _join(units: Sequence[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """Units that share a passage become one: that passage shows them together."""
    joined: list[frozenset[str]] = []
    for unit in units:
        together = [other for other in joined if other & unit]
        joined = [other for other in joined if not other & unit] + [unit.union(*together)]
    return tuple(unit for unit in joined if unit)


def _find_quote(quote: str, sources: Sequence[str], corpus: Corpus) -> Iterator[tuple[Place, Passage]]:
    for document in corpus.documents:
        if sources and document.source_id not in sources:
            continue
        start = document.text.find(quote)
        while start >= 0:
            end = start + len(quote)
            for passage in document.passages:
                if passage.start <= start and end <= passage.end and passage.kind not in _NEVER_FOUND:
                    yield Place(document.source_id, start, end), passage
            start = document.text.find(quote, start + 1)


def _loose(text: str) -> str:
    """Letters as they are, without what looks like a note marker, with plain spaces and dashes."""
    return " ".join(_NOTE_MARKER.sub("", canonicalize(text)).split()).translate(_DASHES).casefold()
