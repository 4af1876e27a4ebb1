#!/usr/bin/env python3
"""Prints how long `dixit compare` and `dixit changed` take for two actors of 5,000 statements each, as commands and as served pages, the first time and after.

usage: comparing.py --ledger FILE [--dixit FILE] [--statements 5000] [--times 3]

FILE is a ledger of real articles (`dixit add`), some dozens at least; a copy of it is made, and in that each of two new actors gets statements whose contents are stretches of
these articles' sentences, drawn at random (seed 20): their words are as frequent as in the news, and nothing is read.
"""

import argparse
import random
import shutil
import sqlite3
import subprocess
import tempfile
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

NAMES = ("Dessa Korvin", "Thora Holm")


def fill(path, count):
    """Gives two new actors `count` statements each; their numbers."""
    rng = random.Random(20)
    ledger = sqlite3.connect(path)
    texts = dict(ledger.execute("SELECT article, text FROM body"))
    days = dict(ledger.execute("SELECT id, day FROM article"))
    numbers = dict(ledger.execute("SELECT id, last_number FROM article"))
    stretches = []
    for article, text in texts.items():
        words = [i for i in range(1, len(text)) if text[i - 1] == " "]
        stretches += [(article, words[i], words[i + n] - words[i] - 1) for i in range(0, len(words) - 40, 7) for n in [rng.randint(8, 32)]]
    chosen = rng.sample(stretches, min(2 * count, len(stretches)))
    actors = [ledger.execute("INSERT INTO actor (name, key, kind, heard) VALUES (?, ?, 'person', 1) RETURNING id", (name, 7 + i)).fetchone()[0]
              for i, name in enumerate(NAMES)]
    for i, (article, start, length) in enumerate(chosen):
        numbers[article] += 1
        ledger.execute(
            "INSERT INTO statement (id, article, number, form, content_start, content_length, inferred, confidence, actor, day) VALUES (?, ?, ?, 1, ?, ?, 0, 900, ?, ?)",
            (article * 1048576 + numbers[article], article, numbers[article], start, length, actors[i % 2], days[article]))
    ledger.commit()
    ledger.close()
    return actors, len(chosen) // 2


def seconds(run):
    began = time.monotonic()
    run()
    return time.monotonic() - began


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ledger", type=Path, required=True)
    parser.add_argument("--dixit", default=str(Path(__file__).resolve().parents[1] / ".build/release/dixit"))
    parser.add_argument("--statements", type=int, default=5000)
    parser.add_argument("--times", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/news.sqlite"
        shutil.copy(args.ledger, path)
        actors, each = fill(path, args.statements)
        a, b = (f"@{actor}" for actor in actors)
        print(f"{each} statements of each of two actors")
        for words in (["compare", a, b], ["changed", a], ["between", a, b]):
            times = [seconds(lambda words=words: subprocess.run([args.dixit, *words, "--ledger", path, "-f", "json"], check=True, stdout=subprocess.DEVNULL)) for _ in range(args.times)]
            print(f"dixit {words[0]}: " + ", ".join(f"{1000 * t:.0f}" for t in times) + " ms")
        server = subprocess.Popen([args.dixit, "serve", "-q", "--ledger", path, "--port", "0"], stdout=subprocess.PIPE, encoding="utf8")
        try:
            opened = server.stdout.readline().strip()
            browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
            browser.open(opened).read()
            site = opened.split("/?")[0]
            for page in (f"/compare?a={a}&b={b}", f"/speaker/{actors[0]}/changed", f"/between/{actors[0]}/{actors[1]}"):
                times = [seconds(lambda page=page: browser.open(site + page).read()) for _ in range(args.times)]
                print(f"{page.split('?')[0]}: " + ", ".join(f"{1000 * t:.0f}" for t in times) + " ms")
        finally:
            server.terminate()
            server.wait(timeout=20)


if __name__ == "__main__":
    main()
