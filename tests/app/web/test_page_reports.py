"""Thumbs and comments under the answers: what they keep, what they refuse, and that they disturb nothing."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import gradio as gr
import httpx
import pytest
from playwright.sync_api import Locator, expect

from app.asking.events import Event
from app.feedback.store import COMMENT_LIMIT, FEEDBACK_FILE, FeedbackStore
from app.records import Turn
from app.service import Service
from app.settings import Settings
from app.web.page import ChatPage
from app.web.parts import MOST_EXCHANGES, lay_out
from app.web.places import Exchange
from app.web.reports import ReportSlot
from ingest.errors import FundstelleError
from prompts import page_text
from tests.app.web.talk import Caller, ask
from tests.fakes import FakeEncoder
from tests.visits import ENGLISH, GERMAN, Visit, english, in_browser

MISSING = "Wie viele Einwohner hat Brasilien?"
COMMENT = "Abschnitt 2, „Größe“ – там написано 600 000."


@pytest.fixture
def chat(fake_store: Path, tmp_path: Path) -> ChatPage:
    """The page's events without a server, over a store that has the generation of `fake_store` and its own reports."""
    for name in ("current", "generations"):
        (tmp_path / name).symlink_to(fake_store / name)
    service = Service(Settings(store=tmp_path), encoder=FakeEncoder())
    with gr.Blocks():
        return ChatPage(service, lay_out(service.settings))


@pytest.fixture
def kept(tmp_path: Path) -> FeedbackStore:
    """The reports that `chat` keeps."""
    return FeedbackStore(tmp_path / FEEDBACK_FILE)


def converse(chat: ChatPage, *questions: object) -> tuple[Exchange, ...]:
    history: tuple[Exchange, ...] = ()
    for question in questions:
        *_, last = ask(chat, question, "de", history)
        history = last[chat.parts.history]
    return history


def told(slot: ReportSlot, changes: dict[Any, Any]) -> str:
    return re.sub(r"</?p[^>]*>", "", changes[slot.told])


def pressed(slot: ReportSlot, changes: dict[Any, Any]) -> list[str]:
    return [verdict for verdict, thumb in slot.thumbs.items() if "fs-pressed" in changes[thumb]["elem_classes"]]


def test_every_outcome_can_be_reported(chat: ChatPage, kept: FeedbackStore) -> None:
    """Answers, abstentions, failures and problems are kept as the server has them, each with the turns it was given."""
    questions = ("Wer hat das verfasst?", MISSING)
    history = (*converse(chat, *questions), Exchange("Wozu?", problem="boom", turns=(Turn("user", "Wer?"),)))
    for number in range(3):
        chat.reports.press(number, "bad", "de", history)
    reports = kept.list_reports()
    assert [exchange.question for exchange in history] == [report.question for report in reports]
    assert [chat._service.ask(text).status for text in questions] + ["failed"] == [
        report.read_answer()["status"] for report in reports
    ]
    assert [[], list(questions[:1]), ["Wer?"]] == [[turn.text for turn in report.history] for report in reports]
    assert "boom" == reports[2].read_answer()["reason"]
    for exchange, report in zip(history[:2], reports, strict=False):
        assert exchange.answer
        assert (json.loads(json.dumps(exchange.answer.to_json())), exchange.answer.generation, exchange.report) == (
            report.read_answer(), report.generation, report.id,
        )  # fmt: skip


def test_a_press_shows_itself_and_a_second_one_changes_it(chat: ChatPage, kept: FeedbackStore) -> None:
    """The pressed thumb is marked, thanks are said, the form opens; the other thumb takes over, in the same report."""
    history, slot = converse(chat, "Wer hat das verfasst?"), chat.parts.reports[0]
    for verdict in ("bad", "good", "good"):
        changes = chat.reports.press(0, verdict, "de", history)  # type: ignore[arg-type]
        assert ([verdict], page_text("report_thanks", "de"), True) == (
            pressed(slot, changes), told(slot, changes), changes[slot.form]["visible"],
        )  # fmt: skip
        assert page_text(f"report_ask_{verdict}", "de") == changes[slot.box]["label"]
        assert set(changes) <= set(slot.components)
    assert ["good"] == [report.verdict for report in kept.list_reports()]


