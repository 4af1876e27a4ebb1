"""Statements inside the contents of others, made by putting sentences of PolNeAR into somebody's mouth: “The mayor has denied the charge,” said
Senator …. The sentence's own statements, which people annotated, then lie inside a content, where they annotated none; who says the
sentence is a source of another article. Together with the silver ones (`nested.py`) they teach what a statement inside another looks like.
"""

import random
import re

import lexicon

SHARE = 0.35  # of the sentences that can be wrapped
WORDS = range(5, 45)  # of such a sentence
QUOTED = re.compile("[\"“”«»„‘]|(?<!\\w)'|’(?!\\w)")
DOUBLE_IN = str.maketrans({"“": "‘", "”": "’"})
PROPER = ("NNP", "NNPS")
LINKING = {word.capitalize() for word in lexicon.words("conjunctions", "linking")}
SOURCE = re.compile(r"(?:[A-Z]|the [a-z])[^\n\"“”]{2,80}(?<![’']s)\Z")

# {0} is the sentence, {1} who says it; between bars the cue.
DIRECT = ("{q}{0},{e} {1} |said|.", "{q}{0},{e} |said| {1}.", "{1} |said|: {q}{0}.{e}", "{1} |said|, {q}{0}.{e}", "{q}{0},{e} {1} |told| reporters on Tuesday.",
          "{q}{0},{e} {1} |added|.", "{1} |told| CNN on Sunday, {q}{0}.{e}", "{q}{0},{e} {1} |wrote| in a letter.", "{q}{0},{e} {1} |told| a crowd here.")
INDIRECT = ("{1} |said| {t}{0}.", "{1} |says| {t}{0}.", "{1} |told| reporters {t}{0}.", "{1} |argued| that {0}.", "{1} |wrote| that {0}.", "{1} |noted| that {0}.",
            "{1} |has said| that {0}.", "|According to| {1}, {0}.", "{1} |acknowledged| that {0}.", "{1} |insisted| that {0}.", "{1} |denied| that {0}.", "{1} |did not say| that {0}.")
TRAILING = ("{0}, {1} |said|.", "{0}, |according to| {1}.", "{0}, {1} |told| reporters.")


def inside(statement, start, end):
    return all(start <= a and b <= end for role in ("source", "cue", "content") for a, b in statement[role])


def touches(statement, start, end):
    return any(a < end and start < b for role in ("source", "cue", "content") for a, b in statement[role])


def moved(statement, by):
    return {role: [[a + by, b + by] for a, b in statement[role]] for role in ("source", "cue", "content")}


def sources_of(articles):
    """Who can say a sentence: sources that tell by themselves who they are, as they stand in the articles."""
    found = {a["text"][x:y] for a in articles for s in a["statements"] for x, y in s["source"][:1]}
    return sorted(t for t in found if SOURCE.match(t) and len(t.split()) < 9 and t.split()[0] not in ("He", "She", "It", "They", "We", "I", "You", "That", "This"))


def candidates(article, silver):
    """Sentences that can be wrapped: (start, end without the full stop), and the statements inside."""
    text = article["text"]
    out = []
    for start, end in silver["sentences"]:
        sentence = text[start:end]
        if " — " in sentence[:50] or not sentence.endswith(".") or "\n" in sentence or len(sentence.split()) not in WORDS or not sentence[0].isupper():
            continue
        touching = [s for s in article["statements"] if touches(s, start, end)]
        plain = not QUOTED.search(sentence)
        if plain or (sentence.count("“") == sentence.count("”") > 0 and not QUOTED.search(re.sub("[“”]", "", sentence))):
            if all(inside(s, start, end - 1) for s in touching) and (touching or chance_of(sentence) < 0.3):
                out.append((start, end - 1, touching, plain))
    return out


def chance_of(text):
    """0 to 1, the same in every run."""
    return random.Random(text).random()


def lowered(sentence, start, silver):
    """The sentence as it stands behind "that"."""
    first = next((t for t in silver["tokens"] if t[0] == start), None)
    proper = first is None or first[2] in PROPER or sentence.split()[0] in ("I", "I’m", "I'm")
    return sentence if proper else sentence[0].lower() + sentence[1:]


def wrap(sentence, start, plain, silver, who, rng):
    """The text around a sentence, where in it the sentence stands, and the statement made."""
    straight = rng.random() < 0.3
    direct = rng.random() < 0.6 or sentence.split()[0].rstrip(",") in LINKING
    if direct:
        form, inner = rng.choice(DIRECT), sentence if plain else sentence.translate(DOUBLE_IN)
    elif rng.random() < 0.8:
        form, inner = rng.choice(INDIRECT), lowered(sentence, start, silver)
    else:
        form, inner = rng.choice(TRAILING), sentence
    that = "that " if rng.random() < 0.6 else ""
    open_mark, close_mark = ('"', '"') if straight else ("“", "”")
    parts = re.split(r"(\{0\}|\{1\}|\|[^|]+\|)", form.replace("{q}", open_mark).replace("{e}", close_mark).replace("{t}", "\0"))
    out, places = "", {}
    for part in parts:
        if part == "{0}":
            places["content"] = [len(out), len(out) + len(inner)]
            out += inner
        elif part == "{1}":
            places["source"] = [len(out), len(out) + len(who)]
            out += who
        elif part.startswith("|"):
            places["cue"] = [len(out), len(out) + len(part) - 2]
            out += part[1:-1]
        else:
            out += part.replace("\0", that)
    at = places["content"][0]
    low, high = places["content"]
    if direct:
        low, high = low - 1, high + 2  # PolNeAR's contents take in the marks
    else:
        low -= 5 if out[:low].endswith("that ") else 0
    content = [low, high]
    if out[0].islower():
        out = out[0].upper() + out[1:]
    return out, at, {"source": [places["source"]], "cue": [places["cue"]], "content": [content]}


def wrapped(articles, silver, nested, seed):
    """Each article once more, some of its sentences put into the mouths of others: dictionaries with `text`, `statements`, `nested`."""
    rng = random.Random(seed)
    sources = sources_of(articles)
    made = []
    for article in articles:
        if article["id"] not in silver:
            continue
        mine = silver[article["id"]]
        chosen = [c for c in candidates(article, mine) if rng.random() < SHARE]
        if not chosen:
            continue
        text, out, at = article["text"], "", 0
        statements, inner = [], []
        moves = []  # (start, end, by, whether wrapped)
        for start, end, _, plain in chosen:
            if start < at:
                continue
            moves.append((at, start, len(out) - at, False))
            out += text[at:start]
            around, offset, statement = wrap(text[start:end], start, plain, mine, rng.choice(sources), rng)
            statements.append(moved(statement, len(out)))
            moves.append((start, end, len(out) + offset - start, True))
            out += around
            at = end + 1
        moves.append((at, len(text), len(out) - at, False))
        out += text[at:]
        # Between two moves nothing is lost but the full stop, so a statement that no wrapped sentence touches moves as a whole only
        # where all its words lie in one stretch.
        for group, kept in ((article["statements"], statements), (nested[article["id"]], inner)):
            for s in group:
                where = next(((by, is_wrapped) for a, b, by, is_wrapped in moves if inside(s, a, b)), None)
                if where:
                    (inner if where[1] else kept).append(moved(s, where[0]))
        made.append({"id": article["id"] + "+", "text": out, "statements": statements, "nested": inner})
    return made
