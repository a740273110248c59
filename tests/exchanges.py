"""An answer with its citation as the page keeps it, and texts that try to break out of it."""

from __future__ import annotations

from app.records import Answer, AnswerSentence, Citation, Evidence, FootnoteLink, Lean
from app.web.places import Exchange, MarkedText, Place
from ingest.records import Slice

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "</section></div><svg/onload=alert(1)>",
    "' onmouseover='alert(1)",
    "![bild](https://evil.example/x.png)",
    "[hier](javascript:alert(1))",
    "```html\n<img src=x onerror=alert(1)>\n```",
    "\n\n<iframe src=//evil.example></iframe>\n\n",
    "<details open ontoggle=alert(1)>",
    "&lt;img src=x&gt; &amp;#60;",
    "${alert(1)} {{constructor}}",
    "„Ümläute“ und Кириллица\t[12]",
)
PASSAGE = "Zuerst dies. „Ja“, sagte er\nam 14./15. Dezember.[12] Danach das."
QUOTE = "„Ja“, sagte er\nam 14./15. Dezember.[12]"
NOTE = FootnoteLink(
    number=12,
    text="[12] Rat der EU, Beschluss <b>3</b>.",
    source="beschluss",
    title="Beschluss des Rats",
    url="https://example.org/b?a=1&b=2",
    page="7",
    obtained=False,
)
CITATION = Citation(
    id=1,
    source="bericht",
    kind="analysis",
    title="Der Bericht",
    author="Erika Muster",
    date=None,
    section="2. Ende",
    headings=("Teil I", "2. Ende"),
    passage="p1",
    passage_kind="paragraph",
    page="19",
    pages=("19",),
    anchor=None,
    language="de",
    speaker="Wladimir Putin",
    attribution="quoted",
    about=None,
    quote=QUOTE,
    start=113,
    end=113 + len(QUOTE),
    text="„Ja“, sagte er am 14./15. Dezember.",
    url=None,
    link=None,
    sha256="0123456789abcdef" * 4,
    retrieved_at="2026-01-24T10:00:00+00:00",
    footnotes=(NOTE,),
    leans_on=Lean("Zuerst dies.", 100, 112, "Zuerst dies."),
)
PLACE = Place(
    CITATION,
    MarkedText(PASSAGE, (Slice(PASSAGE.index("[12]"), PASSAGE.index("[12]") + 4),)),
    13,
    13 + len(QUOTE),
    before=MarkedText("Der Absatz davor.[11]", (Slice(17, 21),)),
    after=MarkedText("Der Absatz danach."),
)
ANSWER = Answer(
    question="Was sagte er?",
    language="de",
    status="answered",
    reason=None,
    generator="verbatim",
    generation="g1",
    answer="",
    sentences=(
        AnswerSentence("Dazu steht im Dossier wörtlich:", (), "frame"),
        AnswerSentence("Wladimir Putin, im Text zitiert:", (), "frame"),
        AnswerSentence("„Ja“, sagte er am 14./15. Dezember.", (1,), "verbatim"),
    ),
    citations=(CITATION,),
)
EXCHANGE = Exchange("Was sagte er?", ANSWER, places=(PLACE,))
EVIDENCE = Evidence(**{name: getattr(CITATION, name) for name in Citation.__dataclass_fields__})
