#!/usr/bin/env python3
"""Prints how long `dixit find` and `dixit who` take in ledgers of many statements, and how that grows.

usage: questions.py [--dixit FILE] [--data FOLDER] [--articles N] [--sizes N,N,…] [--queries N] [--ledger FILE]

Makes a ledger of real articles: those of polnear/train.jsonl in DIXIT_DATA, with the statements that people marked in them and CoreNLP's names, and acts drawn for them.
Each is put in again and again, with other names (of the same length, so that all places stay right), another date and another outlet,
until there are as many statements as asked for. (Reading a million would take days, and adds nothing to what is measured here.)
Eight copies share their names, so that actors have from one statement to thousands. The file and its tables are Dixit's own (`dixit add` of
one article); the rows are written by this program.

Questions are asked by starting the program, as a person does; a time is that of the whole process, from its start to its end. For `find`
both words and the filter are of one statement, so that each has an answer; words among the 100 most frequent, or shorter than four
letters, are left out, except in the last line. For `who` the actor is that of a statement drawn at random: who speaks more is asked for
more often.
"""

import argparse
import collections
import datetime
import gzip
import hashlib
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORD = re.compile(r"[A-Z][a-z]{2,}")
TOKEN = re.compile(r"[a-z]{4,}")
FORMS = ["direct", "indirect", "mixed"]
KINDS = {"person": 1, "organization": 2, "place": 3, "group": 4, "document": 5}
EPOCH = datetime.date(1970, 1, 1)


def fail(sentence):
    sys.exit(f"questions: {sentence}")


class Real:
    """A real article with its statements and entities: PolNeAR's, as people marked its statements and CoreNLP its names."""

    KINDS = {"PERSON": "person", "ORGANIZATION": "organization", "LOCATION": "place"}

    def __init__(self, gold, silver):
        self.id, self.title, self.outlet, self.text = gold["id"], gold["title"] or "", gold["publisher"], gold["text"]
        named = {(a, b): self.KINDS[kind] for a, b, kind in silver["entities"] if kind in self.KINDS}
        self.entities = self.clusters(named, [[tuple(m) for m in c] for c in silver["clusters"]])
        self.statements = [self.statement(number, s) for number, s in enumerate(gold["statements"])]

    def clusters(self, named, clusters):
        """Entities (name, kind, [(start, end, form)]); names of one spelling that no cluster holds are one."""
        clustered = {m for c in clusters for m in c}
        alone = collections.defaultdict(list)
        for (a, b) in named:
            if (a, b) not in clustered:
                alone[self.text[a:b], named[a, b]].append((a, b))
        entities = []
        for cluster in clusters + list(alone.values()):
            names = [(b - a, a, b) for a, b in cluster if (a, b) in named]
            if names:
                _, a, b = max(names)
                entities.append((self.text[a:b], named[a, b], sorted((a, b, 0 if (a, b) in named else 1) for a, b in cluster)))
        return entities

    def statement(self, number, s):
        """(number, form, source, cue, content, speaker)"""
        words = "".join(self.text[a:b] for a, b in s["content"])
        marks = sum(c in "“”\"" for c in words)
        form = 1 if marks == 0 else 0 if words[:1] in "“\"" and words[-1:] in "”\"" else 2
        at = [(b - a, e) for e, (_, _, ms) in enumerate(self.entities) for a, b, _ in ms for x, y in s["source"][:1] if x <= a and b <= y]
        return number, form, s["source"], s["cue"], s["content"], max(at)[1] if at else None


def real_articles(data, count):
    read = lambda stream: {a["id"]: a for a in map(json.loads, stream)}
    gold = read(open(data / "polnear/train.jsonl", encoding="utf8"))
    silver = read(gzip.open(data / "polnear/train.silver.jsonl.gz", "rt", encoding="utf8"))
    return [Real(gold[i], silver[i]) for i in list(gold)[:count] if i in silver and gold[i]["statements"]]


