"""What the heads of the layers of meaning learn from (`layers.py`): articles' words with what is right of their statements, as the program sees them
(`dixit model meaning`), in batches."""

import json
import subprocess

import numpy as np
import torch

from data import data_folder, marked_file
from gold_speakers import partners, same
from meaning import ACTS, CLAIMS, TONES

HIDDEN = 384
LONGEST = 80  # words of a part that are looked at
BESIDE, ABSENT = 3, 4  # what a word is to its statement: of cue, source or content (0 to 2), beside them; the last is padding
BUCKETS = (1, 2, 3, 5, 8, 13, 21, 34)  # lower bounds of distances in words from a party


class Lesson:
    """An article's words and what is seen of its statements, with what is right of each; -100 or nan where that is not known."""

    def __init__(self, line, numbers, gold):
        widths, counts = line["widths"], line["counts"]
        parts, at = [], 0
        for rows, columns in zip(counts, widths):
            parts.append(torch.from_numpy(numbers[at:at + rows * columns].reshape(rows, columns).copy()))
            at += rows * columns
        assert at == len(numbers), line["id"]
        self.id = line["id"]
        words, self.seen, self.seen_of_parties, self.seen_of_pairs = parts
        self.words = words.half()  # there are many
        self.told, self.parties, self.outside = line["told"], line["parties"], line["outside"]
        self.a, self.b = (torch.tensor([p[i] for p in line["pairs"]], dtype=torch.long) for i in (0, 1))
        nan = lambda *shape: torch.full(shape, float("nan"))
        self.act = torch.full((counts[1],), -100)
        self.claims = nan(counts[1], len(CLAIMS))
        self.about, self.addressed = nan(counts[2]), nan(counts[2])
        self.tone = torch.full((counts[2],), -100)
        self.own = nan(len(self.outside), 1 + len(CLAIMS))
        self.relations = nan(counts[3], 2)
        if gold is not None:
            self.mark(line, gold)

        mean = lambda ranges: self.words[[w for a, b in ranges for w in range(a, min(b, len(self.words)))]].float().mean(0).nan_to_num()
        self.means = torch.stack([mean(part) for parts in self.told for part in parts[:BESIDE]]).view(-1, 3 * HIDDEN) if self.told else nan(0, 3 * HIDDEN)
        self.means_outside = torch.stack([mean(part) for part in self.outside]) if self.outside else nan(0, HIDDEN)
        self.parties_of = [[] for _ in self.told]
        for row, (k, _, _) in enumerate(self.parties):
            self.parties_of[k].append(row)

    def mark(self, line, gold):
        entities = {e["id"]: e for e in line["entities"]}
        marks = gold["statements"]
        pair = partners(marks, line["statements"])
        back = {k: i for i, k in pair.items()}
        for i, k in pair.items():
            g = marks[i]
            if "act" not in g:
                continue
            self.act[k] = ACTS.index(g["act"])
            self.claims[k] = torch.tensor([float(c in g["f"]) for c in CLAIMS])
        for row, (k, entity, _) in enumerate(line["parties"]):
            if k not in back or entity not in entities:
                continue
            if "act" not in marks[back[k]]:
                continue
            g, names = marks[back[k]], [entities[entity]["name"], *entities[entity]["called"][:4]]
            hit = next((tone for name, tone in g["on"] if same(name.lstrip("?"), names[0]) or any(name.lstrip("?") == n for n in names)), None)
            self.about[row] = float(hit is not None)
            if hit is not None:
                self.tone[row] = "-0+".index(hit)
            if "to" in g:
                self.addressed[row] = float(bool(g["to"]) and (same(g["to"], names[0]) or g["to"] in names))
        for row, (a, b) in enumerate(line["sentences"]):
            if "own" in gold:
                inside = [o for o in gold["own"] if min(b, o["span"][1]) - max(a, o["span"][0]) > 0.5 * min(b - a, o["span"][1] - o["span"][0])]
                self.own[row] = torch.tensor([float(bool(inside)), *(float(any(c in o["f"] for o in inside)) for c in CLAIMS)])
        for row, (a, b) in enumerate(line["pairs"]):
            if a in back and b in back and "vs" in marks[back[a]]:
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
    file = marked_file(name, args.out)
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
        lesson.act, lesson.claims = lesson.act[:0], lesson.claims[:0]
    return lessons


