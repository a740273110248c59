"""Which encoder the settings mean, and opening it: the only place that knows all of them.

To add an encoder: a class that keeps `index.encoders.protocol.Encoder`, and a line in each of the two functions here.
"""

from __future__ import annotations

from pathlib import Path

from index.encoders.bundled.conversion import bundled_identity
from index.encoders.bundled.encoder import OnnxEncoder
from index.encoders.protocol import BUNDLED, Encoder, EncoderSettings, Message
from index.encoders.sentence_transformer import SentenceTransformerEncoder, find_model, hash_model


def encoder_identity(settings: EncoderSettings) -> str:
    """Return the identity of the encoder that `open_encoder` would open, without loading or converting anything.

    For the bundled model: version of its package, hash of the adapter, precision, format. For any other: a hash of
    the model's files. Files above 16 MB count with their size and 1024 pages of 4 KB spread evenly over them, so that
    a copy has the same identity and a model trained further has another.

    Raises:
        EncoderError: The model is not on this machine.

    """
    if settings.model == BUNDLED:
        return bundled_identity(settings.adapter)
    folder = find_model(settings.model)
    given = Path(settings.model).expanduser()
    name = given.resolve().name if given.is_dir() else settings.model
    return f"{name}@{hash_model(folder)[:12]}/sentence-transformers-float32/v1"


def open_encoder(settings: EncoderSettings, *, on_message: Message | None = None) -> Encoder:
    """Return the encoder; the bundled one is converted at its first vector, a few seconds, once.

    Args:
        settings: Which encoder.
        on_message: Gets a line before something takes seconds.

    Raises:
        EncoderError: The model is not on this machine. Later, at the first vector: it cannot be converted or loaded.

    """
    identity = encoder_identity(settings)
    if settings.model == BUNDLED:
        return OnnxEncoder(identity, settings, on_message)
    return SentenceTransformerEncoder(identity, settings, find_model(settings.model), on_message)
