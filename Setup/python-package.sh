#!/usr/bin/env bash
# Makes the Python environment of the tests of the Python package, with the versions and hashes that Tests/Python/requirements.txt names; with "extras" that
# of all it can work with: Arrow, pandas, polars, spaCy and Spark (Tests/Python/extras.txt).
#
# usage: python-package.sh [extras]
set -euo pipefail
cd "$(dirname "$0")/.."

missing() { echo "setup: $1" >&2; exit 1; }

environment=.setup/python-package lists=(Tests/Python/requirements.txt) what="pytest; 2 MB"
if [ "${1:-}" = extras ]; then
    environment=.setup/python-extras lists=(Tests/Python/extras.txt Pages/requirements.txt)
    what="pytest, pyarrow, pandas, polars, spaCy, PySpark; 700 MB"
fi
stamp=$environment/made-of
cmp -s <(cat "${lists[@]}") "$stamp" && exit 0
rm -rf "$environment"
echo "setup: fetching what tests the Python package ($what)"
python3 -m venv "$environment" || missing "Python cannot make environments; install python3-venv and run make again."
"$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes "${lists[@]/#/--requirement=}" ||
    missing "what tests the Python package could not be fetched from the Python package index (or is not what ${lists[*]} names); connect to the network and run make again."
cat "${lists[@]}" >"$stamp"
