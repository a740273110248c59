"""Importing Gradio without its developers' step: it parses and writes a type stub for each of its 80 components.

That is a third of the import's time at every start, and it writes into the folder that Gradio is installed in. The page
needs no stubs. Where another version of Gradio does without the step, this is a plain import.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

_MODULE, _STEP = "gradio.component_meta", "create_or_modify_pyi"


def import_gradio() -> None:
    """Import Gradio as the page needs it; to be called before anything imports it."""
    finder = _WithoutStubs()
    sys.meta_path.insert(0, finder)
    try:
        importlib.import_module("gradio")
    finally:
        sys.meta_path.remove(finder)


class _WithoutStubs(MetaPathFinder):
    """Finds the one module that writes stubs, and takes that step out of it."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module's own place with a loader around its own; None for every other module."""
        spec = PathFinder.find_spec(fullname, path, target) if fullname == _MODULE else None
        if spec and spec.loader:
            spec.loader = _Quiet(spec.loader)
        return spec


class _Quiet(Loader):
    """Loads a module and replaces its step by nothing."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """As the module's own loader does."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """As the module's own loader does, without the step."""
        self._loader.exec_module(module)
        if hasattr(module, _STEP):
            setattr(module, _STEP, lambda *_: None)
