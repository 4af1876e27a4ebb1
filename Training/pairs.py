"""Trains the pair model: how two statements stand to each other, read side by side by the base encoder with a change of its own (rank 64) and a head.

Pairs judged by hand are few (`meaning/pairs-train.jsonl`), so it learns from what others judged in another way too: links within articles, claims with what
supports or undermines them, entailment, headlines and articles, and pairs that are made (`made_pairs.py`). Each says which of the six relations are possible;
the loss is that of their sum. A part of the training pairs is held back, to fit the temperature on. Interrupt it and run it again: it goes on from its last checkpoint.

usage: pairs.py --base FOLDER --out FOLDER [--steps 1700] [--threads 1] [--seed 1]

Writes `pairs.pt` and `pairs.log`; `export_pairs.py` makes the committed file of it.
"""

import argparse
import copy
import math
import random
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file

from data import load
from made_pairs import made_pair
from model import HIDDEN, LAYER_PARTS, Encoder, load_base
from prose import CLS, SEP, load_tokenizer, read_prose

RELATIONS = ("same", "agree", "related", "oppose", "contradict", "unrelated")
BACKS, OPPOSES = ("same", "agree"), ("oppose", "contradict")
RANK, WIDTH = 64, 128
LEARNING = range(2, 6)  # layers that have a change of their own; those below stay as published, which saves a third of the time
HEAD, CONTENT = 14, 42  # pieces of who says it and how, and of what is said, that are read of a statement
BATCH = 24
RATE, HEAD_RATE, WARM_UP, AVERAGE = 7e-4, 1e-3, 0.06, 0.995
HELD = 7  # of so many pairs one is held back
# How often a pair of each source is drawn in an epoch at first, and in the epochs that begin behind `LATER` of the steps, and what its loss counts: first what is plentiful
# teaches what stands against what, then what is like the pairs that the program meets.
SOURCES = {"judged": (4, 6, 1.0), "linked": (2, 3, 1.0), "unlinked": (1, 2, 0.6), "perspectrum": (1, 0.6, 1.0), "apart": (1, 0.5, 0.6), "claimdiff": (0.3, 0.15, 0.5),
           "rte": (0.7, 0.3, 0.6), "headlines": (0.5, 0.2, 0.5), "made": (1, 0.5, 0.7)}
LATER = 0.3


@dataclass
class Pair:
    x: tuple  # (speaker, cue, content)
    y: tuple
    allowed: tuple  # the relations that are possible
    source: str
    key: str  # what is held back together


class Slim(nn.Module):
    """A frozen linear layer with a change of low rank beside it, and its bias; cheaper than `LowRank` as no gradient of the whole matrix is made."""

    def __init__(self, base, rank):
        super().__init__()
        self.register_buffer("base", base.weight.detach().clone(), persistent=False)
        self.left = nn.Parameter(torch.zeros(base.out_features, rank))
        self.right = nn.Parameter(torch.randn(rank, base.in_features) / math.sqrt(base.in_features))
        self.bias = nn.Parameter(base.bias.detach().clone())

    def forward(self, x):
        return F.linear(x, self.base, self.bias) + F.linear(F.linear(x, self.right), self.left)


class PairModel(nn.Module):
    """As `PairReader` in Sources/Meaning. The published encoder's token types tell the first statement from the second."""

    def __init__(self, base, rank=RANK, dropout=0.1):
        super().__init__()
        self.encoder = Encoder(dropout)
        load_base(self.encoder, base)
        types = load_file(f"{base}/model.safetensors")
        types = next(v for k, v in types.items() if k.endswith("token_type_embeddings.weight"))
        with torch.no_grad():
            self.encoder.quotes.weight[2:] = types[1] - types[0]  # parts 2 and 3, which are of the second
        for p in self.encoder.parameters():
            p.requires_grad_(False)
        for layer in (self.encoder.layers[i] for i in LEARNING):
            for part in LAYER_PARTS:
                setattr(layer, part, Slim(getattr(layer, part), rank))
            for norm in (layer.norm1, layer.norm2):
                norm.weight.requires_grad_(True)
                norm.bias.requires_grad_(True)
        self.hidden = nn.Linear(3 * HIDDEN, WIDTH)
        self.out = nn.Linear(WIDTH, len(RELATIONS))
        self.dropout = nn.Dropout(dropout)

    def forward(self, pieces, parts, mask):
        x = self.encoder(pieces, torch.zeros_like(pieces), torch.zeros_like(pieces), parts, mask)
        mean = lambda part: torch.bmm(((parts == part) & mask)[:, None].float(), x)[:, 0] / ((parts == part) & mask).sum(1, keepdim=True).clamp(min=1)
        a, b = mean(1), mean(3)
        seen = torch.cat([x[:, 0], (a - b).abs(), a * b], 1)
        return self.out(self.dropout(F.gelu(self.hidden(self.dropout(seen)))))


