"""The whole document at a place, and the list of works: plain pages that need no script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from app.records import Citation
from app.service import Service
from app.settings import Settings
from app.web.links import link_document
from app.web.reader import list_works, read_document, render_document, render_works
from app.web.server import build_app
from app.wording import tell_date
from ingest.records import Document, Manifest
from prompts import PAGE_LANGUAGES, frame, page_text
from tests.app.web.reader import Reader
from tests.exchanges import HOSTILE
from tests.fakes import FakeEncoder
from tests.visits import GERMAN, Visit, in_browser

VOID = {"meta", "link"}


class Whole(Reader):
    """A whole page as a browser reads it."""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note the tag; one that has no end is closed at once."""
        super().handle_starttag(tag, attributes)
        if tag in VOID:
            self.open.pop()

    def ids(self) -> list[str]:
        """The ids, in order."""
        return [str(attributes["id"]) for _, attributes in self.tags if "id" in attributes]

    def links(self) -> list[str]:
        """Where the links lead, in order."""
        return [str(attributes["href"]) for tag, attributes in self.tags if tag == "a"]


@pytest.fixture(scope="module")
def manifest(fake_service: Service) -> Manifest:
    """The bundled dossier's."""
    return fake_service.sources().manifest


@pytest.fixture(scope="module")
def client(fake_service: Service) -> TestClient:
    """The guarded application, asked without a browser."""
    return TestClient(build_app(fake_service), base_url="http://127.0.0.1:7860")


def test_every_letter_of_the_text_is_shown(essay: Document, manifest: Manifest) -> None:
    """Running text, then notes: nothing of the canonical text is left out, and nothing is shown twice."""
    source = manifest.source(essay.source_id)
    read = read_document(essay, source)
    passages = [*read.passages, *(passage for note in read.notes for passage in note.passages)]
    shown = "".join(passage.lead + "".join(run.text for run in passage.runs) for passage in passages)
    assert sorted("".join(essay.text.split())) == sorted("".join(shown.split()))
    page = Whole(render_document(read, "de"))
    assert all("".join(run.text for run in passage.runs) in page.text for passage in passages)
    assert [] == page.open


@pytest.mark.parametrize("number", [0, 5, 20, -1])
def test_the_cited_slice_is_marked_letter_for_letter(essay: Document, manifest: Manifest, number: int) -> None:
    """A sentence with its markers, wherever it stands: the marks hold it exactly, and the first one is the place."""
    sentences = [
        sentence for passage in essay.passages if passage.kind == "paragraph" for sentence in passage.sentences
    ]
    sentence = sentences[number]
    source = manifest.source(essay.source_id)
    page = Whole(render_document(read_document(essay, source, start=sentence.start, end=sentence.end), "en"))
    assert essay.text[sentence.start : sentence.end] == "".join(page.texts["mark"])
    assert 1 == page.ids().count("place")


def test_a_slice_over_passages_is_marked_in_each(essay: Document, manifest: Manifest) -> None:
    """A slice may begin and end inside of passages, even inside of a marker: whole markers are marked."""
    first, second = [passage for passage in essay.passages if passage.kind == "paragraph"][:2]
    marker = essay.markers[0]
    source = manifest.source(essay.source_id)
    page = Whole(render_document(read_document(essay, source, start=first.start + 3, end=second.end - 3), "de"))
    marked = "".join(page.texts["mark"])
    assert essay.text[first.start + 3 : first.end] in marked
    assert essay.text[second.start : second.end - 3] in marked
    page = Whole(render_document(read_document(essay, source, start=marker.start - 9, end=marker.start + 1), "de"))
    assert essay.text[marker.start - 9 : marker.end] == "".join(page.texts["mark"])
    for start, end in ((0, 0), (9, 3), (10**9, 10**9 + 5)):
        assert "mark" not in Whole(render_document(read_document(essay, source, start=start, end=end), "de")).texts


