# Every command of the project. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
OUT ?= out/sample

.DEFAULT_GOAL := help
.PHONY: help setup run check test bench bench-compare quality fuzz faults soak sbom mutants lock clean

help: ## what can be done
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: .venv/ready ## a virtual environment with everything that the lock file names

# Compiled once: where Python may not write (PYTHONDONTWRITEBYTECODE), each start would compile all that it imports.
.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes --requirement requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	$(BIN)/python -m compileall -q schemas transforms pipelines
	@touch .venv/ready

run: setup ## the main job on the sample articles; shows events and where they are
	$(BIN)/dateline run pipelines/samples/articles.jsonl --output $(OUT)
	$(BIN)/dateline sql $(OUT) "select event_date as date, event_type, trigger.text as trigger, [coalesce(a.country, a.text) for a in actors] as actors, [coalesce(r.country, r.text) for r in recipients] as recipients, location.name as place from events order by source, \"offset\", trigger.start limit 25"
	@echo "all events: $(OUT)/events (Parquet)"

check: setup ## static checks and fast tests: before every commit
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -m "not slow"

test: check ## check, and what starts processes, servers or a Java machine
	$(BIN)/pytest -m slow --durations=25

bench: setup ## speed and memory against plain spaCy, side by side
	PYTHONPATH=tests/support $(BIN)/python -m tests.bench.bench $(ARTICLES:%=--articles %)

bench-compare: setup ## the last two benches beside each other
	PYTHONPATH=tests/support $(BIN)/python -m tests.bench.bench --compare

quality: setup ## precision and recall on the project's own probes and samples
	$(BIN)/python -m tests.quality.measure

fuzz: setup ## try hostile inputs for so many minutes: make fuzz MINUTES=60
	$(BIN)/python -m tests.fuzz.run --minutes $(or $(MINUTES),5) --seed $(or $(SEED),1)

faults: setup ## break every call that touches an output, and prove that nothing is lost
	$(BIN)/python tests/support/faults.py

soak: setup ## a stream on Flink under load for so many minutes, with faults: make soak MINUTES=60; see out/soak
	PYTHONPATH=.:tests/support $(BIN)/python tests/support/soak.py --minutes $(or $(MINUTES),60) --rate $(or $(RATE),8) --pause $(or $(PAUSE),180)

sbom: setup ## what is installed, as CycloneDX: out/sbom.json
	@mkdir -p out
	$(BIN)/uv tool run --from cyclonedx-bom==7.5.0 cyclonedx-py environment --output-file out/sbom.json $(BIN)/python

mutants: setup ## change the code sixty times, and see whether its tests notice
	$(BIN)/python tests/support/mutants.py --seed $(or $(SEED),1)

lock: ## resolve the dependencies anew
	$(BIN)/uv pip compile --upgrade --quiet --generate-hashes --no-emit-index-url --python-version 3.11 --group dev pyproject.toml --output-file requirements.lock

clean: ## take away what was made
	rm -rf .venv out dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
