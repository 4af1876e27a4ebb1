#!/usr/bin/env python3
"""Measures `dixit serve`: how fast pages are made, how soon an article is seen, and what hostile requests do.

usage: Benchmarks/serve.py [--pages] [--paint] [--hostile] [--ledger FILE] …     (all three where none is named)

--pages     Pages of a large ledger (made by Benchmarks/questions.py, or --ledger), asked for by several clients at once over connections that
            stay open. What is asked for is drawn from the ledger: articles, statements, speakers (by a statement at random: who speaks more is
            asked for more often), searches for two words of a statement, outlets, the front page, the review queue.
            With --each, by one client, and each kind of page by itself: milliseconds of a processor (from /proc) for a page, in system and program
            together, the least and the median of --rounds; other work on the machine changes them less than the clock. With --beside PROGRAM another
            program is measured too, in turns, with the same addresses and the same ledger, or, where an earlier Dixit wrote its own, with
            --beside-ledger FILE, made from the same articles.
                serve.py --pages --each --ledger new.sqlite --dixit .build/release/dixit --beside ../before/dixit
--paint     An article of at least 3,000 words and 150 statements, made of the samples, opened again and again in Chromium without a window
            (Setup/browser.sh): milliseconds from the start of navigation to the first contentful paint, and what was loaded.
--hostile   Requests that are cut, huge, slow, in wrong encodings, with path tricks, other hosts, forged forms and script in every field, while
            another client asks for an ordinary page: how many were let in, and how long the other client waited.
"""

import argparse
import collections
import http.client
import json
import os
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def fail(sentence):
    sys.exit(f"serve: {sentence}")


class Serving:
    """A server on a free port until the block ends."""

    def __init__(self, dixit, ledger):
        self.process = subprocess.Popen([dixit, "serve", "--ledger", ledger, "--port", "0"], stdout=subprocess.PIPE, encoding="utf8")
        address = self.process.stdout.readline().strip()
        if not address:
            fail(f"{dixit} serve did not start; mend that first")
        self.address, self.port = address, urllib.parse.urlsplit(address).port
        # Before 0.2.0 no token was asked for on the loopback.
        _, _, token = address.partition("?token=")
        self.asking = {"Authorization": "Bearer " + token} if token else {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.status = self.process.wait(timeout=30)
        self.process.stdout.close()

    def processor(self):
        """Milliseconds of processor time so far, which other work on the machine changes less than the clock."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self):
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def share(times, of):
    return times[min(len(times) - 1, int(of * len(times)))]


# Pages


def addresses(ledger, count):
    """Addresses with their kind, drawn from a ledger."""
    sys.path.insert(0, str(ROOT / "Benchmarks"))
    import questions
    db = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
    draw = random.Random(11)
    one = lambda sql, *values: db.execute(sql, values).fetchone()
    last = one("SELECT max(id) FROM statement")[0]
    articles, outlets = one("SELECT max(id) FROM article")[0], one("SELECT max(id) FROM outlet")[0]
    words = asked_words(ledger, draw, questions)
    drawn = []
    while len(drawn) < count:
        statement = one("SELECT article, number, actor FROM statement WHERE id = ?", draw.randint(1, last))
        if not statement:
            continue
        article, number, actor = statement
        drawn.append(("article", f"/article/{draw.randint(1, articles)}"))
        drawn.append(("statement", f"/statement/{article}.{number}"))
        if actor:
            drawn.append(("speaker", f"/speaker/{actor}"))
        drawn.append(("search", "/search?q=" + urllib.parse.quote(draw.choice(words))))
        if len(drawn) % 8 == 0:
            drawn += [("front page", "/"), ("outlet", f"/outlet/{draw.randint(1, outlets)}"), ("articles", "/articles"), ("review", "/review")]
    return drawn[:count]


def asked_words(ledger, draw, questions):
    """Queries of two words that some statement has, the most frequent words left out."""
    asking = questions.Asking("", ledger, questions.real_articles(Path(os.environ.get("DIXIT_DATA", ROOT / "../shared/data")), 840))
    found = []
    while len(found) < 500:
        question = asking.find()
        found.append(" ".join(question[1:3]))
    return found


def ask(serving, work, times, failures):
    """Asks for addresses one after the other over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=60)
    while True:
        try:
            kind, address = work.pop()
        except IndexError:
            return
        began = time.perf_counter()
        connection.request("GET", address, headers=serving.asking)
        answer = connection.getresponse()
        size = len(answer.read())
        times.append((kind, 1000 * (time.perf_counter() - began), size))
        if answer.status not in (200, 303):
            failures.append((address, answer.status))


