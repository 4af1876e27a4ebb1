#!/usr/bin/env bash
# Makes the Python environment of the page worker, with the versions and hashes that Pages/requirements.txt names.
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=.setup/pages/made-of
cmp -s Pages/requirements.txt "$stamp" && exit 0
rm -rf .setup/pages
echo "setup: fetching what reads pages, feeds, archives, PDFs and documents (trafilatura, feedparser, fastwarc, pypdf, python-docx, striprtf, openpyxl, xlrd, rispy, warcio; 45 MB)"
python3 -m venv .setup/pages || { echo "setup: Python cannot make environments; install python3-venv and run make again." >&2; exit 1; }
.setup/pages/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
    --requirement Pages/requirements.txt || {
    echo "setup: what reads pages could not be fetched from the Python package index (or is not what Pages/requirements.txt names); connect to the network and run make again. Texts are read without it." >&2
    exit 1
}
cp Pages/requirements.txt "$stamp"
