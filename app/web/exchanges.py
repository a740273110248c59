"""The place of one exchange on the page: its question, what that was understood to follow, and what is said to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from app.web.html import render_follows, render_outcome, render_question
from app.web.places import Exchange
from app.web.reports import Changes
from prompts import page_text


@dataclass(frozen=True, slots=True)
class ExchangeSlot:
    """The components of one exchange, top to bottom."""

    question: gr.Markdown
    following: gr.Row
    """Hidden where the question stands by itself."""
    follows: gr.Markdown
    alone: gr.Button
    """Asks the question again without those before it."""
    outcome: gr.Markdown

    @property
    def components(self) -> list[Any]:
        """All of them, for the outputs of an event."""
        return [self.question, self.following, self.follows, self.alone, self.outcome]


def lay_out_exchange(labels: str) -> ExchangeSlot:
    """Put one slot's components on the page, hidden."""
    question = gr.Markdown(visible=False, latex_delimiters=[])
    with gr.Row(visible=False, elem_classes="fs-following") as following:
        follows = gr.Markdown(latex_delimiters=[])
        alone = gr.Button(page_text("ask_alone", labels), size="sm", scale=0, min_width=0, elem_classes="fs-alone")
    return ExchangeSlot(question, following, follows, alone, gr.Markdown(visible=False, latex_delimiters=[]))


def draw_exchange(slot: ExchangeSlot, exchange: Exchange | None, labels: str) -> Changes:
    """A slot with its exchange, or hidden where the conversation is not that long."""
    if exchange is None:
        hidden = gr.update(value="", visible=False)
        return {slot.question: hidden, slot.following: gr.update(visible=False), slot.follows: "", slot.outcome: hidden}
    follows = render_follows(exchange.answer) if exchange.answer else ""
    return {
        slot.question: gr.update(value=render_question(exchange.question, labels), visible=True),
        slot.following: gr.update(visible=bool(follows)),
        slot.follows: follows,
        slot.alone: gr.update(value=page_text("ask_alone", labels)),
        slot.outcome: gr.update(value=render_outcome(exchange, labels), visible=True),
    }
