"""Sections asked for by number, by place or by heading, and what stands in them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.asking.kinds.sections import find_section
from app.service import Service
from ingest.records import Document, Passage, Sentence


@pytest.fixture(scope="module")
def report(quays: Service) -> Document:
    return quays.generation().documents["bericht"]


def lay_out(*lines: tuple[str, tuple[str, ...]]) -> Document:
    """A document of headings (text, headings down to it) and paragraphs ("", headings above it), without numbers."""
    texts = [headings[-1] if text else "Ein Absatz." for text, headings in lines]
    ends = [0]
    for text in texts:
        ends.append(ends[-1] + len(text) + 1)
    passages = [
        Passage(
            f"p{row}", "s", "heading" if text else "paragraph", start, end - 1, None, "de",
            (Sentence(start, end - 1),), headings=headings,
        )
        for row, ((text, headings), (start, end)) in enumerate(zip(lines, pairwise(ends), strict=True))
    ]  # fmt: skip
    return Document("s", "", "de", "", "\n".join(texts), (), tuple(passages), (), ())


def heading(text: str, *above: str) -> tuple[str, tuple[str, ...]]:
    return (text, (*above, text))


BARE = lay_out(
    heading("Der Anfang"),
    ("", ("Der Anfang",)),
    heading("Die Taucher im Hafen"),
    heading("Das Gerät", "Die Taucher im Hafen"),
    ("", ("Die Taucher im Hafen", "Das Gerät")),
    ("", ("Die Taucher im Hafen", "Das Gerät")),
    heading("Das Ende"),
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Was steht in Abschnitt 2?", "2. Die Pläne"),
        ("Was steht in Abschnitt Nr. 1?", "1. Der Zustand"),
        ("Fasse Kapitel III zusammen", "3. Fazit"),
        ("What does the second section say?", "2. Die Pläne"),
        ("Was sagt der 1. Abschnitt?", "1. Der Zustand"),
        ("Worum geht es im letzten Abschnitt?", "3. Fazit"),
        ("What is in the final chapter?", "3. Fazit"),
        ("What is in the closing section?", "3. Fazit"),
        ("What does the opening chapter say?", "1. Der Zustand"),
        ("Was steht in Kapitel zwei?", "2. Die Pläne"),
        ("Summarise section three", "3. Fazit"),
        ("Was steht unter „Der Zustand“?", "1. Der Zustand"),
        ("What stands under “die PLÄNE”?", "2. Die Pläne"),
        ("Was steht in Abschnitt 9?", None),
        ("Was sagt der zehnte Abschnitt?", None),
        ("Was steht unter „Die Fische“?", None),
        ("Wie breit sind die 2 Risse?", None),
        ("Wie viele Abschnitte gibt es?", None),
    ],
)
def test_a_section_is_found_as_it_is_named(report: Document, question: str, expected: str | None) -> None:
    """By number in digits or Roman, by its place, or by its heading in quotes; one that is not there is none."""
    found = find_section(question, [report])
    assert expected == (report.plain(found.heading.start, found.heading.end) if found else None)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Was steht im zweiten Kapitel?", "Die Taucher im Hafen"),
        ("What is in the last part?", "Das Ende"),
        ("Was steht im Abschnitt über die Taucher im Hafen?", "Die Taucher im Hafen"),
        ("Was steht im Kapitel Gerät?", "Das Gerät"),
        ("Was steht unter der Brücke von Rom?", None),
    ],
)
def test_headings_without_numbers_are_counted_and_read(question: str, expected: str | None) -> None:
    """Sub-headings are no sections of their own when counted, but can be asked for by their words."""
    found = find_section(question, [BARE])
    assert expected == (BARE.plain(found.heading.start, found.heading.end) if found else None)


def test_a_section_ends_at_the_next_heading_of_its_rank(report: Document) -> None:
    """The reader gets all of it, sub-headings included, and no notes."""
    found = find_section("Was steht im zweiten Kapitel?", [BARE])
    assert found is not None
    assert ["p3", "p4", "p5"] == [one.id for one in found.passages]
    last = find_section("Was steht in Abschnitt 3?", [report])
    assert last is not None
    assert ["paragraph"] == [one.kind for one in last.passages]


def test_what_is_asked_of_the_section_is_left(report: Document) -> None:
    """The question without the words that name the section."""
    found = find_section("Was sagt Abschnitt 2 über die Fischer?", [report])
    assert found is not None
    assert "Was sagt über die Fischer?" == " ".join(found.rest.split())


def test_the_first_document_that_has_it_is_taken(report: Document) -> None:
    """The report comes before the works."""
    found = find_section("Was steht in Abschnitt 2?", [lay_out(), report])
    assert found is not None
    assert report is found.document


NUMBERED = lay_out(
    heading("CONTENTS"),
    heading("ILLUSTRATIONS"),
    heading("CHAPTER I Rinks"),
    ("", ("CHAPTER I Rinks",)),
    heading("CHAPTER IV Sledges"),
    ("", ("CHAPTER IV Sledges",)),
    heading("4.1 On ice", "CHAPTER IV Sledges"),
    heading("4.1.2 At night", "CHAPTER IV Sledges", "4.1 On ice"),
    ("", ("CHAPTER IV Sledges", "4.1 On ice", "4.1.2 At night")),
    heading("I never fell"),
    heading("28 points in a year"),
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Summarise chapter IV", "CHAPTER IV Sledges"),
        ("Fasse Kapitel 4 zusammen", "CHAPTER IV Sledges"),
        ("What does section 4.1 say?", "4.1 On ice"),
        ("Was steht in Abschnitt 4.1.2?", "4.1.2 At night"),
        ("What is in chapter one?", "CHAPTER I Rinks"),
        ("What is in chapter III?", None),
        ("What is in section 4.1.3?", None),
        ("What is in section 4.2 of it?", None),
    ],
)
def test_a_section_is_known_by_the_number_it_prints(question: str, expected: str | None) -> None:
    """Not by its place among the headings; a deeper number is no shallower one's, and one that is not there is none."""
    found = find_section(question, [NUMBERED])
    assert expected == (NUMBERED.text[found.heading.start : found.heading.end] if found else None)
