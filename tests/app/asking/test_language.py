"""The language of a question: what is detected is said, whatever the product speaks itself."""

from __future__ import annotations

import pytest

from app.asking import inquiry as module
from app.asking.inquiry import UNDETERMINED, understand_question
from app.records import Question, Turn
from app.service import Service
from prompts import frame

UKRAINIAN = "Скільки коштує відбудова мосту і хто її оплачує?"
FRENCH = "Combien coûte la reconstruction du pont et qui la paie ?"


@pytest.fixture
def detected(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What is detected, by text; for any other text the fallback."""
    told = {UKRAINIAN: "uk", FRENCH: "fr", "Kk tw qy?": UNDETERMINED, "Was kostet das?": "de"}
    monkeypatch.setattr(module, "detect_language", lambda text, languages, *, fallback: told.get(text, fallback))
    return told


@pytest.mark.parametrize(("text", "language"), [(UKRAINIAN, "uk"), (FRENCH, "fr"), ("Kk tw qy?", "und")])
def test_a_language_that_nobody_here_speaks_is_named_and_framed_in_english(
    text: str, language: str, detected: dict[str, str], fake_service: Service
) -> None:
    """Ukrainian is not Russian: the label is honest, the frames are in English, and the search goes on."""
    answer = fake_service.ask(text)
    assert language == answer.language
    assert answer.evidence
    own = [sentence.text for sentence in answer.sentences if sentence.support == "frame"]
    assert own[0] in (frame("answer", "en"), frame("not_in_dossier", "en"))
    assert language == fake_service.search(text).language


def test_a_conversation_keeps_no_language_that_could_not_be_told(detected: dict[str, str]) -> None:
    """Where a question's words do not tell, the last turn that told decides, then the asker, then the dossier."""
    history = (Turn("user", "Was kostet das?"), Turn("user", "Kk tw qy?"))
    languages = ("en", "ru")
    assert "de" == understand_question(Question("2030?", history=history), languages).language
    assert "fr" == understand_question(Question("2030?", history=history[1:], language="fr"), languages).language
    assert "en" == understand_question(Question("2030?", history=history[1:]), languages).language
    said = (Turn("assistant", FRENCH),)
    assert "en" == understand_question(Question("2030?", history=said), languages).language
