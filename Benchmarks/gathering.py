#!/usr/bin/env python3
"""Prints how many kinds of fault that people reported of other programs `dixit` gathers rightly.

usage: gathering.py [--dixit FILE] [--data FOLDER] [--wrong]

The inputs stand beside the data, in `../cases/gathering`, and `../cases/gathering.md` lists the 64 kinds, which this file asks for one by one
(`gathering_cases.py`): of those that files alone show, all files go through one `dixit gather`; feeds are served on 127.0.0.1 and watched; what concerns the
ledger is asked of a ledger that is made for it. A kind is right where all its inputs are. `--wrong` says what is missing.
"""

import argparse
import functools
import http.server
import json
import os
import subprocess
import tempfile
import threading
from collections import defaultdict
from pathlib import Path

from gathering_cases import CASES

ROOT = Path(__file__).resolve().parent.parent
PORT = 28417
"""The port that the feeds among the inputs name."""


class Gathered:
    """What `dixit` makes of the inputs; each thing is asked for once."""

    def __init__(self, dixit, folder):
        self.dixit, self.folder = str(dixit), folder
        self.scratch = Path(tempfile.mkdtemp(prefix="dixit-gathering-"))

    def run(self, *arguments, **options):
        return subprocess.run([self.dixit, *map(str, arguments)], capture_output=True, text=True, errors="replace", cwd=self.folder, **options)

    @functools.cached_property
    def everything(self):
        """(articles by file, what was said by file) of one `dixit gather` over all files."""
        names = sorted(path.name for path in self.folder.iterdir() if path.is_file())
        done = self.run("gather", "--language", "any", *names)
        articles, said = defaultdict(list), defaultdict(list)
        for line in done.stdout.splitlines():
            article = json.loads(line)
            articles[article["path"]].append(article)
        for line in done.stderr.splitlines():
            for name in names:
                if line.startswith((f"dixit: {name}:", f"dixit: {name},", f"dixit: warning: {name}", f"dixit: note: {name}")):
                    said[name].append(line)
        return articles, said

    def file(self, name):
        """A file of the inputs, as text."""
        return (self.folder / name).read_text(encoding="utf-8", errors="replace")

    def articles(self, name):
        return self.everything[0][name]

    def said(self, name):
        return "\n".join(self.everything[1][name])

    def one(self, name):
        """The one article of a file; an empty one where there is none, or more."""
        found = self.articles(name)
        return found[0] if len(found) == 1 else {"text": ""}

    @functools.cached_property
    def paragraphs(self):
        """The paragraphs that most of the inputs share."""
        return self.file("t06_utf8_bom.txt").lstrip("\ufeff").strip().split("\n\n")[1:]

    def whole(self, name):
        """Whether a file gives one article that holds the shared paragraphs and nothing else but its headline."""
        return [text for text in self.one(name)["text"].strip().split("\n\n") if len(text) > 40] == self.paragraphs

    def ledger(self, *names, **options):
        """A ledger of some files, and what `dixit add` says."""
        path = self.scratch / ("-".join(names)[:60].replace("/", "_") + ".sqlite")
        done = self.run("add", "--ledger", path, *names, **options)
        return path, done.stderr

    def find(self, ledger, *words):
        return self.run("find", "--ledger", ledger, "-f", "jsonl", *words).stdout.splitlines()

    @functools.cached_property
    def watched(self):
        """The articles that come of watching all feeds, by address, as `dixit export` writes them; and what was said."""
        handler = functools.partial(Quiet, directory=str(self.folder / "site"))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", PORT), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        path, said = self.scratch / "watched.sqlite", ""
        for feed in sorted((self.folder / "site").glob("f*")):
            said += self.run("watch", "add", "--ledger", path, "--allow-private", f"http://127.0.0.1:{PORT}/{feed.name}").stderr
        said += self.run("watch", "run", "--once", "--ledger", path, "--allow-private").stderr
        server.shutdown()
        lines = self.run("export", "-f", "jsonl", "--ledger", path).stdout.splitlines()
        return {article.get("url"): article for article in map(json.loads, lines) if "text" in article}, said


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dixit", default=ROOT / ".build/release/dixit", type=Path)
    parser.add_argument("--data", default=os.environ.get("DIXIT_DATA", ROOT.parent / "shared/data"), type=Path)
    parser.add_argument("--wrong", action="store_true", help="say of each kind that is not right what is missing")
    args = parser.parse_args()
    inputs = args.data.resolve().parent / "cases/gathering"
    for place, remedy in ((args.dixit, "build it, or name it with --dixit"), (inputs, "name the folder of data that it stands beside with --data")):
        if not place.exists():
            parser.exit(1, f"gathering.py: there is no {place}; {remedy}\n")
    gathered = Gathered(args.dixit.resolve(), inputs)
    right, wrong = 0, []
    for number, kind, check in CASES:
        missing = [what for what, holds in check(gathered) if not holds]
        right += not missing
        if missing:
            wrong.append(f"{number}  {kind}: {'; '.join(missing)}")
    print(f"right on {right} of {len(CASES)} kinds")
    if args.wrong:
        print("\n".join(wrong))


if __name__ == "__main__":
    main()
