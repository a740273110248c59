"""The absent work that a refused question asks for, and the questions that only name one."""

from __future__ import annotations

import pytest

from app.asking.unread import find_unread_work
from ingest.records import Corpus

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
    missing = find_unread_work(question, corpus.manifest)
    assert work == (missing.source.id if missing else None)


def test_the_note_is_the_first_that_cites_it(corpus: Corpus) -> None:
    """The reader is sent to a footnote."""
    missing = find_unread_work("Was steht in der Pariser Erklärung über Fischfang?", corpus.manifest)
    assert missing
    assert missing.footnote == missing.source.footnotes[0]
