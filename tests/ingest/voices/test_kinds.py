"""Kinds of signs that somebody else speaks, each with sentences of several hands; and what only looks like them."""

import pytest

from ingest.records import UNNAMED
from tests.ingest.voices.reading import read_sentences

STANDPOINTS = {
    "de": [
        "Die Initiative macht sich für einen Bürgerentscheid stark.",
        "Die Gewerkschaft pocht auf den Tarif.",
        "Der Imker macht das Spritzmittel für den Tod seiner Bienen verantwortlich.",
        "Der Lokführer schildert den Hergang anders.",
        "Die Polizei schließt einen technischen Defekt nicht aus.",
        "Das Museum spricht von einem Sensationsfund.",
        "Herr Rieger beantragt die Schließung der Rednerliste.",
        "Das Amt geht von hundert Betroffenen aus.",
    ],
    "en": [
        "Mr Orde puts the delay down to the weather.",
        "The mayor made no secret of her dislike for the scheme.",
        "The board sees no cause for alarm.",
        "Witnesses spoke of a loud bang.",
        "Only the wildlife trust spoke in favour of a ban.",
        "Nursery staff would like smaller groups.",
    ],
    "ru": [
        "Источник в администрации сообщил о скорой отставке.",
        "Полиция не исключает неисправности.",
        "Следствие исходит из того, что был поджог.",
        "Фермер винит во всём ведомство.",
    ],
}
SOURCES = {
    "de": [
        "Dem Bericht ist zu entnehmen, dass die Pumpe seit Jahren defekt war.",
        "Aus den Akten geht hervor, dass der Vertrag nie geprüft wurde.",
        "Glaubt man dem Händler, war das Bild eine Kopie.",
        "Nach dem Strategiepapier bleibt der Hafen offen.",
        "Der Kassenwart: Das Geld reicht bis August.",
    ],
    "en": [
        "In the union's telling, the plant was doomed from the start.",
        "As far as the farmers are concerned, the scheme is dead.",
        "The chronicle records a great flood in 1342.",
        "The tribunal heard that the driver had slept for two hours.",
        "What troubles Dr Lund is the silence of the regulator.",
    ],
    "ru": ["Из письма следует, что договор не подписан.", "По её расчётам, денег хватит до осени."],
}
NOUNS = {
    "de": [
        "Aus der Opposition kam die Forderung, das Land müsse eingreifen.",
        "Es blieb bei der Warnung der Prüferin, dass die Decke nachgibt.",
        "Ihr Rat: abwarten.",
    ],
    "en": [
        "The surveyor repeated the claim that the roof was sound.",
        "Her guess is that the pilot fell asleep.",
        "The union's main complaint is the lack of receipts.",
    ],
    "ru": ["Его ответ был таким: денег нет."],
}
OWN = {
    "de": [
        "Der Vorsitzende eröffnete die Sitzung und begrüßte die Anwesenden.",
        "Der Antrag wird mit zwölf Ja-Stimmen bei zwei Enthaltungen angenommen.",
        "Nach dem Bericht verließen viele den Saal.",
        "Das neue Gesetz führt dazu, dass viele Höfe aufgeben.",
        "Die Forderung ist nicht neu.",
        "Die Frage, wer zahlt, bleibt offen.",
        "Die Firma setzt sich aus drei Sparten zusammen.",
        "Für die Händler ist die Bilanz ernüchternd.",
        "So einfach ist es nicht.",
    ],
    "en": [
        "The abbey stood by the river until 1538.",
        "He made much of his money in tin.",
        "This ensured that prices rose.",
        "The question of who pays remains open.",
        "To the north lies a marsh.",
        "Had they acted sooner, the damage would have been small.",
        "The motion was carried by twelve votes to three.",
    ],
    "ru": ["Есть и дорога, о которой вспомнили последней.", "Мост построили в 1931 году."],
}


