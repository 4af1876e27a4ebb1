"""Trains the heads of the layers of meaning on the states that the program itself computes (`dixit model meaning`): what is done by a statement and what it
claims, whom it is about and in what tone, to whom it is said, what sentences in nobody's name claim, which statements oppose or back each other.

The encoder stays as it is. A part of the training articles is held back: on it the scores are calibrated and the thresholds printed that `Sources/Meaning`
holds. `--start` begins with the heads that the encoder was taught with where they fit.

usage: layers.py --dixit .build/release/dixit --out FOLDER [--start together.pt] [--into Models] [--seed 1] [--reuse]

Writes `meaning.safetensors`: matrices in bytes with a scale for each output, biases in half precision.
"""

import argparse
import json
import math
import random
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import save_file

from data import data_folder
from heads import WIDTH, Heads, begin, tensors_of
from lessons import HIDDEN, LONGEST, Batch, Pairs, articles, of_sentence, of_statement, party_rows, sentence_rows, statement_rows, toned
from meaning import ACTS, CLAIMS, is_held

HELD = 8  # of so many articles one is held back from training
AVERAGE = 0.995
# Files of marked articles, read with the statements that are given, and with those that the reader finds.
TRAIN = (("train", "--given"), ("train",), ("world-train", "--given"), ("world-train",), ("press-train", "--given"), ("press-train",), ("speakers-train", "--given"))
DEV = ("dev", "world-dev")


def cross(scores, gold):
    known = gold >= 0
    return F.cross_entropy(scores[known], gold[known]) if known.any() else scores.sum() * 0


def binary(scores, gold, weight=1.0):
    known = ~gold.isnan()
    if not known.any():
        return scores.sum() * 0
    pos = torch.full_like(gold[known], weight)
    return F.binary_cross_entropy_with_logits(scores[known], gold[known], pos_weight=pos)


def statement_loss(heads, rows):
    b = Batch.statements(rows)
    scores = heads.statements(b)
    return cross(scores[:, :len(ACTS)], b.gold("act")) + binary(scores[:, len(ACTS):], b.gold("claims"))


def party_loss(heads, rows):
    b = Batch.statements(rows).add_parties()
    scores = heads.parties(b)
    return sum(binary(scores[:, i], b.gold_of_parties(name)) for i, name in enumerate(("about", "addressed"))) + cross(scores[:, 2:], b.gold_of_parties("tone"))


def sentence_loss(heads, rows):
    b = Batch.sentences(rows)
    return binary(heads.sentences(b), b.gold("own"), weight=2.0)


def pair_loss(heads, t, rows):
    return binary(heads.pairs(t.contents, t.a[rows], t.b[rows], t.seen[rows]), t.relations[rows], weight=3.0)


# For each head what it learns from, how often and how many rows at once.
HEADS = {"statement": (statement_loss, statement_rows, of_statement, 20, 64), "party": (party_loss, party_rows, of_statement, 8, 32),
         "sentence": (sentence_loss, sentence_rows, of_sentence, 12, 64)}
PAIR_EPOCHS, PAIRS = 12, 512
PARTS = {"statement": ("of_statement",), "party": ("of_party",), "sentence": ("of_sentence",), "pair": ("gist",)}  # what is trained with each head


@torch.no_grad()
def scored(heads, lessons):
    """Scores of statements, parties, sentences and pairs with what is right of each."""
    heads.eval()

    def run(rows, make, of, gold_of, names):
        batches = [make(rows[i:i + 128]) for i in range(0, len(rows), 128)]
        if not batches:
            return [torch.zeros(0, WIDTH) for _ in (0, *names)]
        return [torch.cat(x) for x in zip(*((of(b), *(gold_of(b, name) for name in names)) for b in batches))]

    statements = run([(x, k) for x in lessons for k in range(len(x.act))], Batch.statements, heads.statements, Batch.gold, ("act", "claims"))
    parties = run([(x, k) for x in lessons for k in range(len(x.told)) if x.parties_of[k]], lambda rows: Batch.statements(rows).add_parties(),
                  heads.parties, Batch.gold_of_parties, ("about", "addressed", "tone"))
    sentences = run([(x, k) for x in lessons for k in range(len(x.outside))], Batch.sentences, heads.sentences, Batch.gold, ("own",))
    t = Pairs(lessons)
    return Scored(*statements, *parties, *sentences, heads.pairs(t.contents, t.a, t.b, t.seen), t.relations)


