"""Whether a statement has the words of its evidence in their order."""

import pytest

from app.checking.claims.copied import keeps_order


@pytest.mark.parametrize(
    ("statement", "ground", "expected"),
    [
        ("Der Müller verklagte den Bauern.", "Der Müller verklagte im Herbst den Bauern, weil er nicht zahlte.", True),
        ("Den Bauern verklagte der Müller.", "Der Müller verklagte im Herbst den Bauern, weil er nicht zahlte.", False),
        ("Der Bauer verklagte den Müller.", "Der Müller verklagte im Herbst den Bauern, weil er nicht zahlte.", False),
        ("The miller sued the farmer.", "In autumn the miller sued the farmer.", True),
        ("The farmer sued the miller.", "In autumn the miller sued the farmer.", False),
        ("The miller sued the farmer.", "Мельник подал в суд на крестьянина.", False),
        ("", "In autumn the miller sued the farmer.", False),
    ],
)
def test_words_in_their_order(statement: str, ground: str, *, expected: bool) -> None:
    """Left-out words do not matter, exchanged ones do."""
    assert expected == keeps_order(statement, ground)
