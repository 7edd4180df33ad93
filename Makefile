# `make demo` shows the main job on samples/, `make test` runs the tests. Both build .venv from a bare Python 3.11.
PYTHON ?= python3.11
BIN := .venv/bin
HEAVY := $(addprefix tests/, audit determinism docs/test_pages.py leaks/test_mask_leaks.py logs matrix pipeline quality release \
         test_pipelines.py cli/test_peers.py sources/test_hiding_places.py sources/test_iceberg.py sources/test_mail.py \
         sources/test_pdf.py sources/test_sqlite.py sources/test_word.py verbs/test_attack.py verbs/test_mask_laws.py \
         verbs/test_reach.py verbs/test_verify_fpe.py verbs/test_verify_surrogate.py trace/test_trace.py \
         trace/test_canaries.py)

SERVERS := tests/databases tests/stores
BROWSER := tests/web/test_browser.py
SPARK := tests/spark
NIGHTLY := tests/determinism/test_grid.py

.PHONY: demo story docs test test-heavy test-databases test-nightly test-browser test-spark lint bench quality lock clean

.venv/installed: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

demo: .venv/installed
	@bash samples/demo.sh $(BIN)/piiscan

story: .venv/installed
	@bash samples/story.sh $(BIN)/piiscan

# docs/reference, from the code.
docs: .venv/installed
	$(BIN)/python -m tests.docs

test: .venv/installed
	$(BIN)/pytest --numprocesses 2 $(HEAVY:%=--ignore %) $(SERVERS:%=--ignore %) $(BROWSER:%=--ignore %) $(SPARK:%=--ignore %)

# The same people in every format, encoding, dialect and document, and thousands of them; logs, columns, README and docs;
# releases, the audit log and attackers; the same bytes whatever the order of work.
test-heavy: .venv/installed
	$(BIN)/pytest --numprocesses 2 $(HEAVY) $(NIGHTLY:%=--ignore %)

# Twenty hash seeds, three numbers of threads, four sizes of batches: half an hour. And 200 cut connections.
test-nightly: .venv/installed
	$(BIN)/pytest $(NIGHTLY)
	CUTS=200 $(BIN)/pytest tests/databases/test_cuts.py

# On private servers of S3 (a package), PostgreSQL and MariaDB (programs: apt-get install postgresql mariadb-server).
test-databases: .venv/installed
	$(BIN)/pytest --numprocesses 2 $(SERVERS)

# In a real browser: apt-get install chromium.
test-browser: .venv/installed
	$(BIN)/pytest $(BROWSER)

.venv/spark: .venv/installed requirements-spark.txt
	$(BIN)/pip install --quiet --require-hashes --requirement requirements-spark.txt
	touch $@

# On a driver and two executors of this machine: apt-get install openjdk-17-jre-headless libpostgresql-jdbc-java.
test-spark: .venv/spark
	$(BIN)/pytest $(SPARK)

lint: .venv/installed
	$(BIN)/ruff check piiscan tests samples
	$(BIN)/ruff format --check piiscan tests samples
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/installed
	$(BIN)/python -m tests.benchmarks
	$(BIN)/python -m tests.benchmarks.text

quality: .venv/installed
	$(BIN)/python -m tests.quality

# The lock holds names, versions and hashes, and no download address.
lock: .venv/installed
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --upgrade --extra dev --generate-hashes --allow-unsafe --no-header --no-annotate \
	    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file requirements.txt pyproject.toml
	$(BIN)/python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['spark'], sep='\n')" | \
	    $(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --no-header --no-annotate \
	    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --constraint requirements.txt \
	    --output-file requirements-spark.txt -

clean:
	rm -rf .venv out build *.egg-info
