"""Names: through languages, alphabets, cases and abbreviations, and no further."""

import pytest

from app.checking.claims.names import find_wrong_names
from app.checking.claims.records import Ground, Statement

CARRIED = [
    ("ru", "Путин встретился с Лавровым.", "en", "Putin met Lavrov."),
    ("ru", "Президент поблагодарил Зеленского.", "de", "Der Präsident dankte Selenskyj."),
    ("de", "Selenskyj reiste ab.", "en", "Zelensky left."),
    ("ru", "Хрущёв уехал.", "de", "Chruschtschow reiste ab."),
    ("ru", "Байден говорил с Шольцем и Макроном.", "en", "Biden talked to Scholz and Macron."),
    ("ru", "Джонсон и Лукашенко молчали.", "en", "Johnson and Lukashenko were silent."),
    ("de", "Deutschland und die Slowakei unterschrieben.", "en", "Germany and Slovakia signed."),
    ("ru", "Германия и Словакия подписали договор.", "de", "Deutschland und die Slowakei unterschrieben."),
    ("ru", "Россия направила ноту Ирану.", "en", "Russia sent a note to Iran."),
    ("de", "Die russische Regierung protestierte.", "en", "The Russian government protested."),
    ("de", "Russland protestierte.", "en", "The Russian government protested."),
    ("en", "The Ukrainians refused.", "de", "Die Ukraine lehnte ab."),
    ("de", "Die EU und die NATO berieten.", "en", "The European Union and NATO conferred."),
    ("ru", "ЕС и НАТО провели встречу.", "de", "EU und NATO trafen sich."),
    ("de", "Die Vereinten Nationen mahnten.", "en", "The UN warned."),
    ("ru", "ООН призвала к миру.", "de", "Die Vereinten Nationen riefen zum Frieden auf."),
    ("de", "Das Bundesverfassungsgericht entschied.", "de", "Das BVerfG entschied."),
    ("de", "Die Alternative für Deutschland stimmte zu.", "de", "Die AfD stimmte zu."),
    ("de", "Moskau lehnte ab.", "en", "Russia refused."),
    ("de", "In Köln und Genf wurde verhandelt.", "en", "Talks were held in Cologne and Geneva."),
    ("ru", "Встреча прошла в Москве и Киеве.", "de", "Das Treffen war in Moskau und Kiew."),
    ("de", "Außenminister Lawrow sagte ab.", "en", "Foreign Minister Lavrov cancelled."),
    ("ru", "Министр иностранных дел Лавров отказался.", "de", "Außenminister Lawrow lehnte ab."),
    ("de", "Anna Petersens Bericht liegt vor.", "en", "Anna Petersen's report is out."),
    ("de", "Die Hafenbehörde Norddorf prüft.", "en", "The Norddorf Harbour Authority is checking."),
    ("de", "Der Bundestag stimmte zu.", "en", "The Bundestag agreed."),
    ("de", "Die Regierung plant Kürzungen.", "de", "Nach dem Plan der Regierung drohen Einschnitte bei Zuschüssen."),
    ("de", "Die Verhandlungen stocken.", "de", "Die Gespräche und der Verhandlungsprozess kommen nicht voran."),
    ("en", "Officials fear delays.", "de", "Die Beamten befürchten Verzögerungen im Genehmigungsverfahren."),
    ("en", "Talks failed.", "de", "Das Scheitern der Verhandlungen lässt Fragen nach dem Framing offen."),
    ("de", "Der Minister sprach am Montag im Juni.", "en", "The Minister spoke on Monday in June."),
    ("de", "Die Sowjetunion zerfiel.", "en", "The Soviet Union collapsed."),
    ("de", "Der IWF mahnt.", "en", "The IMF warns."),
    ("de", "Der Ukrainekrieg dauert an.", "en", "The war in Ukraine goes on."),
    ("ru", "Собор расписывал Казимир Войцеховский.", "en", "Kazimierz Wojciechowski painted the cathedral."),
    ("de", "Die Ruhrstädte sind verschuldet.", "en", "The Ruhr cities are in debt."),
    (
        "en",
        "Mary Buchan led the walkout; her sister Jean stayed.",
        "en",
        "While Jean stayed, Mary Buchan led the walkout.",
    ),
    ("en", "The Crimean bridge was closed.", "de", "Die Brücke zur Krim wurde gesperrt."),
]
WRONG = [
    ("de", "Ministerin Brauer sagte ab.", "de", "Ministerin Bauer sagte ab.", "Bauer"),
    ("de", "Frau Brauer sagte ab.", "en", "Ms Bauer cancelled.", "Bauer"),
    ("de", "Die Slowakei unterschrieb.", "en", "Slovenia signed.", "Slovenia"),
    ("de", "Die Slowakei unterschrieb.", "de", "Slowenien unterschrieb.", "Slowenien"),
    ("de", "Der Iran lehnte ab.", "de", "Der Irak lehnte ab.", "Irak"),
    ("ru", "Иран отказался.", "en", "Iraq refused.", "Iraq"),
    ("ru", "Путин уехал.", "en", "Medvedev left.", "Medvedev"),
    ("ru", "Президент поблагодарил Зеленского.", "de", "Der Präsident dankte Poroschenko.", "Poroschenko"),
    ("de", "Die russische Regierung protestierte.", "en", "The Ukrainian government protested.", "Ukrainian"),
    ("de", "Die russische Regierung protestierte.", "de", "Die polnische Regierung protestierte.", "polnische"),
    ("de", "Die EU beriet.", "en", "NATO conferred.", "NATO"),
    ("de", "Die OSZE mahnte.", "en", "The UN warned.", "UN"),
    ("de", "In Köln wurde verhandelt.", "en", "Talks were held in Bonn.", "Bonn"),
    ("de", "In Köln wurde verhandelt.", "en", "Talks were held in Geneva.", "Geneva"),
    ("de", "Der Bundestag stimmte zu.", "de", "Der Bundesrat stimmte zu.", "Bundesrat"),
    ("de", "Der Außenminister sagte ab.", "en", "The Defence Minister cancelled.", "Defence Minister"),
    ("de", "Der Sicherheitsrat tagte.", "en", "The General Assembly met.", "General Assembly"),
    ("ru", "Министр обороны отказался.", "de", "Der Außenminister lehnte ab.", "Außenminister"),
    ("de", "Der Kanzler sprach.", "en", "The President spoke.", "President"),
    ("de", "Die CDU stimmte zu.", "de", "Die CSU stimmte zu.", "CSU"),
    ("de", "Anna Petersen schrieb das.", "en", "Anja Petersen wrote this.", "Anja"),
    ("de", "Herr Meier schrieb das.", "de", "Herr Maier schrieb das.", "Maier"),
    ("de", "Das Amt prüft.", "en", "The Norddorf office is checking.", "Norddorf"),
    ("de", "Frau Koch schrieb das.", "de", "Selenskyj schrieb das.", "Selenskyj"),
    ("en", "Baker refused.", "en", "Barker refused.", "Barker"),
    ("en", "Austria agreed.", "de", "Australien stimmte zu.", "Australien"),
    ("de", "Niger beschwerte sich.", "en", "Nigeria complained.", "Nigeria"),
    (
        "de",
        "Den Vertrieb übernahm Neuenrade, während die Reifung in Altenrode blieb.",
        "de",
        "Die Reifung ist in Neuenrade.",
        "Neuenrade",
    ),
    (
        "en",
        "Dr Carrow brought in paid work, which Dr Mallory abolished.",
        "en",
        "Dr Mallory brought in paid work.",
        "Mallory",
    ),
    (
        "de",
        "Landtagspräsidentin Marlies Grote sprach.",
        "de",
        "Ministerpräsidentin Marlies Grote sprach.",
        "Ministerpräsidentin",
    ),
    ("en", "The Athletics Federation appealed.", "en", "An appeal was lodged by the Aquatics Federation.", "Aquatics"),
    ("de", "Das Verwaltungsgericht wies ab.", "en", "The Constitutional Court dismissed it.", "Constitutional Court"),
]


