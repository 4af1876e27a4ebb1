#!/usr/bin/env bash
# Writes the wheel of Python/ into dist: the module, the program, the library, the model and the shared libraries they need; auditwheel checks that it
# runs wherever its name says.
set -euo pipefail
cd "$(dirname "$0")/.."

export PATH="$PWD/.setup/packaging/bin:$PATH"
platform=manylinux_2_35_x86_64
native=Python/dixit/native
rm -rf "$native" Python/build Python/*.egg-info .build/wheel
Setup/install.sh "$native"
# The interpreter that runs the module has the packages, by dixit[pages].
rm -rf "$native/lib/dixit/pages/packages" "$native/lib/dixit/pages/interpreter" "$native"/lib/dixit/{pages,python/dixit}/__pycache__
install -m 755 .build/static/made/libDixitC.so "$native/lib/dixit/libDixitC.so"
install -D -m 644 Sources/DixitC/dixit.h "$native/include/dixit.h"
python3 Setup/bundle.py "$native/lib/dixit" "$native/bin/dixit" "$native/lib/dixit/libDixitC.so"
mkdir -p .build/wheel
cp -r Python .build/wheel/source
cp LICENSE NOTICE .build/wheel/source
mv .build/wheel/source/dixit/native/lib/dixit/licences .build/wheel/source/licences
(
    cd .build/wheel/source
    DIXIT_WHEEL_PLATFORM=$platform python -c 'from setuptools import build_meta; build_meta.build_wheel("..")' >../log 2>&1 || { cat ../log >&2; exit 1; }
)
wheel=$(echo .build/wheel/*.whl)
python Setup/audit.py "$wheel" "$platform"
mkdir -p dist
mv "$wheel" dist/
rm -rf .build/wheel "$native"
ls -l "dist/$(basename "$wheel")"
