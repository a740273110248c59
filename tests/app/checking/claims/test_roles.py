"""Who does what to whom, against the grounds."""

from __future__ import annotations

import pytest

from app.checking.claims.records import Ground, Statement
from app.checking.claims.roles import find_wrong_roles

WRONG: list[tuple[str, str, str, str]] = [
    ("de", "Der Müller verklagte den Bäcker.", "de", "Den Müller verklagte der Bäcker wegen des Mehls."),
    ("en", "The baker was sued by the miller.", "de", "Der Bäcker verklagte den Müller wegen des Mehls."),
    ("de", "Die Stadt verkaufte dem Investor das Grundstück.", "en", "The town bought the plot from the investor."),
    ("en", "The town sold the plot to the investor.", "en", "The town bought the plot from the investor."),
    ("en", "The minister criticised the governor.", "ru", "Министра раскритиковал губернатор."),
    ("de", "Der Arzt bedrohte den Patienten.", "en", "The doctor was threatened by a patient."),
    ("en", "Smith beat Jones in the final.", "de", "Jones schlug Smith im Finale."),
    ("de", "Die Schülerin half der Lehrerin.", "ru", "Учительница помогла ученице с переводом."),
    ("en", "The museum gave the archive the letters.", "de", "Das Archiv überließ dem Museum die Briefe."),
    ("en", "The students taught the professor.", "ru", "Профессор обучал студентов."),
    (
        "de",
        "Der Verlag verklagte die Autorin, weil sie das Manuskript zu spät lieferte.",
        "en",
        "The author sued the publisher because it had printed the manuscript without her consent.",
    ),
    (
        "de",
        "Kuhn wurde von Adler besiegt, der danach zurücktrat.",
        "de",
        "Adler wurde im Halbfinale von Kuhn besiegt und trat danach zurück.",
    ),
    ("en", "The bank lent the state two billion euros.", "de", "Der Staat lieh der Bank zwei Milliarden Euro."),
    ("en", "The poet admired the painter.", "de", "Den Dichter bewunderte der Maler."),
    ("en", "The king was betrayed by the general.", "ru", "Король предал генерала."),
    ("de", "Der Sohn übergab dem Vater den Hof.", "en", "The father handed the farm over to his son."),
    ("de", "Die Bank schuldet der Stadt Geld.", "en", "The city owes the bank money."),
    ("en", "The wolves were chased by the dogs.", "de", "Die Hunde wurden von den Wölfen gejagt."),
    ("en", "The pupils criticised the teachers.", "ru", "Учителя раскритиковали учеников."),
]
RIGHT: list[tuple[str, str, str, str]] = [
    ("de", "Der Bäcker verklagte den Müller.", "de", "Den Müller verklagte der Bäcker wegen des Mehls."),
    ("en", "The miller was sued by the baker.", "de", "Der Bäcker verklagte den Müller wegen des Mehls."),
    ("de", "Die Stadt kaufte dem Investor das Grundstück ab.", "en", "The town bought the plot from the investor."),
    ("en", "The investor sold the plot to the town.", "en", "The town bought the plot from the investor."),
    ("en", "The governor criticised the minister.", "ru", "Министра раскритиковал губернатор."),
    ("de", "Der Arzt wurde von einem Patienten bedroht.", "en", "The doctor was threatened by a patient."),
    ("en", "Smith lost to Jones in the final.", "de", "Jones schlug Smith im Finale."),
    ("en", "The museum received the letters from the archive.", "de", "Das Archiv überließ dem Museum die Briefe."),
    (
        "de",
        "Der Hund jagte die Katze durch den Garten.",
        "en",
        "The dog, which was old, chased the cat through the garden.",
    ),
    (
        "de",
        "Die Brücke wurde vom Ingenieur Braun entworfen und von der Firma Lenz gebaut.",
        "de",
        "Ingenieur Braun entwarf die Brücke, die Firma Lenz baute sie.",
    ),
    (
        "de",
        "Die Autorin verklagte den Verlag, der das Manuskript ohne ihre Zustimmung gedruckt hatte.",
        "en",
        "The author sued the publisher because it had printed the manuscript without her consent.",
    ),
    ("en", "Iceland supplied Norway with timber.", "ru", "Исландия поставляла Норвегии древесину."),
    (
        "de",
        "Kuhn besiegte im Halbfinale Adler.",
        "de",
        "Adler wurde im Halbfinale von Kuhn besiegt und trat danach zurück.",
    ),
    ("en", "The state lent the bank two billion euros.", "de", "Der Staat lieh der Bank zwei Milliarden Euro."),
    (
        "en",
        "The bank borrowed two billion euros from the state.",
        "de",
        "Der Staat lieh der Bank zwei Milliarden Euro.",
    ),
    (
        "de",
        "Die Polizei nahm den Fahrer fest, den ein Nachbar erkannt hatte.",
        "en",
        "The driver, whom a neighbour had recognised, was arrested by the police.",
    ),
    (
        "de",
        "Die Leiterin des Museums empfing die Delegation aus Kasan.",
        "ru",
        "Делегацию из Казани приняла директор музея.",
    ),
    ("en", "The painter admired the poet.", "de", "Den Dichter bewunderte der Maler."),
    ("en", "The king betrayed the general.", "ru", "Король предал генерала."),
    ("de", "Der Vater übergab dem Sohn den Hof.", "en", "The father handed the farm over to his son."),
    ("de", "Der Sohn bekam den Hof vom Vater.", "en", "The father handed the farm over to his son."),
    ("en", "The wolves chased the dogs.", "de", "Die Hunde wurden von den Wölfen gejagt."),
    ("de", "Als Trainer wurde Peters von Krause ersetzt.", "de", "Krause ersetzte Peters als Trainer."),
    ("en", "The teachers criticised the pupils.", "ru", "Учителя раскритиковали учеников."),
    ("de", "Schweden griff Russland an.", "ru", "Швеция напала на Россию."),
]


@pytest.mark.parametrize(("language", "text", "ground_language", "ground"), WRONG)
def test_wrong(language: str, text: str, ground_language: str, ground: str) -> None:
    """A statement may not exchange who does something and to whom it is done."""
    problems = find_wrong_roles(Statement(text, language), [Ground(ground, ground_language)])
    assert ["role"] == [problem.family for problem in problems][:1]


@pytest.mark.parametrize(("language", "text", "ground_language", "ground"), RIGHT)
def test_right(language: str, text: str, ground_language: str, ground: str) -> None:
    """Active and passive, and verbs that tell it from the other side, are no error."""
    assert () == find_wrong_roles(Statement(text, language), [Ground(ground, ground_language)])
