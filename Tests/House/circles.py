#!/usr/bin/env python3
"""Refuses circles of files: files of one module of Sources that use one another, all the way round.

usage: circles.py [--limit N]        after `swift build` or `swift test`, which leave the compiler's index in .build

Who uses whom is read from the index (libIndexStore of the toolchain), not from the text: a file uses
another one of its module where it refers to what that one defines. Exit status 1 where a circle has more than N files (5); 2 where the index is missing or
incomplete.
"""

import argparse
import collections
import ctypes
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEFINITION, REFERENCE = 1 << 1, 1 << 2
RECORD_UNIT = 2
# An extension names a type without using anything of it; a parameter is the business of its own function.
EXTENSION, PARAMETER = 9, 25


def fail(sentence):
    print(f"circles: {sentence}", file=sys.stderr)
    sys.exit(2)


class Text(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("length", ctypes.c_size_t)]

    def __str__(self):
        return ctypes.string_at(self.data, self.length).decode() if self.data else ""


class Index:
    """The compiler's index, as far as it is asked for here."""

    EACH = ctypes.CFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_void_p)

    def __init__(self, store):
        toolchain = Path(shutil.which("swift")).resolve().parents[1]
        self.library = ctypes.CDLL(str(next(toolchain.glob("lib*/libIndexStore.so"))))
        self.store = self.call("store_create", ctypes.c_void_p, str(store).encode(), None)
        self.units = store / "v5" / "units"

    def call(self, name, result, *arguments):
        function = getattr(self.library, f"indexstore_{name}")
        function.restype = result
        given = [ctypes.c_void_p(a) if isinstance(a, int) else ctypes.c_char_p(a) if isinstance(a, bytes) else a for a in arguments]
        return function(*given)

    def each(self, name, reader, take):
        def one(_, item):
            take(item)
            return True

        self.call(name, ctypes.c_bool, reader, None, self.EACH(one))

    def files(self):
        """For each Swift file of Sources that is there: its module, and (symbol, roles) of all that stands in it."""
        for unit in sorted(self.units.iterdir()):
            reader = self.call("unit_reader_create", ctypes.c_void_p, self.store, unit.name.encode(), None)
            if not reader:
                continue
            path = Path(str(self.call("unit_reader_get_main_file", Text, reader)))
            if path.suffix != ".swift" or ROOT / "Sources" not in path.parents or not path.exists():
                continue
            yield path, str(self.call("unit_reader_get_module_name", Text, reader)), list(self.symbols(reader, path))

    def symbols(self, reader, path):
        records, found = [], []

        def dependency(item):
            if self.call("unit_dependency_get_kind", ctypes.c_int, item) == RECORD_UNIT:
                if str(self.call("unit_dependency_get_filepath", Text, item)) == str(path):
                    records.append(str(self.call("unit_dependency_get_name", Text, item)))

        def occurrence(item):
            symbol = self.call("occurrence_get_symbol", ctypes.c_void_p, item)
            kind = self.call("symbol_get_kind", ctypes.c_int, symbol)
            found.append((str(self.call("symbol_get_usr", Text, symbol)), kind, self.call("occurrence_get_roles", ctypes.c_uint64, item)))

        self.each("unit_reader_dependencies_apply_f", reader, dependency)
        for name in records:
            record = self.call("record_reader_create", ctypes.c_void_p, self.store, name.encode(), None)
            if not record:
                fail(f"the index of {path.relative_to(ROOT)} cannot be read; remove .build and build again")
            self.each("record_reader_occurrences_apply_f", record, occurrence)
        return found


def uses(files):
    """Which files of its own module each file uses."""
    home, module = {}, {}
    for path, name, symbols in files:
        module[path] = name
        for symbol, kind, roles in symbols:
            if roles & DEFINITION and kind != PARAMETER:
                home.setdefault(symbol, path)
    used = collections.defaultdict(set)
    for path, name, symbols in files:
        for symbol, kind, roles in symbols:
            other = home.get(symbol)
            if roles & REFERENCE and kind != EXTENSION and other and other != path and module[other] == name:
                used[path].add(other)
    return used


def reached(start, used):
    """All files that a file leads to."""
    seen, left = set(), [start]
    while left:
        for other in used[left.pop()] - seen:
            seen.add(other)
            left.append(other)
    return seen


def circles(used):
    """Sets of files each of which leads to all the others, the largest first."""
    leads = {path: reached(path, used) for path in list(used)}
    found = {frozenset(other for other in leads[path] if path in leads.get(other, ())) for path in leads if path in leads[path]}
    return sorted(found, key=lambda circle: (-len(circle), sorted(circle)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=5, help="the most files that may use one another all the way round (5)")
    limit = parser.parse_args().limit
    store = ROOT / ".build" / "debug" / "index" / "store"
    if not store.exists():
        fail("there is no index in .build/debug; run swift build first")
    files = list(Index(store).files())
    # What was not looked at cannot be said to have no circles.
    missing = set((ROOT / "Sources").rglob("*.swift")) - {path for path, _, symbols in files if symbols}
    if missing:
        fail(f"{len(missing)} files of Sources are not in the index, {min(missing).relative_to(ROOT)} first; run swift build")
    found = circles(uses(files))
    for circle in found:
        if len(circle) > limit:
            print(f"{len(circle)} files use one another all the way round: {', '.join(str(p.relative_to(ROOT)) for p in sorted(circle))}")
    largest = len(found[0]) if found else 0
    print(f"{len(files)} files of Sources; the largest circle has {largest}")
    sys.exit(1 if largest > limit else 0)


if __name__ == "__main__":
    main()
