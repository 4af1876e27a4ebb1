#!/usr/bin/env python3
"""Measure the layers of meaning on gold statements: accuracy, macro F1, calibration and coverage.

usage: layers.py --dixit .build/release/dixit --data ../shared/data [--errors]

Each article is read for its entities; then its gold statements take the place of those found, each with the speaker of the found
statement whose cue it shares, else the entity that its source mentions, and `dixit model marks` marks them. So what is measured is
the layer, and the reader's entities, not which statements the reader finds.

  sourcing   meaning/dev and meaning/world-dev of the data (two people who mark agree on 97.8 %), and sourcing-sentences.tsv here
  act        meaning/dev and meaning/world-dev; of those that a word of the cue decides alone, the share of right ones is printed too, which is the
             confidence of such marks when counted on --parts train world-train
  upr        --parts upr: in how many of the recommendations and pledges in world/upr of the data a duty is found, and the statuses told
  polarity   world/gum-attribution of the data, reported or negated (83 are negated), and polarity-sentences.tsv here

Rows of the sentences are of two halves: those that rules were built with, and those held back. Coverage is the share of statements
that get a mark; calibration is the expected error of the confidence in ten bins. --errors prints what is wrong.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROLES = {"s": "source", "c": "cue", "x": "content"}


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def sentences(name):
    """The sentences of a table as articles of one statement each, by half."""
    halves = {}
    with open(os.path.join(HERE, f"{name}-sentences.tsv"), encoding="utf-8") as file:
        for number, row in enumerate(file):
            half, value, marked = row.rstrip("\n").split("\t")
            text, spans = "", {role: [] for role in ROLES.values()}
            for role, inside, outside in re.findall(r"\{(\w)\|([^}]*)\}|([^{]+)", marked):
                if role:
                    spans[ROLES[role]].append([len(text), len(text) + len(inside)])
                text += inside or outside
            halves.setdefault(half, []).append({"id": f"{name}-{number}", "text": text, "statements": [dict(spans, gold=value)]})
    return halves


DECIDED = 0.87  # the confidence of acts that a word of the cue decides


def meaning(path, key):
    """Articles with what is marked of their statements by a key; deeds are no statements."""
    articles = []
    for article in lines(path):
        rows = [
            dict({role: article_spans(s[role]) for role in ROLES.values()}, gold=s[key])
            for s in article["statements"]
            if s["act"] != "deed"
        ]
        articles.append({"id": article["id"], "text": article["text"], "statements": rows})
    return articles


def gum(path):
    """Articles with attributions, whose source and cue are one set of spans."""
    polarity = {"positive": "reported", "negative": "negated"}
    articles = []
    for article in lines(path):
        rows = [
            {"source": [], "cue": article_spans(a["source_cue"]), "content": article_spans(a["content"]), "gold": polarity[a["polarity"]]}
            for a in article["attributions"]
        ]
        articles.append({"id": article["id"], "text": article["text"], "statements": [r for r in rows if r["cue"]]})
    return articles


def article_spans(spans):
    return [[s["start"], s["end"]] if isinstance(s, dict) else s for s in spans or []]


def overlap(a, b):
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)


def speaker(row, found, entities):
    """Who says a gold statement, as the reader sees it."""
    partner = max(found, key=lambda s: overlap(row["cue"], article_spans(s["cue"])), default=None)
    if partner and overlap(row["cue"], article_spans(partner["cue"])):
        return partner["speaker"]
    mentions = [
        (overlap(row["source"], [[m["start"], m["end"]]]) / max(1, m["end"] - m["start"]), -m["start"], e["id"])
        for e in entities for m in e["mentions"]
    ]
    best = max(mentions, default=(0, 0, None))
    return best[2] if best[0] > 0 else None


def record(article, read):
    """The article as a record of the output contract that holds the gold statements and the reader's entities."""
    def extracts(spans):
        return [{"start": a, "end": b, "text": article["text"][a:b]} for a, b in spans]

    statements = [
        dict(
            {role: extracts(row[role]) for role in ROLES.values()}, id=number, parent=None, form="indirect", confidence=1,
            speaker=speaker(row, read["statements"], read["entities"]))
        for number, row in enumerate(article["statements"])
    ]
    return dict(read, statements=statements)


def marked(dixit, articles):
    """What the layers say of each gold statement: a list of marks by layer for each article."""
    with tempfile.TemporaryDirectory() as folder:
        def run(command, rows):
            path = os.path.join(folder, "in.jsonl")
            with open(path, "w", encoding="utf-8") as file:
                for row in rows:
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")
            out = subprocess.run([dixit, *command, path], check=True, stdout=subprocess.PIPE).stdout
            return [json.loads(line) for line in out.decode("utf-8").split("\n") if line]

        plain = [{"id": a["id"], "text": a["text"]} for a in articles]
        read = {r["id"]: r for r in run(["read", "--quiet", "--format", "jsonl"], plain)}
        known = [a for a in articles if a["id"] in read]
        return [
            (article, [s.get("marks", {}) for s in row["statements"]])
            for article, row in zip(known, run(["model", "marks"], [record(a, read[a["id"]]) for a in known]))
        ]