def columns_of(*parts):
    """Start and length of the first piece of each part, and which parts have several (the column `pieces`)."""
    firsts = [n for part in parts for n in ((part[0][0], part[0][1] - part[0][0]) if part else (None, None))]
    return [*firsts, sum(code for code, part in zip((1, 2, 4), parts) if len(part) > 1) or None]


def other_word(word, variant):
    """A made word of the same length that looks like a name; the same for the same word and variant."""
    rng = random.Random(f"{word}/{variant}")
    letters = ["aeiou" if c in "aeiou" else "bcdfghklmnprstvw" for c in word.lower()]
    made = "".join(rng.choice(of_its_sort) for of_its_sort in letters)
    return made[0].upper() + made[1:]


class Filling:
    """Writes rows into the tables of a ledger."""

    def __init__(self, ledger, base):
        self.db = sqlite3.connect(ledger, isolation_level=None)
        self.db.execute("PRAGMA synchronous = OFF")
        self.db.execute("PRAGMA cache_size = -400000")
        self.base = [(real, {w for name, *_ in real.entities for w in WORD.findall(name)} - {"The", "And", "For"}) for real in base]
        self.random = random.Random(1)
        self.actors, self.outlets = {}, {}
        one = lambda sql: self.db.execute(sql).fetchone()[0]
        self.article = one("SELECT max(id) FROM article")
        self.statement = one("SELECT max(id) FROM statement") or 0
        self.reader = one("SELECT max(id) FROM reader")
        self.acts = {act: self.mark_value(act) for act in ("assert", "deny", "threaten")}
        self.copy = 0

    def mark_value(self, act):
        """The row of an act, as the layer of that name would mark it."""
        self.db.execute(
            "INSERT OR IGNORE INTO mark_value (layer, version, value) SELECT layer.id, max(version), ? FROM layer JOIN mark_value ON layer = layer.id WHERE name = 'act'",
            (act,))
        return self.db.execute("SELECT max(mark_value.id) FROM mark_value JOIN layer ON layer.id = layer WHERE name = 'act' AND value = ?", (act,)).fetchone()[0]

    def fill(self, wanted):
        """Adds articles until there are so many statements."""
        while self.statement < wanted:
            self.db.execute("BEGIN")
            for real, names in self.base:
                self.add(real, names)
                if self.statement >= wanted:
                    break
            self.db.execute("COMMIT")
            self.copy += 1

    def add(self, real, names):
        variant = self.copy // 8
        other = {w: other_word(w, variant) for w in names}
        renamed = lambda s: WORD.sub(lambda m: other.get(m[0], m[0]), s)
        self.article += 1
        article, text, title = self.article, renamed(real.text), renamed(real.title)
        day = self.random.randrange(11_323, 20_089)
        published = (EPOCH + datetime.timedelta(days=day)).isoformat()
        outlet = self.outlet(f"{real.outlet} {self.random.randrange(40)}")
        self.db.execute(
            "INSERT INTO article (id, sha256, name, path, title, outlet, published, day, added, reader, text_hash, last_number, least)"
            " VALUES (?, randomblob(32), ?, 'made.jsonl', ?, ?, ?, ?, 0, ?, random(), ?, 300)",
            (article, f"{real.id}-{self.copy}", title, outlet, published, day, self.reader, len(real.statements) - 1))
        self.db.execute("INSERT INTO body (article, text) VALUES (?, ?)", (article, text))
        self.db.execute("INSERT INTO article_words (rowid, text, title, other_spelling)"
            " SELECT id, text, title, other_spelling FROM articles WHERE id = ?", (article,))
        self.add_findings(article, day, real, text, renamed)

    def add_findings(self, article, day, real, text, renamed):
        actors = [self.actor(renamed(name), kind) for name, kind, _ in real.entities]
        mentions = [(a, b, actor) for actor, (_, _, ms) in zip(actors, real.entities) for a, b, _ in ms]
        self.db.executemany(
            "INSERT INTO entity (id, name, kind, actor, mentions) VALUES (?, ?, ?, ?, ?)",
            [(article * 1_048_576 + number, renamed(name), KINDS[kind], actor,
              json.dumps([[a, b - a] + [form] * (form > 0) for a, b, form in ms], separators=(",", ":")))
             for number, ((name, kind, ms), actor) in enumerate(zip(real.entities, actors))])
        first, rows, pieces, about = self.statement + 1, [], [], set()
        for number, form, source, cue, content, speaker in real.statements:
            self.statement += 1
            actor = None if speaker is None else actors[speaker]
            confidence = self.random.randrange(300, 1000)
            rows.append((self.statement, article, number, form, *columns_of(source, cue, content), speaker,
                         None if speaker is None else 900, confidence, actor, day))
            pieces += [(self.statement, code, n, a, b - a) for code, part in zip((1, 2, 4), (source, cue, content)) if len(part) > 1
                       for n, (a, b) in enumerate(part)]
            about |= {(a, self.statement) for x, y in content for b, c, a in mentions if x <= b and c <= y and a != actor}
        self.db.executemany(
            "INSERT INTO statement (id, article, number, form, source_start, source_length, cue_start, cue_length, content_start, content_length,"
            " pieces, speaker, speaker_confidence, inferred, confidence, actor, day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)", rows)
        # One statement in 1,000 is a threat, one in 20 a denial.
        act = lambda row: self.acts["threaten" if row % 1_000 == 0 else "deny" if row % 20 == 0 else "assert"]
        self.db.executemany("INSERT INTO mark (statement, value, number, confidence) VALUES (?, ?, 0, 900)", [(row[0], act(row[0])) for row in rows])
        self.db.executemany("INSERT INTO piece (statement, part, number, start, length) VALUES (?, ?, ?, ?, ?)", pieces)
        self.db.execute(
            "INSERT INTO statement_words (rowid, content, cue, source, other_spelling)"
            " SELECT rowid, content, cue, source, other_spelling FROM statements WHERE rowid >= ?", (first,))
        self.db.executemany("INSERT OR IGNORE INTO about (actor, statement) VALUES (?, ?)", about)

    def actor(self, name, kind):
        if (name, kind) not in self.actors:
            key = int.from_bytes(hashlib.sha256(name.lower().encode()).digest()[:5])
            row = self.db.execute("INSERT INTO actor (name, key, kind) VALUES (?, ?, ?)", (name, key, kind)).lastrowid
            self.db.execute("INSERT INTO actor_words (rowid, name) VALUES (?, ?)", (row, name))
            self.actors[name, kind] = row
        return self.actors[name, kind]

    def outlet(self, name):
        if name not in self.outlets:
            self.outlets[name] = self.db.execute("INSERT INTO outlet (name) VALUES (?)", (name,)).lastrowid
        return self.outlets[name]


