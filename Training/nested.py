"""Silver statements inside the contents of others, which PolNeAR's annotators did not mark: what the network finds when it reads a
content by itself, without its quotation marks. Learned from these, it finds them in place, and the encoder still runs once.
"""

import re
from collections import Counter

import torch

import lexicon
from data import Batch, Labelled, potentials, states
from evaluate import cues_of, runs
from model import C0, C1, S, best_path
from prose import CAPACITY, merged

LEAST = 0.5  # of the cue's probability
SHARE, FEWEST_CUES = 0.4, 4  # of the times that a word stands outside contents, how often it is part of a cue
FEWEST = 5  # words of a content that can hold a statement
WORD = re.compile(r"[a-z]+")
# "I think" inside somebody's own words hedges them; it is no other voice.
OWN = {"i", "we"}
HEDGES = lexicon.words("hedges", "verb")
SINGLE = str.maketrans({"“": " ", "”": " ", '"': " ", "«": " ", "»": " ", "„": " "})


def alone(text, span):
    """A content as a text of its own, as long as it stands in the article: without marks around it, single ones made double."""
    piece = text[span[0]:span[1]].translate(SINGLE)
    chars = list(piece)
    for i, c in enumerate(chars):
        before = chars[i - 1] if i else " "
        after = chars[i + 1] if i + 1 < len(chars) else " "
        if c in "‘'" and not before.isalnum() and after.isalnum():
            chars[i] = "“"
        elif c in "’'" and not after.isalnum() and "“" in chars[:i]:
            chars[i] = "”"
    return "".join(chars)


def attributing_words(articles):
    """Words that are part of a cue in a good share of the places where they could be: contents torn out of their articles mislead the
    network, so that a statement inside one must be attributed by such a word."""
    used, seen = Counter(), Counter()
    for a in articles:
        text = list(a["text"])
        cues = [x for s in a["statements"] for x in s["cue"]]
        used.update(w for x, y in cues for w in WORD.findall(a["text"][x:y].lower()))
        for x, y in (c for s in a["statements"] for c in s["content"]):
            text[x:y] = " " * (y - x)
        seen.update(WORD.findall("".join(text).lower()))
    return {w for w, n in used.items() if n >= FEWEST_CUES and n >= SHARE * seen[w]}


def words(article, a, b):
    """The words from a up to b as they stand in the article, in small letters."""
    return article.prose.text[article.prose.start[a]:article.prose.end[b - 1]].lower()


def spans(article, ranges, offset):
    """Ranges of words as spans of characters, moved by the offset."""
    return [[article.prose.start[a] + offset, article.prose.end[b - 1] + offset] for a, b in ranges]


@torch.no_grad()
def nested_statements(model, tokenizer, articles, say):
    """For each article's id its silver nested statements, as spans of characters."""
    model.eval()
    attributing = attributing_words(articles)
    pieces = []
    for a in articles:
        done = 0
        for span in sorted({s for st in a["statements"] for s in merged(a["text"], st["content"])}, key=lambda s: (s[0], -s[1])):
            if span[0] >= done:
                done = span[1]
                alone_text = alone(a["text"], span)
                if len(alone_text.split()) >= FEWEST:
                    article = Labelled(tokenizer, {"id": a["id"], "text": alone_text})
                    if 0 < len(article.prose.pieces) <= CAPACITY:
                        pieces.append((article, span[0]))
    pieces.sort(key=lambda p: len(p[0].prose.pieces))
    out = {a["id"]: [] for a in articles}
    for at in range(0, len(pieces), 48):
        group = pieces[at:at + 48]
        some = [(a, 0, len(a.prose.start)) for a, _ in group]
        batch = Batch(some, cues=[])
        x = states(model, batch)
        probability = model.cues(x, batch.guide)[0].softmax(-1)
        found = [(w, a, min(b, hi), p) for w, (_, lo, hi) in enumerate(some)
                 for a, b, p in cues_of(probability[w, :hi].tolist(), 0, lambda i: True, LEAST)]
        if found:
            batch = Batch(some, cues=[f[:3] for f in found])
            path, _ = best_path(*((lambda p: (p[0], batch.valid, p[1]))(potentials(model, batch, x))))
            for k, (w, a, b, _) in enumerate(found):
                article, offset = group[w]
                row = path[k, :some[w][2]].tolist()
                source, content = runs(row, 0, (S,)), runs(row, 0, (C0, C1))
                if not content or not source or attributing.isdisjoint(WORD.findall(words(article, a, b))):
                    continue
                who = words(article, *source[0])
                if who != "you" and not (who in OWN and words(article, a, b).split()[-1] in HEDGES):
                    places = {"cue": [(a, b)], "source": source, "content": content}
                    out[article.id].append({role: spans(article, ranges, offset) for role, ranges in places.items()})
        if at % 4800 == 0:
            say(f"nested statements: {at} of {len(pieces)} contents read, {sum(map(len, out.values()))} found")
    return out
