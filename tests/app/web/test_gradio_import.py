"""Gradio as the page imports it: whole, but without its step for developers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import app

CODE = """
import sys
from app.web.gradio_import import import_gradio
import_gradio()
assert not [finder for finder in sys.meta_path if type(finder).__module__ == 'app.web.gradio_import']
import gradio, gradio.component_meta
with gradio.Blocks() as blocks:
    gradio.Button().click(lambda: "x", outputs=gradio.Markdown())
assert 1 == len(blocks.fns)
print(gradio.component_meta.create_or_modify_pyi.__module__, gradio.__file__)
"""


def test_the_page_imports_gradio_without_writing_stubs() -> None:
    """The step that parses every component's source is out, components work, and later imports are left alone."""
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, check=True, cwd=Path(app.__file__).parent.parent
    )
    where, file = done.stdout.split()
    assert ("app.web.gradio_import", "gradio") == (where, Path(file).parent.name)
