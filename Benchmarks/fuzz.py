#!/usr/bin/env python3
"""Mutated texts, lines of JSON, exports, models and requests: nothing may end by a signal, every span must be the words that it says, every line be answered as it is or refused.

usage: python3 Benchmarks/fuzz.py [--dixit PROGRAM] [--seed N] [--count N] [--seconds N] [--only texts|lines|exports|models|requests] [--state FILE]

| kind | share | what is done with it |
| --- | --- | --- |
| texts | 0.5 % | `dixit read -f jsonl`, with the model; the text must come back as it is, each span must be its words |
| lines | 97.2 % | `dixit gather`, without reading, which takes no model's time; what comes back is held against Python's reader of JSON (fuzz_lines.py) |
| exports | 0.2 % | `dixit restore` into a new ledger; what was refused must leave nothing, of what was taken everything is asked |
| models | 0.3 % | an article is read with the changed file (fuzz_models.py) |
| requests | 1.8 % | `dixit serve`, without its token |

What is made depends on the seed and a number alone: --state keeps how far each kind has come, and the same command goes on there. Exit status 1 where a program was ended by a signal, a span
is off, a line was answered otherwise, twice or not at all, or a hostile request was let in.
"""

import argparse
import concurrent.futures
import json
import os
import random
import re
import resource
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from fuzz_lines import NUMBERS, VALUES, line, wrong
from fuzz_models import Model

