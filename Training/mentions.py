"""Mentions of people, organisations and places: gold ones of GUM, machine-made ("silver") names and pronouns of PolNeAR, and what a
pair of mentions looks like.

A mention is anchored by its head word, as a statement is by its cue; nearly every head has one mention (GUM: 99.3 %), the shortest of
those that share it. The Swift module `Reading` computes the same features of a pair; `Tests/Fixtures/pairs.jsonl` holds both to it.
"""

import gzip
import json
from bisect import bisect_right
from dataclasses import dataclass

import torch

import lexicon
from prose import CAPITAL, CAPS, GLUED, MARK, MIXED, words_of

KINDS = ("person", "organization", "place")
NAME, NOMINAL, PRONOUN = range(3)
CLASSES = 1 + 3 * len(KINDS)  # 0: heads no mention; else 1 + 3 * kind + level
NAME_KINDS = ("PERSON", "ORGANIZATION", "LOCATION", "MISC")
NAME_TAGS = 1 + 2 * len(NAME_KINDS)  # O, then B and I of each
NUMBERS = 3  # of a word: no noun, singular noun, plural noun
LONGEST = 40  # words of a mention on each side of its head

PERSONS = ("he", "she", "it", "they", "i", "we", "you")
PRONOUNS = {w: k for k, person in enumerate(PERSONS, 1) for w in lexicon.words("pronouns", person)}
OTHER_PRONOUN, PRONOUN_KINDS = 8, 9
HE, SHE = 1, 2
LEADING = lexicon.words("determiners", "article", "demonstrative", "possessive")

# The table of a pair's features: rows of each kind, one behind the other.
APART = (1, 2, 3, 5, 8, 12, 20, 35, 60, 100)  # lower bounds: mentions between
WORDS_APART = (1, 3, 6, 10, 15, 25, 40, 70, 120, 250)
PARAGRAPHS_APART = (1, 2, 3, 5, 9)
SIZES = (CLASSES, CLASSES, PRONOUN_KINDS ** 2, 8, len(APART) + 1, len(WORDS_APART) + 1, len(PARAGRAPHS_APART) + 1, 5, 3)
STARTS = tuple(sum(SIZES[:k]) for k in range(len(SIZES)))
ROWS = sum(SIZES)
REACH = 100  # mentions that may be the antecedent of one; farther ones only if they share words with it


@dataclass
class Mention:
    head: int
    start: int
    end: int
    kind: int  # class, 1 ..< CLASSES
    cluster: int = -1
    counts: bool = True  # whether its antecedent is learned

    @property
    def level(self):
        return (self.kind - 1) % 3


class Surface:
    """What of a mention can be seen without a model."""

    def __init__(self, prose, mention):
        shape, text = prose.shape, prose.text
        word = lambda i: text[prose.start[i]:prose.end[i]].lower()
        cased = lambda i: shape[i] in (CAPITAL, CAPS, MIXED)
        self.head = word(mention.head)
        self.pronoun = 0
        if mention.level == PRONOUN:
            self.pronoun = PRONOUNS.get(self.head, OTHER_PRONOUN)
        tokens = [i for i in range(mention.start, mention.end) if shape[i] != MARK]
        if len(tokens) > 1 and word(tokens[-1]) == "s" and prose.gap[tokens[-1]] == GLUED:
            tokens.pop()
        if len(tokens) > 1 and word(tokens[0]) in LEADING:
            tokens = tokens[1:]
        self.tokens = [word(i) for i in tokens]
        self.capitals = [word(i) for i in tokens if cased(i)]
        self.initials = "".join(w[0] for w in self.capitals)
        self.abbreviation = self.capitals[0] if len(self.capitals) == 1 and len(self.tokens) == 1 and shape[tokens[0]] == CAPS else None
        lo = hi = mention.head
        if cased(mention.head):
            while lo > mention.start and cased(lo - 1):
                lo -= 1
            while hi + 1 < mention.end and cased(hi + 1):
                hi += 1
        self.core = [word(i) for i in range(lo, hi + 1)]
        if len(self.core) > 1 and self.core[0] in LEADING:
            self.core = self.core[1:]


def likeness(a, b, a_is_name, b_is_name):
    """How the words of a mention (a) and of an earlier one (b) agree: 0 a pronoun is among them ... 7 not at all."""
    if a.pronoun or b.pronoun:
        return 0
    if a.tokens == b.tokens:
        return 1
    if a.abbreviation and len(b.capitals) > 1 and b.initials == a.abbreviation or b.abbreviation and len(a.capitals) > 1 and a.initials == b.abbreviation:
        return 4
    if a_is_name and all(w in b.tokens for w in a.core):
        return 2
    if b_is_name and all(w in a.tokens for w in b.core):
        return 3
    if a.head == b.head:
        return 5
    if any(w in b.capitals for w in a.capitals):
        return 6
    return 7


def pairs_of(prose, segment, mentions):
    """(i, j, rows) for each mention i and each earlier one j that may be its antecedent; mentions in order of their heads."""
    seen = [Surface(prose, m) for m in mentions]
    out = []
    for i, a in enumerate(mentions):
        for j in range(i):
            b = mentions[j]
            alike = likeness(seen[i], seen[j], a.level == NAME, b.level == NAME)
            if i - j > REACH and not 1 <= alike <= 4:
                continue
            s, t = segment[a.head], segment[b.head]
            quote = (0 if s == 0 else 3) if s == t else 2 if t == 0 else 1 if s == 0 else 4
            nested = 1 if b.start <= a.head < b.end else 2 if a.start <= b.head < a.end else 0
            paragraphs = prose.paragraph[a.head] - prose.paragraph[b.head]
            rows = (a.kind, b.kind, seen[i].pronoun * PRONOUN_KINDS + seen[j].pronoun, alike, bisect_right(APART, i - j),
                    bisect_right(WORDS_APART, a.head - b.head), bisect_right(PARAGRAPHS_APART, paragraphs), quote, nested)
            out.append((i, j, [s + r for s, r in zip(STARTS, rows)]))
    return out


