"""What the encoder learns of meaning beside reading: what is done by a statement, how its source is named, what it claims; the tone toward whom it is
about; what sentences in nobody's name claim; events between two parties.

The heads here teach the encoder and are thrown away; those that the program has are trained afterwards, on its own states (`layers.py`).
"""

import zlib

import torch
import torch.nn as nn
import torch.nn.functional as F

from data import Labelled, load
from model import C0, C1, HIDDEN, ROLE, S
from prose import merged, words_of

ACTS = ("say", "deny", "accuse", "praise", "warn", "threaten", "promise", "refuse", "demand", "ask", "offer", "predict", "agree", "think", "show", "deed")
SOURCINGS = ("named", "role", "unnamed", "anonymous", "none")
CLAIMS = "FPROBKE"  # checkable, prediction, prescription, obligation, breach, compliance, opinion
TONES = ("negative", "neutral", "positive")
ROOTS = ("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE",
         "ASSAULT")
HELD = 5  # of so many of PLOVER's sentences one is held back, to be measured on
LONGEST = 90  # words of a sentence: the few longer ones would make their whole batch as long
OWN_WEIGHT = 4.0  # of a word in nobody's voice that claims something: few are marked


class Marks(nn.Module):
    """What is learned of statements, of their targets, of words in nobody's voice, and of events."""

    def __init__(self, dropout=0.2):
        super().__init__()
        layer = lambda inputs, outputs: nn.ModuleList([nn.Linear(inputs * HIDDEN, ROLE), nn.Linear(ROLE, outputs)])
        self.statement = layer(3, len(ACTS) + len(SOURCINGS) + len(CLAIMS))
        self.tone = layer(2, len(TONES))
        self.own = layer(1, len(CLAIMS) + 1)
        self.event = layer(3, len(ROOTS))
        self.dropout = nn.Dropout(dropout)

    def run(self, layer, x):
        hidden, out = layer
        return out(self.dropout(F.gelu(hidden(self.dropout(x)))))


class Sentence(Labelled):
    """A sentence with targets `(words, tone)` or one event `(source words, target words, root)`."""

    def __init__(self, tokenizer, identifier, text, targets=(), event=None):
        super().__init__(tokenizer, {"id": identifier, "text": text})
        at = lambda span: words_of(self.prose, span)
        self.targets = [(at(span), TONES.index(tone)) for span, tone in targets if at(span)]
        self.event = (at(event[0]), at(event[1]), ROOTS.index(event[2])) if event and at(event[0]) and at(event[1]) else None

    @property
    def window(self):
        return self, 0, len(self.prose.start)


def is_held(identifier):
    return zlib.crc32(identifier.encode()) % HELD == 0


def sentences(tokenizer, limit=None):
    """NewsMTSC's train part, and PLOVER's sentences but those held back."""
    toned = [Sentence(tokenizer, s["id"], s["sentence"], targets=[((t["start"], t["end"]), t["tone"]) for t in s["targets"]])
             for s in load("newsmtsc/train.jsonl")[:limit]]
    events = [Sentence(tokenizer, s["id"], s["text"], event=(s["source"][0], s["target"][0], s["root"]))
              for s in load("world/plover.jsonl")[:limit] if s["source"] and s["target"] and not is_held(s["id"])]
    return [s for s in toned if s.targets and s.window[2] <= LONGEST], [s for s in events if s.event]


def mark(labelled, article):
    """Gives a labelled article its marks, by the words of cues: (act, sourcing, claims or None, targets); and its own claims, by words."""
    prose, text = labelled.prose, article["text"]
    labelled.marks, labelled.own = {}, None
    for s in article["statements"]:
        cue = [words_of(prose, x) for x in merged(text, s["cue"])]
        if cue and None not in cue:
            act = ACTS.index(s["act"]) if s.get("act") in ACTS else -100
            sourcing = SOURCINGS.index(s["n"]) if s.get("n") in SOURCINGS else -100
            claims = [float(c in s["f"]) for c in CLAIMS] if s.get("f") is not None else None
            labelled.marks[cue[0][0], cue[-1][1]] = act, sourcing, claims, targets_of(prose, text, s)
    if "own" in article:
        labelled.own = [(words_of(prose, o["span"]), [float(c in o["f"]) for c in CLAIMS]) for o in article["own"]]