@pytest.mark.parametrize(("language", "text", "own", "said"), CARRIED)
def test_carried(language: str, text: str, own: str, said: str) -> None:
    """A name may be told in another language, alphabet, case or length; common nouns are no names."""
    assert () == find_wrong_names(Statement(said, own), [Ground(text, language)])


@pytest.mark.parametrize(("language", "text", "own", "said", "wrong"), WRONG)
def test_wrong(language: str, text: str, own: str, said: str, wrong: str) -> None:
    """Another name is found, and above all one that is nearly the same."""
    problems = find_wrong_names(Statement(said, own), [Ground(text, language)])
    assert [("name", wrong)] == [(problem.family, problem.said) for problem in problems]


def test_speaker_author_and_context() -> None:
    """Who speaks, who wrote and what stands around may be named."""
    ground = Ground(
        "Das genügt nicht.", "de", speaker="Sergej Lawrow", author="Anna Petersen", context="Werftbericht Norddorf"
    )
    said = "In Petersen's report on Norddorf, Lavrov says that this is not enough."
    assert () == find_wrong_names(Statement(said, "en"), [ground])


def test_aliases() -> None:
    """What is declared to be one name is one."""
    ground, aliases = Ground("Die Kaiburg fährt wieder.", "de"), [frozenset(("Kaiburg", "Quayburgh"))]
    assert 1 == len(find_wrong_names(Statement("The Quayburgh sails again.", "en"), [ground]))
    assert () == find_wrong_names(Statement("The Quayburgh sails again.", "en"), [ground], aliases)
