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
import subprocess
import zlib
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import save_file

from data import data_folder
from export import to_bytes
from gold_speakers import partners, same
from meaning import ACTS, CLAIMS, SOURCINGS, TONES, is_held

HIDDEN, WIDTH, MEETING = 384, 128, 64
HELD = 8  # of so many articles one is held back from training
AVERAGE = 0.995
TRAIN = ("train", "world-train")
DEV = ("dev", "world-dev")


class Heads(nn.Module):
    """As `MeaningNetwork` in Sources/Meaning."""

    def __init__(self, widths, dropout=0.4):
        super().__init__()
        statement, party, sentence, pair = widths
        head = lambda inputs, width, outputs: nn.ModuleDict({"hidden": nn.Linear(inputs, width), "out": nn.Linear(width, outputs)})
        self.statement = head(statement, WIDTH, len(ACTS) + len(CLAIMS))
        self.party = head(party, WIDTH, 2 + len(TONES))
        self.sentence = head(sentence, WIDTH, 1 + len(CLAIMS))
        self.gist = nn.Linear(HIDDEN, MEETING)
        self.pair = head(2 * MEETING + pair, MEETING, 2)
        self.dropout = nn.Dropout(dropout)

    def run(self, head, x):
        return head["out"](self.dropout(F.gelu(head["hidden"](self.dropout(x)))))

    def pairs(self, contents, a, b, seen):
        gist = self.gist(self.dropout(contents))
        return self.run(self.pair, torch.cat([(gist[a] - gist[b]).abs(), gist[a] * gist[b], seen], 1))


class Lesson:
    """An article's numbers with what is right of each; -100 or nan where that is not known."""

    def __init__(self, line, numbers, gold):
        widths, counts = line["widths"], line["counts"]
        parts, at = [], 0
        for rows, columns in zip(counts, widths):
            parts.append(torch.from_numpy(numbers[at:at + rows * columns].reshape(rows, columns).copy()))
            at += rows * columns
        assert at == len(numbers), line["id"]
        self.id = line["id"]
        self.statements, self.parties, self.sentences, self.pairs = parts
        self.a, self.b = (torch.tensor([p[i] for p in line["pairs"]], dtype=torch.long) for i in (0, 1))
        nan = lambda *shape: torch.full(shape, float("nan"))
        self.act = torch.full((counts[0],), -100)
        self.claims = nan(counts[0], len(CLAIMS))
        self.about, self.addressed = nan(counts[1]), nan(counts[1])
        self.tone = torch.full((counts[1],), -100)
        self.own = nan(counts[2], 1 + len(CLAIMS))
        self.relations = nan(counts[3], 2)
        if gold is not None:
            self.mark(line, gold)

    def mark(self, line, gold):
        entities = {e["id"]: e for e in line["entities"]}
        marks = gold["statements"]
        pair = partners(marks, line["statements"])
        back = {k: i for i, k in pair.items()}
        for i, k in pair.items():
            g = marks[i]
            self.act[k] = ACTS.index(g["act"])
            self.claims[k] = torch.tensor([float(c in g["f"]) for c in CLAIMS])
        for row, (k, entity) in enumerate(line["parties"]):
            if k not in back or entity not in entities:
                continue
            g, names = marks[back[k]], [entities[entity]["name"], *entities[entity]["called"][:4]]
            hit = next((tone for name, tone in g["on"] if same(name.lstrip("?"), names[0]) or any(name.lstrip("?") == n for n in names)), None)
            self.about[row] = float(hit is not None)
            if hit is not None:
                self.tone[row] = "-0+".index(hit)
            self.addressed[row] = float(bool(g["to"]) and (same(g["to"], names[0]) or g["to"] in names))
        for row, (a, b) in enumerate(line["sentences"]):
            if "own" in gold:
                inside = [o for o in gold["own"] if min(b, o["span"][1]) - max(a, o["span"][0]) > 0.5 * min(b - a, o["span"][1] - o["span"][0])]
                self.own[row] = torch.tensor([float(bool(inside)), *(float(any(c in o["f"] for o in inside)) for c in CLAIMS)])
        for row, (a, b) in enumerate(line["pairs"]):
            if a in back and b in back:
                i, j = back[a], back[b]
                self.relations[row] = torch.tensor([float(j in marks[i][key] or i in marks[j][key]) for key in ("vs", "ag")])


