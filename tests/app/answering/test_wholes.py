"""What belongs together: lists, numbered paragraphs, and what stands beside under the same heading."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.answering.verbatim import Draft, add_behind, frame_quotes, quote_passages
from app.answering.wholes import announces, count_told, find_beside, find_parts, find_whole, is_headed
from app.service import Service
from ingest.text.terms import find_terms
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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Gebaut wurde in drei Zügen. Der erste begann 1720. Der zweite folgte 1804. Der dritte war kurz.",
            3,
        ),
        ("Drei Mängel nennt er. Der größte ist der Frost. Der zweite ist das Holz. Die dritte Sorge gilt der Flut.", 0),
        ("The wall fell twice. The first time was in winter. Nobody was hurt. The second time a boat sank.", 2),
        ("First, replace the piles below. Second, fill the cracks. Third, wait for the frost to end.", 3),
        ("Der erste Bürgermeister ließ die Kaimauer bauen. Der Rat zahlte dafür lange, und die Fischer auch.", 0),
    ],
)
def test_sentences_count_things(tmp_path: Path, text: str, told: int) -> None:
    """From the first on, in order, whatever stands between; one that counts alone counts nothing."""
    opened = make_quays(tmp_path, pruefung=f"{CHECK}\n{text}\n").generation()
    assert told == count_told(opened, a_passage(opened.corpus, text.split(". ")[0])[1])


@pytest.mark.parametrize(
    ("text", "asked", "announced"),
    [
        ("Zwei getrennte Schäden sind zu melden. Die Wand lehnt, und im Sockel fehlt der Mörtel.", "Schäden", True),
        ("Der Bericht kennt 3 Schäden. Alle drei liegen unter Wasser, wo niemand nachsah.", "Schaden", True),
        ("Zwei Boote meldeten Schäden. Beide lagen an der Mauer, als der Wind drehte.", "Schäden", False),
        ("Die Schäden sind alt. Zwei Taucher haben sie im März gesehen und gemessen.", "Schäden", False),
        ("Seit 1892 Schäden gemeldet werden, ist die Akte gewachsen, und niemand liest sie.", "Schäden", False),
    ],
)
def test_a_sentence_announces_how_many_there_are(tmp_path: Path, text: str, asked: str, announced: bool) -> None:
    """Of what is asked for, right behind the number; a year is none."""
    opened = make_quays(tmp_path, pruefung=f"{CHECK}\n{text}\n").generation()
    passage = a_passage(opened.corpus, text.split(". ")[0])[1]
    assert announced == announces(opened, passage, frozenset(find_terms(asked, "de")))


def test_a_heading_names_what_stands_below(quays: Service) -> None:
    """The one right above a passage counts, whatever the form of the word."""
    opened = quays.generation()
    passage = replace(a_passage(opened.corpus, "auf ganzer Länge Risse")[1], headings=("Prüfung", "4. Die Ursachen"))
    assert is_headed(passage, frozenset(find_terms("Ursache", "de")))
    assert not is_headed(passage, frozenset(find_terms("Prüfung", "de")))
    assert not is_headed(replace(passage, headings=()), frozenset(find_terms("Ursache", "de")))


PARTS = """# Prüfung der Kaimauer

## Wer es hätte merken müssen

Mehrere Stellen hatten die Zahlen zur Kaimauer auf dem Tisch liegen und haben geschwiegen.

### Der Hafenmeister

Der Hafenmeister bekam jede Messung der Kaimauer zugeschickt und legte sie ab. Gelesen hat er keine davon.

### Die Sparkasse

Die Sparkasse fragte zweimal nach der Kaimauer und gab den Kredit danach trotzdem frei. Das rächte sich.

## Der Schluss

Am Ende zahlt der Hafen für alles, was an der Kaimauer in zehn Jahren versäumt worden ist.
"""


def test_parts_of_a_section_are_found_from_what_leads_to_them(tmp_path: Path) -> None:
    """The first paragraph under each sub-heading; what stands in a part leads to none, nor does a section without."""
    service = make_quays(tmp_path, pruefung=CHECK)
    folder = tmp_path / "dossier"
    manifest = (folder / "manifest.toml").read_text(encoding="utf-8").replace("pruefung.txt", "pruefung.md")
    (folder / "manifest.toml").write_text(manifest, encoding="utf-8")
    (folder / "pruefung.md").write_text(PARTS, encoding="utf-8")
    service.ingest(folder)
    opened = service.generation()

    def starts(words: str) -> list[str]:
        parts = find_parts(opened, a_passage(opened.corpus, words)[1])
        return [_plain(service, one.id).split(" bekam ")[0].split(" fragte ")[0] for one in parts]

    assert ["Der Hafenmeister", "Die Sparkasse"] == starts("Mehrere Stellen hatten")
    assert [] == starts("Die Sparkasse fragte")
    assert [] == starts("Am Ende zahlt der Hafen")


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
