"""The listener that ships with the product hears the difference, in three languages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.encoders.bundled.conversion import merge_adapter
from index.encoders.protocol import EncoderSettings
from index.errors import EncoderError
from index.listening import conversion
from index.listening.conversion import ADAPTER, HEADS, listener_identity, read_head
from index.listening.listener import OnnxListener

REPORTS = {
    "de": [
        ["Am Dienstag legte der Deichverband seine Bilanz vor.", "Elf Mitglieder waren im Saal."],
        [
            "Der Vorsitzende Henner Ahlrichs widersprach dem Bericht der Stadt.",
            "Die Pumpen seien nie abgenommen worden.",
            "Zwei von ihnen stünden bis heute still.",
        ],
    ],
    "en": [
        ["The dyke board met on Tuesday.", "Eleven members were in the hall."],
        [
            "Its chairman, Henry Alcott, said the town's report was wrong.",
            "The pumps had never been approved.",
            "Two of them were still standing idle.",
        ],
    ],
    "ru": [
        ["Во вторник собрался совет по дамбам.", "В зале сидели одиннадцать человек."],
        [
            "Председатель Олег Ремизов заявил, что отчёт города неверен.",
            "По его словам, насосы никто не принимал.",
            "Два из них, сказал он, стоят до сих пор.",
        ],
    ],
}


@pytest.fixture(scope="module")
def listener(cache_dir: Path) -> OnnxListener:
    """The shipped one."""
    return OnnxListener(EncoderSettings(cache_dir=cache_dir))


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
    """What the author tells lies below the chairman's words, which in two languages have no word of saying."""
    told, (_, *said) = listener.hear(REPORTS[language])
    assert max(value or 0 for value in told) < 0.5 < min(value or 0 for value in said)


@pytest.mark.model
def test_a_document_without_sentences_is_heard(listener: OnnxListener) -> None:
    """Empty passages and empty sentences get their place in the answer."""
    assert () == listener.hear([])
    assert ((), ()) == listener.hear([[], []])
    assert [1, 2] == [len(row) for row in listener.hear([["Heading"], ["", "A sentence."]])]


@pytest.mark.model
def test_a_window_says_the_same_beside_another(listener: OnnxListener, monkeypatch: pytest.MonkeyPatch) -> None:
    """Padding beside a longer window changes nothing."""
    report = [*REPORTS["de"], *[[f"Zeile {number}."] for number in range(60)]] * 3
    together = np.array([value for row in listener.hear(report) for value in row], dtype=float)
    monkeypatch.setattr("index.listening.listener._AT_ONCE", 1)
    alone = np.array([value for row in listener.hear(report) for value in row], dtype=float)
    assert np.abs(together - alone).max() < 1e-4


@pytest.mark.model
def test_what_is_cut_is_not_heard(listener: OnnxListener) -> None:
    """Of a sentence too long to be read whole nothing is said."""
    endless = "und dann noch ein Deich, " * 100
    assert (None,) == listener.hear([[endless + "sagte Ahlrichs."]])[0]
    assert None not in listener.hear([["Kurz."], [endless]])[0]


def test_missing_weights_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that is not whole is one line with its remedy."""
    monkeypatch.setattr(conversion, "ADAPTER", tmp_path / "none.safetensors")
    with pytest.raises(EncoderError, match="weights are missing"):
        conversion.listener_identity()
    with pytest.raises(EncoderError, match="cannot be read"):
        conversion.read_head()
