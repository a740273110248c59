"""Numbers in lines of their own that head the parts of a speech or an essay."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.flow import read_corpus
from ingest.reading import Block
from ingest.structure.bare_numbers import head_bare_numbers

PROSE = (
    "Der Rat der Stadt Wendelsrode kam im Herbst zusammen und sprach davon, wer das Wehr bezahlen werde.",
    "Nobody in the town had any money left, and the miller was not known for his patience with anybody.",
)


def heads(rows: Sequence[str]) -> list[str | None]:
    """The numbers of what is named a heading."""
    text, blocks = "", []
    for words in rows:
        blocks.append(Block("paragraph", len(text), len(text) + len(words)))
        text += f"{words}\n\n"
    return [block.number for block in head_bare_numbers(text, blocks) if block.kind == "heading"]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (("I.", "II.", "III.", "IV."), ["I", "II", "III", "IV"]),
        (("I", "II", "III"), ["I", "II", "III"]),
        (("1.", "2.", "3."), ["1", "2", "3"]),
    ],
)
def test_numbers_that_count_up_above_paragraphs_are_headings(numbers: Sequence[str], expected: list[str]) -> None:
    """Roman ones with and without a full stop, figures with one."""
    assert expected == heads([words for number in numbers for words in (number, *PROSE)])


@pytest.mark.parametrize(
    "rows",
    [
        [words for number in ("1", "2", "3") for words in (number, *PROSE)],
        [words for number in ("I.", "III.", "IV.") for words in (number, *PROSE)],
        [words for number in ("II.", "III.", "IV.") for words in (number, *PROSE)],
        [words for number in ("1.", "2.", "3.") for words in (number, PROSE[0])],
        [words for number in ("I.", "II.", "III.") for words in (number, "Lampen", "Öl")],
        ["I.", *PROSE, "II.", *PROSE],
    ],
)
def test_pages_points_and_gaps_are_none(rows: Sequence[str]) -> None:
    """Bare figures number pages; a point has one paragraph or a few words; what is missing tells of something else."""
    assert [] == heads(rows)


def test_sections_are_called_by_their_numbers(tmp_path: Path) -> None:
    """What stands below one names it as its section, without a title."""
    parts = "".join(f"<p>{number}.</p>" + "".join(f"<p>{one}</p>" for one in PROSE) for number in ("I", "II", "III"))
    page = f"<html><head><title>Das Wehr</title></head><body><article><h1>Das Wehr</h1>{parts}</article></body></html>"
    manifest = '[[source]]\nid = "w"\nkind = "analysis"\ntitle = "Das Wehr"\npath = "w.html"\n'
    (tmp_path / "manifest.toml").write_text(f'title = "Wehr"\nlanguages = ["de", "en"]\n{manifest}', encoding="utf-8")
    (tmp_path / "w.html").write_text(page, encoding="utf-8")
    (document,) = read_corpus(tmp_path, tmp_path / "snapshots").documents
    assert ["I.", "II.", "III."] == [section.label for section in document.sections]
    assert "III." == document.passages[-1].section
