"""Sending: no question is lost, none is cut, and a conversation outlives a reload of the page."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import gradio as gr
import pytest
from playwright.sync_api import Browser, expect

from app.asking.events import Event
from app.records import Answer
from app.service import Service
from app.web.keeping import dump_exchange, load_exchanges
from app.web.page import ChatPage, read_post
from app.web.parts import MOST_EXCHANGES, lay_out
from app.web.places import Exchange, record_answer
from app.web.waiting import MOST_WAITING, Asked, Line
from prompts import page_text
from tests.app.web.talk import ask, post, work
from tests.visits import ENGLISH, GERMAN, Visit, in_browser

SECOND = "Woran scheiterte der ursprüngliche Plan, die eingefrorenen russischen Guthaben zu nutzen?"
THIRD = "Wie viele Einwohner hat Brasilien?"
in_both = pytest.mark.parametrize(
    ("visit", "labels"), [({}, "de"), ({"locale": "en-GB"}, "en")], indirect=["visit"], ids=["de", "en"]
)


@pytest.fixture
def chat(fake_service: Service) -> ChatPage:
    """The page's events without a server."""
    with gr.Blocks():
        return ChatPage(fake_service, lay_out(fake_service.settings))


def test_what_is_sent_meanwhile_is_answered_in_order(chat: ChatPage) -> None:
    """Each question keeps the language and the caution it was sent with, and follows on those before it."""
    line = Line()
    for text, labels, caution in ((GERMAN, "de", "bold"), (ENGLISH, "en", "careful"), (THIRD, "de", None)):
        chat.take(post(text), labels, caution, None, line)
    assert [("de", "bold"), ("en", "careful"), ("de", "balanced")] == [
        (asked.labels, asked.caution) for asked in line.waiting()
    ]
    changes = work(chat, line)
    assert [[GERMAN], [GERMAN, ENGLISH], [GERMAN, ENGLISH, THIRD]] == [
        [exchange.question for exchange in change[chat.parts.history]]
        for change in changes
        if chat.parts.history in change
    ]
    waiting = [change[chat.parts.waiting] for change in changes]
    assert [True, True, True, True, False, False] == [THIRD in text for text in waiting]
    assert page_text("waiting", "en") in waiting[0]


def test_one_event_works_a_line_off_and_others_leave_it_alone() -> None:
    """Two events of a conversation may begin at once: no question is worked on twice, and the next work begins anew."""
    line = Line()
    assert not line.begin()
    line.add(Asked(GERMAN, "de", "balanced"))
    assert (True, False) == (line.begin(), line.begin())
    assert line.next()
    line.add(Asked(THIRD, "de", "balanced"))
    assert not line.begin()
    assert [THIRD, None] == [asked and asked.text for asked in (line.next(), line.next())]
    line.add(Asked(THIRD, "de", "balanced"))
    assert line.begin()


def test_enter_pressed_twice_asks_once() -> None:
    """The same question twice in a row waits once, whether it waits or is worked on."""
    line = Line()
    for _ in range(2):
        assert line.add(Asked(GERMAN, "de", "balanced"))
    line.begin()
    line.next()
    assert line.add(Asked(GERMAN, "de", "balanced"))
    assert () == line.waiting()


@pytest.mark.parametrize("labels", ["de", "en"])
def test_a_question_that_cannot_be_taken_is_refused_with_a_word_why(chat: ChatPage, labels: str) -> None:
    """Too long a text and one too many are not asked, and the browser is told so, to put them back into the box."""
    line, limit = Line(), chat._service.settings.question_limit
    refused = chat.take(post("ü" * (limit + 1), 7), labels, None, None, line)
    assert page_text("too_long", labels, limit=str(limit)) in refused[chat.parts.told]
    assert "7 refused" in refused[chat.parts.taken]
    for number in range(MOST_WAITING):
        taken = chat.take(post(f"{number} " + "ü" * 9, number), labels, None, None, line)
        assert f"{number} taken" in taken[chat.parts.taken]
    refused = chat.take(post("Und?", 8), labels, None, None, line)
    assert page_text("line_full", labels, most=str(MOST_WAITING)) in refused[chat.parts.told]
    assert "8 refused" in refused[chat.parts.taken]
    assert MOST_WAITING == len(line.waiting())


@pytest.mark.parametrize("sent", [None, 7, "", "x", "[]", "{}", '{"number": "x", "text": null}', {"number": 1}])
def test_whatever_is_posted_is_read(sent: object) -> None:
    """Anything else than a numbered text is no text."""
    assert (0, None) == read_post(sent)


