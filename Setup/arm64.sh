#!/usr/bin/env bash
# Installs what compiles for arm64 and runs that here, on Debian and Ubuntu on x86-64; elsewhere says what is missing.
set -euo pipefail

missing() { echo "setup: $1" >&2; exit 1; }

wanted=()
command -v qemu-aarch64 >/dev/null || wanted+=(qemu-user)
# The C library for arm64, and the linker's files; the compiler itself is the Swift toolchain's clang.
command -v aarch64-linux-gnu-gcc >/dev/null || wanted+=(gcc-aarch64-linux-gnu)
[ -e /usr/aarch64-linux-gnu/lib/libc.a ] || wanted+=(libc6-dev-arm64-cross)
[ ${#wanted[@]} -eq 0 ] && exit 0

command -v apt-get >/dev/null ||
    missing "these are missing and there is no apt-get to install them with: ${wanted[*]} (names as in Debian); install them and run make test-arm64 again."
root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || missing "installing ${wanted[*]} needs root; run: apt-get install ${wanted[*]}"
    root=(sudo)
fi
echo "setup: installing ${wanted[*]} (200 MB)"
"${root[@]}" apt-get update -qq || true
"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null ||
    missing "apt-get could not install ${wanted[*]}; install them and run make test-arm64 again."
