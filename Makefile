# `make demo` compares two platforms, `make report` writes that to forward, `make lab` opens the notebooks, `make test` runs every check,
# `make check` the quick ones, `make nightly` the long repetitions. All set up .venv first, with the newest Python or the one that is named: `make test PYTHON=python3.12`.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
QUICK := tests/policies tests/architecture tests/sim/acts tests/sim/choices tests/sim/rings tests/sim/systems \
	--ignore=tests/policies/test_conformance.py
# A core takes whole files, in the order of tests/conftest.py.
SIDE_BY_SIDE := -n auto --dist loadfile --no-loadscope-reorder

# Tests begin some 150 processes: where no bytecode is written, each compiles the house anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo report lab notebooks test check nightly style results site pins mutants gate gate-mutants kills redrawn bench clean

# Style, contracts, and these tests: all where none is named. Types are checked beside the tests, half a minute on one core, and told last.
define checked
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/lint-imports
	@$(BIN)/mypy >$(VENV)/types 2>&1 & types=$$!; \
	$(BIN)/pytest $(SIDE_BY_SIDE) -m 'not nightly' $(1); tests=$$?; \
	wait $$types; types=$$?; cat $(VENV)/types; exit $$((tests | types))
endef

demo: $(READY)
	$(BIN)/policylab compare production calling_open

report: $(READY)  # the answer of the demo, as a page to forward in English and in Japanese; its runs are stored, so after the demo it takes seconds
	$(BIN)/policylab report production calling_open -o calling.html
	$(BIN)/policylab report production calling_open -o calling.ja.html --lang ja

lab: $(READY)  # the notebooks, in JupyterLab
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -c constraints.txt -e '.[lab]'
	$(BIN)/jupyter lab notebooks

notebooks: $(READY)  # run all of them, and write them with their outputs: minutes. `make notebooks NAMES=tour` runs one
	$(BIN)/python -m tests.notebooks.run $(NAMES)

test: $(READY)
	$(call checked)

check: $(READY)  # while one works: style, types, contracts, and the tests that a few rows by hand suffice for
	$(call checked,$(QUICK))

nightly: $(READY)  # what takes minutes: promises, cluster, site, wheel, every pin, kills. Not `mutants`, `gate-mutants`: hours
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -c constraints.txt -e '.[docs,solara]'
	$(BIN)/pytest $(SIDE_BY_SIDE) -o faulthandler_timeout=1800 -m nightly
	$(MAKE) pins kills

style: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

results: $(READY)  # carry out the studies behind docs/results again: hours, resumable. `make results NAMES=facts` carries out one
	$(BIN)/python -m docs.studies $(NAMES)

site: $(READY)  # the documentation as a site that needs no network: build/site/index.html
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -c constraints.txt -e '.[docs]'
	$(BIN)/python -m sphinx -q -W --keep-going -c docs -d build/doctrees . build/site

pins: $(READY)  # every pinned run: what has moved? `make pins WRITE=--write` pins what they are now
	$(BIN)/python -m tests.pins.pinned $(WRITE)

mutants: $(READY)  # slips of the pen, drawn by lot: do the tests notice them? `make mutants ROOMS=sim/choices MOST=20 SEED=1` tries some
	$(BIN)/python -m tests.mutants.run $(if $(MOST),--most $(MOST)) $(if $(SEED),--seed $(SEED)) $(ROOMS)

kills: $(READY)  # a comparison that is killed fifty times, and told to stop five times, ends as one that never was: minutes
	$(BIN)/python -m tests.kills.run --kills 50 --terms 5

gate: $(READY)  # do our own policies do more harm than those of a revision? `make gate BASE=main`
	$(BIN)/policylab gate production --base $(or $(BASE),HEAD) --markdown $(or $(GITHUB_STEP_SUMMARY),$(VENV)/gate.md)

gate-mutants: $(READY)  # edits of policies: does the gate stop what harms? Hours; goes on where it was. `EDITS=identity` tries some
	$(BIN)/python -m tests.gate_mutants.run $(EDITS)

redrawn: $(READY)  # do answers hold what they promise? An hour; goes on where it was
	$(BIN)/python -m tests.redrawn.run

bench: $(READY)  # ratios, never a test
	$(BIN)/python -m tests.benchmarks.speed

$(READY): pyproject.toml constraints.txt .ci/find-python
	python=$$(sh .ci/find-python $(PYTHON)) && "$$python" -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -c constraints.txt -e '.[test]'
	-$(BIN)/python -m compileall -qq -j 0 -x '/(tests|pip|mypy|mypyc|debugpy|dask|distributed)/' $(VENV)/lib  # as pip does, on every core, and not for what tests hardly import
	touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
