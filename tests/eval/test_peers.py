"""Peers rank the passages of a generation with other projects' ordinary pipelines; nothing leaves this machine."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from app.service import Service
from eval.compare.rankers import Ranker
from eval.peers import open_peers
from eval.peers.plain_llama_index import open_plain_llama_index
from eval.peers.texts import passage_texts
from index.store.opened import OpenGeneration
from ingest.errors import FundstelleError
from tests.app.test_offline import ROOT, WATCHED
from tests.fakes import FakeEncoder

pytestmark = pytest.mark.slow

needs_haystack = pytest.mark.skipif(find_spec("haystack") is None, reason="the extra `peers` is not installed")
OPEN_AND_RANK = """
from pathlib import Path
from eval.peers import open_peers
from index.store.opened import open_generation
from tests.fakes import FakeEncoder
opened = open_generation(Path({store!r}), encoder_identity=FakeEncoder.identity)
for peer in open_peers(opened, FakeEncoder()):
    print(len(peer.rank("Wie viele Soldaten darf die Ukraine haben?", "de", limit=3)))
"""


@pytest.fixture(scope="module")
def opened(fake_service: Service) -> OpenGeneration:
    return fake_service.generation()


@pytest.fixture(scope="module")
def peers(opened: OpenGeneration) -> list[Ranker]:
    return open_peers(opened, FakeEncoder())


@needs_haystack
def test_a_passage_is_found_by_its_own_words(opened: OpenGeneration, peers: list[Ranker]) -> None:
    """A question that consists of a passage's words, in another order, finds that passage first."""
    for passage_id, text in list(passage_texts(opened).items())[::10]:
        question = " ".join(reversed(re.findall(r"\w+", text)))
        for peer in peers:
            assert passage_id == peer.rank(question, opened.passages[passage_id].language, limit=5)[0], peer.name


@needs_haystack
def test_rankings_are_passages_of_the_generation(opened: OpenGeneration, peers: list[Ranker]) -> None:
    """Ids are passages that have a vector, none twice, at most `limit`; the same question is ranked the same again."""
    for peer in peers:
        for limit in (1, 5, 10, 30):
            ranking = list(peer.rank("Why did Belgium block the use of the assets?", "en", limit=limit))
            assert limit == len(ranking) == len(set(ranking)), peer.name
            assert set() == set(ranking) - opened.passages.keys(), peer.name
            assert ranking == list(peer.rank("Why did Belgium block the use of the assets?", "en", limit=limit))


@needs_haystack
def test_peers_search_what_our_own_search_does(opened: OpenGeneration, peers: list[Ranker]) -> None:
    """All passages in all languages take part but notes that only name a work, as in our own search by default."""
    expected = {passage.id for passage in opened.passages.values() if not passage.names_only}
    assert expected != set(opened.passages)
    for peer in peers:
        assert expected == set(peer.rank("Ukraine", "de", limit=1000)), peer.name


def test_note_markers_are_no_text(opened: OpenGeneration) -> None:
    """Peers get the text as it is shown: without note markers, in which they would find numbers."""
    assert [] == [text for text in passage_texts(opened).values() if re.search(r"\[\d+\]", text)]


@needs_haystack
def test_a_blank_question_finds_without_failing(peers: list[Ranker]) -> None:
    """A blank question finds nothing, one of signs anything; neither ends a run."""
    for peer in peers:
        assert [[], []] == [list(peer.rank(blank, "de", limit=3)) for blank in ("", " \n")], peer.name
        assert 3 == len(peer.rank("?!", "de", limit=3)), peer.name


def test_a_split_passage_counts_once(opened: OpenGeneration, monkeypatch: pytest.MonkeyPatch) -> None:
    """A passage too long for one node of llama-index becomes several, and still stands in a ranking once."""
    long = " ".join(f"Im Jahr {year} wurde das Darlehen für den Wiederaufbau verlängert." for year in range(1900, 2100))
    texts = {"long": long, "short": "Der Hafen liegt hinter den Dünen."}
    monkeypatch.setattr("eval.peers.plain_llama_index.passage_texts", lambda _: texts)
    peer = open_plain_llama_index(opened, FakeEncoder())
    ranking = peer.rank("Wurde das Darlehen für den Wiederaufbau im Jahr 1950 verlängert?", "de", limit=50)
    assert len(texts) < len(peer.index.index_struct.nodes_dict)
    assert ["long", "short"] == ranking


def test_nothing_of_llama_index_is_set_for_everybody(opened: OpenGeneration) -> None:
    """Neither llama-index's tokenizer nor its settings change by opening its peer."""
    import llama_index.core
    from llama_index.core import Settings

    before = (llama_index.core.global_tokenizer, vars(Settings).copy())
    open_plain_llama_index(opened, FakeEncoder()).rank("Ukraine", "de", limit=3)
    assert before == (llama_index.core.global_tokenizer, vars(Settings))


def test_a_missing_extra_is_told_in_one_line(opened: OpenGeneration, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Haystack the error says what to install, on one line."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "haystack"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "haystack", None)
    with pytest.raises(FundstelleError) as caught:
        open_peers(opened, FakeEncoder())
    assert caught.value.line.endswith("Mend it with: pip install 'fundstelle[peers]'")
    assert 1 == len(caught.value.line.splitlines())


def test_importing_the_package_imports_no_peer() -> None:
    """`eval.peers` alone loads neither library; a command that needs no peer does not wait for them."""
    code = "import sys, eval.peers; print([name for name in ('haystack', 'llama_index') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert "[]" == done.stdout.strip(), done.stderr


@needs_haystack
def test_no_peer_leaves_the_machine(fake_store: Path, tmp_path: Path) -> None:
    """Opening and asking the peers connects to nothing, whatever the environment allows the libraries."""
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "HAYSTACK_TELEMETRY_ENABLED": "true",
        "NLTK_DATA": str(tmp_path / "nltk"),
        "TIKTOKEN_CACHE_DIR": str(tmp_path / "tiktoken"),
    }
    done = subprocess.run(
        [sys.executable, "-c", WATCHED % [] + OPEN_AND_RANK.format(store=str(fake_store))],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
    )
    assert ["3", "3"] == done.stdout.split(), done.stderr
    assert "LEFT THE MACHINE" not in done.stderr
    assert [] == list(tmp_path.rglob("*.yaml"))  # where Haystack keeps the id it reports with
