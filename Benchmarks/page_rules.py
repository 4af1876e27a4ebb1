#!/usr/bin/env python3
"""Measures each rule of Pages by what the page worker does without it, and what the choice of rules is worth on pages that it was not made on.

usage: .setup/pages/bin/python Benchmarks/page_rules.py [--data FOLDER] [--folds 5]

Below the F1 of all rules (the measure is that of pages.py, of the article's words alone) stands what is gained without each one. Then the rules are chosen
anew on four fifths of the pages, as long as leaving one out costs nothing there, and measured on the last fifth, five times; the figure is the mean over
all pages of what was measured on fifths. The fifths are dealt by the pages' own order. The choice is made among the lists of words, which were tuned on pages,
and the settings; then among all rules, also those that stand for what people reported and no page here shows.
"""

import argparse
import gzip
import json
import os
import re
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Pages"))

import among  # noqa: E402
import extraction  # noqa: E402
import page  # noqa: E402
import people  # noqa: E402
import provenance  # noqa: E402
import trimming  # noqa: E402
from pages import compared, score  # noqa: E402
from unpacking import decoded  # noqa: E402

NAMES, LEADS, SETTINGS = dict(trimming.NAMES), dict(trimming.LEADS), dict(extraction.SETTINGS)
OTHERS = {"settings: balanced": {"favor_recall": False}, "settings: precision": {"favor_recall": False, "favor_precision": True}}
NEVER = re.compile("(?!)")
OTHER_RULES = {
    "quoted posts": (trimming, "POST", NEVER),
    "marks of footnotes": (trimming, "mark", lambda tree: None),
    "pieces among paragraphs": (among, "free", lambda tree: None),
    "quotations set apart": (trimming, "repeated", lambda tree: []),
    "lines above the headline": (trimming, "below_headline", lambda paragraphs, known, left: paragraphs),
    "places in templates": (trimming, "UNFILLED", NEVER),
    "bylines": (people, "without_byline", lambda paragraphs, left: (paragraphs, None)),
    "misleading names": (trimming, "MISLEADING", NEVER),
    "an element in which somebody speaks": (trimming, "has_statements", lambda element: False),
    "lines of dates": (trimming, "DATE_LINE", NEVER),
    "addresses": (trimming, "ADDRESS", NEVER),
    "links alone": (trimming, "LINKED", 2),
    "a standfirst": (extraction, "without_standfirst", lambda found, *_: found),
    "parts of an article that is cut up": (extraction, "rejoined", lambda found, _: found),
    "credit lines": (provenance, "LINES", []),
}
"""Rules that are no lists of words, and what stands in their place where there is none: (module, name, value)."""
AS_THEY_ARE = {rule: getattr(module, name) for rule, (module, name, _) in OTHER_RULES.items()}
RULES = [f"names: {name}" for name in NAMES] + [f"leads: {name}" for name in LEADS] + list(OTHER_RULES)


def without(rules):
    """Has Pages work without some rules, or in other settings."""
    trimming.BESIDE = trimming.named({name: words for name, words in NAMES.items() if f"names: {name}" not in rules})
    trimming.POINTS = trimming.leading({name: words for name, words in LEADS.items() if f"leads: {name}" not in rules})
    for rule, (module, name, nothing) in OTHER_RULES.items():
        setattr(module, name, nothing if rule in rules else AS_THEY_ARE[rule])
    extraction.SETTINGS = SETTINGS | {key: value for rule in rules for key, value in OTHERS.get(rule, {}).items()}


def article(data, title, description):
    tree = page.parsed(decoded(data)[0])
    return "\n\n".join(provenance.split(extraction.paragraphs(tree, title, description))[0])


def pairs(rules, pages):
    """By page, precision and recall without some rules."""
    without(rules)
    return {key: compared(gold, article(data, *told)) for key, (data, gold, told) in pages.items()}


def f1(found, keys=None):
    return score([found[key] for key in keys or found])[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("DIXIT_DATA", ROOT.parent / "shared/data"), help="the folder that holds pages/ (default: %(default)s)")
    parser.add_argument("--folds", type=int, default=5)
    args = parser.parse_args()
    truth = json.loads((args.data / "pages/ground-truth.json").read_text(encoding="utf8"))
    pages = {}
    for key in sorted(truth):
        data = gzip.decompress((args.data / f"pages/html/{key}.html.gz").read_bytes())
        about = page.metadata(page.parsed(decoded(data)[0]), None)
        pages[key] = data, truth[key]["articleBody"], (about["title"], about["description"])
    with ProcessPoolExecutor() as processes:
        tried = [()] + [(rule,) for rule in [*RULES, *OTHERS]]
        found = dict(zip(tried, processes.map(pairs, tried, [pages] * len(tried))))
        every = f1(found[()])
        print(f"all rules  {every:.4f}")
        for rules in tried[1:]:
            print(f"{f1(found[rules]) - every:+.4f}  without {rules[0]}" if rules[0] in RULES else f"{f1(found[rules]) - every:+.4f}  {rules[0]}")
        folds = [list(pages)[number::args.folds] for number in range(args.folds)]
        for name, candidates in (("words and settings", [rule for rule in RULES if rule not in OTHER_RULES]), ("all rules and settings", RULES)):
            chosen = [choice(found, candidates, [key for key in pages if key not in fold]) for fold in folds]
            held = {}
            for part in processes.map(pairs, chosen, [{key: pages[key] for key in fold} for fold in folds]):
                held |= part
            for number, rules in enumerate(chosen, 1):
                print(f"fold {number} does without {', '.join(rules) or 'none'}")
            print(f"{args.folds}-fold, {name} chosen  {f1(held):.4f}  ({f1(held) - every:+.4f})")


def choice(found, candidates, keys):
    """The rules that are left out where leaving each out costs nothing on some pages, and the settings that are best there."""
    best = f1(found[()], keys)
    dropped = [rule for rule in candidates if f1(found[(rule,)], keys) >= best]
    setting = max([()] + [(name,) for name in OTHERS], key=lambda name: f1(found[name], keys))
    return (*dropped, *setting)


if __name__ == "__main__":
    main()
