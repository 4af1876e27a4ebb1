#!/usr/bin/env python3
"""Prints whether one individual is one actor, whatever articles call it.

usage: actors.py [--dixit FILE] [--data FOLDER] [--ledger FILE]

PolNeAR's train and dev articles are added to one ledger, which is exported, and the statements of the export are laid beside those that people
have marked with who speaks (meaning/train.jsonl, speakers-train.jsonl, dev.jsonl; GUIDE.md there). Two are partners where their cues overlap, or where
the marked one has no cue where at least half of their contents is shared; one to one, the largest overlap first. Over partners whose marked
speaker is named and single, and which have an actor:

  B-cubed                    (Bagga and Baldwin 1998) of the actors against the individuals marked: P falls where an actor is several, R where one has several
  actors for one individual  how many actors the statements of one have in the mean

What `dixit` takes for the speaker wrongly in its article counts too. So the same is printed over the statements whose speaker is found rightly (names agree
as in entities.py): what is lost there is lost between articles. At the end: how many actors there are called Donald Trump or Donald J. Trump.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from reading import ROLES, characters, lines_of, needed, overlap, same_name

FILES = ("train", "speakers-train", "dev")
TITLES = set(
    "mr mrs ms miss dr sir lord lady president vice senator sen rep representative gov governor mayor minister prime secretary chief justice "
    "judge general gen col lt capt ayatollah king queen prince princess pope the rev professor prof former u.s us".split())
STOP = set(
    "a an the of and or to in on for with by at from his her its their some many several one two three other another who whose that which".split())


def individual(name):
    """What tells an individual: its name in small letters, without titles."""
    plain = name.lower().replace(".", "").replace("’s", "").replace("'s", "")
    words = [w for w in re.findall(r"[\w&]+", plain) if w]
    return " ".join([w for w in words if w not in TITLES and w not in STOP] or words)


def partners(text, marked, found):
    """The numbers of partners: {marked: found}"""
    sides = [[{role: characters(text, s, role) for role in ROLES} for s in rows] for rows in (marked, found)]
    pairs = []
    for i, gold in enumerate(sides[0]):
        for j, other in enumerate(sides[1]):
            meets = gold["cue"] & other["cue"] if gold["cue"] else overlap(gold["content"], other["content"]) >= 0.5
            if meets:
                pairs.append((sum(overlap(gold[role], other[role]) for role in ROLES), -i, -j))
    chosen, taken = {}, set()
    for _, i, j in sorted(pairs, reverse=True):
        if -i not in chosen and -j not in taken:
            chosen[-i] = -j
            taken.add(-j)
    return chosen


def speakers(articles, rows):
    """For each partner whose marked speaker is named and single: (individual, actor, whether the speaker found has that name)."""
    pairs = []
    for article in articles:
        row = rows.get(article["id"])
        if row is None:
            continue
        names = {e["id"]: e["name"] for e in row["entities"]}
        for i, j in partners(article["text"], article["statements"], row["statements"]).items():
            gold, found = article["statements"][i], row["statements"][j]
            if gold.get("act") != "deed" and gold["n"] == "named" and " + " not in gold["who"] and found.get("actor") is not None:
                right = same_name(gold["who"], names.get(found["speaker"], ""))
                pairs.append((individual(gold["who"]), found["actor"], right))
    return pairs


def cubed(pairs):
    """P, R and F1, and the actors for one individual."""
    golds, actors, both = Counter(g for g, _ in pairs), Counter(a for _, a in pairs), Counter(pairs)
    p = sum(n * n / actors[a] for (_, a), n in both.items()) / len(pairs)
    r = sum(n * n / golds[g] for (g, _), n in both.items()) / len(pairs)
    return p, r, 2 * p * r / (p + r), len(both) / len(golds)


def run(*command):
    done = subprocess.run([str(c) for c in command], capture_output=True, encoding="utf8")
    if done.returncode != 0:
        sys.exit(f"actors: {' '.join(map(str, command[:2]))} ended with status {done.returncode}; mend that first:\n{done.stderr}")
    return done.stdout.splitlines()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--dixit", default=".build/release/dixit", type=Path, help="the program (default: %(default)s)")
    parser.add_argument("--data", default=os.environ.get("DIXIT_DATA", "../shared/data"), type=Path, help="the folder that holds polnear/ and meaning/")
    parser.add_argument("--ledger", type=Path, help="a ledger of these articles that is there already, instead of adding them")
    given = parser.parse_args()
    gold = {name: lines_of(given.data / "meaning" / f"{name}.jsonl") for name in FILES}
    articles = [needed(given.data / "polnear" / f"{name}.jsonl") for name in ("train", "dev")]
    with tempfile.TemporaryDirectory() as folder:
        ledger = given.ledger or Path(folder) / "actors.sqlite"
        if not given.ledger:
            began = time.perf_counter()
            run(given.dixit, "add", "-q", "--ledger", ledger, *articles)
            print(f"{time.perf_counter() - began:.1f} s to add {sum(1 for a in articles for _ in open(a, encoding='utf8'))} articles\n")
        rows = {row["id"]: row for row in map(json.loads, run(given.dixit, "export", "-q", "-f", "jsonl", "--ledger", ledger))}
        names = Counter(json.loads(line)["name"] for line in run(given.dixit, "actor", "export", "--ledger", ledger))
    print(f"{'':40}{'P':>7}{'R':>7}{'F1':>7}{'actors for one':>16}{'statements':>12}")
    for title, chosen in (("train, dev", ("train", "dev")), ("train, speakers-train, dev", FILES)):
        pairs = speakers([article for name in chosen for article in gold[name]], rows)
        for what, some in ((title, pairs), ("  their speakers found rightly", [pair for pair in pairs if pair[2]])):
            p, r, f1, each = cubed([pair[:2] for pair in some])
            print(f"{what:40}{100 * p:7.1f}{100 * r:7.1f}{100 * f1:7.1f}{each:16.2f}{len(some):12}")
    print(f"\nactors called Donald Trump or Donald J. Trump: {names['Donald Trump'] + names['Donald J. Trump']}, of {sum(names.values())} actors")


if __name__ == "__main__":
    main()
