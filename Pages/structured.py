"""What a page says of its article in structured data, JSON-LD and microdata.

Pages describe comments, other stories and themselves there too. An item is the article's where its address is the page's, or its headline is one that the page shows.
"""

import json
import re
from urllib.parse import urlsplit

import limits
from headlines import alike, line, same

ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Posting|Report|Review|ClaimReview|WebPage)$")
UNNAMED = re.compile(r"(?:Article|BlogPosting|Report)$")
"""Kinds of item that are the article where the page describes one alone and gives it no headline."""
WHOSE = 20
"""Items that are looked at."""
PROSE = 80
"""Letters of a paragraph that is surely an article's."""


def article(tree, shown, address):
    """The description of the page's article in its JSON-LD; of a page that describes something else its publisher alone.

    - shown: the headlines that the page shows.
    """
    described = items(tree)
    own = next((value for is_own in (is_named, is_likely) for value in described[:WHOSE] if is_own(value, shown, address)), None)
    alone = sum("WebPage" not in kinds_of(value) for value in described) <= 1  # those of pages stand last
    if own is None and described and (not shown or alone and not headline_of(described[0]) and UNNAMED.search(" ".join(kinds_of(described[0])))):
        own = described[0]
    if own is None:
        return {"publisher": value["publisher"]} if (value := next((value for value in described if "publisher" in value), None)) else {}
    return {key: value for key, value in own.items() if key != "dateCreated"} if "WebPage" in kinds_of(own) else own


def is_named(value, shown, address):
    """Whether an item has a headline that the page shows, or the page's address."""
    page = value.get("mainEntityOfPage")
    given = [value.get("url"), value.get("@id"), *(page.get(name) if isinstance(page, dict) else page for name in ("@id", "url"))]
    return any(same(headline_of(value), text) for text in shown) or (place := place_of(address)) is not None and place in map(place_of, given)


def is_likely(value, shown, address):
    return any(alike(headline_of(value), text) for text in shown)


def headline_of(value):
    return line(value.get("headline")) or line(value.get("name")) or ""


def place_of(address):
    """What of an address tells one page of a site from another; None for its front page, and where it is none."""
    try:
        parts = urlsplit(address.strip()) if isinstance(address, str) else None
    except ValueError:
        return None
    path = parts.path.rstrip("/") if parts else ""
    return ((parts.hostname or "").removeprefix("www."), path) if path and parts.hostname else None


def kinds_of(value):
    kinds = value.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def items(tree):
    """The descriptions of articles in the page's JSON-LD, those of pages last; people and publishers are what stands elsewhere under their "@id"."""
    described, pages, known = [], [], {}
    for script in tree.xpath('//script[@type="application/ld+json"]'):
        source = script.text or ""
        if len(source) > limits.JSON_LD:
            continue
        stack = [(parsed(source), 0)]
        while stack:
            value, depth = stack.pop(0)
            if isinstance(value, list) and depth < 8:
                stack += [(item, depth + 1) for item in value[:200]]
            elif isinstance(value, dict) and depth < 8:
                if isinstance(value.get("@id"), str) and "name" in value:
                    known.setdefault(value["@id"], value)
                kinds = kinds_of(value)
                if any(ARTICLE_TYPES.search(kind) for kind in kinds):
                    (pages if "WebPage" in kinds else described).append(value)
                stack += [(value[key], depth + 1) for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value]
    return [resolved(value, known) for value in described + pages]


def resolved(value, known):
    def whole(part):
        if isinstance(part, list):
            return [whole(one) for one in part[:20]]
        return known.get(part["@id"], part) if isinstance(part, dict) and "name" not in part and isinstance(part.get("@id"), str) else part

    return value | {key: whole(value[key]) for key in ("author", "creator", "publisher") if key in value}


def parsed(source):
    """The value of a block of JSON, without what pages put around it and behind its last members; None where it is none."""
    source = re.sub(r"^\s*(?://)?\s*(?:<!\[CDATA\[|<!--)|(?://)?\s*(?:\]\]>|-->)\s*$", "", source).strip().rstrip(";")
    for text in (source, re.sub(r",(\s*[}\]])", r"\1", source)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def named(value):
    """The name of a person or organisation in JSON-LD: a string, an object or a list of them."""
    if isinstance(value, list):
        names = [name for name in map(named, value[:20]) if name]
        return ", ".join(dict.fromkeys(names)) or None
    if isinstance(value, dict):
        value = value.get("name")
        return named(value) if not isinstance(value, dict) else None
    return line(value) if isinstance(value, str) and not value.startswith("http") else None


# Microdata

AROUND = re.compile(r"/(?:Person|\w*Organization|Blog|WebSite|ImageObject)$")
"""Kinds of item that are not published on a day; what tells one there is meant for the item around."""


def properties(tree, name, shown):
    """The values of a property of the page's article in microdata, in the order of the page."""
    found = (element for element in tree.xpath("//*[@itemprop=$name]", name=name)[:WHOSE] if is_of_article(element, shown))
    return [element.get("content") or element.get("datetime") or " ".join("".join(element.itertext()).split()) for element in found]


def is_of_article(element, shown):
    """Whether the item that an element tells of is the page's article: it is called so, or has no name at all. What is in no item counts as the article's."""
    scopes = [holder for holder in element.iterancestors() if holder.get("itemscope") is not None and not AROUND.search(holder.get("itemtype") or "")]
    if not scopes:
        return True
    scope = scopes[0]
    is_article = not scope.get("itemtype") or ARTICLE_TYPES.search(scope.get("itemtype")) is not None
    headings = [line("".join(heading.itertext()) or heading.get("content")) for heading in headings_of(scope)]
    if not shown or not any(headings):
        return is_article
    return any(alike(heading, text) if is_article else same(heading, text) for heading in headings if heading for text in shown)


def headings_of(scope):
    """The headings of an item; those below a paragraph of it divide its text."""
    called = 'itemprop="headline"' if ARTICLE_TYPES.search(scope.get("itemtype") or "Article") else 'itemprop="headline" or @itemprop="name"'
    found = scope.xpath(f".//h1 | .//h2 | .//h3 | .//*[@{called}]")[:WHOSE]
    first = next((paragraph for paragraph in scope.iter("p") if len("".join(paragraph.itertext())) >= PROSE), None)
    if first is None:
        return found
    order = {element: place for place, element in enumerate(scope.iter("p", "h2", "h3"))}
    return [heading for heading in found if heading.tag not in ("h2", "h3") or order[heading] < order[first]]
