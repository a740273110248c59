"""Passages of other texts that lie near a question: what search brings where nothing answers."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np

from eval.cases.taught import Place, ReadQuestion, TaughtPassage
from index.encoders.protocol import Encoder

_NEAREST = 8
"""Passages of other texts among which one is drawn. Of 24 pairs drawn among 12 and read by hand none had the answer."""


def find_strangers(
    questions: Sequence[ReadQuestion],
    passages: Mapping[Place, TaughtPassage],
    encoder: Encoder,
    *,
    without: Collection[str],
    on_step: Callable[[str], None],
) -> list[Place]:
    """For each question a passage of another text that is about the same kind of thing, drawn with a fixed seed.

    Args:
        questions: What is asked.
        passages: All that may be drawn.
        encoder: Tells what is near.
        without: Names of texts that no passage is taken from: what is measured on.
        on_step: Gets a line before something takes minutes.

    """
    drawing = random.Random(0)  # noqa: S311 - not for secrets
    places = [place for place in passages if place.text not in without]
    texts = np.array([place.text for place in places])
    on_step(f"embedding {len(places)} passages and {len(questions)} questions")
    vectors = encoder.encode_passages([passages[place].words for place in places])
    found = []
    for one in questions:
        cosines = vectors @ encoder.encode_query(one.text)
        strange = np.flatnonzero(texts != one.place.text)
        found.append(places[drawing.choice(strange[np.argsort(-cosines[strange])[:_NEAREST]])])
    return found
