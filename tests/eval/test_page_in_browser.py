"""The report page in a browser: filters, addresses, one question after another, and texts that stay texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.eval.reports import HOSTILE


class Reader:
    """Somebody who opens the file, without a network."""

    def __init__(self, browser: Browser, path: Path, width: int = 1280) -> None:
        self.context = browser.new_context(offline=True, viewport={"width": width, "height": 800})
        self.page: Page = self.context.new_page()
        self.address = path.as_uri()
        self.troubles: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.troubles.append(message.text))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("dialog", lambda dialog: self.troubles.append(dialog.message))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def open(self, view: str = "") -> None:
        """Open the page anew, at a view."""
        self.page.goto("about:blank")
        self.page.goto(self.address + view)

    def lists(self, *ids: str) -> None:
        """Wait until these questions are in view, and no other: a click's view comes a moment after it."""
        rows = self.page.locator(".entry:visible")
        expect(rows).to_have_count(len(ids))
        for place, one in enumerate(ids):
            expect(rows.nth(place)).to_have_id(f"entry-{one}")


@pytest.fixture
def reader(browser: Browser, page: str, tmp_path: Path) -> Iterator[Reader]:
    """A reader of the small run's report; afterwards: no error, no dialog, no request but for the file."""
    path = tmp_path / "report.html"
    path.write_text(page, encoding="utf-8")
    reader = Reader(browser, path)
    yield reader
    reader.context.close()
    assert [] == reader.troubles
    assert [] == [url for url in reader.requests if not url.startswith((reader.address, "about:"))]


@pytest.mark.browser
def test_filters_narrow_the_list_and_stand_in_the_address(reader: Reader) -> None:
    """Failures come first; filters narrow them, their counts follow, and the address gives the same view again."""
    reader.open()
    reader.lists("sum-de", "sum-en", "beginning-de", "nothing-de")
    expect(reader.page.locator("#told")).to_have_text("4 of 8 questions")
    reader.page.select_option("select[name=language]", "de")
    reader.page.select_option("select[name=kind]", "facts")
    reader.lists("sum-de")
    expect(reader.page.locator("select[name=language] option[value=en]")).to_have_text("en (1)")
    address = reader.page.evaluate("location.hash")
    assert "#kind=facts&language=de" == address
    reader.open(address)
    reader.lists("sum-de")
    reader.page.click("#reset")
    reader.page.check("input[name=all]")
    expect(reader.page.locator(".entry:visible")).to_have_count(8)
    reader.page.fill("input[name=text]", "GRÖSSE")
    reader.lists()
    reader.page.fill("input[name=text]", "größe")
    reader.lists("order-de", "order-en")


@pytest.mark.browser
def test_a_figure_leads_to_its_failures(reader: Reader) -> None:
    """A count in the table of failures opens the questions it counts."""
    reader.open()
    reader.page.click("#failures table a[href='#kind=miss_1&language=en']")
    reader.lists("sum-en")


@pytest.mark.browser
def test_a_question_has_an_address_and_shows_all_of_itself(reader: Reader) -> None:
    """A deep link opens one question with what was expected, answered and ranked; gold is marked by its place."""
    reader.open("#question=sum-de")
    reader.lists("sum-de")
    entry = reader.page.locator("#entry-sum-de")
    expect(entry.locator(".body")).to_be_visible()
    expect(entry.locator("blockquote[lang=de] mark")).to_have_text("Das Darlehen beträgt 90 Mrd. Euro")
    expect(entry.locator(".passage mark")).to_have_text(["Das Darlehen beträgt 90 Mrd. Euro", "bis 2030"])
    expect(entry.locator(".body li")).to_have_text(["de: 90 Mrd · en: 90 billion shown", "de: 2030 not shown"])
    entry.locator(".foot a").last.click()
    reader.lists("sum-en")


@pytest.mark.browser
def test_one_question_leads_to_the_next(reader: Reader) -> None:
    """Failures are walked through one by one."""
    reader.open()
    reader.page.click("#entry-sum-de > summary")
    reader.page.click("#entry-sum-de .foot button")
    expect(reader.page.locator(".entry[open]")).to_have_id("entry-sum-en")
    reader.page.click("#entry-sum-en .foot button")
    expect(reader.page.locator(".entry[open]")).to_have_id("entry-beginning-de")
    expect(reader.page.locator(".entry[open] .turn")).to_have_text("user: Wer sprach?")


@pytest.mark.browser
def test_hostile_questions_stay_text_in_a_browser(reader: Reader) -> None:
    """Markup in a question, a passage, a title or the address is shown as it is written, and nothing runs."""
    reader.open("#question=order-de")
    expect(reader.page.locator("#entry-order-de .asked")).to_contain_text("</script><img src=x onerror=alert(2)>")
    assert 0 == reader.page.locator("img").count()
    reader.open("#text=" + HOSTILE.replace(" ", "+").replace("&", "%26") + "&kind=<img>&question=%3Cimg%20src=x%3E")
    expect(reader.page.locator("#told")).to_have_text("There is no question <img src=x>")


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits_its_window(browser: Browser, page: str, tmp_path: Path, width: int) -> None:
    """Nothing but a table of its own scrolls sideways, on a phone as on a screen."""
    path = tmp_path / "report.html"
    path.write_text(page, encoding="utf-8")
    reader = Reader(browser, path, width)
    reader.open("#question=order-de")
    assert width == reader.page.evaluate("document.documentElement.scrollWidth")
    reader.context.close()