@dataclass
class Scored:
    """statements: [statements, acts and claims]; parties: [parties, about, addressed and tones]; sentences: [sentences, own and claims]; pairs: [pairs, relations]."""
    statements: torch.Tensor
    act: torch.Tensor
    claims: torch.Tensor
    parties: torch.Tensor
    about: torch.Tensor
    addressed: torch.Tensor
    tone: torch.Tensor
    sentences: torch.Tensor
    own: torch.Tensor
    pairs: torch.Tensor
    relations: torch.Tensor

    def told(self):
        """What is told or not, by a threshold: its name, its scores, what is right."""
        for i, c in enumerate(CLAIMS):
            yield c, self.statements[:, len(ACTS) + i], self.claims[:, i]
        yield "about", self.parties[:, 0], self.about
        yield "addressed", self.parties[:, 1], self.addressed
        if len(self.own):
            yield "own", self.sentences[:, 0], self.own[:, 0]
        yield "opposes", self.pairs[:, 0], self.relations[:, 0]
        yield "supports", self.pairs[:, 1], self.relations[:, 1]


def best_threshold(scores, gold):
    """The probability from which on F1 is highest, and that F1; over what is known."""
    known = ~gold.isnan()
    scores, gold = scores[known].sigmoid(), gold[known]
    best = 0.5, 0.0
    for t in [x / 50 for x in range(2, 45)]:
        told = scores >= t
        hit = float((told & (gold > 0)).sum())
        f1 = 2 * hit / max(1.0, float(told.sum()) + float(gold.sum()))
        if f1 > best[1]:
            best = t, f1
    return best


def f1_at(scores, gold, threshold):
    known = ~gold.isnan()
    told, gold = scores[known].sigmoid() >= threshold, gold[known]
    hit = float((told & (gold > 0)).sum())
    return round(100 * 2 * hit / max(1.0, float(told.sum()) + float(gold.sum())), 1)


def macro(told, gold, least=5):
    out = []
    for x in gold.unique().tolist():
        if (gold == x).sum() >= least:
            hit = float(((told == x) & (gold == x)).sum())
            out.append(2 * hit / float((told == x).sum() + (gold == x).sum()))
    return round(100 * sum(out) / len(out), 1)


def figures(heads, lessons, thresholds):
    x = scored(heads, lessons)
    out = {}
    known = (x.act >= 0) & (x.act != ACTS.index("deed"))
    if known.any():
        told = x.statements[:, :len(ACTS) - 1].argmax(1)[known]
        out["act"] = round(100 * float((told == x.act[known]).float().mean()), 1), macro(told, x.act[known])
    known = x.tone >= 0
    if known.any():
        told = x.parties[:, 2:].argmax(1)[known]
        out["tone"] = round(100 * float((told == x.tone[known]).float().mean()), 1), macro(told, x.tone[known])
    return out | {name: f1_at(scores, gold, thresholds[name]) for name, scores, gold in x.told() if len(gold) and not gold.isnan().all()}


def fit_thresholds(heads, lessons):
    return {name: best_threshold(scores, gold)[0] for name, scores, gold in scored(heads, lessons).told()}


def scale_and_shift(scores, gold):
    """Platt's two numbers: scores become as sure as they are right."""
    known = ~gold.isnan()
    x, y = scores[known], gold[known]
    a, b = torch.ones(1, requires_grad=True), torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.LBFGS([a, b], max_iter=50)

    def closure():
        optimizer.zero_grad()
        loss = F.binary_cross_entropy_with_logits(a * x + b, y)
        loss.backward()
        return loss

    if len(y) > 20 and 0 < y.mean() < 1:
        optimizer.step(closure)
    return float(a.detach().clamp(0.3, 3)), float(b.detach())


def heat(scores, gold):
    known = gold >= 0
    return min((0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0, 2.5), key=lambda t: float(F.cross_entropy(scores[known] / t, gold[known])))


@torch.no_grad()
def calibrate(heads, lessons, say):
    """Puts what makes the scores as sure as they are right into the weights, by articles that were held back."""
    x = scored(heads, lessons)
    n = len(ACTS)

    def rows(linear, where, a, b=0.0):
        linear.weight[where] *= a
        linear.bias[where] = linear.bias[where] * a + b

    def fitted(linear, row, scores, gold):
        with torch.enable_grad():
            both = scale_and_shift(scores, gold)
        rows(linear, row, *both)

    t = heat(x.statements[:, :n], x.act)
    rows(heads.statement["out"], slice(0, n), 1 / t)
    tone = heat(x.parties[:, 2:], x.tone)
    rows(heads.party["out"], slice(2, 5), 1 / tone)
    say(f"layers: scores of acts divided by {t}, of tones by {tone}")
    for i in range(len(CLAIMS)):
        fitted(heads.statement["out"], n + i, x.statements[:, n + i], x.claims[:, i])
        fitted(heads.sentence["out"], 1 + i, x.sentences[:, 1 + i], x.own[:, 1 + i])
    fitted(heads.sentence["out"], 0, x.sentences[:, 0], x.own[:, 0])
    for i, gold in enumerate((x.about, x.addressed)):
        fitted(heads.party["out"], i, x.parties[:, i], gold)
    for i in range(2):
        fitted(heads.pair["out"], i, x.pairs[:, i], x.relations[:, i])


