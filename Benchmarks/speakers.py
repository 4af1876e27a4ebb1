#!/usr/bin/env python3
"""Prints how often `dixit` gives a statement to the one who made it, on the gold speakers in DIXIT_DATA.

usage: speakers.py [--dixit FILE] [--data FOLDER] [--errors N]

At home (`meaning/dev.jsonl`, PolNeAR) and abroad (`meaning/world-dev.jsonl`). Of the gold statements that are found (cues overlap, one to one) those whose
speaker is right: where gold names somebody, the speaker is called so (all words of one name in the other, titles aside, or its initials); where it names
nobody, the speaker is an entity without a proper name, or a group, that shares a telling word with the gold description; where nobody is the source, there is no speaker.
By how the source names it; then of all gold statements, found or not; how many of the speakers found are wrong with a speaker_confidence of 0.9 or more; and
how far speaker_confidence is from the share that is right, in ten bins.
"""

import argparse
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "Training"))

from gold_speakers import is_right, kind_of, partners
from reading import add_options, lines_of, nothing, read, spans, speaker_name

PARTS = (("meaning/dev.jsonl", "at home"), ("meaning/world-dev.jsonl", "abroad"))
ROLES = ("source", "cue", "content")


def has_right_speaker(text, gold, found, statement):
    """Whether a found statement is given to whom the gold one names, or to nobody where gold names nobody; `found`: its article as read."""
    e = next((e for e in found["entities"] if e["id"] == statement["speaker"]), None)
    if e is None:
        return is_right(gold, source_of(text, gold), None, False, None, [])
    named = any(m["form"] == "name" for m in e["mentions"])
    called = [m["text"] for m in e["mentions"] if m["form"] != "pronoun"]
    return is_right(gold, source_of(text, gold), e["name"], named, e["kind"], called)


def source_of(text, gold):
    return " ".join(text[a:b] for a, b in gold["source"] or [])


def judged(gold, found):
    """For each gold statement that has a partner: how its source names it, whether the speaker is right, its confidence, and what is said of it."""
    text = gold["text"]
    marks = [g for g in gold["statements"] if g.get("act") != "deed"]
    rows = []
    for i, k in partners(marks, [{role: spans(s, role) for role in ROLES} for s in found["statements"]]).items():
        g, s = marks[i], found["statements"][k]
        name, source = speaker_name(found, s), source_of(text, g)
        told = f"{source!r} is {g['who']}, found {name or 'nobody'} ({s['speaker_confidence']})"
        rows.append((kind_of(g, source), has_right_speaker(text, g, found, s), s["speaker_confidence"] if name else None, told))
    return rows, len(marks)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    parser.add_argument("--errors", type=int, default=0, help="print N speakers that are wrong, the surest first")
    args = parser.parse_args()
    print(f"{'':24}{'at home':>18}{'abroad':>18}")
    columns, wrong = [], []
    for name, _ in PARTS:
        gold = lines_of(args.data / name)
        found = read(args.dixit, gold)
        rows, total = [], 0
        for article in gold:
            more, count = judged(article, found.get(article["id"]) or nothing(article))
            rows += more
            total += count
        columns.append(figures(rows, total))
        wrong += sorted((r for r in rows if not r[1] and r[2] is not None), key=lambda r: -r[2])[:args.errors]
    for line in zip(*columns):
        print(f"{line[0][0]:24}" + "".join(f"{value:>18}" for _, value in line))
    for _, _, _, words in wrong:
        print(words)


def figures(rows, total):
    out = []
    for kind in ("all", "named", "described", "pronoun", "missing"):
        some = [r for r in rows if kind in ("all", r[0])]
        out.append((f"right, {kind}", f"{100 * sum(r[1] for r in some) / max(1, len(some)):.1f} of {len(some)}"))
    out.append(("right, of all in gold", f"{100 * sum(r[1] for r in rows) / total:.1f} of {total}"))
    sure = [(r[2], r[1]) for r in rows if r[2] is not None]
    out.append(("wrong and sure", f"{100 * sum(c >= 0.9 and not right for c, right in sure) / len(sure):.1f}"))
    bins = {}
    for c, right in sure:
        bins.setdefault(min(9, int(10 * c)), []).append(c - right)
    out.append(("calibration error", f"{100 * sum(abs(sum(b)) for b in bins.values()) / len(sure):.1f}"))
    return out


if __name__ == "__main__":
    main()
