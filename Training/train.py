"""Trains the reader, in three stages: all weights of the layers on PolNeAR's statements first; then, from there, only a product of two
thin matrices for each of them, so that what is committed is small, on everything together: statements, statements inside statements
(silver, `nested.py`, and made, `wrapped.py`), PolNeAR's silver names and pronouns, GUM's mentions and coreference; then the heads for mentions alone, on a
mean of the weights before and after stage 2 (`refit.py`). Interrupt it and run it again: it goes on
from its last checkpoint.

usage: train.py --base FOLDER --out FOLDER [--seed 1] [--from Models [--epochs 6] [--rates 1]]

Writes `whole.pt` (stage 1), `nested.json`, `joint.pt` (stage 2), `reader.pt` (stage 3) and `train.log`. A finished stage is not trained again: to start anew,
remove the folder. With --from, stage 1 is left out: stage 2 starts from the committed weights in that folder; where they have half of stage 2
behind them, it needs half of its epochs and learning rates.
"""

import argparse
import copy
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F

from data import Batch, Labelled, data_folder, load, potentials, states, training_windows
from evaluate import evaluate, evaluate_mentions, extent_scores
from export import committed
from mentions import LONGEST, antecedent_loss, load_silver, pairs_of
from model import LAYER_PARTS, Reader, load_base, log_partition, make_low_rank, path_score
from nested import nested_statements
from prose import load_tokenizer
from refit import mean_of, refit
from wrapped import wrapped

BATCH = 8  # windows
DECAY = 0.01
AVERAGE = 0.995  # decay of the running mean of the weights, which is what is evaluated and kept
RANK = 64


@dataclass
class Stage:
    name: str
    epochs: int
    encoder_rate: float
    head_rate: float
    warm_up: float  # share of the steps


WHOLE = Stage("whole", 8, 2e-4, 1e-3, 0.08)
JOINT = Stage("joint", 6, 2e-4, 3e-4, 0.05)
NEW_RATE = 1e-3  # of the heads that stage 2 adds
# An epoch of stage 2, as mentions are learned later than statements and GUM is small:
GUM_PASSES = 4
POLNEAR_SHARE = 0.5  # of the windows of statements
# Pieces of GUM's windows that are hidden from the encoder, so that it goes by what stands around them: after a few passes it knows
# the training texts' names by heart.
HIDDEN_SHARE = 0.05
MASK = 103  # [MASK] of the vocabulary


def epoch_batches(articles, documents, seed):
    """The steps of an epoch: batches of windows of statements, and among them whole documents of GUM."""
    rng = random.Random(seed)
    some = [w for versions in articles for w in training_windows(rng.choice(versions), rng)]
    rng.shuffle(some)
    if documents:
        some = some[:int(POLNEAR_SHARE * len(some))]
    batches = [("statements", some[i:i + BATCH]) for i in range(0, len(some), BATCH)]
    for _ in range(GUM_PASSES if documents else 0):
        group = []
        for d in rng.sample(documents, len(documents)):
            group += training_windows(d, rng)
            if len(group) >= BATCH:
                batches.append(("mentions", group))
                group = []
    rng.shuffle(batches)
    return batches


def hide(batch):
    some = torch.rand(batch.pieces.shape) < HIDDEN_SHARE
    batch.pieces = torch.where(some & (batch.pieces > MASK), MASK, batch.pieces)  # marks of the window, and unknown pieces, are below


def loss_of(model, kind, windows, joint):
    if kind == "mentions":
        return mention_loss(model, windows)
    batch = Batch(windows)
    x = states(model, batch)
    logits, nested_logits = model.cues(x, batch.guide)
    cue = F.cross_entropy(logits[batch.word_mask], batch.tags[batch.word_mask], reduction="sum")
    n = max(len(batch.cues), 1)
    parts = {"cue": cue / n}
    if batch.cues:
        pots, sourceless = potentials(model, batch, x)
        role = (log_partition(pots, batch.valid, sourceless) - path_score(pots, batch.valid, sourceless, batch.paths)).clamp(max=1000).sum()
        parts["role"] = role / n
    if joint:
        parts["nested"] = F.cross_entropy(nested_logits[batch.word_mask], batch.nested_tags[batch.word_mask], reduction="sum") / n
        parts |= silver_loss(model, batch, x)
    return parts


def silver_loss(model, batch, x):
    """Names, numbers of nouns, and the antecedents of "he" and "she" within a window, as CoreNLP saw them."""
    _, names, numbers = model.mentions(x)
    name_gold, number_gold = torch.full((2, *batch.first.shape), -100)
    known = [(w, *window) for w, window in enumerate(batch.windows) if window[0].silver]  # CoreNLP's version lacks an article
    if not known:
        return {}
    for w, article, lo, hi in known:
        name_gold[w, :hi - lo] = torch.tensor(article.silver.names[lo:hi])
        number_gold[w, :hi - lo] = torch.tensor(article.silver.numbers[lo:hi])
    parts = {"names": 5 * F.cross_entropy(names.flatten(0, 1), name_gold.flatten()),
             "numbers": F.cross_entropy(numbers.flatten(0, 1), number_gold.flatten())}
    total, count = x.sum() * 0, 0
    for w, article, lo, hi in known:
        mentions = [m for m in article.silver.mentions if m.start >= lo and m.end <= hi]
        if any(m.counts for m in mentions):
            loss, n = coreference_loss(model, article, mentions, x[w][[m.head - lo for m in mentions]])
            total, count = total + loss, count + n
    parts["silver"] = 0.5 * total / max(count, 1)
    return parts


