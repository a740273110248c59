"""Question sets in SQuAD's form: every paragraph survives, every answer keeps its place, nothing is lost unsaid."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from eval.cases.files import read_cases
from eval.cases.gold import ask_all, check_cases
from eval.cases.squad import LEFT_OUT, Imported, import_squad, locate_answer, make_pattern, write_paragraph
from eval.cases.squad_files import Answer, LabelledFile, label_languages, read_squad
from eval.errors import CaseError
from eval.records import Case
from ingest.flow import read_corpus
from ingest.records import Corpus, Slice

BRIDGE_DE = (
    "Die Brücke wurde am 14. Juni 1932 eröffnet. Sie kostete 90 Mio. Mark und ist 312 m lang. Karl Öhm baute sie."
)
BRIDGE_EN = "The bridge was opened on 14 June 1932. It cost 90 million marks and is 312 m long. Karl Öhm built it."
BRIDGE_RU = "Мост открыли 14 июня 1932 г. в Киле. Он стоил 90 млн марок. Его построил Карл Эм."
BRIDGE_AR = "افتتح الجسر في عام 1932 في مدينة كيل. بلغت تكلفته 90 مليون مارك. بناه كارل أوم."

ODD = {
    "a section's number": "1. Something about Kiel and its harbour",
    "a section's number and NBSP": "1.\u00a0Etwas über Kiel, den Hafen",
    "a section's number in Arabic digits": "١. شيء عن كيل",
    "a section's number with a full stop": "1. FC Kiel ist ein Verein.",
    "a date": "14. Juni 1932: Die Brücke in Kiel wird eröffnet",
    "a bullet": "• Kiel hat einen Hafen",
    "a dash": "– Kiel – so heißt die Stadt",
    "two dashes": "- - Kiel",
    "an asterisk and tab": "*\tKiel hat einen Hafen.",
    "note markers": "[1] Kiel liegt im Norden.[3] Der Hafen ist groß.[1]\n[1] Siehe oben.\n[2] Ebd.",
    "a list": "Kiel hat:\n• einen Hafen;\n• eine Brücke.",
    "sections": "Kiel\n\n1. Anfang\n\nDer Hafen ist alt.\n\n2. Ende",
    "text wrapped by hand": "\n".join(["Kiel ist eine Stadt, die im Norden liegt und einen Hafen hat und"] * 8),
    "other line ends": "Kiel ist eine Stadt.\r\nDer Hafen\u2028ist alt.\rEnde.",
    "tabs and many spaces": "Kiel\t\thatte    1932\t 300.000 Einwohner. ",
    "a label": "Abstract: Kiel is a city.",
    "a colon at the end": "Kiel hat drei Häfen:",
    "a web page's own lines": "\n".join(
        ["Kiel ist alt."] * 12 + ["Newsletter abonnieren", "Spenden Sie jetzt", "Impressum"]
    ),
    "a quotation": "„Kiel ist eine Stadt, die im Norden liegt und einen Hafen hat.“",
    "a post": "Elon Musk: “Kiel is nice” Donald Trump: “Yes”",
    "one word": "Kiel",
    "a number": "Kiel 1932",
    "very long": "Kiel liegt im Norden. " * 2000,
    "without a full stop": "kiel " * 3000,
    "unseen characters": "\ufeffKi\u00adel\u200b liegt\x00 im \u202aNorden\u202c.",
    "decomposed letters": "Ko\u0308ln und Kiel",
    "a lone surrogate": "Kiel \ud83d liegt im Norden",
    "Russian": BRIDGE_RU + " Kiel",
    "Arabic": BRIDGE_AR + " Kiel",
    "markup": "= Kiel =\n# Kiel\n[[source]]\nid = \"Kiel\" \\u0041 '''",
}


def qa(id_: object, question: str, context: str, *answers: str, **more: object) -> dict[str, Any]:
    """A question whose answers stand where they first stand."""
    labels = [{"text": answer, "answer_start": context.index(answer)} for answer in answers]
    return {"id": id_, "question": question, "answers": labels, **more}


def table(*paragraphs: tuple[str, list[dict[str, Any]]], title: str = "Kiel_(Stadt)") -> dict[str, Any]:
    rows = [{"context": context, "qas": questions} for context, questions in paragraphs]
    return {"version": "1.1", "data": [{"title": title, "paragraphs": rows}]}


def save(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def labelled(path: Path, content: object, context: str = "de", question: str = "") -> LabelledFile:
    return label_languages(read_squad(save(path, content)), (context, question or context))


def read_back(imported: Imported, tmp_path: Path) -> Corpus:
    return read_corpus(imported.folder, tmp_path / "snapshots")


def only(imported: Imported) -> Case:
    (case,) = imported.cases
    return case


def reasons(imported: Imported) -> dict[str, str]:
    return {left.id: left.reason for left in imported.left_out}


@pytest.fixture
def bridge(tmp_path: Path) -> dict[str, Path]:
    """The same three questions in German and English, a fourth in German only; one of the three has no answer."""
    german = [
        qa("b1", "Was kostete der Bau?", BRIDGE_DE, "90 Mio. Mark", "90 Mio."),
        qa("b2", "Von wem stammt das Bauwerk?", BRIDGE_DE, "Karl Öhm"),
        qa(
            "b3",
            "Wer riss es ab?",
            BRIDGE_DE,
            is_impossible=True,
            plausible_answers=[{"text": "Karl Öhm", "answer_start": 88}],
        ),
        qa("b4", "Wie lang ist das Bauwerk?", BRIDGE_DE, "312 m"),
    ]
    english = [
        qa("b1", "What was paid for building it?", BRIDGE_EN, "90 million marks"),
        qa("b2", "Whose work is it?", BRIDGE_EN, "Karl Öhm"),
        qa("b3", "Who tore it down?", BRIDGE_EN, is_impossible=True),
    ]
    return {
        "de": save(tmp_path / "bridge.de.json", table((BRIDGE_DE, german))),
        "en": save(tmp_path / "bridge.en.json", table((BRIDGE_EN, english))),
    }


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


@pytest.mark.parametrize(
    ("name", "languages"),
    [
        ("dev-context-de-question-en.json", ("de", "en")),
        ("test-context-ar-question-ar.json", ("ar", "ar")),
        ("xquad.ru.json", ("ru", "ru")),
        ("XQuAD.EN.json", ("en", "en")),
        ("squad.de.dev.json", ("de", "de")),
        ("dev-es.json", ("es", "es")),
        ("it.json", ("it", "it")),
    ],
)
def test_names_tell_languages(name: str, languages: tuple[str, str], tmp_path: Path) -> None:
    """MLQA names the paragraphs' language, then the questions'; others name one before a full stop."""
    one = label_languages(read_squad(save(tmp_path / name, table((BRIDGE_DE, [qa("b", "Wer?", BRIDGE_DE)])))))
    assert (*languages, "by its name") == (one.context_language, one.question_language, one.how)


@pytest.mark.parametrize("name", ["dev-v2.0.json", "my-set.json", "de-nach-englisch.txt", "a.de.en.json"])
def test_else_the_text_tells(name: str, tmp_path: Path) -> None:
    """Paragraphs and questions are looked at apart; a name with two languages or none does not count."""
    asked = [qa("b", "Who was the man that built it?", BRIDGE_DE)]
    one = label_languages(read_squad(save(tmp_path / name, table((BRIDGE_DE, asked)))))
    assert ("de", "en", "by its text") == (one.context_language, one.question_language, one.how)


def test_a_mixed_text_does_not_tell(tmp_path: Path) -> None:
    """Half German, half English is neither: the error names the option that says it."""
    rows = [(text, [qa(text[:3], "Wer?", text)]) for text in (BRIDGE_DE, BRIDGE_EN)]
    with pytest.raises(CaseError, match=r"--language mixed\.json=de"):
        label_languages(read_squad(save(tmp_path / "mixed.json", table(*rows))))


GOOD = table((BRIDGE_DE, [qa("b", "Wer baute sie?", BRIDGE_DE, "Karl Öhm")]))


def broken(**changes: object) -> dict[str, Any]:
    """A file in SQuAD's form but for one question."""
    return table((BRIDGE_DE, [{**qa("b", "Wer?", BRIDGE_DE, "Karl"), **changes}]))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ([], "the whole is no object"),
        ({"data": {}}, '"data" is missing'),
        ({"data": ["x"]}, "no object"),
        ({"data": [{"paragraphs": [{"qas": []}]}]}, "data[0] paragraphs[0]"),
        ({"data": []}, "no questions"),
        (broken(id=None), '"id" is missing'),
        (broken(question=3), '"question" is missing'),
        (broken(answers=[{"text": "Karl"}]), '"answer_start" is missing'),
        (broken(answers=[{"text": "Karl", "answer_start": "3"}]), "('3')"),
        (broken(answers={"text": ["Karl"]}), '"answers" is missing or no list'),
        (broken(answers=[{"text": "Karl", "answer_start": 1}]), "1 question (b): no answer is where answer_start says"),
    ],
)
def test_what_is_not_squad_is_one_line(
    content: object, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command ends with exit code 1 and one line that names file, place and fault; no folder is left behind."""
    path = tmp_path / "a.de.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    assert 1 == main(["eval", "import", "squad", str(path), "--out", str(tmp_path / "out")])
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["good.de.json", "--out", "full"], 1, "not empty: "),
        (["good.de.json", "--out", "good.de.json"], 1, "not empty: "),
        (["good.de.json", "--out", "good.de.json/below"], 1, "cannot be written"),
        (["none.json", "--out", "new"], 1, "cannot be read (No such file"),
        (["latin.json", "--out", "new"], 1, "not UTF-8"),
        (["short.json", "--out", "new"], 1, "--language short.json=de"),
        (["--out", "new"], 2, "no files"),
        (["--questions", "good.de.json", "--out", "new"], 2, "--sources"),
        (["good.de.json", "--language", "other.json=de", "--out", "new"], 2, "--language"),
        (["good.de.json", "--language", "good.de.json=german", "--out", "new"], 2, "--language"),
        (["--questions", "good.de.json", "--sources", "other.en.json", "--out", "new"], 1, "no question id in common"),
    ],
)
def test_wrong_calls_are_one_line(
    arguments: list[str],
    code: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nothing is overwritten, nothing half written, and the line says what would help."""
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "good.de.json", GOOD)
    save(tmp_path / "other.en.json", table((BRIDGE_EN, [qa("x", "Who built it?", BRIDGE_EN, "Karl Öhm")])))
    save(tmp_path / "short.json", table(("1932", [qa("x", "1932?", "1932", "1932")])))
    (tmp_path / "latin.json").write_bytes('{"data": "Köln"}'.encode("latin-1"))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    assert code == main(["eval", "import", "squad", *arguments])
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert before == sorted(tmp_path.rglob("*"))


def test_the_command_says_what_it_took_and_left(
    bridge: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Languages and how they were found, what was left out and why, what was written, and what comes next."""
    out = tmp_path / "out"
    out.mkdir()
    arguments = ["--questions", str(bridge["de"]), "--sources", str(bridge["en"]), "--language", "bridge.en.json=en,de"]
    assert 0 == main(["eval", "import", "squad", *arguments, "--out", str(out), "--split", "test"])
    said = capsys.readouterr().out
    for words in (
        "bridge.de.json: paragraphs de, questions de, by its name; 1 paragraphs, 4 questions",
        "bridge.en.json: paragraphs en, questions de, as given;",
        "left out, the sources do not have this id: 1 question (b4)",
        f"{out / LEFT_OUT} names all",
        "3 cases (1 of them unanswerable), questions in de; 1 sources in en",
        f"fundstelle ingest --dossier {out} --store",
        f"fundstelle eval run --cases {out / 'cases.jsonl'} --split test --store",
    ):
        assert words in said
    assert {"test"} == {case.split for case in read_cases([out / "cases.jsonl"])}


@pytest.mark.model
def test_an_import_can_be_ingested_and_run(
    bridge: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From two files to a report: what is imported fits `ingest`, `eval check` and `eval run` as it is."""
    out, store = tmp_path / "out", str(tmp_path / "store")
    assert 0 == main(["eval", "import", "squad", *map(str, bridge.values()), "--out", str(out)])
    assert 0 == main(["ingest", "--dossier", str(out), "--store", store])
    cases = str(out / "cases.jsonl")
    assert 0 == main(["eval", "check", cases, "--store", store])
    assert "4 groups, 7 questions, 0 problems" in capsys.readouterr().out
    assert 0 == main(["eval", "run", "--cases", cases, "--store", store, "--out", str(tmp_path / "run")])
    assert (tmp_path / "run" / "results.jsonl").is_file()
