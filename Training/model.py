"""The reader's network: MiniLM as encoder, a cue tagger, and a role scorer conditioned on one cue."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file

from mentions import CLASSES, LONGEST, NAME_TAGS, NUMBERS, ROWS

HIDDEN, LAYERS, HEADS, INNER = 384, 6, 12, 1536
ROLE, PRODUCT = 128, 128  # width of the role scorer, and of the product of cue and word
BUCKETS = (1, 2, 3, 4, 5, 7, 10, 15, 23, 36, 61, 101)  # lower bounds of distances in words
DISTANCES, PARAGRAPHS, QUOTES = 2 * len(BUCKETS) + 1, 5, 5
CONVOLUTION = 5
POINTER = 64  # width of a word's and a head's half in the search for a mention's first and last word
# What the role scorer says of each word: it is in the source; in the content; it begins or ends one of them.
IN_SOURCE, IN_CONTENT, BEGIN_SOURCE, END_SOURCE, BEGIN_CONTENT, END_CONTENT = range(6)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x, mask, dropout):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + dropout(self.out(a.transpose(1, 2).reshape(b, n, HIDDEN))))
        return self.norm2(x + dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, dropout=0.1):
        super().__init__()
        self.words = nn.Embedding(30522, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.shapes = nn.Embedding(8, HIDDEN)
        self.gaps = nn.Embedding(4, HIDDEN)
        self.quotes = nn.Embedding(4, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        for e in (self.shapes, self.gaps, self.quotes):
            nn.init.zeros_(e.weight)
        self.words.weight.requires_grad_(False)

    def forward(self, pieces, shapes, gaps, quotes, mask):
        n = pieces.shape[1]
        x = self.words(pieces) + self.positions.weight[:n] + self.shapes(shapes) + self.gaps(gaps) + self.quotes(quotes)
        x = self.dropout(self.norm(x))
        mask = mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask, self.dropout)
        return x


def load_base(encoder, folder):
    w = load_file(f"{folder}/model.safetensors")
    w = {k.removeprefix("bert."): v for k, v in w.items()}
    with torch.no_grad():
        encoder.words.weight.copy_(w["embeddings.word_embeddings.weight"])
        encoder.positions.weight.copy_(w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0])
        encoder.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
        encoder.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
        for i, layer in enumerate(encoder.layers):
            p = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                getattr(layer.qkv, part).copy_(torch.cat([w[f"{p}attention.self.{n}.{part}"] for n in ("query", "key", "value")]))
                getattr(layer.out, part).copy_(w[f"{p}attention.output.dense.{part}"])
                getattr(layer.norm1, part).copy_(w[f"{p}attention.output.LayerNorm.{part}"])
                getattr(layer.up, part).copy_(w[f"{p}intermediate.dense.{part}"])
                getattr(layer.down, part).copy_(w[f"{p}output.dense.{part}"])
                getattr(layer.norm2, part).copy_(w[f"{p}output.LayerNorm.{part}"])


class LowRank(nn.Module):
    """A linear layer that is the public one plus a product of two thin matrices: what training changed, small enough to commit."""
    def __init__(self, base, rank):
        super().__init__()
        outputs, inputs = base.weight.shape
        self.register_buffer("base", base.weight.detach().clone(), persistent=False)
        self.left = nn.Parameter(torch.zeros(outputs, rank))
        self.right = nn.Parameter(torch.zeros(rank, inputs))
        self.bias = nn.Parameter(base.bias.detach().clone())

    @property
    def weight(self):
        return self.base + self.left @ self.right

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)

    @torch.no_grad()
    def start_from(self, trained):
        """The nearest product of this rank to what training changed (by singular values)."""
        u, s, v = torch.linalg.svd(trained.weight - self.base, full_matrices=False)
        root = s[:len(self.right)].sqrt()
        self.left.copy_(u[:, :len(root)] * root)
        self.right.copy_(v[:len(root)] * root[:, None])
        self.bias.copy_(trained.bias)


LAYER_PARTS = ("qkv", "out", "up", "down")


def make_low_rank(encoder, rank):
    """Turns the layers' matrices, which still hold the public weights, into `LowRank` ones."""
    for layer in encoder.layers:
        for part in LAYER_PARTS:
            setattr(layer, part, LowRank(getattr(layer, part), rank))


