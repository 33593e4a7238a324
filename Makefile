# Everything lives in .venv; every target sets up what it needs and can be repeated.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DANISH := web/translations/da/LC_MESSAGES/messages
.DEFAULT_GOAL := help
.PHONY: help setup demo test fast lint bench screenshots messages lock clean

help:  ## Show the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

setup: $(VENV)/.ready web/static/vendor/.ready $(DANISH).mo  ## Install Python and front-end packages

$(VENV)/.ready: requirements.lock pyproject.toml
	@echo "== Python packages into $(VENV) (a minute or two the first time)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

web/static/vendor/.ready: package.json package-lock.json
	@echo "== Front-end packages (dkfds, the Danish public sector's design system, and htmx)"
	@npm ci --silent --no-audit --no-fund --ignore-scripts
	@rm -rf web/static/vendor && mkdir -p web/static/vendor/dkfds web/static/vendor/htmx
	@cp -R node_modules/dkfds/dist/. web/static/vendor/dkfds/
	@cp node_modules/htmx.org/dist/htmx.min.js web/static/vendor/htmx/
	@touch $@

$(DANISH).mo: $(DANISH).po $(VENV)/.ready
	@$(BIN)/pybabel -q compile -i $< -o $@ -l da

demo: setup  ## Serve on http://127.0.0.1:5000
	@$(BIN)/albertslund-match demo
	@$(BIN)/albertslund-match serve

test: setup  ## All tests
	@$(BIN)/python -m pytest -n 2 --dist loadfile

fast: setup  ## The tests that take seconds
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow and not browser"

lint: setup  ## Style, types and import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

$(VENV)/.bench: $(VENV)/.ready bench.lock
	@echo "== The peers that are measured beside ours"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r bench.lock
	@touch $@

bench: setup $(VENV)/.bench  ## Print the measured claims
	@$(BIN)/python -m benchmarks

screenshots: setup  ## Take the screenshots in docs/screenshots anew (needs Chromium)
	@$(BIN)/python -m tests.journeys.screenshots

messages: setup  ## Gather the words people read, to be translated in web/translations
	@mkdir -p build
	@$(BIN)/pybabel -q extract -F babel.cfg -k _l --no-location --sort-output --project albertslund-match -o build/messages.pot .
	@$(BIN)/pybabel -q update -i build/messages.pot -d web/translations --no-fuzzy-matching --ignore-obsolete --width 100

LOCK := uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url pyproject.toml

lock:  ## Renew the locks (needs uv on the path)
	$(LOCK) --extra dev -o requirements.lock
	$(LOCK) --extra dev --extra bench -c requirements.lock -o bench.lock

clean:  ## Remove what the other targets made
	rm -rf $(VENV) node_modules web/static/vendor instance build dist .mypy_cache .ruff_cache .pytest_cache
