"""What is said of many notes at once."""

from __future__ import annotations

from app.cli.folding import fold_notes


def test_what_is_alike_of_many_notes_is_said_once() -> None:
    """In its place, with the numbers; few lines, other texts and other remarks stay as they are."""
    lines = [
        "report: 2 pages look damaged",
        *(f"report: footnote {number}: gives an address that no source has" for number in (1, 2, 3, 7)),
        "report: footnote 4: no marker in the text",
        *(f"essay: footnote {number}: gives an address that no source has" for number in (1, 2, 3)),
    ]
    assert [
        lines[0],
        "report: 4 footnotes (1-3, 7): each gives an address that no source has",
        *lines[5:],
    ] == fold_notes(lines)
    assert [] == fold_notes([])