@pytest.mark.parametrize("history", [(), None, "x", ["x"], {"0": "x"}])
def test_a_press_outside_the_conversation_keeps_nothing(chat: ChatPage, kept: FeedbackStore, history: Any) -> None:
    """A call for an answer that the server does not hold ends as one line and leaves no report."""
    slot = chat.parts.reports[3]
    for changes in (chat.reports.press(3, "bad", 7, history), chat.reports.comment(3, "x", None, history)):
        assert page_text("report_gone", "de") == told(slot, changes)
    assert {chat.parts.drafts: gr.skip()} == chat.reports.keep_draft(3, "x", history, {})
    assert () == kept.list_reports()


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("", "report_empty", {}),
        (" \n\t", "report_empty", {}),
        (None, "report_empty", {}),
        (7, "report_empty", {}),
        (["x"], "report_empty", {}),
        ("ü" * (COMMENT_LIMIT + 1), "report_too_long", {"length": "2001", "limit": "2000"}),
    ],
)
@pytest.mark.parametrize("labels", ["de", "en"])
def test_a_comment_that_cannot_be_kept_is_told(
    chat: ChatPage, kept: FeedbackStore, text: object, name: str, values: dict[str, str], labels: str
) -> None:
    """No text, an empty one or one too long changes nothing that was kept, and touches nothing but the one line."""
    history, slot = converse(chat, "Wer hat das verfasst?"), chat.parts.reports[0]
    chat.reports.press(0, "bad", labels, history)
    chat.reports.comment(0, COMMENT, labels, history)
    changes = chat.reports.comment(0, text, labels, history)
    assert ([slot.told], page_text(name, labels, **values)) == (list(changes), told(slot, changes))
    assert [COMMENT] == [report.comment for report in kept.list_reports()]


def test_the_longest_comment_is_kept(chat: ChatPage, kept: FeedbackStore) -> None:
    """White space around it does not count, and every character arrives."""
    history = converse(chat, "Wer hat das verfasst?")
    chat.reports.press(0, "bad", "de", history)
    chat.reports.comment(0, f" {'ü' * COMMENT_LIMIT}\n", "de", history)
    assert ["ü" * COMMENT_LIMIT] == [report.comment for report in kept.list_reports()]


def test_a_comment_without_a_verdict_is_not_kept(chat: ChatPage, kept: FeedbackStore) -> None:
    """The page opens the box only after a press; whoever calls past it gets one line."""
    changes = chat.reports.comment(0, COMMENT, "de", converse(chat, "Wer hat das verfasst?"))
    assert page_text("report_not_kept", "de") == told(chat.parts.reports[0], changes)
    assert () == kept.list_reports()


@pytest.mark.parametrize("labels", ["de", "en"])
def test_a_store_in_trouble_costs_one_line(chat: ChatPage, tmp_path: Path, labels: str) -> None:
    """Where reports cannot be kept the page says so in its language, and questions and languages work on."""
    (tmp_path / FEEDBACK_FILE).mkdir()
    history, slot = converse(chat, "Wer hat das verfasst?"), chat.parts.reports[0]
    for changes in (chat.reports.press(0, "bad", labels, history), chat.reports.comment(0, "x", labels, history)):
        assert ([slot.told], page_text("report_not_kept", labels)) == (list(changes), told(slot, changes))
    relabelled = chat.relabel(labels, history)
    assert ([], page_text("report_bad", labels)) == (
        pressed(slot, relabelled), relabelled[slot.thumbs["bad"]]["value"],
    )  # fmt: skip
    *_, last = ask(chat, "Was sagt Putin?", labels, history)
    assert 2 == len(last[chat.parts.history])


