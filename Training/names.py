"""Fits the tagger of mentions to the names of the world's press; the encoder and all other heads stay as they are.

PolNeAR's and GUM's names are mostly American and European, and the network takes towns and companies that it never met for people. `world/world-newswire.jsonl`
holds 439 articles of 40 outlets beside those that are measured on, with names and their kinds. What it says is less than what GUM does (no heads, no titles, no
descriptions), so of each name is learned no more than that one of its words heads a mention, of which kind, and that its words are a name; of all other words of
these articles the tagger goes on saying what it said before, and GUM and PolNeAR's silver names are in the same steps.

usage: names.py --base FOLDER --from Models --out FOLDER [--into Models] [--epochs 6] [--seed 1]

The texts' states are kept in the folder: begun again, it goes on with them. Prints, before and after, on the press of the articles that are measured on: F1 of names by
span and kind, how many are found, of those how many are of the right kind; and on GUM dev F1 of heads by class, of all and of names.
"""

import argparse
import copy
import random
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

from data import Labelled, data_folder, load
from export import committed, to_bytes
from mentions import KINDS, NAME, NAME_KINDS, load_silver
from model import Reader, load_base
from prose import load_tokenizer, words_of
from refit import encoded

MENTION = {"Person": 0, "Organization": 1, "Location": 2, "Facility": 2}  # of KINDS
TAG = {**MENTION, "NORP": 3, "Misc": 3}  # of NAME_KINDS; what is a product PolNeAR's silver does not say
SILVER = 200  # PolNeAR articles
LEAST = 0.5  # the probability from which on a word heads a mention, as in `MentionTagger`
TAGS = 5.0  # how much the tags of names weigh, as in `refit.py`
FOUND = 0.5  # how much it weighs that a name is found at all
KEPT = 1.0  # how much it weighs that nothing is said anew of what is no name
AVERAGE = 0.995  # decay of the running mean of the weights, which is what is kept


class Press:
    """An article of the press: its words' states, its names, and what the tagger says of the other words before it learns, [words, CLASSES]."""

    def __init__(self, article, labelled, states, tagger):
        self.states = states
        with torch.no_grad():
            self.before = tagger(states.float())[0].softmax(-1)
        spans = [(words_of(labelled.prose, (a, b)), kind) for a, b, kind in article["entities"]]
        self.tags, self.known = torch.zeros(len(states), dtype=torch.long), torch.ones(len(states))
        self.names = []
        for span, kind in spans:
            if span is None:
                continue
            a, b = span
            if kind in TAG:
                self.tags[a], self.tags[a + 1:b] = 1 + 2 * TAG[kind], 2 + 2 * TAG[kind]
            elif kind == "Product":
                self.known[a:b] = 0
            if kind in MENTION:
                self.names.append((a, b, MENTION[kind]))
            self.before[max(0, a - 1):b] = 0


def by_kind(classes):
    """classes: [words, CLASSES], scores. Whether a word heads a mention, [words], and one of which kind, [words, kinds]."""
    p = classes.softmax(-1)
    return 1 - p[:, 0], p[:, 1:].unflatten(1, (len(KINDS), -1)).sum(-1)


def press_loss(tagger, article):
    classes, tags, _ = tagger(article.states.float())
    loss = TAGS * (F.cross_entropy(tags, article.tags, reduction="none") * article.known).mean()
    described = (1 - article.before[:, 0])[article.before.sum(-1) > 0].sum().clamp(min=1)
    loss = loss + KEPT * F.kl_div(classes.log_softmax(-1), article.before, reduction="sum") / described
    if not article.names:
        return loss
    heads, kinds = by_kind(classes)
    total = 0
    for a, b, kind in article.names:
        # Of the kind are those of its words that the tagger takes for heads.
        share = heads[a:b].detach() / heads[a:b].detach().sum().clamp(min=1e-6)
        total = total - (share * (kinds[a:b, kind] / heads[a:b].clamp(min=1e-6)).clamp(min=1e-6).log()).sum()
        # One of them heads a mention, or a title before them does.
        total = total - FOUND * (1 - (1 - heads[max(0, a - 1):b]).prod()).clamp(min=1e-4).log()
    return loss + total / len(article.names)


def gold_loss(tagger, document, states):
    classes = tagger(states.float())[0]
    gold = torch.zeros(len(states), dtype=torch.long)
    gold[[m.head for m in document.mentions]] = torch.tensor([m.kind for m in document.mentions])
    return F.cross_entropy(classes, gold, reduction="sum") / len(document.mentions)


def silver_loss(tagger, silver, states):
    _, names, numbers = tagger(states.float())
    return TAGS * F.cross_entropy(names, torch.tensor(silver.names)) + F.cross_entropy(numbers, torch.tensor(silver.numbers))


def spans_of(tags):
    """The names of the three kinds in tags, (first word, end, kind)."""
    found = []
    for word, tag in enumerate(tags):
        if tag == 0:
            continue
        kind, inside = divmod(tag - 1, 2)
        if inside and found and found[-1][1:] == (word, kind):
            found[-1] = (found[-1][0], word + 1, kind)
        else:
            found.append((word, word + 1, kind))
    return {name for name in found if NAME_KINDS[name[2]] != "MISC"}


