"""An opened proof: copied, closed, read by a screen reader, printed, seen in the dark and on a narrow screen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from app.service import Service
from app.web.citation_text import copy_text, name_language
from prompts import page_text
from tests.visits import ENGLISH, GERMAN, Visit, in_browser

MISSING = "Wie viele Einwohner hat Brasilien?"
WITH_MARKER = "Wen kritisiert Putin dafür, Europa in das Chaos der Migration gestürzt zu haben?"
in_both = pytest.mark.parametrize(
    ("visit", "labels"), [({}, "de"), ({"locale": "en-GB"}, "en")], indirect=["visit"], ids=["de", "en"]
)
pytestmark = in_browser

CONTRAST = """part => {
  const read = color => color.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = color => {
    const [r, g, b] = read(color).map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let under = part;
  while (/^rgba\\(.*, 0\\)$/.test(getComputedStyle(under).backgroundColor)) under = under.parentElement;
  const [one, two] = [getComputedStyle(part).color, getComputedStyle(under).backgroundColor].map(light).sort();
  return (two + 0.05) / (one + 0.05);
}"""
"""Of a part's letters against what lies under them, as WCAG 2 reckons it."""


def ask_with_marker(visit: Visit) -> None:
    """Ask until a quote with a note marker is marked, and open it."""
    visit.ask(WITH_MARKER)
    place = visit.page.locator(".fs-quote > .fs-place", has=visit.page.locator("mark .fs-marker")).first
    place.locator("summary").click()
    expect(place.locator("mark .fs-marker").first).to_be_visible()


@in_both
def test_a_citation_is_copied(visit: Visit, labels: str, real_service: Service) -> None:
    """One press puts the whole line onto the clipboard and says so; the citation need not be opened."""
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.ask(GERMAN)
    row = visit.page.locator(".fs-quote > .fs-actions").first
    row.get_by_role("button", name=page_text("copy_button", labels)).click()
    expect(row.get_by_role("status")).to_have_text(page_text("copied", labels))
    citation = real_service.ask(GERMAN).citations[0]
    assert copy_text(citation, labels) == visit.page.evaluate("navigator.clipboard.readText()")
    expect(visit.page.locator(".fs-quote .fs-panel").first).to_be_hidden()


def test_where_a_browser_keeps_its_clipboard_the_line_is_selected(visit: Visit, real_service: Service) -> None:
    """The citation opens, and what is to be copied is selected."""
    visit.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    visit.ask(GERMAN)
    row = visit.page.locator(".fs-quote > .fs-actions").first
    row.get_by_role("button").click()
    expect(row.get_by_role("status")).to_have_text(page_text("copy_failed", "de"))
    expect(visit.page.locator(".fs-quote .fs-copy").first).to_be_visible()
    assert copy_text(real_service.ask(GERMAN).citations[0], "de") == visit.page.evaluate("getSelection().toString()")


def test_escape_closes_what_is_open_and_gives_the_focus_back(visit: Visit) -> None:
    """The innermost fold first; the focus is on what opens it again."""
    visit.ask(GERMAN)
    opener = visit.page.locator(".fs-quote > .fs-place summary").first
    opener.click()
    copied = visit.page.locator(".fs-quote .fs-copy").first
    copied.focus()
    visit.page.keyboard.press("Escape")
    expect(copied).to_be_hidden()
    expect(opener).to_be_focused()
    caution = visit.page.locator("#fs-caution > button")
    caution.click()
    visit.page.locator("#fs-cautions input").first.focus()
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("#fs-cautions")).to_be_hidden()
    expect(caution).to_be_focused()
    visit.ask(MISSING)
    nearest = visit.page.locator(".fs-nearest")
    nearest.locator("> summary").click()
    nearest.locator(".fs-place > summary").first.click()
    for part in (nearest.locator(".fs-place").first, nearest):
        expect(part).to_have_attribute("open", "")
        visit.page.keyboard.press("Escape")
        expect(part).not_to_have_attribute("open", "")
        expect(part.locator("> summary")).to_be_focused()


