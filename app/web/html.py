"""Renders the conversation as HTML from the templates beside this file.

Everything a template fills in is escaped. Line breaks and indentation of a template are for its reader; the output
is one line (see `app.web.escaping`).
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context

from app.records import Answer, AnswerSentence
from app.web.citation_text import (
    copy_text,
    name_language,
    tell_headings,
    tell_page,
    tell_path,
    tell_snapshot,
    tell_voice,
)
from app.web.escaping import cut_addresses, escape, safe_url
from app.web.links import link_document
from app.web.notes import list_notes
from app.web.places import Exchange, Place, cut_head, cut_tail
from app.wording import shorten_question, tell_certainty, tell_date, tell_follows, tell_lean, trim_title
from ingest.text.canonical import canonicalize
from prompts import frame, page_text
from prompts.marks import choose_marks, mark_quote

_GLIMPSE = 150
"""Characters shown of a passage in a closed list."""
_QUESTION = 600
"""Characters shown of a question that may be far too long."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of an answer with the places it cites."""

    sentence: AnswerSentence
    places: tuple[Place, ...]


def render_question(question: str, labels: str) -> str:
    """What was asked, as the heading of its exchange."""
    text = canonicalize(question).strip()
    return render("question", labels, question=text if len(text) <= _QUESTION else f"{text[:_QUESTION]} …")


def render_follows(answer: Answer) -> str:
    """The earlier question that this one was understood to follow, with all that were searched along in the tooltip."""
    line = tell_follows(answer)
    if line is None:
        return ""
    quoted = " ".join(mark_quote(shorten_question(question), answer.language) for question in answer.follows)
    return render("follows", answer.language, line=line, everything=quoted)


def render_kind(answer: Answer, labels: str) -> str:
    """What kind of thing a question was understood to ask; empty for a plain one, and where nothing was said to it."""
    if answer.kind == "fact" or answer.status not in ("answered", "replied"):
        return ""
    return render("kind", labels, kind=page_text(f"kind_{answer.kind}", labels))


def render_outcome(exchange: Exchange, labels: str) -> str:
    """What the page says to a question: answer, abstention, problem, or that it is at work."""
    answer = exchange.answer
    problem = exchange.problem
    if problem is None and answer and answer.status == "failed":
        problem = answer.reason or page_text("error", labels)
    places = {place.citation.id: place for place in exchange.places}
    sentences = [
        Said(sentence, tuple(places[number] for number in sentence.citations if number in places))
        for sentence in (answer.sentences if answer else ())
    ]
    language = labels if answer is None else answer.language
    certainty = tell_certainty(answer) if answer else None
    leading, behind, closing = _part(sentences, language)
    return render(
        "outcome", labels, problem=problem, answer=answer, language=language, leading=leading, behind=behind,
        closing=closing, more=sum(one.sentence.support != "frame" for one in behind),
        is_list=answer is not None and answer.kind == "list", certainty=certainty,
        nearest=exchange.nearest, writing=exchange.writing, report=exchange.report,
    )  # fmt: skip


def _part(said: Sequence[Said], language: str) -> tuple[Sequence[Said], Sequence[Said], Sequence[Said]]:
    """What answers, what else there is behind the line that says so (that line first), and the lines after both.

    Where nothing stands before that line it opens the answer: more was asked for.
    """
    line = frame("more", language)
    quoted = [row for row, one in enumerate(said) if one.sentence.support != "frame"]
    cut = next((row for row, one in enumerate(said) if one.sentence.text == line and quoted[:1] < [row]), None)
    if cut is None or not quoted:
        return said, (), ()
    end = quoted[-1] + 1
    return said[:cut], said[cut:end], said[end:]


def render(template: str, labels: str, **values: object) -> str:
    """A template by its name, in the language of the page's labels, on one line; `values` are what it fills in."""
    return _templates().get_template(f"{template}.html").render(labels=labels, **values)


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        finalize=escape,
        undefined=StrictUndefined,
        extensions=[_OneLine],
    )
    templates.globals |= {
        "say": _say, "frame": frame, "choose_marks": choose_marks, "copy_text": copy_text,
        "link_document": link_document, "name_language": name_language, "cut_addresses": cut_addresses,
        "cut_head": cut_head, "cut_tail": cut_tail, "list_notes": list_notes, "safe_url": safe_url,
        "tell_headings": tell_headings, "tell_page": tell_page, "tell_lean": tell_lean, "tell_path": tell_path,
        "tell_date": tell_date, "tell_snapshot": tell_snapshot, "tell_voice": tell_voice, "trim_title": trim_title,
    }  # fmt: skip
    templates.filters |= {"glimpse": _glimpse, "host": _host}
    return templates


class _OneLine(Extension):
    """Removes line breaks and indentation from a template's source; values filled in later are not touched."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template on one line."""
        return "".join(line.strip() for line in source.splitlines())


@pass_context
def _say(context: Context, name: str, **values: str) -> str:
    """A text of `prompts/page.*.toml` in the language the template is rendered in."""
    return page_text(name, context["labels"], **values)


def _glimpse(text: str) -> str:
    return textwrap.shorten(text, _GLIMPSE, placeholder=" …")


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
