#!/usr/bin/env python3
"""Ways of tampering with a ledger by other means than Dixit: each must be found by `dixit verify`.

usage: python3 Benchmarks/tampering.py [--dixit PROGRAM] [--seed N] [--rows N] [--ways] [--only TABLE] [--jobs N]

Makes a ledger of some samples with a copy, reviews, corrections, mergers, names and roles in it; changes, in a copy of it each time, one value of one row by SQL, takes a
row away, puts one in or changes two for each other, over every table and every column; and asks `dixit verify`. Exit status 1 where one was not found, or where
verify ended by a signal or took longer than 10 s. --ways names each. Each way costs one start of the program: 600 take a minute on two cores.

What no proof can see is stated in Documentation/proving.md and left out here: feeds that are watched and what was seen of them, how far archives have been
gone through, and what SQLite's planner has noted.
"""

import argparse
import concurrent.futures
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UNPROVED = {"feed", "feed_item", "feed_seen", "fetched", "archive", "sqlite_stat1", "sqlite_stat4", "sqlite_sequence"}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--dixit", default=ROOT / ".build/release/dixit")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--rows", type=int, default=1, help="rows of each table that every column is changed in (1)")
    arguments.add_argument("--ways", action="store_true", help="name each way")
    arguments.add_argument("--only", help="this table alone")
    arguments.add_argument("--jobs", type=int, default=os.cpu_count(), help="ways that are tried at once (one a processor)")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder, "whole.sqlite")
        make(given.dixit, whole)
        tried, harmless, missed = 0, 0, []
        found = ways(whole, random.Random(given.seed), given.rows, given.only)
        with concurrent.futures.ThreadPoolExecutor(given.jobs) as threads:
            for what, tampered in zip([what for what, _ in found], threads.map(lambda numbered: judged(given.dixit, whole, Path(folder, f"changed-{numbered[0]}.sqlite"), *numbered[1]), enumerate(found))):
                if tampered is None:
                    continue
                status, told, is_harmless = tampered
                tried += 1
                if given.ways:
                    print(f"{'found' if status == 1 else status:>6}  {what}: {told}", flush=True)
                if is_harmless:
                    harmless += 1
                elif status != 1:
                    missed.append(f"{what}: {'verify calls it whole' if status == 0 else f'verify ended with {status}'}")
        print(f"{tried - harmless} ways of tampering, {tried - harmless - len(missed)} found by dixit verify; {harmless} more change what FTS5 keeps for itself, and by its own check no answer")
        for line in missed:
            print(f"  not found: {line}")
        return 1 if missed else 0


def judged(dixit, whole, path, what, change):
    """What verify says of a copy that was changed: how it ended, its first sentence, and whether the change is one that alters no answer; None where
    the copy cannot be changed so."""
    try:
        if not changed(whole, path, change):
            return None
        status, told = verified(dixit, path)
        return status, told, status == 0 and "_words_" in what and is_sound(path)
    finally:
        for name in ("", "-wal", "-shm"):
            Path(f"{path}{name}").unlink(missing_ok=True)


