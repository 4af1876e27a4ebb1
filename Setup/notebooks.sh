#!/usr/bin/env bash
# Makes the Python environment that executes the notebooks of Documentation, with the versions and hashes that Documentation/notebooks.txt names. The one for R
# needs R with its kernel for notebooks from the system's packages: apt-get install r-base-core r-cran-irkernel; without them it is left out.
set -euo pipefail
cd "$(dirname "$0")/.."

missing() { echo "setup: $1" >&2; exit 1; }

stamp=.setup/notebooks/made-of
cmp -s Documentation/notebooks.txt "$stamp" && exit 0
rm -rf .setup/notebooks
echo "setup: fetching what executes the notebooks (pandas, Jupyter's kernel; 290 MB)"
python3 -m venv .setup/notebooks || missing "Python cannot make environments; install python3-venv and run make again."
.setup/notebooks/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
    --requirement Documentation/notebooks.txt ||
    missing "what executes the notebooks could not be fetched from the Python package index (or is not what Documentation/notebooks.txt names); connect to the network and run make again."
cp Documentation/notebooks.txt "$stamp"
