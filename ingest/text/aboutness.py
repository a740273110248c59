"""Whether a sentence says what its own text is about: "This essay is about the money", "Der Beitrag untersucht ...".

What a text says of itself is a better account of it than any sentence chosen by how central it is.
"""

from __future__ import annotations

import re

_ENGLISH = (
    r"(?:essay|paper|report|article|study|analysis|survey|review|brief|piece|note|text|memo|chapter|book|document)"
)
_GERMAN = (
    r"(?:aufsatz|bericht|beitrag|text|artikel|essay|analyse|studie|papier|gutachten|untersuchung|bilanz|zwischenbilanz"
    r"|arbeit|buch|kapitel|dokument|überblick|vergleich)"
)
_RUSSIAN = r"(?:стать[яеюи]|работ[аеуы]|доклад\w*|обзор\w*|исследовани\w+|текст\w*|очерк\w*|книг[аеуи])"
_STATES = re.compile(
    rf"(?i)^\W*(?:(?:this|the present) {_ENGLISH} (?:is about|[a-z]+s(?! not)(?!\w))"
    rf"|in this {_ENGLISH},? (?:we|i)(?!\w)"
    rf"|the (?:aim|purpose|goal|object|subject|question) of this {_ENGLISH}(?!\w)"
    rf"|(?:diese[rs]?|(?:der|die|das) vorliegende) {_GERMAN} (?:handelt|untersucht|fragt|zeigt|beschreibt|analysiert"
    r"|erörtert|geht|befasst|stellt|fasst|vergleicht|prüft|behandelt|berichtet|legt|schildert|verfolgt|erzählt|beruht)(?!\w)"
    rf"|(?:in diese[rm]|im vorliegenden|in der vorliegenden) {_GERMAN} (?:geht|wird|werden|soll|sollen)(?!\w)"
    rf"|(?:ziel|zweck|gegenstand|thema) (?:diese[rs]|des vorliegenden|der vorliegenden) {_GERMAN}"
    rf"|(?:эта|этот|данная|данный|настоящая|настоящий) {_RUSSIAN} (?:посвящ[её]н\w*|рассматривает|описывает|исследует)"
    rf"|в (?:этой|этом|данной|данном|настоящей|настоящем) {_RUSSIAN})"
)


def states_subject(text: str) -> bool:
    """Whether a sentence opens by saying what the text it stands in is about, or does."""
    return _STATES.match(text) is not None
