"""What stands below a picture is told from the paragraphs around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.flow import read_corpus
from ingest.readers.html.page import read_html
from ingest.readers.protocol import ReadingHints
from ingest.reading import Reading

TEXT = "<p>Im Jahr 1924 kam der Rat der Stadt Wendelsrode zusammen und sprach davon, wer das Wehr bezahlen werde.</p>"
MORE = (
    "<p>Nobody in the town had any money left, and the miller was not known for his patience with anybody at all.</p>"
)
CAPTION = "FILE - The weir of Wendelsrode in the winter of 1924."


def read(body: str) -> Reading:
    page = f"<html><head><title>Das Wehr</title></head><body><article><h1>Das Wehr</h1>{body}</article></body></html>"
    return read_html(page.encode(), ReadingHints())


def captions(reading: Reading) -> list[str]:
    return [reading.text[one.start : one.end] for one in reading.blocks if one.kind == "caption"]


@pytest.mark.parametrize(
    "picture",
    [
        f'<figure><img src="w.jpg"><figcaption>{CAPTION}</figcaption></figure>',
        f'<figure><img src="w.jpg"><figcaption><em>{CAPTION}</em></figcaption></figure>',
        f'<figure><img src="w.jpg"><figcaption><span class="caption">{CAPTION}</span></figcaption></figure>',
    ],
)
def test_what_a_page_calls_a_caption_is_one(picture: str) -> None:
    """Whatever is within its element."""
    reading = read(f"{TEXT}{MORE}{picture}{TEXT.replace('1924', '1925')}{MORE}")
    assert [CAPTION] == captions(reading)


@pytest.mark.parametrize(
    "body",
    [
        f'<p class="caption">{CAPTION}</p>',
        f'<p class="note">{CAPTION}</p>',
        f"<table><caption>{CAPTION}</caption><tr><td>1924</td><td>12</td></tr><tr><td>1925</td><td>7</td></tr></table>",
    ],
)
def test_what_is_set_like_one_is_none(body: str) -> None:
    """A paragraph that is only set like one, and a table's title."""
    assert [] == captions(read(f"{TEXT}{MORE}{TEXT.replace('1924', '1925')}{MORE}{body}{MORE.replace('town', 'mill')}"))


def test_a_sentence_leans_on_the_paragraph_before_a_caption(tmp_path: Path) -> None:
    """What "this" means the text has said, and no picture shows; the caption itself can be found."""
    figure = f'<figure><img src="w.jpg"><figcaption>{CAPTION}</figcaption></figure>'
    body = (
        f"{TEXT}{MORE}<p>The weir had cost the council 4,200 marks.</p>{figure}<p>This was more than it had.</p>{MORE}"
    )
    page = f"<html><head><title>Das Wehr</title></head><body><article><h1>Das Wehr</h1>{body}</article></body></html>"
    manifest = '[[source]]\nid = "w"\nkind = "analysis"\ntitle = "Das Wehr"\npath = "w.html"\n'
    (tmp_path / "manifest.toml").write_text(f'title = "Wehr"\nlanguages = ["de", "en"]\n{manifest}', encoding="utf-8")
    (tmp_path / "w.html").write_text(page, encoding="utf-8")
    corpus = read_corpus(tmp_path, tmp_path / "snapshots")
    (document,) = corpus.documents
    leaning = next(one for one in document.passages if document.text.startswith("This was more", one.start))
    lean = leaning.sentences[0].leans_on
    assert lean is not None
    assert "The weir had cost the council 4,200 marks." == document.plain(lean.start, lean.end)
    (caption,) = (one for one in document.passages if one.kind == "caption")
    assert caption.id in {chunk.passage_id for chunk in corpus.chunks}
