"""The messages that a language model is sent: a task's prompt, filled in."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from app.models.records import Message
from app.prose.evidence import make_harmless, show_evidence
from app.prose.records import Piece, Task
from prompts import frame, task_prompt


def make_messages(
    task: Task, language: str, question: str, pieces: Sequence[Piece], *, mark: str | None = None
) -> tuple[Message, ...]:
    """The task's messages in one of `prompts.TASK_LANGUAGES`.

    Args:
        task: What is to be written.
        language: Of the answer.
        question: The asker's, cleaned.
        pieces: The evidence.
        mark: Stands around the evidence; a new random one for each request unless it is given, so that no text that
            was written before can close it.

    """
    values = {
        "mark": mark or secrets.token_hex(4),
        "evidence": show_evidence(pieces),
        "question": make_harmless(question),
        "refusal": frame("model_refusal", language),
    }
    return tuple(Message(role, text) for role, text in task_prompt(task, language).fill(**values))
