DIXIT = .build/release/dixit
DATA := $(or $(DIXIT_DATA),../shared/data)
PYTHON = .setup/python/bin/python
STAGES := .setup/training
DEMO = .setup/demo/ledger.sqlite
PICTURED = Samples/nine-rivers-wire-2021-04-03-monitors-turned-back.txt

PREFIX = $(HOME)/.local

.PHONY: help setup build run install uninstall wheel package test test-wheel test-spark test-package test-notebooks test-arm64 bench bench-layers bench-pages bench-python bench-serve bench-fetching model model-file pages format

help:  ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup:  ## install what is needed, build Dixit, make its model file
	@Setup/system-packages.sh
	@Setup/base-encoder.sh
	@Setup/pages.sh
	@$(MAKE) --no-print-directory build model-file

build:  ## build Dixit
	swift build --configuration release --product dixit

model-file: build  ## make Models/reader.model of the base encoder and the committed files
	$(DIXIT) model build --base .setup/base --changes Models --output Models/reader.model

run: setup  ## set everything up and show the samples in a browser, until Ctrl-C (SERVE=no ends before that)
	@mkdir -p $(dir $(DEMO))
	$(DIXIT) add --ledger $(DEMO) Samples
ifneq ($(SERVE),no)
	$(DIXIT) serve --ledger $(DEMO)
endif

# What runs where there is no Swift; made apart, since its parts are compiled otherwise.
.PHONY: static
static:
	@Setup/system-packages.sh
	@Setup/base-encoder.sh
	@Setup/pages.sh
	Setup/static.sh $(LIBRARY)
	.build/static/made/dixit model build --base .setup/base --changes Models --output Models/reader.model

install: static  ## install Dixit for this user, or with PREFIX=/usr/local for all
	Setup/install.sh "$(DESTDIR)$(PREFIX)"
	@echo "$(PREFIX)/bin/dixit is there; make uninstall takes it away"

uninstall:  ## take away what make install has installed
	Setup/install.sh "$(DESTDIR)$(PREFIX)" uninstall

package: static  ## write dist/dixit-….tar.gz, for any Linux as new as Debian 12, and a .deb
	@Setup/packaging.sh
	Setup/package.sh

wheel:  ## write the Python wheel into dist
	@$(MAKE) --no-print-directory static LIBRARY=library
	@Setup/packaging.sh
	Setup/wheel.sh

test: setup  ## set everything up and run all tests
	swift format lint --strict --recursive --parallel Package.swift Sources Tests
	Setup/ruff.sh
	.setup/ruff/bin/ruff check .
	swift test --parallel -Xcc -O2
	python3 Tests/House/circles.py
	Setup/python-package.sh
	DIXIT_LIBRARY=$(CURDIR)/.build/debug/libDixitC.so DIXIT_PROGRAM=$(CURDIR)/.build/debug/dixit .setup/python-package/bin/python -B -m pytest -q -p no:cacheprovider Tests/Python
	.setup/pages/bin/python -W ignore -m unittest discover --start-directory Tests/Pages
	Setup/datasette.sh
	.setup/datasette/bin/python -W ignore -m unittest discover --start-directory Tests/Datasette
	Setup/browser.sh
	.setup/browser/bin/python -W ignore -m unittest discover --start-directory Tests/Browser

test-wheel:  ## install the wheel of make wheel with all that it can work with (1 GB), and test it there
	Setup/python-package.sh extras
	.setup/python-extras/bin/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --force-reinstall dist/dixit-*.whl
	env -u DIXIT_MODEL DIXIT_INSTALLED=yes .setup/python-extras/bin/python -B -m pytest -q -p no:cacheprovider Tests/Python

test-spark:  ## test the wheel in Spark on two cores, with Java 17
	Setup/python-package.sh extras
	.setup/python-extras/bin/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --force-reinstall dist/dixit-*.whl
	env -u DIXIT_MODEL DIXIT_INSTALLED=yes DIXIT_SPARK=yes .setup/python-extras/bin/python -B -m pytest -q -p no:cacheprovider Tests/Python/test_spark.py

test-package:  ## install what make package has written into bare Debian roots, without network, and read there (needs root, mmdebstrap)
	Tests/Package/bare.sh

test-arm64:  ## test the kernels for arm64 in an emulator (cross compiler and qemu, 200 MB)
	Setup/arm64.sh
	Tests/Kernels/arm64.sh

