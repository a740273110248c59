"""Whether a message names something of the dossier."""

from __future__ import annotations

import pytest

from app.asking.kinds.naming import names_something
from app.asking.kinds.small_talk import is_statement
from app.asking.kinds.subject import analysis_of
from app.service import Service


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ich schreibe über die Fischer", True),
        ("We cover Tornsund", True),
        ("Der Kaffee ist alle", False),
        ("Ich schreibe über Fußball", False),
        # Its own title names no more than the text itself.
        ("Ich schreibe über die Kaimauer von Ostwarf", False),
    ],
)
def test_a_name_or_a_topic_that_the_texts_have(quays: Service, text: str, names: bool) -> None:
    """What the dossier has no word of is no topic here."""
    opened = quays.generation()
    assert names == names_something(text, opened, beside=analysis_of(opened.corpus.manifest))


def test_a_telling_word_counts_anywhere_where_it_is_asked(quays: Service) -> None:
    """Elsewhere only behind a preposition."""
    opened = quays.generation()
    assert not names_something("die Risse sind alt", opened)
    assert names_something("die Risse sind alt", opened, anywhere=True)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("my editor is driving me mad today", True),
        ("Der Kaffee ist alle", True),
        ("Kann Europa helfen?", False),
        ("Risse Nordkai", False),
        ("who wrote that", False),
    ],
)
def test_a_statement_asks_nothing_and_is_more_than_keywords(text: str, is_one: bool) -> None:
    """A question mark or a word of asking asks."""
    assert is_one == is_statement(text)
