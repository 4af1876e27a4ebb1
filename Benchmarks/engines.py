#!/usr/bin/env python3
"""Compares the engines, and with --against another build of the program: words a second of the dev articles in turns, and what is found in them.

usage: engines.py [--dixit FILE] [--against FILE] [--data FOLDER] [--rounds N] [--jobs N] [--accuracy]

Each figure is the median of the rounds, of the whole process from its start to its end. Processor time says more on a busy machine, and is
what the last column compares: the ratio to the first row in the same round. --accuracy adds the F1 of statements, as `dixit eval` prints them.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import time
from pathlib import Path

from reading import needed


def seconds(command):
    """By the clock, and of the processor's time."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(c) for c in command], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def runs_here(program, engine):
    return subprocess.run([str(program), "read", "-q", "--engine", engine], input="Nobody spoke.\n", text=True, capture_output=True).returncode == 0


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--dixit", default=".build/release/dixit", type=Path)
    options.add_argument("--against", type=Path, help="another build, whose own choice of an engine is measured first")
    options.add_argument("--data", default=os.environ.get("DIXIT_DATA", "../shared/data"), type=Path)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    options.add_argument("--accuracy", action="store_true")
    given = options.parse_args()
    dev = needed(given.data / "polnear/dev.jsonl")
    words = sum(len(json.loads(line)["text"].split()) for line in open(dev, encoding="utf8"))
    rows = [("before", given.against, [])] if given.against else []
    rows += [(engine, given.dixit, ["--engine", engine]) for engine in ("float", "portable", "int8") if runs_here(given.dixit, engine)]
    taken = {name: [] for name, _, _ in rows}
    for _ in range(given.rounds):
        for name, program, engine in rows:
            taken[name].append(seconds([program, "read", "--quiet", "--jobs", given.jobs, "-f", "jsonl", *engine, dev]))
    first = taken[rows[0][0]]
    print(f"{words} words, {given.jobs} jobs, {given.rounds} rounds\n\n| engine | words a second | of processor time | against {rows[0][0]} |\n| --- | --- | --- | --- |")
    for name, _, _ in rows:
        clock, processor = (statistics.median(one[at] for one in taken[name]) for at in (0, 1))
        ratio = statistics.median(a[1] / b[1] for a, b in zip(first, taken[name], strict=True))
        print(f"| {name} | {words / clock:,.0f} | {words / processor:,.0f} | {ratio:.2f} |")
    if not given.accuracy:
        return
    print("\n| engine | polnear/dev --flat | meaning/world-dev |\n| --- | --- | --- |")
    for name, program, engine in rows:
        found = []
        for file, flat in ((dev, ["--flat"]), (needed(given.data / "meaning/world-dev.jsonl"), [])):
            done = subprocess.run([str(program), "eval", "--quiet", "--json", *flat, *engine, str(file)], capture_output=True, text=True, check=True)
            found.append(f"{100 * json.loads(done.stdout)['statement']['f']:.2f}")
        print(f"| {name} | {' | '.join(found)} |")


if __name__ == "__main__":
    main()
