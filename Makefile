# `make demo`, `make test` and `make lint check` are all one needs to know.
# Needs: make, Python 3.11–3.13 with venv. `make help` lists the targets.

.SHELLFLAGS := -eu -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& echo $$p && break; done)
PORT ?= 8000
VENV ?= .venv
# More arguments for pytest: make test ARGS="-k moderation"
ARGS ?=

PY := $(VENV)/bin/python
MANAGE := env DJANGO_SETTINGS_MODULE=hm_site.settings.dev $(PY) manage.py
CODE := hm_site resources stories home search tests manage.py
TEMPLATES := hm_site resources stories home search
PYTEST := $(PY) -m pytest
# What a class or a module shares is made by one process, once.
PARALLEL := -n auto --dist loadscope
# A choice of tests may leave one of the runs without any (pytest's code 5).
FEWER := $(if $(ARGS),|| test $$? -eq 5)
# The production settings with made-up values: for checks that open no database.
AS_PRODUCTION := env -u DATABASE_URL -u REDIS_URL \
	DJANGO_SETTINGS_MODULE=hm_site.settings.production \
	SECRET_KEY=made-up-for-checks-$$(seq -s- 1 40) ALLOWED_HOSTS=example.org \
	BASE_URL=https://example.org EMAIL_URL=smtp://localhost:25

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# ------------------------------------------------------------- environment
# Each lock that is installed lies in the environment as a copy: pip runs only when
# the two differ, whatever the files' dates are.
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: venv
venv:
	@$(PY) -m pip --version >/dev/null 2>&1 || { \
	  test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: python3 is missing or older." >&2; exit 1; }; \
	  if $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
	    echo "Making $(VENV) with $$($(PYTHON) --version)"; $(PYTHON) -m venv --clear $(VENV); \
	  elif $(PYTHON) -c 'import virtualenv' 2>/dev/null; then \
	    echo "Making $(VENV) with virtualenv"; $(PYTHON) -m virtualenv --quiet --clear $(VENV); \
	  else \
	    echo "$(PYTHON) cannot make a virtual environment: its venv or ensurepip module is missing." >&2; \
	    echo "On Debian or Ubuntu: sudo apt-get install python3-venv   (or: $(PYTHON) -m pip install virtualenv)" >&2; \
	    exit 1; \
	  fi; }

.PHONY: env
env: venv ## the locked packages that the site runs on, in .venv
	@cmp -s requirements.txt $(VENV)/requirements.txt || { \
	  echo "Installing the locked packages"; \
	  $(INSTALL) -r requirements.txt; cp requirements.txt $(VENV)/; }

.PHONY: env-dev
env-dev: env ## the same, with what tests and checks need
	@cmp -s requirements-dev.txt $(VENV)/requirements-dev.txt || { \
	  echo "Installing the locked development packages"; \
	  $(INSTALL) -r requirements-dev.txt; cp requirements-dev.txt $(VENV)/; }

.PHONY: lock
lock: env-dev ## requirements*.in → requirements*.txt (add UPGRADE=--upgrade)
	@for name in requirements requirements-dev; do \
	  $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 \
	    --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links \
	    --custom-compile-command 'make lock' $(UPGRADE) $$name.in -o $$name.txt; done

# -------------------------------------------------------------------- run
.PHONY: demo
demo: env ## the site with demo content on http://127.0.0.1:8000 (PORT=)
	@echo "Database"; $(MANAGE) migrate --verbosity 0
	@echo "Site tree, roles, workflows"; $(MANAGE) sync_site --verbosity 0
	@echo "Demo content"; $(MANAGE) load_demo
	@printf '%s\n' '' \
	  '  Site     http://127.0.0.1:$(PORT)/' \
	  '  Editors  http://127.0.0.1:$(PORT)/admin/' \
	  '' \
	  '  Demo accounts, all with the password "demo":' \
	  '    admin@example.org               platform administrator' \
	  '    moderator@example.org           approves (moderator-2@example.org: a second one)' \
	  '    editor-halmstad@example.org     editor of one organisation (editor-varberg@…, …)' \
	  '    translator-ar@example.org       translator of one language (translator-<language>@…)' \
	  '    reviewer-ar@example.org         language reviewer (reviewer-<language>@…)' \
	  '' '  Machines, mails and reminders work once a minute: see var/demo.log.' \
	  '  Ctrl-C stops it.' ''
	@mkdir -p var; while sleep 60; do $(MANAGE) chores >> var/demo.log 2>&1 || :; done & \
	minutes=$$!; \
	trap 'kill $$minutes' EXIT; trap 'exit 0' INT TERM; \
	$(MANAGE) runserver 127.0.0.1:$(PORT)

# ------------------------------------------------------------------- tests
# Three runs: SQLite, the browser (one database is enough), PostgreSQL. Each is made
# even when one before it failed.
.PHONY: test
test: env-dev ## the whole suite; REQUIRE_ALL=1 turns every skip into a failure
	@rc=0; \
	for run in test-sqlite test-browser test-postgresql; do \
	  $(MAKE) $$run || rc=$$?; done; \
	exit $$rc

.PHONY: test-sqlite
test-sqlite: env-dev ## the suite on SQLite, without the browser
	@echo "== SQLite"; env -u DATABASE_URL $(PYTEST) $(PARALLEL) -m "not e2e" $(ARGS) $(FEWER)

.PHONY: test-browser
test-browser: env-dev ## the browser suite (Chromium), on SQLite
	@echo "== Browser"; env -u DATABASE_URL $(PYTEST) $(PARALLEL) -m e2e $(ARGS) $(FEWER)

.PHONY: test-postgresql
test-postgresql: env-dev ## the suite on a PostgreSQL of its own, started and stopped
	@echo "== PostgreSQL"; $(PY) -m tests.postgres_cluster run --if-found -- \
	  $(PYTEST) $(PARALLEL) -m "not e2e" $(ARGS) $(FEWER)

# ------------------------------------------------------------------ checks
.PHONY: lint
lint: env-dev ## style, types, templates
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/djhtml --check --tabwidth 4 $(TEMPLATES)
	$(VENV)/bin/curlylint --quiet --parse-only $(TEMPLATES)
	$(VENV)/bin/mypy

.PHONY: format
format: env-dev ## put code and templates in shape
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .
	$(VENV)/bin/djhtml --tabwidth 4 $(TEMPLATES)

.PHONY: check
check: env-dev ## everything that may drift: imports, migrations, catalogues, set-up
	$(VENV)/bin/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) messages --check
	$(PY) -m hm_site.base.stylesheet --check
	$(AS_PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	@fresh=$$(mktemp -d); trap 'rm -rf "$$fresh"' EXIT; \
	export DATABASE_URL="sqlite:///$$fresh/db.sqlite3"; set -x; \
	$(MANAGE) migrate --verbosity 0; $(MANAGE) sync_site --verbosity 0; \
	$(MANAGE) sync_site --check

.PHONY: messages
messages: env-dev ## extract and compile the interface texts (needs gettext)
	$(MANAGE) messages

.PHONY: benchmark
benchmark: env ## queries, bytes and time of every kind of public page
	$(MANAGE) page_costs

.PHONY: clean
clean: ## remove the environment, caches, the demo's database and files
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
