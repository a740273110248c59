"""What a reader can choose on the page: how cautious the answers are, and that a question stands by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import gradio as gr
import pytest
from playwright.sync_api import Browser, expect

from app.asking.events import Event
from app.records import CAUTIONS, Caution, Timings, Turn
from app.service import Service
from app.web.caution import read_caution
from app.web.page import ChatPage
from app.web.parts import lay_out
from app.web.places import Exchange
from app.web.waiting import Line
from app.wording import tell_certainty, tell_follows
from prompts import page_text
from tests.app.web.talk import ask, work
from tests.visits import ENGLISH, GERMAN, Visit, in_browser

FOLLOW_UP = {"de": "Und was sagt Putin dazu?", "en": "And what does Putin say about it?"}
FIRST = {"de": GERMAN, "en": ENGLISH}
MISSING = {"de": "Wie viele Einwohner hat Brasilien?", "en": "How many inhabitants does Brazil have?"}
in_both = pytest.mark.parametrize(
    ("visit", "labels"), [({}, "de"), ({"locale": "en-GB"}, "en")], indirect=["visit"], ids=["de", "en"]
)


@pytest.fixture
def chat(fake_service: Service) -> ChatPage:
    """The page's events without a server."""
    with gr.Blocks():
        return ChatPage(fake_service, lay_out(fake_service.settings))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, int]]:
    """The questions that the page asks: text, caution, earlier turns."""
    seen: list[tuple[str, str, int]] = []

    answer = Service.ask_events

    def listen(service: Service, text: str, *, caution: Caution | None = None, **others: Any) -> Iterator[Event]:
        if caution:  # The page says how cautiously; the tests' own questions do not.
            seen.append((text, caution, len(others["history"])))
        return answer(service, text, caution=caution, **others)

    monkeypatch.setattr(Service, "ask_events", listen)
    return seen


@pytest.mark.parametrize("value", [None, "", "reckless", 1, ["bold"], {"value": "bold"}])
def test_whatever_is_sent_as_caution_becomes_one_of_the_pages(value: object) -> None:
    """Anything else than an operating point means the one that the page was started with."""
    assert "careful" == read_caution(value, "careful")
    assert list(CAUTIONS) == [read_caution(caution, "careful") for caution in CAUTIONS]


@pytest.mark.parametrize("caution", CAUTIONS)
def test_a_readers_caution_is_that_of_a_service_set_so(fake_service: Service, caution: Caution) -> None:
    """It acts on his question alone: every other setting is kept, and the service stays as it was."""
    before = fake_service.settings
    changed = replace(before, abstention=replace(before.abstention, caution=caution))
    other = Service(changed, encoder=fake_service.encoder)
    for text in (GERMAN, ENGLISH, *MISSING.values()):
        one, two = fake_service.ask(text, caution=caution), other.ask(text)
        assert replace(one, timings_ms=Timings()) == replace(two, timings_ms=Timings())
    assert before is fake_service.settings


