"""Articles with gold statements, as windows of words with labels, and as padded batches."""

import json
import os
import sys
from pathlib import Path

import torch

from mentions import Silver, gold_mentions
from model import BUCKETS, C0, C1, O0, O1, S
from prose import CAPACITY, CLS, OPENING, OUTSIDE, PARAGRAPH, SEP, merged, read_prose, words_of


def data_folder():
    folder = Path(os.environ.get("DIXIT_DATA", Path(__file__).parents[1] / "../shared/data")).resolve()
    if not (folder / "polnear").is_dir():
        sys.exit(f"{folder}/polnear is missing: training needs the data; set DIXIT_DATA to the folder that holds polnear/.")
    return folder


def load(name):
    return [json.loads(line) for line in open(data_folder() / name, encoding="utf8")]


MARKS = Path(__file__).parent / "marks"
OURS = ("press-train", "speakers-train")  # to which Dixit's authors have added marks


def marked_articles(name):
    """The articles of meaning/NAME.jsonl, with the marks that Dixit's authors have added (`marks/`): what is done by the statements of speakers-train; and as
    `press-train` articles of MPQA and TimeBank, marked whole, with their texts."""
    if name == "speakers-train":
        added = {m["id"]: m["marks"] for m in map(json.loads, open(MARKS / "polnear.jsonl", encoding="utf8"))}
        articles = load(f"meaning/{name}.jsonl")
        for article in articles:
            for number, (act, on, f) in added.get(article["id"], {}).items():
                article["statements"][int(number)].update(act=act, on=on, f=f)
        return articles
    if name != "press-train":
        return load(f"meaning/{name}.jsonl")
    out = []
    for corpus in ("mpqa", "tempeval3"):
        texts = {a["id"]: a for a in load(f"world/{corpus}.jsonl")}
        for marks in map(json.loads, open(MARKS / f"{corpus}.jsonl", encoding="utf8")):
            article = texts[marks["id"]]
            out.append({"id": marks["id"], "published": article["published"], "title": article["title"], "text": article["text"],
                        "statements": marks["statements"]})
    return out


def marked_file(name, folder):
    """The same as a file: one that is written into the folder, where marks were added."""
    if name not in OURS:
        return data_folder() / f"meaning/{name}.jsonl"
    path = Path(folder) / f"{name}.jsonl"
    with open(path, "w", encoding="utf8") as out:
        for article in marked_articles(name):
            print(json.dumps(article, ensure_ascii=False), file=out)
    return path


class Labelled:
    """An article with its words and, for each statement, cue words and the path of states that the words take.

    `nested`: statements inside the contents of others, silver; `silver`: silver names, numbers and mentions; `mentions`: gold ones."""

    def __init__(self, tokenizer, article, statements=None, nested=(), silver=None, guide=0.0):
        self.id = article["id"]
        self.guide = guide
        self.prose = read_prose(tokenizer, article["text"])
        self.segment = segments(self.prose.quote)
        self.statements = self.labels(statements if statements is not None else article.get("statements", []))
        self.nested = self.labels(nested)
        self.silver = Silver(silver, self.prose) if silver else None
        self.mentions = gold_mentions(article, self.prose) if "mentions" in article else []

    def labels(self, statements):
        return [x for x in map(self.label, statements) if x]

    def label(self, statement):
        text, prose = self.prose.text, self.prose
        cue = [words_of(prose, x) for x in merged(text, statement["cue"])]
        source = [words_of(prose, x) for x in merged(text, statement["source"])]
        content = [words_of(prose, x) for x in merged(text, statement["content"])]
        if not cue or None in cue or None in source or None in content or not content:
            return None
        source = source[:1]
        cue = (cue[0][0], cue[-1][1])
        inside = set(range(*cue))
        if source:
            inside |= set(range(*source[0]))
        roles = {}
        for a, b in content:
            roles.update({i: "C" for i in range(a, b) if i not in inside})
        if source:
            roles.update({i: "S" for i in range(*source[0]) if not cue[0] <= i < cue[1]})
        spans = [cue] + source + content
        return cue, roles, source[0] if source else None, min(a for a, _ in spans), max(b for _, b in spans)


def path_of(roles, source, lo, hi):
    after = False
    path = []
    for i in range(lo, hi):
        r = roles.get(i)
        if r == "S":
            path.append(S)
            after = True
        elif r == "C":
            path.append(C1 if after else C0)
        else:
            path.append(O1 if after else O0)
    return path


def segments(quote):
    """A number for each quotation, 0 outside, so that two words can be seen to stand in the same one."""
    out, count = [], 0
    for q in quote:
        count += q == OPENING
        out.append(0 if q == OUTSIDE else count)
    return out