def test_a_language_relabels_what_was_pressed(chat: ChatPage) -> None:
    """Thumbs, thanks and the box's label change their language; what was pressed or typed stays as it is."""
    history = converse(chat, "Wer hat das verfasst?", "Was sagt Putin?")
    first, second, third = chat.parts.reports[:3]
    chat.reports.press(0, "bad", "de", history)
    chat.reports.comment(0, COMMENT, "de", history)
    changes = chat.relabel("en", history)
    assert (["bad"], page_text("report_thanks_comment", "en"), []) == (
        pressed(first, changes), told(first, changes), pressed(second, changes),
    )  # fmt: skip
    assert ("value" in changes[first.box], page_text("report_ask_bad", "en")) == (False, changes[first.box]["label"])
    assert (True, False, False) == (
        changes[second.whole]["visible"], changes[second.form]["visible"], changes[third.whole]["visible"],
    )  # fmt: skip


def test_in_a_long_conversation_everything_moves_up_with_its_answer(chat: ChatPage, kept: FeedbackStore) -> None:
    """When the oldest exchange goes, verdicts and words not yet sent stay with their answers, and so does a press."""
    history = tuple(Exchange(f"Frage {number}", problem="x") for number in range(MOST_EXCHANGES))
    chat.reports.press(5, "good", "de", history)
    chat.reports.press(7, "bad", "de", history)
    chat.reports.comment(7, COMMENT, "de", history)
    drafts = chat.reports.keep_draft(5, "halb fer", history, {"gone": "x"})[chat.parts.drafts]
    assert {history[5].report: "halb fer"} == drafts
    first, last = ask(chat, "Wer hat das verfasst?", "de", history, drafts)
    slots = chat.parts.reports
    assert ["good"] == pressed(slots[4], first)
    assert ["bad"] == pressed(slots[6], first)
    assert ("halb fer", COMMENT, "") == tuple(first[slots[number].box]["value"] for number in (4, 6, 5))
    assert [history[1:], "", False] == [
        first[chat.parts.history], first[slots[-1].box], first[slots[-1].whole]["visible"],
    ]  # fmt: skip
    assert {slots[-1].whole: True} == {slot.whole: True for slot in slots if slot.whole in last}
    chat.reports.press(4, "bad", "de", last[chat.parts.history])
    assert {"Frage 5": "bad", "Frage 7": "bad"} == {report.question: report.verdict for report in kept.list_reports()}


@pytest.fixture
def reports(real_service: Service) -> Iterator[FeedbackStore]:
    """The reports of the served page; gone after each test."""
    yield FeedbackStore(real_service.store / FEEDBACK_FILE)
    for path in real_service.store.glob(f"{FEEDBACK_FILE}*"):
        path.unlink()


def thumb(visit: Visit, verdict: str, number: int = 0) -> Locator:
    return visit.page.locator(f".fs-thumb-{verdict}").nth(number)


def send_comment(visit: Visit, text: str, labels: str = "de", number: int = 0) -> None:
    form = visit.page.locator(".fs-comment").nth(number)
    form.get_by_label(re.compile(r"\?")).fill(text)
    form.get_by_role("button", name=page_text("report_send", labels)).click()


def expect_told(visit: Visit, name: str, labels: str = "de", number: int = 0, **values: str) -> None:
    line = visit.page.locator(".fs-report").nth(number).get_by_role("status")
    expect(line).to_have_text(page_text(name, labels, **values))


