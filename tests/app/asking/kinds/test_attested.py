"""A text "according to" which something is asked: nothing else answers that, save what tells of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.asking.kinds.attested import find_attesting, keep_attested
from app.service import Service
from tests.app.asking.quays import find_for


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("Was ist laut Mauerprüfung an der Kaimauer kaputt?", "pruefung"),
        ("What is broken according to the wall survey?", "survey"),
        ("Der Mauerprüfung zufolge: was ist kaputt?", "pruefung"),
        ("Was steht in der Mauerprüfung?", None),
        ("Wie laut ist der Kran nach der Mauerprüfung?", None),
        ("Was ist laut Hafenmeister kaputt?", None),
    ],
)
def test_a_text_is_named_that_has_to_say_it(quays: Service, question: str, source: str | None) -> None:
    """By "laut", "according to" or "zufolge"; a person is no text."""
    assert source == find_attesting(question, quays.generation())


def test_what_others_say_goes_save_what_tells_of_it(quays: Service) -> None:
    """Without a text, or one that has none of the hits, all of them stay."""
    opened = quays.generation()
    hits = find_for(quays, "Was ist an der Kaimauer kaputt?")
    own = [hit for hit in hits if hit.passage.source_id == "pruefung"]
    others = [replace(hit, passage=replace(hit.passage, works=())) for hit in hits if hit not in own]
    assert own
    assert others
    telling = replace(others[0], passage=replace(others[0].passage, works=("pruefung",)))
    assert [*own, telling] == keep_attested([*own, telling, *others], "pruefung", opened)
    assert [*own, *others] == keep_attested([*own, *others], None, opened)
    assert others == keep_attested(others, "pruefung", opened)