test-notebooks: setup  ## execute the notebooks of Documentation: pandas (290 MB), and R where Debian's r-base-core and r-cran-irkernel are
	Setup/notebooks.sh
	.setup/notebooks/bin/python -B Documentation/notebooks.py --check

bench: setup  ## measure accuracy and speed on the dev articles in DIXIT_DATA
	python3 Benchmarks/bench.py --dixit $(DIXIT) --data $(DATA)

bench-layers: setup  ## measure the layers of meaning on the gold statements in DIXIT_DATA and on sentences of our own
	python3 Benchmarks/layers.py --dixit $(DIXIT) --data $(DATA)
	for file in dev world-dev; do echo "marks: $$file"; $(DIXIT) eval --marks $(DATA)/meaning/$$file.jsonl || exit 1; done
	@echo "times: tempeval3"; $(DIXIT) eval --times $(DATA)/world/tempeval3.jsonl
	@echo "duties: duties-dev"; $(DIXIT) eval --duties $(DATA)/meaning/duties-dev.jsonl
	@echo "events: plover"; $(DIXIT) eval --acts $(DATA)/world/plover.jsonl
	@echo "tone: newsmtsc dev"; $(DIXIT) eval --tone $(DATA)/newsmtsc/dev.jsonl
	for file in pairs-dev dev; do echo "pairs: $$file"; $(DIXIT) eval --pairs $(DATA)/meaning/$$file.jsonl || exit 1; done
	@echo "own voice: checkthat-subjectivity"; $(DIXIT) eval --own $(DATA)/world/checkthat-subjectivity.jsonl

bench-pages: setup  ## measure the page worker on the pages in DIXIT_DATA
	.setup/pages/bin/python -B Benchmarks/pages.py --data $(DATA)
	.setup/pages/bin/python -B Benchmarks/pages.py --data $(DATA) --check Benchmarks/judged-pages.jsonl

bench-python:  ## compare reading from Python with the command, after make wheel and make test-wheel
	.setup/python-extras/bin/python -B Benchmarks/python.py

bench-fetching: setup  ## give dixit answers from a hostile server
	python3 Benchmarks/hostile_server.py --dixit $(DIXIT)

bench-serve: setup  ## measure the pages: speed, first paint, hostile requests
	Setup/browser.sh
	python3 -B Benchmarks/serve.py

model: setup  ## train the model on the articles in DIXIT_DATA (goes on where it stopped)
	Setup/training.sh
	DIXIT_DATA=$(DATA) $(PYTHON) Training/train.py --base .setup/base --out $(STAGES)
	DIXIT_DATA=$(DATA) $(PYTHON) Training/export.py --base .setup/base --weights $(STAGES)/reader.pt --out $(STAGES)/first --name reader-first
	$(DIXIT) model build --base .setup/base --changes $(STAGES)/first --output $(STAGES)/first/reader.model
	DIXIT_DATA=$(DATA) DIXIT_MODEL=$(STAGES)/first/reader.model $(PYTHON) Training/together.py --base .setup/base --from $(STAGES)/first --dixit $(DIXIT) --out $(STAGES)/together
	DIXIT_DATA=$(DATA) $(PYTHON) Training/export.py --base .setup/base --weights $(STAGES)/together/together.pt --before $(STAGES)/first --out Models
	cat $(STAGES)/train.log $(STAGES)/together/together.log > Models/train.log
	DIXIT_DATA=$(DATA) $(PYTHON) Training/names.py --base .setup/base --from Models --out $(STAGES)/names --into Models
	@$(MAKE) --no-print-directory model-file
	DIXIT_DATA=$(DATA) $(PYTHON) Training/speakers.py --dixit $(DIXIT) --out $(STAGES)/speakers --start $(STAGES)/together/together.pt --epochs 8 --into Models
	@$(MAKE) --no-print-directory model-file
	DIXIT_DATA=$(DATA) $(PYTHON) Training/layers.py --dixit $(DIXIT) --out $(STAGES)/layers --start $(STAGES)/together/together.pt --into Models
	@$(MAKE) --no-print-directory model-file
	$(DIXIT) eval $(DATA)/polnear/dev.jsonl

pages: setup  ## make the README's pictures and the outputs quoted in Documentation anew
	$(DIXIT) read --color always --width 84 $(PICTURED) | python3 Documentation/picture.py "dixit read $(PICTURED)" > Documentation/read.svg
	python3 Documentation/outputs.py
	Setup/browser.sh
	.setup/browser/bin/python Documentation/screenshots.py

format:  ## let swift format set the white space
	swift format --in-place --recursive --parallel Package.swift Sources Tests
