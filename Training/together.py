"""Trains everything that stands on the encoder together, from the committed weights on: statements of PolNeAR and of the world's news, those inside others,
names, mentions and coreference of GUM, whose each statement is, and what is meant by it (`meaning.py`). Some pieces are hidden from the encoder, so that
it goes by what stands around them: of the world's news there is little, and after a few passes it would know that by heart.

The two collections of statements were marked by different guides: what differs is learned as one more bias (`guide`), and a value between the two is put
into the committed weights (`export.py --guide`). What the decision about speakers sees comes from the program (`dixit model speakers --given`).
Interrupt it and run it again: it goes on from its last checkpoint.

usage: together.py --base FOLDER --from Models --dixit .build/release/dixit --out FOLDER [--epochs 3] [--seed 1]

Writes `together.pt` and `together.log`.
"""

import argparse
import copy
import json
import random
import time
from pathlib import Path

import torch
import torch.nn as nn
import torch.nn.functional as F

from data import Batch, Labelled, data_folder, load, marked_articles, potentials, states
from evaluate import evaluate, evaluate_mentions
from export import committed
from meaning import Marks, losses, mark, sentence_losses, sentences
from mentions import load_silver
from model import Reader, load_base, log_partition, path_score
from prose import load_tokenizer
from speakers import OF_ENCODER, Article, Group, SpeakerScorer, has_speakers, lessons_of
from speakers import loss_of as speaker_loss
from speakers import restore as restore_speakers
from train import AVERAGE, hide, mention_loss, silver_loss, training_windows

BATCH = 8  # windows, at least: articles stay whole, as a speaker may be named anywhere
POLNEAR, WORLD = 0.0, 1.0  # guides
SHARED = 0.2  # of the articles, for which the guide is half of each, so that what lies between is learned too
# Passes of an epoch:
POLNEAR_SHARE, WORLD_PASSES, GUM_PASSES, EVENT_PASSES = 0.6, 2, 1, 2
ENCODER_RATE, STATEMENT_RATE, OTHER_RATE, WARM_UP = 1.2e-4, 2e-4, 4e-4, 0.05
LESSONS = ("press-train", "world-train", "speakers-train", "train")
WORLDS = ("world-train", "press-train")  # marked whole
SENTENCES = 40  # of a step of sentences by themselves


class Taught(Article):
    """The lessons of an article's speakers, without the states, which are computed as the encoder learns."""

    def __init__(self, line, numbers, gold):
        super().__init__(line, numbers, gold)
        del self.states, self.queries
        self.heads = torch.tensor(line["heads"], dtype=torch.long)
        self.sources = torch.tensor([s["telling"][0] if len(s["telling"]) > 1 else -1 for s in line["statements"]])
        self.cues = torch.tensor([s["telling"][-1] for s in line["statements"]])

    def see(self, words):
        """words: [words, HIDDEN], the states of the whole article."""
        nothing = torch.zeros(1, words.shape[1])
        sources = torch.where(self.sources[:, None] < 0, 0.0, words[self.sources.clamp(min=0)])
        self.states = torch.cat([words[self.heads], sources, nothing])
        self.queries = torch.cat([sources, words[self.cues]], 1)

    def forget(self):
        del self.states, self.queries


def epoch_batches(polnear, world, documents, sentences, seed):
    """The steps of an epoch: batches of whole articles, of whole documents of GUM, or of sentences."""
    rng = random.Random(seed)
    some = [rng.choice(versions) for versions in rng.sample(polnear, int(POLNEAR_SHARE * len(polnear)))]
    some += [article for _ in range(WORLD_PASSES) for article in world]
    batches = []
    for kind, articles in (("statements", some), ("mentions", documents * GUM_PASSES)):
        group = []
        for article in rng.sample(articles, len(articles)):
            group += training_windows(article, rng)
            if len(group) >= BATCH:
                batches.append((kind, group))
                group = []
    toned, events = sentences
    some = [s.window for s in rng.sample(toned + EVENT_PASSES * events, len(toned) + EVENT_PASSES * len(events))]
    for i in range(0, len(some), 8 * SENTENCES):  # those of about one length together
        alike = sorted(some[i:i + 8 * SENTENCES], key=lambda window: window[2])
        batches += [("sentences", alike[j:j + SENTENCES]) for j in range(0, len(alike), SENTENCES)]
    rng.shuffle(batches)
    return batches


