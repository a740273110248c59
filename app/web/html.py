"""The conversation as HTML: heading, questions, answers with their citations, abstentions, problems.

Pure functions from records to text; everything that comes from a person or a document goes through `escape`.
"""

from __future__ import annotations

import textwrap

from app.records import Answer, AnswerSentence
from app.web.escaping import escape, label
from app.web.panel import render_place
from app.web.places import Exchange, Place
from app.wording import quote_marks, shorten_question, tell_certainty, tell_follows
from ingest.text.canonical import canonicalize
from prompts import frame, page_text

_GLIMPSE = 150
"""Characters shown of a passage in a closed list."""
_QUESTION = 600
"""Characters shown of a question that may be far too long."""


def render_heading(dossier: str, labels: str) -> str:
    """The head of the page in the language `labels`."""
    return (
        f'<header class="fs-head" lang="{labels}"><h1>{label("title", labels)}</h1>'
        f"<p>{label('subtitle', labels)}</p>"
        f'<p class="fs-dossier">{label("dossier", labels)} <cite>{escape(dossier)}</cite></p></header>'
    )


def render_intro(labels: str) -> str:
    """What stands where the conversation will be."""
    return f'<p class="fs-intro" lang="{labels}">{label("intro", labels)}</p>'


def render_question(question: str, labels: str) -> str:
    """What was asked, as the heading of its exchange."""
    text = canonicalize(question).strip()
    shown = text if len(text) <= _QUESTION else f"{text[:_QUESTION]} …"
    return f'<h2 class="fs-question"><span class="fs-hidden">{label("you", labels)}: </span>{escape(shown)}</h2>'


def render_follows(answer: Answer) -> str:
    """The earlier question that this one was understood to follow, with all that were searched along in the tooltip."""
    line = tell_follows(answer)
    if line is None:
        return ""
    quoted = (quote_marks(shorten_question(question), answer.language) for question in answer.follows)
    language, everything = escape(answer.language), escape(" ".join(quoted))
    return f'<p class="fs-follows" lang="{language}" title="{everything}">{escape(line)}</p>'


def render_outcome(exchange: Exchange, labels: str) -> str:
    """What the page says to a question: answer, abstention, problem, or that it is at work."""
    answer = exchange.answer
    language = labels if answer is None else answer.language
    return f'<div class="fs-answer" lang="{escape(language)}">{_render_said(exchange, labels)}</div>'


def _render_said(exchange: Exchange, labels: str) -> str:
    answer = exchange.answer
    if exchange.problem is not None or (answer and answer.status == "failed"):
        problem = exchange.problem or (answer and answer.reason) or page_text("error", labels)
        return f'<p class="fs-problem" role="alert">{escape(problem)}</p>'
    if answer is None:
        return f'<p class="fs-working" role="status">{label("working", labels)}</p>'
    places = {place.citation.id: place for place in exchange.places}
    sentences = "".join(_render_sentence(sentence, places, answer.language, labels) for sentence in answer.sentences)
    return sentences + _render_certainty(answer) + _render_nearest(exchange, labels)


def _render_certainty(answer: Answer) -> str:
    certainty = tell_certainty(answer)
    if certainty is None:
        return ""
    return f'<p class="fs-certainty" title="{escape(certainty.meaning)}">{escape(certainty.said)}</p>'


def _render_sentence(sentence: AnswerSentence, places: dict[int, Place], language: str, labels: str) -> str:
    if sentence.support == "frame":
        return f'<p class="fs-frame">{escape(sentence.text)}</p>'
    cited = [places[number] for number in sentence.citations if number in places]
    spoken = escape(cited[0].citation.language if cited and sentence.support == "verbatim" else language)
    if sentence.support == "verbatim":
        left, right = (f'<span class="fs-marks">{label(side, labels)}</span>' for side in ("left_quote", "right_quote"))
        text = f"{left}{escape(sentence.text)}{right}"
        said = f'{_render_lean(cited, language)}<blockquote lang="{spoken}">{text}</blockquote>'
    else:
        said = f'<p class="fs-claim">{escape(sentence.text)}</p>'
    if sentence.support == "unsupported":
        said += f'<p class="fs-problem">{label("unproven", labels)}</p>'
    return f'<figure class="fs-quote">{said}{"".join(_render_citation(place, labels) for place in cited)}</figure>'


def _render_lean(cited: list[Place], language: str) -> str:
    lean = cited[0].citation.leans_on if cited else None
    if lean is None:
        return ""
    name = "list_of" if lean.quote.rstrip().endswith(":") else "leans_on"
    return f'<p class="fs-lean">{escape(frame(name, language, quote=lean.text))}</p>'


def _render_citation(place: Place, labels: str) -> str:
    section = f" {escape(place.citation.section)}" if place.citation.section else ""
    return (
        f'<details class="fs-place"><summary><span class="fs-number">[{place.citation.id}]</span> '
        f'<span class="fs-open" lang="{labels}">{label("open_place", labels)}</span>'
        f'<span class="fs-where">{section}</span></summary>{render_place(place, labels)}</details>'
    )


def _render_nearest(exchange: Exchange, labels: str) -> str:
    if not exchange.nearest or exchange.answer is None:
        return ""
    head = escape(page_text("nearest", labels, count=str(len(exchange.nearest))))
    items = "".join(
        f'<details class="fs-place"><summary><span class="fs-where">{escape(place.citation.section or "")}</span> '
        f'<span class="fs-glimpse" lang="{escape(place.citation.language)}">{escape(_glimpse(place.passage))}</span>'
        f"</summary>{render_place(place, labels, marked=False)}</details>"
        for place in exchange.nearest
    )
    said = escape(frame("nearest", exchange.answer.language))
    return f'<details class="fs-nearest"><summary lang="{labels}">{head}</summary><p>{said}</p>{items}</details>'


def _glimpse(text: str) -> str:
    return textwrap.shorten(text, _GLIMPSE, placeholder=" …")
