"""Trains the decision whose a statement is: of the article's entities, somebody new whom the source describes, or nobody.

What is decided by comes from the program itself (`dixit model speakers`): states of the encoder, as the reader has them, and what is seen of statements,
entities and candidates. So the features are computed in one place. The articles are read twice: with the statements that the reader finds,
which is what it will decide on, and with the gold ones, of which there are more.

usage: speakers.py --dixit .build/release/dixit --out FOLDER [--start together.pt | --from Models] [--epochs N] [--seed N] [--runs N]

Writes `speakers.pt` into the folder, and with --into puts the scorer among the committed weights.
"""

import argparse
import copy
import json
import math
import random
import subprocess
import time
import zlib
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

from data import marked_file
from export import to_bytes
from gold_speakers import is_right, kind_of, partners

HIDDEN = 384
WIDTH = 128
DISTANCES, LEVELS = 16, 4
NEW, NOBODY = -1, -2  # numbers of candidates that are no entity of the article
OF_ENCODER = 2  # of so many articles the speakers of one teach the encoder (`together.py`)
AVERAGE = 0.99  # decay of the running mean of the weights, which is what is measured and kept
TRAIN = ("train", "speakers-train", "world-train", "press-train")
DEV = ("dev", "world-dev")


class SpeakerScorer(nn.Module):
    """Scores of the candidates of statements. Of a candidate's witnesses (mentions that speak for it) each gives a score; together they give theirs."""

    def __init__(self, of_statement, of_candidate, dropout=0.5):
        super().__init__()
        self.source = nn.Linear(HIDDEN, WIDTH, bias=False)
        self.cue = nn.Linear(HIDDEN, WIDTH, bias=False)
        self.statement = nn.Linear(of_statement, WIDTH)
        self.mention = nn.Linear(HIDDEN, WIDTH)
        self.asked = nn.Linear(WIDTH, WIDTH)
        self.own = nn.Linear(WIDTH, WIDTH, bias=False)
        self.met = nn.Linear(WIDTH, WIDTH, bias=False)
        self.seen = nn.Linear(of_candidate, WIDTH, bias=False)
        self.distance = nn.Embedding(DISTANCES, WIDTH)
        self.level = nn.Embedding(LEVELS, WIDTH)
        self.deep = nn.Linear(WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, 1)
        self.dropout = nn.Dropout(dropout)
        self.states = nn.Dropout(dropout)
        for e in (self.distance, self.level):
            nn.init.normal_(e.weight, std=0.1)

    def forward(self, b):
        query = self.states(b.queries)
        query = F.gelu(self.source(query[:, :HIDDEN]) + self.cue(query[:, HIDDEN:]) + self.statement(b.of_statements))
        mention = F.gelu(self.mention(self.states(b.states)))
        q, m = query[b.row_statement], mention[b.row_mention]
        h = self.asked(query)[b.row_statement] + self.own(mention)[b.row_mention] + self.met(q * m) + self.seen(b.of_candidates)[b.row_candidate]
        h = self.dropout(F.gelu(h + self.distance(b.row_distance) + self.level(b.row_level)))
        h = self.dropout(F.gelu(self.deep(h)))
        scores = self.out(h)[:, 0]
        return log_softmax(gathered(scores, b.row_candidate, len(b.candidate_statement)), b.candidate_statement, len(b.queries))


def gathered(scores, owner, n):
    """log of the sum of exp, by owner."""
    top = torch.full((n,), -1e4).scatter_reduce(0, owner, scores.detach(), "amax")
    return top + torch.zeros(n).index_add(0, owner, (scores - top[owner]).exp()).clamp(min=1e-20).log()


def log_softmax(scores, owner, n):
    return scores - gathered(scores, owner, n)[owner]


LAYERS = ("source", "cue", "statement", "mention", "asked", "own", "met", "seen", "deep", "out")


def tensors_of(model):
    """The scorer as it is committed: what meets the encoder's states in bytes, the rest in half precision."""
    out = {"speakers.table": torch.cat([model.distance.weight, model.level.weight, torch.zeros(1, WIDTH)]).half()}
    for name in LAYERS:
        linear = getattr(model, name)
        weight = linear.weight.T
        if linear.in_features == HIDDEN:
            out[f"speakers.{name}.weight"], scale = to_bytes(weight, 0)
            out[f"speakers.{name}.weight.scale"] = scale.float()
        else:
            out[f"speakers.{name}.weight"] = weight.half()
        if linear.bias is not None:
            out[f"speakers.{name}.bias"] = linear.bias.half()
    return {name: t.detach().contiguous() for name, t in out.items()}


