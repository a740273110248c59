"""Imported question sets: files pooled by question id, cases made or left out, nothing lost unsaid."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from eval.cases.files import read_cases
from eval.cases.gold import ask_all, check_cases
from eval.cases.squad import LEFT_OUT, import_squad
from eval.cases.squad_files import label_languages, read_squad
from tests.eval.squads import (
    BRIDGE_AR,
    BRIDGE_DE,
    BRIDGE_EN,
    BRIDGE_RU,
    labelled,
    only,
    qa,
    read_back,
    reasons,
    table,
)


def test_the_sentence_around_an_answer_is_gold(tmp_path: Path) -> None:
    """Gold is the whole sentence, abbreviations and all, in this paragraph only; the answer itself is the fact."""
    content = table((BRIDGE_DE, [qa("b1", "Was kostete der Bau?", BRIDGE_DE, "90 Mio. Mark", "90 Mio.")]))
    one = labelled(tmp_path / "a.json", content)
    imported = import_squad([one], [one], tmp_path / "out", split="test")
    case = only(imported)
    assert ("answerable", "fact", "test", {"de": "Was kostete der Bau?"}) == (
        case.kind,
        case.category,
        case.split,
        case.questions,
    )
    assert (("Sie kostete 90 Mio. Mark und ist 312 m lang.",),) == case.gold
    assert (imported.sources[0].id,) == case.sources
    assert re.search(case.facts[0]["de"], "Es waren 90 Mio. Mark.")
    assert case.speaker is None
    assert (case,) == read_cases([tmp_path / "out" / "cases.jsonl"])
    assert not (tmp_path / "out" / LEFT_OUT).exists()


def test_parallel_files_are_pooled(bridge: dict[str, Path], tmp_path: Path) -> None:
    """One case an id: asked in both languages, gold in either language as alternatives of one piece."""
    files = [label_languages(read_squad(path)) for path in bridge.values()]
    imported = import_squad(files, files, tmp_path / "out")
    first = imported.cases[0]
    assert {"de": "Was kostete der Bau?", "en": "What was paid for building it?"} == first.questions
    german, english = first.gold[0]
    assert german in BRIDGE_DE
    assert english in BRIDGE_EN
    assert tuple(source.id for source in imported.sources) == first.sources
    assert {"de", "en"} == set(first.facts[0])
    assert ["b1", "b2", "b3", "b4"] == [case.id for case in imported.cases]
    assert {"de"} == set(imported.cases[-1].questions)
    corpus = read_back(imported, tmp_path)
    assert () == check_cases(imported.cases, corpus)
    assert {"mixed", "none", "de"} == {asked.source_language for asked in ask_all(imported.cases, corpus)}
    assert ("de", "en") == corpus.manifest.languages


def test_questions_of_one_language_over_paragraphs_of_another(bridge: dict[str, Path], tmp_path: Path) -> None:
    """English questions, German paragraphs and nothing else; what the sources add beyond the questions is no case."""
    german, english = (label_languages(read_squad(bridge[language])) for language in ("de", "en"))
    imported = import_squad([english], [german], tmp_path / "out")
    assert [{"en"}] * 3 == [set(case.questions) for case in imported.cases]
    assert ["de"] == [source.language for source in imported.sources]
    assert all(quote in BRIDGE_DE for case in imported.cases for piece in case.gold for quote in piece)
    imported = import_squad([german], [english], tmp_path / "other")
    assert {"b4": "the sources do not have this id"} == reasons(imported)


def test_four_scripts_pool(tmp_path: Path) -> None:
    """Russian and Arabic paragraphs carry their gold like German and English ones."""
    asked = {
        "de": (BRIDGE_DE, "Wer war der Erbauer?", "Karl Öhm"),
        "en": (BRIDGE_EN, "Who was the architect?", "Karl Öhm"),
        "ru": (BRIDGE_RU, "Кто был архитектором?", "Карл Эм"),
        "ar": (BRIDGE_AR, "من هو المهندس؟", "كارل أوم"),
    }
    files = [
        labelled(tmp_path / f"{language}.json", table((context, [qa("b", question, context, answer)])), language)
        for language, (context, question, answer) in asked.items()
    ]
    imported = import_squad(files, files, tmp_path / "out")
    (*quotes, arabic) = only(imported).gold[0]
    assert ["Karl Öhm baute sie.", "Karl Öhm built it.", "Его построил Карл Эм."] == quotes
    assert arabic.endswith("بناه كارل أوم.")
    assert set(asked) == set(only(imported).questions)
    assert () == imported.remarks


def test_an_impossible_question_expects_a_refusal(bridge: dict[str, Path], tmp_path: Path) -> None:
    """SQuAD's impossible questions look answerable: near misses, without gold; the plausible answer is a comment."""
    one = label_languages(read_squad(bridge["de"]))
    imported = import_squad([one], [one], tmp_path / "out")
    case = imported.cases[2]
    assert ("b3", "unanswerable", "near_miss", ()) == (case.id, case.kind, case.category, case.gold)
    assert "looks like an answer: Karl Öhm" == case.comment
    assert ["unanswerable" in remark for remark in imported.remarks] == [True]


