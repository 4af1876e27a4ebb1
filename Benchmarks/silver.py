"""Names for the sources of PolNeAR's statements, by the machine-made ("silver") names and coreference that come with the corpus.

They were made by Stanford CoreNLP, and are no truth: names are right about nine times in ten, coreference less often.
"""

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "Training"))

import lexicon
from reading import needed

KINDS = ("PERSON", "ORGANIZATION", "LOCATION")
HE, THEY, WE = "he or she", "they or it", "I or we"
PRONOUNS = {word: group for group, persons in ((HE, ("he", "she")), (THEY, ("they", "it")), (WE, ("i", "we"))) for word in lexicon.words("pronouns", *persons)}
PERSONAL = {w for w, group in PRONOUNS.items() if group == HE} | lexicon.words("pronouns", "i")  # only a person can be meant

# What may follow the name that is the core of a mention: "Rendell, who …", "Scott (D-Va.)", "Sanders of Vermont".
CONTINUES = {",", "(", "-lrb-", "-", "–", "—", "who", "whom", "whose", "which", "of", "from", "himself", "herself", "itself"}
# Parts of speech that may stand before it: "the nominee, Donald Trump", "Trump's wife Melania".
PRECEDES = {"DT", "JJ", "JJS", "NN", "NNS", "NNP", "NNPS", "POS", "PRP$", "CD", "VBN", ",", ".", ":", "``", "''"}
TITLES = lexicon.words("titles") | lexicon.words("parties")


class Silver:
    """The names of one article's clusters.

        silver = Silver(article["text"], silver_of("polnear/dev.silver.jsonl.gz")[article["id"]])
        silver.meant_by((120, 122))  # the pronoun's span -> "Hillary Clinton", or None
    """

    def __init__(self, text, record):
        self.text = text
        self.tokens = sorted((a, b, tag) for a, b, tag in record["tokens"])
        self.entities = [(a, b, kind) for a, b, kind in record["entities"] if kind in KINDS]
        self.clusters = [[tuple(m) for m in c] for c in record["clusters"]]

    def cluster_of(self, span):
        return next((c for c in self.clusters if tuple(span) in c), None)

    def meant_by(self, pronoun):
        """The name of the cluster that holds a pronoun's span."""
        cluster = self.cluster_of(pronoun)
        person = self.text[slice(*pronoun)].lower() in PERSONAL
        return cluster and self.name(cluster, ("PERSON",) if person else KINDS)

    def name(self, cluster, kinds=KINDS):
        """The longest name that is the core of one of the mentions: of most words, then most frequent, then first."""
        found = Counter(name for m in cluster if (name := self.core(m, kinds)))
        return max(found, key=lambda n: (len(n.split()), found[n]), default=None)

    def core(self, mention, kinds=KINDS):
        """The name that a mention is, or that stands for all of it; None in "Trump's campaign" and "friends of Trump"."""
        inside = [t for t in self.tokens if mention[0] <= t[0] and t[1] <= mention[1]]
        while inside and (inside[-1][2] == "POS" or self.text[inside[-1][0]:inside[-1][1]] in (",", ".", "'s", "’s")):
            inside.pop()
        names = [e for e in self.entities if mention[0] <= e[0] and e[1] <= mention[1]]
        name = next((n for n in names if self.describes(n, inside, names) and self.adds(n, inside, names)), None)
        return self.untitled(name) if name and name[2] in kinds else None

    def describes(self, name, tokens, names):
        """Whether what stands before a name in its mention, if anything, only describes it: "Secretary of State Hillary Clinton"."""
        before = [t for t in tokens if t[1] <= name[0]]
        if not before:
            return True
        # Where another name stands just before the comma, the mention is a list or a place in a place.
        if before[-1][2] in ("IN", "TO", "CC") or before[-1][2] == "," and len(before) > 1 and any(e[1] == before[-2][1] for e in names):
            return False
        return all(t[2] in PRECEDES or self.word(t) == "of" and k > 0 and before[k - 1][2] == "NNP" for k, t in enumerate(before))

    def adds(self, name, tokens, names):
        """Whether what stands behind a name in its mention, if anything, only adds to it: "Rendell, who …", but no list of names."""
        after = [t for t in tokens if t[0] >= name[1]]
        if not after:
            return True
        listed = self.word(after[0]) == "," and len(after) > 1 and any(e[0] == after[1][0] and e[2] == name[2] != "LOCATION" for e in names)
        return self.word(after[0]) in CONTINUES and not listed

    def untitled(self, name):
        words = self.text[name[0]:name[1]].split()
        while len(words) > 1 and words[0].lower().rstrip(".") in TITLES:
            words.pop(0)
        return " ".join(words)

    def word(self, token):
        return self.text[token[0]:token[1]].lower()


def silver_of(path):
    """The silver records of a file, by article id."""
    with gzip.open(needed(path), "rt", encoding="utf8") as lines:
        return {a["id"]: a for a in map(json.loads, lines)}


def pronoun_source(text, statement):
    """The span of a statement's source where that is one personal pronoun of the third or first person, else None."""
    source = statement.get("source") or []
    if len(source) != 1:
        return None
    span = (source[0]["start"], source[0]["end"]) if isinstance(source[0], dict) else tuple(source[0])
    return span if text[slice(*span)].lower() in PRONOUNS else None
