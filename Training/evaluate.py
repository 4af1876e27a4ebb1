"""Reads articles with a PyTorch model and scores them with the shared scorer."""

import importlib.util
import json
import sys

import torch

from data import Batch, Labelled, data_folder, load, potentials, states
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
        if p >= least and p >= (probability[i - 1][1] if i else 0) * 0 and owned(lo + i):
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
        probability = model.cues(x).softmax(-1)
        found = []
        for w, (_, lo, hi) in enumerate(some):
            for a, b, p in cues_of(probability[w, :hi - lo].tolist(), lo, lambda i: owner[i] == at + w):
                b = min(b, hi)
                found.append((w, a, b, p))
        if not found:
            continue
        batch = Batch(some, cues=[f[:3] for f in found])
        pots, sourceless = potentials(model, batch, x)
        path, score = best_path(pots, batch.valid, sourceless)
        posterior = (score - log_partition(pots, batch.valid, sourceless)).exp()
        for k, (w, a, b, p) in enumerate(found):
            lo, hi = some[w][1:]
            row = path[k, :hi - lo].tolist()
            out.append(dict(cue=(a, b), source=runs(row, lo, (S,)), content=runs(row, lo, (C0, C1)), probability=p,
                            posterior=posterior[k].item()))
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


def record(article, found, threshold):
    keep = [s for s in found if s["probability"] >= threshold and s["content"]]
    return {"id": article.id, "text": article.prose.text, "statements": [
        {"cue": characters(article.prose, [s["cue"]]), "source": characters(article.prose, s["source"]),
         "content": characters(article.prose, s["content"])} for s in keep]}


def evaluate(model, tokenizer, articles=None, autocast=True, thresholds=(0.3, 0.35, 0.4, 0.45, 0.5), overlap=96):
    gold = articles or load("polnear/dev.jsonl")
    score = scorer().score
    labelled = [Labelled(tokenizer, a) for a in gold]
    found = [read(model, a, autocast, overlap) for a in labelled]
    by_id = {a["id"]: a for a in gold}
    best = None
    for t in thresholds:
        table = score(by_id, {a.id: record(a, f, t) for a, f in zip(labelled, found)})
        row = {k: round(100 * v.prf()[2], 1) for k, v in table.items()}
        if best is None or row["statement"] > best[1]["statement"]:
            best = (t, row)
    return best, labelled, found
