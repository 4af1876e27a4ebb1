"""Lines of a page, and whether two of them are the same headline."""

import re
from html import unescape

from dates import letters

TAGS = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)|</?[a-zA-Z][^<>]*>|<!--.*?(?:-->|$)", re.I | re.S)


def line(text, limit=1000):
    """Text on one line without tags; None where nothing is left."""
    text = TAGS.sub(" ", unescape(text)) if isinstance(text, str) else ""
    text = " ".join(text.split())[:limit]
    return text or None


def meta(tree, name):
    """The content of the first meta element of that name or property."""
    found = tree.xpath("//meta[@property=$name or @name=$name or @itemprop=$name]/@content", name=name)
    return next((value for value in map(line, found) if value), None)


def title_element(tree):
    """What the page is called in its head; a picture's title is not."""
    return next((text for text in (line(title.text) for title in tree.xpath("//title[not(ancestor::svg)]")) if text), None)


def shown(tree):
    """What may be the headline of the page's article: its first headings and what its head calls it."""
    headings = tree.xpath("//h1")[:5] or tree.xpath("//h2")[:5]
    found = [line("".join(heading.itertext())) for heading in headings] + [title_element(tree), meta(tree, "og:title"), meta(tree, "twitter:title")]
    return [text for text in found if text]


def same(heading, text):
    """Whether two are the same headline, one of them cut or with something added."""
    one, other = letters(heading), letters(text)
    return one == other != "" or len(one) > 8 and (one in other and len(one) > 0.5 * len(other) or other in one and len(other) > 0.5 * len(one))


def alike(heading, text):
    """Whether two may be headlines of one article, one for readers and one for search engines: two words of four letters or more, and a third of the shorter one's, are in both."""
    one, other = (set(re.findall(r"\w{4,}", words.lower())) for words in (heading, text))
    both = len(one & other)
    return same(heading, text) or both >= 2 and both >= min(len(one), len(other)) / 3
