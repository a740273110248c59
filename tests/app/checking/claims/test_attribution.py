"""Whose words a statement gives, against its grounds."""

from __future__ import annotations

import pytest

from app.checking.claims.attribution import find_wrong_attribution
from app.checking.claims.records import Ground, Statement

WRONG: list[tuple[str, str, str, str, dict[str, str]]] = [
    (
        "de",
        "Die Brücke ist einsturzgefährdet.",
        "de",
        "Die Brücke ist einsturzgefährdet.",
        {"speaker": "Ingenieurin Paula Renz", "attribution": "quoted", "author": "Jan Voss"},
    ),
    (
        "de",
        "Laut Jan Voss ist die Brücke einsturzgefährdet.",
        "de",
        "Die Brücke ist einsturzgefährdet.",
        {"speaker": "Ingenieurin Paula Renz", "attribution": "quoted", "author": "Jan Voss"},
    ),
    (
        "en",
        "The dam was badly built.",
        "de",
        "Der Damm sei schlecht gebaut, sagte Gutachter Holt.",
        {"author": "Jan Voss"},
    ),
    (
        "en",
        "Mayor Brand said the dam was badly built.",
        "de",
        "Der Damm sei schlecht gebaut, sagte Gutachter Holt. Bürgermeister Brand äußerte sich nicht.",
        {"author": "Jan Voss"},
    ),
    (
        "en",
        "According to the mayor, the factory closed in 1990.",
        "de",
        "Die Fabrik schloss 1990.",
        {"author": "Jan Voss"},
    ),
    ("de", "In dem Haus hat ein Spion gewohnt.", "ru", "В доме якобы жил шпион.", {"author": "Иван Котов"}),
    (
        "en",
        "Kotov reported that the harvest was poor.",
        "ru",
        "Урожай был плохой, сообщил председатель Лунин.",
        {"author": "Иван Котов"},
    ),
    (
        "de",
        "Die Zahlen sind gefälscht.",
        "en",
        "According to the ministry, the figures are forged.",
        {"author": "Ann Reed"},
    ),
    (
        "de",
        "Das Schiff liegt im Hafen.",
        "en",
        "The ship is in the harbour.",
        {"speaker": "unnamed", "attribution": "reported", "author": "Ann Reed"},
    ),
    (
        "en",
        "The opposition wants to abolish the tax altogether.",
        "en",
        "In short, the opposition wants no tax at all.",
        {"speaker": "author", "attribution": "summed_up", "author": "Ann Reed", "about": "the opposition"},
    ),
    (
        "de",
        "Der Hafenmeister meint, der Kai müsse saniert werden.",
        "de",
        "Der Kai muss meines Erachtens saniert werden. Der Hafenmeister verweist auf die knappen Kassen.",
        {"author": "Ute Sommer"},
    ),
    (
        "de",
        "Sommer beklagt, das Wasser sei verschmutzt.",
        "de",
        "„Das Wasser ist verschmutzt“, klagt der Fischer Olaf Brehm.",
        {"author": "Ute Sommer"},
    ),
    (
        "de",
        "Das Wasser ist verschmutzt.",
        "de",
        "„Das Wasser ist verschmutzt“, klagt der Fischer Olaf Brehm.",
        {"author": "Ute Sommer"},
    ),
    ("en", "The vaccine is unsafe.", "en", "Critics allege that the vaccine is unsafe.", {"author": "Ann Reed"}),
    (
        "en",
        "The institute warned that the ice was melting.",
        "ru",
        "По словам гляциолога Орлова, лёд тает. Институт от комментариев отказался.",
        {"author": "Иван Котов"},
    ),
    (
        "en",
        "The ice is melting.",
        "ru",
        "По словам гляциолога Орлова, лёд тает. Институт от комментариев отказался.",
        {"author": "Иван Котов"},
    ),
    (
        "de",
        "Der Schädling stammt aus Asien.",
        "en",
        "The pest came from Asia, says the forester Paul Lind.",
        {"author": "Ann Reed"},
    ),
    (
        "de",
        "Reed sagt, der Schädling stamme aus Asien.",
        "en",
        "The pest came from Asia, says the forester Paul Lind.",
        {"author": "Ann Reed"},
    ),
    ("en", "The reform failed.", "ru", "Реформа провалилась, считает экономист Зуев.", {"author": "Иван Котов"}),
    (
        "de",
        "Der Kapitän war betrunken.",
        "ru",
        "Капитан был пьян.",
        {"speaker": "матрос Лось", "attribution": "quoted", "author": "Иван Котов"},
    ),
    (
        "de",
        "Der Koch sagte aus, der Kapitän sei betrunken gewesen.",
        "ru",
        "Капитан был пьян.",
        {"speaker": "матрос Лось", "attribution": "quoted", "author": "Иван Котов"},
    ),
]
RIGHT: list[tuple[str, str, str, str, dict[str, str]]] = [
    (
        "de",
        "Ingenieurin Renz hält die Brücke für einsturzgefährdet.",
        "de",
        "Die Brücke ist einsturzgefährdet.",
        {"speaker": "Ingenieurin Paula Renz", "attribution": "quoted", "author": "Jan Voss"},
    ),
    (
        "de",
        "Laut Paula Renz ist die Brücke einsturzgefährdet.",
        "de",
        "Die Brücke ist einsturzgefährdet.",
        {"speaker": "Ingenieurin Paula Renz", "attribution": "quoted", "author": "Jan Voss"},
    ),
    (
        "en",
        "The dam was badly built, said the expert Holt.",
        "de",
        "Der Damm sei schlecht gebaut, sagte Gutachter Holt.",
        {"author": "Jan Voss"},
    ),
    ("en", "The factory closed in 1990.", "de", "Die Fabrik schloss 1990.", {"author": "Jan Voss"}),
    ("en", "According to Voss, the factory closed in 1990.", "de", "Die Fabrik schloss 1990.", {"author": "Jan Voss"}),
    ("de", "In dem Haus soll ein Spion gewohnt haben.", "ru", "В доме якобы жил шпион.", {"author": "Иван Котов"}),
    (
        "en",
        "Chairman Lunin reported that the harvest was poor.",
        "ru",
        "Урожай был плохой, сообщил председатель Лунин.",
        {"author": "Иван Котов"},
    ),
    (
        "de",
        "Dem Ministerium zufolge sind die Zahlen gefälscht.",
        "en",
        "According to the ministry, the figures are forged.",
        {"author": "Ann Reed"},
    ),
    (
        "de",
        "Berichten zufolge liegt das Schiff im Hafen.",
        "en",
        "The ship is in the harbour.",
        {"speaker": "unnamed", "attribution": "reported", "author": "Ann Reed"},
    ),
    (
        "en",
        "Reed sums up that the opposition wants no tax at all.",
        "en",
        "In short, the opposition wants no tax at all.",
        {"speaker": "author", "attribution": "summed_up", "author": "Ann Reed", "about": "the opposition"},
    ),
    (
        "de",
        "Die Ministerin nannte den Streik unverantwortlich.",
        "en",
        "The strike is irresponsible.",
        {"speaker": "the transport minister", "attribution": "quoted", "author": "Ann Reed"},
    ),
    (
        "de",
        "Die Brücke wurde 1901 gebaut und 1944 gesprengt.",
        "ru",
        "Мост построили в 1901 году, а в 1944 году взорвали.",
        {"author": "Иван Котов"},
    ),
    (
        "en",
        "Kotov argues that the bridge was blown up needlessly.",
        "ru",
        "Мост взорвали напрасно.",
        {"author": "Иван Котов"},
    ),
    (
        "en",
        "The author considers the demolition of the bridge needless.",
        "ru",
        "Мост взорвали напрасно.",
        {"author": "Иван Котов"},
    ),
    (
        "de",
        "Fischer Brehm klagt über verschmutztes Wasser.",
        "de",
        "„Das Wasser ist verschmutzt“, klagt der Fischer Olaf Brehm.",
        {"author": "Ute Sommer"},
    ),
    (
        "en",
        "Critics claim the vaccine is unsafe.",
        "en",
        "Critics allege that the vaccine is unsafe.",
        {"author": "Ann Reed"},
    ),
    (
        "en",
        "According to the glaciologist Orlov, the ice is melting.",
        "ru",
        "По словам гляциолога Орлова, лёд тает. Институт от комментариев отказался.",
        {"author": "Иван Котов"},
    ),
    (
        "de",
        "Förster Paul Lind sagt, der Schädling stamme aus Asien.",
        "en",
        "The pest came from Asia, says the forester Paul Lind.",
        {"author": "Ann Reed"},
    ),
    ("de", "Die Ernte war 1921 schlecht.", "en", "The harvest of 1921 was poor.", {"author": "Ann Reed"}),
    ("en", "The minister rejected the plan.", "de", "Die Ministerin lehnte den Plan ab.", {"author": "Ute Sommer"}),
    (
        "en",
        "The minister announced new taxes.",
        "de",
        "Die Ministerin kündigte neue Steuern an.",
        {"author": "Ute Sommer"},
    ),
    (
        "en",
        "There are said to be bears in the valley still.",
        "de",
        "Im Tal soll es noch Bären geben.",
        {"author": "Ute Sommer"},
    ),
    (
        "en",
        "The economist Zuev believes the reform failed.",
        "ru",
        "Реформа провалилась, считает экономист Зуев.",
        {"author": "Иван Котов"},
    ),
    (
        "de",
        "Der Matrose Los sagte aus, der Kapitän sei betrunken gewesen.",
        "ru",
        "Капитан был пьян.",
        {"speaker": "матрос Лось", "attribution": "quoted", "author": "Иван Котов"},
    ),
]


