#!/usr/bin/env python3
"""Mutated texts, lines of JSON, models and requests: nothing may end by a signal, and every span must be the words that it says.

usage: python3 Benchmarks/fuzz.py [--dixit PROGRAM] [--seed N] [--count N] [--seconds N] [--only texts|lines|exports|models|requests] [--state FILE]

Texts and lines go through `dixit read -f jsonl` by the thousand, lines of exports through `dixit restore`, model files through `dixit read`, requests to `dixit serve`. What is made depends on the seed
and a number alone: --state keeps how far each kind has come, and the same command goes on there. Exit status 1 where a program was ended by a signal, a span is off, a line was answered
twice or not at all, or a hostile request was let in.
"""

import argparse
import concurrent.futures
import json
import os
import random
import re
import resource
import socket
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PIECES = ["He said that ", "“", "”", "‘", "’", "\"", "'", "said", " said ", "Mr. Smith: ", "Mara Lind", ", the port warden, ", ". ", "! ", "? ", "\n\n", "\n", "\r\n", "\t", " ", "she ", "they ", "denied ", "according to ", "Q: ", "A: ", "Speaker 1: ", "— ", " - ", "…", "(", ")", "[", "]",
    "VIENNA, Nov. 5 (Reuters) - ", "on Monday", "last week", "in 2013", "\u202e", "\u200b", "\u0301", "\ufeff", "\u0000", "é", "中文", "🙂", "\U0001f468\u200d\U0001f469", "«", "»", "„", "``", "''", "&amp;", "<b>", "</p>", "http://a.example/", "0" * 40, "a" * 300, "Kessom dam", "not ", "never "]
NUMBERS = [0, -1, 1, 2**31 - 1, 2**31, 2**53, 2**63 - 1, -(2**63), 2**63, 10**30, 1e308, -1e308, 1.5, float("nan")]
VALUES = [*NUMBERS, "", "x", None, True, [], {}, [[0, 2**63 - 1]], [[-5, 3]], "\u0000", "1" * 5000]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--dixit", default=str(ROOT / ".build/release/dixit"))
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--count", type=int, default=1_000_000, help="of all kinds together (1,000,000)")
    arguments.add_argument("--seconds", type=float, default=600, help="after which it ends, to be gone on with (600)")
    arguments.add_argument("--only", choices=list(KINDS))
    arguments.add_argument("--state", type=Path)
    given = arguments.parse_args()
    done = json.loads(given.state.read_text()) if given.state and given.state.exists() else {}
    kinds = [given.only] if given.only else list(KINDS)
    end, wrong = time.time() + given.seconds, []
    shares = {kind: max(1, round(given.count * (SHARES[kind] if not given.only else 1))) for kind in kinds}
    with tempfile.TemporaryDirectory() as folder:
        while time.time() < end and any(done.get(kind, 0) < shares[kind] for kind in kinds):
            for kind in kinds:
                first = done.get(kind, 0)
                count = min(BATCH[kind], shares[kind] - first)
                if count > 0 and time.time() < end:
                    wrong += [f"{kind} {line}" for line in KINDS[kind](given, Path(folder), range(first, first + count))]
                    done[kind] = first + count
                    if given.state:
                        given.state.write_text(json.dumps(done))
    print("| what | tried, seed " + str(given.seed) + " |\n| --- | --- |")
    for kind in kinds:
        print(f"| {kind} | {done.get(kind, 0):,} |")
    print(f"ended by a signal, spans off, or let in: {len(wrong)}")
    for line in wrong[:50]:
        print(f"WRONG: {line}")
    return 1 if wrong else 0


def run(given, *words, data=None, folder=None, more=None):
    environment = {**os.environ, "SWIFT_BACKTRACE": "enable=no", "DIXIT_MODEL": os.environ.get("DIXIT_MODEL", str(ROOT / "Models/reader.model")), **(more or {})}
    try:
        return subprocess.run([given.dixit, *words], input=data, capture_output=True, timeout=300, env=environment, cwd=folder, check=False)
    except subprocess.TimeoutExpired:
        return None


def ended(done):
    """How a program ended that must not end so; None where all is well."""
    return "took longer than 300 s" if done is None else f"ended by signal {-done.returncode}" if done.returncode < 0 or done.returncode > 128 else None


# Texts

def text(dice):
    return "".join(dice.choice(PIECES) for _ in range(dice.choice([1, 3, 10, 30, 80])))


def texts(given, folder, numbers):
    """Texts as lines; every span of what is found in one must be the words that it says."""
    made = {f"t{number}": text(random.Random(f"{given.seed} text {number}")) for number in numbers}
    data = "".join(json.dumps({"id": name, "text": words}) + "\n" for name, words in made.items()).encode("utf-8", "surrogatepass")
    return judged(given, data, made)


