"""Notes and the works they cite: references back in German, English and Russian, several works, nothing guessed."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.records import Footnote, Manifest, Source
from ingest.structure.note_links import Note, only_names_works, resolve_footnotes

CHRONICLE = "Werftchronik: Häfen und Menschen am Fluss"
WORKS = {
    "diary": Source(
        "diary", "cited_source", "Tagebuch aus Harksiel 1911 bis 1913", author="Piet Hollander", date="1913"
    ),
    "letters": Source("letters", "cited_source", "Letters from the Ferry House", author="Nora Pell", date="1922"),
    "chronicle": Source("chronicle", "cited_source", CHRONICLE, author="Ida Onnasch/Jan Behr", names=("Werftchronik",)),
    "survey": Source(
        "survey", "cited_source", "Harbour Survey", url="https://example.org/survey", names=("HS", "Survey")
    ),
    "archive": Source("archive", "cited_source", "Опись портового архива", author="Иван Лунин"),
}
FIRST = "Piet Hollander, Tagebuch aus Harksiel 1911 bis 1913, S. 12."
TWO = f"{FIRST.removesuffix('.')}; Nora Pell, Letters from the Ferry House, p. 5."
ANALYSIS = Source("a", "analysis", "Bericht", path="a.txt")


def link(
    *texts: str | tuple[int, str], works: dict[str, Source] = WORKS
) -> tuple[tuple[Footnote, ...], tuple[str, ...]]:
    """Link notes; their numbers count from 1 where none is given."""
    manifest = Manifest("T", ("de",), (ANALYSIS, *works.values()), Path())
    numbered = [(row, text) if isinstance(text, str) else text for row, text in enumerate(texts, start=1)]
    notes = [Note(f"n{row}", number, row * 1000, row * 1000 + 9, text) for row, (number, text) in enumerate(numbered)]
    return resolve_footnotes(notes, manifest, ANALYSIS)


def cited(note: Footnote) -> list[tuple[str, str | None]]:
    return [(reference.source_id, reference.page) for reference in note.references]


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Wie Anm. 1, S. 20.", "20"),
        ("Wie Anmerkung 1.", None),
        ("Siehe oben, Fn. 1, S. 20 f.", "20 f."),
        ("Vgl. oben Fußnote 1, S. 3.", "3"),
        ("Hollander (Anm. 1), S. 31.", "31"),
        ("Hollander (wie Anm. 1) 31.", "31"),
        ("Vgl. Piet Hollander, wie Anm. 1, S. 31–33.", "31-33"),
        ("Hollander, Tagebuch (Anm. 1), S. 31.", "31"),
        ("Hollander [wie Fn. 1], 31.", "31"),
        ("Ders. (Anm. 1), S. 4.", "4"),
        ("Hollander: Tagebuch (wie Anm. 1), S. 5.", "5"),
        ("Vgl. auch Hollander, a.a.O. (Anm. 1), S. 14.", "14"),
        ("Zitiert nach P. Hollander, wie Anm. 1, S. 5.", "5"),
        ("S. o., Anm. 1, S. 3.", "3"),
        ("Hollander, Anm. 1, S. 5.", "5"),
        ("Wie vorige Anm., S. 5.", "5"),
        ("Tagebuch, a.a.O., S. 4.", "4"),
        ("Tagebuch aus Harksiel, S. 4.", "4"),
        ("Ders., Tagebuch, S. 4.", "4"),
        ("Hollander (n 1) 40.", "40"),
        ("Hollander, note 1 above, p. 40.", "40"),
        ("See supra note 1 and accompanying text.", None),
        ("HOLLANDER, supra n.1, at 40.", "40"),
        ("Id., at 14.", "14"),
        ("См. выше, прим. 1, с. 4.", "4"),
        ("Там же. С. 5.", "5"),
        ("Ebd.", None),
        ("Ebd., S. 4.", "4"),
        ("Ebenda, 4.", "4"),
        ("A. a. O., S. 9.", "9"),
        ("Hollander, a.a.O., S. 9.", "9"),
        ("Hollander, ebd., S. 9.", "9"),
        ("Hollander, S. 9.", "9"),
        ("Hollander 1913, S. 9.", "9"),
        ("Hollander 1913.", None),
        ("Hollander, supra.", None),
        ("Hollander, Tagebuch aus Harksiel, S. 9.", "9"),
        ("Id. at 14.", "14"),
        ("Id.", None),
        ("Ibid., p. 4.", "4"),
        ("Ibid., pp. 4–6.", "4-6"),
        ("See Hollander, supra note 1, at 40.", "40"),
        ("Hollander, supra note 1, at 40, 42.", "40"),
        ("Supra note 1, at 40.", "40"),
        ("See also Hollander, above n. 1, p. 7.", "7"),
        ("Hollander, op. cit., p. 7.", "7"),
        ("Hollander, supra, at 7.", "7"),
        ("Там же.", None),
        ("Там же, с. 5.", "5"),
        ("См. прим. 1, с. 7.", "7"),
        ("Указ. соч., с. 7.", "7"),
    ],
)
def test_reference_back_means_the_work_of_that_note(text: str, page: str | None) -> None:
    """However a note refers back, it is linked to the work that the note meant cites, with its own page."""
    notes, unresolved = link(FIRST, text)
    assert ([("diary", page)], ()) == (cited(notes[1]), unresolved)
    assert notes[1].references[0].by_reference


def test_russian_author_again() -> None:
    """«Лунин, указ. соч.» is the last work cited by that author, whatever came between."""
    notes, unresolved = link("Иван Лунин, Опись портового архива, с. 3.", FIRST, "Лунин, указ. соч., с. 5–7.")
    assert ([("archive", "5-7")], ()) == (cited(notes[2]), unresolved)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Wie Anm. 7, S. 20.", "footnote 7, and there is none before it"),
        ("Wie Anm. 2, S. 20.", "footnote 2, which is linked to no work"),
        ("Pell (Anm. 1), S. 31.", "footnote 1, which cites no work by 'Pell'"),
        ("Hollander, Chronik (Anm. 1), S. 31.", "cites no work by 'Hollander, Chronik'"),
        ("Niemand, a.a.O., S. 3.", "no earlier note names a work by 'Niemand'"),
        ("Ebd., S. 3.", "the note before, which names no work"),
        ("Id. at 3.", "the note before, which names no work"),
        ("Там же, с. 3.", "the note before, which names no work"),
        ("Siehe oben, S. 3.", "something above"),
        ("Siehe unten, Anm. 9.", "forward to footnote 9"),
        ("S. u. Fn. 9.", "forward to footnote 9"),
        ("See infra note 9.", "forward to footnote 9"),
        ("Ders., Chronik, S. 4.", "names a title by the author cited before"),
        ("Wie in Anm. 1 bemerkt, war das Geld knapp.", "speaks of footnote 1"),
        ("Hollander, Tagebuch, Anm. 1.", "speaks of footnote 1"),
        ("Zum Geld steht das Nötige schon bei den Ausführungen in Anm. 1.", "speaks of footnote 1"),
    ],
)
def test_reference_back_that_leads_nowhere_is_reported(text: str, told: str) -> None:
    """What refers back and cannot be resolved is named with the note's number, and linked to nothing."""
    notes, unresolved = link(FIRST, "Das Holz kam aus Ostwarf.", text)
    assert () == notes[2].references
    assert ["a: footnote 3: "] == [line[:15] for line in unresolved]
    assert told in unresolved[0]


