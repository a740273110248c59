"""Hearings and interviews in a PDF: what is set in the middle in capitals is a heading, and each turn is its own."""

from __future__ import annotations

from textwrap import wrap

from tests.ingest.readers.pdf.sheets import LEFT, SIZE, STEP, THINGS, WIDTH, Sheet, read, texts

INDENT = LEFT + 12


def centre(sheet: Sheet, *lines: str) -> None:
    """A heading of one or more lines in the middle of the page."""
    sheet.y -= 14
    for line in lines:
        sheet.canvas.setFont("Helvetica", SIZE)
        sheet.canvas.drawCentredString(WIDTH / 2, sheet.y, line)
        sheet.y -= STEP
    sheet.y -= 14


def test_centred_capitals_head_what_follows_and_part_no_turns() -> None:
    """As large as the text and not bold, they are headings all the same; on three pages at one height too."""

    def draw(sheet: Sheet) -> None:
        number = sheet.canvas.getPageNumber()
        centre(sheet, f"STATEMENT OF THE {['HARBOUR MASTER', 'PILOTS', 'DYKE REEVE'][number - 1]}")
        sheet.line("Ms. HOLM. I thank the chair, and I shall be brief about the", x=INDENT)
        sheet.line(f"wall of {1900 + number}, which has stood for long.")
        sheet.line(f"Mr. SANDER. How much will the {THINGS[number]} cost?", x=INDENT)
        sheet.line("Ms. HOLM. Nobody knows that yet. I would say that it costs as", x=INDENT)
        sheet.line(f"much as the {THINGS[number + 3]} did.")

    reading = read(draw, draw, draw)
    assert ["STATEMENT OF THE HARBOUR MASTER"] == texts(reading, "title")
    assert ["STATEMENT OF THE PILOTS", "STATEMENT OF THE DYKE REEVE"] == texts(reading, "heading")
    assert 9 == len(texts(reading, "post"))
    assert [
        "Ms. HOLM. I thank the chair, and I shall be brief about the wall of 1901, which has stood for long.",
        "Mr. SANDER. How much will the sluice cost?",
        "Ms. HOLM. Nobody knows that yet. I would say that it costs as much as the dyke did.",
    ] == texts(reading, "post")[:3]
    assert "" == reading.left_out


def speak(*paragraphs: str) -> list[tuple[str | None, str]]:
    """Each block with its speaker, of paragraphs, and of headings in capitals."""

    def draw(sheet: Sheet) -> None:
        for line in paragraphs:
            if line.isupper():
                centre(sheet, line)
                continue
            sheet.y -= 8
            for part in wrap(line, 26):
                sheet.line(part)

    reading = read(draw)
    return [(block.speaker, reading.text[block.start : block.end]) for block in reading.blocks]


def test_a_turn_is_said_by_whoever_is_named_in_front() -> None:
    """So is the paragraph behind it, but no heading, no bracket, and nothing that a bracket says to follow."""
    holm, sander = "Ms. HOLM", "Mr. SANDER of Harksiel"
    assert [
        (None, "The board met at ten, and nobody came too late."),
        (holm, "Ms. HOLM. I thank the chair, and I shall be brief."),
        (holm, "The wall has stood for ninety years."),
        (None, "[Laughter.]"),
        (holm, "It will stand for ten more years, I should say."),
        (sander, "Mr. SANDER of Harksiel. How much will it cost?"),
        (holm, "Ms. Holm. Mr. Sander knows that."),
        (None, "[The statement of the pilots follows:]"),
        (None, "We were not asked, and we have a boat to sell."),
        (sander, "Mr. SANDER of Harksiel. I have no more questions."),
        (None, "QUESTIONS FROM THE PUBLIC"),
        (None, "Nobody asked anything, since everybody was tired."),
    ] == speak(
        "The board met at ten, and nobody came too late.",
        "Ms. HOLM. I thank the chair, and I shall be brief.",
        "The wall has stood for ninety years.",
        "[Laughter.]",
        "It will stand for ten more years, I should say.",
        "Mr. SANDER of Harksiel. How much will it cost?",
        "Ms. Holm. Mr. Sander knows that.",
        "[The statement of the pilots follows:]",
        "We were not asked, and we have a boat to sell.",
        "Mr. SANDER of Harksiel. I have no more questions.",
        "QUESTIONS FROM THE PUBLIC",
        "Nobody asked anything, since everybody was tired.",
    )


def test_german_minutes_and_interviews_name_who_speaks_before_a_colon() -> None:
    """With a party or a title a name is sure; without one most paragraphs must begin with a name."""
    assert ["Anna Holm", "Anna Holm", "Präsident Sander", "Anna Holm", "Präsident Sander", "Präsident Sander"] == [
        speaker
        for speaker, _ in speak(
            "Anna Holm (SPD): Ich danke Ihnen.",
            "Die Mauer hält seit neunzig Jahren.",
            "Präsident Sander: Kommen Sie zum Schluss.",
            "Anna Holm (SPD): Ich komme zum Schluss.",
            "Präsident Sander: Ich danke Ihnen für diese Worte.",
            "Wir stimmen nun darüber ab, was aus der Mauer wird.",
        )
    ]
    assert ["Frage", "Holm", "Frage", "Holm"] == [
        speaker
        for speaker, _ in speak(
            "Frage: Was kostet die Mauer die Stadt im nächsten Jahr?",
            "Holm: Das weiß niemand, und niemand will es wissen.",
            "Frage: Und was kostet die Schleuse, wenn sie bricht?",
            "Holm: Die Schleuse hält, solange der Deich sie hält.",
        )
    ]


def test_labels_before_a_colon_speak_no_report() -> None:
    """Sources and key findings that come again among the paragraphs of a report are nobody's turns."""
    lines = [
        "Key Finding: The wall leaks.",
        "In March the board had the wall measured, and again in May.",
        "Nobody was told what had been found.",
        "Source: Harbour Board.",
        "Key Finding: The sluice leaks.",
        "In June the board had the sluice measured.",
        "The clerk kept the figures to himself.",
        "He was asked for them in July.",
        "Source: Dyke Board.",
    ]
    assert {None} == {speaker for speaker, _ in speak(*lines)}


def test_a_heading_in_capitals_over_two_lines_is_one() -> None:
    """A word divided in it is whole where the text has it."""

    def draw(sheet: Sheet) -> None:
        centre(sheet, "ANHÖRUNG DER SACHVERSTÄN-", "DIGEN ZUR HAFENMAUER")
        sheet.line("Die Sachverständigen haben die Mauer im März geprüft und")
        sheet.line("halten sie für sicher.")
        centre(sheet, "CONGRATULATING THE TOWN ON THE ANNI-", "VERSARY OF ITS HARBOUR")
        sheet.line("The anniversary was not held, since nobody had the money for")
        sheet.line("it, and the EU-")
        sheet.line("LEADER group did not pay.")

    reading = read(draw)
    assert ["ANHÖRUNG DER SACHVERSTÄNDIGEN ZUR HAFENMAUER"] == texts(reading, "title")
    assert ["CONGRATULATING THE TOWN ON THE ANNIVERSARY OF ITS HARBOUR"] == texts(reading, "heading")
    assert "EU-LEADER group" in reading.text
