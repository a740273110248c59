"""The language of a text."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text.language import Told, detect_language, tell_language

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


FOREIGN = [
    "Що сказав Путін про Європу?",
    "Хто це сказав?",
    "Скільки човнів лежало в порту?",
    "Київ?",
    "Шта је рекао градоначелник?",
    "Што сказаў бурмістр пра порт?",
    "Какво каза кметът за пристанището?",
    "Qui a dit cela ?",
    "Combien de bateaux étaient dans le port ?",
    "Quel est le rôle de la Pologne dans la guerre ?",
    "Kto był dyrektorem stoczni?",
    "Dlaczego rząd odrzucił plan pokojowy?",
    "¿Cuántos barcos puede tener la ciudad?",
    "¿Por qué rechazó el gobierno el plan de paz?",
    "Quanti soldati può avere il paese secondo il piano?",
    "Waarom heeft de regering het plan niet aangenomen?",
    "Hallituksen suunnitelma hylättiin eduskunnassa eilen illalla suurella enemmistöllä kaikkien yllätykseksi.",
    "政府は和平計画を拒否した。",
    "Η κυβέρνηση απέρριψε το σχέδιο.",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_a_text_in_none_of_the_languages_is_told(text: str) -> None:
    """Ukrainian is not Russian, and French is not whichever of German and English is nearer: the fallback holds."""
    assert Told("en", known=False) == tell_language(text, ALL, fallback="en")
    assert "en" == detect_language(text, ALL, fallback="en")


@pytest.mark.parametrize(
    "text",
    [
        "Was bedeutet «la paix des braves»?",
        "What does “l'état c'est moi” mean in the text?",
        "Wer war Simón de la Cruz y Pérez?",
        "Was the Ministro de la Defensa y del Interior dismissed?",
        "Casa de la Moneda",
        "Côte d’Ivoire",
        "Что такое Рівне?",
        "Что значит «незалежність»?",
        "Лавров?",
        "Witkoff",
        "el plan",
        "Verhandlungen Waffenstillstand Sicherheitsgarantien Territorialfragen Sanktionen",
        "Zelensky Witkoff Kellogg Riyadh meeting Macron Starmer Merz coalition ceasefire",
    ],
)
def test_names_and_quotations_do_not_make_a_question_foreign(text: str) -> None:
    """Foreign words in a question, and names in any spelling, are no other language."""
    assert tell_language(text, ALL, fallback="de").known


@pytest.mark.parametrize(("text", "language"), [*CASES, *SHORT])
def test_what_is_told_apart_is_known(text: str, language: str) -> None:
    """A question in one of the languages is told with it."""
    assert Told(language, known=True) == tell_language(text, ALL, fallback="de" if language == "en" else "en")


@pytest.mark.parametrize(("text", "language"), [("Хто це сказав?", "uk"), ("Кто это сказал?", "ru")])
def test_the_one_cyrillic_candidate_is_no_refuge(text: str, language: str) -> None:
    """That only one candidate is written in Cyrillic does not make the text that language."""
    other = "ru" if language == "uk" else "uk"
    assert Told(language, known=True) == tell_language(text, ("de", language), fallback="de")
    assert Told("de", known=False) == tell_language(text, ("de", other), fallback="de")


@given(st.text(), st.lists(st.sampled_from(["de", "en", "ru", "uk", "fr", "zh", "xx"]), max_size=4))
def test_telling_never_raises(text: str, languages: list[str]) -> None:
    """Whatever the text and the candidates, the language is a candidate or the fallback, and always the same."""
    told = tell_language(text, languages, fallback="de")
    assert told.language in (*languages, "de")
    assert told == tell_language(text, languages, fallback="de")