def targets_of(prose, text, statement):
    """Words of the content that name whom it is about, with the speaker's tone toward them."""
    found = []
    for name, tone in statement.get("on") or []:
        last = name.split()[-1]
        for a, b in statement["content"]:
            at = text.find(last, a, b)
            words = words_of(prose, (at, at + len(last))) if at >= 0 else None
            if words:
                found.append((words, "-0+".index(tone)))
                break
    return found


def losses(marks, batch, x):
    """The losses of a batch of statements: of the marks of its statements, and of what nobody says."""
    parts = {}
    known = []
    for k, (w, a, b) in enumerate(batch.cues):
        of = getattr(batch.windows[w][0], "marks", {}).get((a, b))
        if of:
            known.append((k, of))
    if known:
        some = torch.tensor([k for k, _ in known])
        of = x[batch.owner[some]]
        mean = lambda mask: torch.bmm(mask[:, None].float(), of)[:, 0] / mask.sum(1, keepdim=True).clamp(min=1)
        paths = batch.paths[some]
        content = mean((paths == C0) | (paths == C1))
        seen = torch.cat([torch.bmm(batch.pool[some][:, None], of)[:, 0], mean(paths == S), content], 1)
        acts, sourcings, claims = marks.run(marks.statement, seen).split([len(ACTS), len(SOURCINGS), len(CLAIMS)], -1)
        parts["sourcing"] = F.cross_entropy(sourcings, torch.tensor([m[1] for _, m in known]))
        parts["act"] = F.cross_entropy(acts, torch.tensor([m[0] for _, m in known]))
        rows = [i for i, (_, m) in enumerate(known) if m[2] is not None]
        if rows:
            parts["claims"] = F.binary_cross_entropy_with_logits(claims[rows], torch.tensor([known[i][1][2] for i in rows]))
        toned = []
        for i, (k, m) in enumerate(known):
            w = batch.cues[k][0]
            lo, hi = batch.windows[w][1:]
            toned += [(x[w, a - lo:b - lo].mean(0), content[i], tone) for (a, b), tone in m[3] if a >= lo and b <= hi]
        if toned:
            scores = marks.run(marks.tone, torch.stack([torch.cat([t, c]) for t, c, _ in toned]))
            parts["about"] = F.cross_entropy(scores, torch.tensor([tone for _, _, tone in toned]))
    whole = [(w, window) for w, window in enumerate(batch.windows) if getattr(window[0], "own", None) is not None]
    if whole:
        parts["own"] = own_loss(marks, whole, x)
    return {k: 0.5 * v for k, v in parts.items() if not v.isnan()}


def own_loss(marks, windows, x):
    """Which words, in nobody's name, claim something, and what."""
    seen, gold = [], []
    for w, (article, lo, hi) in windows:
        labels = torch.zeros(hi - lo, len(CLAIMS) + 1)
        for words, claims in article.own:
            if words:
                labels[max(0, words[0] - lo):max(0, words[1] - lo)] = torch.tensor([1.0, *claims])
        seen.append(x[w, :hi - lo])
        gold.append(labels)
    gold = torch.cat(gold)
    scores = marks.run(marks.own, torch.cat(seen))
    return F.binary_cross_entropy_with_logits(scores, gold, weight=1 + (OWN_WEIGHT - 1) * gold[:, :1])


def sentence_losses(marks, batch, x):
    """The losses of a batch of sentences."""
    toned, events = [], []
    for w, (sentence, _, n) in enumerate(batch.windows):
        whole = x[w, :n].mean(0)
        mean = lambda span, w=w: x[w, span[0]:span[1]].mean(0)
        toned += [(torch.cat([mean(span), whole]), tone) for span, tone in sentence.targets]
        if sentence.event:
            source, target, root = sentence.event
            events.append((torch.cat([mean(source), mean(target), whole]), root))
    parts = {}
    for name, layer, rows in (("tone", marks.tone, toned), ("event", marks.event, events)):
        if rows:
            scores = marks.run(layer, torch.stack([r for r, _ in rows]))
            parts[name] = F.cross_entropy(scores, torch.tensor([label for _, label in rows]))
    return parts
