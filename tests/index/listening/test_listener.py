"""The listener that ships with the product hears the difference, in three languages, without any sign of saying."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.encoders.bundled.conversion import merge_adapter
from index.encoders.protocol import EncoderSettings
from index.errors import EncoderError
from index.listening.conversion import ADAPTER, HEADS, listener_identity, read_head
from index.listening.listener import OnnxListener

REPORTS = {
    "de": [
        ["Am Dienstag legte der Deichverband seine Bilanz vor.", "Die Pumpen liefen seit dem Frühjahr."],
        [
            "Der Vorsitzende Henner Ahlrichs widersprach dem Bericht der Stadt.",
            "Die Pumpen seien nie abgenommen worden, sagte er.",
            "Zwei von ihnen stünden bis heute still.",
        ],
    ],
    "en": [
        ["The dyke board met on Tuesday.", "The pumps have been running since spring."],
        [
            "Its chairman, Henry Alcott, disputed the town's report.",
            "The pumps had never been approved, he said.",
            "Two of them were still standing idle.",
        ],
    ],
    "ru": [
        ["Во вторник собрался совет по дамбам.", "Насосы работают с весны."],
        [
            "Председатель Олег Ремизов не согласился с отчётом города.",
            "По его словам, насосы никто не принимал.",
            "Два из них, сказал он, стоят до сих пор.",
        ],
    ],
}


@pytest.fixture(scope="module")
def listener(tmp_path_factory: pytest.TempPathFactory) -> OnnxListener:
    """The shipped one; FUNDSTELLE_CACHE keeps what is converted between runs."""
    kept = os.environ.get("FUNDSTELLE_CACHE")
    return OnnxListener(EncoderSettings(cache_dir=Path(kept) if kept else tmp_path_factory.mktemp("models")))


def test_identity_needs_no_model(tmp_path: Path) -> None:
    """It changes with the weights, and nothing is converted for it."""
    assert OnnxListener(EncoderSettings(cache_dir=tmp_path)).identity == listener_identity()
    assert [] == list(tmp_path.iterdir())


def test_head_fits_what_a_sentence_can_be() -> None:
    """One row for each kind of sentence."""
    weight, bias = read_head()
    assert (len(HEADS), 384) == weight.shape
    assert (len(HEADS),) == bias.shape


def test_what_the_encoder_lacks_is_an_error() -> None:
    """Weights for a parameter that the base does not have are not merged silently."""
    with pytest.raises(EncoderError, match="does not fit"):
        merge_adapter({}, ADAPTER)


@pytest.mark.model
@pytest.mark.parametrize("language", sorted(REPORTS))
def test_told_facts_and_reported_words_are_heard_apart(language: str, listener: OnnxListener) -> None:
    """The author's two sentences lie below what the chairman said."""
    (told, _), (_, said, more) = [row[:2] if len(row) == 2 else row for row in listener.hear(REPORTS[language])]
    assert told < 0.5 < min(said, more)


@pytest.mark.model
def test_a_document_without_sentences_is_heard(listener: OnnxListener) -> None:
    """Empty passages and empty sentences get their place in the answer."""
    assert () == listener.hear([])
    assert ((), ()) == listener.hear([[], []])
    assert [1, 2] == [len(row) for row in listener.hear([["Heading"], ["", "A sentence."]])]


@pytest.mark.model
def test_what_is_heard_does_not_hang_on_the_batch(listener: OnnxListener) -> None:
    """A long document read in many windows says the same of its first passages as a short one."""
    report = REPORTS["de"] * 12
    assert listener.hear(report)[0] == listener.hear(report[:16])[0]