def make(dixit, path):
    """A small ledger with something in every table that can be proved: judged, corrected, removed, forgotten, renamed, merged."""
    run = lambda *words, **more: subprocess.run([dixit, *words, "--ledger", path], check=True, capture_output=True, text=True, **more)
    copy, samples = Path(path.parent, "copy.txt"), sorted((ROOT / "Samples").glob("*-2021-*.txt"))
    copy.write_text(samples[1].read_text() + "\n")
    environment = {**os.environ, "DIXIT_MODEL": os.environ.get("DIXIT_MODEL", str(ROOT / "Models/reader.model"))}
    run("add", "-q", "--outlet", "the beacon", *map(str, samples[:2]), env=environment)
    run("add", "-q", "--outlet", "The Beacon", *map(str, samples[2:]), env=environment)
    for number in range(3):
        wrong = Path(path.parent, f"wrong-{number}.txt")
        wrong.write_text(f"Page {number} is about nothing, said Mara Holt, who keeps it.\n")
        run("add", "-q", "--outlet", "Far Bank", str(wrong), env=environment)
    run("add", "-q", str(copy), env=environment)
    for words in (("s1.0", "right"), ("s1.1", "wrong"), ("s1.2", "fix", "--content", "4-30"), ("s2.0", "right")):
        run("review", *words, "--by", "mara")
    run("review", "1", "missed", "--content", "1-20", "--by", "ole")
    run("review", "s3.0", "mark", "sourcing=role", "--by", "ole")
    run("review", "s2.1", "fix", "--content", "4-30", "--by", "ole")
    run("review", "s2.1", "--undo", "--by", "ole")
    wrong = sorted(number for (number,) in sqlite3.connect(path).execute("SELECT id FROM article WHERE path LIKE '%wrong-%'"))
    run("article", "remove", str(wrong[0]), "--by", "mara")
    run("compact", "--by", "mara")
    run("article", "remove", str(wrong[1]), "--by", "ole")
    run("article", "correct", "2", "--title", "Gates", "--date", "2021-05-05", "--url", "https://beacon.example/2", "--by", "ole")
    run("article", "correct", "3", "--outlet", "North Light", "--by", "ole")
    run("outlet", "merge", "The Beacon", "the beacon", "--by", "mara")
    run("outlet", "rename", "Far Bank", "The Far Bank", "--by", "mara")
    one, other, third = actors(dixit, path)
    run("actor", "merge", one, other, "--by", "mara")
    run("actor", "alias", one, "The Grey Eel", "--by", "mara")
    run("actor", "role", one, "port warden", "--from", "2021-01-01", "--until", "2021-12-31", "--by", "ole")
    run("actor", "group", third, "The Nine Rivers Club", "--by", "ole")
    with sqlite3.connect(path) as file:
        name = file.execute("SELECT name FROM actor WHERE id = ?", (int(third[1:]),)).fetchone()[0]
    run("actor", "import", "-", "--by", "ole", input=json.dumps({"name": name, "kind": "person", "external": {"wikidata": ["Q1"]}}) + "\n")
    with sqlite3.connect(path) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def actors(dixit, path):
    """Three actors of a ledger, as the command line names them."""
    with sqlite3.connect(path) as file:
        found = file.execute("SELECT id FROM actor WHERE merged_into IS NULL AND kind = 'person' ORDER BY heard DESC, id LIMIT 3").fetchall()
    return [f"@{number}" for (number,) in found]


