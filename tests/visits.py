"""The page served to a browser, and a reader's visit to it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from app.service import Service

GERMAN = "Welche Obergrenze für die ukrainischen Truppen nennt der 28-Punkte-Plan?"
ENGLISH = "What troop limit does the 28-point plan set for Ukraine?"
in_browser = [pytest.mark.browser, pytest.mark.model]
"""The marks of tests that visit the page over the real encoder."""
english = pytest.mark.parametrize("visit", [{"locale": "en-GB"}], indirect=True)
CHROMIUM = "/usr/bin/chromium"
_CUT_OFF = ("AbortError", "Connection errored out")
"""What the page complains of when it is left while it waits for the server."""
expect.set_options(timeout=20_000)  # Milliseconds; a busy machine may hold a page up for longer than the usual five.


@pytest.fixture(scope="session")
def address(real_service: Service) -> Iterator[str]:
    """The page over the bundled dossier with the real encoder, served on a free port."""
    from app.web.server import build_app

    server = uvicorn.Server(uvicorn.Config(build_app(real_service), log_level="warning", timeout_graceful_shutdown=1))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium that calls nobody by itself."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


class Visit:
    """An open page with what went wrong on it and whom it called."""

    def __init__(self, browser: Browser, address: str, *, locale: str, query: str = "") -> None:
        self.context = browser.new_context(locale=locale, reduced_motion="reduce")
        self.page: Page = self.context.new_page()
        self.troubles: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self._hear(message.type, message.text))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("dialog", lambda dialog: self.troubles.append(dialog.message))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(address + query)
        expect(self.page.locator("#fs-heading h1")).to_have_text("Fundstelle")

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error":
            self.troubles.append(text)

    def ask(self, question: str) -> None:
        """Type a question and wait for what the page says to it."""
        before = self.page.locator(".fs-question").count()
        self.page.locator("#fs-box textarea").fill(question)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".fs-question")).to_have_count(before + 1)
        expect(self.page.locator(".fs-working")).to_have_count(0)
        expect(self.page.locator("#fs-new")).to_be_enabled()

    def reload(self) -> None:
        """Leave the page and come back; that its own streams are cut off on leaving is no trouble."""
        before = list(self.troubles)
        self.page.reload()
        expect(self.page.locator("#fs-heading h1")).to_have_text("Fundstelle")
        left = [one for one in self.troubles[len(before) :] if not any(cut in one for cut in _CUT_OFF)]
        self.troubles[:] = [*before, *left]


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A visit in the marked locale (German unless told); afterwards: no error, no call to anybody else."""
    visit = Visit(browser, address, **{"locale": "de-DE", **getattr(request, "param", {})})
    yield visit
    visit.context.close()
    assert [] == visit.troubles
    assert [] == [url for url in visit.requests if not url.startswith((address, "data:", "blob:"))]
