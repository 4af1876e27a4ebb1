#!/usr/bin/env python3
"""Prints how `dixit add` compares with `dixit read`, how large a ledger is, and whether anything is lost when adding is killed.

usage: ledger.py [--dixit FILE] [--data FOLDER] [--runs N] [--kills N] [--seed N] [--articles N] [--only PART …]

The articles are the dev articles of PolNeAR, for the size its train articles too, and for the kills 1,000 articles of one of the dev articles'
paragraphs each, so that little of a run is reading, which leaves nothing that could be lost. Each kill is a SIGKILL at a random moment (--seed) of a run, and what was
killed is run again; where a run comes to its end, `dixit verify` must find the ledger whole, with every article once, and the next one is begun. A tenth as many kills of `dixit reread` follow, on the last
ledger, whose articles are put down to an older model, and half as many of `dixit review`: what was said to be written must be there, once. For the memory, 60,000 articles of made-up words in German are added, which are kept and not
read, so that writing is all there is to do; the file is compacted at the end. The faults: a folder that is not there, a limit to the file's size, two writers at once.
"""

import argparse
import hashlib
import json
import os
import random
import re
import resource
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import archives

PARTS = ("speed", "faults", "kills", "size", "memory")


def timed(*command):
    began = time.perf_counter()
    subprocess.run([str(c) for c in command], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def speed(dixit, dev, runs, folder):
    words = sum(len(json.loads(line)["text"].split()) for line in open(dev, encoding="utf8"))
    text = sum(len(json.loads(line)["text"].encode()) for line in open(dev, encoding="utf8"))
    seconds = {"read": [], "add": []}
    for run in range(runs):
        seconds["read"].append(timed(dixit, "read", "-q", "-f", "jsonl", "-o", folder / "out", dev))
        seconds["add"].append(timed(dixit, "add", "-q", "--ledger", folder / f"speed{run}.sqlite", dev))
    read, add = (statistics.median(seconds[k]) for k in ("read", "add"))
    print(f"| words a second: read, add, add / read | {words / read:,.0f}, {words / add:,.0f}, {read / add:.2f} |")
    print(f"| bytes of the file for each byte of article text, {len(open(dev, 'rb').readlines())} articles | {size(folder / 'speed0.sqlite') / text:.2f} |")


def size(ledger):
    return sum(os.path.getsize(f"{ledger}{end}") for end in ("", "-wal") if os.path.exists(f"{ledger}{end}"))


def large_size(dixit, dev, folder):
    """Of a ledger in which names and words come again: all the articles that there are."""
    files = [dev.parent / "train.jsonl", dev]
    lines = [line for file in files for line in open(file, encoding="utf8")]
    text = sum(len(json.loads(line)["text"].encode()) for line in lines)
    timed(dixit, "add", "-q", "--ledger", folder / "large.sqlite", *files)
    share = size(folder / "large.sqlite") / text
    print(f"| bytes of the file for each byte of article text, {len(lines)} articles ({text / 1e6:.1f} MB of text in {sum(map(os.path.getsize, files)) / 1e6:.1f} MB of JSON Lines) | {share:.2f} |")


def memory(dixit, count, folder):
    """How much memory adding takes while a ledger grows to several times SQLite's cache."""
    dice, source, ledger = random.Random(4), folder / "german.jsonl", folder / "memory.sqlite"
    words = ["".join(dice.choice("abcdefghijklmnoprstuwz") for _ in range(dice.randrange(4, 11))) for _ in range(count)]
    common = ["der", "die", "und", "nicht", "von", "zu"]
    with open(source, "w", encoding="utf8") as out:
        for number in range(count):
            text = " ".join(dice.choice(words if at % 3 else common) for at in range(450))
            out.write(json.dumps({"id": str(number), "text": text}) + "\n")
    _, status, said, samples = archives.watched([str(dixit), "add", "-q", "--ledger", str(ledger), str(source)])
    if status:
        sys.exit(f"ledger: dixit add failed: {said.decode()}")
    sizes = [sample[0] for sample in samples]
    parts = [sizes[len(sizes) * part // 5:len(sizes) * (part + 1) // 5] or sizes for part in range(5)]
    fifths = ", ".join(f"{max(part):.0f}" for part in parts)
    print(f"| most memory of `add` in each fifth of adding {rows(ledger):,} articles, MiB, the file's {size(ledger) / 2**20:.0f} MiB; at all | {fifths}; {max(sizes):.0f} |")


def made(dev, count, path, length):
    """Articles of so many paragraphs each, all different."""
    paragraphs = [p for line in open(dev, encoding="utf8") for p in json.loads(line)["text"].split("\n\n") if len(p) > 80]
    chosen = random.Random(2)
    with open(path, "w", encoding="utf8") as out:
        for i in range(count):
            out.write(json.dumps({"id": f"m{i}", "text": "\n\n".join([*chosen.sample(paragraphs, length), f"({i})"])}) + "\n")


def is_killed(command, moment):
    """Starts a command and kills it after so many seconds; false where it had ended before."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(moment)
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True


def is_whole(dixit, ledger):
    return subprocess.run([str(dixit), "verify", "--ledger", str(ledger)], stdout=subprocess.DEVNULL).returncode == 0


def kills(dixit, articles, count, seed, folder):
    """A ledger is added to until a run comes to its end; as many ledgers as the kills take."""
    moments, killed, ledgers, lost, doubled, damaged = random.Random(f"{seed} adding"), 0, 0, 0, 0, 0
    wanted = len({hashlib.sha256(line.rstrip(b"\n")).digest() for line in open(articles, "rb")})
    # So that a ledger takes about a dozen kills, however fast the machine is.
    longest = timed(dixit, "add", "-q", "--ledger", folder / "unharmed.sqlite", articles) / 5
    while killed < count or ledgers == 0:
        ledger, before, ledgers = folder / f"killed-{ledgers}.sqlite", 0, ledgers + 1
        command = [str(dixit), "add", "-q", "--ledger", str(ledger), str(articles)]
        while killed < count and is_killed(command, moments.uniform(0.05, longest)):
            killed += 1
            if ledger.exists() and ledger.stat().st_size:
                now = rows(ledger)
                lost += max(0, before - now)
                before = max(before, now)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        there = rows(ledger)
        lost, doubled, damaged = lost + max(0, wanted - there), doubled + max(0, there - wanted), damaged + (not is_whole(dixit, ledger))
    print(f"| {killed} SIGKILLs while adding {wanted} articles, to {ledgers} ledgers; lost, doubled, verify | {lost}, {doubled}, "
          f"{f'{damaged} DAMAGED' if damaged else 'whole'} |", flush=True)
    return ledger


def reread_kills(dixit, ledger, count, seed):
    moments, killed, before = random.Random(f"{seed} rereading"), 0, rows(ledger)
    command = [str(dixit), "reread", "-q", "--ledger", str(ledger)]

    def outdate():
        # By an export that is restored: what is changed in the file by other means than Dixit's is told by verify, and stays so.
        exported = subprocess.run([str(dixit), "export", "-q", "--ledger", str(ledger)], check=True, capture_output=True, text=True).stdout
        for end in ("", "-wal", "-shm"):
            Path(f"{ledger}{end}").unlink(missing_ok=True)
        older = re.sub(r'"model": "(?:older )?', '"model": "older ', exported)
        subprocess.run([str(dixit), "restore", "-q", "--by", "ole", "--ledger", str(ledger), "-"], check=True, input=older, text=True, stdout=subprocess.DEVNULL)

    outdate()
    while killed < count:
        if is_killed(command, moments.uniform(0.05, 3)):
            killed += 1
        else:
            outdate()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    again = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    print(f"| {killed} SIGKILLs while reading them again; articles lost or doubled, left unread, verify | {abs(before - rows(ledger))}, "
          f"{'none' if 'all was read' in again else 'SOME'}, {'whole' if is_whole(dixit, ledger) else 'DAMAGED'} |", flush=True)


def review_kills(dixit, ledger, count, seed):
    """Judges one statement after the other; about half of the judgements are killed."""
    moments, killed, done, lost, doubled = random.Random(f"{seed} judging"), 0, 0, 0, 0
    statements = [f"s{article}.{number}" for article, number in asked(ledger, "SELECT article, number FROM statement WHERE repeats IS NULL ORDER BY id LIMIT 200")]
    began = time.perf_counter()
    subprocess.run([str(dixit), "review", statements[0], "right", "--by", "ole", "--ledger", str(ledger)], check=True, stdout=subprocess.DEVNULL)
    usual = time.perf_counter() - began
    while killed < count:
        before = asked(ledger, "SELECT count(*) FROM act")[0][0]
        command = [str(dixit), "review", moments.choice(statements), moments.choice(("right", "wrong")), "--by", f"mara {seed} {killed} {done}", "--ledger", str(ledger)]
        was_killed = is_killed(command, moments.uniform(0, 1.5 * usual))
        killed, done = killed + was_killed, done + (not was_killed)
        more = asked(ledger, "SELECT count(*) FROM act")[0][0] - before
        lost, doubled = lost + (more < (0 if was_killed else 1)), doubled + (more > 1)
    print(f"| {killed} SIGKILLs while judging, and {done} judgements that were not killed; lost, doubled, verify | {lost}, {doubled}, "
          f"{'whole' if is_whole(dixit, ledger) else 'DAMAGED'} |", flush=True)


def asked(ledger, sql):
    connection = sqlite3.connect(ledger)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def rows(ledger):
    connection = sqlite3.connect(ledger)
    try:
        return connection.execute("SELECT count(*) FROM article").fetchone()[0]
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def faults(dixit, articles, folder):
    def told(name, ledger, **options):
        done = subprocess.run([str(dixit), "add", "-q", "--ledger", str(ledger), str(articles)], capture_output=True, text=True, **options)
        last = done.stderr.strip().splitlines()[-1:] or ["(nothing)"]
        print(f"| {name} | status {done.returncode}: {last[0].replace(str(folder), '…')} |")

    limited = folder / "limited.sqlite"

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    told("a file that may not grow beyond 400 kB", limited, preexec_fn=limit)
    whole = subprocess.run([str(dixit), "verify", "--ledger", str(limited)], capture_output=True, text=True)
    print(f"| … and then | verify: status {whole.returncode}, {rows(limited)} articles kept |")
    told("a folder that is not there", folder / "nowhere/news.sqlite")
    both = folder / "both.sqlite"
    command = [str(dixit), "add", "-q", "--ledger", str(both), str(articles)]
    writers = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    ends = [(w.communicate()[1], w.returncode) for w in writers]
    whole = subprocess.run([str(dixit), "verify", "--ledger", str(both)], stdout=subprocess.DEVNULL).returncode == 0
    print(f"| two writers of the same articles at once | status {ends[0][1]} and {ends[1][1]}; {rows(both)} articles, verify {'whole' if whole else 'DAMAGED'} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dixit", default=".build/release/dixit", type=Path)
    parser.add_argument("--data", default=os.environ.get("DIXIT_DATA", "../shared/data"), type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1, help="of the moments at which it is killed")
    parser.add_argument("--articles", type=int, default=60_000, help="how many are added for the memory")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="these parts alone")
    args = parser.parse_args()
    dev = args.data / "polnear/dev.jsonl"
    if not dev.is_file():
        sys.exit(f"ledger: {dev} is missing: benchmarks need the data; set DIXIT_DATA to the folder that holds polnear/.")
    print("| what | figure |\n| --- | --- |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = folder / "made.jsonl"
        if "speed" in args.only:
            speed(args.dixit, dev, args.runs, folder)
        made(dev, 1000, articles, 3)
        if "faults" in args.only:
            faults(args.dixit, articles, folder)
        if "kills" in args.only:
            short = folder / "short.jsonl"
            made(dev, 1000, short, 1)
            killed = kills(args.dixit, short, args.kills, args.seed, folder)
            reread_kills(args.dixit, killed, args.kills // 10, args.seed)
            review_kills(args.dixit, killed, args.kills // 2, args.seed)
        if "size" in args.only:
            large_size(args.dixit, dev, folder)
        if "memory" in args.only:
            memory(args.dixit, args.articles, folder)


if __name__ == "__main__":
    main()
