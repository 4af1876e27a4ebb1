"""A feed's bytes -> its items: RSS and Atom by feedparser, JSON Feed, OPML, sitemaps and news sitemaps.

Some feeds hold whole articles; where that is asked for, an item gets them as "text".
"""

import json
import re
from collections import Counter
from urllib.parse import urljoin, urlsplit

import feedparser
from lxml import etree

import body
import discovery
import limits
from dates import iso
from fault import Fault, mib
from page import line
from unpacking import decoded, unpacked

NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def feed(data, url=None, charset=None, encoding=None, contents=False):
    """The items of a feed: {"kind", "title", "items": [{"url", "id", "title", "published", "author"}], "left out"}.

    - contents: whether items get "text", "language" and "credit" too: those of an article that the feed itself holds, else None.

    Of OPML the items are feeds, of a sitemap index sitemaps: "kind" says so. Items without an address are left out.
    """
    if len(data) > limits.PAGE:
        raise Fault(f"the feed is longer than {mib(limits.PAGE)}", "poll a shorter one")
    data = unpacked(data, encoding)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = re.sub(rb"^\s*<\?xml[^>]*\?>", b"", decoded(data)[0].encode())
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"{":
        kind, title, items = json_feed(data, charset)
    elif start == b"<":
        root = xml_root(data)
        name = etree.QName(root).localname.lower() if root is not None else ""
        if name == "opml":
            kind, title, items = "opml", root.findtext(".//head/title"), opml(root)
        elif name in ("urlset", "sitemapindex"):
            kind, title, items = name, None, sitemap(root)
        else:
            kind, title, items = syndicated(data, url, charset)
    else:
        raise Fault("it is no feed", "give the address of an RSS, Atom or JSON feed, an OPML file or a sitemap")
    shared = {name for name, count in Counter(item.get("id") for item in items if item.get("id")).items() if count > 1}
    items = [{**item, "id": None} if item.get("id") in shared else item for item in items]  # what several have tells none apart
    whole = [finished(item, url, contents) for item in items[: limits.FEED_ITEMS]]
    whole = [item for item in whole if item]
    return {"kind": kind, "title": line(title), "items": whole, "left out": max(0, len(items) - limits.FEED_ITEMS)}


def xml_root(data):
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def finished(item, base, contents):
    """An item with its address made whole and its date as ISO 8601; None where it has no address."""
    try:
        address = urljoin(base or "", (item.get("url") or "").strip())
        fine = urlsplit(address).scheme in ("http", "https") and len(address) < 2000
    except (ValueError, AttributeError, TypeError):
        fine = False
    if not fine:
        return None
    date = item.get("published")
    held = body.held(item.get("body")) if contents else {}
    return {
        **held, "url": address, "id": line(item.get("id")) or address, "title": line(item.get("title")),
        "published": moment if isinstance(date, str) and (moment := iso(date)) and moment[:4].isdigit() else None, "author": line(item.get("author")),
    }


def syndicated(data, url, charset):
    headers = {"content-type": f"text/xml; charset={charset}"} if charset else {}
    if url:
        headers["content-location"] = url
    data, beyond = cut(data)
    found = feedparser.parse(data, response_headers=headers, sanitize_html=False)
    if not found.version and not found.entries:
        if named := discovery.feeds(data, url, charset):
            raise Fault("it is a page, not a feed", "give the address of a feed that it names: " + ", ".join(named))
        raise Fault("it is no feed", "give the address of an RSS, Atom or JSON feed, an OPML file or a sitemap")
    items = [
        {"url": e.get("link"), "id": e.get("id"), "title": e.get("title"), "published": e.get("published") or e.get("updated"), "author": ", ".join(dict.fromkeys(a["name"] for a in e.get("authors") or [] if a.get("name"))) or e.get("author"),
            "body": max((c.get("value") or "" for c in e.get("content") or []), key=len, default=e.get("summary"))}
        for e in found.entries[: limits.FEED_ITEMS + 1]
    ]
    items += [{}] * (beyond + max(0, len(found.entries) - len(items)))
    return found.version or "feed", found.feed.get("title"), items


OPENINGS = re.compile(rb"<(?:[a-zA-Z]\w{0,20}:)?(?:item|entry)[\s>]")


def cut(data):
    """A feed up to the last item that counts, and how many come behind it: parsing a great many takes long."""
    places = [opening.start() for opening in OPENINGS.finditer(data)]
    if len(places) <= limits.FEED_ITEMS:
        return data, 0
    return data[: places[limits.FEED_ITEMS]], len(places) - limits.FEED_ITEMS


def json_feed(data, charset):
    try:
        whole = json.loads(decoded(data, charset)[0], strict=False)
    except (ValueError, RecursionError):
        raise Fault("it is JSON that cannot be read", "give the address of a JSON feed") from None
    entries = whole.get("items") if isinstance(whole, dict) else None
    if not isinstance(entries, list):
        raise Fault("it is JSON, but no JSON feed", "give the address of a JSON feed")
    items = []
    for entry in entries:
        entry = entry if isinstance(entry, dict) else {}
        people = entry.get("authors") if isinstance(entry.get("authors"), list) else [entry.get("author")]
        names = [p["name"] for p in people if isinstance(p, dict) and isinstance(p.get("name"), str)]
        items.append({"url": entry.get("url") or entry.get("external_url"), "id": entry.get("id"), "title": entry.get("title"), "published": entry.get("date_published"), "author": ", ".join(names), "body": entry.get("content_html") or entry.get("content_text")})
    return "json", whole.get("title"), items


def opml(root):
    return [{"url": o.get("xmlUrl"), "title": o.get("title") or o.get("text")} for o in root.iter("outline") if o.get("xmlUrl")]


def sitemap(root):
    items = []
    for entry in root:
        if not isinstance(entry.tag, str):
            continue
        words = {etree.QName(child).localname: child.text for child in entry if isinstance(child.tag, str)}
        news = entry.find(NEWS + "news")
        about = {etree.QName(child).localname: child.text for child in news if isinstance(child.tag, str)} if news is not None else {}
        items.append({"url": words.get("loc"), "title": about.get("title"), "published": about.get("publication_date") or words.get("lastmod")})
    return items
