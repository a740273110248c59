"""Whose words a sentence gives, and what it leans on."""

import pytest

from eval.cases.files import CASES, read_cases
from ingest.records import Document, Sentence
from ingest.text.names import surname_key
from ingest.voices.leaning import points_back


def sentence_with(document: Document, words: str) -> Sentence:
    start = document.text.index(words)
    return next(s for p in document.passages for s in p.sentences if s.start <= start < s.end)


OTHERS = {
    "Die Gefahr für Europa kommt nicht von Russland": ("Wladimir Putin", "quoted"),
    "Und Europas kleine Schweinchen": ("Wladimir Putin", "quoted"),
    "А\xa0европейские подсвинки": ("Wladimir Putin", "quoted"),
    "Blatant Nazi-like approaches": ("Sergey Lavrov", "quoted"),
    "The EU should be abolished": ("Elon Musk", "quoted"),
    "It is based on input": ("Rubio", "quoted"),
    "In March 2025, after Donald Trump’s openings": ("Céline Marangé", "quoted"),
    "Die Wahl wurde bereits getroffen": ("Konstantin Kossatschow", "quoted"),
    "One of its major purposes": ("Sergey Lavrov", "quoted"),
    "Die Ursache dafür liege": ("Sergey Lavrov", "paraphrased"),
    "Dagegen zeige Europa derzeit keine Bereitschaft": ("Wladimir Putin", "paraphrased"),
    "Dafür werde wahrscheinlich ein": ("Wladimir Putin", "paraphrased"),
    "Die USA wollten, dass": ("National Security Strategy", "paraphrased"),
    "Diese stünden im Widerspruch": ("National Security Strategy", "paraphrased"),
    "Die Europäer sollen selbst in Führung gehen": ("National Defense Strategy", "paraphrased"),
    "Außerdem sollen sie generell": ("National Defense Strategy", "paraphrased"),
    "In internationalen Beziehungen gilt": ("author", "summed_up"),
    "Europa als „Kontinent im wirtschaftlichen": ("author", "summed_up"),
    "Former German diplomat Johannes Regenbrecht": ("LibMod", "quoted"),
    "Moskau sei nicht in der Lage": ("National Defense Strategy", "paraphrased"),
}
OWN = [
    "Die Bilanz eines Jahres von Gesprächen",
    "Der hatte in weiten Teilen die Kriegsziele Putins bedient",
    "Europa wird dabei zur dritten Priorität",
    "Um Glaubwürdigkeit und nachhaltig abschreckende Wirkung",
    "Putin wird weiter Krieg führen",
    "Indirekt legitimieren sie die Herrschafts- und Dominanzansprüche",
    "Damit ruft die Trump-Administration unverhohlen",
    "Eine Definition des Begriffs „critical“ bleibt das Papier schuldig",
    "Mit der Diffamierung Europas und der EU stößt Trump",
]


@pytest.mark.parametrize("words", OTHERS)
def test_words_of_others_never_pass_for_the_authors(words: str, essay: Document) -> None:
    """Quoted and reported words carry their speaker."""
    sentence = sentence_with(essay, words)
    assert OTHERS[words] == (sentence.speaker, sentence.attribution)


@pytest.mark.parametrize("words", OWN)
def test_the_authors_own_judgements_stay_his(words: str, essay: Document) -> None:
    """What the author says himself is not put into another's mouth, even where it names others."""
    sentence = sentence_with(essay, words)
    assert ("author", "own") == (sentence.speaker, sentence.attribution)


def test_speakers_agree_with_a_reading_made_apart_from_this_code(essay: Document) -> None:
    """Of the gold sentences of the oldest dev questions, at least nine in ten have the speaker a reader gave them."""
    gold = {
        (quote, case.speaker)
        for case in read_cases([CASES / "dev.jsonl"])
        if case.speaker and case.id.startswith("q")
        for piece in case.gold
        for quote in piece
    }
    found = [(speaker, sentence_with(essay, quote)) for quote, speaker in gold]
    right = [surname_key(speaker) == surname_key(sentence.about or sentence.speaker) for speaker, sentence in found]
    assert 140 <= len(right)
    assert 0.9 <= sum(right) / len(right)


def test_points_that_sum_a_paper_up_are_the_authors_judgement_of_it(essay: Document) -> None:
    """Neither the paper's words nor the author's own view: all five points name the paper they are about."""
    introduction = next(p for p in essay.passages if essay.text[p.start : p.end].startswith("Auf den Punkt gebracht"))
    points = [s for p in essay.passages if p.introduced_by == introduction.id for s in p.sentences]
    assert 5 <= len(points)
    assert {("author", "summed_up", "National Defense Strategy")} == {
        (point.speaker, point.attribution, point.about) for point in points
    }


LEANING = {
    "Damit gab Trump drei zentrale Verhandlungsziele": "Schon dieser erste Aufschlag",
    "Der hatte in weiten Teilen": "Letzterer ist eine teilweise entgiftete Fassung",
    "soliden und rechtlich bindenden Sicherheitsgarantien.[4]": "Vor diesem Hintergrund sind wir",
    "Es bleibt aber offen, wer diese stellen soll": "Sicherheitsgarantien: Der Ukraine werden",
    "One of its major purposes": "",
}


@pytest.mark.parametrize("words", LEANING)
def test_sentence_that_points_back_carries_what_it_points_to(words: str, essay: Document) -> None:
    """A reader of one sentence is given the sentence before it, or the line that introduces its list."""
    lean = sentence_with(essay, words).leans_on
    assert bool(LEANING[words]) == (lean is not None)
    assert lean is None or essay.text[lean.start : lean.end].startswith(LEANING[words])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Damit endet es.", True),
        ("Der hatte das gesagt.", True),
        ("Der Plan ist neu.", False),
        ("Das steht im Widerspruch dazu.", True),
        ("Das Darlehen ist groß.", False),
        ("Es kommt darauf an.", False),
        ("Es bleibt offen.", True),
        ("„Diese“ Frage bleibt.", True),
        ("This is new.", True),
        ("The plan is new.", False),
        ("At the same time, only Washington can.", True),
        ("Это новое.", True),
        ("Путин сказал.", False),
        ("In dieser Rede fehlt das.", True),
        ("Vor diesem Hintergrund ist das neu.", False),
    ],
)
def test_pointing_words_in_three_languages(sentence: str, expected: bool) -> None:
    """A pronoun or a "Damit" points back, an article before its noun does not."""
    assert expected == points_back(sentence)