def test_a_question_sent_before_the_page_is_greeted_has_its_readers_language(chat: ChatPage) -> None:
    """Without a choice of language on the page, the browser's counts, and the address before it."""
    for header, query, expected in (("en-GB,de;q=0.5", {}, "en"), ("en", {"lang": "de"}, "de"), ("ru", {}, "en")):
        line = Line()
        request: Any = type("Request", (), {"headers": {"accept-language": header}, "query_params": query})()
        chat.take(post(GERMAN), None, None, None, line, request)
        assert [expected] == [asked.labels for asked in line.waiting()]


def test_a_kept_conversation_comes_back_as_it_was(chat: ChatPage) -> None:
    """Quotes, surroundings, refusals and problems: what the page shows is the same, read from the store again."""
    history: tuple[Exchange, ...] = ()
    for text in (GERMAN, THIRD, SECOND):
        history = ask(chat, text, "de", history)[-1][chat.parts.history]
    history = (*history, Exchange("Und?", problem="Die Platte ist weg."))
    back = load_exchanges(f"[{','.join(map(dump_exchange, history))}]", chat._service, "de")
    assert [exchange.report for exchange in history] == [exchange.report for exchange in back]
    slots = chat.parts.exchanges
    before, after = (chat._show(exchanges, "de") for exchanges in (history, back))
    for slot in slots[: len(history)]:
        assert before[slot.outcome] == after[slot.outcome]
        assert before[slot.question] == after[slot.question]
    assert [exchange.turns for exchange in history] == [exchange.turns for exchange in back]


@pytest.mark.parametrize("field", ["quote", "text", "start", "passage", "source"])
def test_a_kept_quote_that_the_store_does_not_have_is_not_shown(fake_service: Service, field: str) -> None:
    """Whatever a browser hands back: what does not stand in its text letter for letter is no answer."""
    exchange = record_answer(fake_service.ask(GERMAN), fake_service)
    assert exchange.answer
    first, *others = exchange.answer.citations
    forged = replace(first, **{field: 3 if field == "start" else "erfunden"})  # type: ignore[arg-type]
    answer = replace(exchange.answer, citations=(forged, *others))
    (back,) = load_exchanges(f"[{dump_exchange(replace(exchange, answer=answer))}]", fake_service, "de")
    assert (None, page_text("not_restored", "de")) == (back.answer, back.problem)


def test_a_kept_sentence_that_no_citation_carries_is_not_shown(fake_service: Service) -> None:
    """A sentence called verbatim is a quote, or the answer is not shown."""
    exchange = record_answer(fake_service.ask(GERMAN), fake_service)
    assert exchange.answer
    sentences = tuple(replace(one, text="Frei erfunden.") for one in exchange.answer.sentences)
    answer = replace(exchange.answer, sentences=sentences)
    (back,) = load_exchanges(f"[{dump_exchange(replace(exchange, answer=answer))}]", fake_service, "en")
    assert page_text("not_restored", "en") == back.problem


@pytest.mark.parametrize("sent", [None, 7, "", "x", "{}", "[1]", '[{"question": "Wer?"}]', "[" * 5000])
def test_whatever_is_handed_back_is_read_or_left(chat: ChatPage, sent: object) -> None:
    """What is no conversation of ours begins a new one, and the browser forgets it."""
    changes = chat.restore(sent, "de", ())
    assert () == changes[chat.parts.history]
    assert "forget" in changes[chat.parts.kept]


def test_no_more_comes_back_than_a_conversation_keeps(chat: ChatPage) -> None:
    """The newest exchanges; a conversation that has begun meanwhile goes before what was kept."""
    kept = ",".join(dump_exchange(Exchange(f"Frage {number}", problem="x")) for number in range(20))
    history = chat.restore(f"[{kept}]", "de", ())[chat.parts.history]
    assert (MOST_EXCHANGES, "Frage 19") == (len(history), history[-1].question)
    begun = (Exchange("Wer?", problem="x"),)
    assert begun == chat.restore(f"[{kept}]", "de", begun)[chat.parts.history]