def read_lessons(path, gold):
    with open(path, "rb") as lines:
        while line := lines.readline():
            line = json.loads(line)
            numbers = np.frombuffer(lines.read(4 * line["numbers"]), dtype="<f4")
            if line["id"] in gold:
                yield Lesson(line, numbers, gold[line["id"]])


def made(args, name, source, *options):
    """The file of lessons that the program makes of a file."""
    path = args.out / f"{name}{''.join(o.replace('--', '.') for o in options)}.lessons"
    if not (args.reuse and path.exists()):
        with open(path.with_suffix(".partial"), "wb") as out:
            subprocess.run([args.dixit, "model", "meaning", *options, str(source)], stdout=out, check=True)
        path.with_suffix(".partial").rename(path)
    return path


def articles(args, name, *options):
    file = data_folder() / f"meaning/{name}.jsonl"
    gold = {a["id"]: a for a in map(json.loads, open(file, encoding="utf8"))}
    return list(read_lessons(made(args, name, file, *options), gold))


def toned(args, name):
    """NewsMTSC's sentences as contents of one statement each."""
    lines = [json.loads(line) for line in open(data_folder() / f"newsmtsc/{name}.jsonl", encoding="utf8")]
    file = args.out / f"newsmtsc-{name}.jsonl"
    with open(file, "w", encoding="utf8") as out:
        for s in lines:
            print(json.dumps({"id": s["id"], "text": s["sentence"], "targets": [[t["start"], t["end"]] for t in s["targets"]]}), file=out)
    lessons = list(read_lessons(made(args, f"newsmtsc-{name}", file, "--targets"), {s["id"]: None for s in lines}))
    by_id = {s["id"]: s for s in lines}
    for lesson in lessons:
        tones = [TONES.index(t["tone"]) for t in by_id[lesson.id]["targets"]]
        if len(tones) == len(lesson.tone):
            lesson.tone = torch.tensor(tones)
        lesson.statements, lesson.act, lesson.claims = lesson.statements[:0], lesson.act[:0], lesson.claims[:0]
    return lessons


class Table:
    """The rows of many lessons."""

    def __init__(self, lessons):
        for name in ("statements", "parties", "sentences", "pairs", "act", "claims", "about", "addressed", "tone", "own", "relations"):
            setattr(self, name, torch.cat([getattr(x, name) for x in lessons]))
        starts = np.cumsum([0] + [len(x.statements) for x in lessons])
        self.a, self.b = (torch.cat([getattr(x, name) + int(at) for x, at in zip(lessons, starts)]) for name in "ab")


def cross(scores, gold):
    known = gold >= 0
    return F.cross_entropy(scores[known], gold[known]) if known.any() else scores.sum() * 0


def binary(scores, gold, weight=1.0):
    known = ~gold.isnan()
    if not known.any():
        return scores.sum() * 0
    pos = torch.full_like(gold[known], weight)
    return F.binary_cross_entropy_with_logits(scores[known], gold[known], pos_weight=pos)


def statement_loss(heads, t, rows):
    scores = heads.run(heads.statement, t.statements[rows])
    return cross(scores[:, :len(ACTS)], t.act[rows]) + binary(scores[:, len(ACTS):], t.claims[rows])


def party_loss(heads, t, rows):
    scores = heads.run(heads.party, t.parties[rows])
    return binary(scores[:, 0], t.about[rows]) + binary(scores[:, 1], t.addressed[rows]) + cross(scores[:, 2:], t.tone[rows])


def sentence_loss(heads, t, rows):
    return binary(heads.run(heads.sentence, t.sentences[rows]), t.own[rows], weight=2.0)


def pair_loss(heads, t, rows):
    scores = heads.pairs(t.statements[:, 2 * HIDDEN:3 * HIDDEN], t.a[rows], t.b[rows], t.pairs[rows])
    return binary(scores, t.relations[rows], weight=3.0)