class TestInBrowser:
    """What a reader sees and does."""

    pytestmark = in_browser

    @pytest.mark.parametrize(
        ("visit", "labels", "question"),
        [({"locale": "de-DE"}, "de", GERMAN), ({"locale": "en-GB"}, "en", ENGLISH)],
        indirect=["visit"],
    )
    def test_a_press_and_a_comment_are_kept(
        self, visit: Visit, reports: FeedbackStore, real_service: Service, labels: str, question: str
    ) -> None:
        """An opened citation stays open, thanks are said, and a reload of the page loses nothing that was kept."""
        visit.ask(question)
        visit.page.locator(".fs-quote .fs-place summary").first.click()
        thumb(visit, "good").click()
        expect_told(visit, "report_thanks", labels)
        thumb(visit, "bad").click()
        expect(thumb(visit, "bad")).to_have_attribute("aria-pressed", "true")
        expect(thumb(visit, "good")).to_have_attribute("aria-pressed", "false")
        expect(visit.page.locator(".fs-privacy").first).to_have_text(page_text("report_privacy", labels))
        send_comment(visit, COMMENT, labels)
        expect_told(visit, "report_thanks_comment", labels)
        expect(visit.page.locator(".fs-quote .fs-panel").first).to_be_visible()
        visit.reload()
        (report,) = reports.list_reports(state="new")
        answer = real_service.ask(question)
        assert ("bad", COMMENT, question, labels, answer.answer) == (
            report.verdict, report.comment, report.question, report.language, report.read_answer()["answer"],
        )  # fmt: skip

    def test_refusals_and_failures_are_reported_beside_each_other(
        self, visit: Visit, reports: FeedbackStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A wrong refusal and a failed question have their own thumbs, and each press meets its own answer."""
        answer, broken = Service.ask_events, "Was ist hier kaputt?"

        def fail(service: Service, text: str, **others: Any) -> Iterator[Event]:
            if text == broken:
                raise FundstelleError("the disk is away")
            return answer(service, text, **others)

        monkeypatch.setattr(Service, "ask_events", fail)
        for text in (GERMAN, MISSING, broken):
            visit.ask(text)
        for number in (2, 1):
            thumb(visit, "bad", number).click()
            expect_told(visit, "report_thanks", number=number)
        send_comment(visit, COMMENT)
        expect_told(visit, "report_thanks_comment", number=1)
        assert [(broken, "failed", "", 2), (MISSING, "abstained", COMMENT, 1)] == [
            (report.question, report.read_answer()["status"], report.comment, len(report.history))
            for report in reports.list_reports()
        ]
        expect(visit.page.locator("[aria-pressed=true]")).to_have_count(2)

    @english
    def test_the_keyboard_is_enough(self, visit: Visit, reports: FeedbackStore) -> None:
        """From a citation on, Tab leads past its buttons to thumbs, box and button; the group has a name."""
        visit.ask(ENGLISH)
        visit.page.locator(".fs-quote .fs-place summary").last.focus()
        group = visit.page.get_by_role("group", name=ENGLISH)
        for key in ("Tab", "Tab", "Tab", "Tab", "Enter"):
            visit.page.keyboard.press(key)
        expect(group.get_by_role("button", name="Not helpful", pressed=True)).to_be_focused()
        expect(group.get_by_role("textbox", name=page_text("report_ask_bad", "en"))).to_be_visible()
        visit.page.keyboard.press("Tab")
        visit.page.keyboard.type("Section 2.")
        visit.page.keyboard.press("Tab")
        visit.page.keyboard.press("Enter")
        expect_told(visit, "report_thanks_comment", "en")
        assert [("bad", "Section 2.")] == [(report.verdict, report.comment) for report in reports.list_reports()]

    def test_too_long_a_comment_is_told_and_stays_whole(self, visit: Visit, reports: FeedbackStore) -> None:
        """One character too many: the line says so, the words stay in the box, and shortened they are kept."""
        visit.ask(GERMAN)
        thumb(visit, "bad").click()
        text = "Größe" * (COMMENT_LIMIT // 5) + "!"
        send_comment(visit, text)
        expect_told(visit, "report_too_long", length="2001", limit="2000")
        assert text == visit.page.locator(".fs-comment textarea").input_value()
        send_comment(visit, text[:-1])
        expect_told(visit, "report_thanks_comment")
        assert [text[:-1]] == [report.comment for report in reports.list_reports()]

    def test_what_is_typed_outlives_other_events(self, visit: Visit, reports: FeedbackStore) -> None:
        """Another verdict, another question and another language leave words that were not sent in their box."""
        visit.ask(GERMAN)
        thumb(visit, "good").click()
        visit.page.locator(".fs-comment textarea").fill("halb fer")
        thumb(visit, "bad").click()
        expect(thumb(visit, "bad")).to_have_attribute("aria-pressed", "true")
        visit.ask(ENGLISH)
        visit.page.get_by_label("English").check()
        expect(thumb(visit, "bad")).to_have_text(page_text("report_bad", "en"))
        expect_told(visit, "report_thanks", "en")
        expect(thumb(visit, "bad")).to_have_attribute("aria-pressed", "true")
        expect(visit.page.locator(".fs-comment textarea")).to_have_value("halb fer")
        visit.page.locator("#fs-new").click()
        expect(visit.page.locator(".fs-report")).to_have_count(0)
        visit.ask(GERMAN)
        expect(visit.page.locator("[aria-pressed=true]")).to_have_count(0)
        thumb(visit, "bad").click()
        expect(visit.page.locator(".fs-comment textarea")).to_have_value("")
        assert ["bad", "bad"] == [report.verdict for report in reports.list_reports()]

    def test_a_store_in_trouble_does_not_stop_the_conversation(
        self, visit: Visit, reports: FeedbackStore, real_service: Service
    ) -> None:
        """A press that cannot be kept is told in one line; the next question is answered, the next press kept."""
        with closing(sqlite3.connect(real_service.store / FEEDBACK_FILE)) as connection:
            connection.execute("PRAGMA user_version = 99")
        visit.ask(GERMAN)
        thumb(visit, "bad").click()
        expect_told(visit, "report_not_kept")
        expect(visit.page.locator("[aria-pressed=true]")).to_have_count(0)
        visit.ask(MISSING)
        with closing(sqlite3.connect(real_service.store / FEEDBACK_FILE)) as connection:
            connection.execute("PRAGMA user_version = 0")
        thumb(visit, "bad").click()
        expect_told(visit, "report_thanks")
        assert [GERMAN] == [report.question for report in reports.list_reports()]

    @pytest.mark.parametrize("width", [390, 1280])
    def test_thumbs_and_comment_fit_the_window(self, visit: Visit, reports: FeedbackStore, width: int) -> None:
        """Nothing sticks out or overlaps, and the opened box is not hidden behind the question's."""
        visit.page.set_viewport_size({"width": width, "height": 844})
        visit.ask(GERMAN)
        visit.ask(MISSING)
        thumb(visit, "bad", 1).click()
        box = visit.page.locator(".fs-comment textarea")
        expect(box).to_be_in_viewport(ratio=1)
        visit.page.wait_for_function(
            "document.querySelector('.fs-privacy').getBoundingClientRect().bottom"
            " <= document.querySelector('#fs-bottom').getBoundingClientRect().top + 1"
        )
        assert width >= visit.page.evaluate("document.documentElement.scrollWidth")
        good, bad = (thumb(visit, verdict, 1).bounding_box() for verdict in ("good", "bad"))
        assert good
        assert bad
        assert good["x"] + good["width"] <= bad["x"]
        assert [MISSING] == [report.question for report in reports.list_reports()]


@pytest.mark.model
@pytest.mark.parametrize(
    "value", [None, -1, "x" * 20_000, [{"question": "Gefälscht", "report": "x"}], {"report": "x", "verdict": "good"}]
)
def test_forged_calls_keep_nothing(address: str, reports: FeedbackStore, value: Any) -> None:
    """Whatever is sent to the events of the reports, conversation included: nothing is kept, and the page lives on."""
    caller = Caller(address)
    slots = [event for event in caller.events if len(event["inputs"]) in (2, 3)][-4 * MOST_EXCHANGES :]
    assert 4 * MOST_EXCHANGES <= len(slots)
    for event in slots[:4]:
        for data in ([value, value, value], ["de", value, value], [value, "de", value]):
            caller.call(event["id"], data[: len(event["inputs"])])
    assert () == reports.list_reports()
    assert 200 == httpx.get(address).status_code
