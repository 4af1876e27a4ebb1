#!/usr/bin/env python3
"""Archives of a crawl, made here: memory while many records go by, and going on after being killed.

usage: python3 Benchmarks/archives.py [--records N] [--kills N] [--command gather|add]

Makes a WARC file of N records about places that do not exist (the same in every run), has dixit take it, and watches how much memory dixit and its
workers hold: flat is what it must be. Then takes a smaller archive into a ledger while killing dixit at random moments, and compares.
"""

import argparse
import gzip
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NAMES = ["Ilse Varn", "Toma Reik", "Dessa Korvin", "Aldo Perrith", "Mara Lind", "Jon Aas", "Selwen Maric", "Ansa Toll"]
PLACES = ["Velm", "Orvane", "Karst", "Port Amrel", "Ostrava Bay", "Lower Velm", "Kessom", "the Far Bank"]
CLAIMS = ["the quay was lost", "the treaty spoke of the southern bank alone", "no promise had been made", "the dam would open on Monday", "the fleet would sail without leave",
          "the vote had been fair", "the road was under repair", "the Assembly had been misled", "the water belonged to all", "the monitors had been turned back"]
VERBS = ["said", "told the council", "warned", "denied", "insisted", "wrote", "claimed"]
GERMAN = "Der Hafen von Velm wurde am Montag geöffnet, sagte die Hafenmeisterin dem Rat der Stadt. Ihr Stellvertreter bestritt, dass es jemals ein Versprechen gegeben habe. "


def article(dice, number):
    """A page with an article, one in its own words for each number."""
    said = [f"{dice.choice(NAMES)} of {dice.choice(PLACES)} {dice.choice(VERBS)} that {dice.choice(CLAIMS)}, and that {dice.choice(CLAIMS)} in the {number % 97}th year." for _ in range(dice.randrange(6, 14))]
    return page(f"{dice.choice(PLACES).capitalize()}, report {number}", said, "en")


def page(title, paragraphs, language):
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    links = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(30))
    return f"""<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title} | Nine Rivers Wire</title>
<meta property="og:site_name" content="Nine Rivers Wire"><meta property="article:published_time" content="2021-04-03T08:00:00+02:00"></head>
<body><nav><ul>{links}</ul></nav><article><h1>{title}</h1>{body}</article><footer>Nine Rivers Wire</footer></body></html>""".encode()


def records(count, seed):
    """(kind, record) one after the other; kind "article" for those that must be found."""
    dice = random.Random(seed)
    yield "info", record(0, "warcinfo", b"software: made for a benchmark\r\n", "application/warc-fields")
    for number in range(1, count):
        match dice.choices(["article", "German", "index", "image", "gone", "request"], [12, 8, 5, 30, 20, 25])[0]:
            case "article":
                yield "article", response(number, "200 OK", "text/html; charset=utf-8", article(dice, number))
            case "German":
                yield "other", response(number, "200 OK", "text/html", page(f"Bericht {number}", [GERMAN * 2] * 4, "de"))
            case "index":
                yield "other", response(number, "200 OK", "text/html", page("Index", [], "en"))
            case "image":
                yield "other", response(number, "200 OK", "image/png", dice.randbytes(dice.randrange(500, 4000)))
            case "gone":
                yield "other", response(number, "404 Not Found", "text/html", page("Not found", ["There is no such page here, we are sorry to say."], "en"))
            case "request":
                yield "other", record(number, "request", b"GET /%d HTTP/1.1\r\nHost: wire.example\r\n\r\n" % number, "application/http; msgtype=request")


def response(number, status, kind, body):
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    return record(number, "response", http, "application/http; msgtype=response")


def record(number, kind, content, content_type):
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://wire.example/{number}\r\nWARC-Date: 2021-04-03T08:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\nContent-Type: {content_type}\r\nContent-Length: {len(content)}\r\n\r\n")
    return head.encode() + content + b"\r\n\r\n"


def make(path, count, seed=1):
    """Writes an archive, each record packed by itself; gives the number of articles in it."""
    articles = 0
    with open(path, "wb") as out:
        for kind, data in records(count, seed):
            articles += kind == "article"
            out.write(gzip.compress(data, 1, mtime=0))
    return articles


