# Each target sets up all that it needs in .venv; nothing outside the folder is touched.
# The embedded server keeps its data in NEWSCRAWL_HOME, or else in the user's data folder.

PYTHON ?= python3
VENV := .venv
WORKERS := 3
# Tests that start servers and processes, and wait for them most of the time. Each worker collects all tests that it might be
# given, so the many others run beside them in one process, which collects once.
WAITING := $(addprefix tests/,benchmarks downstream end_to_end fetching mongo operations pipelines)
ORDINARY := -m "not slow and not chaos and not splash and not browser and not redis"
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

unexport PYTHONDONTWRITEBYTECODE # each worker and each command would compile all that it imports

.PHONY: help demo test test-waiting test-working test-cluster test-rendering test-slow lint format bench-crawl bench-duplicates bench-reading bench-store chaos egg lock docs clean
.DEFAULT_GOAL := help

help: ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

demo: $(VENV)/.embedded ## Crawl the demo world into the embedded server and show what came of it
	@$(BIN)/newscrawl demo

test: lint ## Run linters, type checks, import contracts and the suite
	@$(MAKE) --jobs 2 --output-sync=line --no-print-directory test-waiting test-working

test-waiting: $(VENV)/.test ## Run those of its tests that wait for servers and processes
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ORDINARY) $(WAITING)

test-working: $(VENV)/.test ## Run the others
	$(BIN)/python -m pytest $(ORDINARY) $(addprefix --ignore ,$(WAITING))

test-rendering: $(VENV)/.test $(VENV)/.engines ## Install Splash and Chromium (Debian, as root or with sudo) and run the tests that need them
	NEWSCRAWL_NEEDS_ENGINES=1 $(BIN)/python -m pytest -m "splash or browser"

test-cluster: $(VENV)/.test $(VENV)/.redis ## Install Redis (Debian, as root or with sudo) and run the tests with several workers
	NEWSCRAWL_NEEDS_ENGINES=1 $(BIN)/python -m pytest -n 2 --dist load -m redis --durations 5

test-slow: $(VENV)/.test ## Run the tests that are more of the same, as CI does
	$(BIN)/python -m pytest -n 2 -m "slow and not chaos and not redis"

chaos: $(VENV)/.test ## Kill crawls and servers at random moments: CHAOS=full, or few times, as CI does
	CHAOS='$(CHAOS)' $(BIN)/python -m pytest -q -s -m chaos tests/chaos

lint: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.test ## Format the code and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench-reading: $(VENV)/.bench ## Compare readers on labelled pages: PAGES=folder SCORE=program [SETS="one two"] [READERS="newscrawl GNE"]
	@$(BIN)/python benchmarks/reading.py --score $(SCORE) --pages $(PAGES) $(or $(SETS),$(notdir $(wildcard $(PAGES)/*))) $(if $(READERS),--readers $(READERS))

bench-crawl: $(VENV)/.embedded ## Compare the full crawl with a bare spider on 1,000 pages; FOLDERS="..." for saved ones
	@$(BIN)/python benchmarks/crawl.py $(FOLDERS)

bench-store: $(VENV)/.embedded ## What storing costs and blocks, lookups of copies, memory while MongoDB is away: ONLY="cpu pauses copies away" MINUTES=10
	@$(BIN)/python benchmarks/store.py $(if $(ONLY),--only $(ONLY)) $(if $(MINUTES),--minutes $(MINUTES))

bench-duplicates: $(VENV)/.test ## Tell copies and articles that only look alike; what it costs, with up to a million stored
	@$(BIN)/python -m benchmarks.duplicates

docs: $(VENV)/.test ## Renew the pages of docs/ that come from code
	$(BIN)/python docs/item.py > docs/item.md

egg: $(VENV)/.embedded ## Make dist/newscrawl.egg, which Scrapyd takes
	$(BIN)/python deploy/egg.py dist/newscrawl.egg

lock: ## Renew the lock files from pyproject.toml
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip --disable-pip-version-check --quiet install uv
	UV=$(VENV)/lock/bin/uv sh locks/renew

clean: ## Remove what make made
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

$(VENV)/.engines: tests/services/splash/install locks/splash.txt
	mkdir -p $(VENV)
	sh tests/services/splash/install $(VENV)/splash
	touch $@

$(VENV)/.redis: tests/services/redis/install
	mkdir -p $(VENV)
	sh tests/services/redis/install
	touch $@

# A stamp for each set of packages. The lock files agree with each other, so any may come first; each is complete, so pip
# has nothing to resolve.
$(VENV)/.%: locks/%.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes --no-deps -r $<
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@
