"""Papers whose notes stand at their end, or at the end of each chapter: what the tests of such notes read."""

from __future__ import annotations

from collections.abc import Callable

from tests.ingest.readers.pdf.press import BODY, FILLING, SMALL, Press, cite, name_place, tell


def german() -> Press:
    """Small notes with set-in lines below "Anmerkungen", over a page's end."""
    press = Press()
    press.heading("Der Hafen und sein Deich", size=16)
    tell(press, range(1, 25), language="de")
    press.heading("Anmerkungen")
    for number in range(1, 25):
        press.note(str(number), cite(number, language="de"))
    return press


def english_points() -> Press:
    """Notes as large as the text, numbered "1.", their lines as far left as their numbers; a year opens a line."""
    press = Press()
    tell(press, range(1, 15))
    press.heading("Endnotes")
    for number in range(1, 15):
        more = " The council of the harbour had said so, as the chronicle has it, in the winter of the year before"
        text = f"{cite(number)}{more}, in 2014. 2014. The town was poor then." if number in (3, 8) else cite(number)
        press.note(f"{number}.", text, size=BODY, hang=0)
    return press


def columns() -> Press:
    """Two columns, the notes' numbers raised."""
    press = Press(columns=2)
    tell(press, range(1, 21))
    press.heading("Notes")
    for number in range(1, 21):
        press.note(f"^{number}^", cite(number), hang=0)
    return press


def chapters() -> Press:
    """Notes behind each chapter that count from 1 anew; the next chapter begins below them."""
    press = Press()
    for chapter, count in enumerate((6, 4, 7), start=1):
        press.heading(f"{chapter}. {('Die Lage', 'Die Kosten', 'Die Folgen')[chapter - 1]}", size=15)
        tell(press, range(1, count + 1), language="de", first=20 * chapter)
        press.heading("Anmerkungen", size=11)
        for number in range(1, count + 1):
            press.note(f"{number}.", cite(number, language="de", first=20 * chapter))
    return press


def _set_chapters(press: Press, counts: tuple[int, ...], language: str) -> None:
    titles = {"de": ("Die Lage", "Die Kosten", "Die Folgen"), "en": ("The state", "The cost", "The outcome")}
    for chapter, count in enumerate(counts, start=1):
        press.heading(f"{chapter}. {titles[language][chapter - 1]}", size=15)
        tell(press, range(1, count + 1), language=language, first=20 * chapter)


def _set_notes(press: Press, chapter: int, count: int, language: str) -> None:
    for number in range(1, count + 1):
        press.note(str(number), cite(number, language=language, first=20 * chapter))


def collected() -> Press:
    """Notes of all chapters at the end, each part with its chapter's number."""
    press = Press()
    _set_chapters(press, (5, 8, 6), "en")
    press.heading("Notes", size=15)
    for chapter, count in enumerate((5, 8, 6), start=1):
        press.heading(f"Notes to chapter {chapter}", size=10)
        _set_notes(press, chapter, count, "en")
    return press


def collected_by_title() -> Press:
    """Notes of two chapters of three at the end, below the chapters' titles; the second chapter's are missing."""
    press = Press()
    _set_chapters(press, (5, 8, 6), "de")
    press.heading("Anmerkungen", size=15)
    for chapter, title, count in ((1, "Die Lage", 5), (3, "Die Folgen", 6)):
        press.heading(title, size=10)
        _set_notes(press, chapter, count, "de")
    return press


def collected_unnamed() -> Press:
    """Two parts of notes at the end that no heading names, and three chapters: nobody can tell whose they are."""
    press = Press()
    _set_chapters(press, (5, 8, 6), "de")
    press.heading("Anmerkungen", size=15)
    _set_notes(press, 1, 5, "de")
    _set_notes(press, 3, 6, "de")
    return press


def one_list_for_two() -> Press:
    """Two chapters that count from 1, and one list of notes that fits both."""
    press = Press()
    _set_chapters(press, (5, 5), "en")
    press.heading("Notes", size=15)
    _set_notes(press, 1, 5, "en")
    return press