def test_note_of_the_cited_work_is_no_reference_back() -> None:
    """In "S. 31, Anm. 5" the note is the diary's own; it says nothing about note 5 of this text."""
    for text in (
        "Hollander, Tagebuch aus Harksiel, S. 31, Anm. 1.",
        "Piet Hollander, Tagebuch aus Harksiel 1911 bis 1913, S. 31 (Anm. 1).",
    ):
        notes, unresolved = link("Nora Pell, Letters from the Ferry House, p. 5.", text)
        assert "letters" not in [reference.source_id for reference in notes[1].references]
        assert () == unresolved


def test_number_means_the_nearest_note_before() -> None:
    """Where numbers begin again in each section, "Anm. 1" is the last note of that number before this one."""
    letters = "Nora Pell, Letters from the Ferry House, p. 5."
    notes, _ = link((1, FIRST), (2, "Wie Anm. 1, S. 2."), (1, letters), (2, "Wie Anm. 1, S. 3."))
    assert [("diary", "2")] == cited(notes[1])
    assert [("letters", "3")] == cited(notes[3])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TWO, [("diary", "12"), ("letters", "5")]),
        ("Vgl. HS, 3; Werftchronik, 5; ferner Pell, p. 7.", [("survey", "3"), ("chronicle", "5"), ("letters", "7")]),
        ("Vgl. HS, 3 und Werftchronik, 5.", [("survey", "3"), ("chronicle", "5")]),
        ("HS, 3. Vgl. auch Werftchronik, S. 5.", [("survey", "3"), ("chronicle", "5")]),
        ("See HS, 3; see also Onnasch and Behr, p. 5.", [("survey", "3"), ("chronicle", "5")]),
        (f"Onnasch/Behr, {CHRONICLE}, S. 8; ebd., S. 9; HS.", [("chronicle", "8"), ("survey", None)]),
        ("Pell, Letters from the Ferry House, 5. https://example.org/survey", [("letters", "5"), ("survey", None)]),
        ("Hollander, S. 4 und Onnasch/Behr, S. 5.", [("diary", "4"), ("chronicle", "5")]),
        ("Лунин, Опись портового архива, с. 3; HS, 4.", [("archive", "3"), ("survey", "4")]),
    ],
)
def test_note_links_to_all_the_works_it_cites(text: str, expected: list[tuple[str, str | None]]) -> None:
    """Every work that a note cites is linked, in the note's order, each with its own page."""
    notes, unresolved = link(text)
    assert (expected, ()) == (cited(notes[0]), unresolved)


