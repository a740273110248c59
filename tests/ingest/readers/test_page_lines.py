"""Printed pages and marked quotations: what is no text is left out and said, and sentences go on."""

import pytest

from ingest.readers.page_lines import cut_page_lines
from ingest.readers.plain_text import read_plain_text
from ingest.readers.protocol import ReadingHints
from ingest.readers.quoted_lines import strip_quote_marks

LONG = "Der Fährmann bekam 1870 ein neues Boot aus Eiche, das ihm der Rat von Sandholm nach langem Streit bezahlte."


def blocks(text: str) -> list[tuple[str, str]]:
    reading = read_plain_text(text.encode(), ReadingHints())
    return [(block.kind, " ".join(reading.text[block.start : block.end].split())) for block in reading.blocks]


@pytest.mark.parametrize(
    ("one", "other"),
    [("- 12 -", "- 13 -"), ("Seite 12", "Seite 13"), ("Page 2 of 9", "Page 3 of 9"), ("Стр. 2", "Стр. 3")],
)
def test_page_numbers_are_no_text(one: str, other: str) -> None:
    """They are left out and told, and the sentence that a page's end divides is whole."""
    reading = read_plain_text(
        f"Die Fähre\n\n{LONG}\n\nDas Boot fuhr\n\n{one}\n\nbis 1890.\n\n{LONG}\n\n{other}".encode(), ReadingHints()
    )
    assert "Das Boot fuhr bis 1890." in reading.text
    assert f"{one}\n{other}" == reading.left_out
    assert "2 lines are left out" in reading.remarks[0]


def test_running_heads_are_no_text() -> None:
    """What opens each page, its number aside, is no heading; form feeds part lines."""
    text = f"Die Fähre\n\n{LONG}\fDie Fähre   2\n\n{LONG}\fDie Fähre   3\n\n{LONG}"
    assert ["title", "paragraph", "paragraph", "paragraph"] == [kind for kind, _ in blocks(text)]


@pytest.mark.parametrize(
    "text", ["1\n2\n3\n4", "Es waren\n\n12\n\nBoote.", f"{LONG}\n\nSeite 3\n\n{LONG}", "- eins\n- 2"]
)
def test_numbers_that_count_no_pages_stay(text: str) -> None:
    """A list's numbers, a lone number, and a heading that comes once are text."""
    assert (text, ()) == cut_page_lines(text)


def test_quotations_lose_their_marks() -> None:
    """A mail's quotation is one paragraph for each of its own, whatever its lines' width, and no author's words."""
    quotation = "> Das Boot ist seit dem Winter leck und wird nicht mehr\n> fahren.\n>\n> Kommt nicht."
    text = f"Die Fähre\n\nSie schrieb:\n{quotation}\n\n{LONG}"
    assert [
        ("paragraph", "Sie schrieb:"),
        ("block_quote", "Das Boot ist seit dem Winter leck und wird nicht mehr fahren."),
        ("block_quote", "Kommt nicht."),
        ("paragraph", LONG),
    ] == blocks(text)[1:]


def test_a_measure_is_no_quotation() -> None:
    """A single line with ">" and a number is text."""
    assert ("Werte\n> 50 Boote", frozenset()) == strip_quote_marks("Werte\n> 50 Boote")


def test_a_points_hanging_lines_belong_to_it() -> None:
    """In a text that is not wrapped otherwise, too."""
    text = f"Die Fähre\n\nDer Plan:\n1) Das Boot wird verkauft,\n   und zwar bis Mai.\n2) Der Rat zahlt.\n\n{LONG}"
    assert ("list_item", "1) Das Boot wird verkauft, und zwar bis Mai.") in blocks(text)


def test_an_indented_line_opens_a_paragraph_of_a_wrapped_text() -> None:
    """Without empty lines between them; words divided at line ends do not hide the width."""
    text = """Die Fähre

  Der Rat von Tornsund bewilligte im Herbst
1904 insgesamt 300 Taler für das Boot aus
gutem Eichenholz, das seit dem Brand fehlt.
  Der Müller Carl Diekhoff zog im folgenden
Jahr mit seiner Familie nach Ashcombe und
kam nicht zurück an den Fluss. Die Stadt-
verwaltung und die Wasser- und die Wind-
mühlen blieben dort.
  Das Wehr selbst wurde erst 1911 erneuert,
nachdem zwei Winter lang niemand das Eis
gebrochen hatte und die Balken faulten.
"""
    assert ["title", "paragraph", "paragraph", "paragraph"] == [kind for kind, _ in blocks(text)]
    assert any("Stadtverwaltung und" in words and "Windmühlen" in words for _, words in blocks(text))


@pytest.mark.parametrize(
    "text",
    [
        "Der Rat bewilligte im Herbst das Geld für die\nneue Fähre, die seit dem Brand im Hafen\nlag.",
        "Der Rat bewilligte das Geld für die Brannt-\nweinbude am Hafen.",
        "Der Rat gab das Geld, das für die Fähre ge\u00ad\ndacht war, doch noch dem Fährmann und war\nzufrieden.",
        "Der Rat gab das Geld, das für die Fähre ge\u2010\ndacht war, doch noch dem Fährmann und war\nzufrieden.",
    ],
)
def test_two_lines_may_be_enough_to_see_that_a_text_is_wrapped(text: str) -> None:
    """Where each is full and goes on in small letters; a word divided by any hyphen is whole."""
    found = blocks(f"Die Fähre\n\n{text}")
    assert ["title", "paragraph"] == [kind for kind, _ in found]
    assert not [word for word in ("ge dacht", "ge-", "\u2010", "Brannt-") if word in found[1][1]]


def test_a_notes_hanging_lines_belong_to_it() -> None:
    """Where only the notes are wrapped, the last one is whole and the text behind it is text."""
    text = f"Die Fähre\n\n{LONG}[1]\n\n[1] Bootsbuch von Sandholm,\n    S. 12.\nDas Boot steht heute leer."
    assert [("footnote", "Bootsbuch von Sandholm, S. 12."), ("paragraph", "Das Boot steht heute leer.")] == blocks(
        text
    )[2:]


def test_names_on_lines_of_their_own_say_who_speaks() -> None:
    """In a transcript that has them above each turn, with or without a time."""
    turns = "\n\n".join(
        f"{name}\nDas Boot fuhr." for name in ("ANNA LUND", "Karl Pell 00:10", "ANNA LUND", "Karl Pell 00:20")
    )
    reading = read_plain_text(f"Gespräch\n\n{turns}".encode(), ReadingHints())
    speakers = [one.speaker for one in reading.blocks if one.kind == "post"]
    assert ["ANNA LUND", "Karl Pell"] * 2 == speakers
