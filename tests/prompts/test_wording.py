"""The product's own wording has what its code asks for."""

from __future__ import annotations

from typing import get_args

from app.records import Kind
from eval.measure.consistency import OPENINGS
from prompts import LANGUAGES, PAGE_LANGUAGES, names, page_text


def test_every_kind_of_question_has_a_label_on_the_page() -> None:
    """What the page says that it understood; of a plain fact it says nothing."""
    for language in PAGE_LANGUAGES:
        assert all(page_text(f"kind_{kind}", language) for kind in get_args(Kind) if kind != "fact")


def test_every_opening_line_is_worded() -> None:
    """The lines by which an answer's parts are known are among the wording of each language."""
    assert all(set(OPENINGS) <= names(language) for language in LANGUAGES)
