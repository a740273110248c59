"""Talking to the page's events without a server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

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
) -> list[dict[Any, Any]]:
    """Send a question and work on it: the changes to the page, what the browser is told first of all left out."""
    line = Line()
    chat.take(post(text), labels, caution, line)
    return work(chat, line, history, drafts)


def work(
    chat: ChatPage, line: Line, history: History = (), drafts: Mapping[str, str] | None = None
) -> list[dict[Any, Any]]:
    """Work off what waits; only the changes that an exchange makes."""
    return [changes for changes in chat.work(history, drafts or {}, line) if set(changes) != {chat.parts.waiting}]