class Texts:
    """Pieces of texts, cut once."""

    def __init__(self, tokenizer):
        self.tokenizer, self.known = tokenizer, {}

    def __call__(self, text, most):
        found = self.known.get((text, most))
        if found is None:
            found = self.known[text, most] = read_prose(self.tokenizer, text).pieces[:most]
        return found


def row_of(texts, x, y):
    """[CLS] who and how, what [SEP] who and how, what [SEP]: pieces, and the part of each (0, 1, 2, 3)."""
    pieces, parts = [CLS], [0]
    for side, (speaker, cue, content) in enumerate((x, y)):
        for part, (text, most) in enumerate(((f"{speaker} {cue}".strip(), HEAD), (content, CONTENT))):
            p = texts(text, most)
            pieces += p
            parts += [2 * side + part] * len(p)
        pieces, parts = [*pieces, SEP], [*parts, 2 * side]
    return pieces, parts


def padded(rows):
    n = max(len(r[0]) for r in rows)
    fill = lambda k: torch.tensor([r[k] + [0] * (n - len(r[k])) for r in rows])
    mask = torch.tensor([[True] * len(r[0]) + [False] * (n - len(r[0])) for r in rows])
    return fill(0), fill(1), mask


def is_held(key):
    return zlib.crc32(key.encode()) % HELD == 0


def judged(name):
    triple = lambda s: (s["speaker"] or "", s["cue"] or "", s["content"])
    return [Pair(triple(p["x"]), triple(p["y"]), (p["rel"],), "judged", p["id"]) for p in load(name)]


def text_of(text, spans):
    return " … ".join(text[a:b] for a, b in spans or [])


def statements_of(article):
    return [(s.get("who") or text_of(article["text"], s["source"]) or "", text_of(article["text"], s["cue"]), text_of(article["text"], s["content"]))
            for s in article["statements"]]


def linked(name, rng):
    """Statements of one article that oppose or back each other, and as many that are not linked."""
    for article in load(name):
        said = statements_of(article)
        links = {}
        for i, s in enumerate(article["statements"]):
            for key, allowed in (("vs", OPPOSES), ("ag", BACKS)):
                for j in s.get(key) or []:
                    if j < len(said):
                        links[min(i, j), max(i, j)] = allowed
        for (i, j), allowed in links.items():
            yield Pair(said[i], said[j], allowed, "linked", article["id"])
        free = [(i, j) for i in range(len(said)) for j in range(i + 1, len(said)) if (i, j) not in links]
        for i, j in rng.sample(free, min(len(links), len(free))):
            yield Pair(said[i], said[j], ("related", "unrelated"), "unlinked", article["id"])


def bare(text):
    return "", "", text


