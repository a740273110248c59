"""Retrieval: balanced between languages, headings and naming notes aside, works found by their names."""

from dataclasses import replace

import pytest

from app.asking.finding import find_hits
from app.asking.inquiry import make_inquiry
from app.service import Service
from index.records import Hit
from index.search.retrieve import RetrievalSettings, retrieve
from tests.fakes import FakeEncoder


def hits_for(service: Service, question: str, language: str, limit: int = 10, **changes: object) -> tuple[Hit, ...]:
    vector = FakeEncoder().encode_query(question)
    settings = replace(RetrievalSettings(), **changes)  # type: ignore[arg-type]
    return retrieve(service.generation(), question, vector, language, limit=limit, settings=settings)


def test_a_passages_own_words_find_it(fake_service: Service) -> None:
    """Asked with the words of a passage, that passage is the first hit; with those of one that only asks, its reply."""
    opened = fake_service.generation()
    document = opened.document("systemic-chaos")
    for passage in document.passages:
        if passage.kind in ("paragraph", "block_quote"):
            question = document.text[passage.start : passage.end][:300]
            expected = opened.replies.get(passage.id, passage)
            assert expected.id == hits_for(fake_service, question, passage.language)[0].passage.id


def test_titles_and_headings_are_never_hits(fake_service: Service) -> None:
    """A heading is context, not an answer, even when a question repeats it."""
    hits = hits_for(fake_service, "Fatales Drängen auf den „Deal“: Der 28-Punkte-Plan der USA", "de", limit=200)
    assert {"title", "heading"}.isdisjoint(hit.passage.kind for hit in hits)


def test_notes_that_only_name_a_work_wait_for_questions_about_sources(fake_service: Service) -> None:
    """A bibliographic note competes only when the question asks where something is from."""
    opened = fake_service.generation()
    plain = find_hits(
        make_inquiry("NATO Strategic Concept Madrid 2022", "en"),
        opened,
        fake_service.encoder,
        fake_service.settings,
        limit=200,
    ).hits
    about = find_hits(
        make_inquiry("Which source: NATO Strategic Concept Madrid 2022?", "en"),
        opened,
        fake_service.encoder,
        fake_service.settings,
        limit=200,
    ).hits
    assert not any(hit.passage.names_only for hit in plain)
    assert about[0].passage.note == 18


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_source_language_gives_candidates(fake_service: Service, language: str) -> None:
    """Whatever the question's language, passages of all source languages are among the candidates."""
    hits = hits_for(fake_service, "Putin NATO Europa Europe Россию", language, limit=400)
    assert {"de", "en", "ru"} == {hit.passage.language for hit in hits}


def test_lexical_score_lifts_nobody_above_his_own_languages_best(fake_service: Service) -> None:
    """Words of the question's language never push its passages above the other languages' dense scores."""
    hits = hits_for(fake_service, "economic policy leverage against circumventing sanctions", "en", limit=400)
    assert all(hit.score <= hit.signals.dense + 1e-9 for hit in hits)
    assert max(hit.signals.coverage for hit in hits if hit.passage.language == "en") > 0.5


def test_names_are_found_across_languages_in_any_spelling(fake_service: Service) -> None:
    """An English spelling of a name counts in German passages that spell it differently."""
    hits = hits_for(fake_service, "Zaporizhzhia", "en", limit=400)
    lexical = [hit for hit in hits if hit.signals.coverage == 1 and hit.passage.language == "de"]
    document = fake_service.generation().document("systemic-chaos")
    texts = [document.text[hit.passage.start : hit.passage.end] for hit in lexical]
    assert texts
    assert all("Saporischschja" in text for text in texts if "•" not in text)


def test_hits_are_the_same_every_time(fake_service: Service) -> None:
    """Retrieval is deterministic, ties included."""
    runs = {tuple(hit.passage.id for hit in hits_for(fake_service, "Europa", "de", limit=50)) for _ in range(5)}
    assert 1 == len(runs)
