# Kentongan. `make help` lists what there is. Needs only Python >= 3.11 with its venv module.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
export PYTHONDONTWRITEBYTECODE =
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-reset run test check format pictures bench bench-delivery bench-scale torture clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1	\2/' | expand -t 22

$(VENV)/.runtime: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Kentongan needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --constraint constraints.txt --editable . && touch $@

$(VENV)/.dev: $(VENV)/.runtime
	@$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]' && touch $@

setup: $(VENV)/.runtime ## make .venv with everything the bot needs

demo: $(VENV)/.runtime ## the real bot against a small Telegram on this machine; prints one address
	@$(BIN)/kentongan demo

demo-reset: ## forget the demo's data
	@rm -rf data/demo && echo "Demo data removed."

run: $(VENV)/.runtime ## the bot on real Telegram, settings from .env
	@$(BIN)/kentongan run

test: $(VENV)/.dev ## all tests, on SQLite and PostgreSQL
	@scripts/install-browser
	@$(BIN)/python -m pytest --numprocesses 3 --dist loadgroup

check: $(VENV)/.dev ## format, lint, types, import contracts
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet . && $(BIN)/mypy --no-error-summary && $(BIN)/lint-imports --no-cache > .lint-imports.log 2>&1 || { cat .lint-imports.log 2>/dev/null; exit 1; }
	@echo "check: all good"

format: $(VENV)/.dev ## mend the format
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .

pictures: $(VENV)/.dev ## make the pictures of README and guides from the running demo
	@scripts/install-browser
	@$(BIN)/python -m scripts.pictures

bench: $(VENV)/.dev ## measure start, memory, the first alarm and the answer to a press
	@$(BIN)/python -m tests.bench

bench-delivery: $(VENV)/.dev ## measure a broadcast beside other libraries', busy and with faults (ARGS=--quick)
	@$(BIN)/python -m tests.bench.delivery $(ARGS)

bench-scale: $(VENV)/.dev ## measure how it grows from 1,000 to 100,000 volunteers (ARGS="--sizes 1000 --incidents 500")
	@$(BIN)/python -m tests.bench.scale $(ARGS)

torture: $(VENV)/.dev ## kill -9 in broadcasts, 20 times a database, and a soak of ten minutes (ARGS="--minutes 1 --kills 3")
	@$(BIN)/python -m tests.torture $(ARGS)

clean: ## remove what was built (keeps data/)
	@rm -rf $(VENV) *.egg-info .mypy_cache .ruff_cache .pytest_cache .lint-imports.log
