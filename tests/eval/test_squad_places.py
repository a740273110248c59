"""Paragraphs and answers of a question set: each paragraph stays whole, each answer keeps its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from eval.cases.squad import import_squad, locate_answer, make_pattern, write_paragraph
from eval.cases.squad_files import Answer
from ingest.records import Slice
from tests.eval.squads import BRIDGE_DE, BRIDGE_EN, ODD, TOO_LONG, labelled, only, qa, read_back, table


@pytest.mark.parametrize("name", ODD)
def test_a_paragraph_stays_whole_whatever_it_looks_like(name: str, tmp_path: Path) -> None:
    """The parser reads each paragraph as one passage that quotes can come from, with every letter a reader sees."""
    context = ODD[name]
    questions = [{"id": "k", "question": "Wovon ist die Rede?", "answers": []}]
    word = next(word for word in ("Kiel", "kiel", "Ki\u00adel", "كيل") if word in context)
    questions[0]["answers"] = [{"text": word, "answer_start": context.rindex(word)}]
    content = table((context, questions), (BRIDGE_DE, [qa("b", "Wer baute die Brücke?", BRIDGE_DE, "Karl Öhm")]))
    one = labelled(tmp_path / "a.json", content)
    imported = import_squad([one], [one], tmp_path / "out")
    document = next(d for d in read_back(imported, tmp_path).documents if BRIDGE_DE != d.text)
    assert [(0, len(document.text))] == [(passage.start, passage.end) for passage in document.passages]
    assert document.passages[0].kind in ("paragraph", "block_quote")
    shown = re.sub(r"[\s\u00ad\u200b\u202a\u202c\ufeff\x00\ud83d]+", "", context).replace("o\u0308", "ö")
    assert shown == re.sub(r"\s+", "", document.text)
    assert ["k", "b"] == [case.id for case in imported.cases]
    assert () == imported.remarks


@pytest.mark.parametrize("name", TOO_LONG)
def test_a_paragraph_too_long_for_one_passage_is_said(name: str, tmp_path: Path) -> None:
    """The parser parts it into passages that follow one another; no word is lost, and the import says so."""
    context = TOO_LONG[name]
    content = table((context, [qa("b", "Wovon ist die Rede?", context, context.split()[0])]))
    one = labelled(tmp_path / "a.json", content)
    imported = import_squad([one], [one], tmp_path / "out")
    (document,) = read_back(imported, tmp_path).documents
    assert 1 < len(document.passages)
    assert context.split() == [word for p in document.passages for word in document.text[p.start : p.end].split()]
    assert ["the parser parts or shortens 1 paragraph" in remark for remark in imported.remarks] == [True]


@pytest.mark.parametrize("name", ["a bullet", "a dash", "two dashes"])
def test_what_would_be_a_mark_is_written_as_long_as_it_was(name: str) -> None:
    """Only the space behind the mark changes, into a thin one, so that every later place stays where it was."""
    text = write_paragraph(ODD[name])
    assert len(ODD[name]) == len(text)
    assert 1 == text.count("\u2009")
    assert re.sub(r"\s", " ", ODD[name]) == re.sub(r"\s", " ", text)


def test_the_labelled_occurrence_is_meant(tmp_path: Path) -> None:
    """Of four times "Kiel" in four sentences, each label finds its own, though offsets shift before it."""
    context = "Kiel \t\r\n ist  alt. Ko\u0308ln nicht; Ki\u00adel\u200b liegt im Norden. Kiel hat Häfen.\n\n"
    context += "In Kiel wohnt Öhm."
    starts = [match.start() for match in re.finditer("Kiel", context)]
    questions = [
        {"id": f"k{number}", "question": f"Was ist mit {number}?", "answers": [{"text": "Kiel", "answer_start": start}]}
        for number, start in enumerate(starts)
    ]
    soft = {"text": "Ki\u00adel\u200b", "answer_start": context.index("Ki\u00ad")}
    questions.append({"id": "soft", "question": "Und dort?", "answers": [soft]})
    one = labelled(tmp_path / "a.json", table((context, questions)))
    found = {case.id: case.gold[0] for case in import_squad([one], [one], tmp_path / "out").cases}
    assert {
        "k0": ("Kiel ist alt.",),
        "k1": ("Kiel hat Häfen.",),
        "k2": ("In Kiel wohnt Öhm.",),
        "soft": ("Köln nicht; Kiel liegt im Norden.",),
    } == found


@pytest.mark.parametrize(
    ("answer", "place"),
    [
        (Answer("Öhm", 3), Slice(3, 6)),
        (Answer("O\u0308hm", 10), Slice(10, 13)),
        (Answer(" Öhm ", 2), Slice(3, 6)),
        (Answer("Öhm", 4), None),
        (Answer("Öhm", -13), None),
        (Answer("Öhm", 99), None),
        (Answer(" ", 2), None),
        (Answer("", 2), None),
        (Answer("O", 10), None),
    ],
)
def test_an_answer_stands_where_its_label_says_or_nowhere(answer: Answer, place: Slice | None) -> None:
    """Spaces around an answer do not count; half a letter, nothing, and what stands elsewhere is no answer."""
    context = "Um Öhm und O\u0308hm."
    context = context.replace("und ", "un ")
    assert place == locate_answer(answer, context, write_paragraph(context))


def test_an_answer_over_two_sentences_has_both_as_gold(tmp_path: Path) -> None:
    """An answer that runs over a sentence's end is held only by both sentences together."""
    content = table((BRIDGE_EN, [qa("b", "When, and at what cost?", BRIDGE_EN, "14 June 1932. It cost 90 million")]))
    one = labelled(tmp_path / "a.json", content, "en")
    quote = "The bridge was opened on 14 June 1932. It cost 90 million marks and is 312 m long."
    assert ((quote,),) == only(import_squad([one], [one], tmp_path / "out")).gold


