"""Trains the reader on PolNeAR's train split. Interrupt it and run it again: it goes on from its last checkpoint.

usage: train.py --base FOLDER --out FOLDER [--epochs 8] [--seed 1]
"""

import argparse
import json
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from data import Batch, Labelled, load, potentials, states, training_windows
from evaluate import evaluate
from model import Reader, load_base, log_partition, path_score
from prose import load_tokenizer

BATCH = 8  # windows
ENCODER_RATE, HEAD_RATE, DECAY = 2e-4, 1e-3, 0.01
WARM_UP = 0.08
AVERAGE = 0.995  # decay of the running mean of the weights, which is what is evaluated and kept


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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, help="train on the first articles only, to try the program")
    args = parser.parse_args()
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    tokenizer = load_tokenizer(args.base)
    began = time.time()
    articles = []
    for a in load("polnear/train.jsonl")[:args.limit]:
        versions = [Labelled(tokenizer, a)]
        versions += [Labelled(tokenizer, a, v["statements"] if isinstance(v, dict) else v) for v in a.get("other_annotators") or []]
        articles.append(versions)
    log = open(out / "train.log", "a")

    def say(line):
        print(line, flush=True)
        print(line, file=log, flush=True)

    say(f"{len(articles)} articles, {sum(len(v[0].statements) for v in articles)} statements, {time.time() - began:.0f} s")
    model = Reader()
    load_base(model.encoder, args.base)
    mean = Reader()
    mean.load_state_dict(model.state_dict())
    mean.requires_grad_(False)
    steps_each = len(epoch_batches(articles, 0))
    total = steps_each * args.epochs
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = list(model.cues.parameters()) + list(model.roles.parameters())
    optimizer = torch.optim.AdamW([{"params": encoder, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=DECAY, fused=True)
    warm = max(1, int(WARM_UP * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / warm, max(0.0, (total - s) / (total - warm))))
    step, checkpoint = 0, out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(saved["model"])
        mean.load_state_dict(saved["mean"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        torch.set_rng_state(saved["rng"])
        step = saved["step"]
        say(f"going on at step {step}")
    pairs = [(m, p) for m, p in zip(mean.parameters(), model.parameters()) if p.requires_grad]
    sums, since = torch.zeros(3), time.time()
    while step < total:
        epoch, at = divmod(step, steps_each)
        batches = epoch_batches(articles, args.seed * 1000 + epoch)[:steps_each]
        while len(batches) < steps_each:
            batches.append(batches[len(batches) % 7])
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
                say(f"step {step}/{total}  loss {sums[0] / 50:.3f}  cue {sums[1] / 50:.3f}  role {sums[2] / 50:.3f}  {pace:.2f} s a step, {(total - step) * pace / 60:.0f} min left")
                sums, since = torch.zeros(3), time.time()
            if step % 100 == 0 or step == total:
                torch.save(dict(model=model.state_dict(), mean=mean.state_dict(), optimizer=optimizer.state_dict(), schedule=schedule.state_dict(),
                                rng=torch.get_rng_state(), step=step), out / "checkpoint.tmp")
                (out / "checkpoint.tmp").rename(checkpoint)
        if (epoch + 1) % 2 == 0 or step >= total:
            threshold, figures = evaluate(mean, tokenizer)
            say(f"epoch {epoch + 1}: threshold {threshold}, dev F1 {json.dumps(figures)}")
            since = time.time()
    torch.save(mean.state_dict(), out / "reader.pt")


if __name__ == "__main__":
    main()