def ways(whole, dice, rows, only):
    """(what, a function that does it to a connection) of everything that is tried."""
    found = []
    with sqlite3.connect(whole) as file:
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name")]
        for table in tables:
            if table in UNPROVED or only and table != only:
                continue
            columns = [(name, key) for _, name, _, _, _, key in file.execute(f'PRAGMA table_info("{table}")')]
            keys = [name for name, key in columns if key] or ["rowid"]
            held = file.execute(f'SELECT {", ".join(keys)} FROM "{table}"').fetchall()
            if not held:
                continue
            where = " AND ".join(f'"{key}" = ?' if key != "rowid" else "rowid = ?" for key in keys)
            for number, row in enumerate(dice.sample(held, min(rows, len(held)))):
                for name, _ in columns:
                    value = file.execute(f'SELECT "{name}" FROM "{table}" WHERE {where}', row).fetchone()[0]
                    for other in others(value):
                        found.append((f"{table}.{name} {shown(value)} -> {shown(other)}", lambda c, t=table, n=name, w=where, r=row, v=other: c.execute(f'UPDATE "{t}" SET "{n}" = ? WHERE {w}', (v, *r))))
                if number == 0:
                    found.append((f"a row of {table} taken away", lambda c, t=table, w=where, r=row: c.execute(f'DELETE FROM "{t}" WHERE {w}', r)))
                    found.append((f"a row of {table} put in once more", lambda c, t=table, n=[n for n, _ in columns], w=where, r=row, k=keys: doubled(c, t, n, w, r, k)))
            if len(held) > 1:
                one, other = dice.sample(held, 2)
                for name, key in columns:
                    if not key:
                        found.append((f"{table}.{name} of two rows changed for each other", lambda c, t=table, n=name, w=where, a=one, b=other: exchanged(c, t, n, w, a, b)))
    if not only:
        found += [(f"{sql[:60]}", lambda c, s=sql: c.executescript(s)) for sql in (
            "CREATE TRIGGER quiet AFTER INSERT ON act BEGIN UPDATE act SET who = 'eve' WHERE id = new.id; END", "CREATE VIEW more AS SELECT 1", "CREATE TABLE more (id)", "DROP INDEX act_article",
            "DROP VIEW statements; CREATE VIEW statements AS SELECT 1 AS id", "PRAGMA user_version = 4", "PRAGMA application_id = 7", "DELETE FROM act", "DELETE FROM article_words_data WHERE id > 10",
            "UPDATE statement SET state = 0", "UPDATE act SET who = 'eve'", "DELETE FROM removed", "UPDATE outlet SET merged_into = NULL", "UPDATE article SET came_from = NULL", "INSERT INTO statement_words (rowid, content) VALUES (3, 'more')")]
    return found


def others(value):
    if value is None:
        return [1]
    if isinstance(value, int):
        return [value + 1, -value - 1]
    if isinstance(value, float):
        return [value + 1]
    if isinstance(value, bytes):
        return [value[:-1] + bytes([value[-1] ^ 1]) if value else b"x"]
    return [value + "x", value[1:] if value else "y", None]


def shown(value):
    return repr(value)[:24]


def doubled(connection, table, names, where, row, keys):
    """Puts a row in once more, under another key."""
    values = dict(zip(names, connection.execute(f'SELECT {", ".join(map(quoted, names))} FROM "{table}" WHERE {where}', row).fetchone()))
    last = keys[-1]
    if last in values:
        values[last] = values[last] + 100_003 if isinstance(values[last], int) else values[last] + "x" if isinstance(values[last], str) else values[last] + b"x"
    connection.execute(f'INSERT INTO "{table}" ({", ".join(map(quoted, values))}) VALUES ({", ".join("?" * len(values))})', list(values.values()))


def quoted(name):
    return f'"{name}"'


def exchanged(connection, table, name, where, one, other):
    values = [connection.execute(f'SELECT "{name}" FROM "{table}" WHERE {where}', row).fetchone()[0] for row in (one, other)]
    if values[0] == values[1]:
        raise sqlite3.Error("the same")
    for value, row in zip(values, (other, one)):
        connection.execute(f'UPDATE "{table}" SET "{name}" = ? WHERE {where}', (value, *row))


def changed(whole, path, change):
    """Whether a copy of a ledger could be changed so."""
    shutil.copy(whole, path)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        change(connection)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return True
    except (sqlite3.Error, OverflowError):
        return False
    finally:
        connection.close()


def is_sound(path):
    """Whether FTS5's own check finds the indexes of words in order, and their sizes are those of the texts."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for index in ("article_words", "statement_words", "actor_words", "utterance_words"):
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")
        return True
    except sqlite3.Error:
        return False
    finally:
        connection.close()


def verified(dixit, path):
    """How verify ended, "late" where it took too long, and its first sentence."""
    try:
        done = subprocess.run([dixit, "verify", "--ledger", path], capture_output=True, text=True, timeout=10 if "release" in str(dixit) else 60)
    except subprocess.TimeoutExpired:
        return "late", ""
    return done.returncode, (done.stderr or done.stdout).strip().split("\n")[0].replace(f"{path}: ", "")[:140]


if __name__ == "__main__":
    sys.exit(main())
