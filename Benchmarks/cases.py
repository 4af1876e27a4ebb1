#!/usr/bin/env python3
"""Prints how many small texts, each of one kind of difficulty, `dixit` reads as a careful reader does.

usage: cases.py [--dixit FILE] [--data FOLDER] [--wrong]

The texts stand beside the data, in `../cases/reading.jsonl`. A text is right if every statement expected has a partner (their cues share a word, or the
expected one has none, and their contents share half of their characters), one to one, with the speaker expected, and nothing more is found. Statements expected
without a content are left out, as such is no statement. Below, how many of the expected statements are found, how many of these have the right speaker,
how many are found that nobody expects, and how many speakers are wrong with a confidence of 0.9 or more.
"""

import argparse
import json
import re
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "Training"))

from gold_speakers import core
from reading import add_options, read

EDGE = " \t\r\n\u00a0\"“”'‘’`.,;:-–—…«»„‚‹›<>"


def places(text, content):
    """The characters of an expected content, whose parts are divided by dots."""
    out, at = set(), 0
    for part in content.split(" … "):
        part = part.strip(EDGE)
        # Whole words: "it" is not in "audit".
        match = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)").search(text, at)
        if match:
            found = match.start()
            out |= set(range(found, found + len(part)))
            at = found + len(part)
    return out


def words(text):
    return set(re.findall(r"\w+", text.lower()))


def found_statement(text, s):
    content = set()
    for part in s["content"]:
        a, b = part["start"], part["end"]
        while a < b and text[a] in EDGE:
            a += 1
        while b > a and text[b - 1] in EDGE:
            b -= 1
        content |= set(range(a, b))
    return content


def is_speaker(expected, speaker, entities):
    entity = next((e for e in entities if e["id"] == speaker), None)
    if entity is None:
        return False
    wanted = set(core(expected))
    called = [entity["name"], *(m["text"] for m in entity["mentions"])]
    same = [set(core(c)) for c in called]
    return set(core(entity["name"])) >= wanted or any(c == wanted for c in same)


def judge(case, found):
    """(expected, found among them, right speakers, more than expected, wrong and sure)."""
    text = case["text"]
    expected = [e for e in case["expect"] if e["content"]]
    pairs = []
    for i, e in enumerate(expected):
        wanted = places(text, e["content"])
        for k, s in enumerate(found["statements"]):
            content = found_statement(text, s)
            cue = " ".join(c["text"] for c in s["cue"])
            share = len(wanted & content) / max(1, len(wanted | content))
            if share >= 0.5 and (not words(e["cue"]) or words(e["cue"]) & words(cue)):
                pairs.append((share, -i, -k))
    partners, used = {}, set()
    for _, i, k in sorted(pairs, reverse=True):
        if -i not in partners and -k not in used:
            partners[-i] = -k
            used.add(-k)
    right = {i for i, k in partners.items() if is_speaker(expected[i]["speaker"], found["statements"][k]["speaker"], found["entities"])}
    sure = sum(1 for i, k in partners.items() if i not in right and (found["statements"][k]["speaker_confidence"] or 0) >= 0.9)
    return len(expected), len(partners), len(right), len(found["statements"]) - len(partners), sure, [e for i, e in enumerate(expected) if i not in right]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    parser.add_argument("--wrong", action="store_true", help="print the texts that are not right")
    args = parser.parse_args()
    path = args.data.parent / "cases/reading.jsonl"
    if not path.exists():
        sys.exit(f"{path} is missing: the small texts stand beside the data; set DIXIT_DATA to the folder that lies beside cases/.")
    cases = [json.loads(line) for line in open(path, encoding="utf8")]
    found = read(args.dixit, cases)
    rows = [(case, *judge(case, found[case["id"]])) for case in cases]
    whole = [r for r in rows if r[1] == r[3] and r[4] == 0]
    print(f"texts right              {len(whole)} of {len(rows)} ({100 * len(whole) / len(rows):.0f} %)")
    print(f"statements found         {sum(r[2] for r in rows)} of {sum(r[1] for r in rows)}")
    print(f"with the right speaker   {sum(r[3] for r in rows)}")
    print(f"more than expected       {sum(r[4] for r in rows)}")
    print(f"wrong speaker, sure      {sum(r[5] for r in rows)}")
    for case, expected, _, right, more, _, missed in rows if args.wrong else []:
        if expected == right and more == 0:
            continue
        print(f"\n{case['id']}: {case['text']}")
        for e in missed:
            print(f"   wanted {e['speaker']} | {e['cue']} | {e['content']}")
        article = found[case["id"]]
        names = {e["id"]: e["name"] for e in article["entities"]}
        for s in article["statements"]:
            print(f"   found  {names.get(s['speaker'])} {s['speaker_confidence']} | {' '.join(c['text'] for c in s['cue'])} | {' … '.join(c['text'] for c in s['content'])}"
                  f"{' (inside)' if s.get('parent') is not None else ''}")


if __name__ == "__main__":
    main()