def measure(name, layer, dixit, articles, errors):
    rows = [
        (row["gold"], marks.get(layer), row, article["text"])
        for article, all_marks in marked(dixit, articles) for row, marks in zip(article["statements"], all_marks)
    ]
    pairs = [(gold, mark["value"] if mark else None) for gold, mark, _, _ in rows]
    right = sum(gold == value for gold, value in pairs)
    scores = {}
    for value in sorted({gold for gold, _ in pairs}):
        hits = sum(gold == found == value for gold, found in pairs)
        scores[value] = 2 * hits / (sum(gold == value for gold, _ in pairs) + sum(found == value for _, found in pairs))
    bins = {}
    for gold, mark, _, _ in rows:
        if mark:
            bins.setdefault(min(9, int(mark["confidence"] * 10)), []).append((mark["confidence"], mark["value"] == gold))
    covered = sum(len(b) for b in bins.values())
    gap = sum(abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in bins.values()) / max(1, covered)
    each = "  ".join(f"{value} {100 * score:.1f}" for value, score in scores.items())
    print(
        f"{layer:9} {name:22} {len(rows):5} statements   accuracy {100 * right / len(rows):5.1f}   "
        f"macro F1 {100 * sum(scores.values()) / len(scores):5.1f}   calibration {100 * gap:4.1f}   "
        f"coverage {100 * covered / len(rows):5.1f}   F1: {each}")
    decided = [mark["value"] == gold for gold, mark, _, _ in rows if mark and layer == "act" and mark["confidence"] == DECIDED]
    if decided:
        print(f"{layer:9} {name:22} {len(decided):5} decided by the cue alone   accuracy {100 * sum(decided) / len(decided):5.1f}")
    if errors:
        for gold, mark, row, text in rows:
            if not mark or mark["value"] != gold:
                start, end = min(s[0] for r in ROLES.values() for s in row[r]), max(s[1] for s in row["cue"] or row["content"])
                words = {role: " … ".join(text[a:b] for a, b in row[role]) for role in ("source", "cue")}
                print("   ", gold, mark and (mark["value"], mark["confidence"]), words, repr(text[max(0, start - 40):end + 60]))


def upr(dixit, path):
    """How many recommendations and pledges have a duty, by their kind and what became of them."""
    with tempfile.TemporaryDirectory() as folder:
        made = os.path.join(folder, "upr.jsonl")
        rows = {row["id"]: row for row in lines(path)}
        with open(made, "w", encoding="utf-8") as file:
            for row in rows.values():
                # The list names who recommends and to whom beside the text.
                lead = f"{row['from']} recommended to {row['to']}: " if row["kind"] == "recommendation" else ""
                file.write(json.dumps({"id": row["id"], "text": lead + row["text"]}, ensure_ascii=False) + "\n")
        out = subprocess.run([dixit, "read", "--quiet", "--format", "jsonl", made], check=True, stdout=subprocess.PIPE).stdout
    counts, statuses, bearers = {}, {}, 0
    for line in out.decode("utf-8").split("\n"):
        if not line:
            continue
        record = json.loads(line)
        row, duties = rows[record["id"]], record.get("duties", [])
        names = {entity["id"]: entity["name"] for entity in record["entities"]}
        kind = counts.setdefault((row["kind"], row.get("response") or "-"), [0, 0])
        kind[0] += 1
        kind[1] += bool(duties)
        bearers += any(names.get(duty["bearer"]) == row["to"] for duty in duties)
        for duty in duties:
            statuses[duty["status"]] = statuses.get(duty["status"], 0) + 1
    for (kind, response), (all_rows, found) in sorted(counts.items()):
        print(f"duties    UPR {kind}, {response}: {found} of {all_rows} have a duty")
    print(f"duties    UPR statuses: {statuses}; the state under review is a bearer in {bearers}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dixit", default=".build/release/dixit")
    parser.add_argument("--data", default=os.environ.get("DIXIT_DATA", "../shared/data"))
    parser.add_argument("--errors", action="store_true", help="print what is wrong")
    parser.add_argument("--parts", nargs="*", help="only these: dev, world-dev, gum, build, held, own (both halves), upr, or others of the data's meaning")
    given = parser.parse_args()
    parts = given.parts or ["dev", "world-dev", "gum", "build", "held", "own"]
    for part in parts:
        if part == "upr":
            upr(given.dixit, os.path.join(given.data, "world/upr.jsonl"))
            continue
        if part in ("build", "held", "own"):
            for layer in ("sourcing", "polarity"):
                halves = sentences(layer)
                measure(
                    f"own sentences, {'all' if part == 'own' else part}", layer, given.dixit,
                    sum(halves.values(), []) if part == "own" else halves[part], given.errors)
            continue
        path = os.path.join(given.data, "world/gum-attribution.jsonl" if part == "gum" else f"meaning/{part}.jsonl")
        if not os.path.exists(path):
            print(f"{path} is missing: set DIXIT_DATA to the folder that holds it", file=sys.stderr)
            continue
        if part == "gum":
            measure("GUM", "polarity", given.dixit, gum(path), given.errors)
        else:
            for layer, key in (("sourcing", "n"), ("act", "act")):
                measure(f"meaning {part}", layer, given.dixit, meaning(path, key), given.errors)


if __name__ == "__main__":
    main()
