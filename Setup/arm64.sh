#!/usr/bin/env bash
# Installs what compiles for arm64 and runs that here (200 MB), on Debian and Ubuntu on x86-64; elsewhere says what is missing.
set -euo pipefail
. "$(dirname "$0")/debian.sh"

wanted=()
command -v qemu-aarch64 >/dev/null || wanted+=(qemu-user)
# The C library for arm64, and the linker's files; the compiler itself is the Swift toolchain's clang.
command -v aarch64-linux-gnu-gcc >/dev/null || wanted+=(gcc-aarch64-linux-gnu)
[ -e /usr/aarch64-linux-gnu/lib/libc.a ] || wanted+=(libc6-dev-arm64-cross)
need "make test-arm64" "the test for arm64" "${wanted[@]}"
