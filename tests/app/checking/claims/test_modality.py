"""How sure, binding or done a statement has it, against its grounds."""

from __future__ import annotations

import pytest

from app.checking.claims.modality import find_wrong_modality
from app.checking.claims.records import Ground, Statement

WRONG: list[tuple[str, str, str, str]] = [
    ("de", "Die Stadt hat das alte Bad abgerissen.", "de", "Die Stadt plant, das alte Bad abzureißen."),
    ("de", "Der Sturm zerstörte die alte Brücke.", "en", "The storm may have destroyed the old bridge."),
    (
        "en",
        "The company will build a new plant in Tula.",
        "ru",
        "Компания построит новый завод в Туле, если получит кредит.",
    ),
    ("en", "The workers received higher wages.", "ru", "Рабочим обещали более высокую зарплату."),
    ("de", "Der Senat senkt die Gebühren.", "en", "The senate would lower the fees if the budget allowed it."),
    ("de", "Der Bürgermeister hat Geld gestohlen.", "de", "Der Bürgermeister hat angeblich Geld gestohlen."),
    (
        "en",
        "The committee requires that the archive be digitised.",
        "de",
        "Der Ausschuss empfiehlt, das Archiv zu digitalisieren.",
    ),
    ("en", "It is certain that the painting is a copy.", "ru", "Возможно, картина является копией."),
    ("de", "Die Pächter können den Deich pflegen.", "ru", "Арендаторы обязаны ухаживать за дамбой."),
    (
        "de",
        "Der Hafen wird bis 2030 vertieft.",
        "en",
        "If the court dismisses the complaints, the harbour will be deepened by 2030.",
    ),
    (
        "en",
        "Bees caused the decline of the wild flowers.",
        "de",
        "Der Rückgang der Wildblumen könnte mit den Bienen zusammenhängen, vermuten die Biologen.",
    ),
    (
        "de",
        "Die Gemeinde muss den Kindergarten erweitern.",
        "de",
        "Die Gemeinde sollte den Kindergarten erweitern, rät das Gutachten.",
    ),
    ("en", "The railway bought ten new trains.", "ru", "Железная дорога намерена купить десять новых поездов."),
    (
        "en",
        "The theatre will close in summer.",
        "en",
        "The theatre would have to close in summer were the grant to be cut.",
    ),
    ("en", "The fire was started by lightning.", "ru", "Пожар, вероятно, начался от молнии."),
    ("de", "Patienten müssen das Medikament abends nehmen.", "en", "Patients may take the drug in the evening."),
    (
        "de",
        "Das Institut veröffentlichte die Daten im Herbst.",
        "en",
        "The institute promised to publish the data in autumn.",
    ),
    ("en", "The mayor resigned in March.", "de", "Der Bürgermeister erwägt, im März zurückzutreten."),
    ("de", "Der Zoll erhebt eine Gebühr auf Tee.", "en", "Customs would levy a fee on tea if the law were passed."),
    ("en", "The union obtained higher wages.", "de", "Die Gewerkschaft fordert höhere Löhne."),
    ("de", "Besucher dürfen die Glocke nicht läuten.", "de", "Besucher müssen die Glocke nicht läuten."),
]
RIGHT: list[tuple[str, str, str, str]] = [
    ("de", "Der Bote wartete zwei Stunden am Tor.", "de", "Der Bote musste zwei Stunden am Tor warten."),
    (
        "en",
        "As long as the warden is told, fishing at night is allowed.",
        "en",
        "Fishing at night is allowed if the warden is told.",
    ),
    ("de", "Die Stadt will das alte Bad abreißen.", "de", "Die Stadt plant, das alte Bad abzureißen."),
    (
        "en",
        "Dog owners have to register their animals.",
        "de",
        "Hundehalter sind verpflichtet, ihre Tiere zu registrieren.",
    ),
    ("de", "Der Sturm hat die alte Brücke womöglich zerstört.", "en", "The storm may have destroyed the old bridge."),
    (
        "en",
        "The company will build a new plant in Tula if it gets a loan.",
        "ru",
        "Компания построит новый завод в Туле, если получит кредит.",
    ),
    ("en", "The workers were promised higher wages.", "ru", "Рабочим обещали более высокую зарплату."),
    ("de", "Der Bürgermeister soll Geld gestohlen haben.", "de", "Der Bürgermeister hat angeblich Geld gestohlen."),
    (
        "en",
        "The committee advises that the archive be digitised.",
        "de",
        "Der Ausschuss empfiehlt, das Archiv zu digitalisieren.",
    ),
    ("en", "Visitors may take photographs in the museum.", "de", "Im Museum dürfen Besucher fotografieren."),
    ("en", "The museum was opened in May 1990.", "de", "Das Museum wurde im Mai 1990 eröffnet."),
    ("en", "The painting is possibly a copy.", "ru", "Возможно, картина является копией."),
    ("de", "Die Pächter müssen den Deich pflegen.", "ru", "Арендаторы обязаны ухаживать за дамбой."),
    (
        "en",
        "The decline of the wild flowers may be linked to the bees, biologists suspect.",
        "de",
        "Der Rückgang der Wildblumen könnte mit den Bienen zusammenhängen, vermuten die Biologen.",
    ),
    (
        "de",
        "Das Gutachten rät der Gemeinde, den Kindergarten zu erweitern.",
        "de",
        "Die Gemeinde sollte den Kindergarten erweitern, rät das Gutachten.",
    ),
    ("en", "The railway intends to buy ten new trains.", "ru", "Железная дорога намерена купить десять новых поездов."),
    (
        "en",
        "Were the grant cut, the theatre would have to close in summer.",
        "en",
        "The theatre would have to close in summer were the grant to be cut.",
    ),
    ("de", "Im Winter ruht die Arbeit im Steinbruch.", "de", "Im Winter wird im Steinbruch nicht gearbeitet."),
    ("en", "The fire was probably started by lightning.", "ru", "Пожар, вероятно, начался от молнии."),
    ("de", "Patienten können das Medikament abends nehmen.", "en", "Patients may take the drug in the evening."),
    (
        "de",
        "Das Institut versprach, die Daten im Herbst zu veröffentlichen.",
        "en",
        "The institute promised to publish the data in autumn.",
    ),
    ("en", "The mayor is considering resigning in March.", "de", "Der Bürgermeister erwägt, im März zurückzutreten."),
    ("en", "The union demands higher wages.", "de", "Die Gewerkschaft fordert höhere Löhne."),
    ("de", "Der Bau begann im April.", "ru", "Строительство началось в апреле."),
    ("de", "Der Zug kann bis zu 300 Menschen befördern.", "en", "The train can carry up to 300 people."),
]


@pytest.mark.parametrize(("language", "text", "ground_language", "ground"), WRONG)
def test_wrong(language: str, text: str, ground_language: str, ground: str) -> None:
    """A statement may not be surer, more binding or further along than its ground."""
    problems = find_wrong_modality(Statement(text, language), [Ground(ground, ground_language)])
    assert ["modality"] == [problem.family for problem in problems][:1]


@pytest.mark.parametrize(("language", "text", "ground_language", "ground"), RIGHT)
def test_right(language: str, text: str, ground_language: str, ground: str) -> None:
    """Other words for the same certainty or obligation are no error."""
    assert () == find_wrong_modality(Statement(text, language), [Ground(ground, ground_language)])
