#!/usr/bin/env python3
"""Prints what `dixit train` makes of what desks judge, before and after, on articles that were in no ledger.

usage: training.py --data FOLDER [--dixit FILE] [--model FILE] [--desk NAME]… [--swap]

A desk judges every other article of a marked set as the marks have it, by a rule of its own, the way a person would in the browser: what is marked is right, or
corrected where source, content or speaker are others; what is not is wrong; what was missed is added. `dixit train` makes a model of that, and `dixit eval` measures
both models on the other half (--swap: the halves change places).

as marked   the world's press (meaning/world-dev), as it is marked: there is little to learn
spoken      the same, but what somebody thinks or wants is no statement
flat        PolNeAR's dev articles, whose annotators marked nothing inside other statements
speakers    the 42 dev articles of PolNeAR whose speakers are marked (meaning/dev): speakers and acts
"""

import argparse
import http.cookiejar
import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Training"))
import gold_speakers  # noqa: E402

DESKS = {"as marked": "meaning/world-dev", "spoken": "meaning/world-dev", "flat": "polnear/dev", "speakers": "meaning/dev"}
ROLES = ("source", "cue", "content")


def articles(desk, data):
    """The articles of a desk, with what is a statement for it."""
    marked = [json.loads(line) for line in open(data / f"{DESKS[desk]}.jsonl", encoding="utf8")]
    for article in marked:
        article["statements"] = [s for s in article["statements"] if s["content"] and not (desk == "spoken" and s["act"] in ("think", "deed"))]
    return marked


