#!/usr/bin/env bash
# Builds what runs where there is no Swift, into .build/static/made: the program and, with "library", what Python and C call; both stripped, with
# Swift's library linked into them.
#
# usage: static.sh [library]
set -euo pipefail
cd "$(dirname "$0")/.."

# The second flag is for the library: SwiftPM links a dynamic one with Swift's shared library, whatever the first says.
flags=(--configuration release --static-swift-stdlib -Xswiftc -static-stdlib --scratch-path .build/static)
built=$(swift build "${flags[@]}" --show-bin-path)
made=.build/static/made
mkdir -p "$made"

keep() { # FILE: from what was built, since a build of something else may remove it there
    strip -o "$made/$1.partial" "$built/$1"
    mv "$made/$1.partial" "$made/$1"
}

swift build "${flags[@]}" --product dixit
keep dixit
if [ "${1:-}" = library ]; then
    # It shows the functions of its interface alone, so that nothing in it meets what else is in a process.
    swift build "${flags[@]}" -Xlinker "--version-script=$PWD/Sources/DixitC/exports.map" --product DixitC
    keep libDixitC.so
fi
