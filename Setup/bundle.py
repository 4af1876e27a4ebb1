#!/usr/bin/env python3
"""Puts the shared libraries that programs need beside them, so that they run on any Linux with a C library that is as new.

usage: bundle.py FOLDER FILE…        with patchelf on PATH

FOLDER becomes the place of the libraries; each FILE, and each library, then looks there first. What belongs to the system stays the system's: the C library and
the compilers' own. Fails where something needs a newer C library than GLIBC; the licences of what is taken along are put into FOLDER/licences.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

GLIBC = (2, 35)
SYSTEM = re.compile(r"(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|gcc_s|stdc\+\+))\.so.*")
OPENED_WHEN_RUNNING = "libdnnl.so.2"


def fail(sentence):
    sys.exit(f"bundle: {sentence}")


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def needed(file):
    """The libraries that a file needs and those need, by their names, with where the loader finds them."""
    found = {}
    for line in run("ldd", str(file)).splitlines():
        name, arrow, rest = line.strip().partition(" => ")
        if arrow and not SYSTEM.fullmatch(name):
            path = rest.split(" (")[0]
            if path == "not found":
                fail(f"{file} needs {name}, which is not here; install it")
            found[name] = Path(path).resolve()
    return found


def newest_glibc(file):
    versions = re.findall(r"GLIBC_(\d+)\.(\d+)", run("objdump", "-T", str(file)))
    return max(((int(major), int(minor)) for major, minor in versions), default=(0, 0))


def opened():
    """The library that is opened by its name when a product is wanted."""
    for line in run("/sbin/ldconfig", "-p").splitlines():
        if line.strip().startswith(OPENED_WHEN_RUNNING + " "):
            return Path(line.split(" => ")[1])
    fail(f"{OPENED_WHEN_RUNNING} is not here; install libdnnl-dev")


def keep_licence(library, folder):
    """The copyright file of the Debian package that a library belongs to."""
    # A package may have it in /lib where that is a link to /usr/lib by now.
    for path in (library.resolve(), Path(str(library.resolve()).removeprefix("/usr"))):
        done = subprocess.run(["dpkg", "-S", path], capture_output=True, text=True)
        if done.returncode == 0:
            package = done.stdout.split(":")[0]
            shutil.copy(f"/usr/share/doc/{package}/copyright", folder / package)
            return
    fail(f"{library} belongs to no package, so that its licence is not known; use the distribution's")


def main():
    folder, files = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
    licences = folder / "licences"
    licences.mkdir(parents=True, exist_ok=True)
    libraries = {OPENED_WHEN_RUNNING: opened()}
    for file in [*files, *libraries.values()]:
        libraries = needed(file) | libraries
    placed = []
    for name, path in sorted(libraries.items()):
        shutil.copy(path, folder / name)
        (folder / name).chmod(0o755)
        keep_licence(path, licences)
        placed.append(folder / name)
    for file in files + placed:
        way = os.path.relpath(folder, file.parent)
        run("patchelf", "--set-rpath", "$ORIGIN" if way == "." else f"$ORIGIN/{way}", str(file))
        if newest_glibc(file) > GLIBC:
            fail(f"{file} needs GLIBC {'.'.join(map(str, newest_glibc(file)))}, newer than {'.'.join(map(str, GLIBC))}; build on an older system")


if __name__ == "__main__":
    main()
