"""A live blog's posts: the page shows the latest first, and says when each was written beside it.

In the text they stand as they came, each behind its time.
"""

import re
from datetime import datetime

from lxml import etree

POST = re.compile(r"(?:^|[\s_-])(?:live-?(?:blog)?-?(?:post|update|entry|block|event)|liveblog__?(?:post|entry)\w*|block--live\w*)(?=$|[\s_-])", re.I)
FEWEST = 3


def put_in_order(tree):
    """Puts the posts of a live blog in their order, in place, each with its time as its first paragraph."""
    posts = [element for element in tree.iter("div", "article", "li", "section") if POST.search(element.get("class") or "")]
    by_parent = {}
    for post in posts:
        moment = moment_of(post)
        if moment is not None:
            by_parent.setdefault(post.getparent(), []).append((moment, post))
    for parent, found in by_parent.items():
        if len(found) < FEWEST:
            continue
        places = [parent.index(post) for _, post in found]
        for moment, post in found:
            post.attrib.pop("class", None)
            time = next(post.iter("time"))
            shown = " ".join("".join(time.itertext()).split()) or f"{moment:%H:%M}"
            paragraph = etree.Element("p")
            paragraph.text = shown
            post.insert(0, paragraph)
            time.getparent().remove(time)
        ordered = [post for _, post in sorted(found, key=lambda one: one[0])]
        for post in ordered:
            parent.remove(post)
        for place, post in zip(sorted(places), ordered):
            parent.insert(place, post)


def moment_of(post):
    for time in post.iter("time"):
        try:
            return datetime.fromisoformat(time.get("datetime") or "").replace(tzinfo=None)
        except ValueError:
            continue
    return None
