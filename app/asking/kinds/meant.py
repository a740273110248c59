"""Which text is meant by a question about a text's own data: its author is named, or a few words tell what it is on."""

from __future__ import annotations

from collections.abc import Sequence

from app.asking.kinds.described import find_described, rank_described
from app.asking.kinds.subject import Subject, analysis_of, find_author
from index.encoders.protocol import Encoder
from index.store.opened import OpenGeneration
from ingest.records import Manifest, Source
from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun
from ingest.text.terms import find_names, find_terms

_AMONG_NEAREST = 3
"""Texts nearest to a description among which the analysis is taken to be meant."""


def find_by_author(question: str, manifest: Manifest) -> Source | None:
    """The one source whose author a question names."""
    author = find_author(question, manifest)
    return manifest.source(author) if author else None


def names_one(text: str, words: Sequence[str]) -> bool:
    """Whether one of these words is a name: it may be that of another text's author."""
    names = {one.casefold() for one in find_names(text) if not is_common_noun(one)}
    return not names.isdisjoint(words)


def is_no_noun(word: str) -> bool:
    """Whether a word is German and no noun: "habt", "korrekt" tell of no text."""
    return find_lemma(word, "de") is not None and not is_common_noun(word.capitalize())


def find_meant(
    left: Sequence[str], subject: Subject, opened: OpenGeneration, encoder: Encoder, *, guessed: bool
) -> Source | None:
    """The text that a few words tell in another language than its title's: "the mill report".

    Where it is surely asked about a text, what is as near to the analysis as to any other is the analysis; words that
    stand nowhere here mean no text of it.
    """
    manifest = opened.corpus.manifest
    analysis = analysis_of(manifest)
    sources = [one for one in manifest.sources if one.edition_of is None]
    sources.sort(key=lambda one: analysis is None or one.id != analysis.id)
    names = [tuple(filter(None, (one.title, one.author, *one.names))) for one in sources]
    place = find_described([" ".join(left)], names, encoder)
    if place is None and guessed and subject.has_any_text and _stand_here(left, opened):
        near = rank_described(" ".join(left), names, encoder)
        place = 0 if 0 in near[:_AMONG_NEAREST] else None
    return None if place is None else sources[place]


def _stand_here(words: Sequence[str], opened: OpenGeneration) -> bool:
    here = opened.lexical
    return any(here.knows(term, one) for word in words for one in here.languages for term in find_terms(word, one))
