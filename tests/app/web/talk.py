"""Talking to the page's events: without a server, and over HTTP without the page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import httpx

from app.web.page import ChatPage
from app.web.reports import History
from app.web.waiting import Line


def post(text: object, number: int = 1) -> str:
    """A question as the browser sends it."""
    return json.dumps({"number": number, "text": text})


def ask(
    chat: ChatPage,
    text: object,
    labels: str = "de",
    history: History = (),
    drafts: Mapping[str, str] | None = None,
    caution: object = None,
    quotes: object = None,
) -> list[dict[Any, Any]]:
    """Send a question and work on it: the changes to the page, what the browser is told first of all left out."""
    line = Line()
    chat.take(post(text), labels, caution, quotes, line)
    return work(chat, line, history, drafts)


def work(
    chat: ChatPage, line: Line, history: History = (), drafts: Mapping[str, str] | None = None
) -> list[dict[Any, Any]]:
    """Work off what waits; only the changes that an exchange makes."""
    return [changes for changes in chat.work(history, drafts or {}, line) if set(changes) != {chat.parts.waiting}]


class Caller:
    """Somebody who calls the page's events over HTTP, without the page."""

    def __init__(self, address: str) -> None:
        self._http = httpx.Client(base_url=address, timeout=30)
        page = self._http.get("/").text
        found = re.search(r"window\.gradio_config = (\{.*?\});\s*</script>", page, re.DOTALL)
        assert found
        self.events = json.loads(found[1])["dependencies"]

    def call(self, number: int, data: list[Any]) -> dict[str, Any]:
        """Send `data` to an event, and what comes back."""
        joined = {"fn_index": number, "data": data, "session_hash": f"forged{number}", "event_data": {"x": "y"}}
        assert 200 == self._http.post("/gradio_api/queue/join", json=joined).status_code
        with self._http.stream("GET", "/gradio_api/queue/data", params={"session_hash": f"forged{number}"}) as stream:
            for line in stream.iter_lines():
                message = json.loads(line.removeprefix("data: ")) if line.startswith("data: ") else {}
                if message.get("msg") == "process_completed":
                    return dict(message)
        raise AssertionError("no answer")
