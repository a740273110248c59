"""Two sides, each in its own quotes."""

from __future__ import annotations

from dataclasses import replace

from app.answering.comparison import write_comparison
from app.answering.verbatim import VerbatimSettings
from app.service import Service
from index.records import Hit
from tests.app.asking.quays import find_for

QUESTION = "Was steht über die Kaimauer und die Risse bis unter den Wasserspiegel?"


def hits_of(service: Service, source: str) -> list[Hit]:
    return [one for one in find_for(service, QUESTION) if one.passage.source_id == source]


def test_each_side_stands_under_its_name(quays: Service) -> None:
    """At most two quotes a side, numbered through."""
    sides = [("Zu „Bericht“:", hits_of(quays, "bericht")), ("Zu „Prüfung“:", hits_of(quays, "pruefung"))]
    draft = write_comparison(quays.generation(), sides, "de", VerbatimSettings())
    assert draft is not None
    sources = [one.source for one in draft.citations]
    assert sorted(sources) == sources
    assert {"bericht", "pruefung"} == set(sources)
    assert all(1 <= sources.count(one) <= 2 for one in set(sources))
    assert list(range(1, len(sources) + 1)) == [one.id for one in draft.citations]
    lines = [one.text for one in draft.sentences if one.text.startswith("Zu „")]
    assert ["Zu „Bericht“:", "Zu „Prüfung“:"] == lines


def test_a_side_without_anything_makes_no_comparison(quays: Service) -> None:
    """Half of one would look like an answer."""
    sides = [("Bericht", hits_of(quays, "bericht")), ("Hafenbuch", [])]
    assert write_comparison(quays.generation(), sides, "de", VerbatimSettings()) is None


def test_what_one_side_said_is_not_said_again(quays: Service) -> None:
    """The other gets the next best of the same passages."""
    hits = [
        replace(one, score=0.5, sentence_scores=(0.5,) * len(one.sentence_scores)) for one in hits_of(quays, "bericht")
    ]
    draft = write_comparison(quays.generation(), [("On “A”:", hits), ("On “B”:", hits)], "en", VerbatimSettings())
    assert draft is not None
    places = [(one.source, one.start) for one in draft.citations]
    assert 4 == len(places) == len(set(places))
    assert ["On “A”:", "On “B”:"] == [one.text for one in draft.sentences if one.text.startswith("On “")]
