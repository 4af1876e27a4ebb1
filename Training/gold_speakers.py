"""Whose a statement is by the gold marks, and whether an entity of an article is that one."""

import re

import lexicon

DETERMINERS = lexicon.words("determiners") | lexicon.words("indefinites")
PREPOSITIONS = lexicon.words("prepositions")
EMPTY = DETERMINERS | PREPOSITIONS | {"and", "or", "who", "whose", "which", "other", "u", "s", "us"}
TITLES = lexicon.words("titles") | {"rev", "ex"}
PRONOUNS = lexicon.words("pronouns")
# With one of these a name is another's: "the Korvin campaign", "Korvin Jr.", "Korvin's lawyer".
ANOTHERS = lexicon.words("generations") | lexicon.words("relations") | lexicon.words("spokespeople") | set(
    "campaign foundation administration office team supporters aides adviser advisers organization organisation family government ministry party lawyers ally allies staff "
    "tower university".split())


def words(name):
    return re.findall(r"[\w&]+", re.sub(r"[’']s\b", "", (name or "").lower()).replace(".", ""))


def core(name):
    """What of a name tells: without titles and small words, or all of it where nothing else is left."""
    all_of_it = words(name)
    return [w for w in all_of_it if w not in TITLES and w not in EMPTY] or all_of_it


def initials(name):
    return "".join(w[0] for w in re.findall(r"[A-Za-z]\w*", name or "") if w[0].isupper() or w.lower() not in EMPTY).upper()


def same(a, b):
    """Whether two names can be one's: all words of one are in the other, or one is the other's initials."""
    x, y = set(core(a)), set(core(b))
    if x and y and (x <= y or y <= x) and not (x ^ y) & ANOTHERS:
        return True
    for short, whole in ((a, b), (b, a)):
        letters = re.sub(r"[^A-Za-z]", "", re.sub(r"^(the|The)\s+", "", short or ""))
        if 1 < len(letters) < 7 and letters.isupper() and initials(whole).endswith(letters):
            return True
    return False


def is_right(gold, source, name, named, kind, called):
    """Whether an entity is whose the gold statement is; `called`: its names and descriptions; `name` None for nobody."""
    who = gold["who"]
    if who == "-" or gold["n"] == "none":
        return name is None
    if name is None:
        return False
    if not who.startswith("?"):
        each = [x for x in who.split(" + ") if not x.startswith("?")]
        return same(each[0], name) if len(each) == 1 else all(core(x)[-1] in words(name) for x in each)
    own = set(core(name)).union(*(core(x) for x in called))
    return (not named or kind == "group") and bool((set(core(who[1:])) | set(core(source))) & own)


def kind_of(gold, source):
    """How the source names it: named, described, by a pronoun, or not at all."""
    own = words(source)
    if not own:
        return "missing"
    if len(own) == 1 and own[0] in PRONOUNS:
        return "pronoun"
    who = gold["who"]
    if gold["n"] == "named" and not who.startswith("?") and any(same(x, source) or set(core(x)) & set(core(source)) for x in who.split(" + ")):
        return "named"
    return "described"


def characters(spans):
    return {c for a, b in spans for c in range(a, b)}


def partners(gold, found):
    """For each gold statement that has one the found one whose cue overlaps its own (where it has no cue: half of its content), one to one,
    the largest overlap of all roles first."""
    sides = [[[characters(s[role] or []) for role in ("source", "cue", "content")] for s in side] for side in (gold, found)]
    share = lambda a, b: len(a & b) / len(a | b) if a | b else 1.0
    some = []
    for i, g in enumerate(sides[0]):
        for j, f in enumerate(sides[1]):
            if (g[1] & f[1]) if g[1] else share(g[2], f[2]) >= 0.5:
                some.append((-sum(map(share, g, f)), i, j))
    taken, pairs = set(), {}
    for _, i, j in sorted(some):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs
