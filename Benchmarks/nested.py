#!/usr/bin/env python3
"""Prints how well `dixit` finds statements inside the contents of other statements.

usage: nested.py [--dixit FILE] [--fixtures FOLDER] [--predictions FILE]

First on `Tests/Fixtures/nested.jsonl`, constructed cases: one is right where the outer statement is found and each inner one with
the statement around it as its parent. A statement is found where the cue overlaps, the core words of the source are the same (those
before the first comma or relative pronoun, articles aside) and the contents share half of their characters.

Then on the samples, which one annotator marked: of the statements whose whole extent lies inside one content piece of another, the
share that `dixit` finds at all, with any parent, with the right one, and right by the statement measure besides.
"""

import argparse
import re
from pathlib import Path

from reading import add_options, bounds, characters, extent, lines_of, marked, nothing, of, overlap, partners, read, spans

ARTICLES = {"the", "a", "an"}
ENDS_CORE = re.compile(r",|\b(?:who|whose|which|that)\b")


def placed(case, number, part):
    """A statement given by its words, as one given by spans. Words must occur in the text just once."""
    def span(words):
        places = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", case["text"])]
        if len(places) != 1:
            raise SystemExit(f"nested: line {number} of nested.jsonl: “{words}” occurs {len(places)} times in the text; choose words that occur once.")
        return list(places[0])

    return {role: [span(w) for w in ([words] if isinstance(words, str) else words)] for role, words in part.items()}


def core(text, statement):
    """"Havel Rusk, a spokesman," -> ["havel", "rusk"]"""
    words = [w for a, b in spans(statement, "source") for w in re.findall(r"\w+", ENDS_CORE.split(text[a:b].lower())[0])]
    return [w for w in words if w not in ARTICLES]


def match(text, wanted, found, parent=None):
    """The statement of dixit's that is the wanted one, below the given parent where one is given; else None."""
    for s in found:
        cue, content = (overlap(characters(text, wanted, r), characters(text, s, r)) for r in ("cue", "content"))
        if cue > 0 and content >= .5 and core(text, wanted) == core(text, s) and (parent is None or s["parent"] == parent["id"]):
            return s
    return None


def miss(text, chain, found):
    """What is wrong with the first statement of a chain, outermost first, that was not found as it should; None where all were."""
    parent = None
    for depth, wanted in enumerate(chain):
        name = "outer" if depth == 0 else "inner" if len(chain) == 2 else f"inner {depth}"
        here = match(text, wanted, found, parent)
        if here is None:
            return f"{name} found with another parent or none" if parent and match(text, wanted, found) else f"{name} not found"
        parent = here
    return None


def words(text, statement):
    return " | ".join(" … ".join(text[a:b] for a, b in spans(statement, role)) or "-" for role in ("source", "cue", "content"))


def constructed(cases, found):
    print("## Constructed cases (Tests/Fixtures/nested.jsonl)\n")
    rows, misses = {"all": [], "inner inside quotation marks": [], "inner outside of them": [], "three deep": []}, []
    for number, case in enumerate(cases, 1):
        inner = case["inner"] if isinstance(case["inner"], list) else [case["inner"]]
        chain = [placed(case, number, part) for part in [case["outer"], *inner]]
        statements = (found.get(str(number)) or {"statements": []})["statements"]
        why = miss(case["text"], chain, statements)
        a, b = spans(chain[1], "cue")[0]
        open_marks = sum(case["text"][:a].count(m) for m in "“\"") - sum(case["text"][:a].count(m) for m in "”")
        rows["all"].append(why)
        rows["inner inside quotation marks" if open_marks % 2 else "inner outside of them"].append(why)
        if len(chain) > 2:
            rows["three deep"].append(why)
        if why:
            misses.append((number, why, case["text"], statements))
    for name, whys in rows.items():
        print(f"    {name:30} {of(sum(w is None for w in whys), len(whys))}")
    print()
    for number, why, text, statements in misses:
        print(f"    line {number}: {why}\n        {text}")
        for s in statements:
            print(f"        {s['id']}{' in ' + str(s['parent']) if s['parent'] is not None else ''}: {words(text, s)}")
    print()


def parents(statements):
    """(number of a statement, number of the one around it): of several the one with the shortest content piece that holds it all."""
    for i, s in enumerate(statements):
        low, high = extent(s)
        around = [(b - a, j) for j, t in enumerate(statements) if j != i for a, b in map(bounds, t["content"]) if a <= low and high <= b]
        if around:
            yield i, min(around)[1]


def samples(articles, found):
    print("## Nested statements of the samples (Tests/Fixtures/samples.gold.jsonl)\n")
    total = there = nested = parented = right = 0
    missed = []
    for article in articles:
        statements = (found.get(article["id"]) or nothing(article))["statements"]
        partner, halves = partners(article["text"], article["statements"], statements)
        for child, parent in parents(article["statements"]):
            total += 1
            here = statements[partner[child]] if child in partner else None
            if here is None or here["parent"] is None:
                missed.append((article, article["statements"][child]))
            there += here is not None
            nested += here is not None and here["parent"] is not None
            proper = here is not None and parent in partner and here["parent"] == statements[partner[parent]]["id"]
            parented += proper
            right += proper and halves[child]
    for name, count in (("found", there), ("found with a parent", nested), ("found with the right parent", parented), ("and right", right)):
        print(f"    {name:30} {of(count, total)}")
    invented = sum(s["parent"] is not None for a in articles for s in (found.get(a["id"]) or nothing(a))["statements"])
    print(f"    {'statements with a parent':30} {invented} in the output\n")
    for article, statement in missed:
        print(f"    {article['id']}: {words(article['text'], statement)}\n        {marked(article['text'], spans(statement, 'cue')[0], 100, 100)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    parser.add_argument("--fixtures", default=Path(__file__).resolve().parents[1] / "Tests/Fixtures", type=Path)
    args = parser.parse_args()
    cases, gold = lines_of(args.fixtures / "nested.jsonl"), lines_of(args.fixtures / "samples.gold.jsonl")
    found = read(args.dixit, [{"id": str(k), "text": c["text"]} for k, c in enumerate(cases, 1)] + gold, args.predictions)
    constructed(cases, found)
    samples(gold, found)


if __name__ == "__main__":
    main()