def perspectrum(split, rng):
    rows = [p for p in load("world/perspectrum.jsonl") if p["split"] == split]
    for p in rows:
        yield Pair(bare(p["hypothesis"]), bare(p["premise"]), BACKS if p["label"] == "SUPPORT" else OPPOSES, "perspectrum", p["cluster"].split("-")[0])
    for p in rng.sample(rows, len(rows) // 5):
        q = rng.choice(rows)
        if not set(p["topics"]) & set(q["topics"]) and p["hypothesis"] != q["hypothesis"]:
            yield Pair(bare(p["hypothesis"]), bare(q["premise"]), ("unrelated",), "apart", p["cluster"].split("-")[0])


def of_others():
    """Claims that strengthen or weaken each other, entailment, headlines and the beginnings of articles."""
    for p in load("world/claimdiff.jsonl"):
        yes, backs = str(p["label"]) == "1", p["task"] == "strengthens"
        allowed = (BACKS if backs else OPPOSES) if yes else tuple(r for r in RELATIONS if r not in (BACKS if backs else OPPOSES))
        yield Pair(bare(p["hypothesis"]), bare(p["premise"]), allowed, "claimdiff", p["id"])
    for p in load("world/rte.jsonl"):
        allowed = BACKS if p["label"] == "entailment" else ("related", "oppose", "contradict", "unrelated")
        yield Pair(bare(p["premise"]), bare(p["hypothesis"]), allowed, "rte", p["id"])
    known = {"agree": BACKS, "disagree": OPPOSES, "unrelated": ("unrelated",)}
    for p in load("world/fnc1-test.jsonl"):
        lead = " ".join(p["premise"].split()[:35])
        for headline, label in p["hypotheses"]:
            if label in known and (label != "unrelated" or zlib.crc32(headline.encode()) % 3 == 0):
                yield Pair(bare(lead), bare(headline), known[label], "headlines", p["id"])


def made(rng, count):
    """Made of PolNeAR's statements; and two of them by chance, which are unrelated."""
    said = [s for a in load("polnear/train.jsonl") for s in statements_of(a) if 5 <= len(s[2].split()) <= 35]
    while count > 0:
        one, other = rng.choice(said), rng.choice(said)
        if rng.random() < 0.12:
            pair = one, other, "unrelated"
        else:
            pair = made_pair(one, other, rng)
        if pair:
            count -= 1
            yield Pair(pair[0], pair[1], (pair[2],), "made", "")


def shortened(pair, rng):
    """At times without who says it and how: the claims of others have neither."""
    drop = lambda s: ("" if rng.random() < 0.15 else s[0], "" if rng.random() < 0.1 else s[1], s[2])
    x, y = drop(pair.x), drop(pair.y)
    return (y, x) if rng.random() < 0.5 else (x, y)


def epoch(pairs, texts, rng, made_count, is_later):
    """Batches of an epoch, rows of like lengths together."""
    drawn = []
    for p in [*pairs, *made(rng, made_count)]:
        times = SOURCES[p.source][is_later]
        for _ in range(int(times) + (rng.random() < times % 1)):
            x, y = shortened(p, rng)
            drawn.append((row_of(texts, x, y), p))
    rng.shuffle(drawn)
    batches = []
    for i in range(0, len(drawn), 20 * BATCH):
        pool = sorted(drawn[i:i + 20 * BATCH], key=lambda d: len(d[0][0]))
        batches += [pool[j:j + BATCH] for j in range(0, len(pool), BATCH)]
    rng.shuffle(batches)
    return batches


def allowed_mask(pairs):
    return torch.tensor([[r in p.allowed for r in RELATIONS] for p in pairs])


def loss_of(logits, pairs):
    """Minus the logarithm of what the possible relations have together, by weight of the source."""
    possible = logits.log_softmax(-1).masked_fill(~allowed_mask(pairs), float("-inf")).logsumexp(-1)
    weight = torch.tensor([SOURCES[p.source][2] for p in pairs])
    return -(possible * weight).sum() / weight.sum()


@torch.no_grad()
def scores(model, texts, pairs, both=False):
    """Logits of pairs, [pairs, relations]; with `both` the mean of both orders."""
    model.eval()
    out = torch.zeros(len(pairs), len(RELATIONS))
    for turn in (False, True) if both else (False,):
        rows = [row_of(texts, p.y, p.x) if turn else row_of(texts, p.x, p.y) for p in pairs]
        order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]))
        for i in range(0, len(order), 64):
            some = order[i:i + 64]
            out[some] += model(*padded([rows[k] for k in some])) / (2 if both else 1)
    model.train()
    return out


def macro_f1(predicted, gold):
    """Of five relations, oppose and contradict as one; numbers are indices of RELATIONS with contradict folded into oppose."""
    f = []
    for r in (0, 1, 2, 3, 5):
        hit = sum(p == r == g for p, g in zip(predicted, gold))
        f.append(2 * hit / max(1, sum(p == r for p in predicted) + sum(g == r for g in gold)))
    return sum(f) / len(f), f


def five(logits):
    """The best of five, oppose and contradict as one."""
    p = logits.softmax(-1)
    p[:, 3] += p[:, 4]
    p[:, 4] = 0
    return p


