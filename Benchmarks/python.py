#!/usr/bin/env python3
"""Compares reading from Python with the command: words a second of both, in turns, and their ratio, by the clock and by processor time.

usage: python.py [--repeat N] [--jobs N]       with the Python package on the path, installed or by PYTHONPATH=Python
       python.py --install WHEEL               how long it takes from pip install, in an environment that holds nothing, to the first article read

The articles are those of Samples, as often as --repeat says. Both start anew each time: what it takes to start and to open the model counts.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
READ = """
import json, sys
import dixit
articles = map(json.loads, open(sys.argv[1], encoding="utf8"))
print(sum(len(article.statements) for article in dixit.Reader().read_many(articles, jobs=int(sys.argv[2]))))
"""


def seconds(command):
    """By the clock, and of the processor's time: the latter says more on a busy machine."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def install(wheel):
    """Tells the seconds from pip install to the first article read."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        python = f"{folder}/bin/python"
        code = "import dixit; print(len(dixit.Reader().read(open(__import__('sys').argv[1], encoding='utf8').read()).statements))"
        article = next((ROOT / "Samples").glob("far-bank*.txt"))
        start = time.perf_counter()
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", str(wheel)], check=True)
        done = time.perf_counter()
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("DIXIT_", "PYTHON"))}
        subprocess.run([python, "-c", code, str(article)], check=True, stdout=subprocess.DEVNULL, cwd=folder, env=clean)
        read = time.perf_counter()
    print(f"{wheel.name}, {wheel.stat().st_size / 1e6:.0f} MB: installed in {done - start:.1f} s, first article read in {read - done:.1f} s more: {read - start:.1f} s")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--repeat", type=int, default=40)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    options.add_argument("--install", type=Path, metavar="WHEEL")
    given = options.parse_args()
    if given.install:
        return install(given.install)
    from dixit import places

    lines = [line for file in sorted((ROOT / "Samples").glob("*.jsonl")) for line in file.read_text(encoding="utf8").splitlines()]
    words = given.repeat * sum(len(json.loads(line)["text"].split()) for line in lines)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        path.write_text("".join(json.dumps({**json.loads(line), "id": f"{turn}-{at}"}) + "\n" for turn in range(given.repeat) for at, line in enumerate(lines)))
        command = [str(places.program()), "read", "--quiet", "-j", str(given.jobs), "-f", "jsonl", str(path)]
        python = [sys.executable, "-c", READ, str(path), str(given.jobs)]
        rounds = [(seconds(command), seconds(python)) for _ in range(given.rounds)]
    for kind, by in (("clock", 0), ("processor", 1)):
        for name, at in (("command", 0), ("Python", 1)):
            print(f"{kind:9}  {name:7} {words / statistics.median(one[at][by] for one in rounds):9.0f} words/s   {given.jobs} jobs, {given.repeat * len(lines)} articles")
        ratios = [command[by] / python[by] for command, python in rounds]
        print(f"{kind:9}  ratio   {statistics.median(ratios):9.3f}           rounds: {' '.join(f'{ratio:.3f}' for ratio in ratios)}")


if __name__ == "__main__":
    main()