def commit(model, folder):
    """Puts the scorer among the committed weights, in the place of the one before."""
    path = str(folder / "reader.safetensors")
    kept = {name: t for name, t in load_file(path).items() if not name.startswith("speakers.")}
    save_file(kept | tensors_of(model), path)


def has_speakers(folder):
    return any(name.startswith("speakers.") for name in load_file(str(folder / "reader.safetensors")))


def restore(folder, model):
    """Puts the committed scorer of a folder into a PyTorch one."""
    f = {name.removeprefix("speakers."): t.float() for name, t in load_file(str(folder / "reader.safetensors")).items() if name.startswith("speakers.")}
    with torch.no_grad():
        model.distance.weight.copy_(f["table"][:DISTANCES])
        model.level.weight.copy_(f["table"][DISTANCES:DISTANCES + LEVELS])
        for name in LAYERS:
            linear = getattr(model, name)
            linear.weight.copy_((f[f"{name}.weight"] * f.get(f"{name}.weight.scale", 1)).T)
            if linear.bias is not None:
                linear.bias.copy_(f[f"{name}.bias"])


class Article:
    """The lessons of an article, as tensors."""

    def __init__(self, line, numbers, gold):
        statements = line["statements"]
        of_statement, of_entity, of_pair = line["widths"]
        self.id_hash = zlib.crc32(line["id"].encode())
        m, n, e = len(line["heads"]), len(statements), len(line["entities"])
        c = sum(len(s["candidates"]) for s in statements)
        parts, at = [], 0
        for rows, columns in ((m, HIDDEN), (n, 2 * HIDDEN), (n, of_statement), (e, of_entity), (c, of_pair)):
            parts.append(torch.from_numpy(numbers[at:at + rows * columns].reshape(rows, columns).copy()))
            at += rows * columns
        assert at == len(numbers), line["id"]
        states, self.queries, self.of_statements, of_entities, of_pairs = parts
        # Behind the mentions stand the statements' sources, then nothing at all.
        self.states = torch.cat([states, self.queries[:, :HIDDEN], torch.zeros(1, HIDDEN)]).half()
        self.queries = self.queries.half()
        entity, statement, rows = [], [], []
        for k, s in enumerate(statements):
            for candidate, witnesses in zip(s["candidates"], s["witnesses"]):
                for mention, distance, level in witnesses or [[-2, 0, 3]]:
                    rows.append((len(entity), m + k if mention == -1 else m + n if mention == -2 else mention, distance, level, k))
                entity.append(candidate if candidate >= 0 else e)
                statement.append(k)
        of_entities = torch.cat([of_entities, torch.zeros(1, of_entity)])
        self.of_candidates = torch.cat([of_entities[entity], of_pairs], 1)
        self.candidate_statement = torch.tensor(statement)
        self.row_candidate, self.row_mention, self.row_distance, self.row_level, self.row_statement = map(torch.tensor, zip(*rows))
        self.mark(line, gold)

    def mark(self, line, gold):
        """Which candidates are right (`fits`; `right` where they are to be learned), of which statements that is known (`known`), how their sources name them, and whether the rules are right."""
        text, statements, entities = gold["text"], line["statements"], line["entities"]
        self.right = torch.zeros(len(self.candidate_statement), dtype=torch.bool)
        self.fits = self.right.clone()
        self.known = torch.zeros(len(statements), dtype=torch.bool)
        self.kinds, self.ruled = {}, {}
        starts = np.cumsum([0] + [len(s["candidates"]) for s in statements])
        # Somebody new by name is the entity of that name: the numbers of both candidates.
        self.one = [(int(starts[k]) + s["candidates"].index(NEW), int(starts[k]) + s["candidates"].index(s["own_name"]))
                    for k, s in enumerate(statements) if NEW in s["candidates"] and s["own_name"] in s["candidates"]]
        marks = [g for g in gold["statements"] if g.get("act") != "deed"]
        for i, k in partners(marks, statements).items():
            g, s = marks[i], statements[k]
            source = " ".join(text[a:b] for a, b in g["source"] or [])
            own = " ".join(text[a:b] for a, b in s["source"])

            def right(candidate, g=g, source=source, own=own):
                if candidate is None or candidate == NOBODY:
                    return is_right(g, source, None, False, None, [])
                if candidate == NEW:
                    return is_right(g, source, own, False, None, [own])
                e = entities[candidate]
                return is_right(g, source, e["name"], e["named"], e["kind"], e["called"])

            marks_of = [right(candidate) for candidate in s["candidates"]]
            self.fits[starts[k]:starts[k + 1]] = torch.tensor(marks_of)
            # To be learned: whoever is described is nobody new who is an entity already; of a name, both say the same.
            if s["own_name"] is None and any(r for r, candidate in zip(marks_of, s["candidates"]) if candidate >= 0):
                marks_of = [r and candidate != NEW for r, candidate in zip(marks_of, s["candidates"])]
            self.right[starts[k]:starts[k + 1]] = torch.tensor(marks_of)
            self.known[k] = True
            self.kinds[k] = kind_of(g, source)
            self.ruled[k] = right(s["ruled"])