def figures(model, texts, parts):
    out = []
    for name, pairs in parts.items():
        p = five(scores(model, texts, pairs))
        if name.startswith("judged"):
            gold = [3 if q.allowed[0] == "contradict" else RELATIONS.index(q.allowed[0]) for q in pairs]
            f, each = macro_f1(p.argmax(-1).tolist(), gold)
            out.append(f"{name} F1 {100 * f:.1f} [{' '.join(f'{100 * x:.0f}' for x in each)}]")
        elif name.startswith("perspectrum"):
            right = [(q.allowed == BACKS) == (b > o) for q, b, o in zip(pairs, (p[:, 0] + p[:, 1]).tolist(), p[:, 3].tolist())]
            out.append(f"{name} {100 * sum(right) / len(right):.1f}")
        else:
            gold = [q.allowed == OPPOSES for q in pairs]
            order = sorted(zip(p[:, 3].tolist(), gold), reverse=True)
            n, at = sum(gold), {}
            for share in (0.25, 0.4):
                hits = 0
                for k, (_, g) in enumerate(order):
                    hits += g
                    if hits >= share * n:
                        at[share] = hits / (k + 1)
                        break
            out.append(f"{name} precision at 25 % {100 * at[0.25]:.0f}, at 40 % {100 * at[0.4]:.0f}")
    return "; ".join(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=1700)
    parser.add_argument("--made", type=int, default=3000, help="made pairs of an epoch")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    texts = Texts(load_tokenizer(args.base))
    with open(args.out / "pairs.log", "a", encoding="utf8") as log:
        def say(line):
            print(line, flush=True)
            print(line, file=log, flush=True)

        known = [*judged("meaning/pairs-train.jsonl"), *linked("meaning/train.jsonl", rng), *perspectrum("train", rng), *of_others()]
        held = [p for p in known if p.source in ("judged", "linked", "unlinked", "perspectrum") and is_held(p.key)]
        known = [p for p in known if not (p.source in ("judged", "linked", "unlinked", "perspectrum", "apart") and is_held(p.key))]
        parts = {"judged": [p for p in held if p.source == "judged"], "links": [p for p in held if p.source in ("linked", "unlinked")],
                 "perspectrum": [p for p in held if p.source == "perspectrum"][:400]}
        say(f"{len(known)} pairs, held back {({k: len(v) for k, v in parts.items()})}, seed {args.seed}")
        model = PairModel(args.base)
        heads = [p for n, p in model.named_parameters() if p.requires_grad and not n.startswith("encoder.")]
        body = [p for n, p in model.named_parameters() if p.requires_grad and n.startswith("encoder.")]
        optimizer = torch.optim.AdamW([{"params": body, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01)
        rate = lambda t: min(1, t / (WARM_UP * args.steps)) * max(0.02, 0.5 + 0.5 * math.cos(math.pi * min(1, t / args.steps)))
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
        mean = copy.deepcopy(model)
        step, checkpoint = 0, args.out / "checkpoint.pt"
        if checkpoint.exists():
            kept = torch.load(checkpoint)
            for part, name in ((model, "model"), (mean, "mean"), (optimizer, "optimizer"), (schedule, "schedule")):
                part.load_state_dict(kept[name])
            step = kept["step"]
            rng.seed(args.seed + step)
        batches, began, total, tokens = [], time.time(), 0.0, 0
        while step < args.steps:
            if not batches:
                batches = epoch(known, texts, rng, args.made, step >= LATER * args.steps)
            batch = batches.pop()
            inputs = padded([row for row, _ in batch])
            loss = loss_of(model(*inputs), [p for _, p in batch])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(body + heads, 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            total, tokens = total + loss.item(), tokens + inputs[2].sum().item()
            decay = min(AVERAGE, (1 + step) / (10 + step))
            with torch.no_grad():
                for a, b in zip(mean.parameters(), model.parameters()):
                    if b.requires_grad:
                        a.lerp_(b, 1 - decay)
            if step % 25 == 0:
                say(f"step {step}: loss {total / 25:.3f}, {(time.time() - began) / 25:.2f} s a step, {tokens / 25:.0f} pieces a step")
                began, total, tokens = time.time(), 0.0, 0
            if step % 100 == 0 or step == args.steps:
                torch.save({"model": model.state_dict(), "mean": mean.state_dict(), "optimizer": optimizer.state_dict(),
                            "schedule": schedule.state_dict(), "step": step}, checkpoint)
            if step % 300 == 0 or step == args.steps:
                say(f"step {step}: " + figures(mean, texts, parts))
                began = time.time()
        torch.save(mean.state_dict(), args.out / "pairs.pt")


if __name__ == "__main__":
    main()