# For each head what it learns from, how often and how many at once.
HEADS = {"statement": (statement_loss, "statements", 24, 128), "party": (party_loss, "parties", 10, 256),
         "sentence": (sentence_loss, "sentences", 16, 128), "pair": (pair_loss, "pairs", 12, 512)}


@torch.no_grad()
def scored(heads, lessons):
    """Probabilities of all, one block each."""
    heads.eval()
    table = Table(lessons)
    s = heads.run(heads.statement, table.statements)
    p = heads.run(heads.party, table.parties)
    r = heads.pairs(table.statements[:, 2 * HIDDEN:3 * HIDDEN], table.a, table.b, table.pairs)
    return table, s, p, heads.run(heads.sentence, table.sentences), r, table.relations


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
    table, s, p, o, r, relations = scored(heads, lessons)
    out = {}
    known = (table.act >= 0) & (table.act != ACTS.index("deed"))
    if known.any():
        told = s[:, :len(ACTS) - 1].argmax(1)[known]
        out["act"] = round(100 * float((told == table.act[known]).float().mean()), 1), macro(told, table.act[known])
        for i, c in enumerate(CLAIMS):
            out[c] = f1_at(s[:, len(ACTS) + i], table.claims[:, i], thresholds[c])
    known = table.tone >= 0
    if known.any():
        told = p[:, 2:].argmax(1)[known]
        out["tone"] = round(100 * float((told == table.tone[known]).float().mean()), 1), macro(told, table.tone[known])
    for name, scores, gold in (("about", p[:, 0], table.about), ("addressed", p[:, 1], table.addressed), ("own", o[:, 0], table.own[:, 0]),
                               ("opposes", r[:, 0], relations[:, 0]), ("supports", r[:, 1], relations[:, 1])):
        if len(gold) and not gold.isnan().all():
            out[name] = f1_at(scores, gold, thresholds[name])
    return out


def fit_thresholds(heads, lessons):
    table, s, p, o, r, relations = scored(heads, lessons)
    out = {c: best_threshold(s[:, len(ACTS) + i], table.claims[:, i])[0] for i, c in enumerate(CLAIMS)}
    for name, scores, gold in (("about", p[:, 0], table.about), ("addressed", p[:, 1], table.addressed), ("own", o[:, 0], table.own[:, 0]),
                               ("opposes", r[:, 0], relations[:, 0]), ("supports", r[:, 1], relations[:, 1])):
        out[name] = best_threshold(scores, gold)[0]
    return out


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
    table, s, p, o, r, relations = scored(heads, lessons)
    n = len(ACTS)

    def rows(linear, where, a, b=0.0):
        linear.weight[where] *= a
        linear.bias[where] = linear.bias[where] * a + b

    def fitted(linear, row, scores, gold):
        with torch.enable_grad():
            both = scale_and_shift(scores, gold)
        rows(linear, row, *both)

    t = heat(s[:, :n], table.act)
    rows(heads.statement["out"], slice(0, n), 1 / t)
    tone = heat(p[:, 2:], table.tone)
    rows(heads.party["out"], slice(2, 5), 1 / tone)
    say(f"layers: scores of acts divided by {t}, of tones by {tone}")
    for i in range(len(CLAIMS)):
        fitted(heads.statement["out"], n + i, s[:, n + i], table.claims[:, i])
        fitted(heads.sentence["out"], 1 + i, o[:, 1 + i], table.own[:, 1 + i])
    fitted(heads.sentence["out"], 0, o[:, 0], table.own[:, 0])
    for i, gold in enumerate((table.about, table.addressed)):
        fitted(heads.party["out"], i, p[:, i], gold)
    for i in range(2):
        fitted(heads.pair["out"], i, r[:, i], relations[:, i])


