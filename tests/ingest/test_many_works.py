"""Dossiers of many works: names are found as by a pattern each, and reading grows in a straight line."""

import re
from pathlib import Path
from time import process_time

import pytest

from ingest.flow import read_corpus
from ingest.records import Manifest, Source
from ingest.structure.works import find_named_works, mark_named_works, without_named_works
from ingest.text.matching import PhraseMatcher, fold_case
from tests.builders import write_large_dossier

WORKS = (
    Source("nss", "cited_source", "National Security Strategy", names=("NSS", "Sicherheitsstrategie")),
    Source("nss-2017", "cited_source", "The Strategy of 2017", names=("NSS 2017",)),
    Source("weg", "cited_source", "Der lange Weg", author="A. Straßner", voice="Straßner-Plan"),
    Source("opis", "cited_source", "Опись портового архива", names=("Опись",)),
)
MANIFEST = Manifest("T", ("de", "en", "ru"), WORKS, Path())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die US-Sicherheitsstrategie und die NSS.", ("nss",)),
        ("Der Straßner-Plan, anders als die Strategie, nennt die NSS’s Ziele.", ("weg", "nss")),
        ("what does the nss say?", ("nss",)),
        ("The NSS 2017 is older.", ("nss", "nss-2017")),
        ("В Описи нет, а Опись молчит; НОпись тоже.", ("opis",)),
        ("Die NSSV, das Nssx und Unsicherheitsstrategie.", ()),
        ("The National\nSecurity\u00a0Strategy, wrapped", ("nss",)),
        ("İstanbul: die NSS", ("nss",)),
        ("", ()),
    ],
)
def test_works_are_found_by_name(text: str, expected: tuple[str, ...]) -> None:
    """Names count whole, in any capitals, with the usual endings and a short word before a hyphen."""
    assert expected == find_named_works(text, MANIFEST)


def test_names_are_marked_where_they_stand() -> None:
    """Each name is replaced where it stands, the longest where several begin; the rest stays as it is."""
    text = "Was sagt die US-Sicherheitsstrategie zur NSS 2017 und zum Straßner-Plan?"
    assert "Was sagt die <nss> zur <nss-2017> und zum <weg>?" == mark_named_works(
        text, MANIFEST, lambda one: f"<{one}>"
    )
    assert "Was sagt die zur und zum ?" == without_named_works(text, MANIFEST)


def test_matcher_keeps_offsets_whatever_the_letters() -> None:
    """Folding changes no length, so that a hit's offsets are those of the text."""
    text = "İİ ẞ ŉ Größe der\tNSS"
    assert len(text) == len(fold_case(text))
    (hit,) = PhraseMatcher([("nss", "n")]).find(text)
    assert "NSS" == text[hit.start : hit.end]
    assert [] == list(PhraseMatcher([]).find(text))


def test_one_automaton_finds_what_a_pattern_each_finds(tmp_path: Path) -> None:
    """On a generated dossier every passage names the same works as a search with a pattern a work."""
    corpus = read_corpus(write_large_dossier(tmp_path / "dossier", 12, characters=3000), tmp_path / "snapshots")
    works = [work for work in corpus.manifest.sources if work.kind == "cited_source"]
    patterns = {
        work.id: re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, (*work.names, str(work.voice))))})(?!\w)")
        for work in works
    }
    found = 0
    for document in corpus.documents:
        for passage in document.passages:
            text = document.text[passage.start : passage.end]
            expected = {name for name, pattern in patterns.items() if pattern.search(text)}
            assert expected == set(find_named_works(text, corpus.manifest))
            found += len(expected)
    assert found > 100


def test_progress_is_told_from_the_first_source_on(tmp_path: Path) -> None:
    """Reading tells how far it is before the first source and after each one."""
    told: list[tuple[str, int, int]] = []
    folder = write_large_dossier(tmp_path / "dossier", 3, characters=600)
    read_corpus(folder, tmp_path / "snapshots", on_progress=lambda *state: told.append(state))
    assert [("reading", done, 4) for done in range(5)] == told


def test_notes_of_a_generated_dossier_are_linked(tmp_path: Path) -> None:
    """Most notes among many works are linked, and whatever is not is reported."""
    corpus = read_corpus(write_large_dossier(tmp_path / "dossier", 40, characters=3000), tmp_path / "snapshots")
    notes = [note for document in corpus.documents for note in document.footnotes]
    reported = [line for document in corpus.documents for line in document.unresolved]
    unlinked = [note for note in notes if not note.references]
    assert len(unlinked) <= len(reported)
    assert len(notes) - len(unlinked) > 0.8 * len(notes)
    assert any(len(note.references) > 1 for note in notes)


@pytest.mark.slow
def test_reading_grows_in_a_straight_line(tmp_path: Path) -> None:
    """Four times the works take at most about four times the processor time, not sixteen times."""
    spent = {}
    for row, works in enumerate((60, 60, 240)):  # The first round loads dictionaries and language models.
        folder = write_large_dossier(tmp_path / f"dossier-{works}", works)
        started = process_time()
        read_corpus(folder, tmp_path / f"store-{row}" / "snapshots")  # Each with nothing kept from before.
        spent[works] = process_time() - started
    assert spent[240] <= 6 * spent[60]
