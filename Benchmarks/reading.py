"""What the benchmarks share: running `dixit read`, and laying its statements beside other ones.

A *statement* here is an object of the output or of a gold file; its `source`, `cue` and `content` are lists of spans, each
`{"start", "end"}` or `[start, end]`, in code points, end exclusive. Two statements are *partners* by the rules that
`Documentation/measuring.md` gives for `dixit eval`.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROLES = ("source", "cue", "content")
STRIPPED = " \t\r\n\u00a0\"“”'‘’`.,;:-–—…"  # marks that make no difference at the ends of a span
WORD = re.compile(r"\w+(?:[-.&]\w+)*")


def add_options(parser):
    """The options of every benchmark that reads articles."""
    parser.add_argument("--dixit", default=".build/release/dixit", type=Path, help="the program (default: %(default)s)")
    parser.add_argument("--data", default=os.environ.get("DIXIT_DATA", "../shared/data"), type=Path, help="the folder that holds polnear/ and gum/")
    parser.add_argument("--predictions", type=Path, help="output of `dixit read -f jsonl` made before, instead of running it")


def needed(path):
    """The path itself; ends the program with what to do where there is no such file."""
    if not path.is_file():
        sys.exit(f"{Path(sys.argv[0]).stem}: {path} is missing: this benchmark needs the data; set DIXIT_DATA to its folder, or give --data.")
    return path


def lines_of(path):
    """The objects of a JSON Lines file."""
    with open(needed(path), encoding="utf8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read(dixit, articles, predictions=None):
    """What dixit finds in articles that have `id` and `text`, by id: of nothing but their texts, or as a file of predictions says."""
    if predictions:
        return {a["id"]: a for a in lines_of(predictions)}
    if not dixit.is_file():
        sys.exit(f"{Path(sys.argv[0]).stem}: {dixit} is missing: build it with `make build`, or name it with --dixit.")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        file.write_text("".join(json.dumps({"id": a["id"], "text": a["text"]}) + "\n" for a in articles), encoding="utf8")
        done = subprocess.run([str(dixit), "read", "-q", "-f", "jsonl", str(file)], capture_output=True, encoding="utf8")
    if done.returncode != 0:
        sys.exit(f"{Path(sys.argv[0]).stem}: {dixit} ended with status {done.returncode}; mend that first:\n{done.stderr}")
    return {a["id"]: a for a in map(json.loads, done.stdout.splitlines())}


def nothing(article):
    """What stands for an article that was not read."""
    return {"id": article["id"], "text": article["text"], "statements": [], "entities": []}


def bounds(span):
    return (span["start"], span["end"]) if isinstance(span, dict) else tuple(span[:2])


def spans(statement, role):
    """A role's spans as [(start, end)], in order."""
    return sorted(bounds(s) for s in statement.get(role) or [])


def extent(statement):
    """(start, end) of all of a statement."""
    every = [s for role in ROLES for s in spans(statement, role)]
    return min(a for a, _ in every), max(b for _, b in every)


def stripped(text, span):
    a, b = span
    while a < b and text[a] in STRIPPED:
        a += 1
    while b > a and text[b - 1] in STRIPPED:
        b -= 1
    return (a, b) if a < b else span


def characters(text, statement, role):
    """The set of a role's characters, without the marks at its ends; marks between two pieces join them."""
    merged = []
    for a, b in (stripped(text, s) for s in spans(statement, role)):
        if merged and not text[merged[-1][1]:a].strip(STRIPPED):
            merged[-1] = (merged[-1][0], b)
        else:
            merged.append((a, b))
    return {i for a, b in merged for i in range(a, b)}


def overlap(a, b):
    """Intersection over union; 1 of two empty sets."""
    return len(a & b) / len(a | b) if a or b else 1.0


def partners(text, gold, found):
    """(number in gold: number in found) where cues overlap or, where gold has none, half of the contents is shared, one to one, the
    largest overlap of all three roles first; and by number in gold whether source and content share at least half of their characters."""
    sides = [[{role: characters(text, s, role) for role in ROLES} for s in side] for side in (gold, found)]
    is_pair = lambda g, f: g["cue"] & f["cue"] if g["cue"] else overlap(g["content"], f["content"]) >= .5
    pairs = [(sum(overlap(g[r], f[r]) for r in ROLES), -i, -j) for i, g in enumerate(sides[0]) for j, f in enumerate(sides[1]) if is_pair(g, f)]
    partner, taken = {}, set()
    for _, i, j in sorted(pairs, reverse=True):
        if -i not in partner and -j not in taken:
            partner[-i] = -j
            taken.add(-j)
    right = {i: all(overlap(sides[0][i][r], sides[1][j][r]) >= .5 for r in ("source", "content")) for i, j in partner.items()}
    return partner, right


def with_cue(article, cue, keep=lambda statement: True):
    """Of an article's statements that `keep` accepts, the one whose cue shares most characters with the spans `cue`, or None."""
    wanted = {i for a, b in cue for i in range(a, b)}
    shared = lambda s: len(wanted & {i for a, b in spans(s, "cue") for i in range(a, b)})
    best = max((s for s in article["statements"] if keep(s)), key=shared, default=None)
    return best if best and shared(best) else None


def speaker_name(article, statement):
    """The name of the entity that a statement's speaker is, or None."""
    return next((e["name"] for e in article["entities"] if e["id"] == statement.get("speaker")), None)


def words_of_name(name):
    """"Hillary Clinton's" -> ["hillary", "clinton"]"""
    return WORD.findall(re.sub(r"['’]s?\b", "", (name or "").casefold()))


def same_name(a, b, strict=False):
    """Whether two names have the same words; unless strict, also whether all words of one are in the other, as in Hillary Clinton, Clinton."""
    a, b = words_of_name(a), words_of_name(b)
    return bool(a and b) and (a == b if strict else set(a) <= set(b) or set(b) <= set(a))


def of(part, whole):
    """"12 of 40 (30.0 %)" """
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else f"{part} of {whole}"


def one_line(text):
    return re.sub(r"\s*\n\s*", " ¶ ", text)


def marked(text, span, before, after):
    """Text around a span, which stands between ⟦ and ⟧."""
    a, b = span
    left, right = text[max(0, a - before):a], text[b:b + after]
    return one_line(f"{'…' if a > before else ''}{left}⟦{text[a:b]}⟧{right}{'…' if b + after < len(text) else ''}")
