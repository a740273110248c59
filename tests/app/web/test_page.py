"""The served page: what it lets in, and what a reader sees and can do in a browser."""

from __future__ import annotations

import socket
from pathlib import Path

import gradio as gr
import pytest
from playwright.sync_api import Browser, expect
from starlette.testclient import TestClient

import prompts
from app.records import Answer
from app.service import Service
from app.settings import Settings
from app.web.guard import MOST_BYTES
from app.web.page import ChatPage, preferred_language
from app.web.parts import MOST_EXAMPLES, MOST_EXCHANGES, lay_out
from app.web.places import Exchange
from app.web.reports import page_language
from app.web.server import build_app, serve_chat
from app.web.waiting import Line
from index.errors import NoGenerationError
from ingest.errors import FundstelleError
from tests.app.web.talk import ask, post, work
from tests.exchanges import HOSTILE
from tests.fakes import FakeEncoder
from tests.visits import ENGLISH, GERMAN, Visit, english, in_browser

WITH_NOTES = (
    "Woran scheiterte der ursprüngliche Plan, die eingefrorenen russischen Guthaben zu nutzen?",
    "Wen kritisiert Putin dafür, Europa in das Chaos der Migration gestürzt zu haben?",
    "Welche Forderungen richtete Putin am 14. Juni 2024 an Kyjiw?",
)
"""Questions whose answers quote sentences with a note."""


@pytest.fixture(scope="module")
def client(fake_service: Service) -> TestClient:
    """The guarded application, asked without a browser."""
    return TestClient(build_app(fake_service), base_url="http://127.0.0.1:7860")


@pytest.mark.parametrize(
    "path",
    [
        "/docs", "/redoc", "/openapi.json", "/monitoring", "/monitoring/summary", "/config", "/login",
        "/gradio_api/info", "/gradio_api/openapi.json", "/gradio_api/file=/etc/passwd", "/gradio_api/proxy=http://example.org/",
        "/gradio_api/upload_progress", "/gradio_api/runs", "/file=/etc/passwd", "/assets/..%2Fconfig",
        "/nothing",
    ],
)  # fmt: skip
def test_what_the_page_does_not_use_is_closed(client: TestClient, path: str) -> None:
    """Only the page's own paths are open: no docs, no files, no proxy, no monitoring, no run history."""
    assert 404 == client.get(path).status_code


@pytest.mark.parametrize("path", ["/gradio_api/upload", "/gradio_api/call/answer", "/gradio_api/run/answer", "/login"])
def test_nothing_is_uploaded_or_called_past_the_queue(client: TestClient, path: str) -> None:
    """A file or a call by name is refused before anything reads it."""
    assert 404 == client.post(path, content=b"x").status_code


