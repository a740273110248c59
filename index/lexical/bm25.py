"""The lexical index: BM25 per language that is asked in, beside the vectors of a generation, memory-mapped.

    lexical/LANGUAGE/    bm25s' matrix (its columns are the postings: rows and scores), the vocabulary that numbers them

A question reads a few pages of these files: neither the time to open them nor memory grows with the corpus.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.lexical.vocabulary import Vocabulary, write_vocabulary
from ingest.text.terms import find_name_terms, find_terms

_K1, _B = 1.2, 0.6
_STEM = 6
"""Characters, the mark in front included, that two names must share to be one name with two endings."""


def write_lexical(folder: Path, texts: Mapping[str, Sequence[str]]) -> None:
    """Index, for each language, the passages' texts in the given order."""
    import bm25s

    for language, passages in texts.items():
        # bm25s cannot index a corpus without any term.
        terms = [[*find_terms(text, language), *find_name_terms(text)] or ["\0"] for text in passages]
        vocabulary = sorted({term for row in terms for term in row})
        numbers = {term: number for number, term in enumerate(vocabulary)}
        index = bm25s.BM25(k1=_K1, b=_B, method="lucene")
        index.index(
            ([[numbers[term] for term in row] for row in terms], numbers), create_empty_token=False, show_progress=False
        )
        # What bm25s would write as JSON, and read whole.
        index.vocab_dict = {}
        index.save(folder / language)
        write_vocabulary(folder / language, vocabulary)


class LexicalIndex:
    """BM25 over the passages of each language; rows are positions in the lists given to `write_lexical`."""

    def __init__(self, folder: Path, languages: Sequence[str]) -> None:
        """Open the index; everything stays on disk, memory-mapped. OSError or ValueError when it is not whole."""
        self.languages = tuple(languages)
        self._parts = {language: _open_part(folder / language) for language in languages}

    def choose_language(self, question_language: str) -> str:
        """The language whose words a question meets: its own, or the first of the index, by names and numbers only."""
        return question_language if question_language in self.languages else self.languages[0]

    def question_terms(self, question: str, question_language: str, language: str) -> list[str]:
        """The question's terms that may count in a collection: all in its own language, elsewhere names and numbers.

        In its own language a name counts by its key only where it is spelt as no passage spells it.
        """
        names = find_name_terms(question)
        if question_language != language:
            return names
        words = find_terms(question, language)
        variants = [
            name
            for name in names
            if self.knows(name, language)
            and not all(self.knows(word, language) for word in find_terms(name[1:], language))
        ]
        return [*words, *variants]

    def score(self, terms: Sequence[str], language: str) -> NDArray[np.float32]:
        """BM25 of every passage of a language (n,) for these terms; zeros when none of them is known."""
        part = self._parts[language]
        known = [number for term in terms if (number := part.vocabulary.find(term)) is not None]
        return np.asarray(part.bm25.get_scores_from_ids(known), dtype=np.float32)

    def top(self, terms: Sequence[str], language: str, limit: int) -> list[int]:
        """Rows of the best passages for these terms, best first, the earlier of equals first; none without a term."""
        scores = self.score(terms, language)
        rows = np.flatnonzero(scores)
        if len(rows) > limit > 0:
            least = np.partition(scores[rows], len(rows) - limit)[len(rows) - limit]
            rows = rows[scores[rows] >= least]
        best: list[int] = rows[np.argsort(-scores[rows], kind="stable")][:limit].tolist()
        return best

    def coverage(self, terms: Sequence[str], rows: Sequence[int], language: str) -> NDArray[np.float64]:
        """For each of these rows, the share (0-1) of the terms' weight, rare ones most, that the passage has."""
        covered, total = np.zeros(len(rows)), 0.0
        for term in terms:
            weight = self.weight(term, language)
            total += weight
            covered += weight * _among(rows, self._parts[language].postings(term))
        return covered / total if total else covered

    def knows(self, term: str, language: str, within: range | None = None) -> bool:
        """Whether any passage of a language has a term; `within`: any of these rows."""
        part = self._parts[language]
        number = part.vocabulary.find(term)
        return number is not None and part.stands_within(number, within)

    def knows_name(self, name: str, language: str, within: range | None = None) -> bool:
        """Whether a name term (see `find_name_terms`) stands in a passage, whatever its ending; else as `knows`."""
        if self.knows(name, language, within):
            return True
        if len(name) < _STEM or name[1].isdigit():
            return False
        part = self._parts[language]
        return any(part.stands_within(number, within) for number in part.vocabulary.find_prefix(name[:_STEM]))

    def count_name(self, name: str, language: str, within: range) -> int:
        """In how many of these rows a name term stands, whatever its ending."""
        part = self._parts[language]
        exact = part.vocabulary.find(name)
        numbers = {
            *(() if exact is None else (exact,)),
            *(part.vocabulary.find_prefix(name[:_STEM]) if len(name) >= _STEM else ()),
        }
        return len({row for number in numbers for row in map(int, part.rows_of(number)) if row in within})

    def weight(self, term: str, language: str) -> float:
        """Inverse document frequency of a term (natural logarithm, never negative); the highest for an unknown one."""
        part = self._parts[language]
        count = len(part.postings(term))
        return math.log(1 + (part.passages - count + 0.5) / (count + 0.5))


