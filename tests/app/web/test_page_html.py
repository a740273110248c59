"""The page's HTML: escaped, the quote marked letter for letter, labels in the reader's language."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

import prompts
from app.records import AnswerSentence, Kind, Lean
from app.web.escaping import cut_addresses, escape, safe_url
from app.web.html import render, render_follows, render_outcome, render_question
from app.web.places import Exchange, MarkedText, Place
from app.wording import tell_certainty
from ingest.records import Attribution, Slice
from prompts.marks import mark_quote
from tests.app.web.reader import Reader, assert_harmless, render_place
from tests.exchanges import ANSWER, CITATION, EVIDENCE, EXCHANGE, HOSTILE, NOTE, PASSAGE, PLACE, QUOTE


def render_exchange(exchange: Exchange, labels: str) -> str:
    """All of an exchange, as it stands on the page."""
    follows = render_follows(exchange.answer) if exchange.answer else ""
    return render_question(exchange.question, labels) + follows + render_outcome(exchange, labels)


@pytest.mark.parametrize("attribution", get_args(Attribution))
@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_and_documents_say_stays_text(text: str, attribution: str) -> None:
    """Whatever stands in a question, a quote, a title, a note or an address, it is shown and never run."""
    note = replace(NOTE, text=text, title=text, url=text, page=text)
    citation = replace(
        CITATION, title=text, author=text, section=text, headings=(text, text), speaker=text, about=text,
        quote=text, text=text, url=text, date=text, page=text, pages=(text, text), sha256=text, retrieved_at=text,
        language=text, footnotes=(note, note), note=replace(note, number=3), leans_on=Lean(text, 0, 1, text),
        attribution=attribution,
    )  # fmt: skip
    marked = MarkedText(text, (Slice(0, 2),))
    place = Place(citation, marked, 0, len(text), before=marked, after=marked)
    sentences = tuple(
        AnswerSentence(text, (1,), support) for support in ("verbatim", "supported", "unsupported", "frame")
    )
    answer = replace(
        ANSWER, language="de", sentences=sentences, citations=(citation,), evidence=(EVIDENCE,), probability=0.7,
        confidence="possible", follows=(text, text),
    )  # fmt: skip
    for labels in prompts.PAGE_LANGUAGES:
        reader = assert_harmless(render_exchange(Exchange(text, answer, places=(place,), nearest=(place,)), labels))
        assert all(text == marked for marked in reader.texts["mark"])
        assert prompts.frame("follows", "de", question=text) in reader.texts["p"]
        assert f"{mark_quote(text, 'de')} {mark_quote(text, 'de')}" in [
            attributes.get("title") for _, attributes in reader.tags
        ]
        assert_harmless(render("heading", labels, dossier=text))
        assert_harmless(render_exchange(Exchange(text, problem=text), labels))
        assert_harmless(render_exchange(Exchange(text, replace(answer, status="failed", reason=text)), labels))


@pytest.mark.parametrize("text", HOSTILE)
def test_escaping_loses_nothing(text: str) -> None:
    """What a browser shows of escaped text is the text itself, in an element and in an attribute."""
    reader = Reader(f'<p title="{escape(text)}">{escape(text)}</p>')
    assert ([text], text) == (reader.texts["p"], reader.tags[0][1]["title"])


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "vbscript:x",
        "//evil.example/", "/etc/passwd", "file:///etc/passwd", "https://", "https://a\"onclick='x'", "https://a b/",
        "https://user:pass@evil.example/", "https://good.example\\@evil.example/", "http://[::1", "\x01https://a/",
        None,
    ],
)  # fmt: skip
def test_only_plain_web_addresses_are_links(url: str | None) -> None:
    """A link leads to http or https with a host and nothing hidden in it; anything else is shown as text at most."""
    assert safe_url(url) is None
    page = render_place(replace(PLACE, citation=replace(CITATION, url=url, footnotes=(replace(NOTE, url=url),))), "de")
    assert "a" not in dict(assert_harmless(page).tags)


def test_links_open_apart_and_tell_nobody_where_from() -> None:
    """A note's link opens a new page, without opener and referrer, at exactly its address."""
    links = [attributes for tag, attributes in Reader(render_place(PLACE, "de")).tags if tag == "a"]
    assert [NOTE.url] == [link["href"] for link in links]
    assert ("_blank", "noopener noreferrer") == (links[0]["target"], links[0]["rel"])


