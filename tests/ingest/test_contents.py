"""Tables of contents and lists of figures are named so, and answer nothing; what looks like them is text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.flow import read_corpus
from ingest.reading import Block, PageSpan, PassageKind
from ingest.structure.contents import name_contents

GERMAN = [
    ("heading", "Inhalt"),
    ("table_row", "Einführung 3"),
    ("heading", "I. Das Wehr und"),
    ("table_row", "seine Kosten 5"),
    ("table_row", "Die Mühle 9"),
    ("paragraph", "Wer zahlt, wenn das Wasser"),
    ("table_row", "über den Deich kommt 14"),
    ("table_row", "Stichwortverzeichnis 22"),
    ("heading", "Einführung"),
    ("paragraph", "Die Stadt Wendelsrode hat 4200 Einwohner und lebt vor allem von den Gästen, die im Sommer kommen."),
]
ENGLISH = [
    ("heading", "Table of Contents"),
    ("table_row", "Foreword ........................ iii"),
    ("table_row", "1. The lamp ..................... 1"),
    ("table_row", "2. The keepers .................. 7"),
    ("table_row", "2.1 Their pay ................... 8"),
    ("table_row", "3. The tower .................... 12"),
    ("heading", "List of Figures"),
    ("table_row", "Fig. 1. The tower from the sea .. 13"),
    ("heading", "1. The lamp"),
    ("paragraph", "The lamp was lit in 1853 and burned oil until the harbour had a power station of its own in 1924."),
]
RUSSIAN = [
    ("paragraph", "Содержание"),
    ("paragraph", "Введение 3"),
    ("paragraph", "Глава 1. Маяк 5"),
    ("paragraph", "Глава 2. Смотрители 11"),
    ("paragraph", "Заключение 20"),
    ("heading", "Введение"),
    ("paragraph", "Маяк зажгли в 1853 году, и до 1924 года, когда в порту построили станцию, в нём горело масло."),
]
PLATES = [
    ("heading", "ILLUSTRATIONS"),
    ("table_row", "The Harbour (colour) | Frontispiece"),
    ("table_row", "I. | The Tower in Winter | Facing p. 22"),
    ("table_row", "II. | The Keepers | Between pp. 38 and 39."),
    ("table_row", "III. | The Stairs"),
    ("table_row", "IV. | The Lamp | Facing p. 60"),
    ("table_row", "V. | Boats | Facing p. 71"),
    ("heading", "THE KEEPERS"),
    (
        "paragraph",
        "A keeper of the lamp came up the stairs and looked out over the harbour, where no boats lay at all.",
    ),
]
Rows = Sequence[tuple[PassageKind, str]]


def name(rows: Rows, *, pages: int = 30) -> list[tuple[str, str]]:
    """The rows with the kinds that they are given."""
    text, blocks = "", []
    for kind, words in rows:
        blocks.append(Block(kind, len(text), len(text) + len(words), number="I" if words.startswith("I.") else None))
        text += f"{words}\n\n"
    spans = [PageSpan(0, len(text) - 1, 1, "")] + [
        PageSpan(len(text) - 1, len(text), one, "") for one in range(2, pages)
    ]
    return [(one.kind, text[one.start : one.end]) for one in name_contents(text, blocks, spans if pages else ())]


@pytest.mark.parametrize("rows", [GERMAN, ENGLISH, RUSSIAN, PLATES])
@pytest.mark.parametrize("pages", [0, 30])
def test_what_stands_below_its_title_up_to_the_text_is_a_table_of_contents(rows: Rows, pages: int) -> None:
    """Entries over two lines and parts' titles between them too; the title and the text's headings stay."""
    named = name(rows, pages=pages)
    assert {"contents_entry"} == {kind for kind, words in named[1:-2] if not words.startswith("List of")}
    assert list(rows[-2:]) == named[-2:]


def test_dots_up_to_pages_without_a_title_are_one_where_headings_say_the_same() -> None:
    """Some files have no words for it, or have them in a picture."""
    named = name([*ENGLISH[2:6], *ENGLISH[8:], ("heading", "3. The tower"), ("paragraph", "It stands.")])
    assert ["contents_entry"] * 4 == [kind for kind, _ in named[:4]]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("heading", "Kosten"),
            *(("table_row", f"{thing} ........ {cost}") for thing, cost in zip("ABCDEF", range(2, 8), strict=True)),
        ],
        [("heading", "Schedules"), *(("table_row", f"({n}) Morphin-{n} ......... 96{n}") for n in range(24, 32))],
        [
            ("heading", "Inhalt"),
            *(("table_row", f"{thing} {count}") for thing, count in zip("ABCDEF", (8, 2, 4, 1, 9, 2), strict=True)),
        ],
        [
            ("heading", "Inhalt"),
            ("paragraph", "Die Akte enthält 12 Briefe."),
            ("paragraph", "Sie hat Seiten bis Nr. 30"),
        ],
        [
            ("heading", "Contents of the box"),
            *(("list_item", f"{thing} {count}") for thing, count in zip("abcde", range(1, 6), strict=True)),
        ],
        [("heading", "Tables"), *(("table_row", f"{year} | {year - 1900} | no") for year in range(1921, 1927))],
        [("heading", "Figures"), ("paragraph", "The council counted 12 boats."), ("table_row", "Boats | 12")],
    ],
)
def test_lists_that_look_like_one_are_text(rows: Rows) -> None:
    """Prices, codes, what a box holds, years: their numbers are no pages, do not rise, or nothing says so."""
    assert list(rows) == name(rows)


def test_nothing_in_it_is_embedded_or_quoted(tmp_path: Path) -> None:
    """It stays in the document, where a reader sees it; below its title stands no section."""
    entries = "\n\n".join(words for _, words in RUSSIAN[1:5])
    text = f"Маяк\n\nСодержание\n\n{entries}\n\n1. Введение\n\n{RUSSIAN[-1][1]}\n\n2. Маяк\n\n{RUSSIAN[-1][1]}\n"
    manifest = '[[source]]\nid = "m"\nkind = "analysis"\ntitle = "Маяк"\npath = "m.txt"\n'
    (tmp_path / "manifest.toml").write_text(f'title = "Маяк"\nlanguages = ["ru"]\n{manifest}', encoding="utf-8")
    (tmp_path / "m.txt").write_text(text, encoding="utf-8")
    corpus = read_corpus(tmp_path, tmp_path / "snapshots")
    (document,) = corpus.documents
    entries_ids = {one.id for one in document.passages if one.kind == "contents_entry"}
    assert len(entries_ids) >= 4
    assert entries_ids.isdisjoint(chunk.passage_id for chunk in corpus.chunks)
    assert "Смотрители" in document.text