class CueTagger(nn.Module):
    """Scores of each word for O, B, I of a cue; and the same for cues inside the content of another statement.

    `guide` is what differs where articles were marked by the guide of the world's news, not by PolNeAR's: of the hidden layers' biases."""
    def __init__(self, dropout=0.1):
        super().__init__()
        self.guide = nn.Parameter(torch.zeros(ROLE))
        self.hidden = nn.Linear(HIDDEN, ROLE)
        self.out = nn.Linear(ROLE, 3)
        self.nested_hidden = nn.Linear(HIDDEN, ROLE)
        self.nested = nn.Linear(ROLE, 3)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, guide):
        """x: [windows, words, HIDDEN]; guide: [windows], 0 PolNeAR's ... 1 the world's."""
        hidden = self.hidden(x) + guide[:, None, None] * self.guide
        return self.out(self.dropout(F.gelu(hidden))), self.nested(self.dropout(F.gelu(self.nested_hidden(x))))


class RoleScorer(nn.Module):
    """Six potentials for each word of a window, given one cue; and one for a statement without a source."""
    def __init__(self, dropout=0.1):
        super().__init__()
        self.word = nn.Linear(HIDDEN, ROLE)
        self.cue = nn.Linear(HIDDEN, ROLE, bias=False)
        self.word_product = nn.Linear(HIDDEN, PRODUCT, bias=False)
        self.cue_product = nn.Linear(HIDDEN, PRODUCT, bias=False)
        self.product = nn.Linear(PRODUCT, ROLE, bias=False)
        self.distance = nn.Embedding(DISTANCES, ROLE)
        self.paragraph = nn.Embedding(PARAGRAPHS, ROLE)
        self.quote = nn.Embedding(QUOTES, ROLE)
        self.around = nn.Conv1d(ROLE, ROLE, CONVOLUTION, padding=CONVOLUTION // 2, groups=ROLE)
        self.out = nn.Linear(ROLE, 6)
        self.sourceless = nn.Linear(ROLE, 1)
        self.guide = nn.Parameter(torch.zeros(ROLE))
        self.dropout = nn.Dropout(dropout)
        for e in (self.distance, self.paragraph, self.quote):
            nn.init.normal_(e.weight, std=0.1)

    def forward(self, x, owner, cue, distance, paragraph, quote, guide):
        """x: [windows, words, HIDDEN]; owner: [n] the window of each cue; cue: [n, HIDDEN]; guide: [windows]; the rest: [n, words] buckets."""
        v = self.cue(cue)
        product = self.product(self.word_product(x)[owner] * self.cue_product(cue)[:, None])
        h = self.word(x)[owner] + (guide[owner, None] * self.guide + v)[:, None] + product + self.distance(distance) + self.paragraph(paragraph) + self.quote(quote)
        h = F.gelu(h)
        h = h + F.gelu(self.around(h.transpose(1, 2)).transpose(1, 2))
        return self.out(self.dropout(h)), self.sourceless(F.gelu(v))[:, 0]


class MentionTagger(nn.Module):
    """For each word the class of the mention that it heads, its place in a name, and its number as a noun."""
    def __init__(self, dropout=0.1):
        super().__init__()
        self.hidden = nn.Linear(HIDDEN, 2 * ROLE)
        self.out = nn.Linear(2 * ROLE, CLASSES + NAME_TAGS + NUMBERS)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        return self.out(self.dropout(F.gelu(self.hidden(x)))).split([CLASSES, NAME_TAGS, NUMBERS], -1)


class ExtentPointer(nn.Module):
    """Where the mention of a head begins and ends: scores of the words around it."""
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(HIDDEN, 2 * POINTER)
        self.word = nn.Linear(HIDDEN, 2 * POINTER, bias=False)
        self.distance = nn.Embedding(LONGEST, 2)
        nn.init.zeros_(self.distance.weight)

    def forward(self, heads, around):
        """heads: [n, HIDDEN]; around: [n, 2 * LONGEST - 1, HIDDEN], the head in the middle. Returns [n, LONGEST] twice, by distance."""
        q, k = self.head(heads).view(-1, 2, POINTER), self.word(around).view(len(heads), -1, 2, POINTER)
        left, right = k[:, :LONGEST, 0].flip(1), k[:, LONGEST - 1:, 1]
        scale = POINTER ** -0.5
        return ((left @ q[:, 0, :, None])[..., 0] * scale + self.distance.weight[:, 0],
                (right @ q[:, 1, :, None])[..., 0] * scale + self.distance.weight[:, 1])


class PairScorer(nn.Module):
    """How likely an earlier mention is the antecedent of a mention, against none, which scores 0."""
    def __init__(self, dropout=0.1):
        super().__init__()
        self.mention = nn.Linear(HIDDEN, ROLE)
        self.earlier = nn.Linear(HIDDEN, ROLE, bias=False)
        self.mention_product = nn.Linear(HIDDEN, PRODUCT, bias=False)
        self.earlier_product = nn.Linear(HIDDEN, PRODUCT, bias=False)
        self.product = nn.Linear(PRODUCT, ROLE, bias=False)
        self.table = nn.Embedding(ROWS, ROLE)
        self.out = nn.Linear(ROLE, 1)
        self.dropout = nn.Dropout(dropout)
        nn.init.normal_(self.table.weight, std=0.1)

    def forward(self, x, i, j, rows):
        """x: [mentions, HIDDEN], the states of their heads; i, j: [pairs]; rows: [pairs, kinds of features]."""
        product = self.product(self.mention_product(x)[i] * self.earlier_product(x)[j])
        h = self.mention(x)[i] + self.earlier(x)[j] + product + self.table(rows).sum(1)
        return self.out(self.dropout(F.gelu(h)))[:, 0]


class Reader(nn.Module):
    """`fold` puts a guide into the biases, as the program knows none."""
    def __init__(self, dropout=0.1):
        super().__init__()
        self.encoder = Encoder(dropout)
        self.cues = CueTagger(dropout)
        self.roles = RoleScorer(dropout)
        self.mentions = MentionTagger(dropout)
        self.extents = ExtentPointer()
        self.pairs = PairScorer(dropout)

    @torch.no_grad()
    def fold(self, guide):
        for head, linear in ((self.cues, self.cues.hidden), (self.roles, self.roles.word)):
            linear.bias += guide * head.guide
            head.guide.zero_()


# The structured layer. A statement is a path through five states, one a word: before the source, outside (O0) or in a content (C0);
# in the source (S); after it, outside (O1) or in a content (C1). So there is one source at most, and it is whole.
O0, C0, S, O1, C1 = range(5)
NEVER = -1e4


def step_scores(potentials, valid):
    """[n, words, to, from]: the score of going from one state at word t-1 to another at word t."""
    n, t, _ = potentials.shape
    p = potentials
    z = torch.zeros_like(p[..., 0])
    before = torch.cat([torch.zeros_like(p[:, :1]), p[:, :-1]], 1)
    es, ec = before[..., END_SOURCE], before[..., END_CONTENT]
    bs, bc = p[..., BEGIN_SOURCE] + p[..., IN_SOURCE], p[..., BEGIN_CONTENT] + p[..., IN_CONTENT]
    ins, inc = p[..., IN_SOURCE], p[..., IN_CONTENT]
    no = z + NEVER
    rows = [
        [z, ec, no, no, no],
        [bc, inc, no, no, no],
        [bs, bs + ec, ins, no, no],
        [no, no, es, z, ec],
        [no, no, bc + es, bc, inc],
    ]
    m = torch.stack([torch.stack(r, -1) for r in rows], -2)
    # a word that may not carry a role, or lies behind the window's end: outside only, staying outside
    block = torch.zeros(5, device=p.device)
    block[[C0, S, C1]] = NEVER
    return m + (~valid)[..., None, None] * block[:, None]


def start_scores(sourceless):
    return torch.stack([sourceless * 0] + [sourceless * 0 + NEVER] * 4, -1)


def final_scores(alpha, last, sourceless):
    """Closes what is still open behind the last word."""
    ec, es = last[:, END_CONTENT], last[:, END_SOURCE]
    z = torch.zeros_like(ec)
    return alpha + torch.stack([sourceless, ec + sourceless, es, z, ec], -1)


def log_partition(potentials, valid, sourceless):
    m = step_scores(potentials, valid)
    alpha = start_scores(sourceless)
    for step in m.unbind(1):
        alpha = torch.logsumexp(step + alpha[:, None, :], -1)
    return torch.logsumexp(final_scores(alpha, potentials[:, -1], sourceless), -1)


def path_score(potentials, valid, sourceless, path):
    m = step_scores(potentials, valid)
    previous = torch.cat([torch.full_like(path[:, :1], O0), path[:, :-1]], 1)
    n, t = path.shape
    steps = m.reshape(n, t, 25).gather(2, (path * 5 + previous)[..., None])[..., 0].sum(1)
    return steps + final_scores(torch.zeros_like(sourceless)[:, None].expand(-1, 5), potentials[:, -1], sourceless).gather(1, path[:, -1:])[:, 0]


def best_path(potentials, valid, sourceless):
    """Viterbi: the best state of each word [n, words] and its score [n]."""
    m = step_scores(potentials, valid)
    alpha, back = start_scores(sourceless), []
    for step in m.unbind(1):
        alpha, b = (step + alpha[:, None, :]).max(-1)
        back.append(b)
    score, state = final_scores(alpha, potentials[:, -1], sourceless).max(-1)
    path = [state]
    for b in reversed(back[1:]):
        state = b.gather(1, state[:, None])[:, 0]
        path.append(state)
    return torch.stack(path[::-1], 1), score
