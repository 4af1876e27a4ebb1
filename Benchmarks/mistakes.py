#!/usr/bin/env python3
"""Draws mistakes of `dixit` on PolNeAR's dev articles at random, to be read and sorted by a person (Documentation/errors.md).

usage: mistakes.py [--dixit FILE] [--data FOLDER] [--seed S] [-n N] [--kind KIND]… [--predictions FILE]

A mistake is one of these; each has the same chance to be drawn:

  missed    a gold statement whose cue overlaps with no found one's
  extent    a found one whose source or content shares less than half of its characters with its gold partner's
  spurious  a found one without a partner; nested ones are left out, as the annotators marked none
  speaker   a found one with the right source whose speaker's name shares not all words with the name that silver coreference gives
            that source, or that the source itself holds; silver may be the one that is wrong

The same seed, program and data draw the same mistakes. What is printed quotes articles that may not be passed on: keep it to yourself.
"""

import argparse
import random
from collections import Counter

from reading import add_options, extent, lines_of, marked, nothing, partners, read, same_name, spans, speaker_name
from silver import Silver, pronoun_source, silver_of

KINDS = ("missed", "extent", "spurious", "speaker")


def silver_name(silver, text, statement):
    """Whom the source of a statement names by silver: of a pronoun its cluster's name, of any other the name that is its core."""
    pronoun = pronoun_source(text, statement)
    source = spans(statement, "source")
    return silver.meant_by(pronoun) if pronoun else silver.core(source[0]) if len(source) == 1 else None


def mistakes(article, found, silver):
    """(kind, article, gold statement or None, found one or None, silver name) for each mistake in an article."""
    text, gold, statements = article["text"], article["statements"], found["statements"]
    partner, right = partners(text, gold, statements)
    for i, statement in enumerate(gold):
        if i not in partner:
            yield "missed", article, statement, None, None
            continue
        here = statements[partner[i]]
        if not right[i]:
            yield "extent", article, statement, here, None
        elif silver:
            name = silver_name(silver, text, statement)
            if name and not same_name(name, speaker_name(found, here)):
                yield "speaker", article, statement, here, name
    taken = set(partner.values())
    for j, statement in enumerate(statements):
        if j not in taken and statement["parent"] is None:
            yield "spurious", article, None, statement, None


def quoted(text, statement):
    """The words and places of a statement's parts, a line each."""
    for role in ("source", "cue", "content"):
        pieces = [f"[{a}, {b}] {' '.join(text[a:b].split())}" for a, b in spans(statement, role)]
        yield f"{role:8} {' … '.join(pieces) or '-'}"


def show(number, kind, article, gold, found, name, speaker):
    text = article["text"]
    print(f"{number}. {kind}: {article['id']}")
    for title, statement in (("gold", gold), ("dixit", found)):
        for k, line in enumerate(quoted(text, statement) if statement else ["-"]):
            print(f"    {title if k == 0 else '':6} {line}")
    if kind == "speaker":
        print(f"    speaker: silver {name}; dixit {speaker or '-'}")
    cue = spans(gold or found, "cue")
    low, high = extent(gold or found) if not cue else cue[0]
    print(f"    {marked(text, (low, high), 300 if kind == 'speaker' else 120, 100)}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("-n", type=int, default=100, help="how many to draw (default: %(default)s)")
    parser.add_argument("--kind", action="append", choices=KINDS, help="draw of this kind alone; may be given again")
    args = parser.parse_args()
    articles = sorted(lines_of(args.data / "polnear/dev.jsonl"), key=lambda a: a["id"])
    silver = silver_of(args.data / "polnear/dev.silver.jsonl.gz")
    found = read(args.dixit, articles, args.predictions)
    every = []
    for article in articles:
        names = Silver(article["text"], silver[article["id"]]) if article["id"] in silver else None
        every += mistakes(article, found.get(article["id"]) or nothing(article), names)
    counts = Counter(m[0] for m in every)
    print("All mistakes: " + ", ".join(f"{counts[k]} {k}" for k in KINDS))
    every = [m for m in every if not args.kind or m[0] in args.kind]
    drawn = random.Random(args.seed).sample(every, min(args.n, len(every)))
    counts = Counter(m[0] for m in drawn)
    print(f"Drawn with seed {args.seed}: " + ", ".join(f"{counts[k]} {k}" for k in KINDS) + "\n")
    for number, (kind, article, gold, statement, name) in enumerate(drawn, 1):
        speaker = speaker_name(found[article["id"]], statement) if statement else None
        show(number, kind, article, gold, statement, name, speaker)


if __name__ == "__main__":
    main()