def test_the_quote_is_marked_exactly_in_its_passage() -> None:
    """The mark holds the quote letter for letter, note markers and line feeds included, and the passage is whole."""
    reader = assert_harmless(render_place(PLACE, "de"))
    assert [QUOTE] == reader.texts["mark"]
    assert PASSAGE in reader.texts["p"]


def test_a_passage_that_only_comes_near_is_not_marked() -> None:
    """An abstention's passages are shown whole and unmarked, with nothing to copy as if it were an answer."""
    page = render_place(PLACE, "de", marked=False)
    assert "mark" not in Reader(page).texts
    assert "fs-copy" not in page


@pytest.mark.parametrize(("labels", "day"), [("de", "24. Januar 2026"), ("en", "24 January 2026")])
def test_an_opened_citation_tells_where_it_is_from(labels: str, day: str) -> None:
    """Section, neighbours, source, snapshot with its hash, and the note with its work, page and whether it is held."""
    text = Reader(render_place(PLACE, labels)).text
    for part in ("2. Ende", "Der Absatz davor.", "Der Absatz danach.", "Erika Muster", "Der Bericht", "0123456789ab"):
        assert part in text
    for part in (day, "Beschluss des Rats", prompts.frame("page", labels, page="7")):
        assert part in text
    assert prompts.frame("not_obtained", labels) in text
    assert "Rat der EU, Beschluss <b>3</b>." in text


def test_frames_follow_the_answer_and_labels_the_page() -> None:
    """A German answer on an English page keeps its German frames and lead-in; what opens and names it is English."""
    text = Reader(render_exchange(EXCHANGE, "en")).text
    for part in ("Dazu steht im Dossier wörtlich:", "Wladimir Putin, im Text zitiert:", "Voraus geht"):
        assert part in text
    for part in ("Where it stands", "Citation to copy", "“„Ja“, sagte er am 14./15. Dezember.”"):
        assert part in text
    assert "Fundstelle" not in text


@pytest.mark.parametrize("labels", prompts.PAGE_LANGUAGES)
def test_an_abstention_gives_its_reason_and_the_nearest_passages(labels: str) -> None:
    """The reason stands in the question's language; the passages are there, closed, and said not to answer."""
    reason = prompts.frame("not_in_dossier", "en")
    answer = replace(
        ANSWER, language="en", status="abstained", reason="not_in_dossier", citations=(),
        sentences=(AnswerSentence(reason, (), "frame"),), evidence=(EVIDENCE,),
    )  # fmt: skip
    page = render_exchange(Exchange("What?", answer, nearest=(PLACE,)), labels)
    reader = assert_harmless(page)
    assert reason in reader.text
    assert prompts.frame("nearest", "en") in reader.text
    assert not any("open" in attributes for tag, attributes in reader.tags if tag == "details")


@pytest.mark.parametrize("labels", prompts.PAGE_LANGUAGES)
def test_how_sure_it_is_stands_below_the_quotes(labels: str) -> None:
    """One line in the question's language behind the last quote, with what it means; none where nothing is known."""
    answer = replace(ANSWER, evidence=(EVIDENCE,), probability=0.91, confidence="likely")
    page = render_exchange(Exchange("Was?", answer, places=(PLACE,)), labels)
    certainty = tell_certainty(answer)
    assert certainty
    assert page.index("fs-certainty") > page.rindex("</figure>")
    assert certainty.said == assert_harmless(page).texts["p"][-1]
    assert certainty.meaning in [attributes.get("title") for tag, attributes in Reader(page).tags if tag == "p"]
    assert "fs-certainty" not in render_exchange(EXCHANGE, labels)
    assert "fs-follows" not in render_exchange(EXCHANGE, labels)


