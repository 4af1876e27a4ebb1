#!/usr/bin/env bash
# Makes the Python environment that training uses, with the versions that Training/requirements.txt names.
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=.setup/python/made-of
cmp -s Training/requirements.txt "$stamp" && exit 0
rm -rf .setup/python
python3 -m venv .setup/python || { echo "setup: Python cannot make environments; install python3-venv and run make again." >&2; exit 1; }
.setup/python/bin/python -m pip install --quiet --disable-pip-version-check --requirement Training/requirements.txt
cp Training/requirements.txt "$stamp"
