"""The language of a text."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language import detect_language

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
