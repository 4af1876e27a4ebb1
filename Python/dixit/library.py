"""The C interface of Dixit (dixit.h), by ctypes. A call lets other Python threads run meanwhile."""

import ctypes
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from . import places
from .errors import DixitError

Handle = ctypes.c_void_p
Take = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)
_Size = ctypes.POINTER(ctypes.c_size_t)
_Error = ctypes.POINTER(ctypes.c_void_p)
_FUNCTIONS: dict[str, tuple[Any, list[Any]]] = {
    "dixit_reader_open": (Handle, [ctypes.c_char_p, ctypes.c_char_p, _Error]),
    "dixit_reader_about": (ctypes.c_void_p, [Handle, _Size]),
    "dixit_reader_read": (ctypes.c_void_p, [Handle, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_char_p, _Size, _Error]),
    "dixit_reader_close": (None, [Handle]),
    "dixit_ledger_open": (Handle, [ctypes.c_char_p, _Error]),
    "dixit_ledger_find": (ctypes.c_int, [Handle, ctypes.c_char_p, ctypes.c_size_t, Take, ctypes.c_void_p, _Error]),
    "dixit_ledger_view": (ctypes.c_int, [Handle, ctypes.c_char_p, Take, ctypes.c_void_p, _Error]),
    "dixit_ledger_close": (None, [Handle]),
    "dixit_free": (None, [ctypes.c_void_p]),
}


@cache
def library() -> ctypes.CDLL:
    path = places.library()
    try:
        opened = ctypes.CDLL(str(path))
    except OSError as error:
        raise DixitError(f"{path} cannot be used ({error}); install the wheel for this system") from None
    for name, (result, arguments) in _FUNCTIONS.items():
        function = getattr(opened, name)
        function.restype, function.argtypes = result, arguments
    return opened


@contextmanager
def error_place() -> Iterator[ctypes.c_void_p]:
    """A place for an error; what stands there at the end is raised."""
    place = ctypes.c_void_p()
    yield place
    if place.value:
        sentence = ctypes.string_at(place.value).decode("utf-8", "replace")
        library().dixit_free(place)
        raise DixitError(sentence)


def path_bytes(path: Any) -> bytes:
    """A path for C, which takes none with a NUL in it."""
    name = os.fsencode(path)
    if b"\0" in name:
        raise DixitError(f"{name!r} is no file's name; name one without a NUL")
    return name


def taken(memory: int | None, length: ctypes.c_size_t) -> bytes:
    """The bytes that a function has handed out, given back."""
    if not memory:
        raise MemoryError
    try:
        return ctypes.string_at(memory, length.value)
    finally:
        library().dixit_free(memory)


def lines(call: Callable[[Any, Any], int]) -> Iterator[Any]:
    """The values of the lines that a function of a ledger hands out.

    - call: is given the function that takes lines and the place for an error.
    """
    pieces: list[bytes] = []

    @Take
    def take(_context: int | None, start: int, length: int) -> int:
        pieces.append(ctypes.string_at(start, length))
        return 0

    with error_place() as place:
        call(take, place)
    for piece in pieces:
        for line in piece.splitlines():
            yield json.loads(line)
