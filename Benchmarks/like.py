"""Measures `dixit find --like`: what it finds, what bytes lose of vectors, and how fast it is.

    python3 Benchmarks/like.py --dixit .build/release/dixit --data ../shared/data
    python3 Benchmarks/like.py --dixit .build/release/dixit --speed 1000000

The questions (`judged-like.jsonl`) were written for this over PolNeAR dev, and the first ten that each of several ways of searching finds were judged by one
annotator, a language model: `right` answers the question, `partly` is about it. They name statements by article and number alone. nDCG@10 counts a
right one 2, one that is partly right 1. The share of the title was chosen on the same questions.
"""

import argparse
import array
import json
import math
import pathlib
import random
import re
import sqlite3
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).parent
TITLE_SHARE = 0.5
WIDTH = 384
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


def fused(lists, weights, k=20):
    """Reciprocal ranks, added."""
    scores = {}
    for found, weight in zip(lists, weights):
        for rank, one in enumerate(found):
            scores[one] = scores.get(one, 0) + weight / (k + rank)
    return sorted(scores, key=scores.get, reverse=True)


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
    titles = vectors(dixit, [article["title"] for article in articles])
    whole = [[x + TITLE_SHARE * y for x, y in zip(c, titles[place[0]])] for c, place in zip(contents, places)]
    small = [in_bytes(vector) for vector in whole]
    questions = vectors(dixit, [one["question"] for one in judged])
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE words USING fts5 (content, cue, source, tokenize = 'porter unicode61 remove_diacritics 2')")
    index.executemany("INSERT INTO words (rowid, content, cue, source) VALUES (?, ?, ?, ?)", [(i, *p) for i, p in enumerate(parts)])

    def nearest(among, question, limit=200):
        scores = [dot(question, vector) for vector in among]
        return sorted(range(len(scores)), key=lambda i: -scores[i])[:limit]

    rows = {name: [] for name in ("words (BM25)", "contents alone", "as dixit does", "fused with words")}
    for one, question in zip(judged, questions):
        by_words, by_meaning = full_text(index, one["question"]), nearest(small, question)
        for name, found in (
            ("words (BM25)", by_words), ("contents alone", nearest(contents, question)), ("as dixit does", by_meaning),
            ("fused with words", fused([by_meaning, by_words], [1, 0.35])),
        ):  # fmt: skip
            rows[name].append(gain([places[i] for i in found], one))
    for name, gains in rows.items():
        print(f"nDCG@10, {len(judged)} questions, {name}: {sum(gains) / len(gains):.3f}")
    shared = total = 0
    for i in range(0, len(whole), 11):
        exact = [j for j in nearest(whole, contents[i], 11) if j != i][:10]
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
        words = ["who pays for the wall", "the dam will stay closed", "talks without conditions", "grain prices", "a hostile act"]
        times = []
        for round_ in range(20):
            begin = time.perf_counter()
            subprocess.run([dixit, "find", "--like", words[round_ % 5], "--ledger", path], check=True, capture_output=True)
            times.append(time.perf_counter() - begin)
        times.sort()
        print(f"as a command, {count:,} statements: median {times[10] * 1000:.0f} ms, 95th percentile {times[18] * 1000:.0f} ms")


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
