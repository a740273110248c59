"""The language of a question: labelled as what it is, whatever the product speaks itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.asking.inquiry import UNDETERMINED, understand_question
from app.records import Question, Turn
from app.service import Service
from ingest.records import Manifest
from prompts import frame

UKRAINIAN = "Скільки коштує відбудова мосту і хто її оплачує, якщо держава цього не зробить?"
FRENCH = "Combien coûte la reconstruction du pont et qui est-ce qui la paie pour les habitants ?"
GERMAN = "Was kostet der Wiederaufbau der Brücke und wer bezahlt das?"
LANGUAGES = ("de", "en")


def _tell(question: Question, *languages: str) -> str:
    """The language of a question to a dossier in `languages`."""
    return understand_question(question, Manifest("", languages, (), Path())).language


@pytest.mark.parametrize("text", [UKRAINIAN, FRENCH])
def test_a_language_that_nobody_here_speaks_is_no_other_and_framed_in_english(text: str, fake_service: Service) -> None:
    """Ukrainian is not Russian, French not English: the label is honest, and the search goes on all the same."""
    answer = fake_service.ask(text, language="de")
    assert UNDETERMINED == answer.language
    assert answer.evidence
    own = [sentence.text for sentence in answer.sentences if sentence.support == "frame"]
    assert own[0] in (frame("answer", "en"), frame("closest", "en"), frame("not_in_dossier", "en"))
    assert UNDETERMINED == fake_service.search(text).language


def test_a_language_of_the_dossier_is_named_though_the_product_does_not_speak_it() -> None:
    """Where the dossier has Ukrainian texts, a question in Ukrainian is one."""
    assert "uk" == _tell(Question(UKRAINIAN), "de", "uk")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "de"),
        ("What does the reconstruction cost, and who pays for it?", "en"),
        ("Сколько стоит восстановление моста и кто за это платит?", "ru"),
        ("Was bedeutet „Русский мир“ für den Autor?", "de"),
        ("What does “raison d’être” mean in the text?", "en"),
    ],
)
def test_what_the_product_speaks_is_named(text: str, language: str) -> None:
    """Words of another language inside a question do not make it one in that language."""
    assert language == _tell(Question(text), *LANGUAGES)


def test_where_the_words_do_not_tell_the_conversation_does() -> None:
    """Then the asker, then the dossier; a turn in a language that nobody here speaks tells nothing."""
    known, unknown, said = Turn("user", GERMAN), Turn("user", FRENCH), Turn("assistant", GERMAN)

    def tell(*history: Turn, language: str | None = None) -> str:
        return _tell(Question("2030?", history=history, language=language), "en", "ru")

    assert ["de", "de", "en", "ru", "en"] == [
        tell(known), tell(known, unknown), tell(unknown), tell(unknown, language="ru"), tell(said),
    ]  # fmt: skip
