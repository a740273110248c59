"""Prose on the page: the quotes first, sentences as they come, a stop, quotes only, and a model that fails."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import gradio as gr
import pytest
import uvicorn
from playwright.sync_api import Browser, expect

from app.checking.claims.records import Problem
from app.models.errors import ModelError
from app.prose import writing
from app.service import Service
from app.web.page import ChatPage
from app.web.parts import lay_out
from tests.app.web.talk import ask
from tests.fakes import FakeModel, Script
from tests.visits import ENGLISH, GERMAN, Visit, in_browser

LIMIT = "Der 28-Punkte-Plan fordert, die ukrainischen Truppen auf 600.000 zu begrenzen. [1]"
FIRST, UNGIVEN = "Das steht so im Beleg. [1]\n", "Das steht nirgends. [9]\n"


@pytest.fixture
def lenient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever cites a piece that was given is shown: what the checks find is tested elsewhere."""

    def check(_: object, numbers: Sequence[int], issued: Mapping[int, object], **__: object) -> tuple[Problem, ...]:
        return () if set(numbers) <= set(issued) else (Problem("marker", "", "cites what was not given"),)

    monkeypatch.setattr(writing, "check_statement", check)


def open_chat(service: Service, *scripts: Script) -> ChatPage:
    """The page's events over a scripted model whose sentences no check of meaning looks at."""
    asked = Service(service.settings, encoder=service.encoder, model=FakeModel(scripts))
    opening = asked._open_writer
    asked._open_writer = lambda stopped: replace(opening(stopped), similar=None)  # type: ignore[method-assign, type-var]
    with gr.Blocks():
        return ChatPage(asked, lay_out(asked.settings, asked.model_name))


def outcomes(chat: ChatPage, changes: list[dict[Any, Any]]) -> list[str]:
    """What stands in the first exchange, change by change."""
    slot = chat.parts.exchanges[0].outcome
    return [str(one[slot]["value"]) for one in changes if slot in one]


@pytest.mark.usefixtures("lenient")
def test_the_quotes_are_shown_while_the_model_writes(fake_service: Service) -> None:
    """First the quotes with the line that it writes, then its sentence above them, then without that line."""
    chat = open_chat(fake_service, FIRST + UNGIVEN)
    *_, begun, first, _, last = outcomes(chat, ask(chat, GERMAN))
    assert [True, True, False] == ["fake schreibt" in shown for shown in (begun, first, last)]
    assert ["fs-quote" in shown for shown in (begun, first, last)] == [True] * 3
    assert [False, True, True] == ["Das steht so im Beleg." in shown for shown in (begun, first, last)]
    assert not any("Das steht nirgends" in shown for shown in (begun, first, last))
    assert "die Zitate sie nicht tragen: 1." in last


@pytest.mark.usefixtures("lenient")
def test_a_mark_leads_to_its_quote(fake_service: Service) -> None:
    """What a sentence rests on is one click away: the address of its mark is that of the quote's figure."""
    chat = open_chat(fake_service, FIRST)
    changes = ask(chat, GERMAN)
    shown, report = outcomes(chat, changes)[-1], changes[-1][chat.parts.history][0].report
    assert f'href="#q-{report}-1"' in shown
    assert f'id="q-{report}-1"' in shown


def test_quotes_only_asks_no_model(fake_service: Service) -> None:
    """A reader who wants quotes alone has them, and nobody writes."""
    chat = open_chat(fake_service)
    *_, last = outcomes(chat, ask(chat, GERMAN, quotes=True))
    assert "fs-quote" in last
    assert "fs-prose-line" not in last


def test_a_model_that_fails_leaves_the_quotes_and_a_line(fake_service: Service) -> None:
    """Nothing of a broken answer stays, and its reader is told."""
    chat = open_chat(fake_service, [FIRST, ModelError("the language model broke off", where="there")])
    *_, last = outcomes(chat, ask(chat, GERMAN))
    assert "keine brauchbare Antwort gegeben; hier die Zitate" in last
    assert "fs-prose-line" not in last
    assert "fs-quote" in last


def test_without_a_model_there_is_nothing_to_choose(fake_service: Service) -> None:
    """The switch is on the page only where a model is set; its label names the model."""
    with gr.Blocks():
        bare = lay_out(fake_service.settings, "")
    assert not bare.quotes.visible
    chat = open_chat(fake_service)
    assert chat.parts.quotes.visible
    assert "fake" in chat.relabel("en", ())[chat.parts.quotes]["label"]


class TestInBrowser:
    """A reader watches a model write, and stops it."""

    pytestmark = in_browser

    @pytest.fixture(scope="class")
    def writing(self, real_service: Service) -> Iterator[str]:
        """The page over a model that says one carried sentence, then another one every half second, for ever."""
        from app.web.server import build_app

        def go_on() -> Iterator[str]:
            yield LIMIT + "\n"
            for number in range(10_000):
                time.sleep(0.05)
                yield "\nDas steht nirgends. [9]\n" if number % 10 == 9 else " "

        model = FakeModel(lambda _: go_on())  # type: ignore[arg-type, return-value]
        service = Service(real_service.settings, encoder=real_service.encoder, model=model)
        server = uvicorn.Server(uvicorn.Config(build_app(service), log_level="warning", timeout_graceful_shutdown=1))
        with socket.create_server(("127.0.0.1", 0)) as listening:
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
            thread.start()
            while not server.started:
                assert thread.is_alive()
                time.sleep(0.05)
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
            server.should_exit = True
            thread.join(10)

    def test_a_reader_stops_the_model_and_keeps_what_came(self, browser: Browser, writing: str) -> None:
        """The sentence that came stays, its mark jumps to its quote, and the next question can be asked."""
        visit = Visit(browser, writing, locale="de-DE")
        page = visit.page
        page.locator("#fs-box textarea").fill(GERMAN)
        page.keyboard.press("Enter")
        expect(page.locator(".fs-prose-line")).to_have_count(1)
        page.locator("#fs-stop").click()
        expect(page.locator("#fs-stop")).to_be_hidden()
        expect(page.locator(".fs-working")).to_have_count(0)
        expect(page.locator(".fs-prose-line")).to_have_count(1)
        page.locator(".fs-mark").first.click()
        expect(page.locator(".fs-quote").first).to_be_in_viewport()
        page.locator("#fs-quotes input").check()
        visit.ask(ENGLISH)
        expect(page.locator(".fs-prose-line")).to_have_count(1)
        assert [] == visit.troubles
