"""Whom the analysis cites: told from the manifest and the notes, or handed on."""

from __future__ import annotations

import pytest

from app.asking.kinds.citing import Asked, find_citing_notes, find_works_of, read_citing, reply_citing
from app.service import Service

TITLE = "Die Kaimauer von Ostwarf"
CHECK_DE = "• Enno Diekhoff: Prüfung der Kaimauer (Fußnote 1)"


@pytest.mark.parametrize(
    ("question", "what", "who"),
    [
        ("Zitiert er Diekhoff?", "cites", ("Diekhoff",)),
        ("Zitiert Jette Brunken auch die Hafenpost?", "cites", ("Hafenpost",)),
        ("Wird Mary Pell zitiert?", "cites", ("Mary Pell",)),
        ("does she cite the harbour gazette", "cites", ("harbour gazette",)),
        ("cites he the Guardian?", "cites", ("Guardian",)),
        ("Is Pell quoted anywhere?", "cites", ("Pell",)),
        ("Werke von Kollwey?", "works", ("Kollwey",)),
        ("Gibt es etwas vom Hafenamt?", "works", ("Hafenamt",)),
        ("which works by Pell are cited?", "works", ("Pell",)),
        ("list all the texts from the Hafenbote", "works", ("Hafenbote",)),
        ("is there anything by Diekhoff in the dossier?", "works", ("Diekhoff",)),
        ("Wer wird alles zitiert?", "all", ()),
        ("who is cited?", "all", ()),
        ("Wie oft wird Diekhoff erwähnt?", "mentions", ("Diekhoff",)),
        ("how many times is Pell quoted", "mentions", ("Pell",)),
        ("who's mentioned more, Pell or Diekhoff?", "more", ("Pell", "Diekhoff")),
        ("Wer wird öfter erwähnt, Pell oder Diekhoff?", "more", ("Pell", "Diekhoff")),
    ],
)
def test_what_is_asked_about_citing(question: str, what: str, who: tuple[str, ...]) -> None:
    """By the words around the name; the author's own name is "he" or "she" there."""
    assert Asked(what, who) == read_citing(question, "Jette Brunken")


@pytest.mark.parametrize(
    "question",
    [
        "Wer zitiert die Prüfung im Streit um die Liegeplätze?",
        "Wen zitiert Diekhoff zu den Rissen?",
        "Zitiert er irgendwelche Zahlen?",
        "What does Pell cite as the cause?",
        "who is quoted as saying that the council pays?",
        "Is there anything about the piles?",
        "Gibt es etwas zu den Fischern?",
        "Gibt es etwas von Bedeutung zu den Pfählen?",
        "Which works were carried out on the wall?",
        "How often do the ships moor there?",
        "Wie oft wurde die Sanierung verschoben?",
        "Wird die Kaimauer saniert?",
        "does the plan use timber piles?",
        "Wer kommt öfter zum Hafen, Pell oder Diekhoff?",
    ],
)
def test_other_questions_are_none_about_citing(question: str) -> None:
    """What somebody is cited with, what happens how often, what is done to the thing itself."""
    assert read_citing(question, "Jette Brunken") is None


@pytest.mark.parametrize(
    ("question", "language", "lines"),
    [
        ("Zitiert sie Diekhoff?", "de", [f"Werke von „Diekhoff“, die „{TITLE}“ zitiert: 1.", CHECK_DE]),
        (
            "Is there anything by Mary Pell?",
            "en",
            [
                f"Works by or from “Mary Pell” that “{TITLE}” cites: 1.",
                "• Mary Pell: A Survey of the Quays (footnote 2)",
            ],
        ),
        (
            "does she cite the Guardian?",
            "en",
            ["“Guardian” does not occur in this dossier, neither among the works cited nor in any of the texts."],
        ),
        ("Wer wird zitiert?", "de", [f"„{TITLE}“ zitiert Werke von:", "• Enno Diekhoff (Fußnote 1)"]),
    ],
)  # fmt: skip
def test_whom_the_analysis_cites(quays: Service, question: str, language: str, lines: list[str]) -> None:
    """In the asker's language, with the notes; that somebody is not cited where his name stands nowhere."""
    told = [one.text for one in reply_citing(question, language, quays.generation())]
    assert lines == told[: len(lines)]


@pytest.mark.parametrize(
    "question", ["Zitiert sie den Bürgermeister?", "Werke von Fischern?", "anything by the council?"]
)
def test_what_the_texts_may_tell_is_handed_on(quays: Service, question: str) -> None:
    """A word that stands in a text may be answered there."""
    assert () == reply_citing(question, "de", quays.generation())


def test_a_name_is_found_whatever_its_endings(quays: Service) -> None:
    """Genitive, capitals; only part of two names is nobody's."""
    manifest = quays.generation().corpus.manifest
    assert ("survey",) == tuple(one.id for one in find_works_of("Pells", manifest))
    assert ("survey",) == tuple(one.id for one in find_works_of("mary pell", manifest))
    assert () == find_works_of("Mary Diekhoff", manifest)


def test_notes_tell_whom_the_manifest_does_not_know(quays: Service) -> None:
    """A note that has the name is quoted; one for whom there is a work is none of these."""
    opened = quays.generation()
    found = find_citing_notes("Zitiert sie Tornsund?", opened)
    assert () == found  # A work has it in its title.
    assert () == find_citing_notes("Zitiert sie Diekhoff?", opened)
