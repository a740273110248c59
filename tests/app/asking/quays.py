"""A dossier of a few lines: a report with sections, a list and notes, two works that are here, one that is not."""

from __future__ import annotations

from pathlib import Path

from app.asking.finding import find_hits
from app.asking.inquiry import understand_question
from app.records import Question
from app.service import Service
from app.settings import Settings
from index.records import Hit
from tests.fakes import FakeEncoder

MANIFEST = """title = "Kaimauer"
languages = ["de", "en"]

[[source]]
id = "bericht"
kind = "analysis"
title = "Die Kaimauer von Ostwarf"
path = "bericht.txt"
author = "Jette Brunken"
publisher = "Hafenbote"
date = "2021-05-03"
language = "de"

[[source]]
id = "pruefung"
kind = "cited_source"
title = "Prüfung der Kaimauer"
path = "pruefung.txt"
author = "Enno Diekhoff"
names = ["Mauerprüfung"]
footnotes = [1]
language = "de"

[[source]]
id = "survey"
kind = "cited_source"
title = "A Survey of the Quays"
path = "survey.txt"
author = "Mary Pell"
names = ["Quay Survey"]
footnotes = [2]
language = "en"

[[source]]
id = "hafenbuch"
kind = "cited_source"
title = "Hafenbuch von Tornsund"
author = "Onno Kollwey"
footnotes = [3]
"""
REPORT = """Die Kaimauer von Ostwarf

1. Der Zustand

Die Kaimauer von Ostwarf hat auf ganzer Länge Risse, die bis unter den Wasserspiegel reichen.[1] Der Rat hat die \
Sanierung seit dem Jahr 1998 immer wieder verschoben und kein Geld zurückgelegt.

Im Jahr 2004 sackte ein Stück der Kaimauer am Nordkai um eine Handbreit in das Hafenbecken ab.[2] Seitdem dürfen dort \
keine schweren Schiffe mehr an der Kaimauer festmachen.

2. Die Pläne

Für die Sanierung nennt der Rat drei Bedingungen:

  • Das Land zahlt die Hälfte der Kosten für die Kaimauer.
  • Die Fischer behalten ihre Liegeplätze am Nordkai.
  • Die Arbeiten beginnen vor dem ersten Frost im Herbst.

Der Bürgermeister sagte: „Ohne das Land bauen wir keinen einzigen Meter an dieser alten Mauer.“[3] Die Gemeinde hat \
ihm darin einstimmig zugestimmt und einen Brief geschrieben.

3. Fazit

Die Sanierung der Kaimauer wird teurer, je länger der Rat mit dem Beginn der Arbeiten wartet. Am Ende bezahlen die \
Fischer dafür mit ihren Liegeplätzen und mit ihrem Verdienst.

[1] Mauerprüfung.
[2] Quay Survey.
[3] Hafenbuch von Tornsund, S. 7.
"""
CHECK = """Prüfung der Kaimauer

Die Sanierung der Kaimauer kostet nach unserer Rechnung vierzig Millionen Euro und dauert drei Jahre. Die Risse der \
Kaimauer reichen bis unter den Wasserspiegel und werden jedes Jahr breiter.

Taucher haben im Sommer die Pfähle unter der Kaimauer besehen und viele davon morsch gefunden.
"""
SURVEY = """A Survey of the Quays

The repair of the quay wall will cost sixty million euros and take five years at the least. The cracks in the quay \
wall are old and have not grown since they were first measured.

Divers found that the timber piles below the quay wall are sound and will last for decades.
"""


def make_quays(folder: Path, *, encoder: FakeEncoder | None = None, **changed: str) -> Service:
    """A service over this dossier. Args: changed: other texts, by the file's name without its ending."""
    dossier = folder / "dossier"
    dossier.mkdir(parents=True)
    (dossier / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    for name, text in ({"bericht": REPORT, "pruefung": CHECK, "survey": SURVEY} | changed).items():
        (dossier / f"{name}.txt").write_text(text, encoding="utf-8")
    service = Service(Settings(store=folder / "store"), encoder=encoder or FakeEncoder())
    service.ingest(dossier)
    return service


def find_for(service: Service, question: str) -> tuple[Hit, ...]:
    """What is found for a question, best first."""
    opened = service.generation()
    inquiry = understand_question(Question(question), opened.corpus.manifest)
    return find_hits(inquiry, opened, service.encoder, service.settings).hits
