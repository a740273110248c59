"""More and less, before and after, by and to: turned round against the grounds."""

from __future__ import annotations

import pytest

from app.checking.claims.direction import find_wrong_direction
from app.checking.claims.records import Ground, Statement

WRONG: list[tuple[str, str, str, str]] = [
    (
        "de",
        "Die Mieten sind um zehn Prozent gefallen.",
        "de",
        "Die Mieten sind in fünf Jahren um zehn Prozent gestiegen.",
    ),
    ("en", "Output rose to 40 tonnes.", "de", "Die Produktion stieg um 40 Tonnen."),
    ("en", "At most 200 people live in the village.", "de", "In dem Dorf leben mindestens 200 Menschen."),
    ("de", "Die Kirche wurde vor dem Krieg gebaut.", "en", "The church was built after the war."),
    ("en", "Exports grew in 2019.", "ru", "В 2019 году экспорт сократился."),
    ("de", "Der Fluss ist länger als der Kanal.", "ru", "Река короче канала."),
    ("en", "The mine lies west of the town.", "ru", "Шахта находится к востоку от города."),
    ("de", "Weizen ist teurer als Roggen.", "de", "Roggen ist teurer als Weizen."),
    ("en", "The office is open until 1 May.", "de", "Das Büro ist ab dem 1. Mai geöffnet."),
    ("en", "The price dropped to 12 euros.", "ru", "Цена снизилась на 12 евро."),
    ("de", "Mehr als 50 Häuser wurden zerstört.", "en", "Fewer than 50 houses were destroyed."),
    ("en", "She was the last woman on the council.", "de", "Sie war die erste Frau im Rat."),
    ("en", "Fewer tourists came than the year before.", "de", "Es kamen mehr Touristen als im Jahr davor."),
    ("de", "Die Temperatur sank von 8 auf 12 Grad.", "en", "The temperature rose from 8 to 12 degrees within an hour."),
    ("en", "The tax was raised by two per cent.", "ru", "Налог повысили до двух процентов."),
    ("de", "Der Weg führt vom Kloster zum Dorf hinauf.", "de", "Vom Dorf führt ein Weg zum Kloster hinauf."),
    ("en", "The clinic moved from Riga to Vilnius.", "ru", "Клиника переехала из Вильнюса в Ригу."),
    ("de", "Die Hütte liegt oberhalb von 2000 Metern.", "en", "The hut lies below 2000 metres, on the southern flank."),
    ("de", "Bis 1950 wurde dort Kohle gefördert.", "de", "Seit 1950 wird dort Kohle gefördert."),
    ("en", "The older manuscript is in Paris.", "de", "Die jüngere Handschrift liegt in Paris, die ältere in Rom."),
    ("de", "Die Firma senkte die Preise zweimal.", "en", "The company raised its prices twice that year."),
    ("en", "The north tower is higher than the south tower.", "de", "Der Südturm ist höher als der Nordturm."),
    ("en", "The treaty was signed before the election.", "ru", "Договор подписали после выборов."),
    ("de", "Der Anteil ging auf 12 Prozent zurück.", "de", "Der Anteil ging um 12 Prozent zurück."),
    (
        "de",
        "Weniger als die Hälfte der Wähler stimmte ab.",
        "en",
        "More than half of the voters took part in the ballot.",
    ),
    ("en", "The eastern bank is steeper.", "ru", "Западный берег круче."),
    ("de", "Der Ofen darf höchstens 200 Grad heiß sein.", "en", "The oven must be at least 200 degrees hot."),
    ("en", "The population grew by a third.", "ru", "Население сократилось на треть."),
]
RIGHT: list[tuple[str, str, str, str]] = [
    (
        "de",
        "Die Mieten erhöhten sich um zehn Prozent.",
        "de",
        "Die Mieten sind in fünf Jahren um zehn Prozent gestiegen.",
    ),
    ("en", "Output rose by 40 tonnes.", "de", "Die Produktion stieg um 40 Tonnen."),
    ("en", "No fewer than 200 people live in the village.", "de", "In dem Dorf leben mindestens 200 Menschen."),
    ("de", "Die Kirche wurde nach dem Krieg gebaut.", "en", "The church was built after the war."),
    ("en", "Exports fell in 2019.", "ru", "В 2019 году экспорт сократился."),
    ("de", "Der Kanal ist länger als der Fluss.", "ru", "Река короче канала."),
    ("en", "The mine lies east of the town.", "ru", "Шахта находится к востоку от города."),
    ("en", "The price dropped by 12 euros.", "ru", "Цена снизилась на 12 евро."),
    ("de", "Höchstens 50 Häuser wurden zerstört.", "en", "No more than 50 houses were destroyed."),
    ("de", "Nach der Messe gingen alle ins Gasthaus.", "de", "Alle gingen nach der Messe ins Gasthaus."),
    ("en", "More tourists came than the year before.", "de", "Es kamen mehr Touristen als im Jahr davor."),
    (
        "de",
        "Binnen einer Stunde kletterte die Temperatur von 8 auf 12 Grad.",
        "en",
        "The temperature rose from 8 to 12 degrees within an hour.",
    ),
    ("en", "The tax was raised to two per cent.", "ru", "Налог повысили до двух процентов."),
    ("en", "The clinic moved from Vilnius to Riga.", "ru", "Клиника переехала из Вильнюса в Ригу."),
    ("en", "Coal has been mined there since 1950.", "de", "Seit 1950 wird dort Kohle gefördert."),
    ("en", "The younger manuscript is in Paris.", "de", "Die jüngere Handschrift liegt in Paris, die ältere in Rom."),
    (
        "de",
        "Zweimal in dem Jahr erhöhte die Firma ihre Preise.",
        "en",
        "The company raised its prices twice that year.",
    ),
    ("en", "The south tower is higher than the north tower.", "de", "Der Südturm ist höher als der Nordturm."),
    ("en", "The treaty was signed after the election.", "ru", "Договор подписали после выборов."),
    ("de", "Mehr als die Hälfte der Wähler stimmte ab.", "en", "More than half of the voters took part in the ballot."),
    ("de", "Der Ofen muss mindestens 200 Grad heiß sein.", "en", "The oven must be at least 200 degrees hot."),
    ("en", "Exports exceeded imports.", "de", "Die Ausfuhren überstiegen die Einfuhren."),
    ("en", "The population shrank by a third.", "ru", "Население сократилось на треть."),
]


@pytest.mark.parametrize(("language", "text", "ground_language", "ground"), WRONG)
def test_wrong(language: str, text: str, ground_language: str, ground: str) -> None:
    """A statement may not turn a scale, a movement, an order or a bound round."""
    problems = find_wrong_direction(Statement(text, language), [Ground(ground, ground_language)])
    assert ["direction"] == [problem.family for problem in problems][:1]


@pytest.mark.parametrize(("language", "text", "ground_language", "ground"), RIGHT)
def test_right(language: str, text: str, ground_language: str, ground: str) -> None:
    """Converse comparisons and other words for the same movement are no error."""
    assert () == find_wrong_direction(Statement(text, language), [Ground(ground, ground_language)])
