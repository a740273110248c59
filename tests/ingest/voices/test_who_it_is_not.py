"""Who does not speak: things, founders of bodies, those who are spoken of, a verb taken for its subject."""

from __future__ import annotations

import pytest

from ingest.records import Source
from tests.ingest.voices.reading import read_sentences

LUND = "Mara Lund has studied the sluice for years. She argues that it was never shut. "
BOCK = "Jost Bock sagte, der Deich sei zu niedrig. "


@pytest.mark.parametrize(
    ("language", "text", "begins", "speaker"),
    [
        ("en", LUND + "A gate has no will, she says, and nobody asked it.", "A gate", "Mara Lund"),
        ("en", LUND + "Her brother kept the keys, she told me.", "Her brother", "Mara Lund"),
        ("en", LUND + "Ada Finch remembers the flood, she says, as a noise.", "Ada Finch", "Ada Finch"),
        ("en", "Olga Brandt is dead. Mara Lund says that it leaks. Brandt, whose book is lost, found it alarming: "
               "trust, she wrote, was gone.", "Brandt", "Olga Brandt"),
        ("de", BOCK + "Der Bagger komme im Mai, meinte er.", "Der Bagger", "Jost Bock"),
        ("de", BOCK + "Die Pfähle stammten von 1911, man könne sie nicht mehr zählen.", "Die Pfähle", "Jost Bock"),
        ("de", BOCK + "Wenn die Pumpen ausfielen, stehe die Straße unter Wasser.", "Wenn", "Jost Bock"),
        ("de", BOCK + "Dem hielt die Gemeinde entgegen, die Zahl sei alt.", "Dem", "die Gemeinde"),
        ("de", "Das habe sie nie gebraucht, sagte meine Tante.", "Das", "meine Tante"),
        ("en", "Mara Lund, in her thesis of 1968, sees in it the end of the guilds.", "Mara", "Mara Lund"),
        ("en", "Mara Lund, who has read the files, takes the opposite view.", "Mara", "Mara Lund"),
        ("en", "Mara Lund, a clerk who advises farmers, expects a flood by May.", "Mara", "Mara Lund"),
        ("en", "Edzard Lund died. The Lund Foundation insists it was lent.", "The Lund", "Lund Foundation"),
        ("en", "Sir Piers Holt wrote that the town was lost. Ned Wrixham replied that it was not. "
               "If there was fear, he says, it came later.", "If there", "Ned Wrixham"),
        ("en", "Mara Lund said the boat had sunk. Her papers had gone.", "Her papers", "Mara Lund"),
    ],
)  # fmt: skip
def test_the_speaker_is_neither_a_thing_nor_whom_he_speaks_of(
    language: str, text: str, begins: str, speaker: str
) -> None:
    """A tag's pronoun looks back, past what is said; a report's subject, a verb, a body's founder say nothing."""
    found = next(who for sentence, who, _ in read_sentences(text, language) if sentence.startswith(begins))
    assert speaker == found


def test_a_body_is_not_the_author_whose_name_it_has() -> None:
    """The dossier has a work by Edzard Lund; the Lund Foundation is somebody else."""
    work = Source("letters", "cited_source", "Letters", author="Edzard Lund")
    text = "The Lund Foundation insists that it was lent. Lund insists that it was given."
    assert ["Lund Foundation", "Edzard Lund"] == [who for _, who, _ in read_sentences(text, "en", work)]


@pytest.mark.parametrize(
    ("language", "sentence", "speaker", "attribution"),
    [
        ("de", "Zwei Ratsfrauen sollen gedroht haben, den Saal zu verlassen.", "unnamed", "reported"),
        ("de", "Unter Fischern hält sich die Meinung, der Damm sei verflucht.", "unnamed", "reported"),
        ("de", "Der Fischer sagte, zwei Räte sollten gedroht haben.", "Der Fischer", "paraphrased"),
        ("de", "Im Mai will der Kreistag über den Damm entscheiden.", "author", "own"),
        ("de", "Im Mai will der Kreistag den Damm erhöhen.", "der Kreistag", "paraphrased"),
        ("de", "Das Argument war falsch, aber ehrlich.", "author", "own"),
        ("en", "It was agreed that the secretary should write to the board.", "author", "own"),
        ("en", "Mara Lund did not threaten to resign over the dam.", "author", "own"),
        ("en", "Mara Lund does not expect the dam to hold.", "Mara Lund", "paraphrased"),
        ("en", "Half measures are exactly what timid councils want.", "author", "own"),
        (
            "en",
            "The crash between a ferry and an unidentified sunken object in May is forgotten.",
            "author",
            "own",
        ),
        ("en", "The gap is small, but nobody at the hall could tell me who had measured it.", "author", "own"),
    ],
)
def test_what_nobody_says_is_nobodys(language: str, sentence: str, speaker: str, attribution: str) -> None:
    """Rumours, resolutions, what did not happen, nouns that look like verbs; near misses keep their speaker."""
    ((_, who, found),) = read_sentences(sentence, language)
    assert (speaker, attribution) == (who, found)
