# `make demo` shows the main job on samples/, `make test` runs the tests. Both build .venv from a bare Python 3.11.
PYTHON ?= python3.11
BIN := .venv/bin
HEAVY := $(addprefix tests/, audit determinism docs/test_pages.py leaks/test_mask_leaks.py logs matrix pipeline quality release \
         test_pipelines.py cli/test_peers.py remembering/test_edited.py remembering/test_killed.py \
         sources/test_hiding_places.py sources/test_iceberg.py sources/test_mail.py sources/test_orc.py sources/test_pdf.py \
         sources/test_sqlite.py sources/test_sqlite_masked.py sources/test_word.py verbs/test_attack.py \
         verbs/test_mask_laws.py verbs/test_reach.py \
         verbs/test_verify_fpe.py verbs/test_verify_surrogate.py trace/test_trace.py trace/test_canaries.py \
         $(addprefix hostile/test_, amounts.py bombs.py concurrent.py disks.py documents.py kills.py limits.py parsers.py \
         signals.py silence.py soak.py unfolding.py))

SERVERS := tests/databases tests/stores
BROWSER := tests/web/test_browser.py tests/reports/test_first_screen.py
PIPELINES := tests/pipelines
SPARK := tests/spark
FUZZ := tests/fuzz
NIGHTLY := tests/determinism/test_grid.py
HOSTILE := tests/hostile tests/databases/test_cuts.py
CERTAIN := piiscan/audit/*,piiscan/keys/*,piiscan/policy/*,piiscan/transforms/*,piiscan/strict_yaml.py,$\
           piiscan/sources/atomic.py,piiscan/durable.py,piiscan/transient.py
USUAL := $(HEAVY:%=--ignore %) $(SERVERS:%=--ignore %) $(BROWSER:%=--ignore %) --ignore $(PIPELINES) --ignore $(SPARK)

.PHONY: demo story docs test test-heavy test-databases test-nightly test-release test-browser test-pipelines test-spark \
    test-fuzz coverage mutation lint bench quality lock sbom wheel clean

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
	$(BIN)/pytest --numprocesses 2 $(USUAL)

# The same people in every format, encoding, dialect and document, and thousands of them; logs, columns, README and docs;
# releases, the audit log and attackers; the same bytes whatever the order of work.
test-heavy: .venv/installed
	$(BIN)/pytest --numprocesses 2 $(HEAVY) $(NIGHTLY:%=--ignore %)

# Twenty hash seeds, three numbers of threads, four sizes of batches: half an hour. 200 cut connections, 100 kills, and
# hostile inputs of the size that hurts.
test-nightly: .venv/installed
	$(BIN)/pytest $(NIGHTLY)
	TIER=night $(BIN)/pytest --numprocesses 2 $(HOSTILE)

# 1,000 kills, 200 full disks, 100 races, 6,000 flipped bits: an hour and more. Then docs/reliability.md says what was reached.
test-release: .venv/installed
	TIER=release $(BIN)/pytest --numprocesses 2 --figures $(HOSTILE)
	$(BIN)/python -m tests.catalogue

# On private servers of S3 (a package), PostgreSQL and MariaDB (programs: apt-get install postgresql mariadb-server).
test-databases: .venv/installed
	$(BIN)/pytest --numprocesses 2 $(SERVERS)

# In a real browser: apt-get install chromium.
test-browser: .venv/installed
	$(BIN)/pytest $(BROWSER)

.venv-pipelines/installed: $(PIPELINES)/requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv-pipelines
	.venv-pipelines/bin/pip install --quiet --require-hashes --requirement $(PIPELINES)/requirements.txt
	.venv-pipelines/bin/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

# The examples of docs/pipelines.md in dbt, Dagster and pre-commit, and pandas: an environment of its own, without the lock.
test-pipelines: .venv-pipelines/installed
	.venv-pipelines/bin/pytest --confcutdir $(PIPELINES) $(PIPELINES)

.venv/spark: .venv/installed $(SPARK)/requirements.txt
	$(BIN)/pip install --quiet --require-hashes --requirement $(SPARK)/requirements.txt
	touch $@

# On a driver and two executors of this machine: apt-get install openjdk-17-jre-headless libpostgresql-jdbc-java.
test-spark: .venv/spark
	$(BIN)/pytest $(SPARK)

.venv/fuzz: .venv/installed $(FUZZ)/requirements.txt
	$(BIN)/pip install --quiet --require-hashes --requirement $(FUZZ)/requirements.txt
	touch $@

# The same inputs each time, a few minutes of one processor; more of them: `python -m tests.fuzz --times 15 csv`.
test-fuzz: .venv/fuzz
	$(BIN)/python -m tests.fuzz

COVER := -p tests.coverage.threads --cov --cov-report= --cov-fail-under=0

# What `make test` runs, the audit log, pipelines, releases, mails and database servers: every branch of what must not go
# wrong, and 90 % of all (pyproject.toml).
coverage: .venv/installed
	$(BIN)/python -m pytest --numprocesses 2 $(COVER) $(USUAL)
	$(BIN)/python -m pytest --numprocesses 2 $(COVER) --cov-append tests/audit tests/databases tests/pipeline tests/release \
	    tests/sources/test_mail.py
	$(BIN)/coverage report --skip-covered --show-missing --fail-under=100 --include='$(CERTAIN)'
	$(BIN)/coverage report --skip-covered

# Which of 100 faults in operators, and of 100 in check digits, some test sees: an hour. Other ones: `--seed 2`.
mutation: .venv/installed
	$(BIN)/python -m tests.mutation

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

COMPILE := $(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --no-header --no-annotate \
    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

# The locks hold names, versions and hashes, and no download address.
lock: .venv/installed
	$(BIN)/pip install --quiet pip-tools
	$(COMPILE) --extra dev --output-file requirements.txt pyproject.toml
	$(COMPILE) --constraint requirements.txt --output-file $(FUZZ)/requirements.txt $(FUZZ)/requirements.in
	$(COMPILE) --extra duckdb --output-file $(PIPELINES)/requirements.txt pyproject.toml $(PIPELINES)/requirements.in
	$(BIN)/python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['spark'], sep='\\n')" | \
	    $(COMPILE) --constraint requirements.txt --output-file $(SPARK)/requirements.txt -

# The bill of materials, CycloneDX 1.6: out/sbom.cdx.json.
sbom: .venv/installed
	$(BIN)/python -m tests.supply

# Of the last commit and nothing else, and the same bytes wherever it is built: files are 0644, times those of the commit.
wheel: .venv/installed
	rm -rf build && mkdir -p build/tree
	git archive HEAD | (umask 022; tar -x --no-same-permissions -C build/tree)
	umask 022; SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) \
	    $(BIN)/python -m build --no-isolation --wheel --outdir out build/tree

clean:
	rm -rf .venv .venv-pipelines out build *.egg-info
