"""The page: what stands on it, and what happens when somebody asks, switches the language or starts anew."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest
from typing import Any

import gradio as gr

from app.errors import describe_unexpected
from app.feedback.store import FEEDBACK_FILE, FeedbackStore
from app.records import Caution, Turn
from app.service import Service
from app.settings import Settings
from app.web.caution import CautionControl, draw_caution, draw_choice, lay_out_caution, read_caution
from app.web.exchanges import ExchangeSlot, draw_exchange, lay_out_exchange
from app.web.html import render
from app.web.places import Exchange, record_answer
from app.web.reports import Drafts, History, Reports, ReportSlot, Updates, lay_out_report, page_language
from ingest.errors import FundstelleError
from prompts import PAGE_LANGUAGES, page_text

_log = logging.getLogger(__name__)
MOST_EXAMPLES = 4
"""Most example questions shown."""
MOST_EXCHANGES = 16
"""Exchanges that a conversation keeps; the oldest go."""
_TURNS = 6
"""Earlier questions handed to the ask-flow."""
_AT_ONCE = 2
"""Questions worked on at the same time; the others wait in the queue."""
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
    history: gr.State
    drafts: gr.State


class ChatPage:
    """The events of the page. A conversation lives in the session's state on the server, nothing in here."""

    def __init__(self, service: Service, parts: Parts) -> None:
        manifest = service.sources().manifest
        self._service = service
        self.parts = parts
        self.reports = Reports(FeedbackStore(service.store / FEEDBACK_FILE), parts.reports, parts.drafts)
        self._caution = service.settings.abstention.caution
        self._manifest = manifest
        self.examples: Mapping[str, Sequence[str]] = manifest.examples
        """Questions to begin with, by language."""

    def greet(self, request: gr.Request) -> Updates:
        """The page in the language of the address (`?lang=en`), else the browser's."""
        labels = preferred_language(request.query_params.get("lang"), request.headers.get("accept-language"))
        return {**self.relabel(labels, ()), self.parts.language: gr.update(value=labels)}

    def relabel(self, language: object, history: History, caution: object = None) -> Updates:
        """Everything on the page in another language."""
        labels, parts = page_language(language), self.parts
        examples = self._list_examples(labels)
        return {
            parts.heading: self._draw_heading(labels),
            parts.language: gr.update(label=page_text("language", labels)),
            **draw_caution(parts.caution, read_caution(caution, self._caution), labels),
            parts.about_examples: page_text("examples", labels),
            parts.box: gr.update(label=page_text("question", labels), placeholder=page_text("question_hint", labels)),
            parts.send: page_text("send", labels),
            parts.clear: page_text("new_chat", labels),
            **{
                button: gr.update(value=example or "", visible=example is not None)
                for button, example in zip_longest(parts.examples, examples)
            },
            **self._show_talk(history, labels),
            parts.intro: gr.update(value=render("intro", labels), visible=not history),
        }

    def _show_talk(self, history: History, labels: str) -> Updates:
        """The whole conversation, or what stands in its place before the first question."""
        parts, begins = self.parts, not history
        return {
            parts.intro: gr.update(visible=begins),
            parts.start: gr.update(visible=begins and bool(self._list_examples(labels))),
            **self._show(history, labels),
            **self.reports.show(history, labels),
        }

    def _draw_heading(self, labels: str) -> str:
        """The dossier, and how many of its works are here: a page that stays open sees what an ingest takes in."""
        heading = render("heading", labels, dossier=self._manifest.title)
        try:
            held, works = self._manifest.count_held(self._service.documents())
        except FundstelleError:
            return heading  # Whoever asks is told what is wrong.
        return heading + (render("works", labels, held=str(held), works=str(works)) if works else "")

    def choose_caution(self, chosen: gr.SelectData, language: object) -> Updates:
        """Say what is chosen; it acts on the reader's next question."""
        return draw_choice(self.parts.caution, read_caution(chosen.value, self._caution), page_language(language))

    def choose_language(self, chosen: gr.SelectData, history: History, caution: object = None) -> Updates:
        """The page in the language chosen."""
        return self.relabel(chosen.value, history, caution)

    def answer(
        self,
        text: object,
        language: object,
        history: History,
        drafts: Drafts,
        caution: object = None,
        *,
        alone: bool = False,
    ) -> Iterator[Updates]:
        """Show the question at once, then its answer; a question that fails goes back into the box.

        `alone`: what was asked before is not handed to the ask-flow.
        """
        labels, parts = page_language(language), self.parts
        question = text if isinstance(text, str) else ""
        if text == question and not question.strip():
            yield {parts.box: gr.skip()}  # Enter, pressed once too often.
            return
        kept = history[-(MOST_EXCHANGES - 1) :]
        moved = {parts.history: kept, **self.reports.move(kept, labels, drafts)} if kept != history else {}
        yield {
            **moved,
            **self._show_last((*history, Exchange(question)), labels),
            parts.box: "",
            parts.intro: gr.update(visible=False),
            parts.start: gr.update(visible=False),
            **self._enable(labels, enabled=False),
        }
        exchange = self._ask(text, labels, () if alone else history, read_caution(caution, self._caution))
        history = (*history, exchange)
        failed = exchange.answer is None or exchange.answer.status == "failed"
        yield {
            parts.history: (*kept, exchange),
            **self._show_last(history, labels),
            **self.reports.offer(len(kept), labels),
            parts.box: question if failed else gr.skip(),
            **self._enable(labels, enabled=True),
        }

    def answer_example(
        self, number: int, language: object, history: History, drafts: Drafts, caution: object = None
    ) -> Iterator[Updates]:
        """Ask one of the example questions."""
        examples = self._list_examples(page_language(language))
        yield from self.answer(examples[number] if number < len(examples) else "", language, history, drafts, caution)

    def answer_alone(
        self, number: int, language: object, history: History, drafts: Drafts, caution: object = None
    ) -> Iterator[Updates]:
        """Ask a question of the conversation again, this time without those before it."""
        text = history[number].question if number < len(history) else ""
        yield from self.answer(text, language, history, drafts, caution, alone=True)

    def start_anew(self, language: object) -> Updates:
        """An empty conversation; what the reader has chosen stays, so its controls are left alone."""
        parts = self.parts
        return {**self._show_talk((), page_language(language)), parts.history: (), parts.drafts: {}, parts.box: ""}

    def _list_examples(self, labels: str) -> Sequence[str]:
        """The dossier's example questions in the page's language; none where it gives none."""
        return self.examples.get(labels, ())[:MOST_EXAMPLES]

    def _ask(self, text: object, labels: str, history: History, caution: Caution) -> Exchange:
        if not isinstance(text, str):
            return Exchange("", problem=page_text("wrong_input", labels))
        turns = tuple(Turn("user", exchange.question) for exchange in history[-_TURNS:])
        try:
            answer = self._service.ask(text, history=turns, language=labels, caution=caution)
            return replace(record_answer(answer, self._service), turns=turns)
        except FundstelleError as error:
            return Exchange(text, problem=f"{page_text('error', labels)} {error.line}", turns=turns)
        except Exception as error:
            # Whatever happens to one question, the page stays and says so.
            _log.error("a question failed: %s", describe_unexpected(error))
            _log.debug("where it failed", exc_info=True)
            return Exchange(text, problem=page_text("unexpected", labels), turns=turns)

    def _show(self, history: History, labels: str) -> Updates:
        """Every exchange anew."""
        changes: Updates = {}
        for slot, exchange in zip_longest(self.parts.exchanges, history):
            changes |= draw_exchange(slot, exchange, labels)
        return changes

    def _show_last(self, history: History, labels: str) -> Updates:
        """The newest exchange alone, so that what a reader has opened above stays open."""
        if len(history) > MOST_EXCHANGES:
            return self._show(history[-MOST_EXCHANGES:], labels)
        return draw_exchange(self.parts.exchanges[len(history) - 1], history[-1], labels)

    def _enable(self, labels: str, *, enabled: bool) -> Updates:
        parts, alone = self.parts, page_text("ask_alone", labels)
        return {
            **{part: gr.update(interactive=enabled) for part in (parts.send, parts.clear, parts.language)},
            **{slot.alone: gr.update(value=alone, interactive=enabled) for slot in parts.exchanges},
        }


