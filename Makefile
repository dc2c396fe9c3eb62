# Every target sets up .venv first, so that each works alone in a fresh clone.
# Paths are relative and tools are started as modules: the folder's own name may hold spaces, and the folder may move.

PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
READY := .venv/ready
DEV := .venv/ready-for-work

.PHONY: play test check lint types contracts bench golden snapshots tour clean

play: $(READY)
	@$(BIN)/python -m exercise

test: $(DEV)
	$(BIN)/python -m pytest -n auto

check: lint types contracts test

lint: $(DEV)
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .

types: $(DEV)
	$(BIN)/python -m mypy

contracts: $(DEV)
	$(BIN)/python -c 'from importlinter.cli import lint_imports_command as run; run()'

bench: $(DEV)
	$(BIN)/python -m benchmarks

golden: $(DEV)
	$(BIN)/python -m pytest tests/playthroughs tests/repository/test_docs.py --regenerate

snapshots: $(DEV)
	$(BIN)/python -m pytest tests/tui/test_snapshots.py --snapshot-update

tour: $(DEV)
	$(BIN)/python tests/support/tour.py

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 play") if sys.version_info < (3, 11) else None'
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@echo "Installing (once, and after a change of pyproject.toml) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $(READY)

$(DEV): $(READY)
	@echo "Installing what tests and checks need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $(DEV)

clean:
	rm -rf .venv
