"""Sections and works that a question describes in its own words, whatever its language."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from app.asking.kinds.described import CLEARLY, find_described, find_described_section, find_described_text
from app.asking.kinds.guessing import SHIPPED, read_model
from app.asking.kinds.overview import find_overview
from app.service import Service
from index.encoders.protocol import Advance
from ingest.records import Passage, Source

_MEANINGS = (
    ("aale", "eels"),
    ("geld", "money"),
    ("zustand", "condition"),
    ("pläne", "plans"),
    ("fazit", "conclusion"),
    ("survey", "vermessung"),
)


class Meanings:
    """An encoder that knows six meanings in two languages; what says none is as near to one as to the other."""

    dimensions = len(_MEANINGS) + 1
    max_tokens = 512

    def __init__(self, identity: str = read_model(SHIPPED).identity) -> None:
        self.identity = identity

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """A direction for each meaning that the text has (dimensions,)."""
        said = [float(any(word in text.lower() for word in words)) for words in _MEANINGS]
        vector = np.array([*said, 0.5], dtype=np.float32)
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)

    def encode_passages(self, texts: Sequence[str], *, on_progress: Advance | None = None) -> NDArray[np.float32]:
        """As questions are."""
        return np.stack([self.encode_query(one) for one in texts])


def test_what_is_clearly_nearer_is_meant() -> None:
    """By any of its names and any of the descriptions."""
    names = [("Der Weg der Aale", "Wehle 2022"), ("Das Geld",)]
    assert 0 == find_described(["the eels", "the"], names, Meanings())
    assert 1 == find_described(["über das Geld"], names, Meanings())


@pytest.mark.parametrize("descriptions", [["die Glocken"], ["Aale und Geld"], ["of the"], []])
def test_what_is_near_all_is_nothing_here(descriptions: list[str]) -> None:
    """A description of something else, of two things, and words that say nothing."""
    assert find_described(descriptions, [("Der Weg der Aale",), ("Das Geld",)], Meanings()) is None


def test_of_another_encoder_nothing_is_known() -> None:
    """How much nearer is near enough was measured with the bundled one; of one thing alone nothing is nearer."""
    assert CLEARLY < 1
    names = [("Der Weg der Aale",), ("Das Geld",)]
    assert find_described(["the eels"], names, Meanings("another")) is None
    assert find_described(["the eels"], names[:1], Meanings()) is None


def test_a_section_or_a_work_is_meant(quays: Service) -> None:
    """Where the question names the text, no other one's title counts."""
    opened = quays.generation()
    report, manifest = opened.documents["bericht"], opened.corpus.manifest
    heading = find_described_section(["the plans"], report, opened, Meanings())
    assert heading is not None
    assert "2. Die Pläne" == report.plain(heading.start, heading.end)
    assert isinstance(find_described_text(["plans"], report, manifest, Meanings(), named=False), Passage)
    work = find_described_text(["die Vermessung"], report, manifest, Meanings(), named=False)
    assert isinstance(work, Source)
    assert "survey" == work.id
    assert find_described_text(["die Vermessung"], report, manifest, Meanings(), named=True) is None


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("Give me a summary of the part on the plans", "Der Abschnitt „2. Die Pläne“"),
        ("Was steht im Kapitel über den Zustand, kurz gefasst?", "Der Abschnitt „1. Der Zustand“"),
        ("Kurzfassung vom Abschnitt zu the plans bitte", "Der Abschnitt „2. Die Pläne“"),
        ("Short version of section 2 please, the one on divers", "Der Abschnitt „2. Die Pläne“"),
        ("Fass den Bericht über die Vermessung zusammen", "Worum es in „A Survey of the Quays“ geht"),
        ("Was sagt der Survey im Wesentlichen?", "Worum es in „A Survey of the Quays“ geht"),
    ],
)
def test_an_overview_of_what_is_described(quays: Service, question: str, line: str) -> None:
    """In either language; a number says enough, whatever else describes its section."""
    draft = find_overview(question, "de", quays.generation(), Meanings())
    assert draft is not None
    assert draft.sentences[0].text.startswith(line)


@pytest.mark.parametrize(
    "question", ["Fass das Kapitel über die Glocken zusammen", "Give me a summary of the report on bats"]
)
def test_a_section_that_is_not_here_is_not_replaced(quays: Service, question: str) -> None:
    """Neither by the whole text nor by the nearest heading."""
    assert find_overview(question, "de", quays.generation(), Meanings()) is None
