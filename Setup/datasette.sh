#!/usr/bin/env bash
# Makes the Python environment of the test that a stranger's program reads a ledger, with the versions and hashes that
# Tests/Datasette/requirements.txt names.
set -euo pipefail
cd "$(dirname "$0")/.."

missing() { echo "setup: $1" >&2; exit 1; }

stamp=.setup/datasette/made-of
cmp -s Tests/Datasette/requirements.txt "$stamp" && exit 0
rm -rf .setup/datasette
echo "setup: fetching what reads a ledger as a stranger does (Datasette; 3 MB)"
python3 -m venv .setup/datasette || missing "Python cannot make environments; install python3-venv and run make again."
.setup/datasette/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
    --requirement Tests/Datasette/requirements.txt ||
    missing "Datasette could not be fetched from the Python package index (or is not what Tests/Datasette/requirements.txt names); connect to the network and run make test again."
cp Tests/Datasette/requirements.txt "$stamp"
