"""From bytes to text: character sets, byte-order marks, and the command where they cannot be told."""

import pytest

from ingest.errors import DossierError
from ingest.readers.decoding import decode_text, find_mojibake

TEXT = "Größe, naïve, Москва\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_files_are_read(encoding: str) -> None:
    """UTF-8 needs no byte-order mark, UTF-16 and UTF-32 are told by theirs; the mark is no part of the text."""
    assert TEXT == decode_text(TEXT.encode(encoding))


@pytest.mark.parametrize(
    ("content", "what", "remedy"),
    [
        ("Größe".encode("cp1252"), "is not UTF-8 (byte 2)", "iconv -f CP1252"),
        ("Город стоит на реке".encode("cp1251"), "is not UTF-8", "iconv -f CP1251"),
        (("Die Größe der Mühle. " * 9).encode("utf-16-le"), "UTF-16 without a byte-order mark", "iconv -f UTF-16LE"),
        (("Die Größe der Mühle. " * 9).encode("utf-16-be"), "UTF-16 without a byte-order mark", "iconv -f UTF-16BE"),
        (b"%PDF-1.4\x00\x01\x02", "is binary", "convert"),
        (b"\xff\xfeA", "is damaged", "save it again"),
    ],
)
def test_other_files_are_named_with_their_cure(content: bytes, what: str, remedy: str) -> None:
    """Nothing is guessed: what the file is, and the command that converts it."""
    with pytest.raises(DossierError) as caught:
        decode_text(content)
    assert what in caught.value.line
    assert remedy in caught.value.line


@pytest.mark.parametrize("text", ["Die Mühle gehört dem Müller, so heißt es.", "He said “no” – naïvely, it’s true"])
def test_mojibake_is_noticed(text: str) -> None:
    """Text that was read in the wrong character set before it came here is said to look so."""
    spoilt = text.encode().decode("cp1252", "replace")
    assert find_mojibake(text) is None
    assert "look like UTF-8" in str(find_mojibake(spoilt * 2))


def test_every_mojibake_is_noticed() -> None:
    """A single place, Cyrillic read as Windows-1251, and letters that are lost already."""
    assert "1 places look like UTF-8" in str(find_mojibake("Die MÃ¼hle"))
    assert "look like UTF-8" in str(find_mojibake("Мельник".encode().decode("cp1251")))
    assert "2 letters are lost" in str(find_mojibake("Die M\ufffdhle geh\ufffdrt ihm."))
    assert find_mojibake("СССР, РСФСР и «Россия»; Рівне, Саша") is None