class Desk:
    """Judges in the forms of `dixit serve`."""

    def __init__(self, dixit, model, ledger):
        self.process = subprocess.Popen([dixit, "serve", "--model", model, "--ledger", ledger, "--port", "0", "--by", "desk"],
                                        stdout=subprocess.PIPE, encoding="utf8")
        address = self.process.stdout.readline().strip()
        self.site = address.split("/?")[0]
        self.web = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.web.open(address).read()
        page = self.web.open(self.site + "/review").read().decode()
        self.form = re.search(r'name="form" value="([^"]+)"', page)[1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def judge(self, judgement, **fields):
        given = urllib.parse.urlencode({"form": self.form, "judgement": judgement, **fields}).encode()
        try:
            self.web.open(self.site + ("/review.json" if "statement" in fields else "/review"), given).read()
        except urllib.error.HTTPError as error:
            # Somebody of that name cannot be told from another one, or is no other than before.
            told = " ".join(re.sub("<[^>]+>", " ", error.read().decode()).split())
            if "speaker" not in fields:
                sys.exit(f"training: {judgement} {fields} was refused: {told[:300]}; mend that first.")
            del fields["speaker"]
            self.judge("fix" if len(fields) > 1 else "right", **fields)

    def judge_article(self, number, line, marked):
        """Judges a whole article: one found statement after the other, then what was missed."""
        found = [dict(s, **{role: [[x["start"], x["end"]] for x in s[role]] for role in ROLES}) for s in line["statements"]]
        partners = gold_speakers.partners(marked["statements"], found)
        right = {at: marked["statements"][i] for i, at in partners.items()}
        entities = {entity["id"]: entity for entity in line["entities"]}
        for at, statement in enumerate(found):
            of = f"s{number}.{statement['id']}"
            if at not in right:
                self.judge("wrong", statement=of)
            elif correction := self.correction(statement, right[at], entities, line["text"]):
                self.judge("fix", statement=of, **correction)
            if at in right and right[at].get("act", "deed") != "deed":
                self.judge("mark", statement=of, layer="act", value=right[at]["act"])
        for i, statement in enumerate(marked["statements"]):
            if i not in partners:
                self.judge("missed", article=number, **{role: written(statement[role]) for role in ROLES if statement[role]})
        self.judge("all", article=number)

    @staticmethod
    def correction(statement, marked, entities, text):
        """What is to be corrected: source and content that share less than half with the marked ones, and another speaker whom the article has."""
        fields = {role: written(marked[role]) for role in ("source", "content") if shared(marked[role], statement[role]) < .5}
        if "who" not in marked:
            return fields
        words = " ".join(text[a:b] for a, b in marked["source"])

        def is_right(entity):
            if entity is None:
                return gold_speakers.is_right(marked, words, None, False, None, [])
            named = any(m.get("form", "name") == "name" for m in entity["mentions"])
            return gold_speakers.is_right(marked, words, entity["name"], named, entity.get("kind"), [m["text"] for m in entity["mentions"]])

        if not is_right(entities.get(statement.get("speaker"))):
            speaker = next((entity["name"] for entity in entities.values() if is_right(entity)), None)
            if speaker or is_right(None):
                fields["speaker"] = speaker or "none"
        return fields


def written(spans):
    return ",".join(f"{a}-{b}" for a, b in spans) or "none"


def shared(a, b):
    a, b = ({c for x, y in spans for c in range(x, y)} for spans in (a, b))
    return len(a & b) / len(a | b) if a | b else 1


def measured(dixit, model, held, marks):
    """The figures of a model on articles, in per cent: of statements, and where they are marked of speakers and acts."""
    def figures(*options):
        return json.loads(subprocess.run([dixit, "eval", "--quiet", "--json", "--model", model, *options, held], capture_output=True, check=True).stdout)

    of = figures()["statement"]
    shown = {f"statement {name}": 100 * of[letter] for name, letter in (("P", "p"), ("R", "r"), ("F1", "f"))}
    if marks:
        of = figures("--marks")
        shown |= {name: 100 * of[name] for name in ("speaker", "act")}
    return shown


def show(desk, judged, held, given, folder):
    """Judges, trains and measures: a row for each figure."""
    for name, some in (("judged", judged), ("held", held)):
        Path(folder, f"{name}.jsonl").write_text("".join(json.dumps(article) + "\n" for article in some), encoding="utf8")
    ledger, model = str(folder / "news.sqlite"), str(folder / "desk.model")
    texts = "".join(json.dumps({k: a[k] for k in ("id", "title", "text", "published") if a.get(k)}) + "\n" for a in judged)
    subprocess.run([given.dixit, "add", "--quiet", "--model", given.model, "--ledger", ledger, "-"], input=texts, encoding="utf8", check=True, stdout=subprocess.DEVNULL)
    export = subprocess.run([given.dixit, "export", "--ledger", ledger], capture_output=True, check=True).stdout.splitlines()
    marked = {article["id"]: article for article in judged}
    with Desk(given.dixit, given.model, ledger) as at_work:
        for number, line in enumerate(map(json.loads, export), 1):
            at_work.judge_article(number, line, marked[line["id"]])
    began = time.perf_counter()
    trained = subprocess.run([given.dixit, "train", "--model", given.model, "--ledger", ledger, "--output", model], capture_output=True, encoding="utf8")
    print(f"\n## {desk}: {len(judged)} articles judged, {len(held)} held back ({time.perf_counter() - began:.0f} s)\n")
    print("\n".join("    " + line for line in trained.stderr.splitlines()[:1] + trained.stdout.splitlines() if line and folder.name not in line))
    if trained.returncode:
        print("\nno model")
        return
    marks = all("who" in statement for article in held for statement in article["statements"])
    before, after = (measured(given.dixit, which, str(folder / "held.jsonl"), marks) for which in (given.model, model))
    print(f"\n{'held back':<22}{'before':>8}{'after':>8}")
    for name in before:
        print(f"{name:<22}{before[name]:>8.1f}{after[name]:>8.1f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--dixit", default=str(ROOT / ".build/release/dixit"))
    parser.add_argument("--model", default=str(ROOT / "Models/reader.model"))
    parser.add_argument("--desk", action="append", choices=DESKS)
    parser.add_argument("--swap", action="store_true")
    given = parser.parse_args()
    for desk in given.desk or DESKS:
        marked = articles(desk, given.data)
        judged, held = marked[given.swap::2], marked[not given.swap::2]
        with tempfile.TemporaryDirectory() as folder:
            show(desk, judged, held, given, Path(folder))


if __name__ == "__main__":
    main()
