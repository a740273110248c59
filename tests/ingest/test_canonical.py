"""Canonical text and what is shown of it."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from ingest.text.canonical import canonicalize, to_plain


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


def test_plain_text_drops_markers_and_collapses_white_space() -> None:
    """A verbatim sentence is its quote without note markers and with single spaces, nothing else."""
    assert "„Präsident des Friedens“, 5 % (2025)." == to_plain(
        "„Präsident\u00a0des  Friedens“[3], 5\u00a0% (2025).[12]\n"
    )
