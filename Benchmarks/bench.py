#!/usr/bin/env python3
"""Prints the figures that the README states: accuracy and speed of `dixit` on the dev articles.

usage: bench.py [--dixit FILE] [--data FOLDER] [--runs N]

Speed is of the whole process, from its start to its end, output written to a file. Each figure is the median of N runs, taken in
turn, so that a noisy machine disturbs all alike; the machine's own limit (`dixit model limit`) is measured in the same round.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def run(command, output):
    """Seconds and peak memory in MB of one run."""
    with open(output, "wb") as out:
        began = time.perf_counter()
        process = subprocess.Popen([str(c) for c in command], stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
    if status != 0:
        sys.exit(f"bench: {' '.join(map(str, command))} ended with status {status}; mend that first.")
    return seconds, usage.ru_maxrss / 1024


def words_in(path):
    return sum(len(json.loads(line)["text"].split()) for line in open(path, encoding="utf8"))


def article_of(texts, words):
    """A text of about so many words: paragraphs of the articles, one after the other, from the start again at the end."""
    paragraphs = [p for t in texts for p in t.split("\n\n")]
    out, count, i = [], 0, 0
    while count < words:
        out.append(paragraphs[i % len(paragraphs)])
        count += len(out[-1].split())
        i += 1
    return "\n\n".join(out), count


def limits(dixit, jobs):
    lines = subprocess.run([str(dixit), "model", "limit", "--jobs", str(jobs)], capture_output=True, text=True, check=True).stdout.split("\n")
    return {int(n): float(p) for n, p in (line.split() for line in lines if line)}


def accuracy(dixit, dev):
    """The scorer's table with the calibration below it; then the headline figures of the other engines."""
    def table(*options):
        return subprocess.run([str(dixit), "eval", "--quiet", *options, str(dev)], capture_output=True, text=True, check=True).stdout

    print(f"## Accuracy\n\n    dixit eval --calibration {dev.parent.name}/{dev.name}\n")
    print("\n".join("    " + line for line in table("--calibration").splitlines()), "\n")
    print("## Accuracy, statements inside the contents of others left out: PolNeAR's annotators marked none\n")
    print("\n".join("    " + line for line in table("--flat").splitlines()), "\n")
    for engine in ("int8", "float", "portable"):
        f1 = json.loads(table("--json", "--engine", engine))
        print(f"    --engine {engine:8}  " + "  ".join(f"{k} {100 * f1[k]['f']:.1f}" for k in ("statement", "speech", "strict")))
    print()


def speed(dixit, dev, runs, folder):
    words, cores, out = words_in(dev), len(os.sched_getaffinity(0)), folder / "out"
    texts = [json.loads(line)["text"] for line in open(dev, encoding="utf8")]
    one = folder / "one.txt"
    text, one_words = article_of(texts, 800)
    one.write_text(text, encoding="utf8")
    bare = folder / "bare.txt"
    bare.write_text("Nobody spoke.\n", encoding="utf8")
    sizes = []
    for factor in (1, 10, 100):
        path = folder / f"long{factor}.txt"
        text, count = article_of(texts, 2000 * factor)
        path.write_text(text, encoding="utf8")
        sizes.append((factor, path, count))
    taken = {name: [] for name in ("all", "one core", "start", "bare", "memory", "limit all", "limit one", *(f for f, _, _ in sizes))}
    for _ in range(runs):
        seconds, memory = run([dixit, "read", "--quiet", "--jobs", cores, "-f", "jsonl", dev], out)
        taken["all"].append(seconds)
        taken["memory"].append(memory)
        taken["one core"].append(run([dixit, "read", "--quiet", "--jobs", 1, "-f", "jsonl", dev], out)[0])
        taken["start"] += [run([dixit, "read", "--quiet", one], out)[0] for _ in range(5)]
        taken["bare"] += [run([dixit, "read", "--quiet", bare], out)[0] for _ in range(5)]
        limit = limits(dixit, cores)
        taken["limit one"].append(limit[1])
        taken["limit all"].append(limit[cores])
        for factor, path, _ in sizes:
            taken[factor].append(run([dixit, "read", "--quiet", "--jobs", 1, "-f", "jsonl", path], out)[0])
    middle = {k: statistics.median(v) for k, v in taken.items()}
    pieces = sum(len(json.loads(line)["ids"]) for line in
                 subprocess.run([str(dixit), "model", "pieces", str(dev)], capture_output=True, text=True, check=True).stdout.splitlines())
    print(f"## Speed ({cores} cores; median of {runs} runs; {words} words, {pieces} pieces)\n")
    print("| what | figure | share of the machine's int8 limit |\n| --- | --- | --- |")
    for name, cores_used, limit in (("all cores", "all", "limit all"), ("`--jobs 1`", "one core", "limit one")):
        rate = pieces / middle[cores_used]
        print(f"| words a second, {name} | {words / middle[cores_used]:,.0f} | {rate / middle[limit]:.0%} of {middle[limit]:,.0f} pieces a second |")
    print(f"| one article of {one_words} words, start to output | {middle['start']:.3f} s | |")
    print(f"| peak memory, all cores | {middle['memory']:.0f} MB | |")
    # The start of the process is the same whatever the text: it is taken off before the cost of a word is compared.
    per_word = [(f, 1e6 * (middle[f] - middle["bare"]) / count) for f, _, count in sizes]
    print("| microseconds a word, one text of 2,000 words, of 10 and of 100 times that, `--jobs 1` | " + ", ".join(f"{t:.0f}" for _, t in per_word) + " | |")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dixit", default=".build/release/dixit", type=Path)
    parser.add_argument("--data", default=os.environ.get("DIXIT_DATA", "../shared/data"), type=Path)
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    dev = args.data / "polnear/dev.jsonl"
    if not dev.is_file():
        sys.exit(f"bench: {dev} is missing: benchmarks need the data; set DIXIT_DATA to the folder that holds polnear/.")
    accuracy(args.dixit, dev)
    with tempfile.TemporaryDirectory() as folder:
        speed(args.dixit, dev, args.runs, Path(folder))


if __name__ == "__main__":
    main()
