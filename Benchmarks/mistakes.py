#!/usr/bin/env python3
"""Draws mistakes of `dixit` at random from articles marked whole, to be read and sorted one by one (Documentation/errors.md).

usage: mistakes.py [--dixit FILE] [--data FOLDER] [--gold FILE] [--seed S] [-n N] [--kind KIND]… [--predictions FILE]

A mistake is one of these; each has the same chance to be drawn:

  missed    a gold statement without a partner: no found one's cue overlaps its own (where it has none: holds half of its content)
  extent    a found one whose source or content shares less than half of its characters with its gold partner's
  spurious  a found one without a partner
  speaker   a found one of the right extent whose speaker is not whom gold names

Those inside others' contents count like any. A file of gold that marks none (meaning/dev.jsonl, PolNeAR's, has no `in`) is compared without them.
The same seed, program and data draw the same mistakes. What is printed quotes articles that may not be passed on: keep it to yourself.
"""

import argparse
import random
from collections import Counter

from reading import add_options, extent, lines_of, marked, nothing, partners, read, spans, speaker_name
from speakers import has_right_speaker

KINDS = ("missed", "extent", "spurious", "speaker")


def mistakes(article, found):
    """(kind, article, gold statement or None, found one or None) for each mistake in an article."""
    gold, statements = article["statements"], found["statements"]
    if not any("in" in s for s in gold):
        statements = [s for s in statements if s["parent"] is None]
    partner, right = partners(article["text"], gold, statements)
    for i, statement in enumerate(gold):
        here = statements[partner[i]] if i in partner else None
        if here is None:
            yield "missed", article, statement, None
        elif not right[i]:
            yield "extent", article, statement, here
        elif not has_right_speaker(article["text"], statement, found, here):
            yield "speaker", article, statement, here
    taken = set(partner.values())
    for j, statement in enumerate(statements):
        if j not in taken:
            yield "spurious", article, None, statement


def quoted(text, statement):
    """The words and places of a statement's parts, a line each."""
    for role in ("source", "cue", "content"):
        pieces = [f"[{a}, {b}] {' '.join(text[a:b].split())}" for a, b in spans(statement, role)]
        yield f"{role:8} {' … '.join(pieces) or '-'}"


def show(number, kind, article, gold, found, speaker):
    text = article["text"]
    inside = gold.get("in") if gold else found["parent"]
    print(f"{number}. {kind}: {article['id']}{', inside another' if inside is not None else ''}")
    for title, statement, who in (("gold", gold, gold and gold["who"]), ("dixit", found, speaker)):
        lines = [*quoted(text, statement), f"{'speaker':8} {who or '-'}"] if statement else ["-"]
        for k, line in enumerate(lines):
            print(f"    {title if k == 0 else '':6} {line}")
    cue = spans(gold or found, "cue")
    low, high = extent(gold or found) if not cue else cue[0]
    print(f"    {marked(text, (low, high), 300, 200)}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    parser.add_argument("--gold", default="meaning/world-dev.jsonl", help="a file with gold speakers (`who`), in the folder of data (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("-n", type=int, default=100, help="how many to draw (default: %(default)s)")
    parser.add_argument("--kind", action="append", choices=KINDS, help="draw of this kind alone; may be given again")
    args = parser.parse_args()
    articles = sorted(lines_of(args.data / args.gold), key=lambda a: a["id"])
    found = read(args.dixit, articles, args.predictions)
    every = [m for article in articles for m in mistakes(article, found.get(article["id"]) or nothing(article))]
    counts = Counter(m[0] for m in every)
    print("All mistakes: " + ", ".join(f"{counts[k]} {k}" for k in KINDS))
    every = [m for m in every if not args.kind or m[0] in args.kind]
    drawn = random.Random(args.seed).sample(every, min(args.n, len(every)))
    counts = Counter(m[0] for m in drawn)
    print(f"Drawn with seed {args.seed}: " + ", ".join(f"{counts[k]} {k}" for k in KINDS) + "\n")
    for number, (kind, article, gold, statement) in enumerate(drawn, 1):
        speaker = speaker_name(found[article["id"]], statement) if statement else None
        show(number, kind, article, gold, statement, speaker)


if __name__ == "__main__":
    main()