class TestInBrowser:
    """What a reader sees and does."""

    pytestmark = in_browser

    @pytest.fixture
    def gate(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
        """Answers wait until it is set."""
        gate, answer = threading.Event(), Service.ask_events

        def wait(service: Service, text: str, **others: Any) -> Iterator[Event]:
            gate.wait(20)
            return answer(service, text, **others)

        monkeypatch.setattr(Service, "ask_events", wait)
        yield gate
        gate.set()

    @in_both
    def test_questions_sent_at_once_are_all_answered(
        self, visit: Visit, labels: str, gate: threading.Event, browser: Browser, address: str
    ) -> None:
        """Right after the page is loaded and while another is worked on: each waits in view, and has its turn."""
        page = visit.page
        page.goto(address)
        box = page.locator("#fs-box textarea")
        for text in (GERMAN, SECOND, THIRD):
            box.fill(text)
            page.keyboard.press("Enter")
        expect(page.locator(".fs-waiting li")).to_have_text([SECOND, THIRD])
        expect(page.locator(".fs-waiting h3")).to_have_text(page_text("waiting", labels))
        box.fill("Ein Gedanke für später")
        gate.set()
        expect(page.locator(".fs-question")).to_have_count(3)
        expect(page.locator(".fs-working")).to_have_count(0)
        expect(page.locator(".fs-waiting")).to_have_count(0)
        for question, text in zip(page.locator(".fs-question").all(), (GERMAN, SECOND, THIRD), strict=True):
            expect(question).to_contain_text(text)
        expect(box).to_have_value("Ein Gedanke für später")
        expect(page.locator(".fs-open").first).to_have_text(page_text("open_place", labels))
        expect(page.locator(".fs-nearest > summary")).to_have_text(page_text("nearest", labels, count="3"))

    @in_both
    def test_too_long_a_text_is_told_before_it_is_sent(self, visit: Visit, labels: str, real_service: Service) -> None:
        """The whole text stays in the box, Enter and button send nothing, and shortened it is sent."""
        limit = real_service.settings.question_limit
        box, told = visit.page.locator("#fs-box textarea"), visit.page.locator(".fs-too-long")
        expect(told).to_be_hidden()
        text = "ü" * (limit + 1)
        box.fill(text)
        expect(told).to_be_visible()
        expect(told).to_contain_text(page_text("too_long", labels, limit=str(limit)))
        expect(told).to_contain_text(f"({limit + 1})")
        visit.page.keyboard.press("Enter")
        visit.page.locator("#fs-send").click()
        expect(box).to_have_value(text)
        expect(visit.page.locator(".fs-question")).to_have_count(0)
        box.fill(text[:-1])
        expect(told).to_be_hidden()
        visit.ask(text[:-1])

    def test_a_question_that_fails_is_not_lost(self, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
        """It gets one line, and goes back into the box."""

        def fail(*_: object, **__: object) -> Answer:
            raise RuntimeError

        monkeypatch.setattr(Service, "ask_events", fail)
        visit.ask(GERMAN)
        expect(visit.page.locator(".fs-problem")).to_contain_text(page_text("unexpected", "de"))
        expect(visit.page.locator("#fs-box textarea")).to_have_value(GERMAN)

    def test_a_question_without_an_answer_outlives_a_reload(self, visit: Visit, gate: threading.Event) -> None:
        """It is back in the box; answered once, it does not come back."""
        box = visit.page.locator("#fs-box textarea")
        box.fill(GERMAN)
        visit.page.keyboard.press("Enter")
        expect(visit.page.locator(".fs-working")).to_have_count(1)
        visit.reload()
        expect(box).to_have_value(GERMAN)
        gate.set()
        visit.ask(GERMAN)
        visit.reload()
        expect(visit.page.locator(".fs-question")).to_have_count(1)
        expect(box).to_have_value("")

    @in_both
    def test_a_conversation_outlives_a_reload(self, visit: Visit, labels: str, browser: Browser, address: str) -> None:
        """Quotes and refusals are back, follow-ups follow; another tab has none of it, a new start forgets it."""
        page = visit.page
        visit.ask(GERMAN)
        visit.ask(THIRD)
        quotes = page.locator(".fs-quote blockquote").all_inner_texts()
        visit.reload()
        expect(page.locator(".fs-question")).to_have_count(2)
        assert quotes == page.locator(".fs-quote blockquote").all_inner_texts()
        expect(page.locator(".fs-open").first).to_have_text(page_text("open_place", labels))
        expect(page.locator(".fs-thumbs")).to_have_count(2)
        visit.ask("Und was sagt Putin dazu?")
        expect(page.locator(".fs-follows")).to_have_attribute("title", re.compile(re.escape(THIRD)))
        other = visit.context.new_page()
        other.goto(address)
        expect(other.locator(".fs-example").first).to_be_visible()
        expect(other.locator(".fs-question")).to_have_count(0)
        other.close()
        page.locator("#fs-new").click()
        expect(page.locator(".fs-question")).to_have_count(0)
        visit.reload()
        expect(page.locator(".fs-example").first).to_be_visible()
        expect(page.locator(".fs-question")).to_have_count(0)
