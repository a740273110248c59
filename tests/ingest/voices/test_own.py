"""What the author tells, judges and asks stays his, whatever words of saying and marks of quotation stand in it."""

import pytest

from tests.ingest.voices.reading import read_sentences

OWN = {
    "de": [
        "Der Rat hörte die Kämmerin an.",
        "Sollte das stimmen, wäre der Vertrag nichtig.",
        "Hätte man gefragt, lägen die Zahlen vor.",
        "Sie könnte aufhören, das Haus ist abbezahlt.",
        "Das Wort „Nachfolger“ vermeidet sie.",
        "Auf dem Schild stand „Betreten verboten“.",
        "Der Antrag wurde mit neun Stimmen abgelehnt.",
        "Es sei denn, der Wind dreht.",
        "Er tat so, als sei nichts gewesen.",
        "Der Minister war für ein Gespräch nicht zu erreichen.",
        "Wer fordert das eigentlich?",
        "Man kann das für klug halten oder für feige.",
        "Ich behaupte, dass es anders ging.",
        "Wegen des erwarteten Andrangs tagt der Rat in der Halle.",
        "Die Brücke, die der Kreis versprochen hatte, fehlt bis heute.",
    ],
    "en": [
        "The minister left without answering questions.",
        "He did not say why.",
        "The report runs to ninety pages.",
        "A sign on the gate said nothing of dogs in those days, and nobody minded.",
        "I thought it a poor bargain.",
        "The “temporary” bridge has stood for forty years.",
        "She turned the key, found the room empty and sat down.",
        "The committee rejected the bid by nine votes to two.",
        "Such estimates should be treated with care.",
        "Asked about the money, he hung up.",
        "Who told them so?",
        "The claim is easily tested.",
    ],
    "ru": [
        "Работы идут с весны.",
        "Отвечать на вопросы он не стал.",
        "Линия построена в 1950-е годы.",
        "«Скоростным» поезд назван условно.",
        "Подтвердить это не удалось.",
    ],
}


@pytest.mark.parametrize(("language", "sentence"), [(key, one) for key, rows in OWN.items() for one in rows])
def test_the_authors_own_stays_his(language: str, sentence: str) -> None:
    """Facts, judgements, questions, what people did, single words in marks, and what would be."""
    ((_, speaker, attribution),) = read_sentences(sentence, language)
    assert ("author", "own") == (speaker, attribution)
