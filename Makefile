# Two commands do everything on a fresh machine: `make run` and `make test`.
# Needs Python 3.11+ with venv, Node 20+ with npm, and make. Everything else is installed from the lock files.

SHELL := /bin/bash
export UV_PYTHON_DOWNLOADS := never
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
BIN := .venv/bin
POSTGRES ?= postgres://postgres@127.0.0.1:5432/virkning
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: run test test-thorough test-postgres-thorough test-postgres setup setup-dev setup-spark check fix bench lock clean browser

run: setup
	VIRKNING_DEMO=1 $(BIN)/virkning run

test: setup-dev browser
	VIRKNING_MODE=test DATABASE_URL= $(PYTEST) -m "not thorough" $(ARGS)

# What takes long: whole projects made by hand in the browser, every page and state, the API fuzzed.
test-thorough: setup-dev browser
	VIRKNING_MODE=test DATABASE_URL= $(PYTEST) -m thorough $(ARGS)

# Many who write at the same moment, which only PostgreSQL can show in one process.
test-postgres-thorough: setup-dev
	VIRKNING_MODE=test DATABASE_URL=$(POSTGRES) $(PYTEST) -m "thorough and not browser and not once" $(ARGS)

test-postgres: setup-dev
	VIRKNING_MODE=test DATABASE_URL=$(POSTGRES) $(PYTEST) -m "not browser and not once and not thorough" --only-database $(ARGS)

setup: .venv/runtime.stamp node_modules/.stamp
setup-dev: .venv/dev.stamp node_modules/.stamp

check: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy src
	$(BIN)/djlint --lint --quiet src
	$(BIN)/lint-imports
	VIRKNING_MODE=test $(BIN)/virkning makemigrations --check --dry-run

fix: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup-dev .venv/bench.stamp
	VIRKNING_MODE=test $(BIN)/python -m bench $(ARGS)

# The lock files carry versions and hashes, and no registry's address.
lock: .uv/bin/uv
	$(UV) pip compile -q --no-header --universal --generate-hashes --python-version 3.11 pyproject.toml -o requirements/runtime.txt
	$(UV) pip compile -q --no-header --universal --generate-hashes --python-version 3.11 --extra dev -c requirements/runtime.txt pyproject.toml -o requirements/dev.txt
	$(UV) pip compile -q --no-header --universal --generate-hashes --python-version 3.11 --extra bench -c requirements/runtime.txt pyproject.toml -o requirements/bench.txt
	$(UV) pip compile -q --no-header --universal --generate-hashes --python-version 3.11 --extra spark -c requirements/runtime.txt pyproject.toml -o requirements/spark.txt
	npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund --ignore-scripts

.uv/bin/uv:
	@command -v uv >/dev/null 2>&1 || { \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 1; }; \
	  $(PYTHON) -m venv .uv || { echo "Python has no venv here. On Debian: apt-get install python3-venv"; exit 1; }; \
	  .uv/bin/python -m pip install --quiet --disable-pip-version-check uv; }
	@mkdir -p .uv/bin && touch -c .uv/bin/uv

.venv/runtime.stamp: requirements/runtime.txt pyproject.toml | .uv/bin/uv
	@test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) .venv
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/runtime.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/runtime.stamp
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

.venv/bench.stamp: requirements/bench.txt .venv/dev.stamp
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/bench.txt
	@touch $@

# The register engine on Spark; needs Java. Its tests are skipped where it is not installed.
.venv/spark.stamp: requirements/spark.txt .venv/dev.stamp
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes --no-build-isolation -r requirements/spark.txt
	@touch $@

setup-spark: .venv/spark.stamp

node_modules/.stamp: package-lock.json
	@command -v npm >/dev/null || { echo "Node 20 or newer with npm is needed."; exit 1; }
	npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@

browser:
	@$(PYTHON) tools/find_chromium.py

clean:
	rm -rf .venv .uv node_modules var build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
