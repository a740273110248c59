"""Right sentences of the kind a language model writes: no check on figures, dates, names or quotations objects."""

import pytest

from app.checking.claims.dates import find_wrong_dates
from app.checking.claims.names import find_wrong_names
from app.checking.claims.numbers import find_wrong_numbers
from app.checking.claims.quotations import find_wrong_quotations
from app.checking.claims.records import Ground, Statement

RIGHT = [
    (
        "de",
        "Die Krim wurde 2014 von Russland annektiert; der Westen reagierte mit Sanktionen.",
        "en",
        "Russia annexed Crimea in 2014, and the West responded with sanctions.",
    ),
    (
        "de",
        "Nach dem Minsker Abkommen vom Februar 2015 sollte der Donbass einen Sonderstatus erhalten.",
        "en",
        "Under the Minsk agreement of February 2015, Donbas was to receive special status.",
    ),
    ("de", "In einer Lübecker Werft entstand das Boot.", "de", "Das Boot entstand in einer Werft in Lübeck."),
    ("ru", "Пожары уничтожили лес в Якутии.", "de", "Brände zerstörten Wald in Jakutien."),
    ("de", "Generalmusikdirektorin Ute Senn trat ab.", "en", "General Music Director Ute Senn stepped down."),
    ("en", "Witnesses may be asked by the judge.", "de", "Zeugen dürfen über den Richter Fragen gestellt werden."),
    ("de", "Es kamen 41.300 Besucher.", "de", "Es kamen 41 300 Besucher."),
    ("de", "Das Abkommen von Minsk II blieb unerfüllt.", "en", "Minsk II was never implemented."),
    ("de", "Die G7 sagten der Ukraine F-16-Kampfjets zu.", "en", "The G7 pledged F-16 fighter jets to Ukraine."),
    ("de", "Artikel 5 des NATO-Vertrags gilt.", "en", "Article 5 of the North Atlantic Treaty applies."),
    ("de", "Bundeskanzler Scholz sprach von einer Zeitenwende.", "en", "Chancellor Scholz spoke of a turning point."),
    (
        "ru",
        "Россия потребовала от НАТО не расширяться на восток.",
        "de",
        "Russland verlangte von der NATO, sich nicht nach Osten auszudehnen.",
    ),
    (
        "ru",
        "Россия потребовала от НАТО не расширяться на восток.",
        "en",
        "Russia demanded that NATO refrain from expanding eastwards.",
    ),
    (
        "ru",
        "По словам Лаврова, США нарушили договор 1987 года.",
        "en",
        "According to Lavrov, the US violated the 1987 treaty.",
    ),
    (
        "ru",
        "По словам Лаврова, США нарушили договор 1987 года.",
        "de",
        "Laut Lawrow haben die Vereinigten Staaten den Vertrag von 1987 verletzt.",
    ),
    (
        "de",
        "Die Europäische Kommission schlug vor, eingefrorenes russisches Vermögen in Höhe von 210 Mrd. Euro zu nutzen.",
        "en",
        "The European Commission proposed using frozen Russian assets worth 210 billion euros.",
    ),
    (
        "en",
        "The Black Sea Fleet left Sevastopol in late 2023.",
        "de",
        "Die Schwarzmeerflotte verließ Sewastopol Ende 2023.",
    ),
    (
        "en",
        "Turkey brokered the grain deal in Istanbul in July 2022.",
        "de",
        "Die Türkei vermittelte im Juli 2022 in Istanbul das Getreideabkommen.",
    ),
    (
        "en",
        "The Kremlin said the talks would resume on Friday.",
        "de",
        "Der Kreml erklärte, die Gespräche würden am Freitag fortgesetzt.",
    ),
    ("en", "The Pentagon put the cost at $61bn.", "de", "Das Pentagon bezifferte die Kosten auf 61 Milliarden Dollar."),
    (
        "en",
        "President Zelensky's decree bans talks with Putin.",
        "de",
        "Präsident Selenskyjs Dekret verbietet Gespräche mit Putin.",
    ),
    ("de", "Der Ökonom Jens Südekum hält das für falsch.", "en", "The economist Jens Südekum considers this wrong."),
    (
        "de",
        "Ungarns Ministerpräsident Viktor Orbán lehnt das ab.",
        "en",
        "Hungarian Prime Minister Viktor Orban rejects this.",
    ),
    (
        "de",
        "Der frühere US-Präsident Donald Trump kündigte das an.",
        "en",
        "Former US President Donald Trump announced this.",
    ),
    ("en", "The Istanbul Communiqué set out ten points.", "de", "Das Istanbuler Kommuniqué umfasste zehn Punkte."),
    (
        "ru",
        "В марте 2022 года в Стамбуле стороны обсуждали нейтралитет Украины.",
        "en",
        "In March 2022 the parties discussed Ukrainian neutrality in Istanbul.",
    ),
    ("ru", "Эрдоган предложил провести встречу в Анкаре.", "de", "Erdoğan bot ein Treffen in Ankara an."),
    ("ru", "Численность армии ограничивалась 85 тысячами человек.", "en", "The army was limited to 85,000 people."),
    ("ru", "Численность армии ограничивалась 85 тысячами человек.", "de", "Die Armee war auf 85.000 Mann begrenzt."),
    (
        "de",
        "Die Truppenobergrenze soll bei 600.000 Soldaten liegen.",
        "en",
        "The troop ceiling is to be 600,000 soldiers.",
    ),
    ("de", "Der 28-Punkte-Plan sieht das vor.", "en", "The 28-point plan provides for this."),
    ("de", "Der Plan umfasst 28 Punkte.", "en", "The 28-point plan covers this."),
    (
        "de",
        "Rund ein Fünftel des ukrainischen Territoriums ist besetzt.",
        "en",
        "About 20 percent of Ukrainian territory is occupied.",
    ),
    ("de", "Nord Stream 2 wurde nie in Betrieb genommen.", "en", "Nord Stream 2 never went into operation."),
    ("de", "Die COVID-19-Pandemie bremste die Wirtschaft.", "en", "The COVID-19 pandemic slowed the economy."),
    ("en", "The OSCE and the IAEA sent observers.", "de", "OSZE und IAEO entsandten Beobachter."),
    ("en", "Berlin and Paris rejected Washington's plan.", "de", "Berlin und Paris lehnten Washingtons Plan ab."),
    (
        "de",
        "Deutschland und Frankreich lehnten den Plan der USA ab.",
        "en",
        "Germany and France rejected the American plan.",
    ),
    ("de", "Die baltischen Staaten und Polen warnten.", "en", "The Baltic states and Poland warned."),
    ("de", "Estland, Lettland und Litauen warnten.", "en", "Estonia, Latvia and Lithuania issued a warning."),
    (
        "en",
        "Sixty-three percent of respondents opposed the plan, up from 57% in 2023.",
        "de",
        "63 Prozent der Befragten lehnten den Plan ab, nach 57 Prozent im Jahr 2023.",
    ),
    ("en", "The truce lasted 48 hours.", "de", "Die Waffenruhe dauerte 48 Stunden."),
    ("de", "Das Internet und das Rote Kreuz wurden genannt.", "en", "The Internet and the Red Cross were mentioned."),
    (
        "de",
        "Der Autor verweist auf das Völkerrecht und die UN-Charta.",
        "en",
        "The author refers to international law and the UN Charter.",
    ),
    ("en", "The author refers to the UN Charter.", "de", "Die Autorin verweist auf die Charta der Vereinten Nationen."),
    ("en", "Chapter VII allows it.", "de", "Kapitel VII lässt das zu."),
    ("en", "Chapter 7 allows it.", "de", "Das siebte Kapitel lässt das zu."),
    (
        "en",
        "It is not binding, Smith argues.",
        "de",
        "Smith zufolge ist das nicht verbindlich; ein Rechtsanspruch bestehe nicht.",
    ),
    (
        "de",
        "Die Ukraine soll auf die Mitgliedschaft verzichten, schreibt Müller-Brandt.",
        "en",
        "Müller-Brandt writes that Ukraine should forgo membership.",
    ),
    ("de", "Im Zweiten Weltkrieg war das anders.", "en", "In the Second World War this was different."),
    ("de", "Im Zweiten Weltkrieg war das anders.", "en", "It was different in World War II."),
    ("de", "Im Ersten Weltkrieg war das anders.", "en", "This was not so in World War I."),
    ("en", "The Cold War ended in 1991.", "de", "Der Kalte Krieg endete 1991."),
    (
        "de",
        "Das Budapester Memorandum von 1994 ist kein Vertrag.",
        "en",
        "The 1994 Budapest Memorandum is not a treaty.",
    ),
    ("de", "Die Charta von Paris trat in Kraft.", "en", "The Charter of Paris entered into force."),
    ("en", "Mr Johnson visited Kyiv in April.", "de", "Johnson besuchte Kiew im April."),
    ("de", "Die Wochenzeitung erscheint seit 1946.", "en", "The weekly has been published since 1946."),
    ("ru", "Глава МИД Китая Ван И посетил Москву.", "en", "Chinese Foreign Minister Wang Yi visited Moscow."),
    (
        "ru",
        "Премьер-министр Великобритании Борис Джонсон прилетел в Киев 9 апреля 2022 года.",
        "de",
        "Der britische Premierminister Boris Johnson flog am 9. April 2022 nach Kiew.",
    ),
    ("ru", "Госдума приняла закон в третьем чтении.", "en", "The State Duma passed the law in its third reading."),
    ("ru", "Совет Федерации одобрил договор.", "de", "Der Föderationsrat billigte den Vertrag."),
    ("ru", "Запорожская АЭС остановлена.", "de", "Das Kernkraftwerk Saporischschja ist abgeschaltet."),
    (
        "ru",
        "В Херсонской и Запорожской областях прошли бои.",
        "en",
        "There was fighting in the Kherson and Zaporizhzhia regions.",
    ),
    ("de", "Zum ersten Mal seit Jahren sank der Preis.", "en", "For the first time in years, the price fell."),
    ("de", "Der Preis sank.", "en", "At first glance, one might think that the price, on the one hand, fell."),
    ("de", "Beide Staaten lehnten ab.", "en", "Neither of the two states agreed; both refused."),
    ("de", "Im 21. Jahrhundert gilt das nicht mehr.", "en", "This no longer holds in the twenty-first century."),
    ("de", "Er schrieb zwei Bücher, eines davon über Polen.", "en", "He wrote two books, one of them on Poland."),
    (
        "en",
        "The second round failed; a third was never held.",
        "de",
        "Die zweite Runde scheiterte, eine dritte gab es nie.",
    ),
    ("de", "Die Zahl hat sich seit 2010 verdreifacht.", "en", "The number has tripled since 2010."),
    ("en", "Exports fell by half.", "de", "Die Ausfuhren gingen um 50 Prozent zurück."),
    ("en", "Exports fell by half.", "de", "Die Ausfuhren haben sich halbiert."),
    ("de", "Das Dorf hat knapp 1.200 Einwohner.", "en", "The village has just under 1,200 inhabitants."),
    ("de", "Etwa ein Dutzend Länder stimmte zu.", "en", "About a dozen countries agreed."),
    ("ru", "Около десяти стран согласились.", "en", "About ten countries agreed."),
    ("ru", "Цена выросла в три раза.", "en", "The price tripled."),
    ("ru", "Цена выросла втрое.", "de", "Der Preis hat sich verdreifacht."),
    ("ru", "Это произошло в начале 2023 года.", "en", "This happened in early 2023."),
    ("ru", "Это произошло в конце марта.", "de", "Das geschah Ende März."),
    ("ru", "В середине 1990-х годов экономика рухнула.", "en", "The economy collapsed in the mid-1990s."),
    ("de", "In den späten 1980er-Jahren begann der Wandel.", "en", "Change began in the late 1980s."),
    ("de", "Von Mai bis September 2021 fehlte Wasser.", "en", "Water was scarce from May to September 2021."),
    ("de", "Am 1. und 2. Mai wurde gestreikt.", "en", "There were strikes on 1 and 2 May."),
    (
        "en",
        "The law of 1 September 1977 applies until 31 December.",
        "de",
        "Das Gesetz vom 1. September 1977 gilt bis zum 31. Dezember.",
    ),
    ("en", "The report (2019, p. 12)says so.", "de", "Im Bericht von 2019 steht das auf Seite 12."),
    ("de", "§ 12 Abs. 3 verbietet das.", "en", "Section 12(3)prohibits this."),
    ("de", "Die Temperatur stieg um 1,5 Grad Celsius.", "en", "Temperatures rose by 1.5 °C."),
    ("de", "Der Zug fährt 200 km/h.", "en", "The train runs at 200 kilometres per hour."),
    ("en", "It weighs 3.5 tonnes.", "de", "Es wiegt 3,5 Tonnen."),
    ("de", "Die Anlage liefert 1,2 GWh im Jahr.", "en", "The plant yields 1.2 gigawatt-hours a year."),
    ("de", "Der Park liefert 1.200 MWh.", "en", "The farm yields 1,200 megawatt hours."),
    ("en", "They paid $300-350 million.", "de", "Sie zahlten 300 bis 350 Millionen Dollar."),
    (
        "en",
        "They paid between 300 and 350 million dollars.",
        "de",
        "Gezahlt wurden zwischen 300 und 350 Mio. US-Dollar.",
    ),
    ("ru", "Заплатили от 300 до 350 млн долларов.", "de", "Gezahlt wurden 300 bis 350 Millionen Dollar."),
    ("ru", "Около 12,5 тыс. тонн зерна.", "en", "About 12,500 tonnes of grain."),
    ("de", "Die Mehrheit von 312 zu 280 Stimmen reichte.", "en", "A majority of 312 to 280 votes sufficed."),
    ("en", "Sixty per cent, or 1,200 people, agreed.", "de", "60 % (1.200 Personen)stimmten zu."),
    ("de", "Um 14.30 Uhr begann die Sitzung.", "en", "The session began at 2:30 pm."),
    ("de", "Heute ist die Werft geschlossen.", "en", "Today the yard is closed."),
    ("de", "Im vergangenen Jahr wurde die Werft geschlossen.", "en", "The yard was closed last year."),
    ("de", "Diesen Sommer wurde die Werft geschlossen.", "en", "The yard was closed this summer."),
    ("de", "Am Dienstagabend brannte die Werft.", "en", "The yard burned on Tuesday evening."),
    ("en", "The strike began on the 14th of May.", "de", "Der Streik begann am 14. Mai."),
    ("de", "Der 40-jährige Kapitän schwieg.", "en", "The 40-year-old captain was silent."),
    ("de", "Der vierzigjährige Kapitän schwieg.", "en", "The captain, aged 40, was silent."),
    ("en", "Chapter Three describes the dam.", "de", "Kapitel 3 beschreibt den Damm."),
    ("de", "Die Hälfte der 24 Boote blieb im Hafen.", "en", "Half of the 24 boats stayed in port."),
    ("de", "Mehr als drei Viertel lehnten ab.", "en", "More than three-quarters refused."),
    (
        "en",
        "Unemployment stands at 7%, two points above last year.",
        "de",
        "Die Arbeitslosigkeit liegt bei 7 Prozent, zwei Punkte über dem Vorjahr.",
    ),
    ("de", "Die Inflation lag bei 0,5 Prozent.", "en", "Inflation was half a percent."),
    ("de", "Eine Million Menschen flohen.", "en", "One million people fled."),
    ("de", "Eine Million Menschen flohen.", "en", "A million people fled."),
    ("ru", "Миллион человек бежали.", "de", "Eine Million Menschen floh."),
    ("ru", "Сто пятьдесят тысяч человек бежали.", "de", "150.000 Menschen flohen."),
    ("ru", "Два с половиной миллиона человек бежали.", "de", "2,5 Millionen Menschen flohen."),
    ("de", "Zweieinhalb Millionen Menschen flohen.", "en", "Two and a half million people fled."),
    ("en", "Some 2.5 million fled.", "de", "Rund zweieinhalb Millionen flohen."),
    ("de", "Der Bau kostete 1,25 Mio. €.", "en", "Construction cost €1.25m."),
    ("de", "Tausende demonstrierten in Hamburg.", "en", "Thousands demonstrated in Hamburg."),
    ("ru", "Тысячи людей вышли на улицы Минска.", "de", "Tausende gingen in Minsk auf die Straße."),
    ("de", "Der Deich ist 2 m hoch und 30 cm breit.", "en", "The dike is two metres high and 30 centimetres wide."),
    ("en", "World War II ended in 1945.", "de", "Der Zweite Weltkrieg endete 1945."),
    ("de", "Punkt 7 regelt das.", "en", "The seventh point deals with this."),
    ("de", "Der Vertrag läuft zehn Jahre.", "en", "The contract runs for a decade."),
]


