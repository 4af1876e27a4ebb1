"""Where the parts of Dixit stand that are not Python: in the package, or in the repository that it stands in."""

import os
from pathlib import Path

from .errors import DixitError

PACKAGE = Path(__file__).resolve().parent
NATIVE = PACKAGE / "native"
"""What the wheel brings: laid out as `make install` lays it out."""
REPOSITORY = PACKAGE.parents[1]


def library() -> Path:
    """The library that is called: that of `DIXIT_LIBRARY`, the wheel's, or the repository's, the fastest first."""
    named = os.environ.get("DIXIT_LIBRARY")
    if named:
        return Path(named)
    inside = NATIVE / "lib/dixit/libDixitC.so"
    if inside.exists():
        return inside
    for kind in ("static/made", "release", "debug"):
        built = REPOSITORY / ".build" / kind / "libDixitC.so"
        if built.exists():
            return built
    raise DixitError(f"{PACKAGE}: the library of Dixit is not there; install the wheel, or build it with: swift build --product DixitC")


def model() -> Path:
    """The model that reads where none is named: that of `DIXIT_MODEL`, the wheel's, or the repository's."""
    named = os.environ.get("DIXIT_MODEL")
    if named:
        return Path(named)
    places = [NATIVE / "share/dixit/reader.model", REPOSITORY / "Models/reader.model"]
    for place in places:
        if place.exists():
            return place
    raise DixitError(f"no model was found at {' or '.join(map(str, places))}; name one: Reader(model=…), or DIXIT_MODEL")


def program() -> Path:
    """The program `dixit`: the wheel's, or the repository's."""
    places = [NATIVE / "bin/dixit", REPOSITORY / ".build/static/made/dixit", REPOSITORY / ".build/release/dixit"]
    for place in places:
        if place.exists():
            return place
    raise DixitError(f"no program was found at {' or '.join(map(str, places))}; install the wheel, or run make build in the repository")
