"""Question sets in SQuAD's form, for tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from eval.cases.squad import Imported
from eval.cases.squad_files import LabelledFile, label_languages, read_squad
from eval.records import Case
from ingest.flow import read_corpus
from ingest.records import Corpus

BRIDGE_DE = (
    "Die Brücke wurde am 14. Juni 1932 eröffnet. Sie kostete 90 Mio. Mark und ist 312 m lang. Karl Öhm baute sie."
)
BRIDGE_EN = "The bridge was opened on 14 June 1932. It cost 90 million marks and is 312 m long. Karl Öhm built it."
BRIDGE_RU = "Мост открыли 14 июня 1932 г. в Киле. Он стоил 90 млн марок. Его построил Карл Эм."
BRIDGE_AR = "افتتح الجسر في عام 1932 في مدينة كيل. بلغت تكلفته 90 مليون مارك. بناه كارل أوم."

ODD = {
    "a section's number": "1. Something about Kiel and its harbour",
    "a section's number and NBSP": "1.\u00a0Etwas über Kiel, den Hafen",
    "a section's number in Arabic digits": "١. شيء عن كيل",
    "a section's number with a full stop": "1. FC Kiel ist ein Verein.",
    "a date": "14. Juni 1932: Die Brücke in Kiel wird eröffnet",
    "a bullet": "• Kiel hat einen Hafen",
    "a dash": "– Kiel – so heißt die Stadt",
    "two dashes": "- - Kiel",
    "an asterisk and tab": "*\tKiel hat einen Hafen.",
    "note markers": "[1] Kiel liegt im Norden.[3] Der Hafen ist groß.[1]\n[1] Siehe oben.\n[2] Ebd.",
    "a list": "Kiel hat:\n• einen Hafen;\n• eine Brücke.",
    "sections": "Kiel\n\n1. Anfang\n\nDer Hafen ist alt.\n\n2. Ende",
    "text wrapped by hand": "\n".join(["Kiel ist eine Stadt, die im Norden liegt und einen Hafen hat und"] * 8),
    "other line ends": "Kiel ist eine Stadt.\r\nDer Hafen\u2028ist alt.\rEnde.",
    "tabs and many spaces": "Kiel\t\thatte    1932\t 300.000 Einwohner. ",
    "a label": "Abstract: Kiel is a city.",
    "a colon at the end": "Kiel hat drei Häfen:",
    "a web page's own lines": "\n".join(
        ["Kiel ist alt."] * 12 + ["Newsletter abonnieren", "Spenden Sie jetzt", "Impressum"]
    ),
    "a quotation": "„Kiel ist eine Stadt, die im Norden liegt und einen Hafen hat.“",
    "a post": "Elon Musk: “Kiel is nice” Donald Trump: “Yes”",
    "one word": "Kiel",
    "a number": "Kiel 1932",
    "unseen characters": "\ufeffKi\u00adel\u200b liegt\x00 im \u202aNorden\u202c.",
    "decomposed letters": "Ko\u0308ln und Kiel",
    "a lone surrogate": "Kiel \ud83d liegt im Norden",
    "Russian": BRIDGE_RU + " Kiel",
    "Arabic": BRIDGE_AR + " Kiel",
    "markup": "= Kiel =\n# Kiel\n[[source]]\nid = \"Kiel\" \\u0041 '''",
}

TOO_LONG = {"sentences": "Kiel liegt im Norden. " * 2000, "without a full stop": "kiel " * 3000}


def qa(id_: object, question: str, context: str, *answers: str, **more: object) -> dict[str, Any]:
    """A question whose answers stand where they first stand."""
    labels = [{"text": answer, "answer_start": context.index(answer)} for answer in answers]
    return {"id": id_, "question": question, "answers": labels, **more}


def table(*paragraphs: tuple[str, list[dict[str, Any]]], title: str = "Kiel_(Stadt)") -> dict[str, Any]:
    rows = [{"context": context, "qas": questions} for context, questions in paragraphs]
    return {"version": "1.1", "data": [{"title": title, "paragraphs": rows}]}


def save(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def labelled(path: Path, content: object, context: str = "de", question: str = "") -> LabelledFile:
    return label_languages(read_squad(save(path, content)), (context, question or context))


def read_back(imported: Imported, tmp_path: Path) -> Corpus:
    return read_corpus(imported.folder, tmp_path / "snapshots")


def only(imported: Imported) -> Case:
    (case,) = imported.cases
    return case


def reasons(imported: Imported) -> dict[str, str]:
    return {left.id: left.reason for left in imported.left_out}


GOOD = table((BRIDGE_DE, [qa("b", "Wer baute sie?", BRIDGE_DE, "Karl Öhm")]))
