"""How cautious the answers are, as each reader chooses for his own questions."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from app.records import CAUTIONS, Caution
from app.web.reports import Updates
from prompts import page_text


@dataclass(frozen=True, slots=True)
class CautionControl:
    """The components that a reader chooses with: closed it says what is chosen, opened it explains."""

    whole: gr.Accordion
    choice: gr.Radio


def lay_out_caution(labels: str, chosen: Caution) -> CautionControl:
    """Put the control on the page, closed."""
    with gr.Accordion(_summary(chosen, labels), open=False, elem_id="fs-caution") as whole:
        choice = gr.Radio(
            _choices(labels), value=chosen, label=page_text("caution", labels),
            info=page_text("caution_hint", labels), elem_id="fs-cautions", container=False,
        )  # fmt: skip
    return CautionControl(whole, choice)


def draw_choice(control: CautionControl, chosen: Caution, labels: str) -> Updates:
    """What is chosen, said on the closed control."""
    return {control.whole: gr.update(label=_summary(chosen, labels))}


def draw_caution(control: CautionControl, chosen: Caution, labels: str) -> Updates:
    """The control in the page's language; what is chosen stays."""
    hint = page_text("caution_hint", labels)
    named = gr.update(choices=_choices(labels), label=page_text("caution", labels), info=hint)
    return {**draw_choice(control, chosen, labels), control.choice: named}


def read_caution(value: object, otherwise: Caution) -> Caution:
    """One of the operating points, whatever a browser sends."""
    return next((caution for caution in CAUTIONS if caution == value), otherwise)


def _summary(chosen: Caution, labels: str) -> str:
    return page_text("caution_now", labels, choice=page_text(f"caution_{chosen}", labels))


def _choices(labels: str) -> list[tuple[str, str]]:
    return [(page_text(f"caution_{caution}", labels), caution) for caution in CAUTIONS]
