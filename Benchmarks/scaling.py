#!/usr/bin/env python3
"""How the time that reading takes grows with texts that were made to take long: stretches without the end of a sentence, without a space, of one name alone.

usage: python3 Benchmarks/scaling.py [--dixit PROGRAM] [--words N] [--only NAME]

Each kind is read at N words and at four times as many, on one thread; printed are the seconds of processor time of both, less those of starting the program, and
how much longer the second took. Exit status 1 where that is more than six times, or where the longer took longer than the budget of an article lets it.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("Mara Lind", "Ivo Tarn", "Dessa Korvin", "Selwen Maric", "Aldo Perrith")

# Each makes a text of about so many words.
KINDS = {
    "he said that": lambda n: "He said that " * (n // 3),
    "he said, in paragraphs": lambda n: "He said that \n\n" * (n // 3),
    "quotations that never end": lambda n: "He said “" * (n // 3),
    "single quotations that never end": lambda n: "He said ‘" * (n // 3),
    "labels of a transcript": lambda n: "Mr. Tarn: " * (n // 3),
    "a transcript without full stops": lambda n: "".join(f"{NAMES[i % 5]}: well I think so and they said it was so\n" for i in range(n // 13)),
    "one sentence of many commas": lambda n: "the boats, " * (n // 3),
    "one name again and again": lambda n: "Mara Lind said so. " * (n // 5),
    "ever new names": lambda n: " ".join(f"{word(i)} {word(7 * i + 3)} said so." for i in range(n // 5)),
    "pronouns": lambda n: "She told him that he told her. " * (n // 8),
    "names in brackets": lambda n: "(Mara Lind) " * (n // 4),
    "initials": lambda n: "A. B. " * (n // 4),
    "abbreviations": lambda n: "Dr. Gov. Sen. " * (n // 6),
    "dashes": lambda n: "- " * n,
    "opening quotation marks": lambda n: "“ " * n,
    "closing quotation marks": lambda n: "” " * n,
    "straight quotation marks": lambda n: "\" " * n,
    "a list of names": lambda n: "\n".join(f"- {NAMES[i % 5]}, minister" for i in range(n // 5)),
    "words of one letter, in paragraphs": lambda n: "a\n\n" * n,
    "denials inside denials": lambda n: "Tarn denied that " * (n // 3),
    "according to": lambda n: "according to Mara Lind " * (n // 4),
    "one word of many letters": lambda n: "a" * (5 * n),
    "one letter of many accents": lambda n: "e" + "\u0301" * (5 * n),
}


def word(number):
    """A made-up name that no other number has."""
    letters = ""
    number += 1_000
    while number:
        number, digit = divmod(number, 10)
        letters += "aeiourtnsl"[digit]
    return letters.capitalize()


def seconds(dixit, text, folder):
    """Processor time of reading a text, and whether that went well."""
    path = Path(folder, "text.txt")
    path.write_text(text, encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "DIXIT_MODEL": os.environ.get("DIXIT_MODEL", str(ROOT / "Models/reader.model"))}
    done = subprocess.run([dixit, "read", "-q", "-j", "1", "-f", "jsonl", "--language", "any", path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.returncode


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--dixit", default=ROOT / ".build/release/dixit")
    arguments.add_argument("--words", type=int, default=3_000)
    arguments.add_argument("--only", choices=list(KINDS))
    given = arguments.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        start = min(seconds(given.dixit, "So.", folder)[0] for _ in range(3))
        print(f"| kind | {given.words:,} words | {4 * given.words:,} words | times as long |\n| --- | --- | --- | --- |")
        for kind in [given.only] if given.only else KINDS:
            (short, first), (long, second) = (seconds(given.dixit, KINDS[kind](count), folder) for count in (given.words, 4 * given.words))
            # What takes next to nothing is not measured by its ratio.
            times = max(0, long - start) / max(0.1, short - start)
            is_wrong = times > 6 or first or second
            wrong += bool(is_wrong)
            print(f"| {kind} | {short - start:.2f} s | {long - start:.2f} s | {times:.1f}{' WRONG' if is_wrong else ''} |", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
