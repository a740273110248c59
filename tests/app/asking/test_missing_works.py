"""The absent work that a refused question asks for, and the questions that only name one."""

from __future__ import annotations

import pytest

from app.asking.abstention import AbstentionSettings, Judgement
from app.asking.missing_works import find_asked_work, find_missing_work
from app.service import Service
from index.records import Hit, Signals
from index.store.opened import OpenGeneration
from ingest.records import Corpus, Slice

ASKED = {
    "Wie beurteilt das Strategische Konzept der NATO den Klimawandel?": "nato-strategic-concept-2022",
    "How does NATO's 2022 Strategic Concept characterise Brazil?": "nato-strategic-concept-2022",
    "Was steht in der National Security Strategy über Fischfang?": "national-security-strategy-2025",
    "Wie äußert sich die National Defense Strategy vom Januar 2026 zu Walen?": "national-defense-strategy-2026",
    "According to the Paris Declaration, who pays for the barracks?": "paris-declaration",
    "Wer kommandiert laut Pariser Erklärung die Truppe?": "paris-declaration",
    "Der Pariser Erklärung zufolge: wer kommandiert?": "paris-declaration",
    "Was fordert die Pariser Erklärung für Moldau?": "paris-declaration",
    "Wie bewertet die National Security Strategy die Pariser Erklärung?": "national-security-strategy-2025",
    "How does Marangé describe the Belarusian army?": "marange-european-security-order",
    "What does Céline Marangé's chapter say about Poland?": "marange-european-security-order",
    "Was hat Marangé über Polen gesagt?": "marange-european-security-order",
    "In his interview, what did Lavrov say about Tehran's museums?": "lavrov-irib-interview",
    "Was sagte Lawrow über die Museen?": "lavrov-irib-interview",
    "Was sagte Putin 2021 über Katharina die Große?": "putin-historical-unity",
    "Empfehlen Fischer, Klein und Kluge ein Visaverbot?": "fischer-klein-kluge-russlandpolitik",
}
ONLY_NAMED = (
    "Was sagte Putin über Katharina die Große?",  # He has several works, and nothing tells which.
    "Was sagte Macron zum 28-Punkte-Plan?",
    "Was sagte Macron zur Pariser Erklärung in München?",
    "What did Macron say about the Strategic Concept in Munich?",
    "How does Macron describe the Paris Declaration?",
    "Wie bewertete Xi Jinping den 28-Punkte-Plan?",
    "Was sagte der Kreml zu den 28 Punkten?",
    "What did Biden say in 2021 about Putin's dog?",
    "Welche Zeitung hat den 28-Punkte-Plan als erste gedruckt?",
    "Which paper in the United States printed the 28-point plan?",
    "Which states refused to sign the Paris Declaration?",
    "Wer schrieb den 28-Punkte-Plan?",
    "How old was Lavrov when he visited the United States?",
    "How rich is Musk according to Forbes?",
    "Welche Zeitung nennt Lawrow einen Lügner?",
    "What did Martin Fischer say about his dog?",
    "Was sagt der Fischer am Hafen von Odessa?",
    "Wie beschreibt der Essay kluge Ernährung?",
    "What does the 2018 Paris Declaration say about whales?",
    "Was hat das Budapester Memorandum zugesichert?",
    "Wie alt ist Putin?",
    "",
)


@pytest.mark.parametrize(("question", "work"), [*ASKED.items(), *((question, None) for question in ONLY_NAMED)])
def test_the_work_is_the_one_whose_words_are_asked_for(question: str, work: str | None, corpus: Corpus) -> None:
    """It stands where the question has its subject or its authority; others' words about it are not its own."""
    found = find_asked_work(question, corpus.manifest)
    assert work == (found.id if found else None)


def judge_as(*, answerable: bool, probability: float) -> Judgement:
    return Judgement(answerable, probability, "likely" if answerable else "doubtful")


def test_the_note_is_the_first_that_cites_it(corpus: Corpus) -> None:
    """The reader is sent to a footnote."""
    refused = judge_as(answerable=False, probability=0.1)
    text = "Was steht in der Pariser Erklärung über Fischfang?"
    missing = find_missing_work(text, (), corpus.manifest, refused, AbstentionSettings())
    assert missing
    assert missing.footnote == missing.source.footnotes[0]


def hits_about(opened: OpenGeneration, work: str) -> tuple[Hit, ...]:
    """Passages about a work that give nobody's words but the author's own."""
    own = [
        passage
        for passage in opened.passages.values()
        if not passage.names_only and all(sentence.attribution == "own" for sentence in passage.sentences)
    ]
    chosen = [passage for passage in own if work in passage.works] if work else [one for one in own if not one.works]
    signals = Signals(0.9, None, 0.9, 0.5)
    return tuple(Hit(passage, 0.9, signals, Slice(passage.start, passage.end)) for passage in chosen[:3])


@pytest.mark.parametrize(
    ("text", "probability", "about", "expected"),
    [
        ("Was steht in der Pariser Erklärung über Fischfang?", 0.95, "paris-declaration", None),
        ("Was steht in der Pariser Erklärung über Fischfang?", 0.95, "", "paris-declaration"),
        ("Was steht in der Pariser Erklärung über Fischfang?", 0.75, "paris-declaration", "paris-declaration"),
        ("What does the Paris Declaration say about whales?", 0.75, "", "paris-declaration"),
        ("In welcher Quelle steht, was in der Pariser Erklärung steht?", 0.75, "", None),
        ("Wer kommandiert laut Pariser Erklärung die Truppe?", 0.75, "", None),
        ("Was sagt Macron zur Pariser Erklärung?", 0.75, "", None),
    ],
)
def test_what_can_be_answered_is_refused_only_for_the_works_own_words(
    fake_service: Service, text: str, probability: float, about: str, expected: str | None
) -> None:
    """Where the hits may answer, a work is missing if its very words are asked for and nothing here reports them."""
    opened = fake_service.generation()
    hits = hits_about(opened, about)
    assert hits
    judgement = judge_as(answerable=True, probability=probability)
    missing = find_missing_work(text, hits, opened.corpus.manifest, judgement, AbstentionSettings())
    assert expected == (missing.source.id if missing else None)
