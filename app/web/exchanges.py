"""One exchange on the page: the question, what it was taken to follow up on, and the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from app.web.html import render_follows, render_kind, render_outcome, render_question
from app.web.places import Exchange
from app.web.reports import Updates
from prompts import page_text


@dataclass(frozen=True, slots=True)
class ExchangeSlot:
    """The components of one exchange, top to bottom."""

    question: gr.Markdown
    following: gr.Row
    """Hidden where the question is no follow-up and was understood as a plain one."""
    follows: gr.Markdown
    alone: gr.Button
    """Asks the question again without the history."""
    plain: gr.Button
    """Asks the question again as it stands, whatever kind of thing it seemed to ask."""
    outcome: gr.Markdown

    @property
    def components(self) -> list[Any]:
        """All components, as outputs of an event."""
        return [self.question, self.following, self.follows, self.alone, self.plain, self.outcome]


def lay_out_exchange(labels: str) -> ExchangeSlot:
    """Create the components of one slot, hidden."""
    question = gr.Markdown(visible=False, latex_delimiters=[])
    with gr.Row(visible=False, elem_classes="fs-following") as following:
        follows = gr.Markdown(latex_delimiters=[])
        alone, plain = (
            gr.Button(page_text(name, labels), size="sm", scale=0, min_width=0, elem_classes=f"fs-alone {name}")
            for name in ("ask_alone", "ask_plain")
        )
    return ExchangeSlot(question, following, follows, alone, plain, gr.Markdown(visible=False, latex_delimiters=[]))


def draw_exchange(slot: ExchangeSlot, exchange: Exchange | None, labels: str) -> Updates:
    """Redraw a slot with its exchange; hide it where the conversation is shorter."""
    if exchange is None:
        hidden = gr.update(value="", visible=False)
        return {slot.question: hidden, slot.following: gr.update(visible=False), slot.follows: "", slot.outcome: hidden}
    follows, kind = "", ""
    if exchange.answer:
        follows, kind = render_follows(exchange.answer), render_kind(exchange.answer, labels)
    return {
        slot.question: gr.update(value=render_question(exchange.question, labels), visible=True),
        slot.following: gr.update(visible=bool(follows or kind)),
        slot.follows: follows + kind,
        slot.alone: gr.update(value=page_text("ask_alone", labels), visible=bool(follows)),
        slot.plain: gr.update(value=page_text("ask_plain", labels), visible=bool(kind)),
        slot.outcome: gr.update(value=render_outcome(exchange, labels), visible=True),
    }