@dataclass(frozen=True, slots=True)
class _Part:
    """One language's index."""

    bm25: Any
    vocabulary: Vocabulary
    starts: NDArray[np.integer[Any]]
    """Where each term's postings begin in `rows`, and where the last one's end (terms + 1,)."""
    rows: NDArray[np.integer[Any]]
    """For one term after another, the passages that have it, ascending."""
    passages: int

    def postings(self, term: str) -> NDArray[np.integer[Any]]:
        """The rows of the passages that have a term, ascending."""
        number = self.vocabulary.find(term)
        return self.rows[:0] if number is None else self.rows[self.starts[number] : self.starts[number + 1]]

    def rows_of(self, number: int) -> NDArray[np.integer[Any]]:
        """The rows of the passages that have a term, by its number, ascending."""
        return self.rows[self.starts[number] : self.starts[number + 1]]

    def stands_within(self, number: int, within: range | None) -> bool:
        """Whether a term, by its number, stands in any of these rows; None: any at all."""
        if within is None:
            return True
        rows = self.rows_of(number)
        first = int(np.searchsorted(rows, within.start))
        return first < len(rows) and int(rows[first]) < within.stop


def _open_part(folder: Path) -> _Part:
    import bm25s

    try:
        bm25 = bm25s.BM25.load(folder, mmap=True, load_vocab=False)
        vocabulary = Vocabulary(folder)
    except (EOFError, KeyError, TypeError, AttributeError) as error:
        # What numpy and bm25s make of an empty file or of JSON that is something else.
        raise ValueError(f"{folder} is damaged ({error})") from error
    # The same files as plain arrays: slicing a memmap costs more than the work on the slice.
    scores = {name: np.asarray(bm25.scores[name]) for name in ("data", "indices", "indptr")}
    starts, rows, passages = scores["indptr"], scores["indices"], bm25.scores["num_docs"]
    if len(starts) != len(vocabulary) + 1 or not starts[-1] == len(rows) == len(scores["data"]):
        raise ValueError(f"the files in {folder} do not fit each other")
    if not isinstance(passages, int) or passages < 1:
        raise ValueError(f"{folder} has no passages")
    bm25.scores = {**scores, "num_docs": passages}
    return _Part(bm25, vocabulary, starts, rows, passages)


def _among(rows: Sequence[int], postings: NDArray[np.integer[Any]]) -> NDArray[np.bool_]:
    """For each row, whether it is in ascending `postings`."""
    if not len(postings):
        return np.zeros(len(rows), dtype=np.bool_)
    # With another dtype, the search would first convert all postings.
    wanted = np.asarray(rows, dtype=postings.dtype)
    places = np.minimum(np.searchsorted(postings, wanted), len(postings) - 1)
    return np.asarray(postings[places] == wanted, dtype=np.bool_)
