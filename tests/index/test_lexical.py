"""The lexical index: memory-mapped, the same scores as before, damage noticed when it is opened."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import numpy as np
import pytest

from index.lexical.bm25 import LexicalIndex, write_lexical
from index.lexical.vocabulary import Vocabulary, write_vocabulary
from ingest.text.terms import find_name_terms, find_terms

TEXTS = {
    "de": [
        "Der Rat hat am 14./15. Dezember ein Darlehen von 90 Mrd. Euro beschlossen, z.B. für Saporischschja.",
        "„Die Verhandlungen über das Darlehen scheitern“, schreibt Lawrow laut Art. 5 Abs. 2.",
        "Österreichs Kanzler über Größe, Straßen und Übergänge: Россия и Украина.",
        "Das Darlehen, das Darlehen und noch einmal das Darlehen.",
    ],
    "en": ["The council agreed on a loan of 90 billion.", "Lavrov’s remarks on Zaporizhzhia and the council."],
    "ru": ["Лавров сказал, что переговоры идут.", "Россия и Украина: йод, ёлка."],
    "xx": ["...", "—"],
}
_ARRAYS = ("data.csc.index.npy", "indices.csc.index.npy", "indptr.csc.index.npy", "vocabulary.npy")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lexical")
    write_lexical(folder, TEXTS)
    return folder


@pytest.fixture(scope="module")
def lexical(written: Path) -> LexicalIndex:
    return LexicalIndex(written, list(TEXTS))


def rows_with(term: str, language: str) -> list[int]:
    return [
        row for row, text in enumerate(TEXTS[language]) if term in (*find_terms(text, language), *find_name_terms(text))
    ]


def all_terms(language: str) -> list[str]:
    terms = [term for text in TEXTS[language] for term in (*find_terms(text, language), *find_name_terms(text))]
    return list(dict.fromkeys(terms))


@pytest.mark.parametrize("language", ["de", "en", "ru"])
def test_every_term_is_found_where_it_stands(lexical: LexicalIndex, language: str) -> None:
    """Umlauts, numbers, names and Cyrillic: each term has exactly the rows of the passages it stands in."""
    for term in all_terms(language):
        expected = rows_with(term, language)
        shares = lexical.coverage([term], range(len(TEXTS[language])), language)
        assert expected == [row for row, share in enumerate(shares) if share > 0]
        assert expected == np.flatnonzero(lexical.score([term], language)).tolist()
        assert lexical.knows(term, language)
        count, passages = len(expected), len(TEXTS[language])
        assert math.log(1 + (passages - count + 0.5) / (count + 0.5)) == lexical.weight(term, language)


@pytest.mark.parametrize("term", ["", "\0", "zzz", "aaa", "=nobodi", "яяя", "darlehe"])
def test_unknown_terms_are_nowhere(lexical: LexicalIndex, term: str) -> None:
    """A term that no passage has matches nothing, scores nothing and weighs most."""
    assert not lexical.coverage([term], range(len(TEXTS["de"])), "de").any()
    assert [0, 0, 0, 0] == lexical.score([term], "de").tolist()
    assert [] == lexical.top([term], "de", 3)
    assert lexical.weight(term, "de") > max(lexical.weight(known, "de") for known in all_terms("de"))


def test_top_is_the_head_of_the_sorted_scores(lexical: LexicalIndex) -> None:
    """The best rows come best first, equals in order, and never one without any of the terms."""
    terms = find_terms("Darlehen Rat Verhandlungen Lawrow 90", "de")
    scores = lexical.score(terms, "de")
    ranked = [int(row) for row in np.argsort(-scores, kind="stable") if scores[row] > 0]
    assert 3 == len(ranked)
    for limit in range(6):
        assert ranked[:limit] == lexical.top(terms, "de", limit)
    assert [] == lexical.top([], "de", 5)


def test_coverage_is_the_share_of_weight_that_a_passage_has(lexical: LexicalIndex) -> None:
    """Rare terms weigh more; a passage with all terms has 1, without terms nothing is covered."""
    terms = [*find_terms("Darlehen Rat unbekannt", "de")]
    weights = {term: lexical.weight(term, "de") for term in terms}
    expected = [
        sum(weights[term] for term in terms if row in rows_with(term, "de")) / sum(weights.values()) for row in range(4)
    ]
    assert expected == pytest.approx(lexical.coverage(terms, [0, 1, 2, 3], "de").tolist())
    assert [1.0] == lexical.coverage(find_terms("Darlehen Rat", "de"), [0], "de").tolist()
    assert [0.0, 0.0] == lexical.coverage([], [1, 2], "de").tolist()
    assert [] == lexical.coverage(terms, [], "de").tolist()


def test_names_are_known_whatever_their_ending(lexical: LexicalIndex) -> None:
    """A long name is known by its beginning in any spelling; numbers and short names only as they are."""
    for name in ("Saporischschja", "Zaporizhzhia", "Saporischschjas", "Lawrows", "Österreich", "90"):
        (term,) = find_name_terms(name)
        assert lexical.knows_name(term, "de"), name
    for name in ("Brasilien", "900", "9", "Rata", "Zürich"):
        (term,) = find_name_terms(name)
        assert not lexical.knows_name(term, "de"), name


def test_passages_without_any_term_are_an_index_too(lexical: LexicalIndex) -> None:
    """A language whose passages have no word gives zeros, one a passage."""
    assert [0, 0] == lexical.score(["darlehen"], "xx").tolist()
    assert not lexical.knows_name("=darle", "xx")


def test_words_are_found_in_the_order_of_their_code_points(tmp_path: Path) -> None:
    """Letters of one to four bytes: each word has its place, what is between two words has none."""
    words = sorted(["", "a", "ab", "abc", "b", "z", "ä", "ö", "ß", "я", "яблоко", "—", "\uffee", "𝔄", "𝔄b"])
    write_vocabulary(tmp_path, words)
    vocabulary = Vocabulary(tmp_path)
    assert len(words) == len(vocabulary)
    assert list(range(len(words))) == [vocabulary.find(word) for word in words]
    assert {None} == {vocabulary.find(word) for word in ("aa", "abcd", "y", "é", "яблок", "𝔄a", "\U0010ffff")}
    assert [True, True, False] == [bool(list(vocabulary.find_prefix(prefix))) for prefix in ("ябло", "𝔄", "é")]


@pytest.mark.parametrize("content", [None, b"", b"{}", b"[1, 2]", b"{damaged"])
@pytest.mark.parametrize("name", [*_ARRAYS, "params.index.json", "vocabulary-ends.npy"])
def test_damaged_files_are_noticed_when_opened(name: str, content: bytes | None, written: Path, tmp_path: Path) -> None:
    """A file that is missing, empty or something else is an OSError or a ValueError, never a wrong answer later."""
    shutil.copytree(written, tmp_path / "copy")
    path = tmp_path / "copy" / "de" / name
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises((OSError, ValueError)):
        LexicalIndex(tmp_path / "copy", ["de"])


@pytest.mark.parametrize("name", _ARRAYS)
@pytest.mark.parametrize("how", ["cut short", "another language's"])
def test_files_that_do_not_fit_each_other_are_noticed(name: str, how: str, written: Path, tmp_path: Path) -> None:
    """A file cut short, or taken from another index, is a ValueError when the index is opened."""
    shutil.copytree(written, tmp_path / "copy")
    path = tmp_path / "copy" / "de" / name
    other = written / "en" / name
    path.write_bytes(path.read_bytes()[:-4] if how == "cut short" else other.read_bytes())
    with pytest.raises(ValueError, match=r"fit|length|size|file"):
        LexicalIndex(tmp_path / "copy", ["de"])


def test_nothing_is_read_into_memory(lexical: LexicalIndex) -> None:
    """Rows, starts and words are views of mapped files."""
    part = lexical._parts["de"]
    for array in (part.rows, part.starts, part.bm25.scores["data"]):
        assert isinstance(array.base, np.memmap)
    assert isinstance(part.vocabulary._words.obj, np.memmap)