@pytest.mark.parametrize("back", ["Ebd., S. 3.", "Wie Anm. 1, S. 3.", "Id. at 3."])
def test_reference_back_to_a_note_with_several_works_is_not_guessed(back: str) -> None:
    """Behind a note that cites two works, "Ebd., S. 3" may mean either: it is reported."""
    notes, unresolved = link(TWO, back)
    assert () == notes[1].references
    assert "2 works" in unresolved[0]


@pytest.mark.parametrize("back", ["Ebd., S. 6.", "Wie Anm. 1, S. 6.", "Ibid."])
def test_reference_back_may_mean_a_work_that_the_dossier_has_not(back: str) -> None:
    """Where the note before ends with a work that is linked to nothing, "Ebd." means that and not another."""
    both = f"{FIRST.removesuffix('.')}; Karla Meier, Chronik der Lüne, S. 5."
    if back == "Ibid.":
        both = f"{both} {back}"
        notes, unresolved = link("Nora Pell, Letters from the Ferry House, p. 5.", both)
        assert [("diary", "12")] == cited(notes[1])
    else:
        notes, unresolved = link(both, back)
        assert () == notes[1].references
    assert 1 == len(unresolved)


def test_bare_reference_is_no_evidence() -> None:
    """A note that only refers back says nothing itself, whether or not it could be linked."""
    assert only_names_works("Ebd., S. 4.", (), {})
    assert only_names_works("Hollander, supra note 1, at 40.", (), {})
    assert not only_names_works("Ebd. Der Rat widersprach dem freilich.", (), {})


def test_author_tells_which_work_of_a_note_is_meant() -> None:
    """The reference "Pell (Anm. 1)" means the one by Pell of those that note 1 cites; "Anm. 1" alone means them all."""
    notes, unresolved = link(TWO, "Pell (Anm. 1), p. 31.", "Vgl. Anm. 1.", "Wie Anm. 2, S. 8.")
    assert [("letters", "31")] == cited(notes[1])
    assert ["diary", "letters"] == [work for work, _ in cited(notes[2])]
    assert ([("letters", "8")], ()) == (cited(notes[3]), unresolved)


