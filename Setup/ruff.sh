#!/usr/bin/env bash
# Makes the Python environment of what checks the Python files, with the version and hashes that Tests/House/requirements.txt names.
set -euo pipefail
cd "$(dirname "$0")/.."

missing() { echo "setup: $1" >&2; exit 1; }

stamp=.setup/ruff/made-of
cmp -s Tests/House/requirements.txt "$stamp" && exit 0
rm -rf .setup/ruff
echo "setup: fetching what checks the Python files (ruff; 11 MB)"
python3 -m venv .setup/ruff || missing "Python cannot make environments; install python3-venv and run make again."
.setup/ruff/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
    --requirement Tests/House/requirements.txt ||
    missing "ruff could not be fetched from the Python package index (or is not what Tests/House/requirements.txt names); connect to the network and run make test again."
cp Tests/House/requirements.txt "$stamp"
