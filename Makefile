# A fresh clone needs Python 3.11+ and make; everything else is set up here, in .venv.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
EXTRAS := notebooks,ingest,accurate,dev

.DEFAULT_GOAL := help
.PHONY: help figures test check report bench press train clean

help:  ## say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; say which with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[$(EXTRAS)]'
	@touch $@

figures: $(READY)  ## measure the data in the repository, run the notebooks, rebuild figures/
	$(BIN)/python -m notebooks.run

test: $(READY)  ## run every test, warnings as errors
	$(BIN)/python -m pytest

check: $(READY)  ## lint, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

report: $(READY)  ## build build/report/ from the notebooks and tables
	$(BIN)/python -m notebooks.report

bench: $(READY)  ## accuracy and speed, against peers in the same run (needs the shared corpora beside the clone)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	$(BIN)/python -m bench

press: $(READY)  ## rebuild data/press/ from the corpora, where they are
	$(BIN)/python -m data.press.build
	$(BIN)/python -m data.manifest

train: $(READY)  ## rebuild every weight from the annotated press (about three hours; training/README.md says what each takes)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[train]'
	$(BIN)/python -m training.accurate --out build/first --epochs 4
	$(BIN)/python -m training.accurate_export --weights build/first/last.pt --out build/first
	$(BIN)/python -m training.accurate_tune --models build/first
	$(BIN)/python -m training.accurate_read --models build/first --out build/first_reading --minutes 8
	$(BIN)/python -m training.accurate --out build/accurate --teacher build/first_reading
	$(BIN)/python -m training.accurate_export --weights build/accurate/last.pt
	$(BIN)/python -m training.accurate_tune
	$(BIN)/python -m training.accurate_read --out build/teacher --minutes 14
	$(BIN)/python -m training.fast --teacher build/teacher
	$(BIN)/python -m training.folds build/folds --teacher build/teacher
	$(BIN)/python -m training.speakers build/folds
	$(BIN)/python -m training.scare_read build/folds
	$(BIN)/python -m training.scare build/folds

clean:  ## remove what is built (keeps .venv)
	rm -rf build
