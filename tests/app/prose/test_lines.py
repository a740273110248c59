"""From a stream of text to sentences with the numbers they cite."""

from collections.abc import Sequence

import pytest

from app.prose.lines import read_lines, read_sentences
from app.prose.records import Written


@pytest.mark.parametrize(
    "pieces", [["Ein Satz. [1]\nNoch", " einer. [2]"], list("Ein Satz. [1]\n\n  Noch einer. [2]\n")]
)
def test_a_line_comes_as_soon_as_it_is_whole(pieces: Sequence[str]) -> None:
    """However a stream is cut, its lines are the same, and empty ones are left out."""
    assert ["Ein Satz. [1]", "Noch einer. [2]"] == list(read_lines(pieces))


def test_a_line_is_told_before_the_next_one_is_written() -> None:
    """The first line does not wait for the second."""
    seen: list[str] = []

    def write() -> object:
        yield "Eins. [1]\n"
        seen.append("the second was asked for")
        yield "Zwei. [2]"

    lines = read_lines(write())  # type: ignore[arg-type]
    assert "Eins. [1]" == next(lines)
    assert [] == seen


def test_a_line_without_end_is_cut() -> None:
    """A model that never breaks its line does not fill the memory."""
    assert all(len(line) <= 2001 for line in read_lines("x" for _ in range(10_000)))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Der Hafen kostet 1,2 Mrd. Euro. [1]", [("Der Hafen kostet 1,2 Mrd. Euro.", (1,))]),
        ("Der Hafen kostet 1,2 Mrd. Euro [1].", [("Der Hafen kostet 1,2 Mrd. Euro.", (1,))]),
        ("The port opens in 2031 [1][3].", [("The port opens in 2031.", (1, 3))]),
        ("The port opens in 2031. [1, 3]", [("The port opens in 2031.", (1, 3))]),
        ("- **Kern** says no. [2]", [("Kern says no.", (2,))]),
        ("2. Kern says no. [2]", [("Kern says no.", (2,))]),
        ("Kern says no. Holt says yes. [2]", [("Kern says no.", (2,)), ("Holt says yes.", (2,))]),
        ("Kern says no. [1] Holt says yes. [2]", [("Kern says no.", (1,)), ("Holt says yes.", (2,))]),
        ("[1] Kern says no.", [("Kern says no.", (1,))]),
        ("Kern says no. [1] Holt agrees.", [("Kern says no.", (1,)), ("Holt agrees.", (1,))]),
        ("Kern says no.", [("Kern says no.", ())]),
        ("[1] [2] [3]", []),
        ("«Никогда», — говорит Керн. [2]", [("«Никогда», — говорит Керн.", (2,))]),
        ("Sie sagte: „Nein.“ [2]", [("Sie sagte: „Nein.“", (2,))]),
    ],
)
def test_sentences_keep_their_own_numbers(line: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    """A number belongs to the sentence it follows; one without has those of its line."""
    assert [Written(*one) for one in expected] == list(read_sentences(line))


def test_what_nobody_sees_is_left_out() -> None:
    """A model's characters are those of a canonical text: no zero-width, tag or direction marks."""
    assert (Written("Kern says no.", (2,)),) == read_sentences("Kern\u200b says\U000e0041 no.\u202e [2]")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<think>Okay, the summit. [1]\nHm.</think>\nKern says no. [2]", ["Kern says no. [2]"]),
        ("<think>Okay, the summit. [1]", []),
        ("Kern says no. [2]\n", ["Kern says no. [2]"]),
        ("<thinly> said. [1]", ["<thinly> said. [1]"]),
    ],
)
def test_thoughts_are_left_out(text: str, expected: list[str]) -> None:
    """What a model thinks aloud before its answer is none of it, however the stream is cut."""
    assert expected == list(read_lines([text]))
    assert expected == list(read_lines(list(text)))


def test_a_line_that_was_cut_off_is_left_out() -> None:
    """An answer that ended because it was as long as it may be has half a sentence at its end."""
    assert ["Eins. [1]"] == list(read_lines(["Eins. [1]\nDer Gipfel fand statt in"], is_whole=lambda: False))


@pytest.mark.parametrize("line", ["12. Februar 2025 war der Tag. [1]", "3. Mai 2025 war der Tag. [1]"])
def test_a_date_at_the_beginning_is_no_item(line: str) -> None:
    """The day stays with its month."""
    (sentence,) = read_sentences(line)
    assert line.removesuffix(" [1]") == sentence.text