def russian() -> Press:
    """Russian, with raised numbers and "Примечания"."""
    press = Press(foreign=True)
    tell(press, range(1, 13), language="ru")
    press.heading("Примечания")
    for number in range(1, 13):
        press.note(f"{number}.", cite(number, language="ru"))
    return press


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def unicode_digits() -> Press:
    """Markers and numbers that are raised digits by themselves."""
    press = Press(foreign=True)
    for number in range(1, 15):
        raised = str(number).translate(_RAISED)
        tell(press, range(number, number + 1), language="de", mark=raised, place=number)
    press.say("Der Hafen hat 30 km² und ist 12 m² größer, als man in einem Kubikmeter (m³) messen kann.")
    press.heading("Endnoten")
    for number in range(1, 15):
        press.note(str(number).translate(_RAISED), cite(number, language="de"), hang=0)
    return press


def brackets() -> Press:
    """A bibliography in brackets: works cited twice, two and three at once, and years in brackets."""
    press = Press()
    tell(press, range(1, 13), language="de", mark=" [{}]")
    press.say(f"Das steht auch in der Chronik von {name_place(4)} [4], die im Jahr [1997] erschien.")
    press.say("Beides ist belegt [2, 5], und die Zahlen sind es ebenfalls [7–9].")
    press.heading("Literatur")
    for number in range(1, 13):
        press.note(f"[{number}]", cite(number, language="de"), hang=20)
    return press


def recommendations() -> Press:
    """A list of as many numbered recommendations as there are notes, in front of the notes."""
    press = Press()
    tell(press, range(1, 7), language="de")
    press.heading("Empfehlungen")
    for number in range(1, 7):
        press.note(f"{number}.", f"Der Bund soll den Hafen von {name_place(50 + number)} erneuern.", size=BODY)
    press.heading("Anmerkungen")
    for number in range(1, 7):
        press.note(f"{number}.", cite(number, language="de"), size=BODY)
    return press


def recommendations_only() -> Press:
    """Markers whose notes are lost, and a list of as many recommendations at the end."""
    press = Press()
    tell(press, range(1, 7))
    press.heading("Recommendations")
    for number in range(1, 7):
        press.note(f"{number}.", f"The council should renew the harbour of {name_place(50 + number)}.", size=BODY)
    return press


def small_recommendations() -> Press:
    """The same without a heading of their own, below a sentence, in small type."""
    press = Press()
    tell(press, range(1, 7))
    press.say("The council should do the following:")
    for number in range(1, 7):
        press.note(f"{number}.", f"Renew the harbour of {name_place(50 + number)} by 2030, and pay for it.", size=SMALL)
    return press


def untitled() -> Press:
    """Small paragraphs with raised numbers behind the text, without a heading; the author follows."""
    press = Press()
    tell(press, range(1, 17))
    press.y -= 12
    for number in range(1, 17):
        press.note(f"^{number}^", cite(number), hang=0)
    press.say("Ada Holm is a pilot at the harbour, and has written on dykes before.", size=SMALL, gap=20)
    return press


def untitled_chapters() -> Press:
    """Small paragraphs with plain numbers behind each chapter, without a heading."""
    press = Press()
    for chapter, count in enumerate((5, 7), start=1):
        press.heading(("Die Lage", "Die Folgen")[chapter - 1], size=15)
        tell(press, range(1, count + 1), language="de", first=20 * chapter)
        press.y -= 10
        for number in range(1, count + 1):
            press.note(str(number), cite(number, language="de", first=20 * chapter))
        press.turn_page()
    return press


def both_kinds() -> Press:
    """Signs mean notes at the foot of the page, numbers those at the end."""
    press = Press()
    for number in range(1, 9):
        press.say(f"The warden of {name_place(60 + number)}^*^ was asked first, and he knew nothing of it.")
        tell(press, range(number, number + 1))
        press.say(FILLING["en"])
        press.foot(f"^*^ Letter to {name_place(60 + number)}, in private hands.")
        press.turn_page()
    press.heading("Notes")
    for number in range(1, 9):
        press.note(f"{number}.", cite(number))
    return press


