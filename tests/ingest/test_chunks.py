"""What is embedded and compared: headings, columns and divided words put in front or together, quotes left alone."""

from pathlib import Path

from ingest.flow import read_corpus
from ingest.records import Corpus
from ingest.structure.bounding import LONGEST
from ingest.structure.chunks import lexical_text

MANIFEST = """title = "Wehr"
languages = ["de", "en"]

[[source]]
id = "wehr"
kind = "analysis"
title = "Das Wehr"
path = "wehr.txt"
"""
TEXT = """Das Wehr

Wendelsrode

Die Stadt zählt 4.200 Einwohner und lebt seit dem Ende der Mühle vor allem von den Gästen im Sommer.

| Jahr | Leute |
|------|-------|
| 1924 | 640 |

The council of the town spoke that evening of the long-
term price of the weir and of who was ever going to pay
for it in the end, since nobody in the town had any kind
of money left and the miller was not known for patience.
"""


def read(folder: Path) -> Corpus:
    (folder / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "wehr.txt").write_text(TEXT, encoding="utf-8")
    return read_corpus(folder, folder / "snapshots")


def test_headings_and_columns_are_searched_with_what_stands_below_them(tmp_path: Path) -> None:
    """A paragraph has its heading in front, a row the name of its column before each cell; headers have no vector."""
    corpus = read(tmp_path)
    texts = [chunk.text for chunk in corpus.chunks]
    assert any(text.startswith("Wendelsrode: Die Stadt zählt") for text in texts)
    assert any("Jahr: 1924; Leute: 640" in text for text in texts)
    (document,) = corpus.documents
    header = next(passage for passage in document.passages if passage.kind == "table_header")
    row = next(passage for passage in document.passages if passage.kind == "table_row")
    assert header.id not in {chunk.passage_id for chunk in corpus.chunks}
    assert row.sentences[0].leans_on is not None
    assert "Wendelsrode" in lexical_text(document, row)


def test_divided_words_are_joined_for_search_alone(tmp_path: Path) -> None:
    """Nobody can tell whether "long-/term" is one word: search takes it together, the quote stays as it stands."""
    corpus = read(tmp_path)
    (document,) = corpus.documents
    passage = next(passage for passage in document.passages if "council" in document.text[passage.start : passage.end])
    assert any("long-term price" in chunk.text for chunk in corpus.chunks if chunk.passage_id == passage.id)
    assert "long- term price" in document.plain(passage.start, passage.end)
    assert any("long-term" in line for line in document.guessed)


def test_a_paragraph_too_long_to_be_one_is_several_passages(tmp_path: Path) -> None:
    """Hours of speech without a full stop, or a legal text of one paragraph: pieces that can be shown and compared."""
    corpus = read(tmp_path)
    assert max(passage.end - passage.start for passage in corpus.documents[0].passages) < LONGEST
    spoken = "und dann kam der müller und hat das wehr verkauft und niemand wusste wohin das geld ging " * 100
    legal = "Der Rat beschließt über das Wehr nach Anhörung der Anlieger und des Müllers in zweiter Lesung. " * 60
    (tmp_path / "wehr.txt").write_text(f"Das Wehr\n\n{spoken}\n\n{legal}\n", encoding="utf-8")
    (document,) = read_corpus(tmp_path, tmp_path / "snapshots").documents
    lengths = [passage.end - passage.start for passage in document.passages if passage.kind == "paragraph"]
    assert len(lengths) > 8
    assert max(lengths) <= 1700
    assert sum(lengths) >= len(spoken.strip()) + len(legal.strip()) - len(lengths)
