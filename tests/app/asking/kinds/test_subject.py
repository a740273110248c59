"""Which texts a question speaks of: by title, by author beside a word for a text, or all that is here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.asking.kinds.subject import analysis_of, find_author, find_by_title, find_subject, spell_names
from app.service import Service
from ingest.records import Manifest


@pytest.fixture(scope="module")
def manifest(quays: Service) -> Manifest:
    return quays.generation().corpus.manifest


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Was sagt die Mauerprüfung zu den Kosten?", ("pruefung",)),
        ("Does the Quay Survey mention divers?", ("survey",)),
        ("Was steht in Diekhoffs Gutachten?", ("pruefung",)),
        ("What does Mary Pell's report say about the piles?", ("survey",)),
        ("Quay Survey oder Mauerprüfung?", ("survey", "pruefung")),
        ("Was steht in Brunkens Aufsatz?", ("bericht",)),
        ("Wer ist Diekhoff?", ()),
        ("Wie breit sind die Risse?", ()),
    ],
)
def test_texts_are_named_by_title_or_by_author(manifest: Manifest, question: str, named: tuple[str, ...]) -> None:
    """In order of mention; an author alone is a person and no text."""
    subject = find_subject(question, manifest)
    assert named == subject.named
    assert (named[0] if len(named) == 1 else None) == subject.source


@pytest.mark.parametrize(
    ("question", "has_genre", "is_whole"),
    [
        ("Worum geht es in dem Bericht?", True, False),
        ("What is this about?", False, True),
        ("Was ist das alles hier?", False, True),
        ("Wie breit sind die Risse?", False, False),
        ("Wie lautet der Untertext?", False, False),
    ],
)
def test_a_text_may_be_meant_without_a_name(
    manifest: Manifest, question: str, *, has_genre: bool, is_whole: bool
) -> None:
    """As "the report" or "this": whole words only."""
    subject = find_subject(question, manifest)
    assert (has_genre, is_whole) == (subject.has_genre, subject.is_whole)


@pytest.mark.parametrize("asked", ["Abschnitt 2 des Aufsatzes", "Wie endet der Aufsatz?", "section 2 of the essay"])
def test_a_word_for_a_text_may_mean_the_analysis_in_any_case(manifest: Manifest, asked: str) -> None:
    """„des Aufsatzes“ as well as „der Aufsatz“."""
    assert find_subject(asked, manifest).has_any_text


def test_what_is_said_beside_the_text_is_left(manifest: Manifest) -> None:
    """What the reader wants of the text is not lost with its name."""
    subject = find_subject("Was sagt der Bericht von Diekhoff zu den Pfählen?", manifest)
    assert ("pruefung",) == subject.named
    assert ("pfaehlen",) == subject.leftover
    assert () == find_subject("Und die Mauerprüfung?", manifest).leftover


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("survey",), "survey"),
        (("hafenbuchs", "tornsund"), "hafenbuch"),
        (("kollwey",), "hafenbuch"),
        (("kaimauer", "tornsund"), None),
        (("brunken",), None),
        ((), None),
    ],
)
def test_a_cited_work_is_found_by_words_of_its_title(
    manifest: Manifest, words: tuple[str, ...], expected: str | None
) -> None:
    """Whatever their endings, all of one work; the analysis is none."""
    found = find_by_title(words, manifest)
    assert expected == (found.id if found else None)


def test_two_works_with_the_same_word_are_none(manifest: Manifest) -> None:
    """A guess between two would tell the reader of the wrong one."""
    survey = manifest.source("survey")
    second = replace(survey, id="second", title="A Second Survey", names=(), author=None)
    both = replace(manifest, sources=(*manifest.sources, second))
    assert find_by_title(("survey",), both) is None
    assert second == find_by_title(("second", "survey"), both)


def test_the_analysis_is_told_from_the_works(manifest: Manifest) -> None:
    """What "the report" means where none is named."""
    found = analysis_of(manifest)
    assert found is not None
    assert "bericht" == found.id


@pytest.mark.parametrize(
    ("question", "work"),
    [
        ("Was sagt der Survey zu den Tauchern?", "survey"),
        ("Was sagt der Bericht zu den Tauchern?", None),
        ("Was steht in dem Brief?", None),
    ],
)
def test_a_work_is_called_by_its_kind(manifest: Manifest, question: str, work: str | None) -> None:
    """Where one alone has that word in its title or names; a word that the report has as well tells none."""
    assert work == find_subject(question, manifest).by_genre


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("All of Diekhoff's recommendations", "pruefung"),
        ("Was braucht man laut Pell?", "survey"),
        ("Diekhoff oder Pell?", None),
        ("Was braucht man?", None),
    ],
)
def test_an_author_tells_whose_text(manifest: Manifest, question: str, source: str | None) -> None:
    """Without a word for a text; two authors tell none."""
    assert source == find_author(question, manifest)


def test_names_are_known_however_their_parts_are_joined(manifest: Manifest) -> None:
    """With a hyphen, with a space, in small letters."""
    works = tuple(
        replace(one, names=("28-Punkte-Plan", "Witkoff-Papier")) if one.id == "pruefung" else one
        for one in manifest.sources
    )
    named = replace(manifest, sources=works)
    assert "was steht im Witkoff-Papier" == spell_names("was steht im witkoff papier", named)
    assert "der 28-Punkte-Plan" == spell_names("der 28 Punkte Plan", named)
    assert "das Papier von Witkoff" == spell_names("das Papier von Witkoff", named)
    assert ("pruefung",) == find_subject("Was steht im Diekhoff-Gutachten?", manifest).named


def test_a_text_is_told_by_its_language(manifest: Manifest) -> None:
    """Where only one work is in it; "in brief" is no letter."""
    assert "survey" == find_subject("Worum geht es auf der englischen Seite?", manifest).by_genre
    assert find_subject("What does the German report say?", manifest).by_genre is None
    assert not find_subject("The quarrel in brief please", manifest).has_genre
    assert find_subject("Was steht in dem Brief?", manifest).has_genre


@pytest.mark.parametrize("name", ["Hafenamt Ostwarf", "Mauerverein Ostwarf", "Hafenbeirat"])
def test_the_author_is_a_person(manifest: Manifest, name: str) -> None:
    """The last word of an office's name says what it is, or of where; a society is one though no dictionary has it."""
    office = replace(manifest.sources[1], id="amt", author=name)
    with_office = replace(manifest, sources=(*manifest.sources, office))
    assert find_author("Wie breit ist die Mauer in Ostwarf?", with_office) is None
    assert find_author("Wer sitzt im Hafenbeirat?", with_office) is None
    assert "pruefung" == find_author("Was sagt Diekhoff?", with_office)
