"""HTML read as a browser does, for the tests of the page."""

from __future__ import annotations

from html.parser import HTMLParser

from app.web.html import render
from app.web.places import Place


class Reader(HTMLParser):
    """What a browser would make of a piece of HTML: its tags with their attributes, and the text inside each tag."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.texts: dict[str, list[str]] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note the tag."""
        self.tags.append((tag, dict(attributes)))
        self.open.append(tag)
        self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost tag, which has to be this one."""
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        """Add the text to every open tag."""
        self.text += data
        for tag in set(self.open):
            self.texts[tag][-1] += data


def assert_harmless(page: str) -> Reader:
    """Only our own tags and attributes, every tag closed, one line: nothing for a browser or for Markdown to run."""
    reader = Reader(page)
    known = (
        "section div h1 h2 h3 h4 p span figure blockquote details summary mark sup dl dt dd ul li cite strong a header"
        " button"
    )
    assert set() == {tag for tag, _ in reader.tags} - set(known.split())
    names = {name for _, attributes in reader.tags for name in attributes}
    assert set() == names - {"class", "id", "lang", "role", "href", "title", "target", "rel", "tabindex", "type"}
    assert [] == reader.open
    assert "\n" not in page
    assert page.startswith(("<div", "<h2", "<header", "<p"))  # Markdown leaves a block's line as it is.
    assert "\t" not in page
    return reader


def render_place(place: Place, labels: str, *, marked: bool = True) -> str:
    """The inside of an opened citation; not `marked`: of a passage that only comes near."""
    return render("opened_citation", labels, place=place, marked=marked)
