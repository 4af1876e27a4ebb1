#!/usr/bin/env python3
"""Lets auditwheel say where a wheel runs, and fails where that is less than its name promises, or the wheel is too large.

usage: audit.py WHEEL PLATFORM       by a Python that has auditwheel
"""

import json
import subprocess
import sys
from pathlib import Path

LARGEST = 120_000_000


def main():
    wheel, promised = sys.argv[1:]
    done = subprocess.run([sys.executable, "-m", "auditwheel", "show", "--json", wheel], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"audit: {wheel}: auditwheel failed; it said: {done.stderr.strip()}")
    found = json.loads(done.stdout)
    if found["overall_tag"] != promised or found["external_libs"]:
        sys.exit(f"audit: {wheel} runs on {found['overall_tag']} with {sorted(found['external_libs'])}, not on {promised}; see auditwheel show {wheel}")
    size = Path(wheel).stat().st_size
    if size > LARGEST:
        sys.exit(f"audit: {wheel} has {size} bytes, more than {LARGEST}; leave something out")
    print(f"auditwheel: consistent with {found['overall_tag']}, nothing else needed; {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