def footnotes_and_points() -> Press:
    """Notes at the foot of each page, and as many points at the end."""
    press = Press()
    for number in range(1, 7):
        tell(press, range(number, number + 1))
        press.say(FILLING["en"])
        press.foot(f"^{number}^ {cite(number)}")
        press.turn_page()
    press.say("These are the points, in short:")
    for number in range(1, 7):
        press.note(f"{number}.", f"The harbour of {name_place(50 + number)} is closed to all ships.", size=SMALL)
    return press


def vancouver() -> Press:
    """Raised numbers that come again, behind years and in pairs, and "References"."""
    press = Press()
    tell(press, range(1, 13))
    press.say(f"This is so in {name_place(3)}^3^ too, as it was in the year 2021 in {name_place(7)}.^7^")
    press.say(f"The mole was built anew in 1987, and in {name_place(11)}^11,12^ as well; it takes 10^6^ stones.")
    press.heading("References")
    for number in range(1, 13):
        press.note(f"{number}.", cite(number))
    return press


def continued() -> Press:
    """Notes of all chapters at the end, numbered through, a heading for each chapter."""
    press = Press()
    press.heading("1. The state", size=15)
    tell(press, range(1, 8))
    press.heading("2. The cost", size=15)
    tell(press, range(8, 17))
    press.heading("Notes", size=15)
    press.heading("1. The state", size=10)
    for number in range(1, 8):
        press.note(f"{number}.", cite(number))
    press.heading("2. The cost", size=10)
    for number in range(8, 17):
        press.note(f"{number}.", cite(number))
    return press


def author_follows() -> Press:
    """Notes as large as the text; behind them a paragraph on the author with nothing but a gap between."""
    press = Press()
    tell(press, range(1, 11), language="de")
    press.heading("Nachweise", size=11)
    for number in range(1, 11):
        press.note(f"{number}", cite(number, language="de"), size=9)
    press.say("Ada Holm ist Lotsin im Hafen. Sie hat schon über Deiche geschrieben.", size=9, gap=16)
    return press


def dates_in_notes() -> Press:
    """A note's line that begins with the day of a month, which is the next note's number."""
    press = Press()
    tell(press, range(1, 16), language="de")
    press.heading("Anmerkungen", size=11)
    for number in range(1, 16):
        more = " Der Rat hatte dem Lotsen in seinem zweiten Brief vom" * 1 + f" {number + 1}. März 1951 geantwortet."
        press.note(f"{number}.", cite(number, language="de") + (more if number in (4, 9, 11) else ""), size=9, hang=0)
    return press


PAPERS: dict[str, tuple[Callable[[], Press], int, int]] = {
    "german": (german, 24, 24),
    "english_points": (english_points, 14, 14),
    "columns": (columns, 20, 20),
    "chapters": (chapters, 17, 17),
    "collected": (collected, 19, 19),
    "collected_by_title": (collected_by_title, 11, 11),
    "collected_unnamed": (collected_unnamed, 11, 0),
    "one_list_for_two": (one_list_for_two, 5, 0),
    "russian": (russian, 12, 12),
    "unicode_digits": (unicode_digits, 14, 14),
    "brackets": (brackets, 12, 18),
    "recommendations": (recommendations, 6, 6),
    "recommendations_only": (recommendations_only, 0, 0),
    "small_recommendations": (small_recommendations, 0, 0),
    "untitled": (untitled, 16, 16),
    "untitled_chapters": (untitled_chapters, 12, 12),
    "both_kinds": (both_kinds, 16, 16),
    "footnotes_and_points": (footnotes_and_points, 6, 6),
    "vancouver": (vancouver, 12, 16),
    "continued": (continued, 16, 16),
    "author_follows": (author_follows, 10, 10),
    "dates_in_notes": (dates_in_notes, 15, 15),
}
"""By name: how it is set, how many notes it has, and how many markers mean one of them."""
