"""Questions without the words that only say that something is asked."""

import pytest

from app.asking.framing import leave_out_frame


@pytest.mark.parametrize(
    ("said", "sought"),
    [
        ("Schreib mir doch mal, wann der Turm gesprengt wurde.", "wann der Turm gesprengt wurde."),
        ("Kannst du mir bitte sagen, wer den Steg bezahlt hat?", "wer den Steg bezahlt hat?"),
        ("Was kannst du mir zum Thema Salzsteuer sagen?", "Salzsteuer"),
        ("Was weißt du über den Brand im Kontor?", "den Brand im Kontor?"),
        ("Frage: wie hoch war die Miete", "wie hoch war die Miete"),
        ("I'd like to know more about the orchard", "the orchard"),
        ("quick question: do you know who sold the bell?", "who sold the bell?"),
        ("could you please explain why the choir left, thanks", "why the choir left"),
        ("Расскажите мне, кто построил мост", "кто построил мост"),
        ("Скажите, пожалуйста, кто автор?", "кто автор?"),
        ("Tell me, please, who won the case", "who won the case"),
    ],
)
def test_words_of_asking_are_left_out(said: str, sought: str) -> None:
    assert sought == leave_out_frame(said)


@pytest.mark.parametrize(
    "said",
    [
        "Was wollte der Kantor damit sagen?",
        "Wer hat den Steg bezahlt?",
        "Und wer zahlt das?",
        "Who told the mayor about the leak?",
        "Please tell me",
        "What did the survey find?",
        "Was tat England, als das Reich zerfiel?",
        "Wie haben sich Russland, China und die USA verändert?",
        "Who was the Shah, and why did he fall?",
        "Was ist der Inhalt, kurz gesagt?",
        "How did people find out about the leak?",
        "Wie viele stimmten mit Ja?",
        "Is clean water a human right?",
        "What does it say about the alt-right?",
        "Ich hätte nicht gedacht, dass der Deich bricht",
        "Would you give up the mooring?",
        "Gibt es etwas zu gewinnen?",
        "Что сказал мэр о мосте?",
    ],
)
def test_what_is_all_question_stays(said: str) -> None:
    assert said == leave_out_frame(said)
