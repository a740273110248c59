"""Canonical text and what is shown of it."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.manifest import read_manifest
from ingest.questions.expected import read_expected
from ingest.text.canonical import canonicalize, is_seen


def test_line_ends_become_line_feeds() -> None:
    """However a line ended, it ends in one line feed."""
    assert "a\nb\nc\nd\ne" == canonicalize("a\r\nb\rc\u2028d\u0085e")


def test_unseen_characters_go_and_seen_ones_stay() -> None:
    """Zero-width, bidi, tag, private and control characters go; NBSP, U+2011, tab and note markers stay."""
    assert "Öl\u00a0und 2/3\u2011Mehrheit\t[12]" == canonicalize(
        "\ufeffO\u0308l\u00a0u\u200bn\u202ed 2/3\u2011Mehr\u00adheit\t[12]\x07\ue000\U000e0041"
    )


@given(st.text())
def test_canonical_text_is_a_fixed_point(text: str) -> None:
    """Canonical text is NFC without unseen characters, and canonical once is canonical for ever."""
    once = canonicalize(text)
    assert once == canonicalize(once)
    assert unicodedata.is_normalized("NFC", once)
    assert not [c for c in once if c not in "\n\t" and unicodedata.category(c) in {"Cc", "Cf", "Co", "Cn", "Cs"}]


UNSEEN = {
    "variation selector": "\ufe0f",
    "variation selector for ideographs": "\U000e0100",
    "Mongolian variation selector": "\u180b",
    "tag": "\U000e0041",
    "soft hyphen": "\u00ad",
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "word joiner": "\u2060",
    "byte-order mark": "\ufeff",
    "bidi override": "\u202e",
    "bidi isolate": "\u2066",
    "combining grapheme joiner": "\u034f",
    "Hangul filler": "\u3164",
    "Hangul filler of half width": "\uffa0",
    "Hangul initial filler": "\u115f",
    "Hangul medial filler": "\u1160",
    "Khmer inherent vowel": "\u17b4",
    "invisible times": "\u2062",
    "musical begin beam": "\U0001d173",
}


@pytest.mark.parametrize("name", UNSEEN)
def test_no_character_that_nobody_sees_stays(name: str) -> None:
    """Not in a word, not between a letter and its mark, not alone."""
    unseen = UNSEEN[name]
    assert not is_seen(unseen)
    assert "Frieden für Мир" == canonicalize(f"{unseen}Frie{unseen}den{unseen} fu{unseen}\u0308r Мир{unseen}")
    assert "" == canonicalize(unseen * 3)


def test_every_default_ignorable_character_goes() -> None:
    """What Unicode lets a program not draw (Default_Ignorable_Code_Point) is in no canonical text."""
    ranges = (
        *((0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F)),
        *((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF)),
        *((0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
    )
    ignorable = "".join(chr(code) for first, last in ranges for code in range(first, last + 1))
    assert "" == canonicalize(ignorable)


def test_a_braille_blank_is_a_space() -> None:
    """It parts words in braille; as itself it would be a letter that nobody sees."""
    assert "⠋⠗⠊ ⠋⠗⠊" == canonicalize("⠋⠗⠊\u2800⠋⠗⠊")


def test_expected_questions_pass_through_canonical_text(tmp_path: Path) -> None:
    """What is expected to be asked has no unseen characters either."""
    hidden = "Was\u200b galt\U000e0041 in\u3164 Harksiel\ufe0f?"
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps({"passage": None, "de": hidden}), encoding="utf-8")
    assert ["Was galt in Harksiel?"] == [question.texts["de"] for question in read_expected(path)]


def test_the_manifest_passes_through_canonical_text(tmp_path: Path) -> None:
    """Titles and names have no unseen characters, typed or escaped; a file is named as on the disk."""
    name = unicodedata.normalize("NFD", "\u00fcber.txt")
    (tmp_path / "manifest.toml").write_text(
        'title = "Haf\\u00ADen\u200b"\nlanguages = ["de"]\n[[source]]\nid = "a"\nkind = "analysis"\n'
        f'title = "Die Wu\u0308rde\ufe0f"\nauthor = "Lea\U000e0041 Moor"\nnames = ["H\u3164K"]\npath = "{name}"\n',
        encoding="utf-8",
    )
    manifest = read_manifest(tmp_path)
    source = manifest.sources[0]
    assert ("Hafen", "Die Würde", "Lea Moor", ("HK",)) == (manifest.title, source.title, source.author, source.names)
    assert name == source.path
