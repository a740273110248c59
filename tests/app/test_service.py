"""The one door: what command line, page, retriever and evaluation can ask of the product."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.asking.events import Done, EvidenceFound, SentenceChecked, Understood, gather_answer
from app.records import Timings, Turn
from app.service import Service
from app.settings import Settings
from index.errors import EncoderError, NoGenerationError, StoreError
from ingest.errors import UsageError
from ingest.flow import BUNDLED_DOSSIER
from tests.fakes import FakeEncoder

LOAN = "Wie hoch ist das Darlehen, das der Rat beschlossen hat?"
ASKED = (
    LOAN,
    "Was steht in Fußnote 2?",
    "What did the minister say about the plan?",
    "Wer malte die Mona Lisa?",
    "?!",
    "Warum " * 2000,
)


@pytest.fixture
def service(small_dossier: Path, tmp_path: Path) -> Service:
    """A service of a small dossier, ingested."""
    service = Service(Settings(store=tmp_path / "store"), encoder=FakeEncoder())
    service.ingest(small_dossier)
    return service


class UnusedEncoder(FakeEncoder):
    """An encoder that must not be asked for a vector."""

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Fail."""
        raise AssertionError(f"a vector of {text!r} was asked for")


@pytest.mark.parametrize("text", ASKED, ids=lambda text: text[:20])
def test_an_answer_is_what_its_events_add_up_to(service: Service, text: str) -> None:
    """The same question gives the same answer, asked for as a whole or event by event."""
    events = list(service.ask_events(text, id=7))
    told = gather_answer(events)
    assert replace(service.ask(text, id=7), timings_ms=Timings()) == replace(told, timings_ms=Timings())
    assert (text, 7) == (told.question, told.id)


@pytest.mark.parametrize("text", ASKED, ids=lambda text: text[:20])
def test_events_come_in_their_order(service: Service, text: str) -> None:
    """Understood, evidence at most once, checked sentences, done; a citation comes with the first that uses it."""
    events = list(service.ask_events(text))
    kinds = list(dict.fromkeys(type(event) for event in events))
    order = [Understood, EvidenceFound, SentenceChecked, Done]
    assert kinds == [kind for kind in order if kind in kinds]
    assert (1, 1) == tuple(sum(isinstance(event, kind) for event in events) for kind in (Understood, Done))
    issued: set[int] = set()
    for event in events:
        if isinstance(event, SentenceChecked):
            new = {citation.id for citation in event.citations}
            assert new == set(event.sentence.citations) - issued
            issued |= new


def test_events_without_an_end_are_no_answer(service: Service) -> None:
    """A stream that broke off is an error, never half an answer."""
    events = list(service.ask_events(LOAN))
    for part in (events[:-1], events[1:], []):
        with pytest.raises(ValueError, match="begin with Understood and end with Done"):
            gather_answer(part)


def test_words_are_needed_before_any_model(small_dossier: Path, service: Service) -> None:
    """A question without words, or too long a one, is told so without a vector."""
    other = Service(service.settings, encoder=UnusedEncoder())
    assert "empty_question" == other.ask(" ?! ").reason
    assert "failed" == other.ask("Warum " * 2000).status
    assert () == other.search("…").hits


def test_history_and_language_are_arguments_of_a_question(service: Service) -> None:
    """Earlier turns are searched along with what leans on them; the asker's language decides where words do not."""
    history = (Turn("user", "Wie hoch ist das Darlehen des Rats?"), Turn("assistant", "90 Mrd. Euro."))
    assert ("Wie hoch ist das Darlehen des Rats?",) == service.ask("Und wer zahlt das?", history=history).follows
    assert ["de", "en"] == [service.ask("2030?", language=one).language for one in ("de", "en")]
    assert ["de", "en"] == [service.search("2030?", language=one).language for one in ("de", "en")]


def test_search_gives_the_passages_that_an_answer_is_made_from(service: Service) -> None:
    """One retrieval: an answer's evidence is what a search for the question finds."""
    for text in ASKED[:4]:
        evidence = service.ask(text).evidence
        assert evidence == service.search(text, limit=service.settings.evidence).hits
        assert evidence[:2] == service.search(text, limit=2).hits


def test_show_sources_and_documents_tell_what_is_there(service: Service) -> None:
    """Slices letter for letter, works with their manifest, texts by source."""
    text = service.documents()["bericht"].text
    assert text[10:40] == service.show("bericht", 10, 40)
    found = service.sources()
    assert ["bericht", "beschluss", "rede"] == [source.id for source in found.manifest.sources]
    assert [True, False, False] == [row["obtained"] for row in found.to_json()["sources"]]
    for bad in (("rede", 0, 1), ("bericht", 5, 2), ("bericht", -1, 2), ("bericht", 0, len(text) + 1)):
        with pytest.raises(UsageError):
            service.show(*bad)
    with pytest.raises(UsageError, match="no such generation"):
        service.show("bericht", 0, 1, generation_id="nowhere")


def change(dossier: Path, old: str, new: str) -> None:
    path = dossier / "bericht.txt"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_switching_back_serves_what_was_there_before(service: Service, small_dossier: Path) -> None:
    """An admin's way back: the generation that is named serves from the next question on, and nothing is lost."""
    first = service.status().generation
    change(small_dossier, "90 Mrd.", "95 Mrd.")
    second = service.ingest().generation
    assert (second.id, {first.id, second.id}) == (service.status().generation.id, set(service.status().kept))
    assert "95 Mrd." in service.ask(LOAN).answer
    assert "90 Mrd." in "".join(document.text for document in service.documents(first.id).values())
    assert first == service.switch(first.id)
    assert "90 Mrd." in service.ask(LOAN).answer
    assert second == service.switch(second.id)
    assert "95 Mrd." in service.ask(LOAN).answer


def test_only_what_can_be_asked_is_switched_to(service: Service, small_dossier: Path) -> None:
    """An unknown, a damaged or another encoder's generation is refused, and the one that serves goes on serving."""
    first = service.status().generation
    change(small_dossier, "90 Mrd.", "95 Mrd.")
    second = service.ingest().generation
    with pytest.raises(UsageError, match=f"one of: .*{second.id}"):
        service.switch("nowhere")
    (service.store / "generations" / first.id / "corpus.json").write_bytes(b"{}")
    with pytest.raises(StoreError, match=r"corpus\.json"):
        service.switch(first.id)
    other = FakeEncoder()
    other.identity = "fake-trigrams/v2"
    with pytest.raises(EncoderError):
        Service(service.settings, encoder=other).switch(second.id)
    assert second.id == service.status().generation.id
    assert "95 Mrd." in service.ask(LOAN).answer


def test_an_empty_store_is_told_and_not_ready(tmp_path: Path) -> None:
    """Before the first ingest nothing is there to ask, and the bundled dossier is what would be read."""
    service = Service(Settings(store=tmp_path / "store"), encoder=FakeEncoder())
    assert not service.is_ready()
    assert BUNDLED_DOSSIER == service.dossier_folder()
    for call in (lambda: service.ask("Warum?"), service.sources, service.status, service.documents):
        with pytest.raises(NoGenerationError, match="nothing has been ingested"):
            call()
    assert not (tmp_path / "store").exists()


def test_ready_means_with_these_settings(service: Service) -> None:
    """A generation of another encoder cannot be asked."""
    other = FakeEncoder()
    other.identity = "fake-trigrams/v2"
    assert (True, False) == (service.is_ready(), Service(service.settings, encoder=other).is_ready())
    assert not Service(service.settings, encoder=other).status().encoder_fits
