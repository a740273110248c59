"""What tests are made of: dossiers written to a folder, as large as a test needs them."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.service import Service
from app.settings import Settings
from index.store.build import build_generation
from index.store.generations import lock_store, snapshots_folder
from ingest.flow import read_corpus
from ingest.records import Corpus, Document, Passage
from tests.fakes import FakeEncoder, FakeReranker

_PLACES = "Harksiel Brakensiel Lünemünde Ostwarf Kleinwehr Sandholm Marienkoog Tornsund Whitmere Ashcombe".split()
_THINGS = (
    "Deichordnung Werftchronik Fährstatistik Speicherbericht Brückenakte Hafenbuch Mühlenstudie Lotsenkartei".split()
)
_PEOPLE = "Hollander Onnasch Brunken Diekhoff Kollwey Ashdown Pell Whitmore Carrow Lunde Seidel Marquardt".split()
_GERMAN = (
    "Der Rat von {place} hat im Jahr {year} insgesamt {number} Euro für die Ausbesserung der alten Schleuse bewilligt.",
    "Die Fähre nach {place} fuhr nach Angaben des Hafenamts an {number} Tagen, obwohl der Winter streng war.",
    "Wer die Listen des Jahres {year} liest, findet darin kaum einen Hinweis auf die {number} fehlenden Balken.",
    "{person} schreibt, die Arbeiten seien bereits {year} abgeschlossen gewesen.",
    "Dagegen nennt {work} eine Summe von {number} Euro, z.B. für Holz, Teer und Nägel.",
    "Am 14. Juni {year} wurde der Damm bei {place} auf einer Länge von {number} m erneuert.",
)
_ENGLISH = (
    "The council of {place} granted a total of {number} pounds for the repair of the old lock in {year}.",
    "According to {person}, the ferry to {place} ran on {number} days although the winter was severe.",
    "Whoever reads the lists of {year} will hardly find a word about the {number} beams that were missing.",
    "By contrast, {work} gives a sum of {number} pounds for timber, tar and nails.",
    "The wall near {place} was renewed over a length of {number} yards in the summer of {year}.",
)


def write_large_dossier(folder: Path, works: int, *, characters: int = 7000) -> Path:
    """Write a dossier of one analysis and `works` held works of about `characters` each, the same every time.

    Every work has a title, short names, an author, headings, paragraphs that name other works, and notes that cite
    them: by title and page, by short name, and by "Ebd." and a note's number.
    """
    folder.mkdir(parents=True, exist_ok=True)
    entries = ['title = "Häfen und Mühlen"\nlanguages = ["de", "en"]\n']
    for number in range(works + 1):
        kind = "cited_source" if number else "analysis"
        entries.append(
            f'[[source]]\nid = "work-{number}"\nkind = "{kind}"\ntitle = "{_title(number)}"\npath = "{number}.txt"\n'
            f'author = "{_author(number)}"\nlanguage = "{_language(number)}"\n'
            f'names = ["{_short(number)}", "Bestand {number}/A"]\nvoice = "{_short(number)}"\n'
        )
        text = _write_work(number, works, characters)
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "manifest.toml").write_text("\n".join(entries), encoding="utf-8")
    return folder


def _write_work(number: int, works: int, characters: int) -> str:
    dice = random.Random(number)
    parts, notes, length, paragraph = [_title(number), _author(number)], [], 0, 0
    while length < characters:
        if paragraph % 4 == 0:
            parts.append(f"{paragraph // 4 + 1}. {dice.choice(_PLACES)} und der Hafen")
        sentences = [_sentence(number, works, dice) for _ in range(5)]
        notes.append(_note(len(notes) + 1, number, works, dice))
        parts.append(" ".join(sentences) + f"[{len(notes)}]")
        paragraph += 1
        length += len(parts[-1]) + len(notes[-1])
    return "\n\n".join((*parts, *notes)) + "\n"


def _sentence(number: int, works: int, dice: random.Random) -> str:
    return dice.choice(_GERMAN if _language(number) == "de" else _ENGLISH).format(
        place=dice.choice(_PLACES),
        person=_author(dice.randrange(works + 1)),
        work=_short(dice.randrange(1, works + 1)),
        number=dice.randrange(10, 9000),
        year=dice.randrange(1850, 1990),
    )


def _note(number: int, work: int, works: int, dice: random.Random) -> str:
    cited, other = dice.sample([one for one in range(1, works + 1) if one != work], 2)
    forms = [
        f"{_author(cited)}, {_title(cited)}, S. {dice.randrange(2, 300)}.",
        f"{_short(cited)}, {dice.randrange(2, 300)}; {_short(other)}, 4.",
        f"Ebd., S. {dice.randrange(2, 300)}.",
        f"Wie Anm. {max(1, number - 1)}, S. {dice.randrange(2, 300)}.",
    ]
    return f"[{number}] {forms[0] if number == 1 else dice.choice(forms)}"


def _title(number: int) -> str:
    return f"{_short(number)}: Quellen und Zahlen aus {number + 2} Jahren am Fluss"


def _short(number: int) -> str:
    return f"{_THINGS[number % len(_THINGS)]} von {_PLACES[number // 8 % len(_PLACES)]} {number}"


def _author(number: int) -> str:
    return f"Ada {_PEOPLE[number % len(_PEOPLE)]}{_letters(number)}"


def _letters(number: int) -> str:
    """Three small letters that differ for each number, so that each author has a surname of his own."""
    return "".join("abcdefghijklmnopqrst"[number // 20**place % 20] for place in range(3))


def _language(number: int) -> str:
    return "en" if number % 3 == 0 else "de"


VILLAGE = """Der Dorfbericht