# Memory

def resident(pid):
    """MiB of a process."""
    try:
        return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024
    except (OSError, TypeError):
        return 0


def children(pid):
    try:
        return [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]
    except OSError:
        return []


def watched(command):
    """Runs a command; (seconds, status, what it said, [(MiB of it, MiB of the largest worker, workers)] about twice a second)."""
    began, samples = time.time(), []
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        while process.poll() is None:
            sizes = [resident(child) for child in children(process.pid)]
            samples.append((resident(process.pid), max(sizes, default=0), len(sizes)))
            time.sleep(0.5)
        out.seek(0)
        return time.time() - began, process.returncode, out.read(), samples


def memory(dixit, command, count, folder):
    path = folder / "crawl.warc.gz"
    articles = make(path, count)
    target = folder / "articles.jsonl"
    arguments = ["-o", str(target)] if command == "gather" else ["--ledger", str(folder / "memory.sqlite")]
    seconds, status, said, samples = watched([str(dixit), command, "-q", *arguments, str(path)])
    if status:
        sys.exit(f"archives: dixit {command} failed: {said.decode()}")
    found = sum(1 for _ in open(target, "rb")) if command == "gather" else rows(folder / "memory.sqlite")
    print(f"| records; articles among them, found by dixit {command} | {count:,} ({path.stat().st_size / 1e6:.0f} MB); {articles:,}, {found:,} |")
    print(f"| seconds; records a second | {seconds:.0f}; {count / seconds:,.0f} |")
    steady = samples[max(4, len(samples) // 10):]
    tenth = max(1, len(steady) // 10)
    for place, name in ((0, "dixit"), (1, "its largest worker")):
        early, late = (max(sample[place] for sample in part) for part in (steady[:tenth], steady[-2 * tenth:]))
        print(f"| memory of {name}, MiB: in the second tenth of the run; in the last fifth; most | {early:.0f}; {late:.0f}; {max(s[place] for s in samples):.0f} |")


# Going on

def rows(ledger):
    connection = sqlite3.connect(ledger)
    try:
        return connection.execute("SELECT count(*) FROM article").fetchone()[0]
    finally:
        connection.close()


def kills(dixit, count, times, folder):
    path, whole, killed = folder / "small.warc.gz", folder / "whole.sqlite", folder / "killed.sqlite"
    articles = make(path, count, seed=2)
    began = time.time()
    subprocess.run([str(dixit), "add", "-q", "--ledger", str(whole), str(path)], check=True, stdout=subprocess.DEVNULL)
    once = time.time() - began
    dice, done = random.Random(3), 0
    for number in range(times):
        process = subprocess.Popen([str(dixit), "add", "-q", "--ledger", str(killed), str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(2 + dice.uniform(0, 0.3 * once))
            break
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL if number % 2 else signal.SIGINT)
            process.wait()
            done += 1
    began = time.time()
    last = subprocess.run([str(dixit), "add", "--ledger", str(killed), str(path)], check=True, capture_output=True, text=True)
    seconds = time.time() - began
    began = time.time()
    again = subprocess.run([str(dixit), "add", "--ledger", str(killed), str(path)], check=True, capture_output=True, text=True)
    print(f"| articles in an archive of {count:,} records; added at once; added in {done + 1} runs, all but the last killed | {articles:,}; {rows(whole):,}; {rows(killed):,} |")
    print(f"| seconds at once; of the last run; of one more | {once:.0f}; {seconds:.0f}; {time.time() - began:.1f} |")
    print(f"| what one more says | {again.stderr.strip().splitlines()[-1].replace(str(folder), '…') if again.stderr.strip() else ''} |")
    assert rows(killed) == rows(whole) == articles, "articles were lost or doubled"
    assert last.returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dixit", default=".build/release/dixit", type=Path)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--command", choices=["gather", "add"], default="add")
    args = parser.parse_args()
    print("| what | figure |\n| --- | --- |")
    with tempfile.TemporaryDirectory() as name:
        memory(args.dixit, args.command, args.records, Path(name))
        kills(args.dixit, 3000, args.kills, Path(name))


if __name__ == "__main__":
    main()
