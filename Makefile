# The order is that of importance.
VENV := .venv
BENCH := .bench-venv
PYTHON ?= $(shell tools/find-python)

.PHONY: help demo test setup check build watch workbench golden screenshots scripts catalogues bench clean

help:  ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: setup  ## set up, build the archives into dist/, open the preview on localhost:8000
	$(VENV)/bin/score build
	$(VENV)/bin/python -m score_preview

test: setup  ## set up, run every test
	tools/run-tests

setup: $(VENV)/.ready  ## make .venv and nothing more

$(VENV)/.ready: setup.cfg pyproject.toml
	tools/needs python
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

check: setup  ## name every problem in the courses
	$(VENV)/bin/score check

build: setup  ## build the archives into dist/
	$(VENV)/bin/score build

watch: setup  ## rebuild what changes, while the preview runs
	$(VENV)/bin/score watch

workbench: setup  ## one block at a time, in the workbench of xblock-sdk, on localhost:8002
	$(VENV)/bin/python workbench/manage.py bench

golden: setup  ## write anew what the compiler's tests compare with
	$(VENV)/bin/python tools/golden.py

scripts:  ## build the pages' scripts into score_xblocks/public
	cd frontend && npm ci --no-audit --no-fund && npm run build

catalogues: setup  ## refresh and compile the catalogues of texts
	$(VENV)/bin/python tools/catalogues.py

screenshots: setup  ## take the pictures of docs/pictures anew
	$(VENV)/bin/python tools/screenshots.py

bench: setup $(BENCH)/.ready  ## measure the compiler against the least possible, and the blocks beside their peers
	$(VENV)/bin/python benchmarks/compiler.py
	$(BENCH)/bin/python -W ignore benchmarks/blocks.py

# The peers bring dozens of packages: they have an environment of their own.
$(BENCH)/.ready: setup.cfg benchmarks/peers.txt
	test -x $(BENCH)/bin/python || $(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[preview]' -r benchmarks/peers.txt
	touch $@

clean:  ## remove what was made
	rm -rf $(VENV) $(BENCH) .tox dist var .score-cache