def of_each_kind(dixit, ledger, drawn):
    """Milliseconds of a processor for a page, by its kind; what the first page of a kind computes for all others is put aside."""
    kinds = collections.defaultdict(list)
    for kind, address in drawn:
        kinds[kind].append(address)
    figures = {}
    with Serving(dixit, ledger) as serving:
        times, failures = [], []
        ask(serving, [(kind, addresses[0]) for kind, addresses in kinds.items()], times, failures)
        for kind, addresses in kinds.items():
            before = serving.processor()
            ask(serving, [(kind, address) for address in reversed(addresses)], times, failures)
            figures[kind] = (serving.processor() - before) / len(addresses)
    # A ledger of an earlier Dixit may lack an article or two of those added last.
    if len(failures) > len(drawn) / 100:
        fail(f"{dixit} did not answer {len(failures)} pages, the first of them {failures[0]}; mend that first")
    figures["all"] = sum(figures[kind] * len(addresses) for kind, addresses in kinds.items()) / len(drawn)
    return figures


def each(given, ledger, drawn):
    programs = [(given.dixit, ledger)]
    if given.beside:
        programs.insert(0, (given.beside, given.beside_ledger or ledger))
    rounds = [[of_each_kind(*program, drawn) for program in programs] for _ in range(given.rounds)]
    print("Milliseconds of a processor for a page: least, median\n\n| page | requests | " + " | ".join(f"`{dixit}`" for dixit, _ in programs) + " |")
    print("| --- | ---: |" + " ---: |" * len(programs))
    for kind in rounds[0][0]:
        count = sum(1 for other, _ in drawn if kind in (other, "all"))
        figures = [sorted(one[place][kind] for one in rounds) for place in range(len(programs))]
        print(f"| {kind} | {count} | " + " | ".join(f"{ms[0]:.2f}, {statistics.median(ms):.2f}" for ms in figures) + " |")


def pages(given, folder):
    ledger = given.ledger or f"{folder}/large.sqlite"
    if not Path(ledger).exists():
        subprocess.run([sys.executable, ROOT / "Benchmarks/questions.py", "--dixit", given.dixit, "--ledger", ledger, "--sizes",
                        str(given.statements), "--queries", "1"], check=True, stdout=subprocess.DEVNULL)
    drawn = addresses(ledger, given.requests)
    if given.each:
        return each(given, ledger, drawn)
    statements = sqlite3.connect(ledger).execute("SELECT max(id) FROM statement").fetchone()[0]
    with Serving(given.dixit, ledger) as serving:
        for warm in [drawn[: len(drawn) // 10], drawn]:
            work, times, failures = list(reversed(warm)), [], []
            clients = [threading.Thread(target=ask, args=(serving, work, times, failures)) for _ in range(given.clients)]
            began, used = time.perf_counter(), serving.processor()
            for client in clients:
                client.start()
            for client in clients:
                client.join()
            took, used = time.perf_counter() - began, serving.processor() - used
        memory = serving.memory()
    print(f"{statements:,} statements, {given.clients} clients, {os.cpu_count()} processors, which the clients use as well\n")
    print("| page | requests | median ms | 95th percentile | longest | KiB |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    kinds = collections.defaultdict(list)
    for kind, ms, size in times:
        kinds[kind].append((ms, size))
        kinds["all"].append((ms, size))
    for kind, both in kinds.items():
        ms = sorted(m for m, _ in both)
        print(f"| {kind} | {len(ms)} | {share(ms, .5):.1f} | {share(ms, .95):.1f} | {ms[-1]:.0f} | {statistics.mean(s for _, s in both) / 1024:.0f} |")
    print(f"\n{len(times) / took:.0f} requests a second, {used / len(times):.1f} ms of a processor each; {len(failures)} failed {failures[:3]}; peak memory {memory:.0f} MB")


# Paint


def long_article(folder):
    """The samples' articles one behind the other until there are enough words."""
    texts = []
    for name in sorted((ROOT / "Samples").glob("*.txt")):
        texts.append(name.read_text(encoding="utf8"))
    for name in sorted((ROOT / "Samples").glob("*.jsonl")):
        texts += [json.loads(line)["text"] for line in name.read_text(encoding="utf8").splitlines()]
    text = ""
    while len(text.split()) < 3_000:
        text += texts[0] + "\n\n"
        texts = texts[1:] + texts[:1]
    path = Path(folder) / "long.txt"
    path.write_text(text, encoding="utf8")
    return path


def paint(given, folder):
    sys.path.insert(0, str(next((ROOT / ".setup/browser/lib").glob("python*/site-packages"), ROOT)))
    try:
        from selenium import webdriver
    except ImportError:
        fail("Selenium is missing; run Setup/browser.sh")
    ledger = f"{folder}/long.sqlite"
    subprocess.run([given.dixit, "add", "-q", "--ledger", ledger, long_article(folder)], check=True, stdout=subprocess.DEVNULL)
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", f"--user-data-dir={folder}/browser"]:
        options.add_argument(argument)
    with Serving(given.dixit, ledger) as serving:
        site = f"http://127.0.0.1:{serving.port}"
        with urllib.request.urlopen(urllib.request.Request(f"{site}/article/1.json", headers=serving.asking)) as answer:
            article = json.load(answer)
        browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path="/usr/bin/chromedriver"))
        browser.get(serving.address)
        def painted(count, keeps):
            """Milliseconds of so many visits; where the browser keeps nothing, style sheet and script come again each time."""
            browser.execute_cdp_cmd("Network.enable", {})
            browser.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": not keeps})
            times = []
            for _ in range(count):
                browser.get(f"{site}/article/1")
                times.append(browser.execute_async_script(
                    "const done = arguments[0]; new PerformanceObserver(list => done(list.getEntriesByName('first-contentful-paint')[0].startTime))"
                    ".observe({type: 'paint', buffered: true})"))
            return times

        first = painted(1, False)[0]
        runs = [("nothing kept by the browser", painted(given.paints, False)), ("seen before", painted(given.paints, True))]
        loaded = browser.execute_script(
            "return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map(e => [new URL(e.name).pathname, e.decodedBodySize])")
        browser.quit()
    print(f"\nAn article of {len(article['text'].split()):,} words with {len(article['statements'])} statements\n")
    print("| what | figure |\n| --- | ---: |")
    print(f"| first paint, the first page of a browser that was just started | {first:.0f} ms |")
    for name, times in runs:
        print(f"| first paint, {name}: median, longest of {len(times)} | {share(sorted(times), .5):.0f}, {max(times):.0f} ms |")
    for name, size in loaded:
        print(f"| `{name}` | {size / 1000:.0f} kB |")


# Hostile requests


def hostile_requests(serving, count):
    """Bytes to send, with what they are, and how they are sent: whole, cut off, or held open."""
    draw = random.Random(5)
    # Some of them come from somebody who knows the token.
    host = f"Host: 127.0.0.1:{serving.port}\r\n"
    known = host + "".join(f"{name}: {value}\r\n" for name, value in serving.asking.items())
    script = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    tricks = ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/article/..%2f..%2fetc", "//etc/passwd", "/article/%00", "/%c0%ae%c0%ae/", "/article/%ff",
              "/style.css/../..", "\\..\\..", "/article/1;x", "/article/0x1", "/article/99999999999999999999999", "http://elsewhere.example/", "*"]
    noise = lambda n: bytes(draw.randrange(256) for _ in range(n))
    form = lambda body, more="": (f"POST /review HTTP/1.1\r\n{known}{more}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}").encode()
    makers = [
        ("path tricks", lambda: f"GET {draw.choice(tricks)} HTTP/1.1\r\n{known}\r\n".encode(), "whole"),
        ("another host", lambda: f"GET /article/1 HTTP/1.1\r\nHost: {draw.choice(['evil.example', '', 'localhost.evil.example:1', '127.0.0.1:1'])}\r\n\r\n".encode(), "whole"),
        ("script in every field", lambda: f"GET /search?{urllib.parse.urlencode({k: script for k in ['q', 'speaker', 'outlet', 'month', 'form', 'sort', 'page']})} HTTP/1.1\r\n{known}Cookie: session_{serving.port}={urllib.parse.quote(script)}\r\n\r\n".encode(), "whole"),
        ("wrong encodings", lambda: b"GET /search?q=" + bytes(b for b in noise(40) if b > 0x20) + f" HTTP/1.1\r\n{known}\r\n".encode(), "whole"),
        ("noise", lambda: noise(draw.randrange(1, 2_000)), "cut"),
        ("forged forms", lambda: form("statement=1.0&judgement=wrong&form=" + "a" * 32, draw.choice(["", "Origin: http://evil.example\r\n", "Sec-Fetch-Site: cross-site\r\n"])), "whole"),
        ("broken forms", lambda: f"POST /add HTTP/1.1\r\n{known}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 200\r\n\r\n".encode() + noise(200), "whole"),
        ("huge heads", lambda: (f"GET /{'a' * draw.choice([9_000, 40_000, 200_000])} HTTP/1.1\r\n{host}" + "X: y\r\n" * draw.choice([1, 5_000])).encode() + b"\r\n", "whole"),
        ("huge forms", lambda: f"POST /add HTTP/1.1\r\n{known}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {draw.choice([10**8, 10**15, 10**30])}\r\n\r\nx".encode(), "whole"),
        ("other methods", lambda: f"{draw.choice(['PUT', 'DELETE', 'TRACE', 'CONNECT', 'BREW'])} /article/1 HTTP/1.1\r\n{known}\r\n".encode(), "whole"),
        ("without the token", lambda: f"GET {draw.choice(['/article/1', '/?token=x', '/search?q=dam', '/add'])} HTTP/1.1\r\n{host}\r\n".encode(), "whole"),
        ("another site", lambda: f"GET /search?q=dam HTTP/1.1\r\n{known}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n\r\n".encode(), "whole"),
        ("cut off", lambda: form("statement=1.0&judgement=wrong")[: draw.randrange(1, 150)], "cut"),
        ("held open", lambda: b"GET /article/1 HTTP/1.1\r\nHost: 127.0", "held"),
    ]
    for at in range(count):
        name, make, manner = makers[at % len(makers)]
        yield name, make(), manner


