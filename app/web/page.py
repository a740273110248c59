"""The page: what happens when somebody asks, switches the language or starts anew."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import zip_longest
from typing import Any

import gradio as gr

from app.errors import describe_unexpected
from app.feedback.store import FEEDBACK_FILE, FeedbackStore
from app.records import Turn
from app.service import Service, follow_answer
from app.web.caution import draw_caution, draw_choice, read_caution
from app.web.exchanges import draw_exchange
from app.web.html import render
from app.web.keeping import dump_exchange, load_exchanges
from app.web.parts import MOST_EXAMPLES, MOST_EXCHANGES, Parts, lay_out
from app.web.places import Exchange, record_answer
from app.web.reports import Drafts, History, Reports, Updates, page_language
from app.web.waiting import MOST_WAITING, Asked, Line
from app.wording import shorten_question
from ingest.errors import FundstelleError
from prompts import PAGE_LANGUAGES, page_text

_log = logging.getLogger(__name__)
_TURNS = 6
"""Earlier questions handed to the ask-flow."""
_AT_ONCE = 8
"""Conversations worked on at the same time; the others wait. Most of that time a model writes, where there is one."""


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
        return {
            **self.relabel(labels, ()),
            self.parts.language: gr.update(label=page_text("language", labels), value=labels),
        }

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
            parts.quotes: gr.update(label=page_text("quotes_only", labels, model=self._service.model_name)),
            parts.stop: page_text("stop", labels),
            parts.too_long: render("too_long", labels, limit=str(self._service.settings.question_limit)),
            parts.told: "",
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

    def take(
        self,
        post: object,
        language: object,
        caution: object,
        quotes: object,
        line: Line,
        request: gr.Request | None = None,
    ) -> Updates:
        """Put a question that the browser posts into the conversation's line, and tell the browser that it is there.

        One that cannot be taken is refused with a word why, and the browser puts it back into the box.
        """
        if language is None and request:  # Sent before the page was greeted.
            language = preferred_language(request.query_params.get("lang"), request.headers.get("accept-language"))
        number, text = read_post(post)
        asked = Asked(text, page_language(language), read_caution(caution, self._caution), prose=quotes is not True)
        refusal = self._take(asked, line)
        said = render("taken", page_language(language), number=str(number), said="refused" if refusal else "taken")
        return {self.parts.told: refusal, self.parts.taken: said}

    def take_example(self, number: int, language: object, caution: object, quotes: object, line: Line) -> Updates:
        """Put one of the example questions into the line."""
        labels = page_language(language)
        examples = self._list_examples(labels)
        text = examples[number] if number < len(examples) else ""
        asked = Asked(text, labels, read_caution(caution, self._caution), prose=quotes is not True)
        return {self.parts.told: self._take(asked, line)}

    def take_again(
        self, number: int, plain: bool, language: object, caution: object, quotes: object, line: Line, history: History
    ) -> Updates:
        """Put a question of the conversation into the line again, this time to be asked without those before it.

        `plain`: and to be searched for as it stands.
        """
        text = history[number].question if number < len(history) else ""
        asked = Asked(
            text, page_language(language), read_caution(caution, self._caution),
            prose=quotes is not True, alone=True, plain=plain,
        )  # fmt: skip
        return {self.parts.told: self._take(asked, line)}

    def stop(self, line: Line) -> None:
        """No more prose for the question at work; what is shown stays."""
        line.stopped = True

    def _take(self, asked: Asked, line: Line) -> str:
        """Put a question into the line; why not, where it cannot be."""
        limit = self._service.settings.question_limit
        text = asked.text.strip() if isinstance(asked.text, str) else asked.text
        if text == "":
            return ""  # Enter, pressed once too often.
        if isinstance(text, str) and len(text) > limit:
            return self._refuse("too_long", asked.labels, limit=str(limit))
        return "" if line.add(asked) else self._refuse("line_full", asked.labels, most=str(MOST_WAITING))

    def _refuse(self, name: str, labels: str, **values: str) -> str:
        return render("refused", labels, text=page_text(name, labels, **values))

    def work(self, history: History, drafts: Drafts, line: Line) -> Iterator[Updates]:
        """Answer what waits, one question after the other, until the line is empty.

        Another event of the conversation that does so already is left to it: this one shows what it will find.
        """
        if not line.begin():
            yield {self.parts.waiting: _draw_waiting(line)}
            return
        try:
            while asked := line.next():
                for changes in self.answer(asked, history, drafts, lambda: line.stopped):
                    history = changes.get(self.parts.history, history)
                    yield {**changes, self.parts.waiting: _draw_waiting(line)}
                last = history[-1]
                failed = last.answer is None or last.answer.status == "failed"
                line.failed = last.question if failed else ""
        finally:
            line.stop()

    def put_back(self, text: object, line: Line) -> Updates:
        """A question that failed goes back into the box, unless its reader has begun another."""
        failed, line.failed = line.failed, ""
        return {self.parts.box: failed if failed and not text else gr.skip()}

    def answer(
        self, asked: Asked, history: History, drafts: Drafts, stopped: Callable[[], bool] = lambda: False
    ) -> Iterator[Updates]:
        """Show the question at once, then its quotes, then prose over them as it comes."""
        labels, parts = asked.labels, self.parts
        question = asked.text if isinstance(asked.text, str) else ""
        kept = history[-(MOST_EXCHANGES - 1) :]
        moved = {parts.history: kept, **self.reports.move(kept, labels, drafts)} if kept != history else {}
        yield _merge(
            {
                **moved,
                **self._show_last((*history, Exchange(question)), labels),
                parts.intro: gr.update(visible=False),
                parts.start: gr.update(visible=False),
            },
            self._enable(labels, enabled=False),
        )
        exchange = Exchange(question)
        for exchange in self._ask(asked, () if asked.alone else history, stopped):
            if exchange.writing:
                yield {
                    **self._show_last((*history, exchange), labels),
                    parts.stop: gr.update(value=page_text("stop", labels), visible=True),
                }
        yield _merge(
            {
                parts.stop: gr.update(visible=False),
                parts.history: (*kept, exchange),
                **self._show_last((*history, exchange), labels),
                **self.reports.offer(len(kept), labels),
                parts.kept: render("kept", labels, message=dump_exchange(exchange)),
            },
            self._enable(labels, enabled=True),
        )

    def restore(self, text: object, language: object, history: History) -> Updates:
        """The conversation that the browser kept over a reload of the page."""
        labels = page_language(language)
        history = history or load_exchanges(text, self._service, labels)[-MOST_EXCHANGES:]
        return {
            **self._show_talk(history, labels),
            self.parts.history: history,
            self.parts.kept: render("kept", labels, message="restored" if history else "forget"),
        }

    def start_anew(self, language: object) -> Updates:
        """An empty conversation; what the reader has chosen stays, so its controls are left alone."""
        parts = self.parts
        return {
            **self._show_talk((), page_language(language)), parts.history: (), parts.drafts: {}, parts.box: "",
            parts.told: "", parts.kept: render("kept", page_language(language), message="forget"),
        }  # fmt: skip

    def _list_examples(self, labels: str) -> Sequence[str]:
        """The dossier's example questions in the page's language; none where it gives none."""
        return self.examples.get(labels, ())[:MOST_EXAMPLES]

    def _ask(self, asked: Asked, history: History, stopped: Callable[[], bool]) -> Iterator[Exchange]:
        """The exchange as it is while a model writes, each time something is new, and at last as it stays."""
        text, labels = asked.text, asked.labels
        if not isinstance(text, str):
            yield Exchange("", problem=page_text("wrong_input", labels))
            return
        turns = tuple(Turn("user", exchange.question) for exchange in history[-_TURNS:])
        try:
            events = self._service.ask_events(
                text, history=turns, language=labels, caution=asked.caution, plain=asked.plain, prose=asked.prose,
                stopped=stopped,
            )  # fmt: skip
            for answer, writing in follow_answer(events):
                yield replace(record_answer(answer, self._service), turns=turns, writing=writing)
        except FundstelleError as error:
            yield Exchange(text, problem=f"{page_text('error', labels)} {error.line}", turns=turns)
        except Exception as error:
            # Whatever happens to one question, the page stays and says so.
            _log.error("a question failed: %s", describe_unexpected(error))
            _log.debug("where it failed", exc_info=True)
            yield Exchange(text, problem=page_text("unexpected", labels), turns=turns)

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
        parts = self.parts
        # Their labels, too: a button that was hidden forgets the one it was given.
        again = {"alone": page_text("ask_alone", labels), "plain": page_text("ask_plain", labels)}
        return {
            **{part: gr.update(interactive=enabled) for part in (parts.clear, parts.language)},
            **{
                getattr(slot, name): gr.update(value=label, interactive=enabled)
                for slot in parts.exchanges
                for name, label in again.items()
            },
        }


def _merge(first: Updates, second: Updates) -> Updates:
    """Both changes; what they change of one component is put together."""
    both = {**first, **second}
    for part in first.keys() & second.keys():
        if isinstance(first[part], dict) and isinstance(second[part], dict):
            both[part] = {**first[part], **second[part]}
    return both


def build_page(service: Service) -> gr.Blocks:
    """The page over a store that has a generation; FundstelleError when it has none."""
    blocks = gr.Blocks(title="Fundstelle", analytics_enabled=False)
    with blocks:
        parts = lay_out(service.settings, service.model_name)
        page = ChatPage(service, parts)
        everything = [
            parts.heading, parts.language, parts.caution.whole, parts.caution.choice, parts.intro,
            *(component for slot in parts.exchanges for component in slot.components), parts.start,
            parts.about_examples, *parts.examples, parts.box, parts.send, parts.clear, parts.waiting, parts.told,
            parts.too_long, parts.kept, parts.history, parts.quotes, parts.stop,
            *page.reports.components,
        ]  # fmt: skip
        quiet: dict[str, Any] = {"outputs": everything, "show_progress": "hidden", "api_visibility": "private"}
        blocks.load(page.greet, **quiet)
        choice = parts.caution.choice
        # A selection carries what was chosen; an input is sent beside the component's value, which may lag behind.
        chosen = {**quiet, "trigger_mode": "always_last"}
        parts.language.select(page.choose_language, inputs=[parts.history, choice], **chosen)
        choice.select(page.choose_caution, inputs=[parts.language], **chosen)
        parts.clear.click(page.start_anew, inputs=[parts.language], **quiet)
        parts.restore.submit(page.restore, inputs=[parts.restore, parts.language, parts.history], **quiet)
        # A question is taken at once, whatever else goes on, and worked on when its turn comes.
        taking = {**quiet, "outputs": [parts.told], "trigger_mode": "multiple", "concurrency_limit": None}
        reader = [parts.language, choice, parts.quotes, parts.line]
        # The browser sends what stands in the box (see page.js).
        posting = {**taking, "outputs": [parts.told, parts.taken]}
        taken = [parts.post.submit(page.take, inputs=[parts.post, *reader], **posting)]
        for number, button in enumerate(parts.examples):
            taken.append(button.click(partial(page.take_example, number), inputs=reader, **taking))
        for number, slot in enumerate(parts.exchanges):
            for button, plain in ((slot.alone, False), (slot.plain, True)):
                again = partial(page.take_again, number, plain)
                taken.append(button.click(again, inputs=[*reader, parts.history], **taking))
        parts.stop.click(page.stop, inputs=[parts.line], **{**taking, "outputs": []})
        working = {**quiet, "concurrency_limit": _AT_ONCE, "concurrency_id": "ask", "trigger_mode": "multiple"}
        for event in taken:
            event.then(page.work, inputs=[parts.history, parts.drafts, parts.line], **working).then(
                page.put_back, inputs=[parts.box, parts.line], **{**taking, "outputs": [parts.box]}
            )
        page.reports.connect(parts.language, parts.history)
    return blocks


def preferred_language(asked: str | None, accepted: str | None) -> str:
    """The language asked for in the address, else the first of the browser's that the page speaks, else English."""
    for wanted in (asked or "", *(accepted or "").split(",")):
        short = wanted.split(";")[0].strip().lower()[:2]
        if short in PAGE_LANGUAGES:
            return short
    return "en"


def read_post(post: object) -> tuple[int, object]:
    """Number and text of a question that the browser posts; no text where it sends anything else."""
    try:
        found = json.loads(post) if isinstance(post, str) else None
    except ValueError:
        found = None
    number, text = (found.get("number"), found.get("text")) if isinstance(found, dict) else (None, None)
    return number if isinstance(number, int) else 0, text


def _draw_waiting(line: Line) -> str:
    waiting = line.waiting()
    labels = waiting[0].labels if waiting else PAGE_LANGUAGES[0]
    return render("waiting", labels, questions=[shorten_question(str(asked.text)) for asked in waiting])
