"""What the author tells, judges and asks stays his, whatever words of saying and marks of quotation stand in it."""

import pytest

from ingest.records import Source
from tests.ingest.voices.reading import find_sentence, read_sentences, read_text

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


@pytest.mark.parametrize(
    ("language", "text", "attribution"),
    [
        (
            "en",
            "Brenda Holt said that the sluice had been open all night. "
            "I asked the office for the log in January and was told that it was under review.",
            "reported",
        ),
        ("en", "Brenda Holt said that the sluice had been open. I would have shut it.", "own"),
        ("de", "Brenda Holt sagte, das Wehr sei offen gewesen. Ich hätte es mir zeigen lassen sollen.", "own"),
    ],
)
def test_who_says_i_is_not_the_one_reported(language: str, text: str, attribution: str) -> None:
    """Of herself she would be told as "she": such a sentence is no more of what she says."""
    first, second = read_sentences(text, language)
    assert ("Brenda Holt", "paraphrased") == first[1:]
    assert attribution == second[2]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Neither thought of it as a condition."),
        ("en", "Nobody on the quay thought that this was a condition."),
        ("de", "Niemand am Kai hielt das für eine Bedingung."),
        ("de", "Keiner der beiden hielt die Halle für schuldig."),
    ],
)
def test_no_one_says_nothing(language: str, sentence: str) -> None:
    """That nobody holds it is what the author says."""
    ((_, _, attribution),) = read_sentences(sentence, language)
    assert attribution == "own"


def test_what_somebody_says_of_no_one_is_his() -> None:
    """The clause behind says who tells it."""
    ((_, speaker, attribution),) = read_sentences("Niemand hat etwas gesehen, sagte Jost Wendeler.", "de")
    assert ("Jost Wendeler", "paraphrased") == (speaker, attribution)


@pytest.mark.parametrize(
    ("text", "language", "attribution"),
    [
        ("Was bleibt dem Hafen – „mit, ohne oder gegen den Rat der Stadt“[1]?", "de", "own"),
        ("What is left to the port “with, without or against the town council”[1]?", "en", "own"),
        ("„Was bleibt dem Hafen mit, ohne oder gegen den Rat der Stadt?“[1]", "de", "quoted"),
        ("Der Hafen sei „mit, ohne oder gegen den Rat der Stadt zu retten“.[1]", "de", "quoted"),
    ],
)
def test_who_asks_in_a_borrowed_phrase_asks_himself(text: str, language: str, attribution: str) -> None:
    """Though a note gives the work that it is from; a question that is quoted whole is its author's."""
    work = Source("pell", "cited_source", "On Quays", author="Mary Pell", names=("On Quays",), voice="Mary Pell")
    document = read_text(f"Titel ohne Punkt\n\nDer Hafen ist alt. {text}\n\n[1] Mary Pell, On Quays.\n", language, work)
    assert attribution == find_sentence(document, text[:12]).attribution