Der Rat hat ein Darlehen beschlossen. Damit wird der Wiederaufbau bezahlt.

Die Brücke über den Fluss wurde im Winter gesperrt. Handwerker reparieren die Pfeiler seit Wochen.

Der Hafen liegt hinter den Dünen. Fischer verkaufen dort jeden Morgen ihre Heringe.

Die Schule bekommt ein neues Dach. Eltern sammeln Geld für die Turnhalle.

Das Museum zeigt alte Landkarten. Besucher zahlen am Sonntag keinen Eintritt.

The railway station was painted green by volunteers from the village. Trains stop there twice a day.

The orchestra rehearses in the old brewery. Tickets are sold at the bakery in the morning.
"""
_VILLAGE_MANIFEST = """title = "Dorf"
languages = ["de", "en"]

[[source]]
id = "bericht"
kind = "analysis"
title = "Der Dorfbericht"
path = "bericht.txt"
author = "Erika Muster"
language = "de"
"""
COUNCIL, BRIDGE, HARBOUR, SCHOOL, MUSEUM = "Darlehen", "Brücke", "Hafen", "Schule", "Museum"
STATION, ORCHESTRA = "railway station", "orchestra"
PASSAGES = (COUNCIL, BRIDGE, HARBOUR, SCHOOL, MUSEUM, STATION, ORCHESTRA)


@dataclass(frozen=True)
class Expected:
    """A line of `questions.jsonl`, its passage named by words in it; None for a gap."""

    words: str | None
    texts: dict[str, str]
    sentence: int = 1


def make_service(folder: Path, questions: Sequence[Expected] = (), *, identity: str = FakeEncoder.identity) -> Service:
    """A service over a village's report with these expected questions and gaps, the fake encoder under some name."""
    dossier, store = folder / "dossier", folder / "store"
    dossier.mkdir(parents=True)
    (dossier / "bericht.txt").write_text(VILLAGE, encoding="utf-8")
    (dossier / "manifest.toml").write_text(_VILLAGE_MANIFEST, encoding="utf-8")
    bare = read_corpus(dossier, snapshots_folder(store))
    rows = [
        {"passage": a_passage(bare, one.words)[1].id, "sentence": one.sentence, **one.texts}
        if one.words
        else {"passage": None, **one.texts}
        for one in questions
    ]
    if rows:
        expect(dossier, *rows)
    encoder = FakeEncoder()
    encoder.identity = identity
    corpus = read_corpus(dossier, snapshots_folder(store))
    assert () == corpus.remarks
    with lock_store(store):
        build_generation(store, corpus, identity=identity, open_encoder=lambda: encoder)
    return Service(Settings(store=store), encoder=encoder, reranker=FakeReranker())


def ask_expected(words: str) -> Expected:
    """Questions for the passage with these words, in German and English."""
    return Expected(words, {"de": f"Was erfährt man hier über {words}?", "en": f"What is told here about {words}?"})


def write(folder: Path, *rows: object) -> Path:
    path = folder / "questions.jsonl"
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def expect(dossier: Path, *rows: object) -> Path:
    """Give a dossier a file of expected questions."""
    manifest = dossier / "manifest.toml"
    if "questions =" not in manifest.read_text(encoding="utf-8"):
        manifest.write_text(f'questions = "questions.jsonl"\n{manifest.read_text(encoding="utf-8")}', encoding="utf-8")
    return write(dossier, *rows)


def a_passage(corpus: Corpus, words: str) -> tuple[Document, Passage]:
    return next(
        (document, passage)
        for document in corpus.documents
        for passage in document.passages
        if words in document.text[passage.start : passage.end]
    )