def test_several_notes_are_referred_to_at_once() -> None:
    """A reference to two notes, or to a row of them, means the works of each, with its own page where it has one."""
    both = "Hollander (Anm. 1), S. 4; Onnasch/Behr (Anm. 2), S. 5."
    notes, unresolved = link(FIRST, "Werftchronik, 2.", "Wie Anm. 1 und 2.", "Siehe Anm. 1–2.", both)
    assert [[("diary", None), ("chronicle", None)]] * 2 == [cited(note) for note in notes[2:4]]
    assert ([("diary", "4"), ("chronicle", "5")], ()) == (cited(notes[4]), unresolved)


def test_running_text_in_a_note_cites_nothing() -> None:
    """A work that a note's later sentences speak of is not cited: neither a name nor a title in a quotation."""
    notes, unresolved = link(
        "Pell, Letters from the Ferry House, 5: “The new Tagebuch aus Harksiel 1911 bis 1913 is brief. HS is better.”",
        "Das Geld fehlte. Die Werftchronik und der Survey schweigen dazu.",
        "Der Damm lag weiter oben. Nota bene: In 3 Jahren brach er.",
        "Hollander, der 1913 starb, sah ihn nicht mehr.",
    )
    assert [[("letters", "5")], [], [], []] == [cited(note) for note in notes]
    assert () == unresolved


def test_name_that_stands_for_two_works_is_reported() -> None:
    """A short name that two works share links to neither, unless the manifest's list tells which it is."""
    works = {name: Source(name, "cited_source", f"Bericht über {name}", names=("JB",)) for name in ("one", "two")}
    notes, unresolved = link("JB, 3.", works=works)
    assert ((), True) == (notes[0].references, "'JB' may mean 'one' or 'two'" in unresolved[0])
    works["two"] = Source("two", "cited_source", "Bericht über two", names=("JB",), footnotes=(1,))
    notes, unresolved = link("JB, 3.", works=works)
    assert ([("two", "3")], ()) == (cited(notes[0]), unresolved)


def test_author_of_several_works_is_reported() -> None:
    """A note "Pell, S. 3" says nothing where the dossier has two works by Pell; a title or a year tells them apart."""
    more = {
        **WORKS,
        "diaries": Source("diaries", "cited_source", "Diaries of a Pilot", author="Nora Pell", date="1930"),
    }
    notes, unresolved = link(
        "Pell, S. 3.", "Pell 1930, S. 3.", "Pell, Diaries, S. 4.", "Dies., Letters, S. 5.", works=more
    )
    assert [[], [("diaries", "3")], [("diaries", "4")], [("letters", "5")]] == [cited(note) for note in notes]
    assert 1 == len(unresolved)


def test_manifest_and_text_that_disagree_are_both_told() -> None:
    """A work that the text cites and the manifest lists elsewhere is linked, and the disagreement reported."""
    works = {**WORKS, "diary": Source("diary", "cited_source", "Tagebuch aus Harksiel 1911 bis 1913", footnotes=(1,))}
    notes, unresolved = link("Tagebuch aus Harksiel 1911 bis 1913, S. 3; HS, 4.", works=works)
    assert ["diary", "survey"] == [work for work, _ in cited(notes[0])]
    assert ("a: footnote 1: its text means 'survey', the manifest says ['diary']",) == unresolved


def test_a_manifest_means_no_note_whose_number_several_have() -> None:
    """Where chapters count from 1 anew, a list of numbers does not say whose note it means: the notes' words do."""
    works = WORKS | {"letters": replace(WORKS["letters"], footnotes=(1, 2))}
    notes, unresolved = link((1, FIRST), (2, "Persönliche Mitteilung."), (1, "Ein Gespräch."), works=works)
    assert [[("diary", "12")], [("letters", None)], []] == [cited(note) for note in notes]
    assert ("a: footnote 1: the manifest lists it, and 2 notes have this number: only their own words decide",) == (
        unresolved
    )
