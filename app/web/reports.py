"""Readers' reports: two thumbs under every answer and, once one is pressed, a comment box.

A slot belongs to the exchange at the same position of the conversation. What is stored comes from the server's own copy
of the conversation; the browser only sends which button was pressed and the text of the comment.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, get_args

import gradio as gr

from app.feedback.store import COMMENT_LIMIT, FeedbackError, FeedbackStore, Report, Verdict, make_report
from app.records import make_failure
from app.web.html import render
from app.web.places import Exchange
from prompts import PAGE_LANGUAGES, page_text

_BOX_LIMIT = 10 * COMMENT_LIMIT
"""Characters the box accepts: more than are stored, so that too long a comment is refused, not truncated."""
_THANKS = ("report_thanks", "report_thanks_comment")

History = tuple[Exchange, ...]
Drafts = Mapping[str, str]
"""Comments typed but not sent yet, by report id."""
Updates = dict[Any, Any]
"""New values or settings, by component."""


@dataclass(frozen=True, slots=True)
class ReportSlot:
    """The components under one exchange."""

    whole: gr.Column
    thumbs: Mapping[Verdict, gr.Button]
    told: gr.Markdown
    """The result of the last action: thanks, or why nothing was stored."""
    form: gr.Column
    """The comment form, hidden until a thumb is pressed."""
    box: gr.Textbox
    privacy: gr.Markdown
    send: gr.Button

    @property
    def components(self) -> list[Any]:
        """All components, as outputs of an event."""
        return [self.whole, *self.thumbs.values(), self.told, self.form, self.box, self.privacy, self.send]


class Reports:
    """Event handlers of the thumbs and comments, and their labels in each language."""

    def __init__(self, store: FeedbackStore, slots: tuple[ReportSlot, ...], drafts: gr.State) -> None:
        self._store = store
        self.slots = slots
        self.drafts = drafts

    @property
    def components(self) -> list[Any]:
        """Every component these handlers change."""
        return [self.drafts, *(component for slot in self.slots for component in slot.components)]

    def connect(self, language: gr.Radio, history: gr.State) -> None:
        """Register the handlers of every slot; they run one at a time."""
        quiet: dict[str, Any] = {
            "show_progress": "hidden", "api_visibility": "private", "concurrency_id": "report", "concurrency_limit": 1,
        }  # fmt: skip
        for number, slot in enumerate(self.slots):
            for verdict, thumb in slot.thumbs.items():
                thumb.click(
                    partial(self.press, number, verdict), inputs=[language, history], outputs=slot.components, **quiet
                )
            slot.send.click(
                partial(self.comment, number), inputs=[slot.box, language, history], outputs=slot.components, **quiet
            )
            slot.box.blur(
                partial(self.keep_draft, number),
                inputs=[slot.box, history, self.drafts],
                outputs=[self.drafts],
                **quiet,
            )

    def press(self, number: int, verdict: Verdict, language: object, history: object) -> Updates:
        """Store the verdict on an answer; a second press changes it."""
        slot, labels, exchange = self.slots[number], page_language(language), _exchange(history, number)
        if exchange is None:
            return {slot.told: _tell("report_gone", labels)}
        answer = exchange.answer or make_failure(exchange.question, exchange.problem or "")
        report = make_report(answer, verdict, history=exchange.turns, report_id=exchange.report)
        try:
            return _draw(slot, self._store.add_report(report), labels)
        except FeedbackError as error:
            return {slot.told: _excuse(error, labels)}

    def comment(self, number: int, text: object, language: object, history: object) -> Updates:
        """Store the comment on an answer that has a verdict; a later one replaces an earlier one."""
        slot, labels, exchange = self.slots[number], page_language(language), _exchange(history, number)
        if exchange is None:
            return {slot.told: _tell("report_gone", labels)}
        comment = text.strip() if isinstance(text, str) else ""
        if not comment:
            return {slot.told: _tell("report_empty", labels)}
        if len(comment) > COMMENT_LIMIT:
            length, limit = str(len(comment)), str(COMMENT_LIMIT)
            return {slot.told: _tell("report_too_long", labels, length=length, limit=limit)}
        try:
            return _draw(slot, self._store.change_report(exchange.report, comment=comment), labels)
        except FeedbackError as error:
            return {slot.told: _excuse(error, labels)}

    def keep_draft(self, number: int, text: object, history: object, drafts: Drafts) -> Updates:
        """Remember an unsent comment, so that it stays with its answer when the oldest exchange is dropped."""
        exchange = _exchange(history, number)
        if exchange is None or not isinstance(text, str) or len(text) > _BOX_LIMIT:
            return {self.drafts: gr.skip()}
        kept = {name: draft for name, draft in drafts.items() if _knows(history, name)}
        return {self.drafts: {**kept, exchange.report: text}}

    def show(self, history: History, labels: str) -> Updates:
        """Redraw every slot from the stored reports, in the page's language; text in the boxes stays."""
        changes: Updates = {}
        reports = self._find(history)
        for number, slot in enumerate(self.slots):
            if number < len(history):
                changes |= _draw(slot, reports.get(history[number].report), labels)
            else:
                changes |= {slot.whole: gr.update(visible=False), slot.box: ""}
        return changes

    def move(self, history: History, labels: str, drafts: Drafts) -> Updates:
        """Redraw every slot after the oldest exchange was dropped: each box gets its own answer's text."""
        changes = self.show(history, labels)
        reports = self._find(history)
        for slot, exchange in zip(self.slots, history, strict=False):
            sent = reports.get(exchange.report)
            text = drafts.get(exchange.report, sent.comment if sent else "")
            changes[slot.box] = gr.update(**{**changes[slot.box], "value": text})
        return changes

    def offer(self, number: int, labels: str) -> Updates:
        """Show unpressed thumbs under a new answer."""
        return _draw(self.slots[number], None, labels)

    def _find(self, history: History) -> dict[str, Report]:
        try:
            found = [self._store.get_report(exchange.report) for exchange in history]
        except FeedbackError as error:
            logging.getLogger(__name__).warning("reports cannot be read: %s", error.line)
            return {}
        return {report.id: report for report in found if report}