def test_a_failure_is_one_line_and_shows_the_question() -> None:
    """A problem and a failed answer say what is the matter; the question is still to be read."""
    failed = replace(ANSWER, status="failed", reason="Zu lang.", sentences=(), citations=())
    for exchange in (Exchange("Warum?", failed), Exchange("Warum?", problem="Zu lang.")):
        text = Reader(render_exchange(exchange, "de")).text
        assert "Warum?" in text
        assert "Zu lang." in text


def test_both_languages_have_the_same_labels_with_the_same_places() -> None:
    """Whatever the page says it can say in each of its languages."""
    folder = Path(prompts.__file__).parent
    found = []
    for language in prompts.PAGE_LANGUAGES:
        lines = (folder / f"page.{language}.toml").read_text(encoding="utf-8").splitlines()
        found.append({line.split(" =")[0]: set(re.findall(r"\$\w+", line)) for line in lines if " = " in line})
    assert found[0] == found[1]


def test_a_label_takes_exactly_its_values() -> None:
    """A missing, surplus or unknown value is an error, never an empty spot."""
    assert "Fußnote 3" == prompts.page_text("note", "de", number="3")
    for name, values in (("note", {}), ("note", {"number": "3", "x": "y"}), ("nothing", {})):
        with pytest.raises(KeyError):
            prompts.page_text(name, "de", **values)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("see https://a.example/b.pdf", ["see ", "https://a.example/b.pdf"]),
        ("not here (https://a.example/b.pdf). What", ["not here (", "https://a.example/b.pdf", "). What"]),
        ("https://a.example/b_(c)?d=1, or", ["https://a.example/b_(c)?d=1", ", or"]),
        ("nothing", ["nothing"]),
    ],
)
def test_marks_around_an_address_are_not_its_own(text: str, parts: list[str]) -> None:
    """A link with the sentence's full stop in it leads nowhere."""
    assert parts == cut_addresses(text)
    assert text == "".join(parts)


@pytest.mark.parametrize(("kind", "is_open"), [("fact", False), ("comparison", False), ("list", True)])
def test_what_else_there_is_stands_folded_behind_the_answer(kind: Kind, *, is_open: bool) -> None:
    """With how much it is; open where a list was asked for, and what is said of all quotes stands below."""
    more, closing = prompts.frame("more", "de"), prompts.frame("not_mentioned", "de", numbers="Oslo")
    quote = AnswerSentence(QUOTE, (1,), "verbatim")
    frames = {one: AnswerSentence(one, (), "frame") for one in ("Dazu:", more, closing)}
    said = (frames["Dazu:"], quote, frames[more], quote, quote, frames[closing])
    answer = replace(ANSWER, language="de", kind=kind, sentences=said, citations=(CITATION,))
    html = render_outcome(Exchange("?", answer, places=(PLACE,)), "de")
    before, folded, behind = re.split(r'<details class="fs-behind"(?: open)?>|(?<=</figure>)</details>(?=<p)', html)
    assert ('class="fs-behind" open' in html) == is_open
    assert (1, 2) == (before.count("<blockquote"), folded.count("<blockquote"))
    assert f"<summary>{more.removesuffix(':')} (2)</summary>" in folded
    assert closing in behind


def test_more_that_was_asked_for_is_not_folded() -> None:
    """There that line opens the answer."""
    line = AnswerSentence(prompts.frame("more", "de"), (), "frame")
    said = (line, AnswerSentence(QUOTE, (1,), "verbatim"))
    answer = replace(ANSWER, language="de", sentences=said, citations=(CITATION,))
    assert "fs-behind" not in render_outcome(Exchange("?", answer, places=(PLACE,)), "de")