def test_answers_in_different_sentences_are_alternatives(tmp_path: Path) -> None:
    """What several labellers marked in different places is one piece of gold, any of which suffices."""
    context = "In Kiel wohnt Öhm. Öhm baut Brücken. Die Förde ist tief."
    question = qa("k", "Wer ist das?", context, "Öhm", "Öhm baut")
    question["answers"] += [question["answers"][0]]
    one = labelled(tmp_path / "a.json", table((context, [question])))
    case = only(import_squad([one], [one], tmp_path / "out"))
    assert (("In Kiel wohnt Öhm.", "Öhm baut Brücken."),) == case.gold
    assert 1 == len(case.sources)


@pytest.mark.parametrize(
    ("text", "answer", "shown", "hidden"),
    [
        ("Es waren 5 Häuser.", "5", "Nur 5.", "Im Jahr 1956."),
        ("Im Schiffshebewerk Kiel", "Schiff", "Das Schiffswerk", "Kiel"),
        ("Er zahlte 3.500 $ (bar).", "3.500 $ (bar)", "also 3.500 $ (bar)", "3x500 $ bar"),
        ("Wien[3] und Prag [4] [5] sind alt.", "Wien[3] und Prag [4] [5] sind", "Wien und Prag sind", "Wien Prag"),
        ("Wien [3] ist alt.", "[3] ist", "es ist so", "[3]"),
        ("1.\u2009Mai ist frei", "1. Mai", "am 1. Mai", "am 11. Mai"),
        ("Мост в Киле.", "Киле", "в киле", "в Килеве"),
        ("هذا والجسر قديم", "الجسر", "والجسر", "جسر"),
        ("桥在基尔市。", "基尔", "在基尔市", "基"),
    ],
)
def test_a_fact_is_found_as_words_as_they_stand(text: str, answer: str, shown: str, hidden: str) -> None:
    """Signs mean themselves, spaces and notes may differ, and words are bounded where they are in the paragraph."""
    start = re.sub(r"\s", " ", text).index(answer)
    pattern = make_pattern(text, Slice(start, start + len(answer)))
    assert re.search(pattern, text)
    assert re.search(pattern, shown, re.IGNORECASE)
    assert not re.search(pattern, hidden, re.IGNORECASE)


def test_an_answer_of_a_note_marker_alone_means_that() -> None:
    """Where nothing is left without the marker, the marker is the answer."""
    assert r"\[3\]" == make_pattern("Wien [3] ist alt.", Slice(5, 8))