def parts_of(model, scorer, marks, kind, windows, rng):
    """The losses of a step, by what they are of."""
    if kind == "mentions":
        return mention_loss(model, windows)
    batch = Batch(windows)
    if kind == "sentences":
        return sentence_losses(marks, batch, states(model, batch))
    hide(batch)
    for article in {id(a): a for a, _, _ in windows}.values():
        if rng.random() < SHARED:
            batch.guide[[w for w, (a, _, _) in enumerate(windows) if a is article]] = (POLNEAR + WORLD) / 2
    x = states(model, batch)
    logits, nested_logits = model.cues(x, batch.guide)
    n = max(len(batch.cues), 1)
    parts = {"cue": F.cross_entropy(logits[batch.word_mask], batch.tags[batch.word_mask], reduction="sum") / n}
    # PolNeAR marks no statements inside others.
    whole = batch.word_mask & torch.tensor([a.guide == WORLD for a, _, _ in windows])[:, None]
    if whole.any():
        parts["nested"] = F.cross_entropy(nested_logits[whole], batch.nested_tags[whole], reduction="sum") / max(1, sum(
            windows[w][0].guide == WORLD for w, _, _ in batch.cues))
    if batch.cues:
        pots, sourceless = potentials(model, batch, x)
        role = log_partition(pots, batch.valid, sourceless) - path_score(pots, batch.valid, sourceless, batch.paths)
        parts["role"] = role.clamp(max=1000).sum() / n
    parts |= losses(marks, batch, x) | silver_loss(model, batch, x)
    speakers = speakers_part(scorer, windows, x)
    return parts if speakers is None else parts | {"speakers": speakers}


def speakers_part(scorer, windows, x):
    """The loss of the decision about speakers; nil where no article has lessons."""
    articles = {id(a): (a, []) for a, _, _ in windows if a.lessons}
    for w, (article, lo, hi) in enumerate(windows):
        if id(article) in articles:
            articles[id(article)][1].append(x[w, :hi - lo])
    if not articles:
        return None
    for article, seen in articles.values():
        article.lessons.see(torch.cat(seen))
    loss, n = speaker_loss(scorer, Group([a.lessons for a, _ in articles.values()]))
    for article, _ in articles.values():
        article.lessons.forget()
    return loss / n if n else None


def world_articles(tokenizer, name):
    """Articles of the world's news, statements inside others apart; without those whose duties are measured on."""
    out, measured = [], {a["id"] for a in load("meaning/duties-dev.jsonl")}
    for article in marked_articles(name):
        if article["id"] in measured:
            continue
        flat, nested = ([s for s in article["statements"] if (s.get("in") is not None) == inside] for inside in (False, True))
        out.append(Labelled(tokenizer, article, flat, nested=nested, guide=WORLD))
    return out


def taught(args, say):
    """The lessons of speakers by article; of an article that stands in two files the last one's are taken. The other articles' are kept for the decision
    itself (`speakers.py`), which must not be taught by states that know the answer by heart."""
    found = {}
    for name in LESSONS:
        for article_id, article in lessons_of(args.dixit, args.out, name, given=True, kind=Taught):
            if article.id_hash % OF_ENCODER == 0:
                found[article_id] = article
    say(f"{len(found)} articles with {sum(int(a.known.sum()) for a in found.values())} speakers")
    return found