def test_its_links_lead_somewhere(essay: Document, manifest: Manifest) -> None:
    """Contents, markers and ways back point at ids of the page, and each id is there once."""
    page = Whole(render_document(read_document(essay, manifest.source(essay.source_id)), "de"))
    ids = page.ids()
    assert len(set(ids)) == len(ids)
    inner = [link[1:] for link in page.links() if link.startswith("#")]
    assert set(inner) <= set(ids)
    headings = [passage for passage in essay.passages if passage.kind == "heading"]
    assert {f"p-{heading.id}" for heading in headings} <= set(inner)
    assert {f"note-{marker.note_id}" for marker in essay.markers} <= set(inner)
    assert page_text("opening", "de") in page.texts["nav"][1]


@pytest.mark.parametrize("labels", PAGE_LANGUAGES)
def test_languages_are_told(essay: Document, manifest: Manifest, labels: str) -> None:
    """The page, the text, and every passage that is in another language than the text."""
    page = Whole(render_document(read_document(essay, manifest.source(essay.source_id)), labels))
    told = {str(attributes["id"]): attributes.get("lang") for _, attributes in page.tags if "id" in attributes}
    for passage in essay.passages:
        assert (None if passage.language == essay.language else passage.language) == told[f"p-{passage.id}"]
    tags = [(tag, attributes.get("lang")) for tag, attributes in page.tags]
    assert ("html", labels) in tags
    assert ("article", essay.language) in tags


@pytest.mark.parametrize("labels", PAGE_LANGUAGES)
def test_the_list_tells_what_is_held_and_which_notes_cite_it(
    manifest: Manifest, fake_service: Service, labels: str
) -> None:
    """Every work of the manifest; the held ones lead into the reader, a note's number to the note."""
    documents = fake_service.documents()
    works = list_works(manifest, documents, labels)
    assert {source.id for source in manifest.sources} == {work.source.id for work in works}
    assert set(documents) == {work.source.id for work in works if work.link}
    page = Whole(render_works(manifest, works, labels))
    assert len(works) == len(page.texts["li"])
    for work, text in zip(works, page.texts["li"], strict=True):
        assert work.source.title.rstrip(".") in text
        date = work.source.date
        assert (tell_date(date, labels) if date else page_text("not_given", labels)) in text
        assert frame("obtained" if work.link else "not_obtained", labels) in text
        assert all(str(note.number) in text for note in work.notes)
    assert {note.link for work in works for note in work.notes} <= set(page.links())
    reader = {f"note-{note.id}" for document in documents.values() for note in document.footnotes}
    assert {str(note.link).split("#")[1] for work in works for note in work.notes} <= reader


@pytest.mark.parametrize("text", HOSTILE)
def test_what_documents_and_addresses_say_stays_text(
    text: str, client: TestClient, essay: Document, manifest: Manifest
) -> None:
    """Whatever a title, a passage or an address holds, it is shown and never run."""
    source = replace(manifest.sources[0], title=text, author=text, publisher=text, date=text, url=text, language=text)
    passage = replace(essay.passages[0], start=0, end=len(text), language=text, pages=(text,))
    document = replace(essay, text=text, passages=(passage,), markers=(), footnotes=(), language=text)
    works = list_works(replace(manifest, sources=(source,), title=text), {source.id: document}, "de")
    pages = [
        render_document(read_document(document, source, start=1, end=2), "de"),
        render_works(manifest, works, "de"),
        *(client.get(f"/works?lang={quote(text)}").text, client.get(link_document(text, "de", generation=text)).text),
    ]
    for page in pages:
        read = Whole(page)
        assert not {tag for tag, _ in read.tags} & {"script", "img", "iframe", "svg", "details"}
        assert not [name for _, attributes in read.tags for name in attributes if name.startswith("on")]
    assert " ".join(text.split()) in " ".join(Whole(pages[0]).text.split())


def test_a_document_that_is_not_here_is_told(client: TestClient, small_dossier: Path, tmp_path: Path) -> None:
    """Another id, a work that is not held, a store that is empty: a page that says so, in the reader's language."""
    for source_id in ("nothing", "beschluss"):
        answer = client.get(link_document(source_id, "en"))
        assert (404, True) == (answer.status_code, page_text("no_text_why", "en") in answer.text)
        assert "script-src 'self';" in answer.headers["content-security-policy"]
    assert 404 == client.get(link_document("../secrets", "en")).status_code
    full = Service(Settings(store=tmp_path / "store"), encoder=FakeEncoder())
    full.ingest(small_dossier)
    served = TestClient(build_app(full), base_url="http://127.0.0.1:7860")
    (tmp_path / "store" / "current").unlink()
    for path in ("/works", "/document/bericht"):
        answer = served.get(path)
        assert (503, True) == (answer.status_code, "fundstelle ingest" in answer.text)