def _rows(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(language, sentence) for language, sentences in table.items() for sentence in sentences]


@pytest.mark.parametrize(("language", "sentence"), _rows(STANDPOINTS) + _rows(SOURCES) + _rows(NOUNS))
def test_standpoints_sources_and_nouns_of_saying_are_anothers(language: str, sentence: str) -> None:
    """What somebody holds, what a source tells, and what hangs on a noun of saying is not the author's."""
    assert "own" not in [attribution for _, _, attribution in read_sentences(sentence, language)]


@pytest.mark.parametrize(("language", "sentence"), _rows(OWN))
def test_deeds_votes_and_causes_stay_the_authors(language: str, sentence: str) -> None:
    """Greetings, results of votes, causes and what only shares a word with a sign of speech are the author's own."""
    assert ["own"] == [attribution for _, _, attribution in read_sentences(sentence, language)]


@pytest.mark.parametrize(
    ("language", "sentence", "speaker"),
    [
        ("de", "„Dann eben nicht“, tröstet sich Wirtin Jana Brehm.", "Jana Brehm"),
        ("de", "„Das war's dann wohl“, grinst der Hafenmeister.", "der Hafenmeister"),
        ("ru", "«Рыбы стало больше, — усмехается рыбак, — только лодок нет».", "рыбак"),
    ],
)
def test_any_verb_behind_a_quotation_names_the_speaker(language: str, sentence: str, speaker: str) -> None:
    """Behind a quotation a verb with its subject says who speaks, whatever the verb."""
    ((_, found, attribution),) = read_sentences(sentence, language)
    assert (speaker, "quoted") == (found, attribution)


def test_interview_without_names_is_told_by_its_questions() -> None:
    """Short questions in paragraphs of their own are the author's, the answers the guest's, what lies between his."""
    text = (
        "The boat stands in a barn. Its builder, Nell Harrow, has worked on it for six years.\n\n"
        "Why a boat?\n\nBecause the hill was getting dull. You need a thing to finish.\n\n"
        "And when will it float?\n\nIn May, with luck.\n\n"
        "She wipes her hands and looks at the keel for a long while before the kettle boils.\n\n"
        "Who will sail it?\n\nMy sister, if she ever learns."
    )
    found = {sentence.strip(): (speaker, kind) for sentence, speaker, kind in read_sentences(text, "en")}
    assert ("Nell Harrow", "quoted") == found["You need a thing to finish."]
    assert ("Nell Harrow", "quoted") == found["My sister, if she ever learns."]
    assert [("author", "own")] == [value for key, value in found.items() if key.startswith("She wipes")]


def test_backshifted_english_goes_on_with_the_speaker() -> None:
    """In a report told in the past, the past perfect and the modals after it are still the speaker's."""
    text = (
        "Dr Ruth Hale said the tank was unsafe. Prices had doubled since the tender. A repair would take a year."
        " The meeting closed at nine."
    )
    assert ["Ruth Hale", "Ruth Hale", "Ruth Hale", "author"] == [row[1] for row in read_sentences(text, "en")]


def test_plurals_that_are_the_same_in_both_moods_go_on_with_indirect_speech() -> None:
    """„schuldeten“ after a sentence in the indirect mood is the speaker's, after one of facts the author's."""
    text = "Kassenwartin Ida Kolb sprach. Das Jahr schließe im Minus. Elf Mitglieder schuldeten den Beitrag."
    assert ["author", "Ida Kolb", "Ida Kolb"] == [row[1] for row in read_sentences(text, "de")]
    assert ["author"] == [row[1] for row in read_sentences("Elf Mitglieder schuldeten den Beitrag.", "de")]


def test_nobody_named_is_reported() -> None:
    """Hearsay in any position of its adverb names nobody."""
    ((_, speaker, attribution),) = read_sentences("Angeblich existieren Abschriften in einem Kloster.", "de")
    assert (UNNAMED, "reported") == (speaker, attribution)
