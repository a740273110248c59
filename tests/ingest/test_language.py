"""The language of a text."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text.language import detect_language

ALL = ("de", "en", "ru")
CASES = [
    ("Wie viele Soldaten darf die Ukraine haben?", "de"),
    ("How many soldiers may Ukraine have?", "en"),
    ("Что сказал Путин о Европе?", "ru"),
    ("Wer blockierte die Nutzung der Gelder?", "de"),
    ("Who blocked the use of the assets?", "en"),
    ("was sagt lawrow", "de"),
    ("what does lavrov say", "en"),
    ("Was bedeutet “critical but more limited support”?", "de"),
    ("What does „Wolkenkuckucksheim“ mean here?", "en"),
    ("Senatsmehrheit für Ratifizierung nötig?", "de"),
]


@pytest.mark.parametrize(("text", "language"), CASES)
def test_questions_are_told_apart(text: str, language: str) -> None:
    """Short and mixed questions are recognised by their function words and their script."""
    other = {"de": "en", "en": "de", "ru": "de"}[language]
    assert language == detect_language(text, ALL, fallback=other)


@pytest.mark.parametrize("text", ["", "   ", "[1] 2025 600.000", "🙂🙂", "NATO", "Euroclear", "\x00\ufffd"])
def test_text_that_does_not_tell_takes_the_fallback(text: str) -> None:
    """Where nothing decides, the fallback holds, and nothing raises."""
    assert ["de", "en"] == [detect_language(text, ALL, fallback=fallback) for fallback in ("de", "en")]


def test_many_threads_on_a_cold_start_agree() -> None:
    """Langdetect's profiles load once, whoever comes first, and the answer is always the same."""
    text = "Verhandlungen Waffenstillstand Sicherheitsgarantien Territorialfragen Sanktionen Truppenstationierung"
    with ThreadPoolExecutor(16) as pool:
        found = set(pool.map(lambda _: detect_language(text, ALL, fallback="en"), range(64)))
    assert {"de"} == found


@given(st.text())
def test_whatever_the_text_a_candidate_comes_back(text: str) -> None:
    """The result is always one of the languages offered."""
    assert detect_language(text, ALL, fallback="de") in ALL


SHORT = [
    ("Who is Witkoff?", "en"),
    ("Senate majority", "en"),
    ("NATO membership Ukraine", "en"),
    ("NATO-Mitgliedschaft der Ukraine", "de"),
    ("NATO Mitgliedschaft Ukraine", "de"),
    ("shadow fleet", "en"),
    ("Schattenflotte", "de"),
    ("Coalition of the Willing", "en"),
    ("Sanctions", "en"),
    ("Sanktionen", "de"),
    ("sanktionen", "de"),
    ("frozen assets", "en"),
    ("eingefrorene Guthaben", "de"),
    ("Zentralbankguthaben", "de"),
    ("Trumps Friedensplan", "de"),
    ("Rubio statement", "en"),
    ("Buergenstock summit absentee", "en"),
    ("IAEA Kernkraftwerk?", "de"),
    ("Мирные гарантии", "ru"),
]


@pytest.mark.parametrize(("text", "language"), SHORT)
def test_short_questions_are_told_apart_by_their_words(text: str, language: str) -> None:
    """A word or two without any function word is in the language that has these words and writes them so."""
    other = {"de": "en", "en": "de", "ru": "de"}[language]
    assert language == detect_language(text, ALL, fallback=other)


@pytest.mark.parametrize("name", ["Starlink?", "Putin", "Witkoff", "Lawrow", "Merkel", "NATO", "Trump?", "Venezuela"])
def test_a_bare_name_takes_the_fallback(name: str) -> None:
    """Names stand in dictionaries, too, and tell nothing."""
    assert ["de", "en"] == [detect_language(name, ALL, fallback=fallback) for fallback in ("de", "en")]


OTHERS = [
    ("Les garanties de sécurité promises à Kiev restent floues, et les Européens sont exclus.", "fr"),
    ("Le sommet des chefs d'État a lieu au château.", "fr"),
    ("Qui a dit cela ?", "fr"),
    ("Traité de paix", "fr"),
    ("Rząd odrzucił plan pokojowy, ponieważ granice nie mogą być zmieniane siłą.", "pl"),
    ("W tej sprawie do dziś nie ma porozumienia.", "pl"),
    ("Україна вимагає гарантій безпеки від союзників.", "uk"),
    ("De minister was in Berlijn en sprak over de oorlog, die al jaren duurt.", "nl"),
    ("Regeringen har inte accepterat fredsplanen.", "sv"),
    ("Die Regierung hat den Friedensplan nicht angenommen, weil er „la paix“ verschiebt.", "de"),
    ("Wer hat das gesagt?", "de"),
    ("The government has not accepted the plan.", "en"),
]


@pytest.mark.parametrize(("text", "language"), OTHERS)
def test_languages_without_a_list_are_not_drowned_by_those_with_one(text: str, language: str) -> None:
    """What few German or English function words another language seems to have do not make it one of these."""
    for offered in (("de", "fr"), ("de", "pl"), ("de", "en", "uk"), ("de", "en", "fr", "ru"), ("de", "nl", "sv")):
        if language in offered:
            other = next(each for each in offered if each != language)
            assert language == detect_language(text, offered, fallback=other)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("政府拒绝了和平计划。", "zh"),
        ("政府は和平計画を拒否した。", "ja"),
        ("رفضت الحكومة خطة السلام.", "ar"),
        ("הממשלה דחתה את תוכנית השלום.", "he"),
        ("მთავრობამ უარყო სამშვიდობო გეგმა.", "ka"),
        ("सरकार ने शांति योजना को अस्वीकार कर दिया।", "hi"),
        ("Η κυβέρνηση απέρριψε το σχέδιο.", "el"),
        ("Про це вона не говорила.", "uk"),
    ],
)
def test_a_script_of_its_own_decides(text: str, language: str) -> None:
    """A text in a script that one candidate alone is written in is in that language; else the fallback holds."""
    assert language == detect_language(text, ("de", "en", language), fallback="de")
    assert "en" == detect_language(text, ("de", "en"), fallback="en")