def training_windows(article, rng):
    """Windows without overlap, cut elsewhere in every epoch."""
    p = article.prose
    n = len(p.start)
    piece = p.first_piece + [len(p.pieces)]
    out, lo, capacity = [], 0, rng.randint(CAPACITY // 3, CAPACITY)
    while lo < n:
        hi = lo + 1
        while hi < n and piece[hi + 1] - piece[lo] <= capacity:
            hi += 1
        if hi < n:
            cut = hi
            while cut > lo and p.gap[cut] != PARAGRAPH:
                cut -= 1
            if piece[cut] - piece[lo] >= capacity // 2:
                hi = cut
        out.append((article, lo, hi))
        lo, capacity = hi, CAPACITY
    return out


def bucket(distance):
    """Signed distance in words -> 0 ... 2 * len(BUCKETS); the middle is the cue itself."""
    bounds = torch.tensor(BUCKETS)
    size = torch.bucketize(distance.abs(), bounds, right=True)
    return len(BUCKETS) + torch.sign(distance) * size


def pair_features(prose, segment, lo, hi, cue):
    i = torch.arange(lo, hi)
    a, b = cue
    distance = torch.where(i < a, i - a, torch.where(i >= b, i - b + 1, 0))
    paragraph = torch.tensor(prose.paragraph[lo:hi]) - prose.paragraph[a]
    seg, own = torch.tensor(segment[lo:hi]), segment[a]
    quote = torch.where(seg == own, 0 if own == 0 else 3, torch.where(seg == 0, 2, 1 if own == 0 else 4))
    return bucket(distance), paragraph.clamp(-2, 2) + 2, quote


class Batch:
    """Windows padded to one length. `cues` are (window, lo, hi) in words of the article; `paths` their gold states or None."""

    def __init__(self, windows, cues=None):
        self.windows = windows
        rows = []
        for article, lo, hi in windows:
            p = article.prose
            a = p.first_piece[lo]
            b = p.first_piece[hi] if hi < len(p.start) else len(p.pieces)
            words = p.piece_word[a:b]
            rows.append(([CLS] + p.pieces[a:b] + [SEP],
                         [7] + [p.shape[w] for w in words] + [7],
                         [0] + [p.gap[w] for w in words] + [0],
                         [0] + [p.quote[w] for w in words] + [0],
                         [p.first_piece[w] - a + 1 for w in range(lo, hi)]))
        n, t = max(len(r[0]) for r in rows), max(len(r[4]) for r in rows)
        pad = lambda k, size: torch.tensor([r[k] + [0] * (size - len(r[k])) for r in rows])
        self.pieces, self.shapes, self.gaps, self.quotes, self.first = pad(0, n), pad(1, n), pad(2, n), pad(3, n), pad(4, t)
        self.guide = torch.tensor([float(article.guide) for article, _, _ in windows])
        self.mask = torch.arange(n)[None] < torch.tensor([len(r[0]) for r in rows])[:, None]
        self.word_mask = torch.arange(t)[None] < torch.tensor([len(r[4]) for r in rows])[:, None]
        if cues is None:
            self.label()
        else:
            self.cues = cues
        if self.cues:
            self.pair()

    def label(self):
        t = self.first.shape[1]
        self.tags, self.nested_tags = torch.zeros(2, len(self.windows), t, dtype=torch.long)
        self.cues, paths = [], []
        for w, (article, lo, hi) in enumerate(self.windows):
            for tags, statements in ((self.tags, article.statements), (self.nested_tags, article.nested)):
                for (a, b), roles, source, first, last in statements:
                    if a >= lo and b <= hi:
                        tags[w, a - lo] = 1
                        tags[w, a - lo + 1:b - lo] = 2
                    if first >= lo and last <= hi:
                        self.cues.append((w, a, b))
                        path = path_of(roles, source, lo, hi)
                        paths.append(path + [path[-1] if path[-1] in (O0, O1) else (O0 if path[-1] == C0 else O1)] * (t - len(path)))
        self.paths = torch.tensor(paths)

    def pair(self):
        t = self.first.shape[1]
        n = len(self.cues)
        self.owner = torch.tensor([w for w, _, _ in self.cues])
        self.distance = torch.zeros(n, t, dtype=torch.long)
        self.paragraph = torch.zeros(n, t, dtype=torch.long)
        self.quote = torch.zeros(n, t, dtype=torch.long)
        self.pool = torch.zeros(n, t)
        self.valid = self.word_mask[self.owner].clone()
        for k, (w, a, b) in enumerate(self.cues):
            article, lo, hi = self.windows[w]
            d, p, q = pair_features(article.prose, article.segment, lo, hi, (a, b))
            self.distance[k, :hi - lo], self.paragraph[k, :hi - lo], self.quote[k, :hi - lo] = d, p, q
            self.pool[k, a - lo:b - lo] = 1 / (b - a)
            self.valid[k, a - lo:b - lo] = False


# Where a processor has no products of bfloat16, they take far longer than those of floats.
HAS_BFLOAT16 = any(f in Path("/proc/cpuinfo").read_text() for f in ("avx512_bf16", "amx_bf16", "bf16 ")) if Path("/proc/cpuinfo").exists() else True


def states(model, batch, autocast=HAS_BFLOAT16):
    """[windows, words, HIDDEN]: the encoder's output at the first piece of each word, in float32."""
    with torch.autocast("cpu", torch.bfloat16, enabled=autocast):
        x = model.encoder(batch.pieces, batch.shapes, batch.gaps, batch.quotes, batch.mask)
    return x.float().gather(1, batch.first[..., None].expand(-1, -1, x.shape[-1]))


def potentials(model, batch, x):
    cue = torch.bmm(batch.pool[:, None], x[batch.owner])[:, 0]
    return model.roles(x, batch.owner, cue, batch.distance, batch.paragraph, batch.quote, batch.guide)