def test_identical_paragraphs_are_one_source(tmp_path: Path) -> None:
    """A paragraph that stands in the files twice, once with other spaces, is written once; both questions are on it."""
    other = BRIDGE_DE.replace(". ", ".\n ")
    content = table(
        (BRIDGE_DE, [qa("b1", "Was kostete sie?", BRIDGE_DE, "90 Mio.")]),
        (other, [qa("b2", "Wer war es?", other, "Karl Öhm")]),
    )
    one = labelled(tmp_path / "a.json", content)
    imported = import_squad([one], [one], tmp_path / "out")
    assert 1 == len(imported.sources) == len(list((tmp_path / "out" / "texts").iterdir()))
    assert [imported.sources[0].id] * 2 == [source for case in imported.cases for source in case.sources]


def test_whatever_becomes_no_case_is_named(tmp_path: Path) -> None:
    """Each question that is left out stands in the result and in a file, with the reason; the others are written."""
    short = "Kiel liegt im Norden."
    beside = {"id": "beside", "question": "Wo?", "answers": [{"text": "Norden", "answer_start": 3}]}
    half = qa("half", "Welche Richtung?", short, "Norden")
    half["answers"].append({"text": "Kiel", "answer_start": 5})
    content = table(
        (short, [beside, half, qa("open", "Warum?", short), qa("gold", f"Stimmt: {short[:-1]}.", short, "Kiel")]),
        (" \u200b\n", [{"id": "void", "question": "Was?", "answers": [{"text": " ", "answer_start": 0}]}]),
        (BRIDGE_DE, [qa("one", "Wer war es?", BRIDGE_DE, "Karl"), qa("two", "Wer war  es?", BRIDGE_DE, "Öhm")]),
        (BRIDGE_DE, [qa("mute", " ", BRIDGE_DE, "Karl"), qa("twin", "Erstens?", BRIDGE_DE, "Karl")]),
        (BRIDGE_DE, [qa("twin", "Zweitens?", BRIDGE_DE, "Öhm"), qa("both", "Ja?", BRIDGE_DE, "Öhm")]),
        (BRIDGE_DE, [qa("both", "Ja?", BRIDGE_DE, is_impossible=True)]),
    )
    one = labelled(tmp_path / "a.json", content)
    imported = import_squad([one], [one], tmp_path / "out")
    assert {
        "beside": "no answer is where answer_start says",
        "open": "no answer is given",
        "gold": "the de question contains its gold quote: 'Kiel liegt im Norden.'",
        "void": "no answer is given",
        "two": "the de question is asked by one already",
        "mute": "the question is empty",
        "twin": "different questions in one language have this id",
        "both": "one file says that there is no answer, another does not",
    } == reasons(imported)
    assert ["half", "one"] == [case.id for case in imported.cases]
    lines = (tmp_path / "out" / LEFT_OUT).read_text(encoding="utf-8").splitlines()
    assert reasons(imported) == dict(line.split("\t") for line in lines)
    assert ["1 question (half)" in remark for remark in imported.remarks] == [True]


