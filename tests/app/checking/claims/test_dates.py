"""Dates: what a statement may leave open, and what it may not change."""

import pytest

from app.checking.claims.dates import find_wrong_dates
from app.checking.claims.records import Ground, Statement

CARRIED = [
    ("de", "Am 14. Juni 2024 trat der Rat zusammen.", "en", "The council met on June 14, 2024."),
    ("de", "Am 14. Juni 2024 trat der Rat zusammen.", "en", "The council met in June 2024."),
    ("de", "Am 14. Juni 2024 trat der Rat zusammen.", "en", "The council met on 14 June."),
    ("de", "Am 14. Juni 2024 trat der Rat zusammen.", "de", "2024 trat der Rat zusammen."),
    ("de", "Der Vertrag vom 3.2.2019 gilt.", "en", "The treaty of 3 February 2019 holds."),
    ("ru", "Договор от 03.02.2019 действует.", "de", "Der Vertrag vom 3. Februar 2019 gilt."),
    ("de", "Die Tagung am 14./15. Dezember 2025 endete.", "en", "The meeting of 14-15 December 2025 ended."),
    ("ru", "Встреча 14–15 декабря 2025 года завершилась.", "de", "Das Treffen am 14./15. Dezember 2025 endete."),
    ("de", "Im dritten Quartal 2022 sank der Umsatz.", "en", "Sales fell in the third quarter of 2022."),
    ("en", "Sales fell in Q3 2022.", "de", "Im 3. Quartal 2022 sank der Umsatz."),
    ("ru", "В III квартале 2022 года выручка упала.", "en", "Sales fell in the third quarter of 2022."),
    ("de", "In den 1990er Jahren war das üblich.", "en", "It was common in the 1990s."),
    ("ru", "В 1990-х годах это было обычно.", "de", "In den 1990er-Jahren war das üblich."),
    ("en", "It was common in the nineties.", "de", "In den neunziger Jahren war das üblich."),
    ("de", "Im 19. Jahrhundert entstand die Werft.", "en", "The yard was built in the nineteenth century."),
    ("ru", "Верфь возникла в XIX веке.", "en", "The yard dates from the 19th century."),
    ("de", "Im Frühjahr 2020 begann es.", "en", "It began in spring 2020."),
    ("ru", "Это началось весной 2020 года.", "de", "Es begann im Frühling 2020."),
    ("de", "Am Montag kam die Antwort.", "en", "The answer came on Monday."),
    ("ru", "Ответ пришёл в понедельник.", "de", "Die Antwort kam am Montag."),
    ("de", "Voriges Jahr stieg der Pegel.", "en", "The level rose last year."),
    ("en", "The level will rise next year.", "de", "Im kommenden Jahr steigt der Pegel."),
    ("de", "Anfang 2014 begann der Bau.", "en", "Building began in early 2014."),
    ("de", "Im November 2014 begann der Bau.", "en", "Building began in late 2014."),
    ("de", "Im Mai begann der Bau.", "en", "Building began in May."),
    ("de", "Der Bau dauerte von 2014 bis 2016.", "en", "Building lasted from 2014 to 2016."),
    ("de", "Die Saison 2019/20 war kurz.", "en", "The season of 2019-20 was short."),
    ("de", "Das Amt darf das.", "en", "The office may do so."),
    ("de", "1.500 Boote fuhren aus.", "en", "1500 boats left."),
    ("en", "It is common today.", "de", "Das ist heute üblich."),
    ("en", "The second half of 2023 was dry.", "de", "Das zweite Halbjahr 2023 war trocken."),
    ("ru", "Это произошло 5 мая.", "de", "Das geschah am 5. Mai."),
    ("de", "Das Stift wurde 1803 aufgehoben; im Jahr darauf zog das Amt ein.", "en", "The office moved in in 1804."),
    ("en", "The inn opened in 1911 and closed two decades later.", "de", "Der Gasthof schloss 1931."),
    ("de", "In der Nacht vom 14. auf den 15. Dezember brannte es.", "en", "It burned in the night of 14-15 December."),
    ("ru", "В 1803-м пристроили колокольню.", "en", "The bell tower was added in 1803."),
    ("de", "An Heiligabend fuhren die Züge.", "en", "The trains ran on Christmas Eve."),
]
WRONG = [
    ("de", "Am 14. Juni 2024 trat der Rat zusammen.", "en", "The council met on June 15, 2024.", "June 15, 2024"),
    ("de", "Am 14. Juni 2024 trat der Rat zusammen.", "en", "The council met on 14 July 2024.", "14 July 2024"),
    ("de", "Am 14. Juni 2024 trat der Rat zusammen.", "en", "The council met on 14 June 2023.", "14 June 2023"),
    ("de", "Am 14. Juni 2024 trat der Rat zusammen.", "de", "Der Rat trat 2025 zusammen.", "2025"),
    ("de", "Der Vertrag vom 3.2.2019 gilt.", "en", "The treaty of 3 March 2019 holds.", "3 March 2019"),
    ("ru", "Договор от 03.02.2019 действует.", "de", "Der Vertrag vom 2. März 2019 gilt.", "2. März 2019"),
    ("de", "Die Tagung am 14./15. Dezember endete.", "en", "The meeting of 15-16 December ended.", "15-16 December"),
    (
        "de",
        "Im dritten Quartal 2022 sank der Umsatz.",
        "en",
        "Sales fell in the second quarter of 2022.",
        "second quarter of 2022",
    ),
    (
        "de",
        "Im dritten Quartal 2022 sank der Umsatz.",
        "en",
        "Sales fell in the third quarter of 2021.",
        "third quarter of 2021",
    ),
    ("de", "In den 1990er Jahren war das üblich.", "en", "It was common in the 1980s.", "1980s"),
    ("ru", "В 1990-х годах это было обычно.", "en", "It was common in the 1970s.", "1970s"),
    ("de", "Im 19. Jahrhundert entstand die Werft.", "en", "The yard was built in the 18th century.", "18th century"),
    ("ru", "Верфь возникла в XIX веке.", "de", "Die Werft entstand im 20. Jahrhundert.", "20. Jahrhundert"),
    ("de", "Im Frühjahr 2020 begann es.", "en", "It began in autumn 2020.", "autumn 2020"),
    ("de", "Am Montag kam die Antwort.", "en", "The answer came on Tuesday.", "Tuesday"),
    ("ru", "Ответ пришёл в понедельник.", "de", "Die Antwort kam am Dienstag.", "Dienstag"),
    ("de", "Voriges Jahr stieg der Pegel.", "en", "The level will rise next year.", "next year"),
    ("de", "Anfang 2014 begann der Bau.", "en", "Building began in late 2014.", "late 2014"),
    ("de", "Mitte Mai begann der Bau.", "de", "Ende Mai begann der Bau.", "Ende Mai"),
    ("de", "Im Mai begann der Bau.", "en", "Building began in March.", "March"),
    ("de", "Der Bau dauerte von 2014 bis 2016.", "en", "Building lasted from 2014 to 2017.", "2017"),
    ("de", "Die Saison 2019/20 war kurz.", "en", "The season of 2018-19 was short.", "2018-19"),
    ("en", "It was yesterday.", "de", "Es war vorgestern.", "vorgestern"),
    ("en", "It was said in 2014 and in June.", "de", "Das geschah im Juli 2014.", "Juli 2014"),
    ("ru", "Это произошло 5 мая.", "de", "Das geschah am 6. Mai.", "6. Mai"),
    ("de", "Das zweite Halbjahr 2023 war trocken.", "en", "The first half of 2023 was dry.", "first half of 2023"),
    ("en", "The meeting is on Friday.", "de", "Das Treffen ist am Samstag.", "Samstag"),
    (
        "de",
        "Das Stift wurde 1803 aufgehoben; 1809 zog das Amt in den Flügel.",
        "de",
        "Das Amt zog 1803 in den Flügel.",
        "1803",
    ),
    ("de", "An Heiligabend fuhren die Züge.", "en", "The trains ran on Easter Sunday.", "Easter Sunday"),
    ("en", "It happened on 2024-06-14.", "de", "Es geschah am 16.04.2024.", "16.04.2024"),
]


@pytest.mark.parametrize(("language", "text", "own", "said"), CARRIED)
def test_carried(language: str, text: str, own: str, said: str) -> None:
    """The same date in another language, order or less exactly is the same."""
    assert () == find_wrong_dates(Statement(said, own), [Ground(text, language)])


@pytest.mark.parametrize(("language", "text", "own", "said", "wrong"), WRONG)
def test_wrong(language: str, text: str, own: str, said: str, wrong: str) -> None:
    """A day, month, year, quarter, decade, season or weekday that is another one is found."""
    problems = find_wrong_dates(Statement(said, own), [Ground(text, language)])
    assert {("date", wrong)} == {(problem.family, problem.said) for problem in problems}


def test_year_from_around() -> None:
    """The day may stand in the text and the year in the heading."""
    ground = Ground("Am 14. Juni trat der Rat zusammen.", "de", context="Protokolle 2024")
    assert () == find_wrong_dates(Statement("The council met on 14 June 2024.", "en"), [ground])