def batches_of(rows, parts, size, rng):
    """Rows of about one length together."""
    length = lambda row: sum(min(LONGEST, sum(b - a for a, b in part)) for part in parts(*row))
    some = sorted(rows, key=lambda row: length(row) // 16 + 2 * rng.random())
    out = [some[i:i + size] for i in range(0, len(some), size)]
    rng.shuffle(out)
    return out


def train(heads, lessons, args, say):
    """Each head by itself; of its weights the running mean is kept."""
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    pairs = Pairs(lessons)
    for name in args.heads or PARTS:
        weights = [w for part in (name, *PARTS[name]) for w in getattr(heads, part).parameters()]
        mean = [w.detach().clone() for w in weights]
        optimizer = torch.optim.AdamW(weights, lr=args.rate, weight_decay=0.02)
        if name == "pair":
            epochs, size, n = PAIR_EPOCHS, PAIRS, len(pairs.seen)
        else:
            loss_of, rows_of, parts, epochs, size = HEADS[name]
            rows = rows_of(lessons)
            n = len(rows)
        steps = epochs * math.ceil(n / size)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s, steps=steps: min((s + 1) / (0.05 * steps), max(0.0, (steps - s) / (0.95 * steps))))
        heads.train()
        step, began = 0, time.time()
        for epoch in range(epochs):
            order = torch.randperm(n).split(size) if name == "pair" else batches_of(rows, parts, size, rng)
            total = 0.0
            for some in order:
                loss = pair_loss(heads, pairs, some) if name == "pair" else loss_of(heads, some)
                optimizer.zero_grad(set_to_none=True)
                loss.backward()
                nn.utils.clip_grad_norm_(weights, 2.0)
                optimizer.step()
                schedule.step()
                step += 1
                torch._foreach_lerp_(mean, [w.detach() for w in weights], 1 - min(AVERAGE, (1 + step) / (10 + step)))
                total += loss.item()
            if epoch % 4 == 3 or epoch == epochs - 1:
                say(f"layers: {name} epoch {epoch + 1}/{epochs}  loss {total / len(order):.3f}, {n} rows  {time.time() - began:.0f} s")
        with torch.no_grad():
            for w, m in zip(weights, mean):
                w.copy_(m)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dixit", default=".build/release/dixit")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--into", type=Path, help="the folder of the committed weights, into which the heads go")
    parser.add_argument("--start", type=Path, help="what together.py wrote: the heads that the encoder was taught with")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dropout", type=float, default=0.3)
    parser.add_argument("--reuse", action="store_true", help="take the lessons that lie in the folder: for trying, while program and encoder stay as they are")
    parser.add_argument("--heads", nargs="*", help="train these alone: for trying")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(args.threads)
    say = lambda line: print(line, flush=True)
    measured = {json.loads(line)["id"] for line in open(data_folder() / "meaning/duties-dev.jsonl", encoding="utf8")}
    some = [a for name, *options in TRAIN for a in articles(args, name, *options) if a.id not in measured]
    held = [a for a in some if zlib.crc32(a.id.encode()) % HELD == 1]
    taught = [a for a in some if zlib.crc32(a.id.encode()) % HELD != 1]
    sentences = [s for s in toned(args, "train") if not is_held(s.id)]
    dev = {name: articles(args, name) for name in DEV}
    dev["newsmtsc-dev"] = toned(args, "dev")
    say(f"layers: {len(taught)} articles, {len(held)} held back, {len(sentences)} sentences with tones")
    torch.manual_seed(args.seed)
    heads = Heads([HIDDEN, taught[0].seen.shape[1], taught[0].seen_of_parties.shape[1], taught[0].seen_of_pairs.shape[1]], args.dropout)
    if args.start:
        begin(heads, args.start)
    train(heads, taught + sentences, args, say)
    calibrate(heads, held, say)
    thresholds = fit_thresholds(heads, held)
    say(f"layers: thresholds {json.dumps(thresholds)}")
    for name, lessons in {"held back": held, **dev}.items():
        say(f"  {name}: {json.dumps(figures(heads, lessons, thresholds))}")
    save_file(tensors_of(heads), str((args.into or args.out) / "meaning.safetensors"))


if __name__ == "__main__":
    main()