def test_a_question_left_out_frees_its_words(tmp_path: Path) -> None:
    """Who asks what only a case that is left out asks repeats nobody."""
    short = "Kiel liegt im Norden."
    asked = "Liegt es so? Kiel liegt im Norden."
    content = table((short, [qa("a", asked, short, "Kiel")]), (BRIDGE_DE, [qa("b", asked, BRIDGE_DE, "Karl")]))
    one = labelled(tmp_path / "a.json", content)
    assert ["b"] == [case.id for case in import_squad([one], [one], tmp_path / "out").cases]


def test_a_paragraph_read_in_another_language_is_said(tmp_path: Path) -> None:
    """An English paragraph in a German file stays where it is; the import says what the parser takes it for."""
    german = labelled(tmp_path / "a.json", table((BRIDGE_EN, [qa("b", "Wer?", BRIDGE_EN, "Karl")])), "de")
    english = labelled(
        tmp_path / "b.json",
        table(("The harbour is deep.", [])) | table((f"{BRIDGE_EN} Yes.", [qa("c", "Who?", BRIDGE_EN, "Karl")])),
        "en",
    )
    imported = import_squad([german, english], [german, english], tmp_path / "out")
    assert [True] == ["another language" in remark for remark in imported.remarks]
    assert imported.sources[0].id in imported.remarks[0]


def test_limit_takes_the_first_questions_with_their_paragraphs(bridge: dict[str, Path], tmp_path: Path) -> None:
    """A small dossier to try things on: paragraphs that nobody asks about are left away only then."""
    content = table((BRIDGE_DE, [qa("b", "Wer?", BRIDGE_DE, "Karl")]), ("Die Förde ist tief.", []))
    one = labelled(tmp_path / "a.json", content)
    assert 1 == len(import_squad([one], [one], tmp_path / "few", limit=1).sources)
    assert 2 == len(import_squad([one], [one], tmp_path / "all").sources)
    german = label_languages(read_squad(bridge["de"]))
    assert ["b1", "b2"] == [case.id for case in import_squad([german], [german], tmp_path / "two", limit=2).cases]


def test_ids_are_safe_and_stay_apart(tmp_path: Path) -> None:
    """Numbers, slashes and letters of any script may be in an id; what has to be changed carries a hash."""
    ids = [7, "57/a: b", "57 a: b", "мост", "a" * 200, "a" * 201]
    questions = [qa(id_, f"Frage {number}?", BRIDGE_DE, "Karl") for number, id_ in enumerate(ids)]
    one = labelled(tmp_path / "a.json", table((BRIDGE_DE, questions)))
    found = [case.id for case in import_squad([one], [one], tmp_path / "out").cases]
    assert "7" == found[0]
    assert len(ids) == len(set(found))
    assert all(re.fullmatch(r"[A-Za-z0-9._-]{1,90}", id_) for id_ in found)


@pytest.mark.parametrize(
    ("title", "start"),
    [("Kiel_(Stadt)", "de-kiel-stadt-"), ("Мост", "de-"), ("", "de-die-brucke-[a-z0-9-]+-"), ('"\\\n', "de-")],
)
def test_a_source_is_named_by_language_article_and_text(title: str, start: str, tmp_path: Path) -> None:
    """Its id keeps to the manifest's letters whatever the title; a paragraph without a title is called by its words."""
    one = labelled(tmp_path / "a.json", table((BRIDGE_DE, [qa("b", "Wer?", BRIDGE_DE, "Karl")]), title=title))
    imported = import_squad([one], [one], tmp_path / "out", title='Ein "Titel" \\ für ¶')
    (source,) = imported.sources
    assert re.fullmatch(rf"{start}[0-9a-f]{{12}}", source.id)
    corpus = read_back(imported, tmp_path)
    assert 'Ein "Titel" \\ für ¶' == corpus.manifest.title
    assert (source,) == corpus.manifest.sources
