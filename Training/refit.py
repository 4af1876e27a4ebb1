"""The last stage: the heads for mentions alone, on an encoder that no longer changes.

Stage 2 costs statements a little. So the encoder and the heads for statements become a mean of their weights before and after it
(Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022), which reads statements as well as before; and the heads for
mentions are fitted to that mean, cheaply, as each text is encoded once.
"""

import random
import time

import torch
import torch.nn.functional as F

from data import Batch, states
from evaluate import owner_of_words
from mentions import LONGEST, antecedent_loss, pairs_of
from prose import windows

BEFORE = 0.3  # share of the weights from before stage 2
EPOCHS, RATE = 12, 6e-4
SILVER = 400  # PolNeAR articles


def mean_of(before, after):
    """The state of the network between two, the heads that stage 2 added as they are after it."""
    added = lambda name: name.split(".")[0] in ("mentions", "extents", "pairs") or "nested" in name
    return {k: v if added(k) else (1 - BEFORE) * v + BEFORE * before[k] for k, v in after.items()}


@torch.no_grad()
def encoded(model, article):
    """[words, HIDDEN], each word as its window sees it, in half precision."""
    ranges = windows(article.prose)
    owner = torch.tensor(owner_of_words(ranges, len(article.prose.start)))
    out = torch.zeros(len(owner), model.mentions.hidden.in_features)
    for at in range(0, len(ranges), 8):
        some = [(article, lo, hi) for lo, hi in ranges[at:at + 8]]
        x = states(model, Batch(some, cues=[]))
        for k, (_, lo, hi) in enumerate(some):
            mine = owner[lo:hi] == at + k
            out[lo:hi][mine] = x[k, :hi - lo][mine]
    return out.half()


def pair_tensors(article, mentions):
    pairs = pairs_of(article.prose, article.segment, mentions)
    if not pairs:
        return None
    return [torch.tensor([p[0] for p in pairs]), torch.tensor([p[1] for p in pairs]), torch.tensor([p[2] for p in pairs], dtype=torch.uint8)], [p[:2] for p in pairs]


def antecedents(model, x, mentions, pairs):
    (i, j, rows), plain = pairs
    scores = model.pairs(x[[m.head for m in mentions]], i, j, rows.long())
    loss, n = antecedent_loss(scores, [(a, b, None) for a, b in plain], mentions)
    return loss / max(n, 1)


def gold_loss(model, article, x, pairs):
    """As `mention_loss` of stage 2, of one document."""
    mentions = article.mentions
    gold = torch.zeros(len(x), dtype=torch.long)
    gold[[m.head for m in mentions]] = torch.tensor([m.kind for m in mentions])
    loss = F.cross_entropy(model.mentions(x)[0], gold, reduction="sum") / len(mentions)
    kept = [m for m in mentions if m.head - m.start < LONGEST and m.end - 1 - m.head < LONGEST]
    heads = torch.tensor([m.head for m in kept])
    around = heads[:, None] + torch.arange(1 - LONGEST, LONGEST)
    outside = torch.zeros(around.shape).masked_fill((around < 0) | (around >= len(x)), -1e4)
    start, end = model.extents(x[heads], x[around.clamp(0, len(x) - 1)])
    loss = loss + F.cross_entropy(start + outside[:, :LONGEST].flip(1), torch.tensor([m.head - m.start for m in kept]))
    loss = loss + F.cross_entropy(end + outside[:, LONGEST - 1:], torch.tensor([m.end - 1 - m.head for m in kept]))
    return loss + antecedents(model, x, mentions, pairs) if pairs else loss


def silver_loss(model, article, x, pairs):
    """As `silver_loss` of stage 2, of one article."""
    _, names, numbers = model.mentions(x)
    loss = 5 * F.cross_entropy(names, torch.tensor(article.silver.names)) + F.cross_entropy(numbers, torch.tensor(article.silver.numbers))
    return loss + 0.5 * antecedents(model, x, article.silver.mentions, pairs) if pairs else loss


def refit(model, articles, documents, seed, say):
    """Fits the heads for mentions; the rest of the network stays as it is."""
    model.eval()
    documents = [d for d in documents if d.mentions]
    articles = [a for a in articles if a.silver][:SILVER]
    began = time.time()
    gold = [(d, encoded(model, d), pair_tensors(d, d.mentions)) for d in documents]
    silver = [(a, encoded(model, a), pair_tensors(a, a.silver.mentions)) for a in articles]
    say(f"heads: {len(gold)} documents and {len(silver)} articles encoded in {time.time() - began:.0f} s")
    heads = [*model.mentions.parameters(), *model.extents.parameters(), *model.pairs.parameters()]
    optimizer = torch.optim.AdamW(heads, lr=RATE, weight_decay=0.01)
    total = EPOCHS * len(gold)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: 1 - s / total)
    rng = random.Random(seed)
    torch.manual_seed(seed)
    for part in (model.mentions, model.extents, model.pairs):
        part.train()
    for epoch in range(EPOCHS):
        sums = torch.zeros(2)
        for d, x, pairs in rng.sample(gold, len(gold)):
            a, y, others = rng.choice(silver)
            parts = gold_loss(model, d, x.float(), pairs), silver_loss(model, a, y.float(), others)
            optimizer.zero_grad(set_to_none=True)
            sum(parts).backward()
            torch.nn.utils.clip_grad_norm_(heads, 5.0)
            optimizer.step()
            schedule.step()
            sums += torch.tensor([p.item() for p in parts])
        say(f"heads: epoch {epoch + 1}/{EPOCHS}  gold {sums[0] / len(gold):.3f}  silver {sums[1] / len(gold):.3f}  {time.time() - began:.0f} s")
