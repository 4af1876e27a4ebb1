"""How often the head of a mention is guessed right (`mentions.head_of`), on GUM's gold mentions: names, then other phrases.

usage: python Training/check_heads.py [--without WORD,WORD,…]    with DIXIT_DATA

`--without` takes words out of the lexicon's prepositions and noun modifiers, to see what they are worth.
"""

import argparse
from collections import Counter

import mentions
from data import load
from prose import load_tokenizer, read_prose


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--base", default=".setup/base")
    options.add_argument("--without", default="", type=lambda words: set(words.split(",")))
    given = options.parse_args()
    mentions.STOPPERS -= given.without
    tokenizer = load_tokenizer(given.base)
    right = Counter()
    for article in load("gum/train.jsonl") + load("gum/dev.jsonl"):
        prose = read_prose(tokenizer, article["text"])
        for m in mentions.gold_mentions(article, prose):
            if m.level != mentions.PRONOUN and m.end - m.start > 1:
                right[m.level, mentions.head_of(prose, (m.start, m.end), []) == m.head] += 1
    for level, what in ((mentions.NAME, "names"), (mentions.NOMINAL, "other phrases")):
        of = right[level, True] + right[level, False]
        print(f"{what}: {100 * right[level, True] / of:.1f} % of {of}")


if __name__ == "__main__":
    main()