def test_a_text_that_was_replaced_is_told_and_nothing_is_marked(client: TestClient, essay: Document) -> None:
    """A link into a generation that is gone shows the present text, says so, and marks no other words as cited."""
    answer = client.get(link_document(essay.source_id, "de", start=5000, end=5100, generation="gone"))
    assert (200, True) == (answer.status_code, page_text("other_text", "de") in answer.text)
    assert "<mark" not in answer.text
    for start in ("x", "-3", "9" * 40, "١٢"):
        assert 200 == client.get(f"/document/{essay.source_id}", params={"start": start, "end": start}).status_code


def cited(service: Service) -> Citation:
    return service.ask(GERMAN).citations[0]


class TestInBrowser:
    """What a reader sees and does."""

    pytestmark = in_browser

    @pytest.fixture
    def paper(self, browser: Browser) -> Iterator[Page]:
        """A page in a browser that runs no script."""
        context = browser.new_context(
            java_script_enabled=False, locale="de-DE", viewport={"width": 1280, "height": 900}
        )
        yield context.new_page()
        context.close()

    def test_a_citation_opens_the_document_at_its_place(self, visit: Visit, real_service: Service) -> None:
        """The link under a quote leads to exactly this quote, marked and in view, in the page's language."""
        visit.ask(GERMAN)
        with visit.context.expect_page() as opened:
            visit.page.locator(".fs-quote .fs-read, .fs-quote ~ .fs-actions .fs-read").first.click()
        page = opened.value
        mark = page.locator("mark#place")
        expect(mark).to_be_in_viewport()
        assert cited(real_service).quote == "".join(
            page.locator("mark").evaluate_all("all => all.map(m => m.textContent)")
        )
        expect(page.locator("html")).to_have_attribute("lang", "de")

    def test_no_script_is_needed(self, paper: Page, address: str, real_service: Service) -> None:
        """Contents, notes and the way back work without one."""
        citation = cited(real_service)
        paper.goto(address[:-1] + link_document(citation.source, "de", start=citation.start, end=citation.end))
        expect(paper.locator("#place")).to_be_in_viewport()
        paper.locator("nav.contents a").last.click()
        expect(paper.locator("#notes")).to_be_in_viewport()
        paper.locator("article sup a").nth(3).click()
        expect(paper.locator(".note:target")).to_be_in_viewport()
        paper.locator(".note:target .back").click()
        expect(paper.locator("article > p:target")).to_be_in_viewport()

    def test_the_heading_leads_to_the_works_and_they_into_the_text(self, visit: Visit) -> None:
        """From the page's head to the list, from a note's number to the note."""
        with visit.context.expect_page() as opened:
            visit.page.locator(".fs-works a").click()
        page = opened.value
        expect(page.locator("h1")).to_have_text(page_text("work_list", "de"))
        page.locator(".works li:not(.analysis) .about a").first.click()
        expect(page.locator(".note:target")).to_be_in_viewport()

    @pytest.mark.parametrize("width", [320, 390, 1280])
    @pytest.mark.parametrize("labels", PAGE_LANGUAGES)
    def test_they_fit_the_window(
        self, paper: Page, address: str, real_service: Service, width: int, labels: str
    ) -> None:
        """Nothing sticks out sideways, and what is to be hit is large enough."""
        citation = cited(real_service)
        paper.set_viewport_size({"width": width, "height": 844})
        for path in (
            f"/works?lang={labels}",
            link_document(citation.source, labels, start=citation.start, end=citation.end),
        ):
            paper.goto(address[:-1] + path)
            wide = paper.locator("main, nav, article > *, li, p").all()
            boxes = [box for part in wide[:60] if (box := part.bounding_box())]
            assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
            for link in paper.locator("nav a, .works .about a").all()[:25]:
                box = link.bounding_box()
                assert box
                assert min(box["width"], box["height"]) >= 24
