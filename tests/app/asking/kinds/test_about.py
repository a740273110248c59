"""The dossier's own data: what is told of it and of the works that it cites."""

from __future__ import annotations

import pytest

from app.asking.kinds.about import reply_about
from app.service import Service


@pytest.mark.parametrize(
    ("question", "language", "lines"),
    [
        ("Wer hat die Mauerprüfung geschrieben?", "de", ["„Prüfung der Kaimauer“ ist von Enno Diekhoff."]),
        ("Who wrote the Quay Survey?", "en", ["“A Survey of the Quays” is by Mary Pell."]),
        ("Wann ist der Bericht erschienen?", "de", ["„Die Kaimauer von Ostwarf“ ist vom 3. Mai 2021."]),
        (
            "Wer hat den Bericht herausgegeben?",
            "de",
            ["„Die Kaimauer von Ostwarf“ ist bei Hafenbote erschienen."],
        ),
        ("How many footnotes does the report have?", "en", ["“Die Kaimauer von Ostwarf” has 3 footnotes."]),
        (
            "Welche Abschnitte hat der Bericht?",
            "de",
            ["„Die Kaimauer von Ostwarf“ hat 3 Abschnitte:", "• 1. Der Zustand", "• 2. Die Pläne", "• 3. Fazit"],
        ),
        (
            "Welche Werke fehlen?",
            "de",
            [
                "Von 2 der 3 zitierten Werke liegt der Text vor:",
                "• Enno Diekhoff: Prüfung der Kaimauer (Fußnote 1)",
                "• Mary Pell: A Survey of the Quays (Fußnote 2)",
                "Von 1 nicht:",
                "• Onno Kollwey: Hafenbuch von Tornsund (Fußnote 3)",
            ],
        ),
        (
            "Which works are cited?",
            "en",
            [
                "“Die Kaimauer von Ostwarf” cites 3 works; the text of 2 is here.",
                "• Enno Diekhoff: Prüfung der Kaimauer (footnote 1)",
                "• Mary Pell: A Survey of the Quays (footnote 2)",
                "• Onno Kollwey: Hafenbuch von Tornsund (footnote 3)",
            ],
        ),
        (
            "Which of the sources are in English?",
            "en",
            ["Of the works cited, 1 in English:", "• Mary Pell: A Survey of the Quays (footnote 2)"],
        ),
        (
            "Who is behind the report and when was it published?",
            "en",
            ["“Die Kaimauer von Ostwarf” is by Jette Brunken.", "“Die Kaimauer von Ostwarf” is dated 3 May 2021."],
        ),
        (
            "Ich will das richtig zitieren. Kannst du mir bitte sagen, wer den Bericht über die Kaimauer verfasst hat?",
            "de",
            ["„Die Kaimauer von Ostwarf“ ist von Jette Brunken."],
        ),
        (
            "In welchen Sprachen sind die Texte?",
            "de",
            [
                "„Die Kaimauer von Ostwarf“ ist auf Deutsch.",
                "Die Texte des Dossiers sind in diesen Sprachen: Deutsch, Englisch.",
            ],
        ),
    ],
)
def test_the_data_are_told_in_the_askers_language(
    quays: Service, question: str, language: str, lines: list[str]
) -> None:
    """From the manifest and the structure, line by line."""
    told = reply_about(question, language, quays.generation())
    assert lines == [one.text for one in told]
    assert {"frame"} == {one.support for one in told}


@pytest.mark.parametrize(
    ("question", "number"),
    [("Welche Fußnoten zitieren die Mauerprüfung?", "1"), ("Which footnotes cite the Hafenbuch von Tornsund?", "3")],
)
def test_the_notes_of_a_work_are_told(quays: Service, question: str, number: str) -> None:
    """So that the reader finds the places, whether the work's text is here or not."""
    (told,) = reply_about(question, "de", quays.generation())
    assert told.text.endswith(f" {number}.")


@pytest.mark.parametrize(
    "question",
    [
        "Gibt es russische Quellen?",  # Of one work nobody says in which language it is.
        "Welche Quellen sind nicht auf Englisch?",
        "Was heißt das?",
        "Wann ist die Mauerprüfung erschienen?",
        "Wer hat die Mauerprüfung und den Quay Survey geschrieben?",
        "Warum hat Brunken den Bericht geschrieben?",
        "Who published the report and why?",
        "Wer hat den Bericht geschrieben und was kostet die Mauer?",
        "Wer hat den Brief an das Land geschrieben?",
        "Welche Quellen nennen morsche Pfähle?",
        "Wer hat den Bericht geschrieben, " + "sehr " * 22 + "bitte?",
        "Wie breit sind die Risse?",
        "Was schrieb Brunken in ihrem Bericht?",
        "Die Mauerprüfung ist lang. Wann ist das erschienen?",
    ],
)
def test_what_the_data_do_not_tell_is_left_to_the_search(quays: Service, question: str) -> None:
    """A reason, a work's date, two works at once, or more than data."""
    assert () == reply_about(question, "de", quays.generation())


def test_a_publisher_that_is_not_given_is_not_invented(quays: Service) -> None:
    """Of a work without one the texts are searched."""
    assert () == reply_about("Bei welchem Verlag ist der Quay Survey erschienen?", "de", quays.generation())


def test_whether_a_work_is_here_is_told(quays: Service) -> None:
    """Where that is surely asked: of one that is held, and of one that is only cited."""
    opened = quays.generation()
    (held,) = reply_about("Is the Quay Survey stored here in full?", "en", opened, guessed=("held",))
    assert "The text of “A Survey of the Quays” is here." == held.text
    (missing,) = reply_about("Liegt das Hafenbuch von Tornsund hier vor?", "de", opened, guessed=("held",))
    assert missing.text.startswith("Der Text von „Hafenbuch von Tornsund“ liegt hier nicht vor")
