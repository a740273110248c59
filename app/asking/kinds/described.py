"""Sections and works that a question describes in its own words: "the chapter on the eels", "the museum's page".

Headings and titles are compared with the description by their vectors, so that neither the words nor the language have
to be the same, and so is what stands below a heading: "Eiche, Robinie, Teer" is the chapter on the timber. Only what is
clearly nearer than the rest is meant: a description of nothing here is near all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.asking.kinds.guessing import SHIPPED, read_model
from app.asking.kinds.sections import section_below
from index.encoders.protocol import Encoder
from index.store.opened import OpenGeneration
from ingest.records import Document, Manifest, Passage, Source
from ingest.text.terms import find_content_words

Vectors = NDArray[np.float32]
CLEARLY = 0.04
"""How much nearer than the next one a heading or title is that is meant (cosines of the bundled encoder). Before the
encoder learned from questions .03 parted 40 descriptions of headings from 7 of nothing here (at most .026 nearer); its
cosines spread 1.4 times as wide since, and `dev` and `open` have as many right with .03 as with .04."""
OF_SECTION = 0.012
"""The same of a section where its text counts, too. Of 72 descriptions in German and English, of sections of three
dossiers, 57 are told, all of them rightly, and 5 of 15 of nothing here; by headings alone, .04 nearer, 51 and 3."""
_BEST = 3
"""Pieces of a section whose nearness counts."""
_FEWEST = 2
_NUMBERED = re.compile(r"^\d+(?:\.\d+)*[.)]\s+")


def find_described(
    descriptions: Sequence[str], names: Sequence[Sequence[str]], encoder: Encoder, *, clearly: float = CLEARLY
) -> int | None:
    """The place in `names` of what is meant, by that description which tells it best; None where nothing clearly is.

    Args:
        descriptions: What a question says of it, in several ways.
        names: What each thing is called, in one way or several.
        encoder: Of any other than the bundled one nothing is known.
        clearly: How much nearer than the next it has to be.

    """
    said = [one for one in descriptions if find_content_words(one)]
    if len(names) < _FEWEST or not said or encoder.identity != read_model(SHIPPED).identity:
        return None
    of = np.repeat(np.arange(len(names)), [len(one) for one in names])
    vectors = encoder.encode_passages([name for one in names for name in one])
    near = max((_nearest(vectors @ encoder.encode_query(one), of) for one in said), key=_lead)
    return int(near.argmax()) if _lead(near) >= clearly else None


def rank_described(description: str, names: Sequence[Sequence[str]], encoder: Encoder) -> list[int]:
    """The places in `names`, the nearest to a description first; none of another encoder's."""
    if encoder.identity != read_model(SHIPPED).identity:
        return []
    of = np.repeat(np.arange(len(names)), [len(one) for one in names])
    vectors = encoder.encode_passages([name for one in names for name in one])
    return [int(one) for one in np.argsort(-_nearest(vectors @ encoder.encode_query(description), of))]


def find_described_section(
    descriptions: Sequence[str], document: Document, opened: OpenGeneration, encoder: Encoder
) -> Passage | None:
    """The heading of the section that is meant; None where none clearly is."""
    headings = [one for one in document.passages if one.kind == "heading"]
    said = [one for one in descriptions if find_content_words(one)]
    if len(headings) < _FEWEST or not said or encoder.identity != read_model(SHIPPED).identity:
        return None
    titles = encoder.encode_passages([_say(document, one) for one in headings])
    # Its passages have vectors that can be compared where the same encoder has made them.
    is_own = opened.generation.encoder == encoder.identity
    texts = [_vectors_below(document, one, opened) if is_own else None for one in headings]
    vectors = [encoder.encode_query(one) for one in said]
    by_title = max((titles @ one for one in vectors), key=_lead)
    if _lead(by_title) >= CLEARLY:
        return headings[int(by_title.argmax())]
    near = max((_near_all(one, titles, texts) for one in vectors), key=_lead)
    return headings[int(near.argmax())] if _lead(near) >= (OF_SECTION if is_own else CLEARLY) else None


def find_described_text(
    descriptions: Sequence[str],
    document: Document,
    manifest: Manifest,
    encoder: Encoder,
    *,
    named: bool,
    clearly: float = CLEARLY,
) -> Passage | Source | None:
    """The section of `document` or the source that is meant; None where neither clearly is.

    Args:
        descriptions: What a question says of it.
        document: Whose sections may be meant.
        manifest: Whose sources may be: by title, author or names.
        encoder: Embeds them.
        named: Whether the question names the document, so that no other can be meant.
        clearly: How much nearer than the next it has to be.

    """
    headings = [one for one in document.passages if one.kind == "heading"]
    sources = [] if named else [one for one in manifest.sources if one.edition_of is None]
    names: list[tuple[str, ...]] = [(_say(document, one),) for one in headings]
    names += [tuple(filter(None, (one.title, one.author, *one.names))) for one in sources]
    place = find_described(descriptions, names, encoder, clearly=clearly)
    if place is None:
        return None
    return headings[place] if place < len(headings) else sources[place - len(headings)]


def find_described_source(
    description: str, manifest: Manifest, encoder: Encoder, *, clearly: float = CLEARLY
) -> Source | None:
    """The source whose title, author or names a description means; None where none clearly is."""
    sources = [one for one in manifest.sources if one.edition_of is None]
    names = [tuple(filter(None, (one.title, one.author, *one.names))) for one in sources]
    place = find_described([description], names, encoder, clearly=clearly)
    return None if place is None else sources[place]


def _vectors_below(document: Document, heading: Passage, opened: OpenGeneration) -> Vectors | None:
    rows = [row for one in section_below(document, heading) if one.id in opened.rows for row in opened.rows[one.id]]
    found = opened.fetch_vectors(rows) if rows else {}
    return np.stack([found[row] for row in rows]) if rows else None


def _near_all(vector: Vectors, titles: Vectors, texts: Sequence[Vectors | None]) -> Vectors:
    """How near each section is (sections,): the mean of its title's cosine, its best pieces' and its middle's."""
    near = []
    for title, text in zip(titles, texts, strict=True):
        cosine = float(title @ vector)
        if text is None:
            near.append(cosine)
            continue
        best = np.sort(text @ vector)[-_BEST:].mean()
        middle = text.mean(axis=0)
        near.append((cosine + float(best) + float(middle @ vector / np.linalg.norm(middle))) / 3)
    return np.array(near, dtype=np.float32)


def _nearest(cosines: Vectors, of: NDArray[np.intp]) -> Vectors:
    """The highest of each thing's cosines (things,)."""
    best = np.full(of[-1] + 1, -1, dtype=np.float32)
    np.maximum.at(best, of, cosines)
    return best


def _lead(near: Vectors) -> float:
    """How much nearer the nearest is than the next."""
    first, second = np.sort(near)[-1], np.sort(near)[-2]
    return float(first - second)


def _say(document: Document, heading: Passage) -> str:
    """A heading without its number, which says nothing of what it is about."""
    return _NUMBERED.sub("", document.plain(heading.start, heading.end))
