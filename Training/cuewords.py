"""How often a word is part of a cue, counted in the training articles: what the reader's confidence knows of a statement's words.

usage: cuewords.py --base FOLDER --into Models

The network sees words in context and is unsure of cues that are rare; how often a word attributes is known better by counting. Writes `cues.txt`, a word and
its log odds a line, which `dixit model build` puts into the model file; and fits the calibration of the committed reader anew with it (`reader.json`: weights
and thresholds). `export.py` does both for a reader that it writes; this is for one that is there already.

In PolNeAR's articles, where statements inside others are not marked, only the words outside contents count; a place in the world's news, where all are, counts
four times. A word that was not seen often enough has the odds of any word, `UNSEEN`; names count as such words.
"""

import argparse
import json
import math
from collections import Counter
from pathlib import Path

from data import data_folder, load, marked_articles
from prose import CAPITAL, CAPS, load_tokenizer, read_prose

WORLD = 4  # times a place in the world's news counts
CUES, PLACES = 0.3, 6  # what is added to the counts of a word: seen never, it is part of a cue in one of twenty places
LEAST = 6  # places that a word must have, by its counts
TOLD = 0.5  # odds that are nearer to UNSEEN than this are not written
NAMES = 0.8  # a word with a capital in more than this share of its places is a name


def odds(cues, places):
    share = (cues + CUES) / (places + PLACES)
    return round(math.log(share / (1 - share)), 1)


UNSEEN = odds(0, 0)


def count(tokenizer, articles, weight, outside):
    """Places of each word in cues, anywhere, and with a capital, by the word in small letters."""
    cues, places, capitals = Counter(), Counter(), Counter()
    for article in articles:
        prose = read_prose(tokenizer, article["text"])
        roles = {role: bytearray(len(article["text"]) + 1) for role in ("cue", "content")}
        for statement in article["statements"]:
            for role, mark in roles.items():
                for a, b in statement[role]:
                    mark[a:b] = bytes([1]) * (b - a)
        for start, end, shape in zip(prose.start, prose.end, prose.shape):
            if outside and roles["content"][start] and not roles["cue"][start]:
                continue
            word = article["text"][start:end].lower()
            places[word] += weight
            cues[word] += weight * roles["cue"][start]
            capitals[word] += weight * (shape in (CAPITAL, CAPS))
    return cues, places, capitals


def counted(tokenizer):
    """The log odds of the colon and of each word that is no name and was seen often enough."""
    home = count(tokenizer, load("polnear/train.jsonl"), 1, True)
    world = count(tokenizer, marked_articles("world-train") + marked_articles("press-train"), WORLD, False)
    cues, places, capitals = (a + b for a, b in zip(home, world))
    is_word = lambda w: (w == ":" or any(c.isalpha() for c in w)) and places[w] >= LEAST and (capitals[w] <= NAMES * places[w] or 2 * cues[w] > places[w])
    found = {w: odds(cues[w], places[w]) for w in places if is_word(w)}
    return {w: x for w, x in found.items() if abs(x - UNSEEN) >= TOLD}


class CueWords:
    """The log odds of words; `Reading.CueWords` does the same."""

    def __init__(self, odds):
        self.odds = odds

    @staticmethod
    def read(folder):
        """Those of a folder of committed files, none where it has none."""
        path = Path(folder) / "cues.txt"
        lines = path.read_text(encoding="utf8").splitlines() if path.exists() else []
        return CueWords({word: float(x) for word, x in (line.split("\t") for line in lines)})

    def write(self, folder):
        lines = [f"{word}\t{x:.1f}\n" for word, x in sorted(self.odds.items())]
        (Path(folder) / "cues.txt").write_text("".join(lines), encoding="utf8")

    def of(self, prose, cue):
        """Those of the word of a cue, [first word, end), that has the highest."""
        return max(self.odds.get(prose.text[prose.start[w]:prose.end[w]].lower(), UNSEEN) for w in range(*cue))

    def mark(self, read):
        """Adds `word` to the statements of (article, statements) pairs."""
        for article, found in read:
            for s in found:
                s["word"] = self.of(article.prose, s["cue"])


def main():
    from export import calibrate, committed_reader
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True)
    parser.add_argument("--into", required=True, help="folder of the committed files")
    args = parser.parse_args()
    print(f"cue words: counting in {data_folder()}", flush=True)
    tokenizer = load_tokenizer(args.base)
    words = CueWords(counted(tokenizer))
    words.write(args.into)
    print(f"{len(words.odds)} words; calibrating", flush=True)
    path = Path(args.into) / "reader.json"
    card = json.loads(path.read_text(encoding="utf8"))
    calibrate(committed_reader(args.into, args.base), tokenizer, words, card)
    path.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
