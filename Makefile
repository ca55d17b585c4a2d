# The two commands of the README are `make run` and `make test`; both set up what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TESTED := $(VENV)/.tested
SAMPLE := $(VENV)/sample/Sample.liaison
XVFB := xvfb-run -a -s "-screen 0 1600x1000x24"

.PHONY: run test quick check bench screenshots installers test-installers clean

run: $(READY)
	@$(BIN)/python packaging/setup/run.py $(BIN)/liaison "$(SAMPLE)"

test: $(TESTED) check
	$(BIN)/pytest

quick: $(TESTED)
	$(BIN)/pytest -m "not slow and not xvfb"

check: $(TESTED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports

bench: $(TESTED)
	$(XVFB) $(BIN)/python -m tests.benchmarks

screenshots: $(TESTED)
	$(XVFB) $(BIN)/python packaging/screenshots.py resources/screenshots

installers:
	sh packaging/setup/system.sh installers
	$(PYTHON) packaging/build.py

test-installers:
	sh packaging/setup/system.sh trials
	$(PYTHON) packaging/trials/all.py

$(READY): pyproject.toml packaging/requirements.txt packaging/setup/system.sh
	sh packaging/setup/system.sh run
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r packaging/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(TESTED): $(READY) packaging/requirements-dev.txt
	sh packaging/setup/system.sh test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r packaging/requirements-dev.txt
	touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info