@pytest.mark.parametrize(("language", "text", "own", "said"), RIGHT)
def test_right(language: str, text: str, own: str, said: str) -> None:
    """What the evidence carries in other words, another language or another order is let through."""
    statement, grounds = Statement(said, own), [Ground(text, language)]
    checks = (find_wrong_numbers, find_wrong_dates, find_wrong_names, find_wrong_quotations)
    assert [] == [problem for check in checks for problem in check(statement, grounds)]


@pytest.mark.parametrize(
    ("language", "text"),
    [row[:2] for row in RIGHT if row[0] != "ru"] + [row[2:] for row in RIGHT],
)
def test_repeated_word_for_word(language: str, text: str) -> None:
    """A sentence carries itself."""
    statement, grounds = Statement(text, language), [Ground(text, language)]
    checks = (find_wrong_numbers, find_wrong_dates, find_wrong_names, find_wrong_quotations)
    assert [] == [problem for check in checks for problem in check(statement, grounds)]


def test_one_clause_of_many() -> None:
    """What a statement tells beside a figure may come from another clause; the figure is bound to its own."""
    text = "The hall is 31 metres high and has a choir of oak; its neighbour is 19 metres high, though nobody uses it."
    said = "The hall has a choir of oak, while its neighbour, which nobody uses, is 19 metres high."
    assert () == find_wrong_numbers(Statement(said, "en"), [Ground(text, "en")])
