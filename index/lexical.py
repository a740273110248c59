"""The lexical index: BM25 per source language, beside the vectors of a generation."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.terms import find_name_terms, find_terms

_K1, _B = 1.2, 0.6
_TERMS = "terms.json"
_STEM = 6
"""Characters, the mark in front included, that two names must share to be one name with two endings."""


def write_lexical(folder: Path, texts: Mapping[str, Sequence[str]]) -> None:
    """Index, for each language, the passages' texts in the given order."""
    import bm25s

    for language, passages in texts.items():
        terms = [[*find_terms(text, language), *find_name_terms(text)] for text in passages]
        # bm25s cannot index a corpus without any term.
        index = bm25s.BM25(k1=_K1, b=_B, method="lucene")
        index.index([row or ["\0"] for row in terms], show_progress=False)
        index.save(folder / language)
        documents: dict[str, list[int]] = {}
        for row, found in enumerate(terms):
            for term in dict.fromkeys(found):
                documents.setdefault(term, []).append(row)
        table = {"passages": len(passages), "documents": documents}
        (folder / language / _TERMS).write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")


class LexicalIndex:
    """BM25 over the passages of each language; rows are positions in the lists given to `write_lexical`."""

    def __init__(self, folder: Path, languages: Sequence[str]) -> None:
        """Open the index; the arrays stay on disk, memory-mapped."""
        import bm25s

        self._indexes: dict[str, Any] = {lang: bm25s.BM25.load(folder / lang, mmap=True) for lang in languages}
        self._terms = {lang: json.loads((folder / lang / _TERMS).read_text(encoding="utf-8")) for lang in languages}

    def question_terms(self, question: str, question_language: str, language: str) -> list[str]:
        """The question's terms that may count in a collection: all in its own language, elsewhere names and numbers.

        In its own language a name counts by its key only where it is spelt as no passage spells it.
        """
        names = find_name_terms(question)
        if question_language != language:
            return names
        known = self._terms[language]["documents"]
        words = find_terms(question, language)
        variants = [
            name
            for name in names
            if name in known and not all(word in known for word in find_terms(name[1:], language))
        ]
        return [*words, *variants]

    def score(self, terms: Sequence[str], language: str) -> NDArray[np.float32]:
        """BM25 of every passage of a language (n,) for these terms; zeros when none of them is known."""
        vocabulary = self._indexes[language].vocab_dict
        known = [term for term in terms if term in vocabulary]
        if not known:
            return np.zeros(self._terms[language]["passages"], dtype=np.float32)
        return np.asarray(self._indexes[language].get_scores(known), dtype=np.float32)

    def matching(self, terms: Sequence[str], language: str) -> dict[str, frozenset[int]]:
        """For each term, the rows of the passages that have it."""
        documents = self._terms[language]["documents"]
        return {term: frozenset(documents.get(term, ())) for term in terms}

    def knows_name(self, name: str, language: str) -> bool:
        """Whether a name term (see `find_name_terms`) stands in a passage of a language, whatever its ending."""
        documents = self._terms[language]["documents"]
        stem = name[:_STEM]
        return name in documents or (
            len(name) >= _STEM and not name[1].isdigit() and any(term.startswith(stem) for term in documents)
        )

    def weight(self, term: str, language: str) -> float:
        """Inverse document frequency of a term (natural logarithm, never negative); the highest for an unknown one."""
        table = self._terms[language]
        count = len(table["documents"].get(term, ()))
        return math.log(1 + (table["passages"] - count + 0.5) / (count + 0.5))