def build_page(service: Service) -> gr.Blocks:
    """The page over a store that has a generation; FundstelleError when it has none."""
    blocks = gr.Blocks(title="Fundstelle", analytics_enabled=False)
    with blocks:
        parts = lay_out(service.settings)
        page = ChatPage(service, parts)
        everything = [
            parts.heading, parts.language, parts.caution.whole, parts.caution.choice, parts.intro,
            *(component for slot in parts.exchanges for component in slot.components), parts.start,
            parts.about_examples, *parts.examples, parts.box, parts.send, parts.clear, parts.history,
            *page.reports.components,
        ]  # fmt: skip
        quiet: dict[str, Any] = {"outputs": everything, "show_progress": "hidden", "api_visibility": "private"}
        asking = {**quiet, "concurrency_limit": _AT_ONCE, "concurrency_id": "ask", "trigger_mode": "always_last"}
        blocks.load(page.greet, **quiet)
        choice = parts.caution.choice
        # A selection carries what was chosen; an input is sent beside the component's value, which may lag behind.
        chosen = {**quiet, "trigger_mode": "always_last"}
        parts.language.select(page.choose_language, inputs=[parts.history, choice], **chosen)
        choice.select(page.choose_caution, inputs=[parts.language], **chosen)
        parts.clear.click(page.start_anew, inputs=[parts.language], **quiet)
        conversation = [parts.language, parts.history, parts.drafts, choice]
        gr.on([parts.box.submit, parts.send.click], page.answer, inputs=[parts.box, *conversation], **asking)
        for number, button in enumerate(parts.examples):
            button.click(partial(page.answer_example, number), inputs=conversation, **asking)
        for number, slot in enumerate(parts.exchanges):
            slot.alone.click(partial(page.answer_alone, number), inputs=conversation, **asking)
        page.reports.connect(parts.language, parts.history)
    return blocks


