"""Decompression that stops: a response of a few kilobytes may unpack to gigabytes."""

from __future__ import annotations

import zlib

from ingest.fetch.records import FetchError

_GZIP = zlib.MAX_WBITS | 16


class Unpacker:
    """Undoes a response's `Content-Encoding` piece by piece, never beyond `most` bytes in all."""

    def __init__(self, encoding: str, most: int) -> None:
        """FetchError ("not_text") for an encoding that was not asked for, and for one within another."""
        name = encoding.strip().lower()
        if name not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FetchError("not_text", f"the server sent it in an encoding that was not asked for ({name[:40]})")
        self._most = most
        self._name = name
        self._size = 0
        self._decompressor = None if name in ("", "identity") else _start(name)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is compressed, so that all is handed on as it came."""
        return self._decompressor is None

    def feed(self, piece: bytes) -> bytes:
        """What `piece` unpacks to; FetchError ("too_large") as soon as it is more than allowed."""
        if self._decompressor is None:
            return self._count(piece)
        out = bytearray()
        while piece:
            try:
                out += self._count(self._decompressor.decompress(piece, self._most - self._size + 1))
            except zlib.error as error:
                if self._name != "deflate" or self._size or out:
                    raise FetchError("unreachable", f"what the server sent is damaged ({error})") from error
                self._name, self._decompressor = "raw deflate", zlib.decompressobj(-zlib.MAX_WBITS)
                continue
            if self._decompressor.eof and self._decompressor.unused_data and self._name.endswith("gzip"):
                piece, self._decompressor = self._decompressor.unused_data, _start(self._name)
            else:
                piece = self._decompressor.unconsumed_tail
        return bytes(out)

    def check_end(self) -> None:
        """FetchError ("unreachable") where the last piece is missing."""
        if self._decompressor is not None and self._size and not self._decompressor.eof:
            raise FetchError("unreachable", "what the server sent is cut short")

    def _count(self, content: bytes) -> bytes:
        self._size += len(content)
        if self._size > self._most:
            raise too_large(self._most)
        return content


def too_large(most: int) -> FetchError:
    """The error of a work that is larger than allowed."""
    shown = f"{most // 2**20} MB" if most >= 2**20 else f"{most} bytes"
    return FetchError("too_large", f"it is larger than the {shown} that one of its kind may have")


def _start(name: str) -> zlib._Decompress:
    return zlib.decompressobj(zlib.MAX_WBITS if name == "deflate" else _GZIP)
