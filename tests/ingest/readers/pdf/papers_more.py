"""More papers with notes behind their text: what stands beside the notes, and what is lost or unlike the rest."""

from __future__ import annotations

from collections.abc import Callable

from tests.ingest.readers.pdf.press import BODY, FILLING, SMALL, Press, cite, name_place, tell

_CHAPTERS = (("Introduction", 4), ("The Quarrel over the Dyke", 3), ("Conclusion", 4))


def titled_chapters() -> Press:
    """Notes of all chapters at the end, below the chapters' titles, which have no number."""
    press = Press()
    for chapter, (title, count) in enumerate(_CHAPTERS):
        press.heading(title, size=15)
        tell(press, range(1, count + 1), first=20 * chapter)
    press.heading("Endnotes", size=15)
    for chapter, (title, count) in enumerate(_CHAPTERS):
        press.heading(title, size=10)
        for number in range(1, count + 1):
            press.note(f"{number}.", cite(number, first=20 * chapter))
    return press


def contents() -> Press:
    """A table of contents in front, and the chapters' titles over their notes set like those, numbered like those."""
    press = Press()
    titles = (("1. Die Lage", 4), ("2. Die Folgen", 5))
    press.heading("Inhalt")
    for page, title in enumerate(("1. Die Lage", "2. Die Folgen", "Anmerkungen"), start=2):
        press.say(f"{title} {'.' * 30} {page}", gap=2)
    press.turn_page()
    for chapter, (title, count) in enumerate(titles, start=1):
        press.heading(title, size=15)
        tell(press, range(1, count + 1), language="de", first=20 * chapter)
    press.heading("Anmerkungen", size=15)
    for chapter, (title, count) in enumerate(titles, start=1):
        press.say(title, size=SMALL, gap=8)
        for number in range(1, count + 1):
            press.note(f"{number}.", cite(number, language="de", first=20 * chapter))
    return press


def roman_chapters() -> Press:
    """Chapters with Roman numbers, "Zu Kapitel II" in the type of the notes."""
    press = Press()
    for chapter, count in (("I", 4), ("II", 5)):
        press.heading(f"Kapitel {chapter}", size=15)
        tell(press, range(1, count + 1), language="de", first=20 * len(chapter))
    press.heading("Anmerkungen", size=15)
    for chapter, count in (("I", 4), ("II", 5)):
        press.say(f"Zu Kapitel {chapter}", size=SMALL, gap=8)
        for number in range(1, count + 1):
            press.note(f"{number}.", cite(number, language="de", first=20 * len(chapter)))
    return press


def works_follow() -> Press:
    """Notes as large as the text, a list of works and a word on the author behind them."""
    press = Press()
    tell(press, range(1, 15), language="de")
    press.heading("6. Endnoten")
    for number in range(1, 15):
        press.note(f"^{number}^", cite(number, language="de"), size=BODY, hang=8)
    press.heading("Literatur")
    for number in range(5):
        press.say(f"Holm, Ada: Der Hafen von {name_place(40 + number)}. Verlag am Hafen, 1999.")
    press.heading("Über die Autorin")
    press.say("Ada Holm ist Lotsin und schreibt über Deiche.")
    return press


def addresses() -> Press:
    """Notes without a gap between them, whose lines end in addresses and begin with days of a month."""
    press = Press()
    tell(press, range(1, 13), language="de")
    press.heading("Quellen und Anmerkungen")
    for number in range(1, 13):
        address = f"https://www.hafen.example/akten/{1900 + number}/deich-und-schleuse/bericht-{number}-lang"
        text = f"Bericht über {name_place(number)}, online unter {address} (abgerufen am {number + 1}. Mai 2020), dazu"
        press.note(str(number), f"{text} https://www.hafen.example/{number}", hang=0, gap=0)
    return press


def one_lost() -> Press:
    """One note of twenty has no marker."""
    press = Press()
    for number in range(1, 21):
        tell(press, range(number, number + 1), mark="^{}^" if number != 9 else "", place=number)
    press.heading("Notes")
    for number in range(1, 21):
        press.note(str(number), cite(number))
    return press


def notes_of_paragraphs() -> Press:
    """Notes of two paragraphs."""
    press = Press()
    tell(press, range(1, 11), language="de")
    press.heading("Anmerkungen", size=12)
    for number in range(1, 11):
        press.note(f"{number}.", cite(number, language="de"))
        if number in (3, 6):
            press.say("Ein zweiter Absatz dieser Anmerkung sagt, wie es dazu kam.", size=SMALL, gap=3, indent=14)
    return press


