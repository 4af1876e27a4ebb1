"""Trains the reader on PolNeAR's train split, in two stages: all weights of the layers first; then, from there, only a product of two
thin matrices for each of them, so that what is committed is small. Interrupt it and run it again: it goes on from its last checkpoint.

usage: train.py --base FOLDER --out FOLDER [--seed 1]

Writes `whole.pt` (stage 1), `reader.pt` (stage 2) and `train.log`. A finished stage is not trained again: to start anew, remove the
folder.
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

from data import Batch, Labelled, load, potentials, states, training_windows
from evaluate import evaluate
from model import LAYER_PARTS, Reader, load_base, log_partition, make_low_rank, path_score
from prose import load_tokenizer

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
SMALL = Stage("reader", 2, 1e-4, 2e-4, 0.04)


def epoch_batches(articles, seed):
    rng = random.Random(seed)
    some = [w for versions in articles for w in training_windows(rng.choice(versions), rng)]
    rng.shuffle(some)
    return [some[i:i + BATCH] for i in range(0, len(some), BATCH)]


def loss_of(model, batch):
    x = states(model, batch)
    logits = model.cues(x)
    cue = F.cross_entropy(logits[batch.word_mask], batch.tags[batch.word_mask], reduction="sum")
    if not batch.cues:
        return cue / 8, cue / 8, cue * 0
    pots, sourceless = potentials(model, batch, x)
    role = (log_partition(pots, batch.valid, sourceless) - path_score(pots, batch.valid, sourceless, batch.paths)).clamp(max=1000).sum()
    n = len(batch.cues)
    return (cue + role) / n, cue / n, role / n


def prepare(stage, args):
    """The network as the stage begins."""
    model = Reader()
    load_base(model.encoder, args.base)
    if stage is SMALL:
        whole = Reader()
        whole.load_state_dict(torch.load(args.out / "whole.pt"))
        make_low_rank(model.encoder, RANK)
        for small, trained in zip(model.encoder.layers, whole.encoder.layers):
            for part in LAYER_PARTS:
                getattr(small, part).start_from(getattr(trained, part))
        rest = {k: v for k, v in whole.state_dict().items() if not any(f".{part}." in k for part in LAYER_PARTS if k.startswith("encoder.layers"))}
        model.load_state_dict(rest, strict=False)
    return model


def train(stage, args, tokenizer, articles, say):
    result, checkpoint = args.out / f"{stage.name}.pt", args.out / f"{stage.name}.checkpoint.pt"
    if result.exists():
        say(f"{stage.name}: done before")
        return
    torch.manual_seed(args.seed)
    model = prepare(stage, args)
    mean = copy.deepcopy(model).requires_grad_(False)
    steps_each = len(epoch_batches(articles, 0))
    total = steps_each * stage.epochs
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = list(model.cues.parameters()) + list(model.roles.parameters())
    groups = [{"params": encoder, "lr": stage.encoder_rate}, {"params": heads, "lr": stage.head_rate}]
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
    sums, since = torch.zeros(3), time.time()
    while step < total:
        epoch, at = divmod(step, steps_each)
        batches = epoch_batches(articles, args.seed * 1000 + epoch + (0 if stage is WHOLE else 500))
        batches = (batches + batches[:steps_each])[:steps_each]  # epochs differ by a window or two: all get as many steps
        for windows in batches[at:]:
            model.train()
            loss, cue, role = loss_of(model, Batch(windows))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder + heads, 5.0)
            optimizer.step()
            schedule.step()
            decay = min(AVERAGE, (1 + step) / (10 + step))
            torch._foreach_lerp_([m.data for m, _ in pairs], [p.data for _, p in pairs], 1 - decay)
            step += 1
            sums += torch.tensor([loss.item(), cue.item(), role.item()])
            if step % 50 == 0:
                pace = (time.time() - since) / 50
                say(f"{stage.name}: step {step}/{total}  loss {sums[0] / 50:.3f}  cue {sums[1] / 50:.3f}  role {sums[2] / 50:.3f}  "
                    f"{pace:.2f} s a step, {(total - step) * pace / 60:.0f} min left")
                sums, since = torch.zeros(3), time.time()
            if step % 100 == 0 or step == total:
                saved = dict(model=model.state_dict(), mean=mean.state_dict(), optimizer=optimizer.state_dict(),
                             schedule=schedule.state_dict(), rng=torch.get_rng_state(), step=step)
                torch.save(saved, checkpoint.with_suffix(".tmp"))
                checkpoint.with_suffix(".tmp").rename(checkpoint)
        if (epoch + 1) % 2 == 0 or step >= total:
            threshold, figures = evaluate(mean, tokenizer)
            say(f"{stage.name}: epoch {epoch + 1}: threshold {threshold}, dev F1 {json.dumps(figures)}")
            since = time.time()
    torch.save(mean.state_dict(), result)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, help="train on the first articles only, to try the program")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer(args.base)
    with open(args.out / "train.log", "a") as log:
        def say(line):
            print(line, flush=True)
            print(line, file=log, flush=True)

        articles = []
        for a in load("polnear/train.jsonl")[:args.limit]:
            versions = [Labelled(tokenizer, a)]
            articles.append(versions + [Labelled(tokenizer, a, v) for v in a.get("other_annotators") or []])
        say(f"{len(articles)} articles, {sum(len(v[0].statements) for v in articles)} statements, seed {args.seed}")
        for stage in (WHOLE, SMALL):
            train(stage, args, tokenizer, articles, say)


if __name__ == "__main__":
    main()