@torch.no_grad()
def figures(tagger, press, documents):
    tagger.eval()
    f1 = lambda right, found, gold: round(200 * right / max(1, found + gold), 1)
    tagged, heads, names, kinds = [0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]
    for article in press:
        classes, tags, _ = tagger(article.states.float())
        gold, found = spans_of(article.tags.tolist()), spans_of(tags.argmax(-1).tolist())
        tagged = [x + y for x, y in zip(tagged, (len(gold & found), len(found), len(gold)))]
        is_head, _ = by_kind(classes)
        best = classes[:, 1:].argmax(-1) // 3
        for a, b, kind in article.names:
            head = a + int(is_head[a:b].argmax())
            is_found = float(is_head[head]) >= LEAST
            kinds = [x + y for x, y in zip(kinds, (is_found and int(best[head]) == kind, is_found, 1))]
    for document, states in documents:
        classes = tagger(states.float())[0]
        found = {w: int(k) + 1 for w, k in enumerate(classes[:, 1:].argmax(-1)) if 1 - classes[w].softmax(-1)[0] >= LEAST}
        gold = {m.head: m.kind for m in document.mentions}
        right = {h for h, k in gold.items() if found.get(h) == k}
        named = lambda some: sum((k - 1) % 3 == NAME for k in some)
        heads = [x + y for x, y in zip(heads, (len(right), len(found), len(gold)))]
        names = [x + y for x, y in zip(names, (named(gold[h] for h in right), named(found.values()), named(gold.values())))]
    return {"names": f1(*tagged), "found": round(100 * kinds[1] / kinds[2], 1), "kind": round(100 * kinds[0] / kinds[1], 1), "GUM heads": f1(*heads), "GUM names": f1(*names)}


def fit(tagger, press, documents, articles, args):
    mean = copy.deepcopy(tagger).requires_grad_(False)
    optimizer = torch.optim.AdamW(tagger.parameters(), lr=args.rate, weight_decay=0.01)
    total = args.epochs * len(press)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / total)
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    for epoch in range(args.epochs):
        tagger.train()
        sums = torch.zeros(3)
        for article in rng.sample(press, len(press)):
            parts = press_loss(tagger, article), gold_loss(tagger, *rng.choice(documents)), silver_loss(tagger, *rng.choice(articles))
            optimizer.zero_grad(set_to_none=True)
            sum(parts).backward()
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            torch._foreach_lerp_([m.data for m in mean.parameters()], [p.data for p in tagger.parameters()], 1 - AVERAGE)
            sums += torch.tensor([p.item() for p in parts])
        print(f"names: epoch {epoch + 1}/{args.epochs}  press {sums[0] / len(press):.3f}  GUM {sums[1] / len(press):.3f}  silver {sums[2] / len(press):.3f}", flush=True)
    return mean


def commit(tagger, folder):
    """Puts the tagger among the committed weights, in the place of the one before."""
    path = str(folder / "reader.safetensors")
    tensors = load_file(path)
    weight, scale = to_bytes(tagger.hidden.weight.T, 0)
    tensors |= {"mentions.hidden.weight": weight, "mentions.hidden.weight.scale": scale.float(), "mentions.hidden.bias": tagger.hidden.bias.half(),
                "mentions.out.weight": tagger.out.weight.T.half(), "mentions.out.bias": tagger.out.bias.half()}
    save_file({name: t.detach().contiguous() for name, t in tensors.items()}, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True)
    parser.add_argument("--from", dest="start", required=True, type=Path, help="folder of committed weights")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--into", type=Path, help="the folder of the committed weights, into which the tagger goes")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2, help="1 where others work on the machine: threads that wait for each other are slower than one")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(args.threads)
    tokenizer = load_tokenizer(args.base)
    model = Reader()
    load_base(model.encoder, args.base)
    committed(args.start, model)
    model.eval()

    def read(name, articles):
        """The articles, labelled, and their words' states; from the folder where they lie there."""
        path = args.out / f"{name}.states"
        labelled = list(articles)
        if not path.exists():
            torch.save([encoded(model, a) for a in labelled], path.with_suffix(".partial"))
            path.with_suffix(".partial").rename(path)
        return list(zip(labelled, torch.load(path)))

    measured = {a["id"] for name in ("dev", "world-dev", "duties-dev") for a in load(f"meaning/{name}.jsonl")}
    news = load("world/world-newswire.jsonl")
    plain = [Labelled(tokenizer, {"id": a["id"], "text": a["text"]}) for a in news]
    press = [(a["id"], Press(a, labelled, states, model.mentions)) for a, (labelled, states) in zip(news, read("press", plain))]
    documents, dev = ([d for d in read(f"gum-{name}", (Labelled(tokenizer, a) for a in load(f"gum/{name}.jsonl"))) if d[0].mentions] for name in ("train", "dev"))
    silver = load_silver(data_folder() / "polnear/train.silver.jsonl.gz")
    some = (Labelled(tokenizer, a, silver=silver[a["id"]]) for a in load("polnear/train.jsonl")[:SILVER] if a["id"] in silver)
    articles = [(a.silver, states) for a, states in read("silver", some)]
    unseen = [article for id, article in press if id in measured]
    print(f"names: before {figures(model.mentions, unseen, dev)}", flush=True)
    tagger = fit(model.mentions, [article for id, article in press if id not in measured], documents, articles, args)
    print(f"names: after {figures(tagger, unseen, dev)}", flush=True)
    if args.into:
        commit(tagger, args.into)


if __name__ == "__main__":
    main()
