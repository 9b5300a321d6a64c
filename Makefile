# The working day in four words: demo, test, check, bench.
#
#   make demo      the portal with its demo practice  (PORT=8000, FRESH=1 starts over, DEMO_NOW=2027-02-01T08:00)
#   make test      every test, on SQLite, PostgreSQL, Redis and in Chromium  (ONLY=postgres, ARGS="tests/bookings -k hold")
#   make check     format, lint, types, import contracts, templates, migrations, catalogues, deployment settings
#   make bench     figures, printed and never asserted
#   make chaos     what is random, at length: races of 400 rounds, 50 months that go out while workers are killed,
#                  10,000 invoices in all forms, new examples for what must hold of all
#
#   make env       .venv alone          make format     what `make check` would ask for
#   make catalog   extract messages     make lock       pin requirements/*.in again (needs uv)
#   make pictures  docs/pictures, anew from the demo
#   make coverage  which lines and branches the tests on SQLite pass

# Debian builds its Python with profile-guided optimisation: one built plainly, as pyenv does, takes a third longer for
# everything. Where Debian's is too old or cannot make an environment, the first on the path.
PYTHON ?= $(shell /usr/bin/python3 -c 'import ensurepip, sys; assert sys.version_info >= (3, 11); print(sys.executable)' \
	2>/dev/null || echo python3)
VENV := .venv/bin/python

# What Python has compiled is kept in var/, also where the machine asks it to keep nothing: else each start compiles
# 2,000 files anew.
export PYTHONPYCACHEPREFIX := $(CURDIR)/var/pycache
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test check bench chaos env env-dev format catalog coverage lock pictures

demo: env
	@$(VENV) -m scripts.demo

test: env-dev
	@$(VENV) -m scripts.suite $(if $(ONLY),--only $(ONLY)) $(ARGS)

coverage: env-dev
	@mkdir -p var/coverage && $(VENV) -m coverage run -m pytest $(ARGS); $(VENV) -m coverage report

check: env-dev
	@$(VENV) -m scripts.check

bench: env-dev
	@$(VENV) -m scripts.bench $(ARGS)

chaos: export INVOICES ?= 10000
chaos: env-dev
	@ROUNDS=$${ROUNDS:-400} $(VENV) -m scripts.suite --timeout=0 tests/bookings/test_races*.py $(ARGS)
	@ROUNDS=$${ROUNDS:-50} $(VENV) -m scripts.suite --timeout=0 tests/invoicing/test_chaos.py \
		tests/invoicing/documents/test_agreeing.py tests/agreements/test_races.py tests/invoicing/test_races.py \
		tests/reviews/test_races.py tests/lists/test_again.py $(ARGS)
	@$(VENV) -m scripts.suite --only sqlite -m hypothesis --hypothesis-profile=chaos $(ARGS)

env:
	@$(PYTHON) -m scripts.environment

env-dev:
	@$(PYTHON) -m scripts.environment --dev

format: env-dev
	@$(VENV) -m scripts.check --format

catalog: env-dev
	@$(VENV) -m scripts.catalog update $(ARGS)

lock:
	@$(PYTHON) -m scripts.lock

pictures: env-dev
	@$(VENV) -m scripts.pictures