def send(port, data, manner, held):
    """The status of the answer; None where there is none."""
    client = socket.create_connection(("127.0.0.1", port), timeout=30)
    try:
        client.sendall(data)
        if manner == "held":
            held.append(client)
            return None
        if manner == "cut":
            return None
        answer = client.recv(64)
        return int(answer.split(b" ")[1]) if answer.startswith(b"HTTP/1.1 ") else None
    except (OSError, ValueError, IndexError):
        return None
    finally:
        if manner != "held":
            client.close()


def hostile(given, folder):
    ledger = f"{folder}/samples.sqlite"
    subprocess.run([given.dixit, "add", "-q", "--ledger", ledger, ROOT / "Samples"], check=True, stdout=subprocess.DEVNULL)
    acts = lambda: sqlite3.connect(ledger).execute("SELECT count(*), (SELECT count(*) FROM article) FROM act").fetchone()
    before = acts()
    with Serving(given.dixit, ledger) as serving:
        work, statuses, held, waits, isOver = list(hostile_requests(serving, given.hostile_requests)), collections.Counter(), [], [], threading.Event()

        def attack():
            while True:
                try:
                    name, data, manner = work.pop()
                except IndexError:
                    return
                statuses[name, send(serving.port, data, manner, held)] += 1
                while len(held) > 300:
                    held.pop(0).close()

        def visit():
            while not isOver.is_set():
                began = time.perf_counter()
                connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=60)
                connection.request("GET", "/article/1", headers=serving.asking)
                if connection.getresponse().status != 200:
                    fail("an ordinary page was refused")
                connection.close()
                waits.append(1000 * (time.perf_counter() - began))

        visitor, attackers = threading.Thread(target=visit), [threading.Thread(target=attack) for _ in range(8)]
        for thread in [visitor, *attackers]:
            thread.start()
        for thread in attackers:
            thread.join()
        isOver.set()
        visitor.join()
        memory = serving.memory()
    waits.sort()
    table = collections.defaultdict(dict)
    for (name, status), count in statuses.items():
        table[name][status] = count
    print(f"\n{sum(statuses.values()):,} hostile requests by 8 clients\n\n| what | answers |\n| --- | --- |")
    for name, answers in table.items():
        print(f"| {name} | {', '.join(f'{s or chr(8211)}: {n}' for s, n in sorted(answers.items(), key=str))} |")
    print(f"\nledger {'as it was' if acts() == before else 'CHANGED'}; server ended with status {serving.status}; an ordinary page meanwhile: "
          f"{len(waits)} times, median {share(waits, .5):.1f} ms, 99th percentile {share(waits, .99):.0f} ms; peak memory {memory:.0f} MB")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for part in ["pages", "paint", "hostile"]:
        parser.add_argument(f"--{part}", action="store_true")
    parser.add_argument("--dixit", default=str(ROOT / ".build/release/dixit"))
    parser.add_argument("--ledger", help="a large ledger (else one is made)")
    parser.add_argument("--each", action="store_true", help="processor time of each kind of page")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--beside", metavar="PROGRAM", help="another dixit, to be measured in turns")
    parser.add_argument("--beside-ledger", metavar="FILE", help="that one's ledger, of the same articles")
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--requests", type=int, default=4_000)
    parser.add_argument("--paints", type=int, default=20)
    parser.add_argument("--hostile-requests", type=int, default=10_000)
    given = parser.parse_args()
    for program in [given.dixit, given.beside or given.dixit]:
        if not Path(program).exists():
            fail(f"{program} is missing; run make build")
    everything = not (given.pages or given.paint or given.hostile)
    with tempfile.TemporaryDirectory() as folder:
        if given.pages or everything:
            pages(given, folder)
        if given.paint or everything:
            paint(given, folder)
        if given.hostile or everything:
            hostile(given, folder)


if __name__ == "__main__":
    main()
