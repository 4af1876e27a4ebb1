# Read by the scripts beside it: installs packages of Debian and Ubuntu, or says in a sentence what is missing.

missing() { echo "setup: $1" >&2; exit 1; }

# as_root MISSING: checks that packages can be installed, and sets `root`, what commands begin with that need it.
as_root() {
    root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || missing "installing $1 needs root; run: apt-get install $1"
        root=(sudo)
    fi
    "${root[@]}" apt-get update -qq || true
}

# install PACKAGE…: false where apt-get cannot.
install() { "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }

# need COMMAND WHAT PACKAGE…: installs the packages, which WHAT needs, and ends where that cannot be done; COMMAND is to be run again then.
need() {
    local again=$1 what=$2
    shift 2
    [ $# -eq 0 ] && return
    command -v apt-get >/dev/null ||
        missing "$what needs these, and there is no apt-get to install them with: $* (names as in Debian); install them and run $again again."
    as_root "$*"
    echo "setup: installing $*"
    install "$@" || missing "apt-get could not install $*; install them and run $again again."
}
