"""The best hits are read together with the question, below what they lean on; whether to answer hangs on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.asking import finding
from app.asking.abstention import AbstentionSettings, fitted_encoder, judge, measure_signals
from app.asking.finding import find_hits
from app.asking.inquiry import make_inquiry
from app.asking.reading import ReadingSettings, read_hits
from app.service import Service
from app.settings import Settings
from index.records import Found
from tests.builders import COUNCIL, Expected, ask_expected, make_service
from tests.fakes import FakeEncoder, FakeReranker

QUESTION = "Bis wann ist das Darlehen zurückzuzahlen?"


def find(service: Service) -> Found:
    """What is found for the question."""
    return find_hits(make_inquiry(QUESTION, "de"), service.generation(), service.encoder, service.settings)


def test_the_best_are_read_and_what_answers_comes_first(fake_service: Service) -> None:
    found = find(fake_service)
    best, second, *rest = (hit.passage for hit in found.hits)
    opened, settings = fake_service.generation(), ReadingSettings(hits=2, weight=1)
    read = read_hits(found, QUESTION, opened, FakeReranker(step=-1.0), settings)
    assert [second, best, *rest] == [hit.passage for hit in read.hits]
    assert read.hits[0].score == found.hits[1].score + 4.0
    assert read.hits[2:] == found.hits[2:]


def test_what_a_sentence_says_counts_beside_its_score(fake_service: Service) -> None:
    found, reranker = find(fake_service), FakeReranker(sentence=2.0)
    (before, *_), opened = found.hits, fake_service.generation()
    (after, *_) = read_hits(found, QUESTION, opened, reranker, ReadingSettings(hits=1, sentence_weight=0.5)).hits
    assert [score + 1.0 for score in before.sentence_scores] == list(after.sentence_scores)
    assert 2.0 == after.signals.says


def test_only_the_best_are_read(fake_service: Service) -> None:
    found, reranker = find(fake_service), FakeReranker()
    read = read_hits(found, QUESTION, fake_service.generation(), reranker, ReadingSettings(hits=2))
    assert [hit.passage for hit in found.hits] == [hit.passage for hit in read.hits]
    assert [3.0, 2.0] == [hit.signals.answers for hit in read.hits[:2]]
    assert {None} == {hit.signals.answers for hit in read.hits[2:]}
    ((asked, candidates),) = reranker.read_with
    assert QUESTION == asked
    assert [len(hit.passage.sentences) for hit in found.hits[:2]] == [len(one.sentences) for one in candidates]


def test_an_item_is_read_below_the_line_that_introduces_it(fake_service: Service) -> None:
    opened, reranker = fake_service.generation(), FakeReranker()
    hits = find(fake_service).hits
    item = next(hit for hit in hits if hit.passage.kind == "list_item")
    other = next(hit for hit in hits if hit.passage.kind == "paragraph" and hit.passage.headings)
    read_hits(Found((item, other), None), QUESTION, opened, reranker)
    ((_, (below_line, below_heading)),) = reranker.read_with
    introduced = opened.passages[item.passage.introduced_by or ""]
    assert opened.document(introduced.source_id).plain(introduced.start, introduced.end) == below_line.heading
    assert other.passage.headings[-1] == below_heading.heading


def test_nothing_found_is_not_read(fake_service: Service) -> None:
    reranker = FakeReranker()
    assert Found((), None) == read_hits(Found((), None), QUESTION, fake_service.generation(), reranker)
    assert [] == reranker.read_with


def test_what_answers_is_answered_sooner(tmp_path: Path) -> None:
    """Where nothing is expected of a dossier."""
    service = make_service(tmp_path, identity=fitted_encoder())
    opened, found = service.generation(), find(service)
    likely, unlikely = (
        judge(QUESTION, "de", read_hits(found, QUESTION, opened, FakeReranker(first)), opened, AbstentionSettings())
        for first in (3.0, -3.0)
    )
    assert likely.probability > unlikely.probability
    assert 0.0 == measure_signals(QUESTION, "de", found, opened).answers


GAP = Expected(None, {"de": "Wann heiratet die Wirtin?", "en": "When does the landlady marry?"})


@pytest.mark.parametrize(
    ("expected", "identity", "is_read"),
    [((), fitted_encoder(), True), ((ask_expected(COUNCIL), GAP), fitted_encoder(), False), ((), "another", False)],
)
def test_only_what_hangs_on_it_is_read(
    expected: tuple[Expected, ...], identity: str, is_read: bool, tmp_path: Path
) -> None:
    """Beside the fitted encoder, where no questions are expected."""
    made, reranker = make_service(tmp_path, expected, identity=identity), FakeReranker()
    Service(made.settings, encoder=made.encoder, reranker=reranker).ask(QUESTION, plain=True)
    assert is_read == bool(reranker.read_with)


def test_where_nothing_is_found_beside_gaps_it_abstains(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    service = make_service(tmp_path, (GAP,), identity=fitted_encoder())
    monkeypatch.setattr(finding, "find_hits", lambda *_, **__: Found((), 0.9))
    assert "abstained" == service.ask(QUESTION, plain=True).status


def test_a_number_in_brackets_is_read_as_a_number(tmp_path: Path) -> None:
    """The reranker has never seen brackets around one, and takes what has them for no answer."""
    folder = tmp_path / "toll"
    folder.mkdir()
    (folder / "toll.txt").write_text(
        "Der Zoll\n\nFür das Tor zahlte der Vogt [40] Gulden an den Rat.\n", encoding="utf-8"
    )
    source = 'id = "toll"\nkind = "analysis"\ntitle = "Der Zoll"\npath = "toll.txt"\nlanguage = "de"\n'
    (folder / "manifest.toml").write_text(
        f'title = "Zoll"\nlanguages = ["de"]\n\n[[source]]\n{source}', encoding="utf-8"
    )
    service = Service(Settings(store=tmp_path / "store"), encoder=FakeEncoder(), reranker=(reranker := FakeReranker()))
    service.ingest(folder)
    found = find_hits(
        make_inquiry("Was zahlte der Vogt?", "de"), service.generation(), service.encoder, service.settings
    )
    read_hits(found, "Was zahlte der Vogt?", service.generation(), reranker)
    ((_, (candidate,)),) = reranker.read_with
    assert ("Für das Tor zahlte der Vogt 40 Gulden an den Rat.",) == candidate.sentences
    assert "[40]" in service.generation().document("toll").text
