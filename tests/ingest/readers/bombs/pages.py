"""Web pages made to bring a reader down."""

from __future__ import annotations

from tests.ingest.readers.bombs.words import MEGA, WORDS, Maker


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>T</title>{head}</head><body>{body}</body></html>".encode()


_MUCH = 9 * MEGA
"""Bytes: nearly as much as a page may have."""
HTMLS: tuple[tuple[str, Maker], ...] = (
    ("divs 100,000 deep", lambda: page("<div>" * 100_000 + WORDS * 9)),
    ("divs 3,000 deep with text in each", lambda: page("<div>" + WORDS * 1 + ("<div>" + WORDS) * 3_000)),
    ("lists 5,000 deep", lambda: page(("<ul><li>" + WORDS) * 5_000)),
    ("tables 2,000 deep", lambda: page(("<table><tr><td>" + WORDS) * 2_000)),
    ("bold 200,000 deep", lambda: page("<p>" + "<b>" * 200_000 + WORDS * 9)),
    ("quotes 50,000 deep", lambda: page("<blockquote>" * 50_000 + WORDS * 9)),
    ("9 MB of paragraphs", lambda: page(("<p>" + WORDS + "</p>") * (_MUCH // len(WORDS)))),
    ("9 MB in one paragraph", lambda: page("<p>" + WORDS * (_MUCH // len(WORDS)))),
    ("9 MB without a space", lambda: page("<p>" + "Mühle" * (_MUCH // 6))),
    ("9 MB of one letter at a time", lambda: page("<p>" + "<i>a</i>" * (_MUCH // 8))),
    ("a million attributes", lambda: page("<p " + " ".join(f"a{n}=1" for n in range(1_000_000)) + f">{WORDS * 9}</p>")),
    ("an attribute of 9 MB", lambda: page(f"<p class='{'a ' * (_MUCH // 2)}'>{WORDS * 9}</p>")),
    (
        "100,000 classes and rules",
        lambda: page(
            "".join(f"<p class='c{n}'>{WORDS}</p>" for n in range(5_000)),
            "<style>"
            + "".join(f".c{n} > .d{n}, p.c{n}:not(.e{n}) {{display:none}}" for n in range(20_000))
            + "</style>",
        ),
    ),
    (
        "selectors that go far",
        lambda: page(
            "<div>" * 500 + f"<p>{WORDS * 9}</p>" * 500, "<style>" + "div " * 200 + "p {display:none}</style>"
        ),
    ),
    (
        "selectors that match in every way",
        lambda: page(
            "<div class=a>" * 400 + WORDS * 9,
            "<style>" + ("div:has(" * 20 + "p" + ")" * 20 + "{display:none}") * 50 + "</style>",
        ),
    ),
    ("a style sheet of 9 MB of brackets", lambda: page(WORDS * 9, "<style>" + "{" * (_MUCH) + "</style>")),
    (
        "100,000 links to notes",
        lambda: page(
            "<p>"
            + "".join(f"{WORDS}<sup><a href='#n{n}' id='r{n}'>{n}</a></sup>" for n in range(30_000))
            + "</p>"
            + "".join(f"<p id='n{n}'><a href='#r{n}'>{n}</a> Note {n}.</p>" for n in range(30_000))
        ),
    ),
    (
        "50,000 links to one note",
        lambda: page("<p>" + f"{WORDS}<sup><a href='#n'>1</a></sup>" * 50_000 + "</p><p id='n'>1 Note.</p>"),
    ),
    (
        "entities that grow",
        lambda: (
            b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
            + b"".join(b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
            + b"]><html><body><p>&m;</p></body></html>"
        ),
    ),
    ("comments that never end", lambda: page("<!--" * MEGA + WORDS * 9)),
    ("brackets that never end", lambda: page("<p" * (3 * MEGA))),
    ("a million tags nobody knows", lambda: page("".join(f"<x{n}>" for n in range(200_000)) + WORDS * 9)),
    ("a million line breaks", lambda: page("<p>" + "a<br>" * MEGA)),
    ("zeros", lambda: b"<html><body>" + b"\0" * _MUCH),
    (
        "a million cells",
        lambda: page(
            "<table>" + ("<tr>" + "<td colspan=1000 rowspan=1000>1 lock</td>" * 100 + "</tr>") * 2_000 + "</table>"
        ),
    ),
    ("combining marks without end", lambda: page("<p>" + WORDS * 9 + "a" + "\u0301" * (3 * MEGA))),
)
