# Everything sets itself up: a virtual environment in .venv, made again when pyproject.toml changes.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help serve demo test lint words check bench clean

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/made
ARGS ?=

help: ## Say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/'

serve: $(STAMP) ## Serve the workshop (ARGS="--port 9000")
	@$(BIN)/workshop serve $(ARGS)

demo: $(STAMP) ## Rehearse alone, with simulated participants
	@$(BIN)/workshop demo $(ARGS)

test: lint ## Run all checks and tests (ARGS="-k name")
	@chromium=$$(scripts/find-chromium) && \
	WORKSHOP_CHROMIUM="$$chromium" $(BIN)/python -m pytest --nbval-lax tests notebooks $(ARGS)

lint: $(STAMP) ## Check style and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check --quiet . && $(BIN)/mypy

words: $(STAMP) ## Bring the catalogues up to date with the sources
	@$(BIN)/python -m workshop.words

bench: $(STAMP) ## Measure, side by side with plain Voilà and Solara
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,bench]'
	@$(BIN)/workshop bench --versus voila --versus solara --json bench.json --write docs/performance.md $(ARGS)
	@for people in 100 200; do \
	  $(BIN)/workshop bench --people $$people --no-browser --json bench-$$people.json --write docs/performance.md; \
	done

check: $(STAMP) ## Check the programme's files
	@$(BIN)/workshop check data/mentor

clean: ## Take the virtual environment away
	rm -rf $(VENV)

$(STAMP): pyproject.toml scripts/make-venv
	@scripts/make-venv $(VENV)
	@touch $@
