"""A text's own word on what it is about, in three languages; what only speaks of some report is none."""

from __future__ import annotations

import pytest

from ingest.text.aboutness import states_subject


@pytest.mark.parametrize(
    "text",
    [
        "This paper asks who paid for the harbour.",
        "This essay is about the ferry.",
        "In this report, we follow the ferry through one year.",
        "The aim of this study is to count the piles.",
        "Dieser Beitrag handelt vom Streit um die Fähre.",
        "In diesem Aufsatz geht es um den Hafen.",
        "Ziel dieser Untersuchung ist ein Vergleich der Löhne.",
        "Эта статья посвящена истории порта.",
        "В настоящей работе сравниваются пять болот.",
    ],
)
def test_a_text_says_what_it_is_about(text: str) -> None:
    """With a word that points at itself."""
    assert states_subject(text)


@pytest.mark.parametrize(
    "text",
    [
        "The report asks who paid for the harbour.",
        "This harbour asks for money.",
        "Der Beitrag des Landes sank.",
        "Dieser Bericht ist verschwunden.",
        "Эта статья стоит сто рублей.",
    ],
)
def test_what_speaks_of_another_text_does_not(text: str) -> None:
    """Nor of a thing."""
    assert not states_subject(text)
