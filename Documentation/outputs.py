#!/usr/bin/env python3
"""Runs the commands that these pages show and puts what they print below them.

usage: Documentation/outputs.py [--check]

A command stands in a block that opens with ```sh run, its output in the block below, which opens with ```text output. Commands run in the
repository's folder with .build/release on PATH. With --check nothing is written; exit status 1 where a page is out of date.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BLOCKS = re.compile(r"(```sh run\n)(.*?)(\n```\n+```text output\n)(.*?)(```\n)", re.DOTALL)


def printed(command):
    path = f"{ROOT}/.build/release{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, env={**os.environ, "PATH": path, "COLUMNS": "80"},
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf8")
    return done.stdout.rstrip("\n") + "\n"


def main():
    stale = 0
    # The page that makes the ledger which others show comes first.
    for page in sorted(Path(__file__).parent.glob("*.md"), key=lambda page: (page.stem != "keeping-a-ledger", page.name)):
        old = page.read_text(encoding="utf8")
        new = BLOCKS.sub(lambda m: m[1] + m[2] + m[3] + printed(m[2]) + m[5], old)
        if new != old:
            stale += 1
            print(page.name)
            if "--check" not in sys.argv:
                page.write_text(new, encoding="utf8")
    sys.exit(1 if stale and "--check" in sys.argv else 0)


if __name__ == "__main__":
    main()
