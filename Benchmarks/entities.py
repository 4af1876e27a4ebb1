#!/usr/bin/env python3
"""Prints how well `dixit` finds entities and speakers.

usage: entities.py [--dixit FILE] [--data FOLDER] [--python-lib FOLDER] [--errors N] [--predictions FILE]

Mentions and coreference are measured on GUM's dev texts: people, organisations and places. Of several gold mentions that share one
head word (the word whose own head lies outside of the mention) the shortest counts, as the model marks one mention a head. A gold
mention is named where its head is a proper noun; a predicted one where its `form` says so. A group counts as people, as GUM has no
groups. Coreference is scored by the library scorch, on entities of two mentions or more, all texts pooled.

Speakers are measured on PolNeAR's dev articles: of each gold statement whose source is one personal pronoun, what silver coreference
says is meant against the name of the speaker that dixit gives. Two names agree when all words of one are in the other (Clinton,
Hillary Clinton), strictly when they have the same words. Where silver names nobody, nothing is measured.
"""

import argparse
import sys
from bisect import bisect_left
from collections import Counter

from reading import add_options, lines_of, marked, nothing, of, read, same_name, spans, speaker_name, with_cue
from silver import HE, PRONOUNS, THEY, WE, Silver, pronoun_source, silver_of

KINDS = {"person": "person", "group": "person", "organization": "organization", "place": "place"}


def gold_mentions(article):
    """GUM's mentions of the three kinds as [(start, end, kind, whether named, cluster)], one for each head word."""
    words = article["words"]
    starts = [w[0] for w in words]
    shortest = {}
    for start, end, kind, cluster, *_ in article["mentions"]:
        if kind not in KINDS:
            continue
        low, high = bisect_left(starts, start), bisect_left(starts, end)
        head = next((i for i in range(low, high) if not low <= words[i][3] < high), None)
        if head is not None and (head not in shortest or end - start < shortest[head][1] - shortest[head][0]):
            shortest[head] = (start, end, kind, words[head][2] == "PROPN", cluster)
    return list(shortest.values())


def found_mentions(article):
    """The same of dixit's output: (start, end, kind, whether named, entity)."""
    return [(m["start"], m["end"], KINDS[e["kind"]], m.get("form") == "name", e["id"])
            for e in article["entities"] if e["kind"] in KINDS for m in e["mentions"]]


def rates(right, found, gold):
    p, r = right / found if found else 0.0, right / gold if gold else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def row(name, figures, *counts):
    return f"    {name:<34}" + "".join(f"{100 * x:7.1f}" for x in figures) + "".join(f"{n:8}" for n in counts)


def chosen(every, named, kind):
    """Of mentions those with a name alone, or all, of one kind, or of every kind (None): {(start, end, kind)}"""
    return {m[:3] for m in every if (m[3] or not named) and kind in (None, m[2])}


def mentions(texts):
    """texts: [(gold mentions, found mentions)]"""
    print("## Mentions: same span, same kind (GUM dev)\n")
    print(f"    {'':34}{'P':>7}{'R':>7}{'F1':>7}{'gold':>8}{'found':>8}")
    for title, named in (("named", True), ("all", False)):
        for kind in (None, "person", "organization", "place"):
            sides = [(chosen(g, named, kind), chosen(f, named, kind)) for g, f in texts]
            right, gold, found = (sum(n) for n in zip(*((len(g & f), len(g), len(f)) for g, f in sides)))
            print(row(f"{title}" if kind is None else f"  {title}: {kind}", rates(right, found, gold), gold, found))
    print()


def clusters(texts, side):
    """The entities with two mentions or more, of all texts: sets of (text, start, end)."""
    entities = {}
    for number, text in enumerate(texts):
        for start, end, _, _, entity in text[side]:
            entities.setdefault((number, entity), set()).add((number, start, end))
    return [e for e in entities.values() if len(e) > 1]


def coreference(texts, scores):
    gold, found = clusters(texts, 0), clusters(texts, 1)
    print("## Coreference (GUM dev; by scorch)\n")
    print(f"    {'':34}{'P':>7}{'R':>7}{'F1':>7}{'gold':>8}{'found':>8}")
    total = 0
    for name, score in scores:
        r, p, f = score(gold, found) if gold and found else (0.0, 0.0, 0.0)
        total += f
        print(row(name, (p, r, f), len(gold), len(found)))
    print(f"    {'CoNLL: the mean F1':<48}{100 * total / len(scores):7.1f}\n")