ROOT = Path(__file__).resolve().parent.parent
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Nothing here is about the power going: files need not reach a disk."""
PIECES = ["He said that ", "“", "”", "‘", "’", "\"", "'", "said", " said ", "Mr. Smith: ", "Mara Lind", ", the port warden, ", ". ", "! ", "? ", "\n\n", "\n", "\r\n", "\t", " ", "she ", "they ", "denied ", "according to ", "Q: ", "A: ", "Speaker 1: ", "— ", " - ", "…", "(", ")", "[", "]",
    "VIENNA, Nov. 5 (Reuters) - ", "on Monday", "last week", "in 2013", "\u202e", "\u200b", "\u0301", "\ufeff", "\u0000", "é", "中文", "🙂", "\U0001f468\u200d\U0001f469", "«", "»", "„", "``", "''", "&amp;", "<b>", "</p>", "http://a.example/", "0" * 40, "a" * 300, "Kessom dam", "not ", "never "]


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
    end, faults = time.time() + given.seconds, 0
    shares = {kind: max(1, round(given.count * (SHARES[kind] if not given.only else 1))) for kind in kinds}
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        while time.time() < end and any(done.get(kind, 0) < shares[kind] for kind in kinds):
            for kind in kinds:
                first = done.get(kind, 0)
                count = min(BATCH[kind], shares[kind] - first)
                if count > 0 and time.time() < end:
                    for said in KINDS[kind](given, Path(folder), range(first, first + count)):
                        faults += 1
                        print(f"WRONG: {kind} {said}", flush=True)
                    done[kind] = first + count
                    if given.state:
                        given.state.write_text(json.dumps(done))
    print(f"| what | tried, seed {given.seed} |\n| --- | --- |")
    for kind in kinds:
        print(f"| {kind} | {done.get(kind, 0):,} |")
    print(f"ended by a signal, spans off, or let in: {faults}")
    return 1 if faults else 0


def run(given, *words, data=None):
    environment = {**os.environ, "SWIFT_BACKTRACE": "enable=no", "DIXIT_MODEL": os.environ.get("DIXIT_MODEL", str(ROOT / "Models/reader.model"))}
    try:
        return subprocess.run([given.dixit, *words], input=data, capture_output=True, timeout=300, env=environment, check=False)
    except subprocess.TimeoutExpired:
        return None


def ended(done):
    """How a program ended that must not end so; None where all is well."""
    return "took longer than 300 s" if done is None else f"ended by signal {-done.returncode}" if done.returncode < 0 or done.returncode > 128 else None


# Texts

def text(dice):
    return "".join(dice.choice(PIECES) for _ in range(dice.choice([1, 2, 4, 8, 16, 40])))


def texts(given, folder, numbers):
    """Texts as lines; every span of what is found in one must be the words that it says."""
    made = {f"t{number}": text(random.Random(f"{given.seed} text {number}")) for number in numbers}
    data = "".join(json.dumps({"id": name, "text": words}) + "\n" for name, words in made.items()).encode("utf-8", "surrogatepass")
    done = run(given, "read", "-q", "--language", "any", "-f", "jsonl", "-", data=data)
    if said := ended(done):
        return [f"{next(iter(made))} to {list(made)[-1]}: {said}"]
    faults, seen = [], set()
    for answer in done.stdout.split(b"\n")[:-1]:
        record = json.loads(answer)
        name, words = record["id"], record["text"]
        faults += [f"{name}: answered twice"] * (name in seen)
        seen.add(name)
        faults += [f"{name}: its text is another"] * (words != made[name])
        faults += [f"{name}: a span is not its words: {span}" for span in spans(record) if span[2] is not None and words[span[0]:span[1]] != span[2]]
    return faults + [f"{name}: not answered" for name in made if name not in seen]


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

def lines(given, folder, numbers):
    """Behind a first line that is whole, so that all is taken for JSON Lines."""
    made = [line(random.Random(f"{given.seed} line {number}"), number) for number in numbers]
    done = run(given, "gather", "-q", "-", data=b"\n".join([b'{"text": "first"}', *made, b""]))
    if said := ended(done):
        return [f"{numbers.start} to {numbers.stop - 1}: {said}"]
    failed = {int(number) for number in re.findall(rb"^dixit: standard input:(\d+): ", done.stderr, re.MULTILINE)}
    answers, faults = iter(done.stdout.split(b"\n")[1:-1]), []
    for place, (number, data) in enumerate(zip(numbers, made), 2):
        if data.strip(b" \t\r"):
            said = wrong(data, None if place in failed else next(answers, None))
            faults += [f"{number} {said}: {data[:200]!r}"] if said else []
    return faults + [f"{numbers.start}…: answered twice: {answer[:200]!r}" for answer in answers]


# Lines of exports, into a ledger

def exported(given, folder):
    """Lines of what two ledgers export: Samples', judged, and Tests/Fixtures', with all that a ledger can hold."""
    held = folder / "export.jsonl"
    if not held.exists():
        ledger, golden = folder / "whole.sqlite", folder / "golden.sqlite"
        run(given, "add", "-q", "--ledger", str(ledger), str(ROOT / "Samples"))
        for words in (("s1.0", "right"), ("s1.1", "wrong"), ("s1.2", "fix", "--content", "4-30")):
            run(given, "review", *words, "--by", "mara", "--ledger", str(ledger))
        golden.write_bytes(max((ROOT / "Tests/Fixtures/ledgers").glob("version-*.sqlite")).read_bytes())
        lines = [run(given, "export", "-q", "--ledger", str(of)).stdout.splitlines() for of in (ledger, golden)]
        held.write_bytes(b"\n".join(lines[0][:3] + lines[1]))
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
    """Values of an export changed or taken away, restored, and everything asked of the ledger; where it was refused nothing may be left of it."""
    held, faults = exported(given, folder), []
    ledger, path = folder / "restored.sqlite", folder / "one.jsonl"
    for number in numbers:
        dice = random.Random(f"{given.seed} export {number}")
        record, changed = json.loads(dice.choice(held)), []
        for _ in range(dice.choice([1, 1, 1, 2, 5])):
            chosen = dice.choice([path for path in places(record) if path and (path[0] == "ledger" or dice.random() < 0.3)])
            holder = record
            for key in chosen[:-1]:
                holder = holder[key]
            if dice.random() < 0.2:
                del holder[chosen[-1]]
            else:
                holder[chosen[-1]] = dice.choice(VALUES) if dice.random() < 0.7 else near(holder[chosen[-1]], dice)
            changed.append(".".join(map(str, chosen)))
        for name in ("", "-wal", "-shm"):
            Path(f"{ledger}{name}").unlink(missing_ok=True)
        path.write_text(json.dumps(record) + "\n")
        if said := ended(run(given, "restore", "-q", str(path), "--by", "z", "--ledger", str(ledger))):
            faults.append(f"{number} ({', '.join(changed)}), restore: {said}")
        asked = ASKED if ledger.exists() and rows(ledger, "article") + rows(ledger, "removed") else []
        if ledger.exists() and not asked and (left := [table for table in ("article", "statement", "entity", "actor", "act") if rows(ledger, table)]):
            faults.append(f"{number} ({', '.join(changed)}): refused, and left in {left}")
        for words in asked:
            done = run(given, *words, "--ledger", str(ledger))
            if said := ended(done):
                faults.append(f"{number} ({', '.join(changed)}), {words[0]}: {said}")
            elif words == ("verify",) and done.returncode:
                faults.append(f"{number} ({', '.join(changed)}): taken, and verify says {done.stderr[:300]!r}")
    return faults


ASKED = [("verify",), ("show", "1"), ("show", "s1.0", "--format", "json"), ("find", "the"), ("export", "-q"), ("actor", "log"), ("review", "s1.2", "right", "--by", "z")]


def near(value, dice):
    """Another value of the same kind, which is not refused for its kind alone."""
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, (int, float)):
        return value + dice.choice([-1, 1, 1000, -1000])
    if isinstance(value, str):
        return value[: dice.randrange(len(value) + 1)] + dice.choice(PIECES)
    if isinstance(value, list):
        return value + value[:1] if dice.random() < 0.5 else value[1:]
    return dict(list(value.items())[1:])


def rows(ledger, table):
    connection = sqlite3.connect(ledger)
    try:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


# Models

def models(given, folder, numbers):
    """A model file changed, under a checksum that fits, and a text read with it."""
    article, faults = folder / "article.txt", []
    article.write_text("“We will not sign,” said Theodra Vashne, the Steward. Kessom denied it; he told reporters that the dam is shut.\n\nMr. Trusk said no.")
    model = Model(Path(os.environ.get("DIXIT_MODEL", ROOT / "Models/reader.model")), folder / "mutated.model")
    for number in numbers:
        dice = random.Random(f"{given.seed} model {number}")
        model.change(dice)
        if said := ended(run(given, "read", "-q", "-f", "jsonl", "--engine", dice.choice(["float", "int8"]), "--model", str(model.path), str(article))):
            faults.append(f"{number}: {said}")
        model.mend()
    return faults


# Requests

def requests(given, folder, numbers):
    """Requests without the token, written wrong: none is let in, the server lives, and its memory stays within 300 MB."""
    ledger = folder / "served.sqlite"
    if not ledger.exists():
        run(given, "add", "-q", "--ledger", str(ledger), str(ROOT / "Samples"))
    server = subprocess.Popen([given.dixit, "serve", "-q", "--port", "0", "--ledger", str(ledger)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})
    faults = []
    try:
        address = server.stdout.readline().decode()
        port, token = int(re.search(r":(\d+)/", address)[1]), re.search(r"token=(\w+)", address)[1]
        # Side by side, since a request that is cut off keeps its connection until the server has waited long enough.
        with concurrent.futures.ThreadPoolExecutor(64) as threads:
            answers = threads.map(lambda number: asked(port, request(random.Random(f"{given.seed} request {number}"), port)), numbers)
        for number, answer in zip(numbers, answers):
            if re.match(rb"HTTP/1\.[01] (?:200|303)", answer) and b"on its way" not in answer:
                faults.append(f"{number}: let in: {answer[:60]!r}")
        status = Path(f"/proc/{server.pid}/status")
        if server.poll() is not None:
            faults.append(f"{numbers.start} to {numbers.stop - 1}: the server ended with {server.returncode}")
        elif not asked(port, f"GET /article/1 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n".encode(), 20).startswith(b"HTTP/1.1 200"):
            faults.append(f"{numbers.start} to {numbers.stop - 1}: an ordinary request is not answered any more")
        elif status.exists() and (most := int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) >> 10) > 300:
            faults.append(f"{numbers.start} to {numbers.stop - 1}: the server took {most} MB")
    finally:
        server.terminate()
        try:
            server.wait(5)
        except subprocess.TimeoutExpired:
            server.kill()
            faults.append(f"{numbers.start} to {numbers.stop - 1}: SIGTERM did not end the server within 5 s")
    return faults


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
SHARES = {"texts": 0.005, "lines": 0.972, "exports": 0.002, "models": 0.003, "requests": 0.018}
BATCH = {"texts": 250, "lines": 5000, "exports": 20, "models": 20, "requests": 1000}

if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.setrecursionlimit(20_000)
    sys.exit(main())
