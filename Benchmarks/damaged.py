#!/usr/bin/env python3
"""Damages a ledger in one place after the other and asks everything of it: nothing may crash or hang, and nothing may answer otherwise while `dixit verify` says whole.

usage: python3 Benchmarks/damaged.py [--dixit PROGRAM] [--places N] [--first N] [--seed N] [--seconds N] [--ledger FILE]

The ledger is Tests/Fixtures' of the present version with two judgements, or --ledger. At each place a copy of it has bits flipped, bytes written over, a page
emptied, two pages changed for each other, its end cut off or its header changed; then all commands read it, and those that write are given a copy each. What is done
at a place depends on the seed and its number alone: --first goes on where --seconds ended a run. Exit status 1 where a command was ended by a signal or took
more than 10 s, or one that reads answered otherwise than of the whole ledger and verify found nothing.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Nothing here is about the power going: files need not reach a disk."""
PAGE = 2048
LIMIT = 10
"""Seconds that a command may take."""
READING = (("find", "the", "-f", "json"), ("find", "harbour", "-f", "csv"), ("show", "1", "--format", "json"), ("show", "s1.0"), ("show", "@1"), ("who", "@1", "-f", "json"), ("actor", "list"), ("actor", "log"), ("compare", "@1", "@2"),
    ("duties",), ("same", "s1.0"), ("export", "-q"), ("export", "-q", "-f", "csv"), ("watch", "list"))
WRITING = (("review", "s1.2", "right", "--by", "z"), ("actor", "alias", "@1", "Z", "--by", "z"), ("restore", "-q", "export.jsonl", "--by", "z"), ("backup", "copy.sqlite"))


def damage(whole, dice):
    """A kind of damage, and the bytes that come of it."""
    data = bytearray(whole)
    kind = dice.choice(("flip", "flip", "flip", "run", "cut", "zero", "swap", "header"))
    pages = len(data) // PAGE
    match kind:
        case "flip":
            for _ in range(dice.choice((1, 1, 1, 3))):
                data[dice.randrange(100, len(data))] ^= 1 << dice.randrange(8)
        case "run":
            length = dice.randrange(1, 32)
            place = dice.randrange(100, len(data) - length)
            data[place:place + length] = dice.randbytes(length)
        case "cut":
            del data[dice.randrange(1, len(data)):]
        case "zero":
            place = dice.randrange(pages) * PAGE
            data[place:place + PAGE] = bytes(PAGE)
        case "swap":
            one, other = (dice.randrange(1, pages) * PAGE for _ in range(2))
            data[one:one + PAGE], data[other:other + PAGE] = data[other:other + PAGE], data[one:one + PAGE]
        case "header":
            data[dice.randrange(100)] = dice.randrange(256)
    return kind, bytes(data)


class Asking:
    """Commands asked of one file in a folder of its own."""

    def __init__(self, dixit, folder):
        self.dixit, self.folder = str(Path(dixit).resolve()), folder
        self.ledger = folder / "l.sqlite"

    def put(self, data):
        for path in self.folder.glob("*.sqlite*"):
            path.unlink()
        self.ledger.write_bytes(data)

    def run(self, *words):
        """(status, what was said on standard output); the status is "late" where it took too long."""
        try:
            done = subprocess.run([self.dixit, *words, "--ledger", "l.sqlite"], cwd=self.folder, capture_output=True, timeout=LIMIT, check=False, env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})
        except subprocess.TimeoutExpired:
            return "late", b""
        return done.returncode, done.stdout


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--dixit", default=ROOT / ".build/release/dixit")
    arguments.add_argument("--places", type=int, default=1000)
    arguments.add_argument("--first", type=int, default=0)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--seconds", type=float, default=3600)
    arguments.add_argument("--ledger", type=Path)
    given = arguments.parse_args()
    end, found, wrong = time.time() + given.seconds, Counter(), []
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        asking = Asking(given.dixit, Path(name))
        if given.ledger:
            shutil.copy(given.ledger, asking.ledger)
        else:
            last = max((ROOT / "Tests/Fixtures/ledgers").glob("version-*.sqlite"))
            shutil.copy(last, asking.ledger)
            for words in (("review", "s1.0", "right", "--by", "mara"), ("review", "s1.1", "wrong", "--by", "mara")):
                asking.run(*words)
        whole = asking.ledger.read_bytes()
        asking.put(whole)
        (asking.folder / "export.jsonl").write_bytes(asking.run("export", "-q")[1])
        told = {words: asking.run(*words) for words in (*READING, ("verify",))}
        if told["verify",][0] != 0 or any(status == "late" or status < 0 for status, _ in told.values()):
            sys.exit("damaged: the ledger is not whole to begin with; name another with --ledger")
        number = given.first
        while number < given.first + given.places and time.time() < end:
            kind, data = damage(whole, random.Random(f"{given.seed} {number}"))
            asking.put(data)
            answers = {words: asking.run(*words) for words in (("verify",), *READING)}
            for words in WRITING:
                asking.put(data)
                answers[words] = asking.run(*words)
            is_whole = answers["verify",][0] == 0
            found["verify: whole" if is_whole else "verify: not whole"] += 1
            for words, (status, said) in answers.items():
                if status == "late" or status < 0 or status > 128:
                    wrong.append(f"{number} ({kind}), {' '.join(words)}: {status}")
                elif is_whole and words in told and (status, said) != told[words]:
                    wrong.append(f"{number} ({kind}), {' '.join(words)}: answered otherwise, and verify says whole")
            number += 1
            if number % 50 == 0:
                print(f"{number} places, {len(wrong)} wrong", file=sys.stderr, flush=True)
    print(f"places {given.first} to {number - 1} of seed {given.seed}, {1 + len(READING) + len(WRITING)} commands at each: {len(wrong)} wrong; {dict(found)}")
    for line in wrong:
        print(f"WRONG: {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
