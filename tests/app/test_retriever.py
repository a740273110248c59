"""The llama-index retriever is the product's own retrieval, in another library's records."""

from __future__ import annotations

import pytest

from app.retriever import DossierRetriever
from app.service import Service

ASKED = (
    "Welche Mehrheit braucht der Senat?",
    "What majority is needed in the Senate?",
    "Which source: NATO Strategic Concept Madrid 2022?",
    "Что сказал Путин о Европе?",
    "Euroclear",
    "Was\u00a0sagt  Medwedew\u200b?",
)


@pytest.mark.parametrize("text", ASKED)
def test_it_finds_what_search_finds(fake_service: Service, text: str) -> None:
    """The same passages in the same order with the same scores, questions about sources included."""
    nodes = DossierRetriever(fake_service, limit=12).retrieve(text)
    hits = fake_service.search(text, limit=12).hits
    assert [(hit.passage, hit.score, hit.speaker) for hit in hits] == [
        (node.node.node_id, node.score, node.node.metadata["speaker"]) for node in nodes
    ]
    assert nodes


def test_nodes_carry_passages_letter_for_letter(fake_service: Service) -> None:
    """A node's text is the slice that its offsets name; its metadata says where and in which generation it stands."""
    documents = fake_service.documents()
    for node in DossierRetriever(fake_service, limit=5).retrieve("Welche Mehrheit braucht der Senat?"):
        text = documents[node.node.metadata["source"]].text
        assert node.node.get_content() == text[node.node.start_char_idx : node.node.end_char_idx]  # type: ignore[attr-defined]
        assert fake_service.generation().generation.id == node.node.metadata["generation"]


@pytest.mark.parametrize("text", ["", "   ", "?!", "…"])
def test_without_words_nothing_is_found(fake_service: Service, text: str) -> None:
    """A query without a letter or a digit is no question."""
    assert [] == DossierRetriever(fake_service).retrieve(text)
