"""What stands on the page, top to bottom."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from app.settings import Settings
from app.web.caution import CautionControl, lay_out_caution
from app.web.exchanges import ExchangeSlot, lay_out_exchange
from app.web.html import render
from app.web.reports import ReportSlot, lay_out_report
from app.web.waiting import Line
from prompts import PAGE_LANGUAGES, page_text

MOST_EXAMPLES = 4
"""Most example questions shown."""
MOST_EXCHANGES = 16
"""Exchanges that a conversation keeps; the oldest go."""
_LANGUAGE_NAMES = {"de": "Deutsch", "en": "English"}


@dataclass(frozen=True, slots=True)
class Parts:
    """The components that events change."""

    heading: gr.Markdown
    language: gr.Radio
    caution: CautionControl
    intro: gr.Markdown
    exchanges: tuple[ExchangeSlot, ...]
    """One for each exchange, oldest first; those without one are hidden."""
    reports: tuple[ReportSlot, ...]
    """One below each of `exchanges`."""
    start: gr.Column
    """The examples, before the first question."""
    about_examples: gr.Markdown
    examples: tuple[gr.Button, ...]
    box: gr.Textbox
    send: gr.Button
    clear: gr.Button
    waiting: gr.Markdown
    """The questions that wait while another is worked on."""
    told: gr.Markdown
    """Why the text in the box was not sent, or could not be."""
    too_long: gr.Markdown
    """Shown by the browser while the text in the box is too long."""
    kept: gr.Markdown
    """Never seen: what the browser is told to keep, or to forget (see page.js)."""
    post: gr.Textbox
    """Never seen: the question that the browser sends."""
    taken: gr.Markdown
    """Never seen: the browser is told which question was taken or refused."""
    restore: gr.Textbox
    """Never seen: what the browser kept, handed back."""
    quotes: gr.Checkbox
    """Whether the language model is not asked; hidden where none is set."""
    stop: gr.Button
    """Shown while the model writes."""
    history: gr.State
    drafts: gr.State
    line: gr.State


def lay_out(settings: Settings, model: str = "") -> Parts:
    """Put the components on the page, top to bottom, labelled in the first of the page's languages."""
    labels = PAGE_LANGUAGES[0]
    with gr.Row(elem_id="fs-top"):
        heading = gr.Markdown(elem_id="fs-heading")
        with gr.Column(elem_id="fs-tools", scale=0, min_width=0):
            with gr.Row(elem_id="fs-switches"):
                language = gr.Radio(
                    [(_LANGUAGE_NAMES[name], name) for name in PAGE_LANGUAGES],
                    label=page_text("language", labels), elem_id="fs-language", container=False, scale=0,
                )  # fmt: skip
                clear = gr.Button(page_text("new_chat", labels), size="sm", scale=0, elem_id="fs-new")
            caution = lay_out_caution(labels, settings.abstention.caution)
            quotes = gr.Checkbox(
                label=page_text("quotes_only", labels, model=model), visible=bool(model), container=False,
                elem_id="fs-quotes",
            )  # fmt: skip
    with gr.Column(elem_id="fs-talk"):
        intro = gr.Markdown(render("intro", labels))
        pairs = [(lay_out_exchange(labels), lay_out_report(labels)) for _ in range(MOST_EXCHANGES)]
        exchanges, reports = tuple(zip(*pairs, strict=True))
        waiting = gr.Markdown(elem_id="fs-line")
    with gr.Column(elem_id="fs-bottom"):
        with gr.Column(visible=False, elem_id="fs-start") as start:
            about = gr.Markdown(page_text("examples", labels))
            with gr.Row(elem_id="fs-examples"):
                examples = tuple(
                    gr.Button(visible=False, size="sm", elem_classes="fs-example") for _ in range(MOST_EXAMPLES)
                )
        told, too_long = gr.Markdown(elem_id="fs-told"), gr.Markdown(elem_id="fs-long")
        with gr.Row(elem_id="fs-ask"):
            box = gr.Textbox(
                label=page_text("question", labels), placeholder=page_text("question_hint", labels), show_label=False,
                lines=1, max_lines=5, autofocus=True, container=False, elem_id="fs-box",
            )  # fmt: skip
            stop = gr.Button(page_text("stop", labels), visible=False, scale=0, min_width=72, elem_id="fs-stop")
            send = gr.Button(page_text("send", labels), variant="primary", scale=0, min_width=96, elem_id="fs-send")
    with gr.Column(elem_id="fs-between"):
        post, restore = (
            gr.Textbox(elem_id="fs-post", show_label=False),
            gr.Textbox(elem_id="fs-restore", show_label=False),
        )
        taken, kept = gr.Markdown(), gr.Markdown()
    history, drafts, line = gr.State(()), gr.State({}), gr.State(Line())
    return Parts(
        heading, language, caution, intro, exchanges, reports, start, about, examples, box, send, clear,
        waiting, told, too_long, kept, post, taken, restore, quotes, stop, history, drafts, line,
    )  # fmt: skip
