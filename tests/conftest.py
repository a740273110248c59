"""Shared fixtures: the bundled dossier, parsed; a small dossier; stores with the fake and the real encoder."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.settings import go_offline

go_offline()
pytest.register_assert_rewrite("tests.visits")  # What a page complained of is told with the failure.


from app.models.environment import read_model_settings  # noqa: E402
from app.models.reach import list_models  # noqa: E402
from app.models.records import ModelSettings  # noqa: E402
from app.service import Service  # noqa: E402
from app.settings import Settings  # noqa: E402
from index.encoders.protocol import EncoderSettings  # noqa: E402
from index.store.build import build_generation  # noqa: E402
from index.store.generations import lock_store, snapshots_folder  # noqa: E402
from ingest.flow import BUNDLED_DOSSIER, read_corpus  # noqa: E402
from ingest.records import Corpus, Document  # noqa: E402
from tests.fakes import FakeEncoder, FakeReranker  # noqa: E402
from tests.visits import address, browser, visit  # noqa: E402

APART = (
    "tests/eval/test_gates.py::",
    "tests/index/test_killed_ingest.py::",
    "tests/ingest/readers/test_bombs.py::",
    "tests/ingest/test_endless_words.py::",
)
"""How the ids of long tests begin that share nothing with those of their file but what the whole session shares."""
__all__ = ["address", "browser", "visit"]  # fixtures that live beside what they are made of

SMALL_TEXT = """Der kleine Bericht

1. Anfang

Der Rat hat am 14. Juni 2024 ein Darlehen von 90 Mrd. Euro beschlossen.[1] Damit wird der Wiederaufbau bezahlt.

Die Bedingungen sind:

  • Rückzahlung bis 2030;
  • Aufsicht durch die Bank.

2. Ende

The minister said that the plan was “a good beginning for everybody in the whole country”.[2]

[1] Beschluss des Rats. https://example.org/beschluss–1.

[2] A. Minister, Rede, 5. Mai 2024, 7. https://example.org/rede
"""
SMALL_MANIFEST = """title = "Kleines Dossier"
languages = ["de", "en"]

[[source]]
id = "bericht"
kind = "analysis"
title = "Der kleine Bericht"
path = "bericht.txt"
author = "Erika Muster"
language = "de"

[[source]]
id = "beschluss"
kind = "cited_source"
title = "Beschluss des Rats"
url = "https://example.org/beschluss-1"
footnotes = [1]

[[source]]
id = "rede"
kind = "cited_source"
title = "Rede"
author = "A. Minister"
url = "https://example.org/rede"
footnotes = [2]
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What a test uses marks it: nobody has to remember that a fixture needs the encoder or the browser.

    Files with what takes longest come first: of processes side by side, none then ends long after the others.
    """
    for item in items:
        used = getattr(item, "fixturenames", ())
        for fixture, mark in (
            ("real_settings", pytest.mark.model),
            ("browser", pytest.mark.browser),
            ("model_settings", pytest.mark.llm),
        ):
            if fixture in used:
                item.add_marker(mark)
    length = {place: min(map(rank_length, tests)) for place, tests in group_by_file(items).items()}
    items.sort(key=lambda item: length[item.location[0]])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With `--dist loadfile` the tests of a file stay in one process, except those that share nothing: `APART`."""
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return nodeid if nodeid.startswith(APART) else str(super()._split_scope(nodeid))

    return Scheduling(config, log) if config.getvalue("dist") == "loadfile" else None


def group_by_file(items: list[pytest.Item]) -> dict[str, list[pytest.Item]]:
    """The tests of each file, in order."""
    files: dict[str, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.location[0], []).append(item)
    return files


def rank_length(item: pytest.Item) -> int:
    """How early a test begins: with encoder or browser before without, the slow ones of each first."""
    slow = item.get_closest_marker("slow") is not None
    model, browser = (item.get_closest_marker(name) is not None for name in ("model", "browser"))
    return [model and slow, model or browser, slow, True].index(True)


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The bundled dossier, read."""
    return read_corpus(BUNDLED_DOSSIER, tmp_path_factory.mktemp("snapshots"))


@pytest.fixture(scope="session")
def essay(corpus: Corpus) -> Document:
    """The bundled essay, parsed."""
    return corpus.documents[0]


@pytest.fixture
def small_dossier(tmp_path: Path) -> Path:
    """A dossier of one page that a test may change."""
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "bericht.txt").write_text(SMALL_TEXT, encoding="utf-8")
    (folder / "manifest.toml").write_text(SMALL_MANIFEST, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def fake_store(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the bundled dossier and the fake encoder's vectors; read only, shared by all tests."""
    store = tmp_path_factory.mktemp("fake-store")
    encoder = FakeEncoder()
    with lock_store(store):
        read_corpus(BUNDLED_DOSSIER, snapshots_folder(store))
        build_generation(store, corpus, identity=encoder.identity, open_encoder=lambda: encoder)
    return store


@pytest.fixture(scope="session")
def fake_service(fake_store: Path) -> Service:
    """A service of `fake_store`."""
    return Service(Settings(store=fake_store), encoder=FakeEncoder(), reranker=FakeReranker())


@pytest.fixture(scope="session")
def real_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with the bundled encoder over a store of its own, ingested once a session."""
    cache = os.environ.get("FUNDSTELLE_CACHE")
    settings = Settings(
        store=tmp_path_factory.mktemp("real-store"), encoder=EncoderSettings(cache_dir=Path(cache) if cache else None)
    )
    Service(settings).ingest()
    return settings


@pytest.fixture(scope="session")
def real_service(real_settings: Settings) -> Service:
    """A service over the bundled dossier with the bundled encoder."""
    return Service(real_settings)


@pytest.fixture(scope="session")
def model_settings() -> ModelSettings:
    """The language model that FUNDSTELLE_LLM_URL names, and there the first one where no name is set."""
    settings = read_model_settings(os.environ) if os.environ.get("FUNDSTELLE_LLM_URL") else None
    if settings is None:
        pytest.skip("FUNDSTELLE_LLM_URL names no language model")
    return settings if settings.model else replace(settings, model=list_models(settings)[0])
