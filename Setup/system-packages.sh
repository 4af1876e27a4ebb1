#!/usr/bin/env bash
# Installs what Dixit needs of the system, on Debian and Ubuntu; elsewhere says what is missing.
set -euo pipefail

. "$(dirname "$0")/debian.sh"

command -v swift >/dev/null || missing "the Swift toolchain is missing; install Swift 6.0 or newer (swift.org) and put it on PATH."
version=$(swift --version 2>/dev/null | grep -oE 'Swift version [0-9]+' | grep -oE '[0-9]+' || true)
[ "${version:-0}" -ge 6 ] || missing "Swift ${version:-of unknown version} is too old; install Swift 6.0 or newer."

has_onednn() { ldconfig -p 2>/dev/null | grep -qE 'libdnnl\.so\.[23]'; }

wanted=()
command -v python3 >/dev/null || wanted+=(python3)
python3 -m pip --version >/dev/null 2>&1 || wanted+=(python3-pip)
python3 -c 'import ensurepip, venv' 2>/dev/null || wanted+=(python3-venv)
command -v openssl >/dev/null || wanted+=(openssl) # tests and benchmarks make a certificate
command -v pkg-config >/dev/null || wanted+=(pkg-config)
has_library() { pkg-config --exists "$1" 2>/dev/null; }
has_library sqlite3 || wanted+=(libsqlite3-dev)
has_library zlib || wanted+=(zlib1g-dev)
has_library libcrypto || wanted+=(libssl-dev)
has_library libcurl || wanted+=(libcurl4-openssl-dev)
# Whose certificates are to be trusted; elsewhere than on Debian it stands in other places.
command -v apt-get >/dev/null && [ ! -e /etc/ssl/certs/ca-certificates.crt ] && wanted+=(ca-certificates)
has_library libmicrohttpd || wanted+=(libmicrohttpd-dev)
has_onednn || wanted+=(libdnnl-dev)
[ ${#wanted[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
    [ "${wanted[*]}" = libdnnl-dev ] && { echo "setup: oneDNN (libdnnl) is not installed: Dixit will run, slower where the processor has VNNI." >&2; exit 0; }
    missing "these are missing and there is no apt-get to install them with: ${wanted[*]} (names as in Debian); install them and run make again."
fi
as_root "${wanted[*]}"
echo "setup: installing ${wanted[*]}"
for package in "${wanted[@]}"; do
    install "$package" && continue
    [ "$package" = libdnnl-dev ] || missing "apt-get could not install $package; install it and run make again."
    echo "setup: oneDNN (libdnnl-dev) could not be installed: Dixit will run, slower where the processor has VNNI." >&2
done
