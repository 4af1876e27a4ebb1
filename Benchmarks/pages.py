#!/usr/bin/env python3
"""Measures what the page worker takes out of pages: the article's words, its title and date, and how many pages a second.

usage: .setup/pages/bin/python Benchmarks/pages.py [--data FOLDER] [--mistakes N]
       .setup/pages/bin/python Benchmarks/pages.py --check Benchmarks/judged-pages.jsonl [--data FOLDER]
       .setup/pages/bin/python Benchmarks/pages.py --undated

The measure of the article's words is that of the public article-extraction-benchmark: both texts become bags of four words each,
one starting at every word; precision and recall are means over the pages, F1 their harmonic mean. trafilatura's own settings are
measured beside Dixit's. The rules of Pages were set on these same 120 pages, so that Dixit's figure is no forecast for others.

`--check` compares titles and dates with judgements of a reader: {"page", "title", "published"}. A title is right where it has the
same letters; a date where it is the same moment, or the same day where one of the two has no time. Judgements hold no other text. `--undated` counts the dates that are made up for pages that tell none (Tests/Pages/undated_pages.py).
"""

import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Pages"))

SETTINGS = {
    "trafilatura, as it comes": {},
    "trafilatura, no comments": {"include_comments": False},
    "trafilatura, precision": {"include_comments": False, "favor_precision": True},
    "trafilatura, recall": {"include_comments": False, "favor_recall": True},
    "trafilatura, fast": {"include_comments": False, "fast": True},
}


def shingles(text):
    """The bag of all runs of four words; a shorter text is one run."""
    words = re.findall(r"\w+", text or "")
    return Counter(run for start in range(max(1, len(words) - 3)) if (run := tuple(words[start : start + 4])))


def compared(gold, found):
    """Shares of a text's shingles: precision and recall, None where there is nothing to take a share of."""
    gold, found = shingles(gold), shingles(found)
    both = (gold & found).total()
    return both / found.total() if found else None, both / gold.total() if gold else None


def score(pairs):
    precision, recall = ([pair[side] for pair in pairs if pair[side] is not None] for side in (0, 1))
    precision, recall = sum(precision) / max(1, len(precision)), sum(recall) / max(1, len(recall))
    return 2 * precision * recall / (precision + recall), precision, recall


def row(name, pairs, seconds):
    f1, precision, recall = score(pairs)
    print(f"{name:<26} {f1:.4f}  {precision:.4f}  {recall:.4f}  {len(pairs) / seconds:6.1f}")


def measure(pages, gold, mistakes):
    import trafilatura

    import page

    print(f"{'':<26} F1      precis. recall  pages/s, one process")
    for name, options in SETTINGS.items():
        start = time.perf_counter()
        row(name, [compared(gold[key], trafilatura.extract(data, **options)) for key, data in pages.items()], time.perf_counter() - start)
    start = time.perf_counter()
    found = {key: article(page, data) for key, data in pages.items()}
    pairs = {key: compared(gold[key], found[key]["text"]) for key in pages}
    row("Dixit (with title, date)", list(pairs.values()), time.perf_counter() - start)
    for workers in (1, 2):
        print(f"pages a second, {workers} worker{'s' * (workers > 1)}, started before: {speed(pages, workers):.1f}")
    for key in sorted(pages, key=lambda key: min(side or 0 for side in pairs[key]))[:mistakes]:
        print(f"{key[:8]}  precision {pairs[key][0] or 0:.3f}  recall {pairs[key][1] or 0:.3f}")


def article(page, data):
    from fault import Fault

    try:
        return page.article(data)
    except Fault:
        return {"text": "", "title": None, "published": None}


def speed(pages, workers):
    """Pages a second of so many workers, each fed half, a third, … of all pages three times."""
    running = [subprocess.Popen([sys.executable, "-E", "-s", "-B", ROOT / "Pages/worker.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(workers)]
    for worker in running:
        worker.stdout.readline()
    work = list(pages.values()) * 3

    def feed(number):
        for data in work[number::workers]:
            running[number].stdin.write(json.dumps({"id": 1, "kind": "page", "bytes": len(data)}).encode() + b"\n" + data)
            running[number].stdin.flush()
            running[number].stdout.readline()

    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as threads:
        list(threads.map(feed, range(workers)))
    seconds = time.perf_counter() - start
    for worker in running:
        worker.communicate()
    return len(work) / seconds


def check(file, pages, addresses):
    import page

    judged = [json.loads(line) for line in Path(file).read_text(encoding="utf8").splitlines()]
    wrong = []
    right = Counter()
    for one in judged:
        found = page.article(pages[one["page"]], addresses[one["page"]])
        right["title"] += (fine := letters(one["title"]) == letters(found["title"]))
        if not fine:
            wrong.append(f"{one['page'][:8]}: title {found['title']!r}, should be {one['title']!r}")
        right["date"] += (fine := same_moment(one["published"], found["published"]))
        if not fine:
            wrong.append(f"{one['page'][:8]}: date {found['published']}, should be {one['published']}")
    for what in ("title", "date"):
        print(f"{what:<6} right on {right[what]} of {len(judged)}, {100 * right[what] / len(judged):.1f} %")
    print("\n".join(wrong))


def undated():
    import page

    sys.path.append(str(ROOT / "Tests/Pages"))
    from undated_pages import PAGES

    found = {what: page.article(data)["published"] for what, data in PAGES}
    print(f"made-up dates among {len(PAGES)} pages that tell none: {sum(date is not None for date in found.values())}")
    print("\n".join(f"{what}: {date}" for what, date in found.items() if date))


def letters(text):
    return re.sub(r"\W+", "", text or "").lower()


def same_moment(one, other):
    if one is None or other is None:
        return one is other
    moments = [datetime.fromisoformat(text) for text in (one, other)]
    if all(moment.tzinfo for moment in moments):
        return moments[0] == moments[1]
    return one[:10] == other[:10]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("DIXIT_DATA", ROOT.parent / "shared/data"), help="the folder that holds pages/ (default: %(default)s)")
    parser.add_argument("--mistakes", type=int, default=0, metavar="N", help="name the N pages that came out worst")
    parser.add_argument("--check", metavar="FILE", help="compare titles and dates with judgements")
    parser.add_argument("--undated", action="store_true", help="count made-up dates among pages that tell none")
    args = parser.parse_args()
    if args.undated:
        return undated()
    truth = json.loads((args.data / "pages/ground-truth.json").read_text(encoding="utf8"))
    pages = {key: gzip.decompress((args.data / f"pages/html/{key}.html.gz").read_bytes()) for key in sorted(truth)}
    if args.check:
        check(args.check, pages, {key: entry["url"] for key, entry in truth.items()})
    else:
        measure(pages, {key: entry["articleBody"] for key, entry in truth.items()}, args.mistakes)


if __name__ == "__main__":
    main()
