#!/usr/bin/env python3
"""Runs dixit against a server on the loopback that answers with malice, and checks that every address is read or refused by name.

usage: Benchmarks/hostile_server.py [--dixit PROGRAM] [--seed N] [--damaged N] [--only WORD]

Each answer stands on a host of its own (127.x.y.z), so that pauses between requests to one host do not add up. Some answers are written
by hand, below, each named for what is wrong with it; others are a good page, feed or PDF, packed or not, with bytes flipped, cut or doubled
by chance (`--seed`). All are given to `dixit read` as pages, and to `dixit watch add` as feeds. For every address there must be a record or
a sentence on standard error that begins with it; the programs must end by themselves, with status 0 or 1, in time, and with little memory.
"""

import argparse
import gzip
import json
import os
import random
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 240
"""A program that has so many addresses as here may take this long: the slowest answers are given up after 60 s each."""
MEMORY = 512 << 20
"""Bytes that a program may hold at its most; the model and the reading of an article take some 100 MB of it. Its page workers are processes of
their own, whose memory the system limits (Pages/limits.py), and do not count here."""

WORDS = ("Dessa Korvin said the harbour of Velm would stay open. “Nobody pays twice,” Korvin said on Monday, and Ilse Varn, the port "
         "warden, denied that anybody had ever been asked to pay twice for the same berth. ")
PAGE = f"<!doctype html><html lang=en><head><title>Korvin opens the gate</title></head><body><article><h1>Korvin opens the gate at last</h1><p>{WORDS}</p><p>{WORDS}</p></article></body></html>".encode()
FEED = b"<?xml version='1.0'?><rss version='2.0'><channel><title>Velm</title>" + b"".join(b"<item><link>https://velm.example/%d</link><title>Gate %d</title></item>" % (n, n) for n in range(20)) + b"</channel></rss>"
HTML = "Content-Type: text/html; charset=utf-8"
RSS = "Content-Type: application/rss+xml"


# Answers

def head(status=200, *headers):
    return "\r\n".join([f"HTTP/1.1 {status} Told", *headers, "Connection: close", "", ""]).encode("latin-1", "replace")


def whole(body, *headers, status=200):
    return head(status, f"Content-Length: {len(body)}", *headers) + body


def sends(*pieces):
    """Sends these bytes and closes."""
    def answer(connection, request):
        for piece in pieces:
            connection.sendall(piece(request) if callable(piece) else piece)
    return answer


def repeats(first, piece, times=1 << 40):
    """Sends the first bytes, then the others again and again."""
    def answer(connection, request):
        connection.sendall(first)
        for _ in range(times):
            connection.sendall(piece)
    return answer


def drips(first, piece, seconds):
    """Sends the first bytes, then the others again and again with a pause before each."""
    def answer(connection, request):
        connection.sendall(first)
        end = time.monotonic() + 150
        while time.monotonic() < end:
            time.sleep(seconds)
            connection.sendall(piece)
    return answer


def redirects(location, status=302):
    return sends(lambda request: head(status, f"Location: {location(request) if callable(location) else location}"))


def zipped(data, times=1):
    for _ in range(times):
        data = gzip.compress(data, 9, mtime=0)
    return data


def by_hand():
    """Name -> what is answered, for a page; or (for robots.txt, for a page)."""
    zeros = bytes(64 << 20)
    bomb, deep = zipped(zeros), b"<div>" * 1_000_000
    yield "a good page", sends(whole(PAGE, HTML))
    yield "a good feed", sends(whole(FEED, RSS))
    # Redirects
    yield "redirects without end", redirects(lambda r: r + "x")
    yield "a redirect to itself", redirects(lambda r: r)
    yield "a redirect to a file", redirects("file:///etc/passwd")
    yield "a redirect to gopher", redirects("gopher://127.0.0.1:25/x")
    yield "a redirect to data", redirects("data:text/html,<p>x")
    yield "a redirect to javascript", redirects("javascript:alert(1)")
    yield "a redirect with a password in it", redirects("http://user:word@127.0.0.1/")
    yield "a redirect to nowhere", redirects("")
    yield "a redirect without a place", sends(head(302))
    yield "a redirect that is very long", redirects("/" + "x" * 50_000)
    yield "a redirect with line ends in it", sends(b"HTTP/1.1 302 x\r\nLocation: /a\r\n b\r\nSet-Cookie: c\r\n\r\n")
    yield "a redirect to port 0", redirects("http://127.0.0.1:0/")
    yield "a redirect to port 99999", redirects("http://127.0.0.1:99999/")
    yield "a redirect to a name that is not there", redirects("http://nothing.invalid/")
    yield "a redirect to bytes that are no text", sends(b"HTTP/1.1 301 x\r\nLocation: /\xff\xfe\x00\x01\r\n\r\n")
    yield "an endless body behind a redirect", repeats(head(302, "Location: /x"), b"x" * 65536)
    # Heads
    yield "nothing at all", sends(b"")
    yield "no HTTP", sends(b"220 velm.example ESMTP\r\n")
    yield "HTTP of version 0.9", sends(PAGE)
    yield "HTTP of version 9", sends(b"HTTP/9.9 200 OK\r\n\r\n" + PAGE)
    yield "a status that is no number", sends(b"HTTP/1.1 abc OK\r\n\r\n" + PAGE)
    yield "a status of 999", sends(whole(PAGE, HTML, status=999))
    yield "headers without end", repeats(b"HTTP/1.1 200 OK\r\n", b"X-Velm: 1\r\n" * 1000)
    yield "one header without end", repeats(b"HTTP/1.1 200 OK\r\nX-Velm: ", b"x" * 65536)
    yield "a status line without end", repeats(b"HTTP/1.1 200 ", b"x" * 65536)
    yield "early hints without end", repeats(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 100)
    yield "a head that is cut", sends(b"HTTP/1.1 200 OK\r\nContent-Ty")
    yield "a head with NUL in it", sends(b"HTTP/1.1 200 OK\r\nX: \x00\r\nContent-Type: text/html\r\n\r\n" + PAGE)
    yield "a thousand cookies", sends(head(200, HTML, *[f"Set-Cookie: c{n}=1" for n in range(1000)]), PAGE)
    yield "bare line feeds", sends(b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + PAGE)
    yield "an upgrade that nobody wanted", sends(b"HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n" + b"\x00" * 100)
    # Lengths
    yield "a length that is too long", sends(head(200, HTML, "Content-Length: 999999"), PAGE)
    yield "a length that is too short", sends(head(200, HTML, "Content-Length: 300"), PAGE)
    yield "a length below 0", sends(head(200, HTML, "Content-Length: -1"), PAGE)
    yield "a length beyond all numbers", sends(head(200, HTML, "Content-Length: " + "9" * 40), PAGE)
    yield "two lengths", sends(head(200, HTML, "Content-Length: 5", f"Content-Length: {len(PAGE)}"), PAGE)
    yield "a length that is no number", sends(head(200, HTML, "Content-Length: many"), PAGE)
    yield "an announced petabyte", sends(head(200, HTML, f"Content-Length: {1 << 50}"), PAGE)
    yield "chunks that are cut", sends(head(200, HTML, "Transfer-Encoding: chunked"), b"ff\r\nabc")
    yield "chunks of a wrong size", sends(head(200, HTML, "Transfer-Encoding: chunked"), b"zz\r\nabc\r\n0\r\n\r\n")
    yield "a chunk beyond all numbers", sends(head(200, HTML, "Transfer-Encoding: chunked"), b"ffffffffffffffffff\r\nabc")
    yield "trailers without end", repeats(head(200, HTML, "Transfer-Encoding: chunked") + b"3\r\nabc\r\n0\r\n", b"X: y\r\n" * 1000)
    # Bodies
    yield "a body without end", repeats(head(200, HTML), b"<p>Velm. " * 8192)
    yield "a page of 32 MB", sends(whole(PAGE + b" " * (32 << 20), HTML))
    yield "a PDF of 66 MB", sends(whole(b"%PDF-1.4\n" + b" " * (66 << 20), "Content-Type: application/pdf"))
    yield "a PDF that is none", sends(whole(b"%PDF-1.7\n" + b"x" * 9000, "Content-Type: application/pdf"))
    yield "a million nested elements", sends(whole(deep, HTML))
    yield "a million attributes", sends(whole(b"<p " + b"a=1 " * 1_000_000 + b">x", HTML))
    yield "an empty page", sends(whole(b"", HTML))
    yield "a page of NULs", sends(whole(bytes(100_000), HTML))
    yield "a page of no type", sends(whole(PAGE))
    yield "a page of a long type", sends(whole(PAGE, "Content-Type: " + "x" * 9000))
    yield "a picture", sends(whole(b"\x89PNG\r\n\x1a\n" + bytes(1000), "Content-Type: image/png"))
    yield "a video that is called a page", sends(whole(b"\x00\x00\x00 ftypmp42" + bytes(range(256)) * 999, HTML))
    yield "a wrong charset", sends(whole(PAGE, "Content-Type: text/html; charset=utf-32-be"))
    yield "a charset that is not there", sends(whole(PAGE, "Content-Type: text/html; charset=klingon-9"))
    yield "a charset of a kilobyte", sends(whole(PAGE, "Content-Type: text/html; charset=" + "z" * 1000))
    yield "a charset with marks in it", sends(whole(PAGE, 'Content-Type: text/html; charset="}\\u0000{"'))
    yield "Latin bytes said to be UTF-8", sends(whole(PAGE.replace("“".encode(), b"\x93"), HTML))
    yield "a script in the title", sends(whole(PAGE.replace(b"opens the gate", b"<script>alert(1)</script> opens \x1b[2J"), HTML))
    yield "steering signs in the text", sends(whole(PAGE.replace(b"Monday", b"\x1b[31m \xe2\x80\xae Mon\x07day"), HTML))
    yield "a text of one line of 7 MB", sends(whole(b"Velm. " * (7 << 20 >> 3), "Content-Type: text/plain"))
    yield "a text of binary", sends(whole(bytes(range(256)) * 100, "Content-Type: text/plain"))
    # Packing
    yield "gzip, well", sends(whole(zipped(PAGE), HTML, "Content-Encoding: gzip"))
    yield "deflate, well", sends(whole(zlib.compress(PAGE), HTML, "Content-Encoding: deflate"))
    yield "Brotli, well", sends(whole(BROTLI, HTML, "Content-Encoding: br"))
    yield "a bomb of gzip", sends(whole(bomb, HTML, "Content-Encoding: gzip"))
    yield "a bomb of deflate", sends(whole(zlib.compress(zeros, 9), HTML, "Content-Encoding: deflate"))
    yield "a bomb inside a bomb", sends(whole(zipped(bomb), HTML, "Content-Encoding: gzip, gzip"))
    yield "five packings", sends(whole(zipped(PAGE, 5), HTML, "Content-Encoding: gzip, gzip, gzip, gzip, gzip"))
    yield "a hundred packings", sends(whole(PAGE, HTML, "Content-Encoding: " + ", ".join(["gzip"] * 100)))
    yield "a packed transfer", sends(head(200, HTML, "Transfer-Encoding: gzip, chunked"), b"0\r\n\r\n")
    yield "gzip that is none", sends(whole(PAGE, HTML, "Content-Encoding: gzip"))
    yield "Brotli that is none", sends(whole(PAGE, HTML, "Content-Encoding: br"))
    yield "zstd that is none", sends(whole(PAGE, HTML, "Content-Encoding: zstd"))
    yield "gzip that is cut", sends(whole(zipped(PAGE)[:-40], HTML, "Content-Encoding: gzip"))
    yield "gzip with something behind", sends(whole(zipped(PAGE) + b"x" * 99_999, HTML, "Content-Encoding: gzip"))
    yield "a packing of no name", sends(whole(PAGE, HTML, "Content-Encoding: velm"))
    yield "gzip without saying so", sends(whole(zipped(PAGE), HTML))
    yield "a bomb without saying so", sends(whole(bomb, HTML))
    # Slowness
    yield "a head that drips", drips(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 1)
    yield "a body that drips", drips(head(200, HTML), b"<p>", 1)
    yield "a body that is just not too slow", drips(head(200, HTML), b"<p>Velm. " * 40, 0.5)
    yield "silence", drips(b"", b"", 1)
    # Statuses
    for status in (204, 205, 206, 300, 304, 400, 401, 403, 404, 407, 410, 418, 429, 451, 500, 503):
        yield f"status {status}", sends(head(status, "Retry-After: 99999999999999999999", "Content-Length: 0"))
    # Rules
    good = sends(whole(PAGE, HTML))
    yield "rules that forbid", (sends(whole(b"User-agent: *\nDisallow: /")), good)
    yield "rules of binary", (sends(whole(bytes(range(256)) * 50)), good)
    yield "rules without end", (repeats(head(200), b"Disallow: /a*b*c*d*e*f$\n" * 1000), good)
    yield "rules of a million stars", (sends(whole(b"User-agent: *\nDisallow: /" + b"*a" * 200_000 + b"$")), good)
    yield "fifty thousand rules", (sends(whole(b"User-agent: *\n" + b"Allow: /*x\n" * 45_000)), good)
    yield "rules that redirect without end", (redirects(lambda r: r + "x"), good)
    yield "rules that lead to a file", (redirects("file:///etc/passwd"), good)
    yield "rules that drip", (drips(head(200), b"#", 1), good)
    yield "rules that are a bomb", (sends(whole(bomb, "Content-Encoding: gzip")), good)
    yield "rules with status 503", (sends(head(503, "Content-Length: 0")), good)
    yield "rules that want a pause of a year", (sends(whole(b"User-agent: *\nCrawl-delay: 31536000\n")), good)
    # Feeds
    yield "a feed that is a bomb of entities", sends(whole(b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)) + b"]><rss version='2.0'><channel><title>&j;</title></channel></rss>", RSS))
    yield "a feed that reads files", sends(whole(b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&a;</title></channel></rss>', RSS))
    yield "a feed of a million items", sends(whole((FEED[:-20] + b"<item><link>https://velm.example/</link></item>" * 150_000)[: 7 << 20], RSS))
    yield "a feed without end", repeats(head(200, RSS) + FEED[:-17], b"<item><link>https://velm.example/</link></item>" * 1000)
    yield "a feed nested a million deep", sends(whole(b"<rss>" + b"<a>" * 1_000_000, RSS))
    yield "JSON nested a million deep", sends(whole(b'{"items":' + b"[" * 1_000_000, "Content-Type: application/feed+json"))
    yield "a JSON feed of wrong types", sends(whole(b'{"version":"https://jsonfeed.org/version/1","title":7,"items":[1,null,{"url":[]},{"url":"x","authors":9}]}', "Content-Type: application/feed+json"))
    yield "a list of feeds of nothing", sends(whole(b"<opml><body><outline xmlUrl='file:///etc/passwd'/><outline xmlUrl=''/></body></opml>", "Content-Type: text/x-opml"))
    yield "a feed cut in a character", sends(whole(FEED[:-40] + b"\xe2\x80", RSS))


BROTLI = None
"""PAGE packed with Brotli: made by `compressed`."""


def compressed(data):
    """Bytes in the format of Brotli (RFC 7932), not made smaller: Python has no packer of its own."""
    packed, at = bytearray(), 0
    bits, count = 0, 0

    def put(value, width):
        nonlocal bits, count
        bits |= value << count
        count += width
        while count >= 8:
            packed.append(bits & 255)
            bits >>= 8
            count -= 8

    put(0, 1)  # a window of 16 bits
    while at < len(data):
        piece = data[at: at + 65536]
        put(0, 1)                   # not the last block
        put(0, 2)                   # its length in four digits of four bits
        put(len(piece) - 1, 16)
        put(1, 1)                   # as it is
        if count:
            put(0, 8 - count)
        packed.extend(piece)
        at += len(piece)
    put(3, 2)                       # the last block, and empty
    if count:
        put(0, 8 - count)
    return bytes(packed)


def damaged(chance, count):
    """A good answer with something done to it by chance."""
    bodies = [(PAGE, HTML), (FEED, RSS), (b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n", "Content-Type: application/pdf")]
    for number in range(count):
        body, kind = chance.choice(bodies)
        extra = []
        if chance.random() < 0.5:
            body, extra = chance.choice([(zipped(body), ["Content-Encoding: gzip"]), (zlib.compress(body), ["Content-Encoding: deflate"]), (compressed(body), ["Content-Encoding: br"])])
        answer = bytearray(whole(body, kind, *extra))
        start = 0 if chance.random() < 0.3 else answer.index(b"\r\n\r\n") + 4
        for _ in range(chance.choice([1, 1, 2, 5, 50])):
            at = chance.randrange(start, max(len(answer), start + 1))
            what = chance.randrange(5)
            if what == 0:
                answer[at:] = b""
            elif what == 1:
                answer[at:at] = answer[start: start + chance.randrange(2000)]
            elif at < len(answer):
                answer[at] ^= 1 << chance.randrange(8)
        yield f"damaged {number}", sends(bytes(answer))


# The server

class Server:
    """Listens on a loopback address for each case, all at one port."""

    def __init__(self, cases, certificate):
        self.cases, self.sockets, self.secure = cases, [], None
        first = socket.create_server(("127.0.1.1", 0))
        self.port = first.getsockname()[1]
        first.close()
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(*certificate)
        self.urls = {}
        for number, (name, answer) in enumerate(cases):
            self.listen(name, f"127.{1 + number // 250}.{1 + number % 250}.1", answer, False)
        self.listen("a certificate that nobody vouches for", "127.99.0.1", sends(whole(PAGE, HTML)), True)

    def listen(self, name, host, answer, is_secure):
        listening = socket.create_server((host, self.port), backlog=16)
        self.sockets.append(listening)
        self.urls[f"http{'s' if is_secure else ''}://{host}:{self.port}/x"] = name
        robots, page = answer if isinstance(answer, tuple) else (sends(head(404, "Content-Length: 0")), answer)
        threading.Thread(target=self.accept, args=(listening, robots, page, is_secure), daemon=True).start()

    def accept(self, listening, robots, page, is_secure):
        while True:
            connection, _ = listening.accept()
            threading.Thread(target=self.serve, args=(connection, robots, page, is_secure), daemon=True).start()

    def serve(self, connection, robots, page, is_secure):
        try:
            with connection:
                connection.settimeout(200)
                if is_secure:
                    connection = self.context.wrap_socket(connection, server_side=True)
                request = b""
                while b"\r\n\r\n" not in request and (piece := connection.recv(65536)):
                    request += piece
                path = request.split(b" ")[1].decode("latin-1") if request.count(b" ") > 1 else "/"
                (robots if path.startswith("/robots.txt") else page)(connection, path)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65536):
                    pass
        except OSError:
            pass  # the other one has gone away, as it should


def certificate(folder):
    """A certificate that nobody vouches for, and its key."""
    files = [f"{folder}/certificate.pem", f"{folder}/key.pem"]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.99.0.1", "-addext", "subjectAltName=IP:127.99.0.1",
                    "-out", files[0], "-keyout", files[1]], check=True, capture_output=True)
    return files


# The check

def run(command, environment):
    """Status, output, messages, seconds, peak bytes of memory."""
    start, peak = time.monotonic(), 0
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=environment)
        while process.poll() is None:
            peak = max(peak, peak_so_far(process.pid))
            if time.monotonic() - start > SECONDS:
                process.kill()
            time.sleep(0.05)
        for file in (out, err):
            file.seek(0)
        return process.returncode, out.read().decode("utf-8"), err.read().decode("utf-8"), time.monotonic() - start, peak


def peak_so_far(process):
    """The most memory that a process has held, in bytes; 0 where it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
        return next((int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith("VmHWM:")), 0)
    except OSError:
        return 0


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--dixit", default=ROOT / ".build/release/dixit")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--damaged", type=int, default=100, help="answers that are damaged by chance (100)")
    options.add_argument("--only", default="", help="only the answers whose name has this in it")
    options.add_argument("--verbose", action="store_true", help="show what became of each")
    given = options.parse_args()
    global BROTLI
    BROTLI = compressed(PAGE)
    cases = [case for case in [*by_hand(), *damaged(random.Random(given.seed), given.damaged)] if given.only in case[0]]
    with tempfile.TemporaryDirectory() as folder:
        server = Server(cases, certificate(folder))
        failures = check(given, server, folder, "read", ["read", "--quiet", "--allow-private", "--format", "jsonl"])
        failures += check(given, server, folder, "watch add", ["watch", "add", "--allow-private", "--ledger", f"{folder}/LANE.sqlite"])
    sys.exit(1 if failures else 0)


def check(given, server, folder, title, command):
    """Gives all addresses to a command, a share of them to each of four programs; how many things were not as they should be."""
    urls, lanes = list(server.urls), 4
    environment = {**os.environ, "DIXIT_MODEL": os.environ.get("DIXIT_MODEL", str(ROOT / "Models/reader.model"))}
    shares = [share for share in (urls[lane::lanes] for lane in range(lanes)) if share]
    with ThreadPoolExecutor(lanes) as pool:
        runs = list(pool.map(lambda share: run([str(given.dixit), *[w.replace("LANE", share[0][9:].replace("/", "")) for w in command], *share], environment), shares))
    problems, taken, refused = [], 0, 0
    for share, (status, output, messages, seconds, memory) in zip(shares, runs):
        if status not in (0, 1):
            problems.append(f"a program ended with status {status}{' (it was too slow)' if seconds >= SECONDS else ''}: {', '.join(server.urls[url] for url in share)}")
        if memory > MEMORY:
            problems.append(f"a program took {memory >> 20} MiB of memory")
        lines = messages.splitlines()
        if title == "read":
            found = {json.loads(line)["path"] for line in output.splitlines()}
        else:
            found = {url for url in share if any(url in line for line in output.splitlines())}
        for url in share:
            told = [line for line in lines if line.startswith(f"dixit: {url}: ")]
            if given.verbose:
                print(f"{title}: {server.urls[url]}: {told[0][len(url) + 9:] if told else 'taken'}")
            if (url in found) == bool(told):
                problems.append(f"{server.urls[url]} ({url}): {'taken and refused' if told else 'neither taken nor refused by name'}")
            taken += url in found
            refused += bool(told)
    seconds, memory = max(r[3] for r in runs), max(r[4] for r in runs)
    print(f"dixit {title}: {len(urls)} answers, {taken} taken, {refused} refused by name; at most {seconds:.0f} s and {memory / 1e6:.0f} MB for a program")
    for problem in problems:
        print(f"  {problem}")
    return len(problems)


if __name__ == "__main__":
    main()
