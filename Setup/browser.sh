#!/usr/bin/env bash
# Sets up what the tests of the pages need: Chromium with its driver from the system's packages, and a Python environment of its own with the
# versions and hashes that Tests/Browser/requirements.txt names.
set -euo pipefail
cd "$(dirname "$0")/.."

. Setup/debian.sh

wanted=()
command -v chromium >/dev/null || wanted+=(chromium)
command -v chromedriver >/dev/null || wanted+=(chromium-driver)
need "make test" "the tests of the pages" "${wanted[@]}"

stamp=.setup/browser/made-of
cmp -s Tests/Browser/requirements.txt "$stamp" && exit 0
rm -rf .setup/browser
echo "setup: fetching what the tests of the pages need (Selenium, axe-core; 11 MB)"
python3 -m venv .setup/browser || missing "Python cannot make environments; install python3-venv and run make again."
.setup/browser/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
    --requirement Tests/Browser/requirements.txt ||
    missing "what the tests of the pages need could not be fetched from the Python package index (or is not what Tests/Browser/requirements.txt names); connect to the network and run make test again."
cp Tests/Browser/requirements.txt "$stamp"
