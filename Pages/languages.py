"""Which language a text is in, as an ISO 639-1 code."""

ENOUGH = 100
"""Letters below which the page's own word counts for more than what the text looks like."""


def language_of(text, declared=None):
    """py3langid's judgement of the text's first part; what the page declares where there is too little of it."""
    if sum(map(str.isalpha, text[:400])) < ENOUGH:
        return declared
    import py3langid

    return py3langid.classify(text[:4000])[0]