def gold_mentions(article, prose):
    """GUM's mentions of the three kinds, by their heads."""
    words = article["words"]
    starts = [w[0] for w in words]
    best = {}
    for a, b, kind, cluster, *_ in article["mentions"]:
        if kind not in KINDS:
            continue
        lo, hi = bisect_right(starts, a) - 1, bisect_right(starts, b - 1) - 1
        head = next((i for i in range(lo, hi + 1) if words[i][3] == -1 or not lo <= words[i][3] <= hi), None)
        if head is None:
            continue
        where, span = words_of(prose, words[head][:2]), words_of(prose, (a, b))
        if where is None or span is None:
            continue
        tag = words[head][2]
        level = NAME if tag == "PROPN" else PRONOUN if tag == "PRON" else NOMINAL
        m = Mention(where[0], span[0], span[1], 1 + 3 * KINDS.index(kind) + level, cluster)
        if m.head not in best or best[m.head].end - best[m.head].start > m.end - m.start:
            best[m.head] = m
    return [best[h] for h in sorted(best)]


def load_silver(path):
    with gzip.open(path, "rt", encoding="utf8") as lines:
        return {a["id"]: a for a in map(json.loads, lines)}


class Silver:
    """For each word of a PolNeAR article its name tag and number (-1: not known), and mentions whose pronouns have known antecedents."""

    def __init__(self, article, prose):
        n = len(prose.start)
        self.names, self.numbers = [0] * n, [0] * n
        for a, b, tag in article["tokens"]:
            span = words_of(prose, (a, b))
            if span and tag[:2] == "NN":
                number = 2 if tag.endswith("S") else 1
                for w in range(*span):
                    if prose.shape[w] != MARK:
                        self.numbers[w] = number
        named = []
        for a, b, kind in article["entities"]:
            span = words_of(prose, (a, b))
            if span:
                k = NAME_KINDS.index(kind)
                self.names[span[0]] = 1 + 2 * k
                for w in range(span[0] + 1, span[1]):
                    self.names[w] = 2 + 2 * k
                named.append((span[0], span[1], k))
        self.mentions = self.silver_mentions(article, prose, named)

    def silver_mentions(self, article, prose, named):
        word = lambda i: prose.text[prose.start[i]:prose.end[i]].lower()
        found = {}
        for cluster, spans in enumerate(article["clusters"]):
            some = []
            for span in spans:
                span = words_of(prose, span)
                if span is None or span[1] - span[0] > LONGEST:
                    continue
                head = head_of(prose, span, named)
                some.append((head, span))
            persons = any(self.names[h] in (1, 2) for h, _ in some)
            pronouns = [PRONOUNS.get(word(h), 0) for h, (a, b) in some if b - a == 1]
            if not persons and not (HE in pronouns or SHE in pronouns):
                continue
            for head, (a, b) in some:
                kind = PRONOUNS.get(word(head), 0) if b - a == 1 else 0
                if kind:
                    m = Mention(head, a, b, 1 + PRONOUN, cluster, counts=kind in (HE, SHE))
                else:
                    k = (self.names[head] - 1) // 2 if self.names[head] else -1
                    m = Mention(head, a, b, 1 + 3 * k + NAME if 0 <= k < 3 else 1 + NOMINAL, cluster, counts=False)
                if head not in found or found[head].end - found[head].start > b - a:
                    found[head] = m
        for a, b, k in named:
            head = head_of(prose, (a, b), named)
            if k < 3 and head not in found:
                found[head] = Mention(head, a, b, 1 + 3 * k + NAME, -2 - a, counts=False)
        return [found[h] for h in sorted(found)]


STOPPERS = {",", "("} | lexicon.words("prepositions") | lexicon.words("noun-modifiers")


def head_of(prose, span, named):
    """A guess, as no parse is at hand: the first word of a person's name (as in GUM), else the last word before what modifies it."""
    word = lambda i: prose.text[prose.start[i]:prose.end[i]].lower()
    a, b = span
    end = next((i for i in range(a + 1, b) if word(i) in STOPPERS), b)
    while end - 1 > a and (prose.shape[end - 1] == MARK or word(end - 1) == "s"):
        end -= 1
    for x, y, k in named:
        if k == 0 and x >= a and x < end <= y + 2:
            return x
    return end - 1


def antecedent_loss(scores, pairs, mentions):
    """The mean over mentions of -log of the share of right antecedents, the right one being none where there is none (Lee et al. 2017).

    scores: [pairs]; mentions whose antecedent is not known (`counts`) are left out."""
    n = len(mentions)
    i = torch.tensor([p[0] for p in pairs])
    right = torch.tensor([mentions[a].cluster == mentions[b].cluster for a, b, _ in pairs])
    first = torch.ones(n, dtype=torch.bool)
    first[i[right]] = False
    silver = any(not m.counts for m in mentions)
    rows = torch.tensor([m.counts for m in mentions])
    if silver:
        rows &= ~first
    if not rows.any():
        return scores.sum() * 0, 0
    top = torch.zeros(n).scatter_reduce(0, i, scores.detach(), "amax")
    e = (scores - top[i]).exp()
    none = (-top).exp()
    total = none.index_add(0, i, e)
    good = torch.where(first, none, 0.0).index_add(0, i[right], e[right])
    losses = total.log() - good.clamp(min=1e-20).log()
    return losses[rows].sum(), int(rows.sum())
