"""The heads of the layers of meaning, as `MeaningNetwork` in Sources/Meaning has them: small networks over means of the encoder's states and over what
gazes take of the words."""

import torch
import torch.nn as nn
import torch.nn.functional as F

from export import to_bytes
from lessons import ABSENT, BUCKETS, HIDDEN
from meaning import ACTS, CLAIMS, SOURCINGS, TONES

WIDTH, MEETING = 128, 64
# How words are looked at: by so many eyes, each of which takes so many numbers from them; and what meets a party's state.
EYES, TAKEN, ASKED = 8, 48, 16


class Gaze(nn.Module):
    """Looks at words: each of the eyes shares its attention out among them, by what they are to the statement, and takes something of each."""

    def __init__(self, dropout, asked=0):
        super().__init__()
        self.key = nn.Linear(HIDDEN, EYES * max(1, asked))
        self.value = nn.Linear(HIDDEN, TAKEN)
        self.key_of_role = nn.Embedding(ABSENT, EYES)
        self.value_of_role = nn.Embedding(ABSENT, TAKEN)
        self.dropout = nn.Dropout(dropout)
        if asked:
            self.ask = nn.Linear(HIDDEN, EYES * asked)
            self.distance = nn.Embedding(2 * len(BUCKETS) + 1, EYES)
        for e in (self.key_of_role, self.value_of_role):
            nn.init.normal_(e.weight, std=0.1)

    def forward(self, words, roles):
        """words: [rows, words, HIDDEN]; roles: [rows, words]. [rows, EYES * TAKEN]."""
        words, known = self.dropout(words), roles.clamp(max=ABSENT - 1)
        keys = self.key(words) + self.key_of_role(known)
        absent = (roles == ABSENT)[..., None]
        share = keys.masked_fill(absent, -1e4).softmax(1).masked_fill(absent, 0)
        return (share.transpose(1, 2) @ self.values(words, known)).flatten(1)

    def values(self, words, roles):
        return F.relu(self.value(words) + self.value_of_role(roles))

    def toward(self, heads, words, roles, distances):
        """heads: [rows, parties, HIDDEN]; distances: [rows, parties, words], by buckets. [rows, parties, EYES * TAKEN]."""
        words, known = self.dropout(words), roles.clamp(max=ABSENT - 1)
        r, n, _ = words.shape
        keys = self.key(words).view(r, n, EYES, -1)
        asked = self.ask(self.dropout(heads)).view(r, heads.shape[1], EYES, -1)
        scores = torch.einsum("rped,rned->rpne", asked, keys) * keys.shape[-1] ** -0.5 + self.key_of_role(known)[:, None] + self.distance(distances)
        absent = (roles == ABSENT)[:, None, :, None]
        share = scores.masked_fill(absent, -1e4).softmax(2).masked_fill(absent, 0)
        return torch.einsum("rpne,rnv->rpev", share, self.values(words, known)).flatten(2)


class Heads(nn.Module):
    """As `MeaningNetwork` in Sources/Meaning."""

    def __init__(self, widths, dropout=0.4):
        super().__init__()
        _, statement, party, pair = widths
        head = lambda inputs, width, outputs: nn.ModuleDict({"hidden": nn.Linear(inputs, width), "out": nn.Linear(width, outputs)})
        seen = EYES * TAKEN
        self.statement = head(3 * HIDDEN + statement + seen, WIDTH, len(ACTS) + len(CLAIMS))
        self.party = head(3 * HIDDEN + party + seen, WIDTH, 2 + len(TONES))
        self.sentence = head(HIDDEN + seen, WIDTH, 1 + len(CLAIMS))
        self.gist = nn.Linear(HIDDEN, MEETING)
        self.pair = head(2 * MEETING + pair, MEETING, 2)
        self.of_statement, self.of_party, self.of_sentence = Gaze(dropout), Gaze(dropout, ASKED), Gaze(dropout)
        self.dropout = nn.Dropout(dropout)

    def run(self, head, x):
        return head["out"](self.dropout(F.gelu(head["hidden"](self.dropout(x)))))

    def statements(self, b):
        return self.run(self.statement, torch.cat([b.means, b.seen, self.of_statement(b.words, b.roles)], 1))

    def parties(self, b):
        """Of the parties of a batch of statements, in their order."""
        looked = self.of_party.toward(b.heads, b.words, b.roles, b.distances)
        beside = torch.cat([b.means[:, :HIDDEN], b.means[:, 2 * HIDDEN:]], 1)[:, None].expand(-1, b.heads.shape[1], -1)
        return self.run(self.party, torch.cat([b.heads, beside, b.seen_of_parties, looked], -1)[b.is_party])

    def sentences(self, b):
        return self.run(self.sentence, torch.cat([b.means, self.of_sentence(b.words, b.roles)], 1))

    def pairs(self, contents, a, b, seen):
        a, b = (self.gist(self.dropout(contents[x])) for x in (a, b))
        return self.run(self.pair, torch.cat([(a - b).abs(), a * b, seen], 1))


@torch.no_grad()
def begin(heads, path):
    """Puts the heads that taught the encoder into those that are to be trained, where they fit."""
    f = torch.load(path)["marks"]
    w = lambda name: f[name + ".weight"]
    hidden = heads.statement["hidden"]
    hidden.weight[:, :3 * HIDDEN], hidden.bias[:] = w("statement.0"), f["statement.0.bias"]
    kept = [*range(len(ACTS)), *range(len(ACTS) + len(SOURCINGS), len(ACTS) + len(SOURCINGS) + len(CLAIMS))]
    heads.statement["out"].weight[:], heads.statement["out"].bias[:] = w("statement.1")[kept], f["statement.1.bias"][kept]
    hidden, out = heads.sentence["hidden"], heads.sentence["out"]
    hidden.weight[:, :HIDDEN], hidden.bias[:], out.weight[:], out.bias[:] = w("own.0"), f["own.0.bias"], w("own.1"), f["own.1.bias"]
    hidden, out = heads.party["hidden"], heads.party["out"]
    hidden.weight[:, :HIDDEN], hidden.weight[:, 2 * HIDDEN:3 * HIDDEN], hidden.bias[:] = w("tone.0")[:, :HIDDEN], w("tone.0")[:, HIDDEN:], f["tone.0.bias"]
    out.weight[2:], out.bias[2:] = w("tone.1"), f["tone.1.bias"]


def tensors_of(heads):
    linears = {f"{name}.{part}": getattr(heads, name)[part] for name in ("statement", "party", "sentence", "pair") for part in ("hidden", "out")}
    linears["gist"] = heads.gist
    out = {}
    for name in ("of_statement", "of_party", "of_sentence"):
        for part, layer in getattr(heads, name).named_children():
            if isinstance(layer, nn.Embedding):
                out[f"meaning.{name}.{part}"] = layer.weight.detach().half()
            elif isinstance(layer, nn.Linear):
                linears[f"{name}.{part}"] = layer
    for name, linear in linears.items():
        out[f"meaning.{name}.weight"], scale = to_bytes(linear.weight.T.detach(), 0)
        out[f"meaning.{name}.weight.scale"], out[f"meaning.{name}.bias"] = scale.float(), linear.bias.detach().half()
    return {k: v.contiguous() for k, v in out.items()}