class Asked:
    """A gold statement whose source is a pronoun: whom silver coreference means by it, and whom dixit does."""

    def __init__(self, article, statement, pronoun, meant, found):
        self.article, self.statement, self.pronoun, self.meant = article, statement, pronoun, meant
        self.group = PRONOUNS[article["text"][slice(*pronoun)].lower()]
        match = with_cue(found, spans(statement, "cue"), lambda s: any(a < pronoun[1] and pronoun[0] < b for a, b in spans(s, "source")))
        self.found = match is not None
        self.speaker = speaker_name(found, match) if match else None

    def agrees(self, strict=False):
        return same_name(self.meant, self.speaker, strict)


def asked(articles, found, silver):
    """The statements with pronoun sources that can be measured; and a count of those that cannot, by reason."""
    out, left = [], Counter()
    for article in articles:
        names = article["id"] in silver and Silver(article["text"], silver[article["id"]])
        for statement in article["statements"]:
            pronoun = pronoun_source(article["text"], statement)
            if not pronoun:
                continue
            meant = names and names.meant_by(pronoun)
            if meant:
                out.append(Asked(article, statement, pronoun, meant, found.get(article["id"]) or nothing(article)))
            else:
                left["no silver cluster" if not names or not names.cluster_of(pronoun) else "a silver cluster without a name"] += 1
    return out, left


def speakers(articles, found, silver, errors):
    every, left = asked(articles, found, silver)
    print("## Speakers of statements whose source is a pronoun (PolNeAR dev; against silver coreference)\n")
    print(f"    {len(every)} such statements; left out: " + (", ".join(f"{n} with {why}" for why, n in sorted(left.items())) or "none") + "\n")
    print(f"    {'':14}{'found':>22}{'with a speaker':>22}{'agree, of found':>22}{'strictly':>22}{'agree, of all':>22}{'strictly':>22}")
    for group in (None, HE, THEY, WE):
        some = [a for a in every if group in (None, a.group)]
        there = [a for a in some if a.found]
        loose, strict = sum(a.agrees() for a in there), sum(a.agrees(strict=True) for a in there)
        cells = ((len(there), some), (sum(a.speaker is not None for a in there), there), (loose, there), (strict, there), (loose, some), (strict, some))
        print(f"    {group or 'all':14}" + "".join(f"{of(n, len(whole)):>22}" for n, whole in cells))
    print()
    wrong = [a for a in every if a.found and not a.agrees()]
    for a in wrong[:errors]:
        print(f"    {a.article['id']} {a.pronoun[0]}: silver {a.meant}; dixit {a.speaker or '-'}")
        print(f"        {marked(a.article['text'], a.pronoun, 300, 100)}\n")


def scorch(folder):
    """The three scorers; ends the program where the library is missing."""
    if folder:
        sys.path.append(folder)
    try:
        from scorch.scores import b_cubed, ceaf_e, muc
    except ImportError:
        sys.exit("entities: the Python library scorch is missing: run Setup/training.sh and use .setup/python/bin/python, or give --python-lib.")
    return (("MUC", muc), ("B-cubed", b_cubed), ("CEAF, entities", ceaf_e))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    parser.add_argument("--python-lib", help="a folder with the library scorch, where this Python has none")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print N speakers that silver disagrees with, to be read")
    args = parser.parse_args()
    scores = scorch(args.python_lib)
    gum, polnear = lines_of(args.data / "gum/dev.jsonl"), lines_of(args.data / "polnear/dev.jsonl")
    silver = silver_of(args.data / "polnear/dev.silver.jsonl.gz")
    found = read(args.dixit, gum + polnear, args.predictions)
    texts = [(gold_mentions(a), found_mentions(found.get(a["id"]) or nothing(a))) for a in gum]
    mentions(texts)
    coreference(texts, scores)
    speakers(polnear, found, silver, args.errors)


if __name__ == "__main__":
    main()
