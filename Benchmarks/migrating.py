#!/usr/bin/env python3
"""Kills Dixit while it brings an older ledger to the present version of the file, and proves that nothing is lost.

usage: migrating.py LEDGER [--dixit FILE] [--kills N] [--seed N]

LEDGER is a file that an earlier Dixit made (Tests/Fixtures/ledgers has small ones); it is copied, never touched. Each time the copy is opened by a command
that writes, and killed (SIGKILL) at a moment drawn at random; then it must be either the old file, byte for byte by its tables, or the new one,
whole. At the end the command runs undisturbed, and what the ledger tells must be what a ledger tells that was never disturbed.
"""

import argparse
import hashlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def fail(sentence):
    sys.exit(f"migrating: {sentence}")


def version(path):
    with sqlite3.connect(path) as db:
        return db.execute("PRAGMA user_version").fetchone()[0]


def told(dixit, path):
    """What a ledger tells: a hash over its export as a table and of its actors, but for the mark that is drawn for it when a file has none yet (of
    version 1)."""
    digest = hashlib.sha256()
    with sqlite3.connect(path) as db:
        mark = db.execute("SELECT mark FROM origin").fetchone()[0].encode()
    for command in (["export", "-f", "csv"], ["actor", "export"]):
        digest.update(subprocess.run([dixit, *command, "--ledger", path], stdout=subprocess.PIPE, check=True).stdout.replace(mark, b""))
    return digest.hexdigest()


def open_for_writing(dixit, path):
    # An export of nothing, restored: opens the ledger for writing and adds nothing.
    return subprocess.Popen([dixit, "restore", "--ledger", path, "-"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--dixit", default=".build/release/dixit")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if not given.ledger.exists():
        fail(f"{given.ledger} is missing; name a ledger of an earlier version")
    before = version(given.ledger)
    with tempfile.TemporaryDirectory() as folder:
        calm = f"{folder}/calm.sqlite"
        shutil.copy(given.ledger, calm)
        began = time.perf_counter()
        open_for_writing(given.dixit, calm).wait()
        needed = time.perf_counter() - began
        after = version(calm)
        if after <= before:
            fail(f"{given.ledger} is of version {before}, the present one; name an older ledger")
        wanted = told(given.dixit, calm)
        draw = random.Random(given.seed)
        found = {before: 0, after: 0}
        for _ in range(given.kills):
            path = f"{folder}/killed.sqlite"
            for old in Path(folder).glob("killed.sqlite*"):
                old.unlink()
            shutil.copy(given.ledger, path)
            process = open_for_writing(given.dixit, path)
            time.sleep(draw.uniform(0, needed))
            process.send_signal(signal.SIGKILL)
            process.wait()
            at = version(path)
            if at not in found:
                fail(f"after a kill the file is of version {at}")
            found[at] += 1
            open_for_writing(given.dixit, path).wait()
            if told(given.dixit, path) != wanted:
                fail("after a kill and another run the ledger tells something else")
        whole = subprocess.run([given.dixit, "verify", "--ledger", path], stdout=subprocess.PIPE, encoding="utf8")
        if whole.returncode:
            fail(f"after a kill and another run: {whole.stdout}")
        print(f"version {before} to {after} in {needed:.2f} s; {given.kills} kills: {found[before]} left the old file, {found[after]} the new one; "
              "nothing lost, each tells the same afterwards")


if __name__ == "__main__":
    main()
