# Every developer command. `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.installed-run
DEV := $(VENV)/.installed-dev
PORT ?= 8000
RAPPORT_HOME ?= $(CURDIR)/home
export RAPPORT_HOME

.PHONY: help setup demo test test-postgres check fix types bench bench-quick soak docs docs-serve lock clean pages

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk 'BEGIN{FS=":.*## "}{printf "  make %-14s %s\n", $$1, $$2}'

setup: $(RUN) pages ## create .venv, install the locked dependencies, prepare the home
	@$(BIN)/rapport workspace list >/dev/null && echo "Ready. The command is $(BIN)/rapport; start with: $(BIN)/rapport --help"

$(RUN): requirements/run.txt pyproject.toml
	@test -f $(DEV) || $(PYTHON) scripts/set_up.py run
	@touch $@

# What the pages are made of: built when the frontend has changed, which the script finds out in a moment.
pages: $(RUN)
	@$(BIN)/python scripts/build_frontend.py
	@$(BIN)/python scripts/translations.py compile

$(DEV): requirements/dev.txt pyproject.toml
	@$(PYTHON) scripts/set_up.py dev
	@touch $@ $(RUN)

demo: setup ## make a company with two years of customers on every channel, and look at it in a browser
	@$(BIN)/rapport demo
	@$(BIN)/rapport serve --demo --open --port $(PORT)

test: check ## everything that CI runs: checks, tests on SQLite, tests on PostgreSQL
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not soak"
	@$(MAKE) --no-print-directory test-postgres

# What touches the operational database; all else would only run twice. The journeys left out here pass on it as well: they
# are about files, disks and backups.
ON_DATABASE := src/rapport/accounts src/rapport/record src/rapport/serve src/rapport/collect/sources/imports \
	$(addprefix tests/journeys/test_,erasing.py kills.py people_of_an_import.py side_by_side.py)

test-postgres: $(DEV) ## the tests that touch the operational database, on a real PostgreSQL
	RAPPORT_TEST_DATABASE=postgres $(BIN)/python -m pytest -n 2 -m "not soak and not clickhouse" $(ON_DATABASE)

check: $(DEV) pages ## format, lint, types, architecture, templates, docs
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python scripts/check_templates.py
	@$(BIN)/python scripts/check_repository.py
	@$(BIN)/python scripts/translations.py check
	@$(BIN)/python scripts/build_frontend.py --test
	@$(MAKE) --no-print-directory docs

fix: $(DEV) ## format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(DEV) ## compare with peers and hand-written code on 20 M interactions; writes docs/benchmarks.md
	$(BIN)/python -m bench

bench-quick: $(DEV) ## the same on little data, in about a minute
	$(BIN)/python -m bench --quick

soak: $(DEV) ## long runs: kills at random moments, huge lines, large imports
	$(BIN)/python -m pytest -m soak

docs: $(DEV) ## build the documentation into site/, with its generated reference
	@$(BIN)/python scripts/write_reference.py
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet && echo "docs: site/index.html"

docs-serve: $(DEV) ## read the documentation at http://127.0.0.1:8001 while you write it
	@$(BIN)/python scripts/write_reference.py
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:8001

lock: $(DEV) ## resolve the dependencies anew
	$(BIN)/python scripts/lock.py

clean: ## remove what was built, and .venv
	rm -rf $(VENV) site dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
