"""Text without punctuation is cut into windows; what has punctuation stays whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text.sentences import split_sentences

SPOKEN = {
    "German": "wir sind dann am morgen hinausgefahren und haben die netze eingeholt als der nebel kam ",
    "English": "so we went out in the morning and hauled in the nets when the fog came down on us ",
    "Russian": "потом мы вышли в море рано утром и достали сети когда опустился густой туман ",
}


@pytest.mark.parametrize("language", SPOKEN)
def test_a_transcript_without_full_stops_is_cut_into_windows(language: str) -> None:
    """Windows of 300 to 500 characters, cut at spaces and where it goes on with "and", cover all of it."""
    text = (SPOKEN[language] * 150).strip()
    pieces = [text[piece.start : piece.end] for piece in split_sentences(text, 0, len(text))]
    assert text == " ".join(pieces)
    assert all(150 <= len(piece) <= 500 for piece in pieces)
    assert all(piece.split()[0] in ("und", "and", "и") for piece in pieces[1:-1])


def test_windows_end_at_line_ends_first() -> None:
    """A line's end is where a speaker paused, or a machine thought so."""
    line = "da lag das boot am alten kai und keiner wusste wem es gehörte und was es geladen hatte"
    text = "\n".join([line] * 40)
    assert all(
        text[piece.start : piece.end].startswith("da lag") and text[piece.start : piece.end].endswith("hatte")
        for piece in split_sentences(text, 0, len(text))
    )


@pytest.mark.parametrize("words", [24, 60])
def test_a_long_sentence_of_a_statute_stays_whole(words: int) -> None:
    """Up to 1,200 characters, a sentence with commas is one sentence."""
    item = "eine Pflicht nach Absatz 3 verletzt"
    text = "Wer " + ", ".join([item] * (words // 2)) + ", haftet für den Schaden. Das gilt auch für Eigner."
    assert len(text) <= 1250
    assert 2 == len(split_sentences(text, 0, len(text)))


def test_a_run_without_white_space_is_cut_last_of_all() -> None:
    """A long address stays whole; what is longer than any sentence does not."""
    text = "https://harksiel.example/" + "a" * 700
    assert 1 == len(split_sentences(text, 0, len(text)))
    assert max(piece.end - piece.start for piece in split_sentences("a" * 5000, 0, 5000)) <= 1200


@given(st.lists(st.sampled_from(["wort", "und", "lang" * 80, "\n", "  ", ", ", "Ende. ", "\t", "| "]), max_size=400))
def test_windows_cover_everything_but_white_space(words: list[str]) -> None:
    """Whatever is cut, nothing but white space is left out, and order stays."""
    text = " ".join(words)
    pieces = split_sentences(text, 0, len(text))
    assert "".join(text.split()) == "".join("".join(text[piece.start : piece.end].split()) for piece in pieces)
    assert all(one.end <= other.start for one, other in zip(pieces, pieces[1:], strict=False))
    assert all(not text[p.start].isspace() and not text[p.end - 1].isspace() for p in pieces)
