"""What a statement denies or affirms against its grounds."""

from __future__ import annotations

import pytest

from app.checking.claims.negation import find_wrong_negation
from app.checking.claims.records import Ground, Statement

WRONG: list[tuple[str, str, str, str]] = [
    (
        "de",
        "Der Gemeinderat genehmigte den Bau der Halle.",
        "de",
        "Der Gemeinderat hat den Bau der Halle an der Poststraße nicht genehmigt.",
    ),
    ("en", "The bridge was closed in spring.", "de", "Die Brücke blieb im Frühjahr trotz der Schäden geöffnet."),
    (
        "de",
        "Die Gewerkschaft nahm das Angebot an.",
        "en",
        "The union rejected the employers' offer on Tuesday and called a further strike.",
    ),
    (
        "en",
        "The court confirmed the judgment.",
        "en",
        "The court of appeal overturned nothing less than the whole judgment; it did not confirm a single point.",
    ),
    (
        "de",
        "Das Ministerium veröffentlichte den Bericht.",
        "ru",
        "Министерство так и не опубликовало доклад о состоянии дорог.",
    ),
    ("en", "The engineers had a permit for the work.", "ru", "У инженеров не было разрешения на эти работы."),
    ("de", "Der Zeuge erkannte den Fahrer.", "en", "The witness failed to recognise the driver in the photographs."),
    ("de", "Keiner der Ärzte warnte vor dem Medikament.", "de", "Alle drei Ärzte warnten vor dem Medikament."),
    ("en", "Several people were hurt in the fire.", "ru", "При пожаре никто не пострадал."),
    ("en", "Researchers found traces of lead in the well.", "de", "Im Brunnen fanden die Forscher kein Blei."),
    (
        "de",
        "Nach Angaben der Werft wurde der Auftrag für zwei Fähren storniert.",
        "en",
        "The shipyard said on Friday that the order for two ferries had not been cancelled.",
    ),
    (
        "de",
        "Der Verein verfügt über genügend Geld für die Reparatur des Dachs.",
        "de",
        "Für die Reparatur des Dachs reicht das Geld des Vereins bei weitem nicht, weshalb er Spenden sammelt.",
    ),
    (
        "en",
        "The patients responded to the new drug.",
        "en",
        "None of the forty patients responded to the new drug, although the earlier trial in mice had raised hopes.",
    ),
    (
        "de",
        "Die Schule wurde wegen der niedrigen Schülerzahl geschlossen.",
        "de",
        "Trotz der niedrigen Schülerzahl wurde die Schule nicht geschlossen.",
    ),
    ("en", "The editor apologised for the article.", "ru", "Редактор отказался извиниться за статью."),
    (
        "de",
        "In den Archiven fand sich ein Hinweis auf den Bau.",
        "en",
        "There is no record of the building in the archives.",
    ),
    ("en", "The second expedition reached the summit.", "ru", "Вторая экспедиция вершины не достигла: помешала буря."),
    (
        "de",
        "Die Behörden waren über den Unfall informiert.",
        "en",
        "The authorities were never told about the accident.",
    ),
    ("en", "Both parents agreed to the operation.", "en", "Neither parent agreed to the operation."),
    ("en", "The council kept its promise to the tenants.", "en", "The council broke its promise to the tenants."),
]
RIGHT: list[tuple[str, str, str, str]] = [
    ("en", "Almost all of the coins were still in the jar.", "en", "Hardly any of the coins had left the jar."),
    ("en", "The pupils did not like the stew.", "en", "The stew was anything but popular with the pupils."),
    ("de", "Die Wache blieb bis zum Morgen am Tor.", "ru", "Стража до утра не отходила от ворот."),
    ("de", "Damals fing Frau Orme einen Falter.", "en", "At that time Miss Orme caught a moth."),
    ("en", "The nets had to be dried, which the wardens allowed.", "en", "The wardens did not object to drying nets."),
    (
        "de",
        "Der Gemeinderat verweigerte die Genehmigung für den Bau der Halle.",
        "de",
        "Der Gemeinderat hat den Bau der Halle an der Poststraße nicht genehmigt.",
    ),
    ("en", "The bridge was not closed in spring.", "de", "Die Brücke blieb im Frühjahr trotz der Schäden geöffnet."),
    (
        "de",
        "Die Gewerkschaft lehnte das Angebot der Arbeitgeber ab.",
        "en",
        "The union did not accept the employers' offer on Tuesday.",
    ),
    (
        "de",
        "Der Bericht des Ministeriums wurde nie veröffentlicht.",
        "ru",
        "Министерство так и не опубликовало доклад о состоянии дорог.",
    ),
    ("en", "The engineers lacked a permit for the work.", "ru", "У инженеров не было разрешения на эти работы."),
    (
        "de",
        "Nicht nur die Schule, auch das Rathaus wird saniert.",
        "de",
        "Die Schule wird saniert, ebenso das Rathaus.",
    ),
    ("en", "The ferry runs even in winter.", "de", "Die Fähre fährt auch im Winter."),
    (
        "de",
        "Der Zeuge erkannte den Fahrer auf den Fotos nicht.",
        "en",
        "The witness failed to recognise the driver in the photographs.",
    ),
    ("en", "No one was hurt in the fire.", "ru", "При пожаре никто не пострадал."),
    ("de", "Der Plan ist noch nicht finanziert.", "en", "The plan, which the council likes, has yet to be financed."),
    ("de", "Der Wolf gilt in der Region als ausgestorben.", "ru", "Волков в регионе больше нет."),
    ("en", "Researchers found no lead in the well.", "de", "Im Brunnen fanden die Forscher kein Blei."),
    (
        "de",
        "Die Werft erklärte, der Auftrag für zwei Fähren sei nicht storniert worden.",
        "en",
        "The shipyard said on Friday that the order for two ferries had not been cancelled.",
    ),
    (
        "de",
        "Dem Verein fehlt das Geld, um das Dach zu reparieren.",
        "de",
        "Für die Reparatur des Dachs reicht das Geld des Vereins bei weitem nicht, weshalb er Spenden sammelt.",
    ),
    (
        "en",
        "Not one of the forty patients responded to the new drug.",
        "en",
        "None of the forty patients responded to the new drug, although the earlier trial in mice had raised hopes.",
    ),
    (
        "de",
        "Obwohl der Vulkan ruhig blieb, wurden die Bewohner dreier Dörfer evakuiert.",
        "ru",
        "Вопреки прогнозам, вулкан зимой не извергался, но жителей трёх деревень всё же эвакуировали.",
    ),
    (
        "en",
        "The residents of three villages were evacuated.",
        "ru",
        "Вопреки прогнозам, вулкан зимой не извергался, но жителей трёх деревень всё же эвакуировали.",
    ),
    (
        "de",
        "Die Schule blieb trotz der niedrigen Schülerzahl erhalten.",
        "de",
        "Trotz der niedrigen Schülerzahl wurde die Schule nicht geschlossen.",
    ),
    (
        "en",
        "Only the ground floor was damaged.",
        "de",
        "Beschädigt wurde nur das Erdgeschoss, die oberen Stockwerke blieben unversehrt.",
    ),
    ("en", "The editor refused to apologise for the article.", "ru", "Редактор отказался извиниться за статью."),
    (
        "en",
        "The insurer refused to pay for the damage.",
        "de",
        "Der Versicherer weigerte sich, für den Schaden zu zahlen.",
    ),
    (
        "de",
        "In den Archiven findet sich kein Hinweis auf den Bau.",
        "en",
        "There is no record of the building in the archives.",
    ),
    (
        "en",
        "The second expedition did not reach the summit because of a storm.",
        "ru",
        "Вторая экспедиция вершины не достигла: помешала буря.",
    ),
    ("de", "Ohne Genehmigung darf dort niemand angeln.", "de", "Angeln ist dort nur mit Genehmigung erlaubt."),
    ("de", "Von dem Unfall erfuhren die Behörden nichts.", "en", "The authorities were never told about the accident."),
    ("en", "The museum is free of charge.", "de", "Der Eintritt in das Museum ist kostenlos."),
    ("de", "Das Kabel war unbeschädigt.", "de", "Das Kabel wies keine Schäden auf."),
    ("de", "Der Bischof sprach sich gegen den Umbau aus.", "de", "Der Bischof lehnte den Umbau ab."),
]


@pytest.mark.parametrize(("language", "text", "ground_language", "ground"), WRONG)
def test_wrong(language: str, text: str, ground_language: str, ground: str) -> None:
    """A statement may not deny what its ground affirms, nor affirm what it denies."""
    problems = find_wrong_negation(Statement(text, language), [Ground(ground, ground_language)])
    assert ["negation"] == [problem.family for problem in problems][:1]


@pytest.mark.parametrize(("language", "text", "ground_language", "ground"), RIGHT)
def test_right(language: str, text: str, ground_language: str, ground: str) -> None:
    """Other words for the same denial are no error, two denials make none."""
    assert () == find_wrong_negation(Statement(text, language), [Ground(ground, ground_language)])
