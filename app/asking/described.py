"""Sections and works that a question describes in its own words: "the chapter on the eels", "the museum's page".

Headings and titles are compared with the description by their vectors, so that neither the words nor the language have
to be the same. What is meant is only what is clearly nearer than the rest: a description of nothing here is near all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.asking.recognition import SHIPPED, read_model
from index.encoders.protocol import Encoder
from ingest.records import Document, Manifest, Passage, Source
from ingest.text.terms import find_content_words

CLEARLY = 0.04
"""How much nearer than the next one a heading or title is that is meant (cosines of the bundled encoder). Before the
encoder learned from questions .03 parted 40 descriptions of headings from 7 of nothing here (at most .026 nearer); its
cosines spread 1.4 times as wide since, and `dev` and `open` have as many right with .03 as with .04."""
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


def find_described_section(descriptions: Sequence[str], document: Document, encoder: Encoder) -> Passage | None:
    """The heading of the section that is meant; None where none clearly is."""
    headings = [one for one in document.passages if one.kind == "heading"]
    place = find_described(descriptions, [(_say(document, one),) for one in headings], encoder)
    return None if place is None else headings[place]


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


def _nearest(cosines: NDArray[np.float32], of: NDArray[np.intp]) -> NDArray[np.float32]:
    """The highest of each thing's cosines (things,)."""
    best = np.full(of[-1] + 1, -1, dtype=np.float32)
    np.maximum.at(best, of, cosines)
    return best


def _lead(near: NDArray[np.float32]) -> float:
    """How much nearer the nearest is than the next."""
    first, second = np.sort(near)[-1], np.sort(near)[-2]
    return float(first - second)


def _say(document: Document, heading: Passage) -> str:
    """A heading without its number, which says nothing of what it is about."""
    return _NUMBERED.sub("", document.plain(heading.start, heading.end))
