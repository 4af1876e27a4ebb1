"""Reads articles with a PyTorch model and scores them with the shared scorer."""

import importlib.util
import math
import sys

import torch

from cuewords import UNSEEN
from data import Batch, Labelled, data_folder, load, potentials, states
from mentions import LONGEST, Mention, pairs_of
from model import C0, C1, S, best_path, log_partition
from prose import windows

CANDIDATE = 0.05  # cues below this probability are not looked at


def scorer():
    path = data_folder().parent / "eval/score_statements.py"
    spec = importlib.util.spec_from_file_location("score_statements", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def owner_of_words(ranges, n):
    """The window in which each word stands most central."""
    best = [(-1, 0)] * n
    for k, (lo, hi) in enumerate(ranges):
        for w in range(lo, hi):
            margin = min(w - lo if lo > 0 else n, hi - 1 - w if hi < n else n)
            if margin > best[w][0]:
                best[w] = (margin, k)
    return [k for _, k in best]


def cues_of(probability, lo, owned, least=CANDIDATE):
    """Cues of a window as (first word, end, probability); probability: [words, O/B/I]."""
    cues, i, n = [], 0, len(probability)
    while i < n:
        p = probability[i][1]
        if p >= least and owned(lo + i):
            j = i + 1
            while j < n and probability[j][2] > probability[j][0] and probability[j][2] > probability[j][1]:
                j += 1
            cues.append((lo + i, lo + j, p))
            i = j
        else:
            i += 1
    return cues


@torch.no_grad()
def read(model, article, autocast=True, overlap=96):
    """All candidate statements of an article: words of cue, source, contents; probabilities."""
    model.eval()
    ranges = windows(article.prose, overlap=overlap)
    owner = owner_of_words(ranges, len(article.prose.start))
    out = []
    for at in range(0, len(ranges), 8):
        some = [(article, lo, hi) for lo, hi in ranges[at:at + 8]]
        batch = Batch(some, cues=[])
        x = states(model, batch, autocast)
        found = []
        for nested, logits in enumerate(model.cues(x, batch.guide)):
            probability = logits.softmax(-1)
            for w, (_, lo, hi) in enumerate(some):
                for a, b, p in cues_of(probability[w, :hi - lo].tolist(), lo, lambda i, window=at + w: owner[i] == window):
                    found.append((w, a, min(b, hi), p, bool(nested)))
        if not found:
            continue
        batch = Batch(some, cues=[f[:3] for f in found])
        pots, sourceless = potentials(model, batch, x)
        path, score = best_path(pots, batch.valid, sourceless)
        posterior = (score - log_partition(pots, batch.valid, sourceless)).exp()
        for k, (w, a, b, p, nested) in enumerate(found):
            lo, hi = some[w][1:]
            row = path[k, :hi - lo].tolist()
            out.append(dict(cue=(a, b), source=runs(row, lo, (S,)), content=runs(row, lo, (C0, C1)), probability=p,
                            posterior=posterior[k].item(), nested=nested))
    return sorted(out, key=lambda s: s["cue"])


def runs(path, lo, kinds):
    out, start = [], None
    for i, state in enumerate(path + [-1]):
        inside = state in kinds
        if inside and start is None:
            start = i
        elif not inside and start is not None:
            out.append((lo + start, lo + i))
            start = None
        # C0 directly followed by C1 cannot be: a source lies between
    return out


def characters(prose, spans):
    return [[prose.start[a], prose.end[b - 1]] for a, b in spans]


def record(article, found, threshold, key="probability"):
    keep = [s for s in found if s[key] >= threshold and s["content"]]
    return {"id": article.id, "text": article.prose.text, "statements": [
        {"cue": characters(article.prose, [s["cue"]]), "source": characters(article.prose, s["source"]),
         "content": characters(article.prose, s["content"])} for s in keep]}


def read_dev(model, tokenizer, autocast=True, articles=None):
    """The dev articles, and for each its words with all candidates that are not nested, as the gold standard has none of those."""
    gold = articles or load("polnear/dev.jsonl")
    labelled = [Labelled(tokenizer, a) for a in gold]
    return {a["id"]: a for a in gold}, [(a, [s for s in read(model, a, autocast) if not s["nested"]]) for a in labelled]


def evaluate_candidates(gold, read, key="confidence", thresholds=None):
    """The threshold with the best statement F1, and the scorer's table there."""
    score = scorer().score
    best = None
    for t in thresholds or [x / 50 for x in range(5, 36)]:
        table = score(gold, {a.id: record(a, found, t, key) for a, found in read})
        if best is None or table["statement"].prf()[2] > best[1]["statement"].prf()[2]:
            best = (t, table)
    return best


def evaluate(model, tokenizer):
    """What training prints as it goes: F1 at the best threshold of the cue's probability."""
    gold, found = read_dev(model, tokenizer)
    threshold, table = evaluate_candidates(gold, found, "probability", (0.4, 0.45, 0.5, 0.55, 0.6, 0.65))
    return threshold, {k: round(100 * v.prf()[2], 1) for k, v in table.items()}


def extent_scores(model, batch, x, heads):
    """For heads, as (window, word of it), the scores of each word around them as first and as last word: [n, LONGEST] twice."""
    w, h = torch.tensor(heads).T
    around = h[:, None] + torch.arange(1 - LONGEST, LONGEST)
    inside = (around >= 0) & (around < x.shape[1])
    around = around.clamp(0, x.shape[1] - 1)
    inside &= batch.word_mask[w[:, None], around]
    start, end = model.extents(x[w, h], x[w[:, None], around])
    outside = torch.zeros(inside.shape).masked_fill(~inside, -1e4)
    return start + outside[:, :LONGEST].flip(1), end + outside[:, LONGEST - 1:]


@torch.no_grad()
def read_entities(model, article, least=0.5):
    """The mentions of an article, each with the number of its entity as `cluster`."""
    model.eval()
    ranges = windows(article.prose)
    owner = owner_of_words(ranges, len(article.prose.start))
    mentions, rows = [], []
    for at in range(0, len(ranges), 8):
        some = [(article, lo, hi) for lo, hi in ranges[at:at + 8]]
        batch = Batch(some, cues=[])
        x = states(model, batch, False)
        p = model.mentions(x)[0].softmax(-1)
        heads = [(w, h) for w, (_, lo, hi) in enumerate(some) for h in range(hi - lo) if owner[lo + h] == at + w and p[w, h, 0] < 1 - least]
        if not heads:
            continue
        start, end = (s.argmax(-1).tolist() for s in extent_scores(model, batch, x, heads))
        for k, (w, h) in enumerate(heads):
            head = some[w][1] + h
            mentions.append(Mention(head, head - start[k], head + end[k] + 1, 1 + p[w, h, 1:].argmax().item(), len(mentions)))
            rows.append(x[w, h])
    order = sorted(range(len(mentions)), key=lambda k: mentions[k].head)
    mentions, rows = [mentions[k] for k in order], [rows[k] for k in order]
    pairs = pairs_of(article.prose, article.segment, mentions)
    best = {}
    if pairs:
        i, j, features = zip(*pairs)
        scores = model.pairs(torch.stack(rows), torch.tensor(i), torch.tensor(j), torch.tensor(features)).tolist()
        for a, b, s in zip(i, j, scores):
            if s > best.get(a, (0, None))[0]:
                best[a] = (s, b)
    for i, m in enumerate(mentions):
        m.cluster = mentions[best[i][1]].cluster if i in best else i
    return mentions


def evaluate_mentions(model, tokenizer):
    """GUM dev: F1 of mentions and of names by span and kind; the mean F1 of MUC, B-cubed and CEAF by the library scorch."""
    from scorch.scores import b_cubed, ceaf_e, muc
    right = {"mentions": 0, "names": 0}
    predicted, gold = dict(right), dict(right)
    every_gold, every_found = [], []
    for d in load("gum/dev.jsonl"):
        article = Labelled(tokenizer, d)
        found = read_entities(model, article)
        for name, keep in (("mentions", lambda m: True), ("names", lambda m: m.level == 0)):
            a = {(m.start, m.end, (m.kind - 1) // 3) for m in article.mentions if keep(m)}
            b = {(m.start, m.end, (m.kind - 1) // 3) for m in found if keep(m)}
            right[name], gold[name], predicted[name] = right[name] + len(a & b), gold[name] + len(a), predicted[name] + len(b)
        for mentions, every in ((article.mentions, every_gold), (found, every_found)):
            clusters = {}
            for m in mentions:
                clusters.setdefault(m.cluster, set()).add((d["id"], m.start, m.end))
            every += [c for c in clusters.values() if len(c) > 1]
    figures = {k: round(100 * 2 * right[k] / max(gold[k] + predicted[k], 1), 1) for k in right}
    if not every_found:
        return figures
    scores = {name: 100 * f(every_gold, every_found)[2] for name, f in (("muc", muc), ("b_cubed", b_cubed), ("ceaf_e", ceaf_e))}
    return figures | {k: round(v, 1) for k, v in scores.items()} | {"conll": round(sum(scores.values()) / 3, 1)}


def table_text(table):
    lines = [f"{'':10} {'P':>6} {'R':>6} {'F1':>6}   {'gold':>6} {'pred':>6}"]
    return "\n".join(lines + [f"{k:10} " + " ".join(f"{100 * x:6.1f}" for x in t.prf()) + f"   {t.gold:6} {t.pred:6}" for k, t in table.items()])


def features(s):
    """What a statement's confidence is computed from; `Calibration` in the module Reading does the same."""
    p = min(max(s["probability"], 1e-6), 1 - 1e-6)
    return [1.0, math.log(p / (1 - p)), max(math.log(max(s["posterior"], 1e-30)), -10), 1.0 if s["source"] else 0.0, s.get("word", UNSEEN)]


def correct(gold, read, key="probability", threshold=0.3):
    """(features, is it right by the statement measure) for each candidate above a threshold of the cue's probability."""
    m = scorer()
    rows = []
    for article, found in read:
        found = [s for s in found if s[key] >= threshold and s["content"]]
        text = article.prose.text
        sides = [[{r: set(m.chars(m.spans(text, s, r))) for r in ("source", "cue", "content")} for s in side]
                 for side in (gold[article.id]["statements"], record(article, found, 0)["statements"])]
        pairs = [(sum(m.iou(g[r], p[r]) for r in g), -i, -j) for i, g in enumerate(sides[0]) for j, p in enumerate(sides[1]) if g["cue"] & p["cue"]]
        taken, right = set(), set()
        for _, i, j in sorted(pairs, reverse=True):
            if -i not in taken and -j not in right:
                taken.add(-i)
                g, p = sides[0][-i], sides[1][-j]
                right.add(-j)
                if m.iou(g["source"], p["source"]) < .5 or m.iou(g["content"], p["content"]) < .5:
                    sides[1][-j]["wrong"] = True
        for j, s in enumerate(found):
            rows.append((features(s), float(j in right and "wrong" not in sides[1][j])))
    return torch.tensor([r[0] for r in rows], dtype=torch.double), torch.tensor([r[1] for r in rows], dtype=torch.double)


def logistic(x, y):
    w = torch.zeros(x.shape[1], dtype=torch.double, requires_grad=True)
    optimizer = torch.optim.LBFGS([w], max_iter=200)

    def closure():
        optimizer.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(x @ w, y) + 1e-4 * w.square().sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return w.detach()


def calibration_error(p, y, bins=10):
    """Expected calibration error: the mean over equal-width bins, weighted by their size, of |accuracy - confidence|."""
    k = (p * bins).long().clamp(max=bins - 1)
    return sum((abs(y[k == b].mean() - p[k == b].mean()) * (k == b).double().mean()).item() for b in range(bins) if (k == b).any())


def fit_calibration(gold, read):
    """The weights of the logistic function, and its calibration error where each fifth was scored by the others' weights."""
    x, y = correct(gold, read)
    if not len(y):
        sys.exit("No statement was found on the dev articles: the model is not trained enough to be calibrated; train it longer.")
    fold = torch.arange(len(y)) % 5
    p = torch.zeros_like(y)
    for f in range(5):
        p[fold == f] = (x[fold == f] @ logistic(x[fold != f], y[fold != f])).sigmoid()
    return logistic(x, y).tolist(), calibration_error(p, y)


def calibrated(read, weights):
    for _, found in read:
        for s in found:
            s["confidence"] = 1 / (1 + math.exp(-sum(w * f for w, f in zip(weights, features(s)))))
    return read
