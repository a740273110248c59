"""Whether prose is written over an answer's quotes, and what is said where none comes of it."""

from __future__ import annotations

from collections.abc import Generator

from app.answering.verbatim import Draft
from app.asking.events import Event, ProseBegun, ProseChecked, ProseDone, Withdrawn
from app.asking.inquiry import Inquiry
from app.asking.understanding import Understanding
from app.prose.records import Task
from app.prose.writing import Order, Writer, write_prose
from app.records import AnswerSentence, Kind, Prose
from index.store.opened import OpenGeneration
from prompts import TASK_LANGUAGES, frame

_TASKS: dict[Kind, Task] = {"fact": "answer", "list": "answer", "comparison": "compare", "overview": "overview"}
"""Who asks for a certain place wants that place."""
_SAID = {"failed": "prose_failed", "nothing": "prose_empty", "refused": "prose_doubted", "stopped": "prose_stopped"}


def tell_prose(
    inquiry: Inquiry,
    understood: Understanding,
    draft: Draft,
    opened: OpenGeneration,
    writer: Writer,
    probability: float | None,
) -> Generator[Event, None, bool]:
    """Write over the quotes that were told, where there is a task for it. Returns whether they were taken back.

    Args:
        inquiry: What was asked.
        understood: Its kind.
        draft: The quotes.
        opened: The generation that answers.
        writer: The language model.
        probability: The estimate that the quotes answer; None where nothing was weighed.

    """
    task, language = _TASKS.get(understood.kind), inquiry.spoken
    if task is None or language not in TASK_LANGUAGES or inquiry.again:
        return False
    yield ProseBegun(writer.model.name)
    order = Order(task, _join_question(inquiry), language, draft.citations, opened.generation.id)
    for one in write_prose(order, writer):
        if not isinstance(one, Prose):
            yield ProseChecked(one)
            continue
        believed = (
            one.outcome == "refused" and probability is not None and probability < writer.settings.trusted_refusal
        )
        # Stopped amid the answer, what is shown says enough; cut off amid it, the quotes alone stand.
        silent = believed or (one.outcome == "stopped" and one.shown)
        said = None if silent else _SAID.get(one.outcome)
        yield ProseDone(one, AnswerSentence(frame(said, language), (), "frame") if said else None)
        if believed:
            yield Withdrawn()
            return True
    return False


def _join_question(inquiry: Inquiry) -> str:
    """What is asked, with the question before it where it leans on that one."""
    before = inquiry.earlier[-1:] if inquiry.earlier and inquiry.earlier[-1] not in inquiry.text else ()
    return " ".join((*before, inquiry.text))
