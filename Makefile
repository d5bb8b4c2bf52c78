# Two commands do all the set-up on a fresh machine: `make demo` and `make test`.
# Everything goes below this folder (.venv, .cache, .typing, out), and into ~/.cache/wenmai the
# Neo4j that the tests start. Nothing is done twice: stamp files in .venv say what is there.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

VENV := .venv
BIN := $(VENV)/bin
OUT := out
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
COMPILE := .cache/pip-tools/bin/pip-compile
PIP_TOOLS := 7.6.2
COMPILE_FLAGS ?=

.PHONY: help demo test check format ontology requirements clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: export WENMAI_DATA := $(OUT)/data
demo: $(VENV)/installed-run ## read samples/, answer a question across years, write a graph page and Turtle
	@mkdir -p $(OUT)
	$(BIN)/wenmai ingest samples
	$(BIN)/wenmai query run co_handlers_across_years --format table
	$(BIN)/wenmai export turtle -o $(OUT)/graph.ttl
	$(BIN)/wenmai view -o $(OUT)/graph.html
	@printf '\nWritten:\n  %s  open it in a browser; it needs no network\n  %s   the graph as RDF (Turtle)\n' \
		"$(CURDIR)/$(OUT)/graph.html" "$(CURDIR)/$(OUT)/graph.ttl"
	@printf 'Go on:\n  export WENMAI_DATA=%s\n  %s query list\n' "$(CURDIR)/$(OUT)/data" "$(BIN)/wenmai"

test: $(VENV)/installed-test ## install what the tests need (Neo4j and Chromium too) and run all checks and tests
	@scripts/prepare-tests $(BIN)/python
	@$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest -rs

check: $(VENV)/installed-test .typing/wenmai ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --exclude 'tests/.+/conftest\.py$$' tests bench
	@for file in $$(find tests -mindepth 2 -name conftest.py); do $(BIN)/mypy "$$file"; done

format: $(VENV)/installed-test ## put all Python files into the house's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

ontology: $(VENV)/installed-run ## write docs/ontology/ again from graph/schema.yml
	$(BIN)/python -c "from pathlib import Path; from wenmai.graph.ontology import write; write(Path('docs/ontology'))"

requirements: $(COMPILE) ## pin and hash again what pyproject.toml asks for (COMPILE_FLAGS=--upgrade takes newer ones)
	$(call compile,requirements/test.txt,--extra test --extra dev --extra validate --extra parquet --extra notebook --extra serve)
	$(call compile,requirements/run.txt,--constraint requirements/test.txt)

clean: ## remove what was made here, .venv included; wenmai-data stays
	rm -rf $(VENV) $(OUT) .cache .typing build dist ./*.egg-info .mypy_cache .ruff_cache .pytest_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# $(call compile,FILE,OPTIONS). No address is written down: who installs says where from.
define compile
CUSTOM_COMPILE_COMMAND="make requirements" $(COMPILE) --quiet --no-config --generate-hashes \
	--allow-unsafe --strip-extras --no-emit-options --all-build-deps --annotation-style line \
	$(COMPILE_FLAGS) $(2) --output-file $(1) pyproject.toml
endef

# $(call install,FILE): only wheels, so that no build step fetches anything that is not pinned.
define install
@echo "installing $(1) into $(VENV) (once; a minute or two)"
@$(PIP) --only-binary :all: --require-hashes --requirement $(1)
@$(PIP) --no-deps --no-build-isolation --editable .
endef

$(BIN)/python:
	@scripts/make-venv $(VENV)

$(VENV)/installed-run: requirements/run.txt pyproject.toml | $(BIN)/python
	$(call install,$<)
	@touch $@

$(VENV)/installed-test: requirements/test.txt pyproject.toml | $(BIN)/python
	$(call install,$<)
	@touch $(VENV)/installed-run $@

# The package's root is this folder, which seldom bears its name; mypy finds it by this link.
.typing/wenmai:
	@mkdir -p $(@D)
	@ln -sfn .. $@

# Pinned for Python 3.11, the oldest that the project runs on, so that nothing newer creeps in.
$(COMPILE): Makefile
	@rm -rf .cache/pip-tools
	python3.11 -m venv .cache/pip-tools
	.cache/pip-tools/bin/python -m pip install --quiet --disable-pip-version-check pip-tools==$(PIP_TOOLS)