def preferred_language(asked: str | None, accepted: str | None) -> str:
    """The language asked for in the address, else the first of the browser's that the page speaks, else English."""
    for wanted in (asked or "", *(accepted or "").split(",")):
        short = wanted.split(";")[0].strip().lower()[:2]
        if short in PAGE_LANGUAGES:
            return short
    return "en"


def lay_out(settings: Settings) -> Parts:
    """Put the components on the page, top to bottom, labelled in the first of the page's languages."""
    labels = PAGE_LANGUAGES[0]
    with gr.Row(elem_id="fs-top"):
        heading = gr.Markdown(elem_id="fs-heading")
        with gr.Column(elem_id="fs-tools", scale=0, min_width=0):
            with gr.Row(elem_id="fs-switches"):
                language = gr.Radio(
                    [(_LANGUAGE_NAMES[name], name) for name in PAGE_LANGUAGES],
                    value=labels, label=page_text("language", labels), elem_id="fs-language", container=False, scale=0,
                )  # fmt: skip
                clear = gr.Button(page_text("new_chat", labels), size="sm", scale=0, elem_id="fs-new")
            caution = lay_out_caution(labels, settings.abstention.caution)
    with gr.Column(elem_id="fs-talk"):
        intro = gr.Markdown(render("intro", labels))
        pairs = [(lay_out_exchange(labels), lay_out_report(labels)) for _ in range(MOST_EXCHANGES)]
        exchanges, reports = tuple(zip(*pairs, strict=True))
    with gr.Column(elem_id="fs-bottom"):
        with gr.Column(visible=False, elem_id="fs-start") as start:
            about = gr.Markdown(page_text("examples", labels))
            with gr.Row(elem_id="fs-examples"):
                examples = tuple(
                    gr.Button(visible=False, size="sm", elem_classes="fs-example") for _ in range(MOST_EXAMPLES)
                )
        with gr.Row(elem_id="fs-ask"):
            box = gr.Textbox(
                label=page_text("question", labels), placeholder=page_text("question_hint", labels), show_label=False,
                lines=1, max_lines=5, max_length=settings.question_limit, autofocus=True, container=False,
                elem_id="fs-box",
            )  # fmt: skip
            send = gr.Button(page_text("send", labels), variant="primary", scale=0, min_width=96, elem_id="fs-send")
    history, drafts = gr.State(()), gr.State({})
    return Parts(
        heading, language, caution, intro, exchanges, reports, start, about, examples, box, send, clear, history, drafts
    )
