"""A page -> the feeds that it names, for whoever gave the address of a page where a feed was wanted."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

from unpacking import decoded

HEAD = 256 << 10
"""Characters of a page in which feeds are looked for."""

MOST = 3
"""Feeds that are named."""

TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
LINK = re.compile(r"<link\b([^<>]{1,2000})>", re.I)
ATTRIBUTE = re.compile(r"""([a-zA-Z:-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


def feeds(data, url=None, charset=None):
    """The addresses of the feeds that a page names in its links (rel="alternate"), the first ones."""
    found = []
    for link in LINK.finditer(decoded(data, charset)[0][:HEAD]):
        about = {m[1].lower(): unescape(m[2] or m[3] or m[4] or "") for m in ATTRIBUTE.finditer(link[1])}
        if "alternate" not in about.get("rel", "").lower().split() or about.get("type", "").strip().lower() not in TYPES:
            continue
        try:
            address = urljoin(url or "", about.get("href", "").strip())
            fine = urlsplit(address).scheme in ("http", "https") and len(address) < 500 and not re.search(r"\s", address)
        except ValueError:
            continue
        if fine and address != url and address not in found:
            found.append(address)
    return found[:MOST]
