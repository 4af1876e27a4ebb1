#!/usr/bin/env bash
# Lays out what .build/static/made holds, with the model and the page worker, in a folder such as ~/.local or /usr; or takes it away again.
#
# usage: install.sh FOLDER [uninstall]
#
#   bin/dixit                     the program; it finds the rest from where it stands, so that the folder can be moved
#   share/dixit/reader.model      the model
#   lib/dixit/pages               the page worker, its packages, and the name of the Python that they are made for
#   lib/dixit/python              the Python package, of which the program runs what writes Parquet
#   share/man, share/…            pages of the manual, completions for bash, zsh and fish
set -euo pipefail

folder=${1:?usage: install.sh FOLDER [uninstall]}
completions=(share/bash-completion/completions/dixit share/zsh/site-functions/_dixit share/fish/vendor_completions.d/dixit.fish)
shells=(bash zsh fish)

uninstall() {
    rm -rf "$folder/lib/dixit" "$folder/share/dixit"
    rm -f "$folder/bin/dixit" "$folder"/share/man/man1/dixit.1.gz "$folder"/share/man/man1/dixit-*.1.gz "${completions[@]/#/$folder/}"
}

if [ "${2:-}" = uninstall ]; then
    uninstall
    exit 0
fi
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
cd "$(dirname "$0")/.."
uninstall # what an older version had and this one has not

made=.build/static/made/dixit
install -D -m 755 "$made" "$folder/bin/dixit"
install -D -m 644 Models/reader.model "$folder/share/dixit/reader.model"
install -D -m 644 -t "$folder/share/dixit" LICENSE NOTICE CITATION.cff

pages=$folder/lib/dixit/pages
python=.setup/pages/bin/python
install -D -m 644 -t "$pages" Pages/*.py Pages/requirements.txt
"$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])' >"$pages/interpreter"
mkdir "$pages/packages"
# Neither what installs packages nor their own tests, which no article needs.
tar -C "$("$python" -c 'import sysconfig; print(sysconfig.get_path("platlib"))')" --exclude=__pycache__ --exclude='pip*' --exclude='setuptools*' \
    --exclude='_distutils_hack' --exclude='distutils-precedence.pth' --exclude=tests --exclude=test --exclude='*.pyi' -c . | tar -C "$pages/packages" -x --no-same-owner
# Compiled once and for all: who runs it may not write there, and starting takes a third of the time.
install -D -m 644 -t "$folder/lib/dixit/python/dixit" Python/dixit/*.py
"$python" -m compileall -q --invalidation-mode unchecked-hash "$pages" "$folder/lib/dixit/python"

manual=$folder/share/man/man1
mkdir -p "$manual"
"$made" help --manual "$manual"
gzip -9nf "$manual"/dixit.1 "$manual"/dixit-*.1
for i in "${!shells[@]}"; do
    mkdir -p "$folder/$(dirname "${completions[i]}")"
    "$made" completion "${shells[i]}" >"$folder/${completions[i]}"
done
