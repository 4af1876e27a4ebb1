#!/usr/bin/env bash
# Compiles the kernels for arm64 and runs kernels.c on an emulated processor without products of four bytes and on one with them.
set -euo pipefail
cd "$(dirname "$0")/../.."

made=.build/arm64
mkdir -p "$made"
clang --target=aarch64-linux-gnu -fuse-ld=lld -static -std=c17 -O2 -Wall -Wextra -Werror -ISources/CKernels/include \
    Sources/CKernels/*.c Tests/Kernels/kernels.c -lm -o "$made/kernels"

# What a processor's own level is must have been among those that ran.
for processor in cortex-a72:any max:dotprod; do
    echo "arm64, ${processor%:*}"
    output=$(qemu-aarch64 -cpu "${processor%:*}" "$made/kernels") || { echo "$output"; exit 1; }
    echo "$output"
    [[ "$(tail -n 1 <<<"$output")" == "${processor#*:}: "* ]] || { echo "the level ${processor#*:} was not chosen" >&2; exit 1; }
done