@pytest.mark.parametrize("host", ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", ""])
def test_only_this_machine_is_called_by_its_name(client: TestClient, host: str) -> None:
    """Another host name (DNS rebinding) is refused."""
    assert 400 == client.get("/", headers={"host": host}).status_code


def test_large_and_endless_bodies_and_other_sites_are_refused(client: TestClient) -> None:
    """A body over the limit, one of unknown length, and a call from another site never reach the page."""
    path = "/gradio_api/queue/join"
    assert 413 == client.post(path, content=b"x" * (MOST_BYTES + 1)).status_code
    assert 411 == client.post(path, content=iter([b"x"])).status_code
    assert 403 == client.post(path, content=b"{}", headers={"sec-fetch-site": "cross-site"}).status_code


@pytest.mark.parametrize("path", ["/", "/page.js", "/theme.css", "/nothing"])
def test_every_answer_carries_the_security_headers(client: TestClient, path: str) -> None:
    """Nothing is sniffed, framed, referred, or loaded from elsewhere; scripts run from files or by their hash alone."""
    headers = client.get(path).headers
    assert ("nosniff", "DENY", "no-referrer") == tuple(
        headers[name] for name in ("x-content-type-options", "x-frame-options", "referrer-policy")
    )
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert ("'none'", "'self' data: blob:", "'self'") == tuple(
        policy[name] for name in ("default-src", "img-src", "connect-src")
    )
    assert {"'self'"} == {word for word in policy["script-src"].split() if not word.startswith("'sha256-")}
    assert "http" not in headers["content-security-policy"]


def test_an_empty_store_is_told_before_anything_is_served(tmp_path: Path) -> None:
    """Without a generation there is no page, but one line with the remedy."""
    with pytest.raises(NoGenerationError, match="fundstelle ingest"):
        serve_chat(
            Service(Settings(store=tmp_path), encoder=FakeEncoder()), host="127.0.0.1", port=7860, open_browser=False
        )


@pytest.mark.parametrize("host", ["127.0.0.1", "no.such.host.invalid", "203.0.113.1"])
def test_an_address_that_cannot_be_used_is_told(fake_service: Service, host: str) -> None:
    """A port in use and an address that is not ours end as one line that names a command."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(FundstelleError, match=rf"{host}:{port}.*fundstelle chat --port \d+"):
            serve_chat(fake_service, host=host, port=port, open_browser=False)


@pytest.mark.parametrize(
    ("asked", "accepted", "expected"),
    [
        (None, "de-AT,en;q=0.5", "de"),
        (None, "fr-FR, en-US;q=0.8, de;q=0.2", "en"),
        (None, "ru", "en"),
        (None, None, "en"),
        ("de", "en-US", "de"),
        ("<x>", "de", "de"),
    ],
)
def test_the_page_speaks_the_readers_language(asked: str | None, accepted: str | None, expected: str) -> None:
    """The address decides, then the browser's first language that the page speaks, then English."""
    assert expected == preferred_language(asked, accepted)


@pytest.mark.parametrize("value", [None, "", "xx", "../de", 1, ["de"]])
def test_a_language_the_page_does_not_speak_is_none(value: object) -> None:
    """Whatever a browser sends as the language, it becomes one of the page's."""
    assert page_language(value) in prompts.PAGE_LANGUAGES


@pytest.fixture(scope="module")
def chat(fake_service: Service) -> ChatPage:
    """The page's events without a server."""
    with gr.Blocks():
        return ChatPage(fake_service, lay_out(fake_service.settings))


@pytest.mark.parametrize("error", [FundstelleError("the disk is away"), RuntimeError("boom")])
def test_a_broken_question_leaves_the_page_whole(
    chat: ChatPage, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """Whatever goes wrong with one question: a line in the chat, buttons that work, the question back in the box.

    Unless its reader has begun another.
    """

    def fail(*_: object, **__: object) -> Answer:
        raise error

    monkeypatch.setattr(Service, "ask_events", fail)
    line = Line()
    chat.take(post("Warum?"), "de", None, None, line)
    *_, last = work(chat, line)
    (exchange,) = last[chat.parts.history]
    assert exchange.problem
    assert "boom" not in exchange.problem
    assert last[chat.parts.clear]["interactive"]
    assert "Warum?" == chat.put_back("", line)[chat.parts.box]
    assert "Warum?" != chat.put_back("", line)[chat.parts.box]
    chat.take(post("Warum?"), "de", None, None, line)
    work(chat, line)
    assert "Warum?" != chat.put_back("Wozu?", line)[chat.parts.box]


@pytest.mark.parametrize("text", [None, 7, ["x"], {"text": "x"}])
def test_an_input_that_is_no_text_is_refused(chat: ChatPage, text: object) -> None:
    """Functions check what they are called with; a browser may send anything."""
    *_, last = ask(chat, text)
    assert prompts.page_text("wrong_input", "de") == last[chat.parts.history][-1].problem


def test_nothing_asked_changes_nothing(chat: ChatPage) -> None:
    """Enter in an empty box, or pressed twice, adds no exchange."""
    assert all(chat.parts.history not in changes for changes in ask(chat, "  \n"))


def test_a_long_conversation_keeps_the_newest(chat: ChatPage) -> None:
    """When the page is full the oldest exchange goes, and the newest is the last one shown."""
    history = tuple(Exchange(f"Frage {number}", problem="x") for number in range(MOST_EXCHANGES))
    *_, last = ask(chat, "Wer hat das verfasst?", "de", history)
    kept = last[chat.parts.history]
    assert ("Frage 1", "Wer hat das verfasst?", MOST_EXCHANGES) == (kept[0].question, kept[-1].question, len(kept))
    assert "Wer hat das verfasst?" in last[chat.parts.exchanges[-1].question]["value"]


EXAMPLES = {"de": ("Wer?", "Was?", "Wann?", "Wo?", "Warum?"), "en": ("Who?",)}


@pytest.mark.parametrize(("labels", "shown"), [("de", EXAMPLES["de"][:4]), ("en", ("Who?",)), ("ru", ())])
def test_examples_are_the_dossiers_own(
    chat: ChatPage, monkeypatch: pytest.MonkeyPatch, labels: str, shown: tuple[str, ...]
) -> None:
    """Up to four of the manifest's questions in the page's language are offered; a dossier without any offers none."""
    monkeypatch.setattr(chat, "examples", {name: EXAMPLES[name] for name in EXAMPLES if name == labels})
    changes = chat.relabel(labels, ())
    page = page_language(labels)
    updates = [changes[button] for button in chat.parts.examples]
    assert list(shown) == [update["value"] for update in updates if update["visible"]]
    assert bool(shown) == changes[chat.parts.start]["visible"]
    for number in range(MOST_EXAMPLES + 1):
        line = Line()
        chat.take_example(number, page, None, None, line)
        assert list(shown[number : number + 1]) == [asked.text for asked in line.waiting()]


def examples_of(service: Service, labels: str) -> tuple[str, ...]:
    """The example questions of the dossier that a service answers from."""
    return tuple(service.sources().manifest.examples[labels])


class TestInBrowser:
    """What a reader sees and does."""

    pytestmark = in_browser

    def test_a_german_question_opens_its_quote(self, visit: Visit, real_service: Service) -> None:
        """Each quote is shown, and its citation opens the passage with exactly that quote marked."""
        answer = real_service.ask(GERMAN)
        visit.ask(GERMAN)
        assert len(answer.citations) == visit.page.locator(".fs-quote").count()
        for number, citation in enumerate(answer.citations):
            place = visit.page.locator(".fs-quote > .fs-place").nth(number)
            expect(place.locator(".fs-panel")).to_be_hidden()
            place.locator("summary").focus()
            visit.page.keyboard.press("Enter")
            expect(place.locator(".fs-panel")).to_be_visible()
            assert citation.quote == place.locator("mark").evaluate("mark => mark.textContent")

    @english
    def test_an_english_question_is_answered_in_english(self, visit: Visit) -> None:
        """The page came up in the browser's language, and the frame is in the question's."""
        expect(visit.page.locator("#fs-send")).to_have_text("Ask")
        visit.ask(ENGLISH)
        expect(visit.page.locator(".fs-frame").first).to_have_text(prompts.frame("answer", "en"))
        assert "600.000" in visit.page.locator(".fs-answer").inner_text()

    def test_a_note_leads_to_its_source(self, visit: Visit, real_service: Service) -> None:
        """A note of the quote is shown with a link to the work's address, opening apart."""
        question, number, url = next(
            (question, number, note.url)
            for question in (GERMAN, *examples_of(real_service, "de"), *WITH_NOTES)
            for number, citation in enumerate(real_service.ask(question).citations)
            for note in (*citation.footnotes, citation.note)
            if note and note.url
        )
        visit.ask(question)
        place = visit.page.locator(".fs-quote > .fs-place").nth(number)
        place.locator("summary").click()
        link = place.locator(f'.fs-notes a[href="{url}"]')
        expect(link).to_be_visible()
        assert ("_blank", "noopener noreferrer") == (link.get_attribute("target"), link.get_attribute("rel"))

    def test_switching_the_language_relabels_everything(self, visit: Visit, real_service: Service) -> None:
        """Buttons, placeholder, examples, heading and panels change; the answer's own frames do not."""
        expect(visit.page.locator(".fs-example")).to_have_text(list(examples_of(real_service, "de")))
        visit.page.get_by_label("English").check()
        expect(visit.page.locator(".fs-example")).to_have_text(list(examples_of(real_service, "en")))
        visit.ask(GERMAN)
        for language in ("de", "en"):
            visit.page.get_by_label({"de": "Deutsch", "en": "English"}[language]).check()
            for place, name in (("#fs-send", "send"), ("#fs-new", "new_chat"), (".fs-open >> nth=0", "open_place")):
                expect(visit.page.locator(place)).to_have_text(prompts.page_text(name, language))
            expect(visit.page.locator("#fs-box textarea")).to_have_attribute(
                "placeholder", prompts.page_text("question_hint", language)
            )
            expect(visit.page.locator(".fs-head")).to_contain_text(prompts.page_text("subtitle", language))
            expect(visit.page.locator("html")).to_have_attribute("lang", language)
            expect(visit.page.locator(".fs-frame").first).to_have_text(prompts.frame("answer", "de"))

    def test_what_is_not_there_is_said_to_be_missing(self, visit: Visit) -> None:
        """The population of Brazil is not in the dossier: the reason, no quote, and passages to look at."""
        visit.ask("Wie viele Einwohner hat Brasilien?")
        expect(visit.page.locator(".fs-frame")).to_have_text(prompts.frame("not_in_dossier", "de"))
        expect(visit.page.locator(".fs-quote")).to_have_count(0)
        nearest = visit.page.locator(".fs-nearest")
        expect(nearest.locator(".fs-place").first).to_be_hidden()
        nearest.locator("> summary").click()
        nearest.locator(".fs-place summary").first.click()
        expect(nearest.locator(".fs-passage").first).to_be_visible()

    def test_a_hostile_question_is_shown_and_runs_nothing(self, visit: Visit) -> None:
        """No part of the corpus runs, loads or draws anything; each is shown as it was typed."""
        for text in ("<img src=x onerror=window.ran=1>", *HOSTILE):
            visit.ask(" ".join(text.split()))
            shown = visit.page.locator(".fs-question").last.inner_text()
            assert " ".join(text.split()) in shown
        tags = "#fs-talk :is(img, script, iframe, svg, form, input, [onerror], [onmouseover], [ontoggle])"
        in_answers = visit.page.locator(tags.replace("#fs-talk", ":is(.fs-question, .fs-follows, .fs-answer)"))
        expect(in_answers).to_have_count(0)
        assert visit.page.evaluate("window.ran") is None

    def test_an_example_is_asked_and_a_new_conversation_is_empty(self, visit: Visit, real_service: Service) -> None:
        """A click on an example asks it; a new conversation brings the examples back."""
        visit.page.locator(".fs-example").first.click()
        expect(visit.page.locator(".fs-question")).to_contain_text(examples_of(real_service, "de")[0])
        expect(visit.page.locator(".fs-example").first).to_be_hidden()
        expect(visit.page.locator("#fs-new")).to_be_enabled()
        visit.page.locator("#fs-new").click()
        expect(visit.page.locator(".fs-question")).to_have_count(0)
        expect(visit.page.locator(".fs-example").first).to_be_visible()

    def test_what_is_open_stays_open(self, visit: Visit) -> None:
        """The next question leaves an opened citation above it alone."""
        visit.ask(GERMAN)
        visit.page.locator(".fs-quote .fs-place summary").first.click()
        visit.ask(ENGLISH)
        expect(visit.page.locator(".fs-quote .fs-panel").first).to_be_visible()

    def test_two_readers_do_not_meet(self, visit: Visit, browser: Browser, address: str) -> None:
        """A conversation belongs to its reader: another one starts empty, in his own language."""
        visit.ask(GERMAN)
        other = Visit(browser, address, locale="en-GB", query="?lang=en")
        expect(other.page.locator("#fs-send")).to_have_text("Ask")
        expect(other.page.locator(".fs-question")).to_have_count(0)
        other.ask(ENGLISH)
        expect(visit.page.locator(".fs-question")).to_have_count(1)
        other.context.close()

    @pytest.mark.parametrize("width", [390, 1280])
    def test_the_page_fits_its_window(self, visit: Visit, width: int) -> None:
        """Nothing sticks out sideways, on a phone or a desk, with a citation open."""
        visit.page.set_viewport_size({"width": width, "height": 844})
        visit.ask(GERMAN)
        visit.page.locator(".fs-quote .fs-place summary").first.click()
        assert width >= visit.page.evaluate("document.documentElement.scrollWidth")
        expect(visit.page.locator("#fs-box textarea")).to_be_in_viewport()
