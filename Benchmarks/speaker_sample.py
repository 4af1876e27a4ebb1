#!/usr/bin/env python3
"""Draws statements at random from what `dixit` finds in PolNeAR's dev articles, so that a person can judge their speakers.

usage: speaker_sample.py [--dixit FILE] [--data FOLDER] [--seed S] [-n N] [--show] [--predictions FILE]
       speaker_sample.py --check FILE [--dixit FILE] [--data FOLDER] [--predictions FILE]

Prints JSON Lines, every statement having the same chance. An object holds places and a name, no text, since the articles may not be
passed on:

    {"article": "…", "source": [[10, 24]], "cue": [[25, 29]], "content": [[30, 61]], "speaker": "Hassan Rouhani", "inferred": false}

`--show` prints the same statements with the text before them instead, numbered by line, to be judged. To each object the judge adds
`"right"`: true where the speaker is whom the article reports to say it, false elsewhere; and where false `"should be"`: the right
name, or null where there should be none. A speaker of null is right where the article names nobody.

`--check` compares a judged file with what dixit finds now: of each judged statement the one with an overlapping cue counts, and is
right where its speaker has the right name: all words of one of both are in the other; strictly, the same words.
"""

import argparse
import json
import math
import random
import sys

from reading import add_options, lines_of, marked, nothing, of, one_line, read, same_name, spans, speaker_name, with_cue


def entry(article, statement):
    """What is printed of a statement; `inferred` is `speaker_inferred` of the output."""
    places = {role: [list(s) for s in spans(statement, role)] for role in ("source", "cue", "content")}
    return {"article": article["id"], **places, "speaker": speaker_name(article, statement), "inferred": statement.get("speaker_inferred")}


def drawn(found, seed, n):
    every = [entry(a, s) for _, a in sorted(found.items()) for s in a["statements"]]
    return random.Random(seed).sample(every, min(n, len(every)))


def show(number, text, judged):
    """A drawn statement with 400 characters before its first word, its own words, and the name to be judged."""
    places = [s for role in ("source", "cue", "content") for s in judged[role]]
    low, high = min(a for a, _ in places), max(b for _, b in places)
    print(f"{number}. {judged['article']}")
    print(f"    {marked(text, (low, high), 400, 60)}")
    for role in ("source", "cue"):
        print(f"    {role + ':':8} {' … '.join(one_line(text[a:b]) for a, b in judged[role]) or '-'}")
    print(f"    speaker: {judged['speaker'] or '-'}{' (inferred)' if judged['inferred'] else ''}\n")


def expected(judged, line):
    """The name that a judge calls right, or None; ends the program where the judgement is not complete."""
    if judged.get("right") is True:
        return judged["speaker"]
    if judged.get("right") is False and "should be" in judged:
        return judged["should be"]
    sys.exit(f"speaker_sample: line {line} is not judged: it needs \"right\", and where that is false \"should be\", a name or null.")


def interval(right, n):
    """The 95 % interval of a share (Wilson 1927), in per cent."""
    z, p = 1.96, right / n
    middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return f"{100 * (middle - half) / (1 + z * z / n):.0f} to {100 * (middle + half) / (1 + z * z / n):.0f} %"


def check(judgements, found):
    there = right = strict = 0
    wrong = []
    for line, judged in enumerate(judgements, 1):
        name = expected(judged, line)
        article = found.get(judged["article"])
        statement = with_cue(article, judged["cue"]) if article else None
        if statement is None:
            wrong.append(f"line {line}: the statement is not found any more")
            continue
        there += 1
        speaker = speaker_name(article, statement)
        good = name == speaker if name is None or speaker is None else same_name(name, speaker)
        right += good
        strict += good and (name is None or same_name(name, speaker, strict=True))
        if not good:
            wrong.append(f"line {line}: {speaker or '-'}, should be {name or '-'}")
    n = len(judgements)
    print(f"judged right when drawn   {of(sum(j['right'] for j in judgements), n)}")
    print(f"found now                 {of(there, n)}")
    print(f"right speaker, of found   {of(right, there)}" + (f", 95 % interval {interval(right, there)}" if there else ""))
    print(f"  strictly                {of(strict, there)}")
    print(f"right speaker, of judged  {of(right, n)}\n")
    print("\n".join(wrong))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("-n", type=int, default=100, help="how many to draw (default: %(default)s)")
    parser.add_argument("--show", action="store_true", help="print each with its text, to be judged; not to be passed on")
    parser.add_argument("--check", metavar="FILE", help="compare a judged file with what dixit finds now")
    args = parser.parse_args()
    articles = lines_of(args.data / "polnear/dev.jsonl")
    texts = {a["id"]: a["text"] for a in articles}
    output = read(args.dixit, articles, args.predictions)
    found = {a["id"]: output.get(a["id"]) or nothing(a) for a in articles}
    if args.check:
        with open(args.check, encoding="utf8") as lines:
            check([json.loads(line) for line in lines if line.strip()], found)
        return
    for number, judged in enumerate(drawn(found, args.seed, args.n), 1):
        if args.show:
            show(number, texts[judged["article"]], judged)
        else:
            print(json.dumps(judged, ensure_ascii=False))


if __name__ == "__main__":
    main()
