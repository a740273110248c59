"""What belongs together: lists, numbered paragraphs, and what stands beside under the same heading."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.answering.verbatim import Draft, add_behind, frame_quotes, quote_passages
from app.answering.wholes import find_beside, find_whole
from app.service import Service
from tests.app.asking.quays import CHECK, make_quays
from tests.builders import a_passage


def _plain(service: Service, passage_id: str) -> str:
    opened = service.generation()
    passage = opened.passages[passage_id]
    return opened.document(passage.source_id).plain(passage.start, passage.end)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Erstens: Die Pfähle sind zu ersetzen.", "Zweitens: Die Risse sind zu verpressen."),
        ("(1) Die Pfähle sind zu ersetzen, soweit sie morsch sind.", "(2) Die Risse sind zu verpressen."),
        ("First, replace the piles that are rotten.", "Second, fill the cracks in the wall."),
        ("Во-первых, заменить гнилые сваи у стены.", "Во-вторых, заделать трещины в стене."),
    ],
)
def test_numbered_paragraphs_are_a_list(tmp_path: Path, first: str, second: str) -> None:
    """Each says by how it begins that it is one of several; the paragraph before them is none of them."""
    service = make_quays(tmp_path, pruefung=f"{CHECK}\n{first}\n\n{second}\n")
    opened = service.generation()
    _, passage = a_passage(opened.corpus, second)
    found = find_whole(opened, passage)
    assert found is not None
    assert [first, second] == [_plain(service, one.id) for one in found.items]


@pytest.mark.parametrize("words", ["Taucher haben im Sommer", "Im Jahr 2004 sackte ein Stück"])
def test_other_paragraphs_are_none(quays: Service, words: str) -> None:
    """Running text is no list, though a year stands in it."""
    opened = quays.generation()
    assert find_whole(opened, a_passage(opened.corpus, words)[1]) is None


def test_a_list_is_found_beside_what_stands_under_its_heading(quays: Service) -> None:
    """None of its items may be near a question for all of them; under another heading it is not found."""
    opened = quays.generation()
    (beside,) = find_beside(opened, a_passage(opened.corpus, "Die Gemeinde hat ihm darin")[1])
    assert 3 == len(beside.items)
    assert () == find_beside(opened, a_passage(opened.corpus, "Im Jahr 2004 sackte ein Stück")[1])


def test_what_else_is_said_stands_behind_a_line_of_its_own(quays: Service) -> None:
    """The answer's own lines stay; nothing is quoted twice, and there is one such line however much is added."""
    opened = quays.generation()
    one, other = (a_passage(opened.corpus, words)[1] for words in ("Taucher haben im Sommer", "Divers found that"))
    draft = quote_passages(opened, [one], "de")
    more = add_behind(draft, quote_passages(opened, [one, other], "de"), "de", most=3)
    assert draft.sentences == more.sentences[: len(draft.sentences)]
    assert "Dazu steht im Dossier außerdem wörtlich:" == more.sentences[len(draft.sentences)].text
    assert [1, 2] == [citation.id for citation in more.citations]
    assert (draft.citations, 1) == (more.leading, more.behind)
    assert more == add_behind(more, draft, "de", most=3)
    assert draft == add_behind(draft, None, "de", most=3)
    third = frame_quotes([more.citations[1]], "de")
    assert 1 == _count_lines(add_behind(more, Draft(third.sentences, third.citations), "de", most=3))


def _count_lines(draft: Draft) -> int:
    return sum(one.text == "Dazu steht im Dossier außerdem wörtlich:" for one in draft.sentences)