def of_statement(lesson, k):
    return lesson.told[k]


def of_sentence(lesson, k):
    return [[], [], lesson.outside[k]]


class Batch:
    """Rows (a lesson and the place of a statement, or of a sentence in nobody's name) with their words, padded."""

    def __init__(self, rows, parts):
        """parts(lesson, place): the words' ranges, in the order of the roles."""
        self.rows = rows
        self.places, roles = [], []
        for lesson, k in rows:
            own = [[w for a, b in ranges for w in range(a, min(b, len(lesson.words)))][:LONGEST] for ranges in parts(lesson, k)]
            self.places.append([w for part in own for w in part])
            roles.append([role for role, part in enumerate(own) for _ in part])
        n = max(1, max(map(len, roles)))
        self.roles = torch.tensor([r + [ABSENT] * (n - len(r)) for r in roles])
        self.words = torch.zeros(len(rows), n, HIDDEN)
        for i, (lesson, _) in enumerate(rows):
            self.words[i, :len(self.places[i])] = lesson.words[self.places[i]].float()

    @classmethod
    def statements(cls, rows):
        b = cls(rows, of_statement)
        b.means = torch.stack([lesson.means[k] for lesson, k in rows])
        b.seen = torch.stack([lesson.seen[k] for lesson, k in rows])
        return b

    @classmethod
    def sentences(cls, rows):
        b = cls(rows, of_sentence)
        b.means = torch.stack([lesson.means_outside[k] for lesson, k in rows])
        return b

    def add_parties(self):
        of = [lesson.parties_of[k] for lesson, k in self.rows]
        most = max(map(len, of))
        self.is_party = torch.arange(most)[None] < torch.tensor([len(x) for x in of])[:, None]
        self.heads = torch.zeros(len(of), most, HIDDEN)
        self.seen_of_parties = torch.zeros(len(of), most, of and self.rows[0][0].seen_of_parties.shape[1])
        distances = torch.zeros(len(of), most, self.words.shape[1], dtype=torch.long)
        for i, (lesson, _) in enumerate(self.rows):
            for j, row in enumerate(of[i]):
                head = lesson.parties[row][2]
                if head < len(lesson.words):
                    self.heads[i, j] = lesson.words[head].float()
                self.seen_of_parties[i, j] = lesson.seen_of_parties[row]
                distances[i, j, :len(self.places[i])] = torch.tensor(self.places[i]) - head
        self.distances = bucket(distances)
        return self

    def gold(self, name):
        return torch.stack([getattr(lesson, name)[k] for lesson, k in self.rows])

    def gold_of_parties(self, name):
        return torch.cat([getattr(lesson, name)[lesson.parties_of[k]] for lesson, k in self.rows])


def bucket(distance):
    """Signed distance in words -> 0 ... 2 * len(BUCKETS); the middle is the party's own head."""
    return len(BUCKETS) + torch.sign(distance) * torch.bucketize(distance.abs(), torch.tensor(BUCKETS), right=True)


def statement_rows(lessons):
    return [(x, k) for x in lessons for k in range(len(x.told)) if len(x.act) and (x.act[k] >= 0 or not x.claims[k].isnan().all())]


def party_rows(lessons):
    return [(x, k) for x in lessons for k in range(len(x.told)) if x.parties_of[k] and not (x.about[x.parties_of[k]].isnan().all() and (x.tone[x.parties_of[k]] < 0).all())]


def sentence_rows(lessons):
    return [(x, k) for x in lessons for k in range(len(x.outside)) if not x.own[k].isnan().all()]


class Pairs:
    """The pairs of statements of many lessons."""

    def __init__(self, lessons):
        self.contents = torch.cat([x.means[:, 2 * HIDDEN:] for x in lessons])
        self.seen, self.relations = (torch.cat([getattr(x, name) for x in lessons]) for name in ("seen_of_pairs", "relations"))
        starts = np.cumsum([0] + [len(x.told) for x in lessons])
        self.a, self.b = (torch.cat([getattr(x, name) + int(at) for x, at in zip(lessons, starts)]) for name in "ab")
