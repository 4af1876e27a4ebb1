"""The command `dixit`."""

import os
import sys
from typing import NoReturn

from . import places
from .errors import DixitError


def main() -> NoReturn:
    """Becomes the program; pages and PDFs are taken apart by this Python, with the packages of `dixit[pages]`."""
    try:
        program = str(places.program())
        os.environ.setdefault("DIXIT_PYTHON", sys.executable)
        os.execv(program, ["dixit", *sys.argv[1:]])
    except (DixitError, OSError) as error:
        sys.exit(f"dixit: {error}")
