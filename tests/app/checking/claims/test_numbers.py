"""Numbers: what a statement may take over, and what it may not change."""

import pytest

from app.checking.claims.numbers import find_wrong_numbers
from app.checking.claims.records import Ground, Statement

CARRIED = [
    ("de", "Der Rat beschloss zwölf Auflagen für den Hafen.", "en", "The council set 12 conditions."),
    ("de", "Die EU sagt 210 Mrd. Euro zu.", "en", "The EU pledges €210 billion."),
    ("de", "Die EU sagt 210 Mrd. Euro zu.", "en", "The EU pledges 210 billion euros."),
    ("en", "It cost $1.5 trillion.", "de", "Es kostete 1,5 Billionen Dollar."),
    ("de", "Rund 600.000 Menschen sind gemeint.", "en", "Some 600,000 people are meant."),
    ("de", "Rund 600 Tausend Menschen sind gemeint.", "en", "Some 600k people are meant."),
    ("ru", "Около 600 тыс. человек уехали.", "de", "Rund 600.000 Menschen gingen fort."),
    ("ru", "Бюджет составил 3,2 млрд рублей.", "de", "Der Etat betrug 3,2 Milliarden Rubel."),
    ("ru", "Две трети депутатов согласились.", "en", "Two thirds of the members agreed."),
    ("de", "Zwei Drittel stimmten zu.", "en", "Two-thirds agreed."),
    ("de", "Nötig ist eine Zweidrittelmehrheit.", "en", "A two-thirds majority is needed."),
    ("de", "Der Anteil sank um drei Prozentpunkte.", "en", "The share fell by three percentage points."),
    ("en", "The share rose from 14 to 15%.", "de", "Der Anteil stieg von 14 auf 15 Prozent."),
    ("en", "The share rose from 14% to 15%.", "de", "Der Anteil stieg von 14 auf 15 Prozent."),
    ("de", "Die dritte Lesung folgte im Herbst.", "en", "The third reading followed in autumn."),
    ("de", "Die 3. Lesung folgte.", "en", "The third reading followed."),
    ("ru", "Третье чтение прошло осенью.", "de", "Die dritte Lesung war im Herbst."),
    ("de", "Die Frist beträgt 30 Tage.", "en", "There is a 30-day deadline."),
    ("de", "Es gilt eine dreijährige Frist.", "en", "The period is three years."),
    ("ru", "Установлен трёхлетний срок.", "de", "Die Frist beträgt drei Jahre."),
    ("de", "Es waren einundzwanzig Schiffe.", "en", "There were twenty-one ships."),
    ("ru", "В конвое был двадцать один корабль.", "en", "The convoy had 21 ships."),
    ("de", "Die Zahl wurde halbiert.", "en", "The number was cut by half."),
    ("en", "Output doubled.", "de", "Die Produktion verdoppelte sich."),
    ("de", "Die Strecke misst 120 km.", "en", "The line is 120 kilometres long."),
    ("de", "Der Park liefert 30 MW.", "en", "The farm yields 30 megawatts."),
    ("de", "Beide Seiten schwiegen.", "en", "The two sides kept silent."),
    ("de", "Ein Sprecher sagte, eine Einigung sei fern.", "en", "One could say that no one expects an agreement."),
    ("en", "It takes six to eight weeks.", "de", "Es dauert sechs bis acht Wochen."),
    ("de", "Nach Artikel 5 gilt das.", "en", "That follows from Article 5."),
    ("de", "Das sind 1.250,50 Euro.", "en", "That is 1,250.50 euros."),
    ("de", "Hunderte Menschen kamen.", "en", "Hundreds of people came."),
    ("ru", "Погибли десятки тысяч человек.", "en", "Tens of thousands were killed."),
    ("de", "Zehntausende flohen.", "en", "Tens of thousands fled."),
    ("de", "Es war am 14. Juni 2024.", "en", "It was on June 14, 2024."),
    ("en", "Half a million euros were lost.", "de", "Eine halbe Million Euro ging verloren."),
    ("en", "It lasted three and a half years.", "de", "Es dauerte dreieinhalb Jahre."),
    ("en", "It opens at 2:30 p.m.", "de", "Es öffnet um 14.30 Uhr."),
    ("de", "Er war der zweitgrößte Hafen.", "en", "It was the second-largest port."),
    ("en", "In a class of 24, one in five fell ill.", "de", "Von 24 Schülern erkrankten 20 Prozent."),
    ("de", "Jeder vierte Baum ist krank.", "en", "A quarter of the trees are sick."),
    ("en", "It ran for a quarter of a century.", "de", "Es lief 25 Jahre lang."),
    ("de", "Die Arbeit dauerte anderthalb Jahre.", "en", "The work took eighteen months."),
    ("en", "The loaf weighed a pound and a half.", "en", "The loaf weighed 1.5 pounds."),
    ("de", "Zwei Dutzend Rentner führen Besucher.", "en", "Visitors are guided by 24 pensioners."),
    ("ru", "Пособие составило 18 400 рублей.", "en", "The benefit was 18,400 rubles."),
    ("en", "The ferry must not carry fewer than 30 crew.", "de", "Die Fähre hat mindestens 30 Leute an Bord."),
    ("de", "Die Eiche ist 31 Meter hoch; ihr Nachbar misst 19 Meter.", "en", "The oak's neighbour measures 19 metres."),
    ("ru", "Цена выросла на 5 процентных пунктов.", "en", "The price rose by 5 percentage points."),
]
WRONG = [
    ("de", "Der Rat beschloss zwölf Auflagen.", "en", "The council set 11 conditions.", "11"),
    ("de", "Der Rat beschloss zwölf Auflagen.", "de", "Der Rat beschloss zwanzig Auflagen.", "zwanzig"),
    ("de", "Die EU sagt 210 Mrd. Euro zu.", "en", "The EU pledges $210 billion.", "$210 billion"),
    ("de", "Die EU sagt 210 Mrd. Euro zu.", "en", "The EU pledges 210 million euros.", "210 million euros"),
    ("de", "Es kostete 1,5 Billionen Dollar.", "en", "It cost $1.5 billion.", "$1.5 billion"),
    ("de", "Die Strecke misst 120 km.", "en", "The line is 120 miles long.", "120 miles"),
    ("de", "Der Park liefert 30 MW.", "en", "The farm yields 30 MWh.", "30 MWh"),
    ("de", "Der Anteil sank um drei Prozentpunkte.", "en", "The share fell by three percent.", "three percent"),
    ("de", "Der Anteil sank um drei Prozent.", "en", "It fell by three percentage points.", "three percentage points"),
    ("de", "Zwei Drittel stimmten zu.", "en", "Three quarters agreed.", "Three quarters"),
    ("de", "Zwei Drittel stimmten zu.", "de", "Ein Drittel stimmte zu.", "Ein Drittel"),
    ("de", "Die dritte Lesung folgte.", "en", "The fourth reading followed.", "fourth"),
    ("de", "Die Frist beträgt 30 Tage.", "en", "The deadline is 30 weeks.", "30 weeks"),
    ("de", "Es gilt eine dreijährige Frist.", "en", "The period is three months.", "three months"),
    ("ru", "Около 600 тыс. человек уехали.", "de", "Rund 60.000 Menschen gingen fort.", "60000"),
    ("ru", "Бюджет составил 3,2 млрд рублей.", "de", "Der Etat betrug 3,2 Millionen Rubel.", "3.2 Millionen Rubel"),
    ("ru", "Две трети согласились.", "en", "Two fifths agreed.", "Two fifths"),
    ("de", "Anna kam, Bernd kam, Clara kam.", "de", "Drei Leute kamen.", "Drei"),
    ("de", "Die Zahl wurde halbiert.", "en", "The number doubled.", "doubled"),
    ("en", "It takes six to eight weeks.", "de", "Es dauert sechs bis neun Wochen.", "neun Wochen"),
    ("de", "Nach Artikel 5 gilt das.", "en", "That follows from Article 7.", "7"),
    ("de", "Hunderte Menschen kamen.", "en", "Thousands of people came.", "Thousands"),
    ("de", "Das sind 1.250 Euro.", "en", "That is 1.25 euros.", "1.25 euros"),
    ("de", "Die Quote liegt bei 12,5 %.", "en", "The rate is 12.7%.", "12.7%"),
    ("en", "Three of the seven dams failed.", "de", "Vier der sieben Dämme brachen.", "Vier"),
    ("en", "The plan covers 40 hectares.", "de", "Der Plan umfasst 40 Quadratkilometer.", "40 Quadratkilometer"),
    ("de", "Das Seil trägt 12 Tonnen.", "en", "The rope bears 12 kilograms.", "12 kilograms"),
    ("ru", "Двадцать одна станция закрыта.", "en", "Twenty stations are closed.", "Twenty"),
    ("de", "Die ersten beiden Anläufe scheiterten.", "en", "The first three attempts failed.", "three"),
    (
        "en",
        "The oak is 31 metres high; its neighbour is 19 metres tall.",
        "en",
        "The oak is 19 metres high.",
        "19 metres",
    ),
    ("en", "Up to 900 pupils came.", "de", "Mindestens 900 Schüler kamen.", "900"),
    ("de", "Es kostet 12 Franken.", "en", "It costs 12 euros.", "12 euros"),
]


@pytest.mark.parametrize(("language", "text", "own", "said"), CARRIED)
def test_carried(language: str, text: str, own: str, said: str) -> None:
    """The same amount in another spelling, language or order is the same."""
    assert () == find_wrong_numbers(Statement(said, own), [Ground(text, language)])


@pytest.mark.parametrize(("language", "text", "own", "said", "wrong"), WRONG)
def test_wrong(language: str, text: str, own: str, said: str, wrong: str) -> None:
    """Another value, size or unit is another amount, and so is one the statement works out itself."""
    problems = find_wrong_numbers(Statement(said, own), [Ground(text, language)])
    assert [("number", wrong)] == [(problem.family, problem.said) for problem in problems]


def test_context_carries() -> None:
    """A number may stand in what surrounds the text."""
    ground = Ground("Das Amt wies den Antrag ab.", "de", context="Bericht 47 der Werftaufsicht")
    assert () == find_wrong_numbers(Statement("According to report 47, the request was refused.", "en"), [ground])
