"""Lists and sections whose line or heading says whose they are, without a verb of saying."""

from __future__ import annotations

import pytest

from tests.ingest.voices.reading import find_sentence, read_text


@pytest.mark.parametrize(
    ("language", "lines", "point", "speaker"),
    [
        ("de", "Die Bedingungen der Gläubiger:\n\n- Kein Verkauf des Docks.\n- Tilgung bis Mai.", "Kein", "Gläubiger"),
        ("de", "Der Betriebsrat stellte drei Forderungen:\n\n- Zwei Kräne bleiben.\n- Die Kantine auch.", "Zwei",
         "Der Betriebsrat"),
        ("de", "Imke Reuss leitet die Werft.\n\nIhre Vorschläge im Einzelnen:\n\n- Ein Dock weniger.\n- Neue Pumpen.",
         "Ein Dock", "Imke Reuss"),
        ("en", "Objections raised by the pilots:\n\n- Too little water.\n- No lights.", "Too little", "the pilots"),
        ("en", "The pilots put forward four proposals.\n\n- A second tug.\n- A new buoy.", "A second", "The pilots"),
        ("ru", "Условия кредиторов:\n\n- Док не продавать.\n- Долг вернуть к маю.", "Док не", "кредиторов"),
        ("de", "The pilots’ demands:\n\n- Зимой два буксира.\n- A new buoy.", "Зимой", "The pilots"),
    ],
)  # fmt: skip
def test_points_are_whose_the_line_says(language: str, lines: str, point: str, speaker: str) -> None:
    """A noun with whose it is, or a subject that puts so many points forward, opens a list of his."""
    sentence = find_sentence(read_text(f"Titel ohne Punkt\n\nDie Werft schweigt.\n\n{lines}\n", language), point)
    assert (speaker, "paraphrased") == (sentence.speaker, sentence.attribution)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Gegen die Forderungen des Ministers spricht dreierlei:"),
        ("de", "Das Dock hat drei Tore:"),
        ("de", "Drei Gründe sprechen gegen die Forderungen:"),
        ("en", "The yard must meet three conditions:"),
        ("en", "The plan has two weaknesses:"),
        ("en", "Our demands are as follows:"),
        ("ru", "У дока трое ворот:"),
    ],
)
def test_points_of_the_author_stay_his(language: str, line: str) -> None:
    """What speaks against somebody's demands, what a thing has and what somebody has to meet is told."""
    document = read_text(f"Titel ohne Punkt\n\nDie Werft schweigt.\n\n{line}\n\n- Nr. 1.\n- Nr. 2.\n", language)
    assert "own" == find_sentence(document, "Nr. 1").attribution


@pytest.mark.parametrize("heading", ["Bemerkungen der Lotsin", "3. Stellungnahme des Amts", "Comments of the pilots"])
def test_section_of_somebodys_remarks_is_his(heading: str) -> None:
    """Until the next heading; one that only names a matter gives nothing to anybody."""
    told = "## Lage\n\nDas Dock ist alt."
    text = f"Titel\n\n{told}\n\n## {heading}\n\nEs fehlen Belege.\n\n## Kosten\n\nDie Pumpe ist neu.\n"
    document = read_text(text, "de")
    kinds = [find_sentence(document, words).attribution for words in ("Das Dock", "Es fehlen", "Die Pumpe")]
    assert ["own", "paraphrased", "own"] == kinds


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Erklärung des Mitglieds Claasen zur Niederschrift: Der Antrag war falsch.", "Mitglied Claasen"),
        ("Das gilt auch für Hunde, die nach Auskunft ihres Halters nichts tun.", "Halter"),
        ("Nach Angaben eines Vorarbeiters fehlten am Dock zwei Pumpen.", "Vorarbeiter"),
    ],
)
def test_whose_words_stands_in_the_nominative(line: str, speaker: str) -> None:
    """A genitive is part of the sentence it stands in; above a quote a reader wants the name."""
    sentence = find_sentence(read_text(f"Titel ohne Punkt\n\nDie Werft schweigt.\n\n{line}\n", "de"), line[:20])
    assert speaker == sentence.speaker