def train(args, tokenizer, polnear, world, documents, short, say):
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    model = Reader()
    load_base(model.encoder, args.base)
    committed(args.start, model)
    some = next(a.lessons for a in world if a.lessons)
    scorer = SpeakerScorer(some.of_statements.shape[1], some.of_candidates.shape[1])
    if has_speakers(args.start):
        restore_speakers(args.start, scorer)
    marks = Marks()
    both = nn.ModuleList([model, scorer, marks])
    mean = copy.deepcopy(both).requires_grad_(False)
    epoch = lambda number: epoch_batches(polnear, world, documents, short, args.seed * 1000 + number)
    steps_each = len(epoch(0))
    total = int(steps_each * args.epochs)
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    statements = [*model.cues.parameters(), *model.roles.parameters()]
    others = [*model.mentions.parameters(), *model.extents.parameters(), *model.pairs.parameters(), *scorer.parameters(), *marks.parameters()]
    groups = [{"params": encoder, "lr": ENCODER_RATE}, {"params": statements, "lr": STATEMENT_RATE}, {"params": others, "lr": OTHER_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.0, fused=True)
    warm = max(1, int(WARM_UP * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / warm, max(0.0, (total - s) / (total - warm))))
    step, checkpoint = 0, args.out / "together.checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False)
        for part, state in (("both", both), ("mean", mean), ("optimizer", optimizer), ("schedule", schedule)):
            state.load_state_dict(saved[part])
        torch.set_rng_state(saved["rng"])
        rng.setstate(saved["random"])
        step = saved["step"]
        say(f"together: going on at step {step}")
    pairs = [(m, p) for m, p in zip(mean.parameters(), both.parameters()) if p.requires_grad]
    sums, counts, since = {}, {}, time.time()
    while step < total:
        number, at = divmod(step, steps_each)
        batches = epoch(number)
        batches = (batches + batches[:steps_each])[:steps_each]  # epochs differ by a batch or two: all get as many steps
        for kind, windows in batches[at:at + total - step]:
            both.train()
            parts = parts_of(model, scorer, marks, kind, windows, rng)
            optimizer.zero_grad(set_to_none=True)
            sum(parts.values()).backward()
            torch.nn.utils.clip_grad_norm_(encoder + statements + others, 5.0)
            optimizer.step()
            schedule.step()
            decay = min(AVERAGE, (1 + step) / (10 + step))
            torch._foreach_lerp_([m.data for m, _ in pairs], [p.data for _, p in pairs], 1 - decay)
            step += 1
            for name, part in parts.items():
                sums[name], counts[name] = sums.get(name, 0) + part.item(), counts.get(name, 0) + 1
            if step % 50 == 0 or step == 10:
                pace = (time.time() - since) / max(counts.values())
                say(f"together: step {step}/{total}  " + "  ".join(f"{k} {sums[k] / counts[k]:.3f}" for k in sorted(sums))
                    + f"  {pace:.2f} s a step, {(total - step) * pace / 60:.0f} min left")
                sums, counts, since = {}, {}, time.time()
            if step % 100 == 0 or step == total:
                saved = dict(both=both.state_dict(), mean=mean.state_dict(), optimizer=optimizer.state_dict(),
                             schedule=schedule.state_dict(), rng=torch.get_rng_state(), random=rng.getstate(), step=step)
                torch.save(saved, checkpoint.with_suffix(".tmp"))
                checkpoint.with_suffix(".tmp").rename(checkpoint)
    return mean


def figures(model, tokenizer, say):
    threshold, of = evaluate(model, tokenizer)
    say(f"together: threshold {threshold}, PolNeAR dev F1 {json.dumps(of)}")
    say(f"together: GUM dev {json.dumps(evaluate_mentions(model, tokenizer))}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True)
    parser.add_argument("--from", dest="start", required=True, type=Path, help="folder of committed weights")
    parser.add_argument("--dixit", default=".build/release/dixit")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--epochs", type=float, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2, help="1 where others work on the machine: threads that wait for each other are slower than one")
    parser.add_argument("--limit", type=int, help="train on the first articles only, to try the program")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(args.threads)
    tokenizer = load_tokenizer(args.base)
    with open(args.out / "together.log", "a") as log:
        def say(line):
            print(line, flush=True)
            print(line, file=log, flush=True)

        found = taught(args, say)
        silver = load_silver(data_folder() / "polnear/train.silver.jsonl.gz")
        polnear = []
        for article in load("polnear/train.jsonl")[:args.limit]:
            versions = [Labelled(tokenizer, article, statements, silver=silver.get(article["id"]) if statements is None else None)
                        for statements in (None, *(article.get("other_annotators") or []))]
            for version in versions:
                version.silver = versions[0].silver
            polnear.append(versions)
        marked = {a["id"]: a for name in reversed(LESSONS) for a in marked_articles(name)}
        world = [a for name in WORLDS for a in world_articles(tokenizer, name)[:args.limit]]
        for article in [*world, *(v for versions in polnear for v in versions)]:
            article.lessons = found.get(article.id)
            if article.id in marked:
                mark(article, marked[article.id])
        short = sentences(tokenizer, args.limit)
        documents = [Labelled(tokenizer, d) for d in load("gum/train.jsonl")[:args.limit]]
        say(f"{len(polnear)} articles of PolNeAR, {len(world)} of the world's news with {sum(len(a.statements) for a in world)} statements "
            f"and {sum(len(a.nested) for a in world)} inside them, {len(documents)} documents of GUM, seed {args.seed}")
        result = args.out / "together.pt"
        if not result.exists():
            model, scorer, marks = train(args, tokenizer, polnear, world, documents, short, say)
            torch.save({"reader": model.state_dict(), "speakers": scorer.state_dict(), "marks": marks.state_dict()}, result)
            figures(model, tokenizer, say)


if __name__ == "__main__":
    main()
