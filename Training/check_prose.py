"""Compares what Swift and Python see of texts: ids, offsets, features, windows.

    python Training/check_prose.py [--command "dixit model pieces"] [--tokenizer FOLDER] [FILE ...]

FILE is JSON Lines with `text` or `sentence`, or a JSON object of objects with `articleBody`; by default all of the shared data. The command
gets a JSON Lines file and must print `WordPiece.describe` of each text, a line each. Exit status 1 where anything differs.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from fixtures import describe
from prose import load_tokenizer

ROOT = Path(__file__).parents[1]
FILES = ["polnear/train.jsonl", "polnear/dev.jsonl", "gum/train.jsonl", "gum/dev.jsonl", "newsmtsc/train.jsonl",
         "newsmtsc/dev.jsonl", "pages/ground-truth.json"]
PARTS = ["ids", "offsets", "words", "windows", "owners"]


def texts_of(path):
    if path.suffix == ".json":
        return [page["articleBody"] for page in json.loads(path.read_text("utf8")).values()]
    rows = [json.loads(line) for line in path.open(encoding="utf8")]
    return [row["text"] if "text" in row else row["sentence"] for row in rows]


def seen_by_swift(command, texts):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
        for text in texts:
            file.write(json.dumps({"text": text}) + "\n")
        file.flush()
        done = subprocess.run(shlex.split(command) + [file.name], stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def compare(tokenizer, command, path):
    texts = texts_of(path)
    swift = seen_by_swift(command, texts)
    if len(swift) != len(texts):
        sys.exit(f"{command} printed {len(swift)} lines for the {len(texts)} texts of {path}.")
    equal, pieces, words = 0, 0, 0
    for i, (text, seen) in enumerate(zip(texts, swift)):
        expected = describe(tokenizer, text)
        pieces += len(expected["ids"])
        words += len(expected["words"])
        wrong = [part for part in PARTS if expected[part] != seen[part]]
        equal += not wrong
        for part in wrong[:1]:
            pairs = zip(expected[part], seen[part])
            at = next((k for k, (a, b) in enumerate(pairs) if a != b), min(len(expected[part]), len(seen[part])))
            print(f"{path}, text {i}: {part} differ from {at} on: {expected[part][at:at + 3]} {seen[part][at:at + 3]}: {text[:60]!r}")
    print(f"{path}: {equal} of {len(texts)} texts equal ({words} words, {pieces} pieces)")
    return equal == len(texts)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", default=f"{ROOT}/.build/release/dixit model pieces")
    parser.add_argument("--tokenizer", default=ROOT / ".setup/base")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    data = Path(os.environ.get("DIXIT_DATA", ROOT / "../shared/data"))
    tokenizer = load_tokenizer(options.tokenizer)
    results = [compare(tokenizer, options.command, path) for path in options.files or [data / name for name in FILES]]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
