# `make run` and `make test` need Python 3.11 or newer and nothing else: both fill .venv/ themselves.

.PHONY: help run test bench pins
.DEFAULT_GOAL := help

BIN := .venv/bin
NEW_ENOUGH := -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	$$python $(NEW_ENOUGH) 2>/dev/null && echo $$python && break; done)

PINS := constraints.txt deploy/constraints-optional.txt tests/constraints.txt
# Words for `uv pip compile`, as in `make pins UPGRADE="--upgrade-package pillow"`.
UPGRADE ?=
PIN := .venv/pins/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --custom-compile-command "make pins" $(UPGRADE)
LEAVE_OUT = $$(sed -n 's/^\([a-z0-9.-]*\)==.*/--no-emit-package \1/p' $(1))

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile

run: .venv/installed ## the CMS with its demo archive, on HOST (127.0.0.1) and PORT (8000)
	@$(BIN)/python -m cms.run

test: .venv/installed ## linters, checks, and all tests that this machine can run
	@$(MAKE) --no-print-directory --jobs=2 $(CHECKS)
	$(BIN)/python -m tests

# Side by side, the longest first; each stops what comes after them.
CHECKS := types migrations system imports style format advisories

.PHONY: $(CHECKS)
$(CHECKS): .venv/installed

types:
	$(BIN)/mypy
migrations:
	$(BIN)/python manage.py makemigrations --check --dry-run --settings cms.settings.test
system:
	$(BIN)/python manage.py check --settings cms.settings.test
imports:
	$(BIN)/lint-imports
style:
	$(BIN)/ruff check
format:
	$(BIN)/ruff format --check
advisories:
	$(BIN)/python -m tests.advisories

bench: .venv/installed ## how fast the API and the import are beside others; ENTRIES=100000 and IMPORT=10000 for large ones
	@$(BIN)/python -m tests.benchmarks

pins: ## constraints.txt made again from pyproject.toml; UPGRADE=--upgrade for what is newer
	@"$(PYTHON)" -m venv .venv/pins
	@.venv/pins/bin/pip install --quiet --disable-pip-version-check uv
	@$(PIN) --output-file constraints.txt pyproject.toml
	@$(PIN) --output-file deploy/constraints-optional.txt pyproject.toml --extra sentry --extra opentelemetry \
		--constraint constraints.txt $(call LEAVE_OUT,constraints.txt)
	@$(PIN) --output-file tests/constraints.txt pyproject.toml --extra dev --constraint constraints.txt \
		--constraint deploy/constraints-optional.txt $(call LEAVE_OUT,constraints.txt deploy/constraints-optional.txt)

# Made anew only when one of them changed. The hashes keep out whatever was not pinned.
.venv/installed: $(PINS)
	@"$(PYTHON)" $(NEW_ENOUGH) 2>/dev/null || { echo "Python 3.11 or newer with its venv module is needed" \
		"(found: $$("$(or $(PYTHON),python3)" --version 2>&1); on Debian: apt install python3-venv)." >&2; exit 1; }
	@mkdir -p .venv 2>/dev/null && test -w .venv || { echo ".venv/ cannot be written: free its name or" \
		"give yourself the right to write to $$(pwd)." >&2; exit 1; }
	@echo "Installing into .venv/ with $(PYTHON): about a minute, and only this once."
	@"$(PYTHON)" -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		$(addprefix -r ,$(PINS))
	@touch $@