def mention_loss(model, windows):
    """GUM: which words head a mention of which class, where it begins and ends, and its antecedent in the whole document."""
    batch = Batch(windows, cues=[])
    hide(batch)
    x = states(model, batch)
    classes = model.mentions(x)[0]
    gold = torch.full(batch.first.shape, -100)
    documents, heads, bounds = {}, [], []
    for w, (article, lo, hi) in enumerate(windows):
        gold[w, :hi - lo] = 0
        for m in article.mentions:
            if lo <= m.head < hi:
                gold[w, m.head - lo] = m.kind
                documents.setdefault(id(article), (article, []))[1].append((w, m.head - lo, m))
                if m.start >= lo and m.end <= hi:
                    heads.append((w, m.head - lo))
                    bounds.append((m.head - m.start, m.end - 1 - m.head))
    n = max(sum(len(some) for _, some in documents.values()), 1)
    parts = {"mention": F.cross_entropy(classes.flatten(0, 1), gold.flatten(), reduction="sum") / n}
    kept = [k for k, (a, b) in enumerate(bounds) if max(a, b) < LONGEST]
    if kept:
        start, end = extent_scores(model, batch, x, [heads[k] for k in kept])
        target = torch.tensor([bounds[k] for k in kept])
        parts["extent"] = F.cross_entropy(start, target[:, 0]) + F.cross_entropy(end, target[:, 1])
    total, count = x.sum() * 0, 0
    for article, some in documents.values():
        some.sort(key=lambda s: s[2].head)
        loss, c = coreference_loss(model, article, [m for _, _, m in some], torch.stack([x[w, h] for w, h, _ in some]))
        total, count = total + loss, count + c
    parts["antecedent"] = total / max(count, 1)
    return parts


def coreference_loss(model, article, mentions, heads):
    pairs = pairs_of(article.prose, article.segment, mentions)
    if not pairs:
        return heads.sum() * 0, 0
    scores = model.pairs(heads, torch.tensor([p[0] for p in pairs]), torch.tensor([p[1] for p in pairs]), torch.tensor([p[2] for p in pairs]))
    return antecedent_loss(scores, pairs, mentions)


def prepare(stage, args):
    """The network as the stage begins."""
    model = Reader()
    load_base(model.encoder, args.base)
    if stage is JOINT and args.start:
        committed(args.start, model)
    elif stage is JOINT:
        whole = Reader()
        whole.load_state_dict(torch.load(args.out / "whole.pt"))
        make_low_rank(model.encoder, RANK)
        for small, trained in zip(model.encoder.layers, whole.encoder.layers):
            for part in LAYER_PARTS:
                getattr(small, part).start_from(getattr(trained, part))
        rest = {k: v for k, v in whole.state_dict().items() if not any(f".{part}." in k for part in LAYER_PARTS if k.startswith("encoder.layers"))}
        model.load_state_dict(rest, strict=False)
    return model


