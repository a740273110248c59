# Each command is self-contained: `make chat` opens the page, `make test` proves the project, `make eval` measures it.
# Everything is installed into .venv; nothing is installed again while pyproject.toml and constraints.txt stay the same.

# Modules are compiled once, whatever the shell says: each process that tests and measures starts half a second sooner.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
SETTLED := $(shell cat pyproject.toml constraints.txt | cksum | cut -d' ' -f1)
RUNTIME := $(VENV)/.runtime-$(SETTLED)
DEVELOPMENT := $(VENV)/.development-$(SETTLED)
PIP := $(BIN)/python -m pip --disable-pip-version-check

EVALUATION := $(VENV)/.evaluation-$(SETTLED)
SPLIT ?= dev
MEASURED := runs/store
DEMO := runs/demo
HEAVY := model or browser or slow

.PHONY: chat demo lint fast test llm eval bench vectors clean

chat: $(RUNTIME)
	@$(BIN)/fundstelle ingest --if-empty
	@$(BIN)/fundstelle chat

# The page over a small invented dossier whose cited works are held as PDF, HTML, DOCX and Markdown.
demo: $(RUNTIME)
	@$(BIN)/fundstelle ingest --dossier eval/tidemill --store $(DEMO)
	@$(BIN)/fundstelle chat --store $(DEMO)

lint: $(DEVELOPMENT)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Neither the encoder nor a browser: for between two edits.
fast: lint
	$(BIN)/python -m pytest -q -n auto --dist loadfile -m "not ($(HEAVY) or llm)"

# Everything, the figures against their baseline included. Each process that tests has an encoder, a store and a browser
# of its own. Much of what they do waits, so that three keep two cores busy; more would take much memory.
test: lint
	@scripts/chromium
	$(BIN)/python -m pytest -q -n 3 --dist loadfile --no-loadscope-reorder --durations=8 -m "not llm"
	@echo "Left out: the tests that ask a language model (make llm, with FUNDSTELLE_LLM_URL set)"

# Asks the language model that FUNDSTELLE_LLM_URL names, and only that one.
llm: $(DEVELOPMENT)
	$(BIN)/python -m pytest -q -rs -m llm

# A store of its own, with the bundled dossier: the user's may hold another one. SPLIT=test is logged.
eval: $(EVALUATION)
	@$(BIN)/fundstelle ingest --dossier ingest/dossier --store $(MEASURED) >/dev/null
	@$(BIN)/fundstelle eval run --split $(SPLIT) --store $(MEASURED) >/dev/null
	@$(BIN)/fundstelle eval ablate --split $(SPLIT) --store $(MEASURED) >/dev/null
	@$(BIN)/fundstelle eval peers --split $(SPLIT) --store $(MEASURED) >/dev/null
	@$(BIN)/fundstelle eval run --split $(SPLIT) --store $(MEASURED)

bench: $(DEVELOPMENT)
	@$(BIN)/fundstelle bench

# The bundled dossier's vectors, which ship with the package: once its texts, its questions or the encoder are settled.
vectors: $(RUNTIME)
	@$(BIN)/python scripts/make_vectors.py

$(VENV)/pyvenv.cfg:
	@scripts/make-venv "$(PYTHON)" $(VENV)

$(RUNTIME): $(VENV)/pyvenv.cfg
	@echo "Installing into $(VENV) (once; about 2.5 GB) ..."
	@$(PIP) install --quiet --constraint constraints.txt --editable .
	@rm -f $(VENV)/.runtime-*; touch $@

$(EVALUATION): $(VENV)/pyvenv.cfg
	@echo "Installing into $(VENV), what measuring takes included (once; about 2.5 GB) ..."
	@$(PIP) install --quiet --constraint constraints.txt --editable '.[eval,peers]'
	@rm -f $(VENV)/.evaluation-* $(VENV)/.runtime-*; touch $@ $(RUNTIME)

$(DEVELOPMENT): $(VENV)/pyvenv.cfg
	@echo "Installing into $(VENV), tools for tests included (once; about 2.5 GB) ..."
	@$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	@rm -f $(VENV)/.development-* $(VENV)/.evaluation-* $(VENV)/.runtime-*; touch $@ $(RUNTIME) $(EVALUATION)

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache
