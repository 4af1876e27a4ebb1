"""Measures `dixit find --like`: what it finds among gold statements, what bytes lose of vectors, and how fast it is.

    python3 Benchmarks/like.py --dixit .build/release/dixit --data ../shared/data
    python3 Benchmarks/like.py --dixit .build/release/dixit --speed 1000000

The questions (`judged-like.jsonl`) were written for this over PolNeAR dev, and the first ten that each of several ways of searching finds were judged by one
annotator, a language model: `right` answers the question, `partly` is about it. They name statements by article and number alone. nDCG@10 counts a
right one 2, one that is partly right 1. The shares of title, paragraph and words were chosen on the same questions: with each choice made on four fifths of the
questions and measured on the last, all of them come to 0.73 (`find --like` of contents and titles alone to 0.66).
"""

import argparse
import array
import http.cookiejar
import json
import math
import pathlib
import random
import re
import sqlite3
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).parent
WIDTH = 384
# No two alike: what was asked once is kept.
QUESTIONS = [f"{what} {where}" for what in ("who pays for the wall", "the dam stays closed", "talks without conditions", "grain prices", "a hostile act")
             for where in ("in the north", "this year", "after the vote", "says the court")]
STOP = set(
    "a an the of to in on at by for and or not is was are were be been has have had he she it his her their they them who what which how did do does "
    "will would should could from with than that this there when where why more most much as so no own about into out up down before after".split()
)


def vectors(dixit, texts):
    """The vectors of some texts, by the program."""
    lines = "\n".join(" ".join(text.split()) for text in texts) + "\n"
    answer = subprocess.run([dixit, "model", "vectors"], input=lines.encode(), capture_output=True, check=True)
    return [json.loads(line) for line in answer.stdout.splitlines()]


def dot(a, b):
    """The sum of products."""
    return sum(map(float.__mul__, a, b))


def in_bytes(vector):
    """A vector as the ledger holds it."""
    step = max(map(abs, vector)) / 127 or 1
    return [float(round(x / step)) * step for x in vector]


def gain(found, judged):
    """nDCG@10."""
    right = {tuple(x): 2 for x in judged["right"]} | {tuple(x): 1 for x in judged["partly"]}
    best = sum(g / math.log2(r + 2) for r, g in enumerate(sorted(right.values(), reverse=True)[:10]))
    return sum(right.get(x, 0) / math.log2(r + 2) for r, x in enumerate(found[:10])) / best


def full_text(statements, question, limit=200):
    """What full-text search finds: any of the question's words, the best first."""
    words = [word for word in re.findall(r"\w+", question.lower()) if word not in STOP]
    pattern = " OR ".join(f'"{word}"' for word in words)
    rows = statements.execute("SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words) LIMIT ?", (pattern, limit))
    return [row[0] for row in rows]


def ledger_of(dixit, articles, path):
    """Makes a ledger of articles in which gold statements stand in the place of those that were read; the article's place, by its number there."""
    lines = "\n".join(json.dumps(article) for article in articles) + "\n"
    subprocess.run([dixit, "add", "--quiet", "--ledger", path, "-"], input=lines.encode(), check=True, capture_output=True)
    ledger = sqlite3.connect(path)
    places = {article["id"]: place for place, article in enumerate(articles)}
    numbers = {row[0]: places[row[1]] for row in ledger.execute("SELECT id, name FROM article")}
    for table in ("vector", "mark", "link", "about", "utterance_statement", "piece", "statement"):
        if ledger.execute("SELECT 1 FROM sqlite_schema WHERE name = ? AND type = 'table'", (table,)).fetchone():
            ledger.execute(f"DELETE FROM {table}")
    for article, place in numbers.items():
        for number, statement in enumerate(articles[place]["statements"]):
            row, mask, columns = article * 1048576 + number, 0, []
            for part, code in (("source", 1), ("cue", 2), ("content", 4)):
                spans = [(a, b - a) for a, b in statement[part]]
                columns += spans[0] if spans else (None, None)
                if len(spans) > 1:
                    mask |= code
                    pieces = [(row, code, i, *span) for i, span in enumerate(spans)]
                    ledger.executemany("INSERT INTO piece (statement, part, number, start, length) VALUES (?, ?, ?, ?, ?)", pieces)
            ledger.execute(
                "INSERT INTO statement (id, article, number, form, source_start, source_length, cue_start, cue_length, content_start, content_length, "
                "pieces, inferred, confidence) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, 0, 900)",
                (row, article, number, *columns, mask or None))  # fmt: skip
    ledger.commit()
    ledger.close()
    subprocess.run([dixit, "reread", "--quiet", "--layers", "vectors", "--ledger", path], check=True, capture_output=True)
    return numbers


def found_by(dixit, path, numbers, question):
    """What `dixit find --like` finds, as places of articles and numbers of statements."""
    answer = subprocess.run([dixit, "find", "--like", question, "--limit", "10", "--ledger", path, "-f", "json"], check=True, capture_output=True)
    ids = [one["id"].removeprefix("s").split(".") for one in json.loads(answer.stdout)]
    return [(numbers[int(article)], int(number)) for article, number in ids]


def quality(dixit, data):
    """Prints what is found, and what bytes lose."""
    articles = [json.loads(line) for line in open(pathlib.Path(data) / "polnear/dev.jsonl", encoding="utf-8")]
    judged = [json.loads(line) for line in open(HERE / "judged-like.jsonl", encoding="utf-8")]
    places, parts = [], []
    for number, article in enumerate(articles):
        for at, statement in enumerate(article["statements"]):
            places.append((number, at))
            parts.append([" ".join(article["text"][a:b] for a, b in statement[part]) for part in ("content", "cue", "source")])
    contents = vectors(dixit, [part[0] for part in parts])
    questions = vectors(dixit, [one["question"] for one in judged])
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE words USING fts5 (content, cue, source, tokenize = 'porter unicode61 remove_diacritics 2')")
    index.executemany("INSERT INTO words (rowid, content, cue, source) VALUES (?, ?, ?, ?)", [(i, *p) for i, p in enumerate(parts)])

    def nearest(among, question, limit=200):
        scores = [dot(question, vector) for vector in among]
        return sorted(range(len(scores)), key=lambda i: -scores[i])[:limit]

    rows = {name: [] for name in ("words (BM25)", "contents alone", "dixit find --like")}
    with tempfile.TemporaryDirectory() as folder:
        path = folder + "/gold.sqlite"
        numbers = ledger_of(dixit, articles, path)
        for one, question in zip(judged, questions):
            rows["words (BM25)"].append(gain([places[i] for i in full_text(index, one["question"])], one))
            rows["contents alone"].append(gain([places[i] for i in nearest(contents, question)], one))
            rows["dixit find --like"].append(gain(found_by(dixit, path, numbers, one["question"]), one))
    for name, gains in rows.items():
        print(f"nDCG@10, {len(judged)} questions, {name}: {sum(gains) / len(gains):.3f}")
    small = [in_bytes(vector) for vector in contents]
    shared = total = 0
    for i in range(0, len(contents), 11):
        exact = [j for j in nearest(contents, contents[i], 11) if j != i][:10]
        shared += len(set(exact) & set([j for j in nearest(small, contents[i], 11) if j != i][:10]))
        total += 10
    print(f"recall@10 of vectors in bytes against single precision, {total // 10} statements: {shared / total:.4f}")
    print(f"bytes a statement: {WIDTH + 4}")


def speed(dixit, count):
    """Prints how long `find --like` takes in a ledger of so many statements, whose vectors are drawn at random."""
    with tempfile.TemporaryDirectory() as folder:
        path = folder + "/news.sqlite"
        subprocess.run([dixit, "add", "--quiet", "--vectors", "--ledger", path, HERE.parent / "Samples"], check=True, capture_output=True)
        ledger = sqlite3.connect(path, isolation_level=None)
        ledger.execute("BEGIN")
        first = ledger.execute("SELECT max(id) FROM article").fetchone()[0] + 1
        each = 26
        numbers = json.dumps(list(range(each)))
        draw = random.Random(20)
        steps = array.array("f", [0.002] * each).tobytes()
        for article in range(first, first + count // each):
            columns = "sha256, name, path, added, reader, text_hash, last_number"
            ledger.execute(f"INSERT INTO article (id, {columns}) VALUES (?, randomblob(32), 'a', 'a', 0, 1, ?, ?)", (article, article, each))
            ledger.execute("INSERT INTO body (article, text) VALUES (?, 'It is said.')", (article,))
            ledger.executemany(
                "INSERT INTO statement (article, number, form, content_start, content_length, inferred, confidence) VALUES (?, ?, 1, 0, 11, 0, 900)",
                [(article, number) for number in range(each)])  # fmt: skip
            ledger.execute(
                "INSERT INTO vector (article, encoder, count, statements, steps, bytes) VALUES (?, 1, ?, ?, ?, ?)",
                (article, each, numbers, steps, draw.randbytes(each * WIDTH)))  # fmt: skip
        ledger.execute("COMMIT")
        ledger.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        ledger.close()
        print(f"bytes of the file: {pathlib.Path(path).stat().st_size:,}")
        print(f"as a command, {count:,} statements: {percentiles([seconds(ask, dixit, path, one) for one in QUESTIONS])}")
        server = subprocess.Popen([dixit, "serve", "--quiet", "--ledger", path, "--port", "0"], stdout=subprocess.PIPE, encoding="utf8")
        try:
            opened = server.stdout.readline().strip()
            browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
            browser.open(opened).read()
            search = opened.split("/?")[0] + "/search.json?mode=meaning&q="
            browser.open(search + "anything").read()
            times = [seconds(lambda address: browser.open(address).read(), search + urllib.parse.quote(one)) for one in QUESTIONS]
            print(f"served, {count:,} statements: {percentiles(times)}")
        finally:
            server.terminate()
            server.wait(timeout=60)


def ask(dixit, path, question):
    """Runs `dixit find --like`."""
    subprocess.run([dixit, "find", "--like", question, "--ledger", path], check=True, capture_output=True)


def seconds(run, *given):
    """How long something takes."""
    begin = time.perf_counter()
    run(*given)
    return time.perf_counter() - begin


def percentiles(times):
    """The middle one and the 95th in a hundred."""
    times = sorted(times)
    return f"median {times[len(times) // 2] * 1000:.0f} ms, 95th percentile {times[len(times) * 95 // 100] * 1000:.0f} ms"


def main():
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dixit", default=".build/release/dixit")
    parser.add_argument("--data", default="../shared/data")
    parser.add_argument("--speed", type=int, metavar="STATEMENTS", help="measure the speed among so many statements instead")
    given = parser.parse_args()
    if given.speed:
        speed(given.dixit, given.speed)
    else:
        quality(given.dixit, given.data)


if __name__ == "__main__":
    main()