def train(stage, args, tokenizer, articles, documents, say):
    result, checkpoint = args.out / f"{stage.name}.pt", args.out / f"{stage.name}.checkpoint.pt"
    if result.exists():
        say(f"{stage.name}: done before")
        return
    torch.manual_seed(args.seed)
    model = prepare(stage, args)
    mean = copy.deepcopy(model).requires_grad_(False)
    epoch = lambda number: epoch_batches(articles, documents, args.seed * 1000 + number + (0 if stage is WHOLE else 500))
    steps_each = len(epoch(0))
    total = steps_each * (args.epochs if stage is JOINT else stage.epochs)
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [*model.cues.parameters(), *model.roles.parameters()]
    new = [*model.mentions.parameters(), *model.extents.parameters(), *model.pairs.parameters()]
    rates = args.rates if stage is JOINT else 1.0
    groups = [{"params": encoder, "lr": rates * stage.encoder_rate}, {"params": heads, "lr": rates * stage.head_rate}, {"params": new, "lr": rates * NEW_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=DECAY if stage is WHOLE else 0.0, fused=True)
    warm = max(1, int(stage.warm_up * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / warm, max(0.0, (total - s) / (total - warm))))
    step = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(saved["model"])
        mean.load_state_dict(saved["mean"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        torch.set_rng_state(saved["rng"])
        step = saved["step"]
        say(f"{stage.name}: going on at step {step}")
    pairs = [(m, p) for m, p in zip(mean.parameters(), model.parameters()) if p.requires_grad]
    sums, counts, since = {}, {}, time.time()
    while step < total:
        number, at = divmod(step, steps_each)
        batches = epoch(number)
        batches = (batches + batches[:steps_each])[:steps_each]  # epochs differ by a window or two: all get as many steps
        for kind, windows in batches[at:]:
            model.train()
            parts = loss_of(model, kind, windows, stage is JOINT)
            optimizer.zero_grad(set_to_none=True)
            sum(parts.values()).backward()
            torch.nn.utils.clip_grad_norm_(encoder + heads + new, 5.0)
            optimizer.step()
            schedule.step()
            decay = min(AVERAGE, (1 + step) / (10 + step))
            torch._foreach_lerp_([m.data for m, _ in pairs], [p.data for _, p in pairs], 1 - decay)
            step += 1
            for name, part in parts.items():
                sums[name], counts[name] = sums.get(name, 0) + part.item(), counts.get(name, 0) + 1
            if step % 50 == 0:
                pace = (time.time() - since) / 50
                say(f"{stage.name}: step {step}/{total}  " + "  ".join(f"{k} {sums[k] / counts[k]:.3f}" for k in sorted(sums))
                    + f"  {pace:.2f} s a step, {(total - step) * pace / 60:.0f} min left")
                sums, counts, since = {}, {}, time.time()
            if step % 100 == 0 or step == total:
                saved = dict(model=model.state_dict(), mean=mean.state_dict(), optimizer=optimizer.state_dict(),
                             schedule=schedule.state_dict(), rng=torch.get_rng_state(), step=step)
                torch.save(saved, checkpoint.with_suffix(".tmp"))
                checkpoint.with_suffix(".tmp").rename(checkpoint)
        if number % 2 == 1 or step >= total:
            threshold, figures = evaluate(mean, tokenizer)
            say(f"{stage.name}: epoch {number + 1}: threshold {threshold}, dev F1 {json.dumps(figures)}")
            if stage is JOINT:
                say(f"{stage.name}: epoch {number + 1}: GUM dev {json.dumps(evaluate_mentions(mean, tokenizer))}")
            since = time.time()
    torch.save(mean.state_dict(), result)


def labelled(tokenizer, article, silver, nested):
    """All versions of an article's statements, the first with what was made by machine; the others share it."""
    first = Labelled(tokenizer, article, nested=nested, silver=silver)
    versions = [first]
    for other in article.get("other_annotators") or []:
        version = Labelled(tokenizer, article, other)
        version.nested, version.silver = first.nested, first.silver
        versions.append(version)
    return versions


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", dest="start", help="folder of committed weights from which stage 2 starts, without stage 1")
    parser.add_argument("--epochs", type=int, default=JOINT.epochs, help="of stage 2")
    parser.add_argument("--rates", type=float, default=1.0, help="what to multiply the learning rates of stage 2 with")
    parser.add_argument("--limit", type=int, help="train on the first articles only, to try the program")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer(args.base)
    with open(args.out / "train.log", "a") as log:
        def say(line):
            print(line, flush=True)
            print(line, file=log, flush=True)

        articles = load("polnear/train.jsonl")[:args.limit]
        say(f"{len(articles)} articles, {sum(len(a['statements']) for a in articles)} statements, seed {args.seed}")
        if not args.start:
            train(WHOLE, args, tokenizer, [labelled(tokenizer, a, None, []) for a in articles], [], say)
        found = args.out / "nested.json"
        if not found.exists():
            teacher = Reader()
            if args.start:
                load_base(teacher.encoder, args.base)
                committed(args.start, teacher)
            else:
                teacher.load_state_dict(torch.load(args.out / "whole.pt"))
            found.write_text(json.dumps(nested_statements(teacher, tokenizer, articles, say)))
        nested = json.loads(found.read_text())
        silver = load_silver(data_folder() / "polnear/train.silver.jsonl.gz")
        documents = [Labelled(tokenizer, d) for d in load("gum/train.jsonl")[:args.limit]]
        say(f"{sum(map(len, nested.values()))} nested statements, silver; {len(documents)} documents of GUM, "
            f"{sum(len(d.mentions) for d in documents)} mentions")
        versions = [labelled(tokenizer, a, silver.get(a["id"]), nested[a["id"]]) for a in articles]
        mouths = wrapped(articles, silver, nested, args.seed)
        say(f"{sum(len(m['nested']) for m in mouths)} nested statements in {len(mouths)} articles with wrapped sentences")
        taught = versions + [[Labelled(tokenizer, m, nested=m["nested"])] for m in mouths]
        train(JOINT, args, tokenizer, taught, documents, say)
        result = args.out / "reader.pt"
        if result.exists():
            say("heads: done before")
            return
        model = prepare(JOINT, args)
        model.load_state_dict(mean_of(model.state_dict(), torch.load(args.out / "joint.pt")))
        refit(model, [v[0] for v in versions], documents, args.seed, say)
        threshold, figures = evaluate(model, tokenizer)
        say(f"heads: threshold {threshold}, dev F1 {json.dumps(figures)}; GUM dev {json.dumps(evaluate_mentions(model, tokenizer))}")
        torch.save(model.state_dict(), result)


if __name__ == "__main__":
    main()
