#!/usr/bin/env bash
# Makes the Python environment of the tests of the Python package, with the versions and hashes that Tests/Python/requirements.txt names; with "extras" that
# of all it can work with: Arrow, pandas, polars, spaCy and Spark (Tests/Python/extras.txt).
#
# usage: python-package.sh [extras]
set -euo pipefail
cd "$(dirname "$0")/.."

missing() { echo "setup: $1" >&2; exit 1; }

environment=.setup/python-package list=Tests/Python/requirements.txt what="pytest; 2 MB"
[ "${1:-}" = extras ] && environment=.setup/python-extras list=Tests/Python/extras.txt what="pytest, pyarrow, pandas, polars, spaCy, PySpark; 600 MB"
stamp=$environment/made-of
cmp -s "$list" "$stamp" && exit 0
rm -rf "$environment"
echo "setup: fetching what tests the Python package ($what)"
python3 -m venv "$environment" || missing "Python cannot make environments; install python3-venv and run make again."
"$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement "$list" ||
    missing "what tests the Python package could not be fetched from the Python package index (or is not what $list names); connect to the network and run make again."
cp "$list" "$stamp"