def longer_than_the_text() -> Press:
    """Notes with more words than the text has."""
    press = Press()
    tell(press, range(1, 16))
    press.heading("Notes", size=12)
    for number in range(1, 16):
        press.note(f"{number}.", f"{cite(number)} {FILLING['en']} {FILLING['en']}", hang=0)
    return press


def right_aligned() -> Press:
    """Numbers that end below each other, with the notes' words in a column of their own."""
    press = Press()
    tell(press, range(1, 14))
    press.heading("Notes", size=12)
    for number in range(1, 14):
        opening = f"{'' if number > 9 else chr(0xA0) * 2}{number}."
        press.note(opening, f"{cite(number)} It was so in the year of the great flood, as they all knew.", hang=20)
    return press


def raised_brackets() -> Press:
    """Markers in raised brackets."""
    press = Press()
    tell(press, range(1, 9), mark="^[{}]^")
    press.heading("Notes", size=12)
    for number in range(1, 9):
        press.note(f"[{number}]", cite(number), hang=0)
    return press


def timeline() -> Press:
    """Markers whose notes are lost, and a numbered list in small type below a heading of its own."""
    press = Press()
    tell(press, range(1, 6), language="de")
    press.heading("Zeittafel", size=12)
    for number in range(1, 6):
        press.note(f"{number}.", f"Im Jahr {1900 + number} kam der Deich von {name_place(60 + number)} hinzu.")
    return press


def lost_between() -> Press:
    """Notes behind the first and the last of three chapters; the second one has markers, too."""
    press = Press()
    for chapter, count in ((1, 4), (2, 6), (3, 5)):
        press.heading(f"Kapitel {chapter}", size=15)
        tell(press, range(1, count + 1), language="de", first=20 * chapter)
        if chapter != 2:
            press.y -= 10
            for number in range(1, count + 1):
                press.note(f"^{number}^", cite(number, language="de", first=20 * chapter), hang=0)
            press.turn_page()
    return press


def feet_that_begin_anew() -> Press:
    """Notes at the foot of each page that count from 1, and two small points behind the text."""
    press = Press()
    for page in range(3):
        tell(press, range(1, 3), first=10 * page)
        press.say(FILLING["en"])
        press.foot(*(f"^{number}^ {cite(number, first=10 * page)}" for number in (1, 2)))
        press.turn_page()
    press.say("The harbour was closed in the end.")
    for number in (1, 2):
        press.note(f"{number}.", f"Ships of {name_place(50 + number)} are not let in.")
    return press


def behind_years() -> Press:
    """Every marker stands behind a year."""
    press = Press()
    for number in range(1, 11):
        press.say(f"The mole of {name_place(number)} was built in {1900 + number}^{number}^ and stood for long.")
        press.say(FILLING["en"])
    press.heading("Notes")
    for number in range(1, 11):
        press.note(f"{number}.", cite(number))
    return press


def points_follow() -> Press:
    """Points numbered and set as the notes are, behind them, below a heading of their own."""
    press = Press()
    tell(press, range(1, 6))
    press.heading("Notes", size=11)
    for number in range(1, 6):
        press.note(f"{number}.", cite(number))
    press.heading("Recommendations", size=11)
    for number in range(1, 6):
        press.note(f"{number}.", f"Close the harbour of {name_place(50 + number)} to all.")
    return press


def hundreds() -> Press:
    """120 notes in two columns behind a text in one."""
    press = Press()
    tell(press, range(1, 121))
    press.turn_page()
    press.columns = 2
    press.heading("Notes", size=12)
    for number in range(1, 121):
        press.note(str(number), cite(number), size=7, hang=0)
    return press


MORE_PAPERS: dict[str, tuple[Callable[[], Press], int, int]] = {
    "titled_chapters": (titled_chapters, 11, 11),
    "contents": (contents, 9, 9),
    "roman_chapters": (roman_chapters, 9, 9),
    "works_follow": (works_follow, 14, 14),
    "addresses": (addresses, 12, 12),
    "one_lost": (one_lost, 20, 19),
    "notes_of_paragraphs": (notes_of_paragraphs, 10, 10),
    "longer_than_the_text": (longer_than_the_text, 15, 15),
    "right_aligned": (right_aligned, 13, 13),
    "raised_brackets": (raised_brackets, 8, 8),
    "timeline": (timeline, 0, 0),
    "lost_between": (lost_between, 9, 9),
    "feet_that_begin_anew": (feet_that_begin_anew, 6, 6),
    "behind_years": (behind_years, 10, 10),
    "points_follow": (points_follow, 5, 5),
    "hundreds": (hundreds, 120, 120),
}
"""As `PAPERS`: how it is set, how many notes it has, and how many markers mean one of them."""