def test_caution_acts_on_the_question_it_comes_with(
    chat: ChatPage, asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each question is asked as cautiously as its reader has chosen; the next one without a choice as the page is."""
    for caution in ("careful", "bold", None):
        ask(chat, GERMAN, caution=caution)
    monkeypatch.setattr(chat, "examples", {"de": (ENGLISH, GERMAN)})
    line = Line()
    chat.take_example(1, "de", "careful", None, line)
    work(chat, line)
    assert ["careful", "bold", "balanced", "careful"] == [caution for _, caution, _ in asked]


def test_asked_by_itself_a_question_has_no_history(chat: ChatPage, asked: list[Any]) -> None:
    """The same question becomes a new exchange that was given no turns; those before it stay in the conversation."""
    history = (Exchange("Wer?", problem="x"), Exchange(FOLLOW_UP["de"], problem="x", turns=(Turn("user", "Wer?"),)))
    line = Line()
    chat.take_again(1, False, "de", "bold", None, line, history)
    *_, last = work(chat, line, history)
    assert [(FOLLOW_UP["de"], "bold", 0)] == asked
    assert (3, FOLLOW_UP["de"], ()) == (
        len(last[chat.parts.history]), last[chat.parts.history][2].question, last[chat.parts.history][2].turns,
    )  # fmt: skip
    ask(chat, "Und dann?", "de", last[chat.parts.history])
    assert ("Und dann?", "balanced", 3) == asked[-1]


def test_a_greeting_can_be_searched_for_as_it_stands(chat: ChatPage) -> None:
    """The line above the reply says what it was understood as; the button's exchange is a plain question's."""
    slots, line = chat.parts.exchanges, Line()
    *_, first = ask(chat, "Hallo!")
    history = first[chat.parts.history]
    assert page_text("understood_as", "de", kind=page_text("kind_small_talk", "de")) in first[slots[0].follows]
    assert first[slots[0].plain]["visible"] is not False
    chat.take_again(0, True, "de", None, None, line, history)
    *_, last = work(chat, line, history)
    kinds = [exchange.answer.kind for exchange in last[chat.parts.history] if exchange.answer]
    assert ["small_talk", "fact"] == kinds


@pytest.mark.parametrize("number", [2, 15])
def test_a_question_outside_the_conversation_is_not_asked(chat: ChatPage, asked: list[Any], number: int) -> None:
    """A call for an exchange that the server does not hold changes nothing."""
    line, history = Line(), (Exchange("Wer?", problem="x"),)
    chat.take_again(number, False, "de", None, None, line, history)
    changes = work(chat, line, history)
    assert [] == asked
    assert all(chat.parts.history not in change for change in changes)


def test_while_a_question_is_worked_on_no_other_is_asked(chat: ChatPage) -> None:
    """Buttons that ask are switched off at first and on again with the answer."""
    first, last = ask(chat, GERMAN)
    for slot in chat.parts.exchanges:
        assert (False, True) == (first[slot.alone]["interactive"], last[slot.alone]["interactive"])


@pytest.mark.parametrize("labels", ["de", "en"])
def test_what_is_chosen_is_said_in_the_pages_language(chat: ChatPage, labels: str) -> None:
    """The closed control names the choice; another language or a new conversation leaves it as it is."""
    control = chat.parts.caution
    for caution in CAUTIONS:
        said = page_text("caution_now", labels, choice=page_text(f"caution_{caution}", labels))
        for changes in (
            chat.choose_caution(gr.SelectData(control.choice, {"index": 0, "value": caution}), labels),
            chat.relabel(labels, (), caution),
            chat.choose_language(gr.SelectData(chat.parts.language, {"index": 0, "value": labels}), (), caution),
        ):
            assert said == changes[control.whole]["label"]
            assert "value" not in changes.get(control.choice, {})
    anew = chat.start_anew(labels)
    assert not {control.whole, control.choice, chat.parts.language} & set(anew)


class TestInBrowser:
    """What a reader sees and does."""

    pytestmark = in_browser

    @in_both
    def test_an_answer_tells_how_sure_it_is(self, visit: Visit, labels: str, real_service: Service) -> None:
        """Below the quotes and above the thumbs, in the question's language; below the refusal likewise."""
        for number, text in enumerate((FIRST[labels], MISSING[labels])):
            certainty = tell_certainty(real_service.ask(text))
            assert certainty
            visit.ask(text)
            line = visit.page.locator(".fs-certainty").nth(number)
            expect(line).to_have_text(certainty.said)
            expect(line).to_have_attribute("title", certainty.meaning)
            places = [
                part.bounding_box()
                for part in (
                    visit.page.locator(".fs-answer").nth(number).locator(".fs-quote, .fs-frame").last,
                    line,
                    visit.page.locator(".fs-thumbs").nth(number),
                )
            ]
            heights = [place["y"] for place in places if place]
            assert (3, sorted(heights)) == (len(heights), heights)

    @in_both
    def test_a_follow_up_says_what_it_follows_and_can_be_asked_by_itself(
        self, visit: Visit, labels: str, real_service: Service, asked: list[Any]
    ) -> None:
        """The line stands between question and answer; its button asks the same question again, without history."""
        first, second = FIRST[labels], FOLLOW_UP[labels]
        visit.ask(first)
        expect(visit.page.locator(".fs-following")).to_have_count(0)
        visit.ask(second)
        answer = real_service.ask(second, history=(Turn("user", first),), language=labels)
        line = visit.page.locator(".fs-follows")
        expect(line).to_have_text(tell_follows(answer) or "no line")
        assert first in (line.get_attribute("title") or "")
        button = visit.page.get_by_role("button", name=page_text("ask_alone", labels))
        button.focus()
        visit.page.keyboard.press("Enter")
        expect(visit.page.locator(".fs-question")).to_have_count(3)
        expect(visit.page.locator(".fs-working")).to_have_count(0)
        expect(visit.page.locator(".fs-question").last).to_contain_text(second)
        expect(visit.page.locator(".fs-following")).to_have_count(1)
        assert [(first, 0), (second, 1), (second, 0)] == [(text, turns) for text, _, turns in asked]

    def test_a_hostile_question_that_is_followed_runs_nothing(self, visit: Visit) -> None:
        """What a follow-up shows of the question before is text, in the line and in the tooltip."""
        hostile = '"><img src=x onerror=window.ran=1> Welche Obergrenze nennt der 28-Punkte-Plan für Truppen?'
        visit.ask(hostile)
        visit.ask(FOLLOW_UP["de"])
        line = visit.page.locator(".fs-follows")
        expect(line).to_contain_text(hostile)
        assert hostile in (line.get_attribute("title") or "")
        expect(visit.page.locator("#fs-talk img")).to_have_count(0)
        assert visit.page.evaluate("window.ran") is None

    @in_both
    def test_caution_is_chosen_with_the_keyboard_and_acts_on_the_next_question(
        self, visit: Visit, labels: str, asked: list[Any], browser: Browser, address: str
    ) -> None:
        """Closed it names the choice; opened it is a named group; what one reader chooses another one does not see."""
        name = page_text("caution_now", labels, choice=page_text("caution_balanced", labels))
        opener = visit.page.get_by_role("button", name=name)
        expect(opener).to_have_attribute("aria-expanded", "false")
        visit.ask(FIRST[labels])
        opener.focus()
        visit.page.keyboard.press("Enter")
        expect(opener).to_have_attribute("aria-expanded", "true")
        group = visit.page.get_by_role("radiogroup", name=page_text("caution", labels), exact=True)
        expect(group).to_contain_text(page_text("caution_hint", labels))
        careful = group.get_by_role("radio", name=page_text("caution_careful", labels))
        for _ in CAUTIONS:
            visit.page.keyboard.press("Tab")
        expect(careful).to_be_focused()
        visit.page.keyboard.press("Space")
        name = page_text("caution_now", labels, choice=page_text("caution_careful", labels))
        expect(visit.page.locator("#fs-caution > button")).to_contain_text(name)
        visit.ask(FIRST[labels])
        visit.page.locator("#fs-new").click()
        expect(visit.page.locator(".fs-question")).to_have_count(0)
        expect(careful).to_be_checked()
        visit.ask(MISSING[labels])
        other = Visit(browser, address, locale="de-DE")
        other.ask(GERMAN)
        other.context.close()
        assert ["balanced", "careful", "careful", "balanced"] == [caution for _, caution, _ in asked]

    def test_another_language_renames_the_control_and_keeps_the_choice(self, visit: Visit, asked: list[Any]) -> None:
        """Opener, hint and options change their language; what is chosen and what is open stay."""
        visit.page.locator("#fs-caution > button").click()
        visit.page.get_by_label(page_text("caution_bold", "de"), exact=True).check()
        expect(visit.page.locator("#fs-caution > button")).to_contain_text(page_text("caution_bold", "de"))
        visit.page.get_by_label("English").check()
        name = page_text("caution_now", "en", choice=page_text("caution_bold", "en"))
        expect(visit.page.get_by_role("button", name=name)).to_have_attribute("aria-expanded", "true")
        expect(visit.page.locator("#fs-cautions")).to_contain_text(page_text("caution_hint", "en"))
        expect(visit.page.get_by_label(page_text("caution_bold", "en"), exact=True)).to_be_checked()
        group = visit.page.get_by_role("radiogroup", name=page_text("language", "en"))
        expect(group.get_by_role("radio", name="English")).to_be_checked()
        visit.ask(ENGLISH)
        assert ["bold"] == [caution for _, caution, _ in asked]

    @pytest.mark.parametrize("width", [320, 390, 1280])
    def test_lines_and_control_fit_the_window(self, visit: Visit, width: int) -> None:
        """Nothing sticks out sideways with the control open and a follow-up answered."""
        visit.page.set_viewport_size({"width": width, "height": 844})
        visit.page.locator("#fs-caution > button").click()
        expect(visit.page.locator("#fs-cautions")).to_be_visible()
        visit.ask(GERMAN)
        visit.ask(FOLLOW_UP["de"])
        assert width >= visit.page.evaluate("document.documentElement.scrollWidth")
        for place in (
            "#fs-cautions .wrap:has(label)",
            ".fs-follows",
            ".ask_alone >> visible=true",
            ".fs-certainty >> nth=0",
        ):
            box = visit.page.locator(place).bounding_box()
            assert box
            assert box["x"] + box["width"] <= width
