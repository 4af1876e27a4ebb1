#!/usr/bin/env python3
"""Which articles dixit takes for another language than English, of corpora in English and of pages in many languages.

usage: python3 Benchmarks/languages.py [--data FOLDER]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path


def refused(dixit, path):
    """Articles of an input, and those that were told to be in another language."""
    with tempfile.NamedTemporaryFile("w+", suffix=".jsonl") as out:
        done = subprocess.run([str(dixit), "gather", str(path)], stdout=out, stderr=subprocess.PIPE, text=True, check=False)
        out.seek(0)
        return sum(1 for _ in out), [line for line in done.stderr.splitlines() if "another language than English" in line]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dixit", default=".build/release/dixit", type=Path)
    parser.add_argument("--data", default=os.environ.get("DIXIT_DATA", "../shared/data"), type=Path)
    args = parser.parse_args()
    print("| English | articles | taken for another language |\n| --- | --- | --- |")
    wrong = 0
    for name in ("polnear/dev.jsonl", "polnear/train.jsonl", "gum/dev.jsonl", "gum/train.jsonl"):
        count, told = refused(args.dixit, args.data / name)
        print(f"| {name} | {count} | {len(told)} |")
        wrong += len(told)
    count, told = refused(args.dixit, "Samples")
    print(f"| Samples | {count} | {len(told)} |")
    truth = json.load(open(args.data / "pages/ground-truth.json", encoding="utf8"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.jsonl"
        path.write_text("".join(json.dumps({"id": key, "text": value["articleBody"]}) + "\n" for key, value in truth.items()), encoding="utf8")
        count, told = refused(args.dixit, path)
        texts = list(truth.values())
        print(f"\nof {count} articles of pages in many languages, {len(told)} are taken for another language than English, which begin so:")
        for line in told:
            number = int(line.split(".jsonl:")[1].split(":")[0])
            print("  " + " ".join(texts[number - 1]["articleBody"].split())[:70])
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