def test_a_new_answer_is_told_to_a_screen_reader(visit: Visit) -> None:
    """Question and answer appear in a polite log, and the focus stays in the box for the next question."""
    visit.ask(GERMAN)
    log = visit.page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log.locator(".fs-quote").first).to_be_visible()
    expect(visit.page.locator("#fs-box textarea")).to_be_focused()


@in_both
def test_a_quote_in_another_language_has_a_badge(visit: Visit, labels: str, real_service: Service) -> None:
    """Beside its place, in words for those who do not see it; a quote in the page's language has none."""
    visit.ask(ENGLISH if labels == "en" else GERMAN)
    citations = real_service.ask(ENGLISH if labels == "en" else GERMAN).citations
    for number, citation in enumerate(citations):
        place = visit.page.locator(".fs-quote > .fs-place").nth(number)
        spoken = name_language(citation.language, labels)
        expect(place.locator("summary .fs-badge")).to_have_count(1 if spoken else 0)
        if spoken:
            expect(place.locator(".fs-badge")).to_have_attribute("title", spoken)
        expect(visit.page.locator(".fs-quote blockquote").nth(number)).to_have_attribute("lang", citation.language)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_marker_is_legible_in_the_highlight(visit: Visit, scheme: str) -> None:
    """Letters in and beside the mark stand out from what is under them by 4.5 to 1, by day and by night."""
    visit.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    visit.reload()
    ask_with_marker(visit)
    for part in ("mark", "mark .fs-marker", ".fs-neighbour .fs-marker", ".fs-passage", ".fs-actions a", ".fs-copy"):
        for one in visit.page.locator(f".fs-quote {part}").all():
            if one.is_visible():
                assert one.evaluate(CONTRAST) >= 4.5, part


@in_both
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_everything_fits_and_is_large_enough_to_hit(visit: Visit, labels: str, width: int) -> None:
    """With all folds open nothing sticks out sideways; buttons, folds and links of their own are 24 pixels and more."""
    visit.page.set_viewport_size({"width": width, "height": 844})
    visit.ask(WITH_MARKER)
    visit.ask(MISSING)
    visit.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    visit.page.locator("#fs-caution > button").click()
    expect(visit.page.locator("#fs-cautions")).to_be_visible()
    assert width == visit.page.evaluate("document.documentElement.scrollWidth")
    small = visit.page.evaluate(
        """() => [...document.querySelectorAll("button, summary, a, label, textarea")]
            .filter(part => part.checkVisibility() && !part.closest(".fs-frame, #fs-between, .fs-comment"))
            .map(part => [part.textContent.trim(), part.getBoundingClientRect()])
            .filter(([, box]) => box.width > 0 && Math.min(box.width, box.height) < 24)
            .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""
    )
    assert [] == small


def print_text(page: Page) -> str:
    """What comes onto paper: folds as print opens them, and quotes marked in dark ink, whatever the screen shows."""
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for mark in page.locator("mark").all():
        looks = mark.evaluate("mark => [getComputedStyle(mark).color, getComputedStyle(mark).textDecorationLine]")
        assert ["rgb(28, 27, 25)", "underline"] == looks
    text = page.locator("body").inner_text()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    return str(text)


def test_print_shows_the_proof(visit: Visit, real_service: Service) -> None:
    """Every fold is open on paper and none of what only acts on a screen is there; afterwards all is as it was."""
    visit.ask(GERMAN)
    expect(visit.page.locator(".fs-panel").first).to_be_hidden()
    text = print_text(visit.page)
    squeezed = re.sub(r"\s+", " ", text)
    for citation in real_service.ask(GERMAN).citations:
        assert citation.sha256[:12] in squeezed
        assert page_text("date", "de").removesuffix(":") in squeezed
    for name in ("send", "report_good", "copy_button", "new_chat"):
        assert page_text(name, "de") not in text.splitlines()
    expect(visit.page.locator(".fs-panel").first).to_be_hidden()
