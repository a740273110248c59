"""Two sides, each in its own quotes."""

from __future__ import annotations

from dataclasses import replace

from app.answering.comparison import IsOf, quote_together, write_comparison
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


def is_of(word: str, service: Service) -> IsOf:
    """Whether a sentence has a word."""
    opened = service.generation()
    return lambda sentence, passage: word in opened.document(passage.source_id).text[sentence.start : sentence.end]


def test_a_passage_with_both_sides_is_quoted_before_each_by_itself(quays: Service) -> None:
    """In the order of the text, one sentence of each; what was quoted so is not quoted again below."""
    found = find_for(quays, "Wann sackte die Kaimauer ab, und was dürfen schwere Schiffe?")
    hits = [replace(one, sentence_scores=(0.5,) * len(one.sentence_scores)) for one in found]
    sides = [is_of("schweren Schiffe", quays), is_of("sackte", quays)]
    together = quote_together(quays.generation(), hits, sides)
    assert ["Im Jahr 2004 sackte", "Seitdem dürfen dort"] == [one.text[:19] for one in together]
    named = [("Zu „Bericht“:", hits_of(quays, "bericht")), ("Zu „Prüfung“:", hits_of(quays, "pruefung"))]
    draft = write_comparison(quays.generation(), named, "de", VerbatimSettings(), together=together)
    assert draft is not None
    assert [one.text for one in together] == [one.text for one in draft.citations[:2]]
    places = [(one.source, one.start) for one in draft.citations]
    assert len(places) == len(set(places))
    assert list(range(1, len(places) + 1)) == [one.id for one in draft.citations]


def test_a_passage_that_only_names_both_is_none(quays: Service) -> None:
    """What is asked of them stands elsewhere: another sentence is much nearer."""
    found = find_for(quays, "Wann sackte die Kaimauer ab, und was dürfen schwere Schiffe?")
    sides = [is_of("schweren Schiffe", quays), is_of("sackte", quays)]
    far = [replace(one, sentence_scores=(0.5,) * len(one.sentence_scores)) for one in found]
    nearest = replace(far[-1], sentence_scores=(0.6,) * len(far[-1].sentence_scores))
    assert () == quote_together(quays.generation(), [*far[:-1], nearest], sides)


def test_sides_that_nowhere_stand_together_have_no_such_quotes(quays: Service) -> None:
    """Each in a passage of its own."""
    hits = find_for(quays, QUESTION)
    assert () == quote_together(quays.generation(), hits, [is_of("Taucher", quays), is_of("Bürgermeister", quays)])