INDICES = {"candidate_statement": "queries", "row_candidate": "of_candidates", "row_mention": "states", "row_statement": "queries"}


class Group:
    """Several articles as one."""

    def __init__(self, articles):
        for name in ("states", "queries", "of_statements", "of_candidates", "right", "known", "row_distance", "row_level"):
            setattr(self, name, torch.cat([getattr(a, name) for a in articles]))
        self.states, self.queries = self.states.float(), self.queries.float()
        for name, of in INDICES.items():
            sizes = np.cumsum([0] + [len(getattr(a, of)) for a in articles])
            setattr(self, name, torch.cat([getattr(a, name) + int(s) for a, s in zip(articles, sizes)]))


def lessons(dixit, folder, name, given, reuse=True):
    """The articles of a file of gold marks, read by the program."""
    return [article for _, article in lessons_of(dixit, folder, name, given, reuse)]


def lessons_of(dixit, folder, name, given, reuse=True, kind=Article):
    """The same, with their ids."""
    file = marked_file(name, folder)
    gold = {a["id"]: a for a in map(json.loads, open(file, encoding="utf8"))}
    path = folder / f"{name}.{'given' if given else 'found'}"
    if not (reuse and path.exists()):
        with open(path.with_suffix(".partial"), "wb") as out:
            order = [dixit, "model", "speakers", *(["--given"] if given else []), str(file)]
            subprocess.run(order, stdout=out, check=True)
        path.with_suffix(".partial").rename(path)
    articles = []
    with open(path, "rb") as lines:
        while line := lines.readline():
            line = json.loads(line)
            numbers = np.frombuffer(lines.read(4 * line["numbers"]), dtype="<f4")
            if line["statements"] and line["id"] in gold:
                articles.append((line["id"], kind(line, numbers, gold[line["id"]])))
    return articles


def loss_of(model, group):
    scores = model(group)
    right = group.right & group.known[group.candidate_statement]
    good = gathered(scores.masked_fill(~right, -1e4), group.candidate_statement, len(group.queries))
    has = torch.zeros(len(group.queries), dtype=torch.bool)
    has[group.candidate_statement[right]] = True
    return -(good[has]).clamp(min=-12).sum(), int(has.sum())


@torch.no_grad()
def figures(models, articles):
    """Shares right, in percent, of all and by kind, the rules' beside them; wrong and sure; the error of the calibration."""
    rows = []
    for a in articles:
        group = Group([a])
        p = torch.stack([m.eval()(group).exp() for m in models]).mean(0)
        for new, own in a.one:  # as the program does
            p[own], p[new] = p[own] + p[new], 0
        for k in a.kinds:
            of = (group.candidate_statement == k).nonzero()[:, 0]
            best = of[p[of].argmax()]
            rows.append((a.kinds[k], bool(a.fits[best]), a.ruled[k], float(p[best]), bool(a.fits[of].any())))
    share = lambda some, at: round(100 * sum(r[at] for r in some) / max(1, len(some)), 1)
    out = {}
    for kind in ("all", "named", "described", "pronoun", "missing"):
        some = [r for r in rows if kind in ("all", r[0])]
        out[kind] = f"{share(some, 1)} (rules {share(some, 2)}, reachable {share(some, 4)}, of {len(some)})"
    bins = {}
    for r in rows:
        bins.setdefault(min(9, int(10 * r[3])), []).append(r)
    out["wrong and sure"] = round(100 * sum(r[3] >= 0.9 and not r[1] for r in rows) / len(rows), 1)
    out["calibration error"] = round(100 * sum(abs(sum(r[3] - r[1] for r in b)) for b in bins.values()) / len(rows), 1)
    return out