@pytest.mark.parametrize(("language", "text", "ground_language", "ground", "told"), WRONG)
def test_wrong(language: str, text: str, ground_language: str, ground: str, told: dict[str, str]) -> None:
    """Somebody's words are neither told as fact nor given to another."""
    problems = find_wrong_attribution(Statement(text, language), [Ground(ground, ground_language, **told)])
    assert ["attribution"] == [problem.family for problem in problems][:1]


@pytest.mark.parametrize(("language", "text", "ground_language", "ground", "told"), RIGHT)
def test_right(language: str, text: str, ground_language: str, ground: str, told: dict[str, str]) -> None:
    """Whoever says it may be named in any way; the author's own words may be told plainly."""
    assert () == find_wrong_attribution(Statement(text, language), [Ground(ground, ground_language, **told)])


def test_object_of_what_a_speaker_wants() -> None:
    """Where a statement names who speaks, what he wants is taken for nobody."""
    said = Statement("Der Zehn-Punkte-Katalog fordert eine Begrenzung der städtischen Gebühren auf 300 Euro.", "de")
    ground = Ground(
        "Gefordert wird eine Begrenzung der städtischen Gebühren auf 300 Euro.",
        "de",
        "Zehn-Punkte-Katalog",
        "paraphrased",
        "Jan Voss",
    )
    assert () == find_wrong_attribution(said, [ground])
