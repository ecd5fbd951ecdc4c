# Every command sets up what it needs: Python 3.11 and make are enough to begin with.
PYTHON ?= python3
UV ?= uv
VENV := .venv/bin
RUN := $(VENV)/python
# How many processes run tests side by side; seconds that each parser is fuzzed for in make prove.
WORKERS ?= auto
FUZZ_SECONDS ?= 60
LOCK := $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-annotate --no-emit-index-url --no-emit-find-links $(UPGRADE)

# What an office in service needs.
SERVED := --extra certificates --extra chain --extra office

# What can be tested by pip alone.
TESTED := --extra certificates --extra chain --extra office --extra dev

.DEFAULT_GOAL := help
.PHONY: help setup setup-all demo serve test check lint prove docs docs-fresh lock bench bench-intake bench-cycle bench-log bench-office screenshots clean

help: ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

setup: ## Install what running and testing need into .venv
	@$(PYTHON) tools/setup_venv.py test

setup-all: ## Install Spark Connect, docs and bench too
	@$(PYTHON) tools/setup_venv.py all

demo: setup ## Take real files through the whole main job, and end by itself
	@$(RUN) examples/demo/run.py

serve: setup ## Serve the office in RUGSAT_OFFICE (that of the demo if unset) on localhost: register, console, portal, API
	@if [ -n "$$RUGSAT_OFFICE" ]; then exec $(VENV)/rugsat serve --worker; fi; \
	export RUGSAT_OFFICE=build/demo/office RUGSAT_JURISDICTION=tm RUGSAT_DEMONSTRATION=demonstration RUGSAT_DEMO=1; \
	[ ! -d build/demo/country-lake ] || export RUGSAT_LAKE=build/demo/country-lake; \
	[ -d $$RUGSAT_OFFICE ] || echo "There is no office yet, so an empty one is made; make demo makes one with a country in it."; \
	$(VENV)/rugsat office make --administrator administrator >/dev/null; \
	[ ! -f $$RUGSAT_OFFICE/demo-accounts.json ] || $(RUN) examples/demo/office_country.py; \
	exec $(VENV)/rugsat serve --worker

lint: setup
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy
	$(VENV)/lint-imports
	$(VENV)/deptry src

check: lint ## Style, types, arrows, dependencies and shape
	$(RUN) -m pytest tests/architecture -q -m "not prove" -n $(WORKERS)

test: lint ## All that needs pip only; minutes
	$(RUN) -m pytest -q -m "not prove" -n $(WORKERS)
	@$(RUN) tools/not_run.py test

prove: setup-all ## What needs more: Spark Connect, kills, fuzzing, docs, a fresh core, the demo; tens of minutes
	RUGSAT_FUZZ_SECONDS=$(FUZZ_SECONDS) $(RUN) -m pytest -q -m "prove or spark" -n $(WORKERS) --dist loadscope --durations=10
	@echo "The same on Sail with several workers:"
	SAIL_MODE=local-cluster SAIL_CLUSTER__WORKER_INITIAL_COUNT=3 $(RUN) -m pytest -q -m spark
	$(MAKE) docs
	$(MAKE) demo
	@$(RUN) tools/not_run.py prove

docs: setup-all ## Write the reference pages and build the site, without warnings, into docs/_build/html
	$(RUN) -m tools.generate_docs
	$(VENV)/sphinx-build -q -W --keep-going -b html docs docs/_build/html
	@echo "The site begins at docs/_build/html/index.html"

docs-fresh: setup ## Tell whether the generated reference pages are as the code, the law and the contracts say
	$(RUN) -m tools.generate_docs --check

lock: ## Write the locks anew (make lock UPGRADE=--upgrade takes newer versions); needs uv
	$(LOCK) $(TESTED) --extra spark --extra docs --extra bench -o requirements/all.txt
	$(LOCK) $(TESTED) -c requirements/all.txt -o requirements/test.txt
	$(LOCK) -c requirements/all.txt -o requirements/core.txt
	$(LOCK) $(SERVED) -c requirements/all.txt -o requirements/service.txt

bench: bench-intake bench-cycle bench-log ## Measure every claim of speed, beside its peers

bench-intake: setup-all ## Measure intake of a trade return of 10 million rows, and memory at 30 million
	$(RUN) -m bench.intake.run --more 30000000

bench-cycle: setup-all ## Measure every check over the day of a country of 1.4 million meters, at five sizes; hours, 30 GB of disk
	$(RUN) -m bench.cycle.run

bench-log: setup ## Measure appends to the transparency log beside bare appends of the same bytes; a minute
	$(RUN) -m bench.log.run

bench-office: setup ## Measure pages of the register over 1,000,000 parties beside a bare Django page; half an hour, 3 GB of disk
	$(RUN) -m bench.office.run

screenshots: setup ## A picture of every page of the demo's office, in every role, at two widths, in build/screenshots
	@$(RUN) -m tools.screenshots

clean: ## Take away the environment, caches and built pages
	rm -rf .venv docs/_build build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
