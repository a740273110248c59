"""A dossier on a carillon: people with roles in two languages, a hearing with a list of people, two organists."""

from __future__ import annotations

from pathlib import Path

from app.service import Service
from app.settings import Settings
from tests.fakes import FakeEncoder

MANIFEST = """title = "Das Glockenspiel"
languages = ["de", "en"]

[[source]]
id = "turm"
kind = "analysis"
title = "Der Turm, der nicht mehr schlägt"
path = "turm.txt"
author = "Jette Brunken"
language = "de"

[[source]]
id = "gutachten"
kind = "cited_source"
title = "Gutachten zum Glockenspiel"
path = "gutachten.txt"
author = "Yara Lindqvist"
footnotes = [1]
language = "de"

[[source]]
id = "hearing"
kind = "cited_source"
title = "Minutes of the public hearing on the carillon"
path = "hearing.txt"
author = "Town of Marienkoog"
footnotes = [2]
language = "en"

[[source]]
id = "interview"
kind = "cited_source"
title = "The bells answer back"
path = "interview.txt"
author = "Wenke Aalders"
publisher = "Harbour Post"
names = ["Harbour Post"]
footnotes = [3]
language = "en"
"""
TOWER = """Der Turm, der nicht mehr schlägt

1. Die Leute

Die Glocken hat im Jahr 1958 der Glockengießer Harm Petersen gegossen, und er hat sie nie wieder gehört.[1] Die \
Restauratorin Elske Vollmer kam im Herbst und fand Rost im Gestühl. Der Direktor des Heimatmuseums, Onno Dirks, hätte \
die kleinste Glocke gern in seiner Sammlung gehabt.

Oben wohnt die Türmerin Wenke Aalders, die das Spiel seit vielen Jahren bedient und jeden Hammer mit Namen kennt.[3] \
Frauke Janssen, Leiterin des Bauamts, hat den Turm im Frühjahr sperren lassen. Der Organist Peter Lind wollte spielen, \
und der Organist Karl Thoms wollte es auch.

2. Der Streit

Zur Anhörung kamen alle, die etwas zu verlieren hatten.[2] Am Ende blieb der Turm stumm, und die Stadt sparte den Strom.

[1] Gutachten zum Glockenspiel.
[2] Minutes of the public hearing on the carillon.
[3] Harbour Post.
"""
OPINION = """Gutachten zum Glockenspiel

Erstattet von Prof. Dr. Yara Lindqvist, Uppsala, im Auftrag der Stadt.

Die Hämmer des Glockenspiels sind zu schwer für die kleinen Glocken und haben drei von ihnen beschädigt.

Ich rate davon ab, die Glocken einzuschmelzen, denn ihr Klang lässt sich mit leichteren Hämmern wieder herstellen.
"""
HEARING = """Minutes of the public hearing on the carillon

Monday, 4 March 2019, town hall, room 12

1. Opening

The following people were present:

- Harm Petersen, bell founder,
- Elske Vollmer, conservator,
- Onno Dirks, director of the local museum,
- Frauke Janssen, head of the building department.

2. The hammers

Mayor Tamm: I open the hearing and I ask everybody to be brief today.

Petersen: My bells were never made for these heavy hammers, and I said so to the town in writing.

Mayor Tamm: Then I should like to know who chose the hammers, if none of the people in this room did?

Vollmer (conservator): The hammers were chosen by the company that also sold the electric motor to the town.

Dirks: We would have taken the smallest bell for the museum, with or without its hammer and its rope.

Janssen: My department closed the tower because a hammer had fallen through the ceiling in February.

Petersen: In February I was at home with a fever and my wife brought me soup.

Vollmer: The ceiling was rotten before, and I have shown the photographs to the council three times.

Dirks: The museum has no ceiling that a hammer could fall through, and plenty of room on the ground floor.

Janssen: It is still closed, and the key lies in a drawer of my desk.

Mayor Tamm: Then we shall have silence for a while, and I close the hearing.
"""
INTERVIEW = """The bells answer back

Wenke Aalders, tower keeper in Marienkoog since 2009, on rust, rope and deafness. Interview: Tom Garrow.

Harbour Post: Do you miss the bells?

Aalders: I miss the small ones, because the hammers always made them sound like a tray of falling spoons.

Harbour Post: Would you have them melted?

Aalders: Never, and whoever melts them will have to carry them down the stairs past my kitchen door.

Harbour Post: What did the museum offer you?

Aalders: The museum offered me a chair next to the smallest bell, as if I were an exhibit as well.
"""


def make_carillon(folder: Path, **changed: str) -> Service:
    """A service over this dossier. Args: changed: other texts, by the file's name without its ending."""
    dossier = folder / "dossier"
    dossier.mkdir(parents=True)
    (dossier / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    texts = {"turm": TOWER, "gutachten": OPINION, "hearing": HEARING, "interview": INTERVIEW} | changed
    for name, text in texts.items():
        (dossier / f"{name}.txt").write_text(text, encoding="utf-8")
    service = Service(Settings(store=folder / "store"), encoder=FakeEncoder())
    service.ingest(dossier)
    return service
