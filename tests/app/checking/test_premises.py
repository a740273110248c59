"""The numbers, dates and names of a question that nothing around the quotes has."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.answering.citations import cite_whole
from app.checking.premises import find_unmentioned, find_unmentioned_numbers
from index.store.opened import OpenGeneration
from tests.builders import make_service

REPORT = """Der Dorfbericht

Der Rat hat 1.250.000 Euro beschlossen. Davon gehen 12,5 Prozent an die Schule.

Die Brücke wurde am 3. Mai 2021 gesperrt.

Den Vertrag unterschrieb Ruth Ashdown in Kiew am 3. Juni 2020. Später hat ihn die Europäische Union übernommen.

Niemand hat je erfahren, wer die Kosten der Reise trug.

Am Ende blieb das Geld in der Kasse.

Der Pfarrer Enno Tjarksen war dagegen.
"""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> OpenGeneration:
    service = make_service(Path(tmp_path_factory.mktemp("numbers")))
    folder = service.store.parent / "dossier"
    (folder / "bericht.txt").write_text(REPORT, encoding="utf-8")
    service.ingest(folder)
    return service.generation()


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Wofür gibt der Rat 1.250.000 Euro aus?", ()),
        ("What does the council spend 1,250,000 euros on?", ()),
        ("Wofür gibt der Rat 2.250.000 Euro aus?", ("2.250.000",)),
        ("Why do 12.5 percent go to the school?", ()),
        ("Why are there 180 000 euros for the school?", ("180 000",)),
        ("Wofür gibt der Rat 1,25 Millionen Euro aus?", ()),
        ("Nennt der Bericht 3 Gründe?", ()),
        ("Was steht in Fußnote 7 zu den 1.250.000 Euro?", ()),
        ("Was kostet die Schule?", ()),
    ],
)
def test_a_number_that_no_quoted_passage_has_is_named_as_it_was_asked(
    opened: OpenGeneration, question: str, missing: tuple[str, ...]
) -> None:
    """However either side writes it; the number of a place is none."""
    passage = next(
        one for one in opened.passages.values() if one.start < REPORT.index("Brücke") and one.kind != "title"
    )
    assert missing == find_unmentioned_numbers(question, [cite_whole(opened, passage, 1)], opened)


@pytest.mark.parametrize(
    ("question", "language", "missing"),
    [
        ("Warum hat Ashdown den Vertrag unterschrieben?", "de", ()),
        ("Warum hat Tjarksen den Vertrag unterschrieben?", "de", ("Tjarksen",)),
        ("Why did Tjarksen sign the treaty?", "en", ("Tjarksen",)),
        ("Why did Ruth Ashdown sign the treaty in Kyiv?", "en", ()),
        ("Why did Ukraine take the treaty?", "en", ()),
        ("Was Ukraine's treaty taken over?", "en", ()),
        ("Warum hat Europa den Vertrag übernommen?", "de", ()),
        ("Warum hat Kanada den Vertrag übernommen?", "de", ("Kanada",)),
        ("Why did Canada take over the treaty?", "en", ("Canada",)),
        ("Warum wurde der Vertrag erst im März 2020 unterschrieben?", "de", ("März 2020",)),
        ("Why was the treaty signed in June 2020?", "en", ()),
        ("Wie viel zahlt der Rat für Tschernobyl?", "de", ("Tschernobyl",)),
        ("Wie begründet die Gemeinde den Rücktritt?", "de", ()),
        ("wer hat den vertrag unterschrieben", "de", ()),
    ],
)
def test_a_name_or_a_date_that_stands_nowhere_around_the_quotes_is_named(
    opened: OpenGeneration, question: str, language: str, missing: tuple[str, ...]
) -> None:
    """In either language, whatever a name's spelling there; a capital stands for its country."""
    passage = next(one for one in opened.passages.values() if one.start >= REPORT.index("Den Vertrag"))
    assert missing == find_unmentioned(question, language, [cite_whole(opened, passage, 1)], opened)
