"""The page says how many of the cited works are here, and how an admin gets the others."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.service import Service
from app.settings import Settings
from app.web.page import ChatPage
from app.web.parts import lay_out
from index.errors import StoreError
from tests.fakes import FakeEncoder


def draw_heading(service: Service, labels: str) -> str:
    import gradio as gr

    with gr.Blocks():
        page = ChatPage(service, lay_out(service.settings))
    return str(page.relabel(labels, ())[page.parts.heading])


@pytest.mark.parametrize(
    ("labels", "said"),
    [("de", "0 von 25 zitierten Werken im Wortlaut hier"), ("en", "0 of 25 works held")],
)
def test_the_heading_counts_the_works(labels: str, said: str, fake_service: Service) -> None:
    """In the reader's language, with the command."""
    heading = draw_heading(fake_service, labels)
    assert f"{said}: <code>fundstelle sources fetch</code>" in heading


def test_it_counts_what_is_held_now(small_dossier: Path, tmp_path: Path) -> None:
    """A page that is open sees what an ingest took in; where all is here no command is named."""
    import gradio as gr

    service = Service(Settings(store=tmp_path / "store"), encoder=FakeEncoder())
    service.ingest(small_dossier)
    with gr.Blocks():
        page = ChatPage(service, lay_out(service.settings))
    draw = lambda: str(page.relabel("en", ())[page.parts.heading])  # noqa: E731
    assert "0 of 2 works held: <code>" in draw()
    for name in ("rede", "beschluss"):
        file = tmp_path / f"{name}.txt"
        file.write_text(f"The text of {name} is a short one.", encoding="utf-8")
        service.add(file, name)
    assert "0 of 2 works held" in draw()
    assert (2, 2) == (lambda result: (result.held, result.works))(service.ingest())
    assert "2 of 2 works held · <a" in draw()
    assert "<code>" not in draw()


def test_a_dossier_without_works_says_nothing_of_them(small_dossier: Path, tmp_path: Path) -> None:
    """Nor does the page of a store that cannot be read: whoever asks is told."""
    manifest = small_dossier / "manifest.toml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text[: text.index('[[source]]\nid = "beschluss"')], encoding="utf-8")
    service = Service(Settings(store=tmp_path / "store"), encoder=FakeEncoder())
    assert 0 == service.ingest(small_dossier).works
    assert "fs-works" not in draw_heading(service, "de")

    def fail() -> None:
        raise StoreError("gone")

    broken = cast(
        Any,
        SimpleNamespace(**{name: getattr(service, name) for name in ("sources", "settings", "store", "model_name")}),
    )
    broken.documents = fail
    assert "fs-works" not in draw_heading(broken, "de")
