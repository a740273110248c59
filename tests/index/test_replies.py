"""An interview's questions find the answers that follow them, and are not given out as answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.service import Service
from app.settings import Settings
from index.store.replies import find_replies
from tests.fakes import FakeEncoder, FakeReranker

INTERVIEW = """The glassblower

Hanne Reuter has kept the last furnace of the valley burning since 1994. We met her at the gate.

Courier: How many people work at the furnace now?

Reuter: Eleven, and one of them is my mother. She does the accounts and shouts at the lorry drivers.

Courier: What would you do with a second furnace?

Reuter: Sleep less. I would take on the two apprentices from Weidlich, who have been waiting for a year.

Courier: Who pays for the gas? And for how long?

Courier: Is that a secret?

Reuter: The town does, until the spring. After that nobody has promised me anything at all.
"""
MANIFEST = """title = "Glass"
languages = ["en", "de"]

[[source]]
id = "glass"
kind = "analysis"
title = "The glassblower"
path = "glass.txt"
author = "Ada Finch"
language = "en"
"""


@pytest.fixture(scope="module")
def glass(tmp_path_factory: pytest.TempPathFactory) -> Service:
    """A service over one interview."""
    folder = tmp_path_factory.mktemp("glass")
    (folder / "glass.txt").write_text(INTERVIEW, encoding="utf-8")
    (folder / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    service = Service(Settings(store=folder / "store"), encoder=FakeEncoder(), reranker=FakeReranker())
    service.ingest(Path(folder))
    return service


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("How many people work at the furnace now?", "Reuter: Eleven"),
        ("what would you do with a second furnace", "Reuter: Sleep less."),
    ],
)
def test_a_question_brings_its_reply(question: str, reply: str, glass: Service) -> None:
    hits = glass.search(question, limit=3).hits
    assert hits[0].quote.startswith(reply)
    assert not any(hit.quote.endswith("?") for hit in hits)


def test_what_follows_and_tells_something_is_the_reply(glass: Service) -> None:
    opened = glass.generation()
    said = {
        opened.passages[asking].start: opened.document("glass").plain(reply.start, reply.end)[:12]
        for asking, reply in find_replies(opened.documents.values()).items()
    }
    assert ["Reuter: Elev", "Reuter: Slee", "Reuter: The ", "Reuter: The "] == [said[start] for start in sorted(said)]