def lay_out_report(labels: str) -> ReportSlot:
    """Create the components of one slot, hidden."""
    with gr.Column(visible=False, elem_classes="fs-report") as whole:
        with gr.Row(elem_classes="fs-thumbs"):
            thumbs = {
                verdict: gr.Button(page_text(f"report_{verdict}", labels), size="sm", scale=0, min_width=0)
                for verdict in get_args(Verdict)
            }
            told = gr.Markdown(elem_classes="fs-told")
        with gr.Column(visible=False, elem_classes="fs-comment") as form:
            with gr.Row(elem_classes="fs-comment-row"):
                box = gr.Textbox(
                    label=page_text("report_ask_bad", labels), lines=2, max_lines=8, max_length=_BOX_LIMIT,
                    container=True,
                )  # fmt: skip
                send = gr.Button(page_text("report_send", labels), size="sm", scale=0, min_width=0)
            privacy = gr.Markdown(elem_classes="fs-privacy")
    return ReportSlot(whole, thumbs, told, form, box, privacy, send)


def page_language(value: object) -> str:
    """The page language a browser sent, or the default for anything else."""
    return value if isinstance(value, str) and value in PAGE_LANGUAGES else PAGE_LANGUAGES[0]


def _exchange(history: object, number: int) -> Exchange | None:
    """The exchange a slot belongs to; None when the conversation no longer has it."""
    return history[number] if isinstance(history, tuple) and number < len(history) else None


def _knows(history: object, report_id: str) -> bool:
    return isinstance(history, tuple) and any(exchange.report == report_id for exchange in history)


def _draw(slot: ReportSlot, report: Report | None, labels: str) -> Updates:
    """Redraw a slot from its report; the text in the box is left alone."""
    asked = "report_ask_good" if report and report.verdict == "good" else "report_ask_bad"
    thanks = "report_thanks_comment" if report and report.comment else "report_thanks"
    return {
        slot.whole: gr.update(visible=True),
        **{
            thumb: gr.update(
                value=page_text(f"report_{verdict}", labels),
                elem_classes=_classes(verdict, pressed=report is not None and report.verdict == verdict),
            )
            for verdict, thumb in slot.thumbs.items()
        },
        slot.told: _tell(thanks, labels) if report else "",
        slot.form: gr.update(visible=report is not None),
        slot.box: gr.update(label=page_text(asked, labels)),
        slot.privacy: render("privacy", labels),
        slot.send: gr.update(value=page_text("report_send", labels)),
    }


def _classes(verdict: Verdict, *, pressed: bool) -> list[str]:
    return ["fs-thumb", f"fs-thumb-{verdict}", *(["fs-pressed"] if pressed else [])]


def _tell(name: str, labels: str, **values: str) -> str:
    kind = "thanks" if name in _THANKS else "refused"
    return render("report_line", labels, text=page_text(name, labels, **values), kind=kind)


def _excuse(error: FeedbackError, labels: str) -> str:
    logging.getLogger(__name__).warning("a report was not kept: %s", error.line)
    return _tell("report_not_kept", labels)
