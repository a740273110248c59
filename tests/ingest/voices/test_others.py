"""Somebody else's words are never shown as the author's: sentences of news, minutes and essays in three languages."""

import pytest

from ingest.records import UNNAMED, Source
from tests.ingest.voices.reading import read_sentences

GERMAN = {
    "Die Stadtkämmerin warnte vor einem Loch im Haushalt.": "Die Stadtkämmerin",
    "Ein Sprecher der Bahn wies darauf hin, dass die Strecke erst 2031 fertig wird.": "Ein Sprecher der Bahn",
    "Nach Angaben des Landkreises fehlen vierzig Plätze.": "Landkreis",
    "Laut Polizei war die Straße nass.": "Polizei",
    "Dem Gutachten zufolge trägt die Decke nicht.": "Gutachten",
    "Die Mauer sei morsch, sagte der Statiker Jost Wiemann.": "Jost Wiemann",
    "„Das war knapp“, so die Wehrführerin.": "die Wehrführerin",
    "Dem hielt die Opposition entgegen, die Zahlen seien veraltet.": "die Opposition",
    "Das Institut beziffert den Schaden auf drei Millionen Euro.": "Das Institut",
    "Aus Sicht der Händler kommt der Umbau zu spät.": "der Händler",
    "Der Verband führte aus, man habe alle Fristen eingehalten.": "Der Verband",
    "Wie eine Umfrage der Kammer ergeben hat, wollen viele umziehen.": "eine Umfrage der Kammer",
    "Die Kirchen halten den Entwurf für unzureichend.": "Die Kirchen",
    "Die Gewerkschaft will den Tarifvertrag kündigen.": "Die Gewerkschaft",
    "Es heißt, der Vertrag sei längst unterschrieben.": UNNAMED,
    "Angeblich hat niemand die Akte gelesen.": UNNAMED,
    "Der Kurier soll das Paket nie geöffnet haben.": UNNAMED,
    "Hinter den Kulissen wird gemunkelt, die Chefin gehe.": UNNAMED,
    "Dem Vernehmen nach steht das Geld bereit.": UNNAMED,
}
ENGLISH = {
    "A spokesman for the union said the talks had failed.": "A spokesman for the union",
    "The roof was sound, the surveyor insisted, and would last.": "the surveyor",
    "According to the coastguard, the boat had no lights.": "the coastguard",
    "Residents fear that the river will rise again.": "Residents",
    "The report puts the loss at two million pounds.": "The report",
    "“It was never about money,” recalled Edith Marlowe.": "Edith Marlowe",
    "Critics accuse the board of hiding the figures.": "Critics",
    "Tom Barlow, who farms next door, wants the wall taken down.": "Tom Barlow",
    "The prototype reportedly caught fire twice.": UNNAMED,
    "The museum is said to be looking for a buyer.": UNNAMED,
    "It was argued that the fee was too high.": UNNAMED,
}
RUSSIAN = {
    "Представитель завода сообщил, что линия остановлена.": "Представитель завода",
    "По словам врача, больных стало меньше.": "врача",
    "Дорогу закроют, заявила глава района Мария Кедрова.": "Мария Кедрова",
    "Согласно отчёту, уровень воды вырос.": "отчёту",
    "Говорят, мост скоро снесут.": UNNAMED,
    "Якобы документы пропали.": UNNAMED,
}


@pytest.mark.parametrize(
    ("language", "sentence", "speaker"),
    [
        (language, sentence, speaker)
        for language, sentences in (("de", GERMAN), ("en", ENGLISH), ("ru", RUSSIAN))
        for sentence, speaker in sentences.items()
    ],
)
def test_speaker_is_found_in_the_text(language: str, sentence: str, speaker: str) -> None:
    """Who speaks is found in the text itself, and is unnamed where it names nobody."""
    ((_, found, attribution),) = read_sentences(sentence, language)
    assert "own" != attribution
    assert speaker == found


def test_indirect_speech_keeps_its_speaker_over_sentences() -> None:
    """A chain of the indirect mood needs no verb of saying, and ends where the author tells facts again."""
    text = (
        "Die Försterin Ada Kolb beklagte den Zustand der Buchen. Jede dritte sei krank. Der Käfer habe leichtes Spiel,"
        " und für Neupflanzungen fehle das Geld. Der Wald ist 400 Hektar groß."
    )
    assert [
        ("Ada Kolb", "paraphrased"),
        ("Ada Kolb", "paraphrased"),
        ("Ada Kolb", "paraphrased"),
        ("author", "own"),
    ] == [row[1:] for row in read_sentences(text, "de")]


def test_pronoun_takes_up_the_last_speaker_that_fits() -> None:
    """What "sie" added is the mayor's, though a man was named in between."""
    text = (
        "Bürgermeisterin Ines Rau lobte den Plan. Ratsherr Otto Beck saß daneben. Sie fügte hinzu, das Geld sei da."
        " Ihr zufolge beginnt der Bau im Mai."
    )
    assert ["Ines Rau", "author", "Ines Rau", "Ines Rau"] == [row[1] for row in read_sentences(text, "de")]


def test_quotation_is_given_to_whoever_is_named_at_its_end() -> None:
    """Sentences of one quotation have one speaker, wherever he is named."""
    text = "“The pumps failed. We had no spare. Nobody had ordered one,” said Lena Orr, the engineer."
    assert [("Lena Orr", "quoted")] * 3 == [row[1:] for row in read_sentences(text, "en")]


def test_quotation_over_paragraphs_keeps_its_speaker() -> None:
    """A paragraph that opens the quotation once more goes on with it."""
    text = (
        "Paul Dent spoke last. “We have waited for nine years and nothing has come of it at all.\n\n"
        "“Now we shall build it ourselves, with our own hands and our own timber.” Then he sat down."
    )
    found = read_sentences(text, "en")
    assert ["quoted", "quoted"] == [row[2] for row in found if "We have" in row[0] or "Now we" in row[0]]
    assert ("Then he sat down.", "author", "own") == found[-1]


def test_manifests_name_wins_over_the_texts() -> None:
    """A work's voice is shown by the name the manifest gives it."""
    work = Source("plan", "cited_source", "Hafenplan 2040", names=("Hafenplan",), voice="Hafenplan 2040")
    ((_, speaker, attribution),) = read_sentences("Der Hafenplan fordert zwei neue Kräne.", "de", work)
    assert ("Hafenplan 2040", "paraphrased") == (speaker, attribution)


def test_points_of_an_announced_speech_are_the_speakers() -> None:
    """A list that a verb of saying introduces is what he says; any other list is the author's."""
    text = (
        "Die Prüferin nannte drei Mängel. Sie erklärte:\n\n• Der Aufzug steht still.\n\n• Das Dach leckt.\n\n"
        "Der Plan hat zwei Teile:\n\n• Zuerst kommt das Dach.\n\n• Danach folgt der Keller."
    )
    items = [
        row[2]
        for row in read_sentences(text, "de")
        if row[0].startswith(("Der Aufzug", "Das Dach", "Zuerst", "Danach"))
    ]
    assert ["paraphrased", "paraphrased", "own", "own"] == items