def judged(given, data, made):
    done = run(given, "read", "-q", "--language", "any", "-f", "jsonl", "-", data=data)
    if said := ended(done):
        return [f"{next(iter(made))} to {list(made)[-1]}: {said}"]
    wrong, seen = [], set()
    for line in done.stdout.splitlines():
        record = json.loads(line, parse_constant=str)
        name, words = record["id"], record["text"]
        if name in seen:
            wrong.append(f"{name}: answered twice")
        seen.add(name)
        wrong += [f"{name}: a span is not its words: {span}" for span in spans(record) if span[2] is not None and words[span[0]:span[1]] != span[2]]
    return wrong + [f"{name}: not answered" for name in made if name not in seen and made[name] is not None]


def spans(value):
    """(start, end, text) of all that has them."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
            yield value["start"], value["end"], value.get("text")
        for part in value.values():
            yield from spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans(part)


# Lines of JSON

def line(dice, number):
    base = {"id": f"l{number}", "title": "T “x”", "outlet": "Wire", "author": "Ann", "published": "2021-03-04", "url": "https://a.example/1", "text": "“We sign,” said Mara Lind. He denied it.", "extra": {"n": 1.10, "l": [1, [2, [3]]]}}
    match dice.randrange(6):
        case 0:
            base[dice.choice(list(base))] = dice.choice(VALUES)
            return json.dumps(base).encode()
        case 1:
            base[text(dice)[:20] or "x"] = dice.choice(VALUES)
            return json.dumps(base).encode("utf-8", "surrogatepass")
        case 2:
            return b"[" * dice.choice([1, 500, 513, 5000]) + json.dumps(base).encode()
        case 3:
            return json.dumps(base).encode() + dice.choice([b" x", b"{}", b",", b"}", b"\x00", b"\xff"])
        case 4:
            return b'{"text":"' + dice.choice([b"\\ud800", b"\\udc00\\ud800", b"\\u0000", b"\\x41", b"\\", b"\xff\xfe", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80"]) * dice.randrange(1, 5) + b' said Mara Lind."}'
        case _:
            data = bytearray(json.dumps(base).encode())
            for _ in range(dice.choice([1, 2, 8])):
                data[dice.randrange(len(data))] = dice.randrange(256)
            return bytes(data).replace(b"\n", b" ")


def lines(given, folder, numbers):
    data = b"".join(line(random.Random(f"{given.seed} line {number}"), number).replace(b"\n", b" ") + b"\n" for number in numbers)
    done = run(given, "read", "-q", "--language", "any", "-f", "jsonl", "-", data=data)
    if said := ended(done):
        return [f"{numbers.start} to {numbers.stop - 1}: {said}"]
    return [f"{numbers.start}…: a span is not its words: {span}" for found in done.stdout.splitlines() for record in [json.loads(found, parse_constant=str)] for span in spans(record.get("statements")) if span[2] is not None and record["text"][span[0]:span[1]] != span[2]]


# Lines of exports, into a ledger

def exported(given, folder):
    held = folder / "export.jsonl"
    if not held.exists():
        ledger = folder / "whole.sqlite"
        run(given, "add", "-q", "--ledger", str(ledger), str(ROOT / "Samples"))
        for words in (("s1.0", "right"), ("s1.1", "wrong"), ("s1.2", "fix", "--content", "4-30")):
            run(given, "review", *words, "--by", "mara", "--ledger", str(ledger))
        run(given, "export", "-q", "--ledger", str(ledger), "-o", str(held))
    return held.read_text().splitlines()


def places(value, path=()):
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], (*path, key))
    elif isinstance(value, list):
        for key in range(min(len(value), 3)):
            yield from places(value[key], (*path, key))


def exports(given, folder, numbers):
    """A value of an export changed, restored, and everything asked of the ledger."""
    held, wrong = exported(given, folder), []
    for number in numbers:
        dice = random.Random(f"{given.seed} export {number}")
        record = json.loads(dice.choice(held[:3]))
        chosen = dice.choice([path for path in places(record) if path and (path[0] == "ledger" or dice.random() < 0.3)])
        holder = record
        for key in chosen[:-1]:
            holder = holder[key]
        holder[chosen[-1]] = dice.choice(VALUES)
        ledger = folder / "restored.sqlite"
        for name in ("", "-wal", "-shm"):
            Path(f"{ledger}{name}").unlink(missing_ok=True)
        path = folder / "one.jsonl"
        path.write_text(json.dumps(record) + "\n")
        for words in (("restore", "-q", str(path), "--by", "z"), ("show", "1"), ("show", "s1.0", "--format", "json"), ("verify",), ("find", "the"), ("export", "-q"), ("actor", "log"), ("review", "s1.2", "right", "--by", "z")):
            if said := ended(run(given, *words, "--ledger", str(ledger))):
                wrong.append(f"{number} ({'.'.join(map(str, chosen))}), {words[0]}: {said}")
            if words[0] == "restore" and not ledger.exists():
                break
    return wrong


# Models

def models(given, folder, numbers):
    """A model file changed, with a checksum that fits where xxhash is there, and a text read with it."""
    source = Path(os.environ.get("DIXIT_MODEL", ROOT / "Models/reader.model")).read_bytes()
    article, wrong = folder / "article.txt", []
    article.write_text("“We will not sign,” said Theodra Vashne, the Steward. Kessom denied it; he told reporters that the dam is shut.\n\nMr. Trusk said no.")
    try:
        import xxhash
    except ImportError:
        xxhash = None
    for number in numbers:
        dice = random.Random(f"{given.seed} model {number}")
        data = bytearray(source)
        for _ in range(dice.choice([1, 1, 4, 100])):
            data[dice.randrange(32 if dice.random() < 0.9 else 0, len(data) if dice.random() < 0.5 else min(len(data), 60_000))] ^= 1 << dice.randrange(8)
        if dice.random() < 0.2:
            del data[dice.randrange(len(data)):]
        if xxhash and len(data) > 32:
            data[16:32] = struct.pack("<QQ", len(data), xxhash.xxh64_intdigest(bytes(data[32:])))
        path = folder / "mutated.model"
        path.write_bytes(data)
        if said := ended(run(given, "read", "-q", "-f", "jsonl", str(article), more={"DIXIT_MODEL": str(path)})):
            wrong.append(f"{number}: {said}")
    return wrong


# Requests

def requests(given, folder, numbers):
    """Requests without the token, written wrong: none is let in, the server lives, and its memory stays within 300 MB."""
    ledger = folder / "served.sqlite"
    if not ledger.exists():
        run(given, "add", "-q", "--ledger", str(ledger), str(ROOT / "Samples"))
    server = subprocess.Popen([given.dixit, "serve", "-q", "--port", "0", "--ledger", str(ledger)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})
    wrong = []
    try:
        address = server.stdout.readline().decode()
        port, token = int(re.search(r":(\d+)/", address)[1]), re.search(r"token=(\w+)", address)[1]
        # Side by side, since a request that is cut off keeps its connection until the server has waited long enough.
        with concurrent.futures.ThreadPoolExecutor(64) as threads:
            answers = threads.map(lambda number: asked(port, request(random.Random(f"{given.seed} request {number}"), port)), numbers)
        for number, answer in zip(numbers, answers):
            if re.match(rb"HTTP/1\.[01] (?:200|303)", answer) and b"on its way" not in answer:
                wrong.append(f"{number}: let in: {answer[:60]!r}")
        status = Path(f"/proc/{server.pid}/status")
        if server.poll() is not None:
            wrong.append(f"{numbers.start} to {numbers.stop - 1}: the server ended with {server.returncode}")
        elif not asked(port, f"GET /article/1 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n".encode(), 20).startswith(b"HTTP/1.1 200"):
            wrong.append(f"{numbers.start} to {numbers.stop - 1}: an ordinary request is not answered any more")
        elif status.exists() and (most := int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) >> 10) > 300:
            wrong.append(f"{numbers.start} to {numbers.stop - 1}: the server took {most} MB")
    finally:
        server.terminate()
        try:
            server.wait(5)
        except subprocess.TimeoutExpired:
            server.kill()
            wrong.append(f"{numbers.start} to {numbers.stop - 1}: SIGTERM did not end the server within 5 s")
    return wrong


def request(dice, port):
    method = dice.choice(["GET", "POST", "HEAD", "PUT", "get", "", "G\0T", "OPTIONS"])
    target = dice.choice(["/", "/article/1", "/article/1.json", "/search?q=dam", "/review", "/add", "/?token=guessed", "/..%2f", "/%00", "*", "//", "/" + "a" * dice.choice([10, 9000]), "/article/" + str(dice.choice(NUMBERS))])
    hosts = [f"Host: 127.0.0.1:{port}", "Host: evil.example", f"Host: 127.0.0.1:{port}\0.evil", "Host:", f"Host : 127.0.0.1:{port}"]
    heads = [*dice.choices(hosts, k=dice.choice([0, 1, 1, 1, 2])), *dice.choices([f"Cookie: session_{port}={'a' * 32}", "Authorization: Bearer x", "Content-Length: -1", "Content-Length: 99999999999", "Transfer-Encoding: chunked", "Sec-Fetch-Site: cross-site", "Origin: null", "X: " + "y" * dice.choice([1, 40_000]), "\0", " folded"], k=dice.randrange(4))]
    data = (f"{method} {target} HTTP/1.{dice.choice([0, 1, 9])}" + "".join(dice.choice(["\r\n", "\r\n", "\r\n", "\n"]) + head for head in heads) + "\r\n\r\n").encode() + dice.choice([b"", b"form=x&statement=s1.0&judgement=wrong", b"0\r\n\r\n"])
    if dice.random() < 0.2:
        data = bytearray(data)
        data[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(data)[: len(data) if dice.random() < 0.9 else dice.randrange(1, len(data))]


def asked(port, data, patience=2):
    """What is answered until the server closes, or is silent for so many seconds. The connection stays open on this side: the library forgets the answer of a
    request whose sender is gone."""
    answer = b""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
            client.sendall(data)
            client.settimeout(patience)
            while piece := client.recv(65536):
                answer += piece
    except OSError:
        pass
    return answer


KINDS = {"texts": texts, "lines": lines, "exports": exports, "models": models, "requests": requests}
SHARES = {"texts": 0.45, "lines": 0.5, "exports": 0.005, "models": 0.005, "requests": 0.04}
BATCH = {"texts": 250, "lines": 1000, "exports": 20, "models": 20, "requests": 1000}

if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main())