def train(heads, lessons, args, say):
    """Each head by itself; of its weights the running mean is kept."""
    torch.manual_seed(args.seed)
    table = Table(lessons)
    for name, (loss_of, rows_of, epochs, batch) in HEADS.items():
        parts = [getattr(heads, name)] + ([heads.gist] if name == "pair" else [])
        weights = [w for part in parts for w in part.parameters()]
        mean = [w.detach().clone() for w in weights]
        optimizer = torch.optim.AdamW(weights, lr=args.rate, weight_decay=0.02)
        n = len(getattr(table, rows_of))
        steps = epochs * math.ceil(n / batch)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s, steps=steps: min((s + 1) / (0.05 * steps), max(0.0, (steps - s) / (0.95 * steps))))
        heads.train()
        total, step = 0.0, 0
        for epoch in range(epochs):
            order, total = torch.randperm(n), 0.0
            for at in range(0, n, batch):
                loss = loss_of(heads, table, order[at:at + batch])
                optimizer.zero_grad(set_to_none=True)
                loss.backward()
                nn.utils.clip_grad_norm_(weights, 2.0)
                optimizer.step()
                schedule.step()
                step += 1
                torch._foreach_lerp_(mean, [w.detach() for w in weights], 1 - min(AVERAGE, (1 + step) / (10 + step)))
                total += loss.item()
            if epoch % 6 == 5 or epoch == epochs - 1:
                say(f"layers: {name} epoch {epoch + 1}/{epochs}  loss {total * batch / n:.3f}, {n} rows")
        with torch.no_grad():
            for w, m in zip(weights, mean):
                w.copy_(m)


@torch.no_grad()
def begin(heads, path):
    """Puts the heads that taught the encoder into those that are to be trained, where they fit."""
    f = torch.load(path)["marks"]
    w = lambda name: f[name + ".weight"]
    hidden = heads.statement["hidden"]
    hidden.weight[:, :3 * HIDDEN], hidden.bias[:] = w("statement.0"), f["statement.0.bias"]
    hidden.weight[:, 3 * HIDDEN:] = 0
    kept = [*range(len(ACTS)), *range(len(ACTS) + len(SOURCINGS), len(ACTS) + len(SOURCINGS) + len(CLAIMS))]
    heads.statement["out"].weight[:], heads.statement["out"].bias[:] = w("statement.1")[kept], f["statement.1.bias"][kept]
    for i, part in enumerate(("hidden", "out")):
        heads.sentence[part].weight[:], heads.sentence[part].bias[:] = w(f"own.{i}"), f[f"own.{i}.bias"]
    hidden, out = heads.party["hidden"], heads.party["out"]
    hidden.weight[:, :HIDDEN], hidden.weight[:, 2 * HIDDEN:3 * HIDDEN], hidden.bias[:] = w("tone.0")[:, :HIDDEN], w("tone.0")[:, HIDDEN:], f["tone.0.bias"]
    out.weight[2:], out.bias[2:] = w("tone.1"), f["tone.1.bias"]


def tensors_of(heads):
    linears = {f"{name}.{part}": getattr(heads, name)[part] for name in ("statement", "party", "sentence", "pair") for part in ("hidden", "out")}
    linears["gist"] = heads.gist
    out = {}
    for name, linear in linears.items():
        out[f"meaning.{name}.weight"], scale = to_bytes(linear.weight.T.detach(), 0)
        out[f"meaning.{name}.weight.scale"], out[f"meaning.{name}.bias"] = scale.float(), linear.bias.detach().half()
    return {k: v.contiguous() for k, v in out.items()}


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
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(args.threads)
    say = lambda line: print(line, flush=True)
    measured = {json.loads(line)["id"] for line in open(data_folder() / "meaning/duties-dev.jsonl", encoding="utf8")}
    some = [a for name in TRAIN for options in (("--given",), ()) for a in articles(args, name, *options) if a.id not in measured]
    held = [a for a in some if zlib.crc32(a.id.encode()) % HELD == 1]
    taught = [a for a in some if zlib.crc32(a.id.encode()) % HELD != 1]
    sentences = [s for s in toned(args, "train") if not is_held(s.id)]
    dev = {name: articles(args, name) for name in DEV}
    dev["newsmtsc-dev"] = toned(args, "dev")
    say(f"layers: {len(taught)} articles, {len(held)} held back, {len(sentences)} sentences with tones")
    torch.manual_seed(args.seed)
    heads = Heads([taught[0].statements.shape[1], taught[0].parties.shape[1], HIDDEN, taught[0].pairs.shape[1]], args.dropout)
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