def train(articles, dev, args, seed, say):
    torch.manual_seed(seed)
    rng = random.Random(seed)
    first = articles[0]
    model = SpeakerScorer(first.of_statements.shape[1], first.of_candidates.shape[1])
    if args.start:
        model.load_state_dict(torch.load(args.start)["speakers"])
    if args.committed:
        restore(args.committed, model)
    mean = copy.deepcopy(model).requires_grad_(False)
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.rate, weight_decay=0.05)
    steps = args.epochs * math.ceil(len(articles) / args.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / (0.05 * steps), max(0.0, (steps - s) / (0.95 * steps))))
    since = time.time()
    for epoch in range(args.epochs):
        order = rng.sample(articles, len(articles))
        total = count = 0
        for at in range(0, len(order), args.batch):
            model.train()
            loss, n = loss_of(model, Group(order[at:at + args.batch]))
            if not n:
                continue
            optimizer.zero_grad(set_to_none=True)
            (loss / n).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            torch._foreach_lerp_([m.data for m in mean.parameters()], [m.data for m in model.parameters()], 1 - AVERAGE)
            total, count = total + loss.item(), count + n
        say(f"speakers: seed {seed} epoch {epoch + 1}/{args.epochs}  loss {total / count:.4f}  {time.time() - since:.0f} s")
        if epoch % 4 == 3 or epoch == args.epochs - 1:
            for name, some in dev.items():
                say(f"  {name}: {json.dumps(figures([mean], some))}")
    return mean


def mean_of(models):
    """The mean of the weights of several runs from one start (Wortsman et al., ICML 2022): as good as all of them asked, and one to ask."""
    mean = copy.deepcopy(models[0])
    with torch.no_grad():
        for name, weight in mean.named_parameters():
            weight.copy_(sum(dict(m.named_parameters())[name] for m in models) / len(models))
    return mean


def cooled(model, articles):
    """Divides the scores so that they are as sure as they are right (Guo et al., ICML 2017)."""
    weight, bias = model.out.weight.clone(), model.out.bias.clone()
    losses = {}
    for heat in (0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5, 1.7, 2.0, 2.3, 2.7):
        with torch.no_grad():
            model.out.weight.copy_(weight / heat)
            model.out.bias.copy_(bias / heat)
            losses[heat] = sum(float(loss_of(model.eval(), Group([a]))[0]) for a in articles)
    best = min(losses, key=losses.get)
    with torch.no_grad():
        model.out.weight.copy_(weight / best)
        model.out.bias.copy_(bias / best)
    return best


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dixit", default=".build/release/dixit")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--into", type=Path, help="the folder of the committed weights, into which the scorer goes")
    parser.add_argument("--start", type=Path, help="what together.py wrote: the scorer that was trained with the encoder, from which to go on")
    parser.add_argument("--from", dest="committed", type=Path, help="a folder of committed weights, from whose scorer to go on")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--batch", type=int, default=4, help="articles of a step")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=1, help="with --start or --from: train so many times, by this seed and those behind it, and take the mean")
    parser.add_argument("--reuse", action="store_true", help="take the lessons that lie in the folder: for trying, while program and encoder stay as they are")
    parser.add_argument("--threads", type=int, default=2, help="1 where others work on the machine: threads that wait for each other are slower than one")
    parser.add_argument("--unseen", action="store_true", help="learn only from articles whose speakers did not teach the encoder, which knows the others' by heart")
    parser.add_argument("--only", default="found,given", help="which statements to learn from")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(args.threads)
    say = lambda line: print(line, flush=True)
    dev = {name: lessons(args.dixit, args.out, name, False, args.reuse) for name in DEV}
    articles = [a for name in TRAIN for way in args.only.split(",") for a in lessons(args.dixit, args.out, name, way == "given", args.reuse)]
    say(f"speakers: {len(articles)} articles, {sum(int(a.known.sum()) for a in articles)} statements, {sum(len(a.right) for a in articles)} candidates")
    taught = [a for a in articles if not (args.unseen and a.id_hash % OF_ENCODER == 0)]
    model = mean_of([train(taught, dev, args, args.seed + run, say) for run in range(args.runs)])
    # One number, by the dev articles: whatever was held back from this training the encoder has met in an earlier one.
    say(f"speakers: scores divided by {cooled(model, [a for some in dev.values() for a in some])}, by the dev articles")
    for name, some in dev.items():
        say(f"  {name}: {json.dumps(figures([model], some))}")
    torch.save(model.state_dict(), args.out / "speakers.pt")
    if args.into:
        commit(model, args.into)


if __name__ == "__main__":
    main()
