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
import forms
import limits
import strangers
from dates import iso, order_among
from fault import Fault, mib
from headlines import line
from unpacking import decoded, unpacked

NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def feed(data, url=None, charset=None, encoding=None, contents=False):
    """The items of a feed: {"kind", "title", "items": [{"url", "id", "title", "published", "updated", "author"}], "left out"}.

    - contents: whether the articles that the feed itself holds are wanted: items get "text", "language" and "credit" too, None where there is none, and dates that may be two
      as they stand; lists of feeds and sitemaps, which hold no articles, are refused.

    Of OPML the items are feeds, of a sitemap index sitemaps: "kind" says so. The "url" of an item without an address is None, and its id that of the feed
    with its own behind it.
    """
    if len(data) > limits.PAGE:
        raise Fault(f"the feed is longer than {mib(limits.PAGE)}", "poll a shorter one")
    data = unpacked(data, encoding)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = re.sub(rb"^\s*<\?xml[^>]*\?>", b"", decoded(data)[0].encode())
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"{":
        kind, title, own, items = json_feed(data, charset)
    elif start == b"<":
        root = xml_root(data)
        name = etree.QName(root).localname.lower() if root is not None else ""
        if name == "opml":
            kind, title, own, items = "opml", root.findtext(".//head/title"), None, opml(root)
        elif name in ("urlset", "sitemapindex"):
            kind, title, own, items = name, None, None, sitemap(root)
        else:
            kind, title, own, items = syndicated(data, url, charset)
    else:
        raise Fault("it is no feed", "give the address of an RSS, Atom or JSON feed, an OPML file or a sitemap")
    if contents and kind in ("opml", "urlset", "sitemapindex"):
        raise Fault(*(forms.OPML if kind == "opml" else forms.SITEMAP))
    shared = {name for name, count in Counter(item.get("id") for item in items if item.get("id")).items() if count > 1}
    items = [{**item, "id": None} if item.get("id") in shared else item for item in items]  # what several have tells none apart
    order = order_among(item.get(name) for item in items for name in ("published", "updated"))
    whole = [finished(item, url or own, own or url, contents, order) for item in items[: limits.FEED_ITEMS]]
    return {"kind": kind, "title": line(title), "items": whole, "left out": max(0, len(items) - limits.FEED_ITEMS)}


def xml_root(data):
    parser = strangers.parser(recover=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def finished(item, base, own, contents, order):
    """An item with its address made whole and its dates as ISO 8601; its address is None where it has none.

    - own: the feed's address, in which its items' ids count.
    - order: what comes first in its dates, day or month.
    """
    given = item.get("url")
    address = whole_address(base, given) if isinstance(given, str) and given.strip() else None
    name = line(item.get("id"))
    held = body.held(item.get("body")) if contents else {}
    return {
        **held, "url": address, "id": (name or address) if address else name and own and f"{own}#{name}", "title": line(item.get("title")),
        "published": day_of(item.get("published"), order, may_be_two=contents), "updated": day_of(item.get("updated"), order), "author": line(item.get("author")),
    }


def whole_address(base, given):
    """An address of the web, made whole; None where it is none."""
    try:
        address = urljoin(base or "", given.strip())
        return address if urlsplit(address).scheme in ("http", "https") and len(address) < 2000 else None
    except ValueError:
        return None


def day_of(given, order, may_be_two=False):
    """A date of a feed as ISO 8601; None where it is none.

    - may_be_two: whether one that may be one of two days is given as it stands; else it is none.
    """
    moment = iso(given, order) if isinstance(given, str) else None
    return moment if moment and (may_be_two or moment[:4].isdigit()) else None


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
    is_atom = found.version.startswith("atom")  # elsewhere feedparser calls what Dublin Core calls the date, which is when it was published, updated
    items = [entry_of(entry, is_atom) for entry in found.entries[: limits.FEED_ITEMS + 1]]
    items += [{}] * (beyond + max(0, len(found.entries) - len(items)))
    links = [link.get("href") for link in sorted(found.feed.get("links") or [], key=lambda link: link.get("rel") != "self")]
    return found.version or "feed", found.feed.get("title"), next(filter(None, links), None), items


def entry_of(entry, is_atom):
    """What an entry of feedparser's says. Where it has no link, feedparser takes its id for one, which it is if it is an address."""
    link, published, updated = entry.get("link"), entry.get("published"), entry["updated"] if "updated" in entry else None
    names = list(dict.fromkeys(person["name"] for person in entry.get("authors") or [] if person.get("name")))
    if len(names) < 2 and "@" in (entry.get("author") or ""):  # which feedparser parts by a guess
        names = [ADDRESS.sub("", entry["author"]).strip(" \t()<>,")]
    return {
        "url": link if entry.get("links") or re.match("https?://", link or "") else None, "id": entry.get("id"), "title": entry.get("title"),
        "published": published if is_atom else published or updated, "updated": updated if is_atom or published else None, "author": ", ".join(names) or entry.get("author"),
        "body": max((content.get("value") or "" for content in entry.get("content") or []), key=len, default=entry.get("summary")),
    }


ADDRESS = re.compile(r"\S+@[^\s<>()]+")

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
        items.append({"url": entry.get("url") or entry.get("external_url"), "id": entry.get("id"), "title": entry.get("title"), "published": entry.get("date_published"), "updated": entry.get("date_modified"), "author": ", ".join(names), "body": entry.get("content_html") or entry.get("content_text")})
    return "json", whole.get("title"), next((text for text in map(line, (whole.get("feed_url"), whole.get("home_page_url"))) if text), None), items


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
        items.append({"url": words.get("loc"), "title": about.get("title"), "published": about.get("publication_date"), "updated": words.get("lastmod")})
    return items
