"""Whether the way from a note leads to the right place in the work that it cites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.answering.chain import Claim, find_in_work
from app.records import CitedPassage
from eval.cases.chain import ChainPair
from eval.errors import CaseError
from eval.measure.intervals import Rate
from index.store.opened import OpenGeneration
from ingest.records import Document, Passage, Sentence, Slice


@dataclass(frozen=True, slots=True)
class Followed:
    """A pair with the places that were shown for it, best first."""

    pair: ChainPair
    shown: tuple[CitedPassage, ...]
    holds: tuple[bool, ...]
    """For each of them, whether it is the right place."""


def follow_chain(pairs: Sequence[ChainPair], opened: OpenGeneration) -> Iterator[Followed]:
    """Follow each pair's note as an answer would; CaseError where the dossier has no such note or sentence."""
    for pair in pairs:
        document, passage, sentence = _find_sentence(pair, opened)
        claim = Claim(document, passage, Slice(sentence.start, sentence.end))
        references = [
            reference
            for note in document.footnotes
            if note.number == pair.note
            for reference in note.references
            if reference.source_id == pair.work
        ]
        if not references:
            raise CaseError(f"note {pair.note} cites no {pair.work}", where=pair.id)
        shown = find_in_work(opened, claim, pair.work, references[0].page)
        holds = tuple(any(_even(piece) in _around(one, opened) for piece in pair.quotes) for one in shown)
        yield Followed(pair, shown, holds)


def count_chain(followed: Sequence[Followed]) -> tuple[Rate, ...]:
    """How often the right place is shown, first and at all; how often nothing is, where there is nothing."""
    there = [one for one in followed if one.pair.quotes]
    nowhere = [one for one in followed if not one.pair.quotes]
    return (
        Rate("the right place is shown first", sum(one.holds[:1] == (True,) for one in there), len(there)),
        Rate("the right place is shown", sum(any(one.holds) for one in there), len(there)),
        Rate("only another place is shown", sum(bool(one.shown) and not any(one.holds) for one in there), len(there)),
        Rate("nothing is shown though it is there", sum(not one.shown for one in there), len(there)),
        Rate("nothing is shown where there is nothing", sum(not one.shown for one in nowhere), len(nowhere)),
    )


def _find_sentence(pair: ChainPair, opened: OpenGeneration) -> tuple[Document, Passage, Sentence]:
    wanted = _even(pair.sentence)
    for document in opened.documents.values():
        for passage in document.passages:
            for sentence in passage.sentences:
                if wanted in _even(document.plain(sentence.start, sentence.end)):
                    return document, passage, sentence
    raise CaseError("the sentence stands nowhere in the dossier", where=pair.id)


def _around(one: CitedPassage, opened: OpenGeneration) -> str:
    """The passage that a place stands in: a pair's pieces mark it, not the sentence."""
    document = opened.document(one.source)
    passage = document.passage(one.passage)
    return _even(document.plain(passage.start, passage.end))


def _even(text: str) -> str:
    return " ".join(text.split())
