"""Which language a text is in, as an ISO 639-1 code."""

import io
import re

ENOUGH = 100
"""Letters below which the page's own word counts for more than what the text looks like."""
OFTEN = frozenset("the and that for with said from his has have who which they but not were are this will been their it by to".split())
"""Words that are often in English and no words of its neighbours."""
SHARE = 0.12
"""Of the words of a text, how many are those where it is surely English; of English prose some 18 in 100 are."""


def language_of(text, declared=None):
    """py3langid's judgement of the text's first part; what the page declares where there is too little of it.

    Its model takes half a second to load, which what is plainly English does not wait for.
    """
    if sum(map(str.isalpha, text[:400])) < ENOUGH:
        return declared
    words = re.findall(r"\w+", text[:4000].lower())
    if sum(word in OFTEN for word in words) > SHARE * len(words):
        return "en"
    import py3langid
    from py3langid import modelio

    modelio.tempfile = InMemory  # the worker writes no file, not even for a moment
    return py3langid.classify(text[:4000])[0]


class InMemory:
    """What stands for `tempfile` while the model is unpacked."""

    @staticmethod
    def TemporaryFile(**_):
        return io.BytesIO()