class Asking:
    """Draws questions from a ledger and asks them."""

    def __init__(self, dixit, ledger, base):
        self.dixit, self.ledger, self.random = dixit, ledger, random.Random(7)
        self.db = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
        self.real = {real.id: real for real in base}
        self.last = self.db.execute("SELECT max(id) FROM statement").fetchone()[0]
        counts = collections.Counter(
            w for real in base for s in real.statements for a, b in s[4] for w in TOKEN.findall(real.text[a:b].lower()))
        self.frequent = [w for w, _ in counts.most_common(100)]

    def statement(self):
        """A statement at random: its words, and values that filters can have for it."""
        while True:
            row = self.db.execute(
                "SELECT s.actor, s.form, s.day, o.name, b.text, s.number, s.id, a.name FROM statement s JOIN article a ON a.id = s.article"
                " JOIN outlet o ON o.id = a.outlet JOIN body b ON b.article = a.id WHERE s.id = ?",
                (self.random.randint(1, self.last),)).fetchone()
            if row:
                text, content = row[4], self.real[row[7].rsplit("-", 1)[0]].statements[row[5]][4]
                return row, " ".join(text[a:b] for a, b in content).lower()

    def find(self, frequent=False):
        while True:
            row, content = self.statement()
            if frequent:
                words = self.random.sample(self.frequent[:40], 2)
            else:
                words = sorted(set(TOKEN.findall(content)) - set(self.frequent))
                if len(words) < 2:
                    continue
                words = self.random.sample(words, 2)
            about = self.db.execute("SELECT actor FROM about WHERE statement = ?", (row[6],)).fetchone()
            date = (EPOCH + datetime.timedelta(days=row[2])).isoformat()
            filters = [["--outlet", row[3]], ["--since", date[:4], "--until", date[:4]], ["--form", FORMS[row[1]]]]
            filters += [["--speaker", f"@{row[0]}"]] if row[0] else []
            filters += [["--about", f"@{about[0]}"]] if about else []
            return ["find", *words, *self.random.choice(filters)]

    def who(self):
        while True:
            row, _ = self.statement()
            if row[0]:
                return ["who", f"@{row[0]}"]

    def times(self, questions):
        """Milliseconds of each, ascending, and of the processor alone."""
        wall, cpu = [], []
        for question in questions:
            began = time.perf_counter()
            process = subprocess.Popen([self.dixit, *question, "--ledger", self.ledger], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            wall.append(1000 * (time.perf_counter() - began))
            cpu.append(1000 * (usage.ru_utime + usage.ru_stime))
            if status:
                fail(f"dixit {' '.join(question)} ended with status {status >> 8}; mend that first")
        return sorted(wall), sorted(cpu)

    def row(self, name, questions):
        self.times(questions[:5])
        wall, cpu = self.times(questions)
        at = lambda xs, share: xs[min(len(xs) - 1, int(share * len(xs)))]
        print(f"| {self.last:,} | {name} | {at(wall, .5):.0f} | {at(wall, .95):.0f} | {wall[-1]:.0f} | {at(cpu, .5):.0f} | {at(cpu, .95):.0f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dixit", default=".build/release/dixit")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("DIXIT_DATA", "../shared/data")))
    parser.add_argument("--articles", type=int, default=840, help="how many real articles are taken")
    parser.add_argument("--sizes", default="100000,1000000", help="after how many statements questions are asked")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--ledger", help="where to make the ledger, and leave it (a temporary folder)")
    given = parser.parse_args()
    if not Path(given.dixit).exists():
        fail(f"{given.dixit} is missing; run make build")
    with tempfile.TemporaryDirectory() as folder:
        base = real_articles(given.data, given.articles)
        ledger = given.ledger or f"{folder}/ledger.sqlite"
        first = Path(folder) / "first.txt"
        first.write_text("“We will sign,” said Mara Lind.\n", encoding="utf8")
        if not Path(ledger).exists():
            subprocess.run([given.dixit, "add", "-q", "--ledger", ledger, str(first)], stdout=subprocess.DEVNULL, check=True)
        filling = Filling(ledger, base)
        print(f"{os.cpu_count()} processors; milliseconds of {given.queries} questions each, the program's start and end included\n")
        print("| statements | question | median | 95th percentile | longest | CPU median | CPU 95th |\n| ---: | --- | ---: | ---: | ---: | ---: | ---: |")
        for size in map(int, given.sizes.split(",")):
            began = time.perf_counter()
            filling.fill(size)
            asking = Asking(given.dixit, ledger, base)
            print(f"{size:,} statements, {Path(ledger).stat().st_size >> 20} MiB, made in {time.perf_counter() - began:.0f} s", file=sys.stderr)
            asking.row("(start and end alone)", [["find", "qqxzqqxz"]] * 50)
            asking.row("`find` two words, a filter", [asking.find() for _ in range(given.queries)])
            asking.row("`find` two words, a filter, `--sort date`", [asking.find() + ["--sort", "date"] for _ in range(given.queries)])
            asking.row("`find --in articles`", [asking.find() + ["--in", "articles"] for _ in range(given.queries)])
            asking.row("`who`", [asking.who() for _ in range(given.queries)])
            asking.row("`find --act threaten`, which one in 1,000 is, a form", [["find", "--act", "threaten", "--form", f] for f in FORMS] * (given.queries // 3))
            asking.row("`find` two of the 40 most frequent words, a filter", [asking.find(frequent=True) for _ in range(max(1, given.queries // 4))])


if __name__ == "__main__":
    main()
