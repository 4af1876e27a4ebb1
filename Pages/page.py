"""A page's bytes -> its article: text, title, author, date, outlet, address, language, credit."""

import json
import logging
import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from urllib.parse import urljoin, urlsplit

import trafilatura
from htmldate import find_date

import extraction
import limits
import provenance
from fault import Fault, mib
from languages import language_of
from unpacking import decoded, unpacked

logging.disable(logging.CRITICAL)

TOO_DEEP = "boolean(/" + "/*" * (limits.NESTING + 1) + ")"


def article(data, url=None, charset=None, encoding=None):
    """The article of a page, as a dictionary of what is known; see README.md for its members.

    - url: where the page was fetched from; charset and encoding: HTTP's, where it said so.
    """
    if len(data) > limits.PAGE:
        raise Fault(f"the page is longer than {mib(limits.PAGE)}", "save the article's part of it")
    text, replaced = decoded(unpacked(data, encoding), charset)
    tree = parsed(text)
    about = metadata(tree, url)
    paragraphs = extraction.paragraphs(tree, about["title"], about.pop("description"))
    paragraphs, credit = provenance.split(paragraphs)
    body = "\n\n".join(paragraphs)
    if not body:
        raise Fault("the page holds no article that could be found", "save its text as plain text, or leave it out", empty=True)
    if len(body.encode()) > limits.ARTICLE:
        raise Fault(f"the article is longer than {mib(limits.ARTICLE)}", "split it into articles")
    language = language_of(body, about.pop("declared language"))
    return {**about, "language": language, "credit": credit, "replaced": replaced, "text": body}


def parsed(text):
    """The tree of a page, within the limits of nesting and size."""
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", text)
    if not re.search(r"<[a-zA-Z!]", text):
        raise Fault("it holds no HTML", "check what was saved under this name; plain text is named .txt")
    tags = RAW.sub(r"\1>", text)
    refuse_depth(tags)
    refuse_attributes(tags)
    if not re.search(r"<html[\s>]", text[:20_000], re.I):
        text = f"<html><body>{text}</body></html>"
    tree = trafilatura.load_html(text)
    if tree is None or len(tree) == 0:
        raise Fault("it holds no HTML that can be read", "check what was saved under this name")
    count = 0
    for count, element in enumerate(tree.iter(), 1):
        if count > limits.ELEMENTS:
            raise Fault(f"the page has more than {limits.ELEMENTS} elements", "save the article's part of it")
        if len(element) > limits.CHILDREN:
            raise Fault(f"an element of the page holds more than {limits.CHILDREN} others", "save the article's part of it")
    if tree.xpath(TOO_DEEP):
        raise too_deep()
    return tree


RAW = re.compile(r"<!--.*?(?:-->|\Z)|(<(script|style)\b(?:[^>\"']|\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))*+)(?:>.*?(?:</\2\b|\Z)|\Z)", re.I | re.S)
"""Comments, and what scripts and styles hold, where "a<b" is no tag; their own tags count."""
NEVER_CLOSED = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li", "option", "td", "tr", "th", "dt", "dd", "script", "style"}


def refuse_depth(text):
    """Refuses a page of tags that are opened and never closed before a parser sees it: some parsers recurse.

    A rough count: tags that HTML closes by itself do not count; eight times the limit is surely beyond it.
    """
    depth = 0
    for tag in re.finditer(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})", text):
        if tag[2].lower() not in NEVER_CLOSED:
            depth += -1 if tag[1] else 1
            if depth > 8 * limits.NESTING:
                raise too_deep()
            depth = max(depth, 0)


LONG_TAG = re.compile(rf"<[a-zA-Z](?:[^>\"']|\"[^\"]*+(?:\"|$)|'[^']*+(?:'|$)){{{2 * limits.ATTRIBUTES},}}+")
QUOTED = re.compile(r"\"[^\"]*+(?:\"|$)|'[^']*+(?:'|$)")


def refuse_attributes(text):
    """Refuses a tag of very many attributes before a parser sees it. Values in quotation marks may be long, pictures for example."""
    for tag in LONG_TAG.finditer(text):
        if len(re.findall(r"[^\s=/]+\s*+(?:=\s*+[^\s=/]*+)?+", QUOTED.sub("x", tag[0]))) > limits.ATTRIBUTES + 1:
            raise Fault(f"an element of the page has more than {limits.ATTRIBUTES} attributes", "save the article's part of it")


def too_deep():
    return Fault(f"its elements are nested more than {limits.NESTING} deep", "save the article's part of it")


# What the page says about its article

def metadata(tree, url):
    """Title, author, date, outlet, address; a page's own JSON-LD and meta elements before what trafilatura guesses."""
    linked = json_ld(tree)
    address = address_of(tree, url)
    try:
        guess = trafilatura.extract_metadata(tree, address, {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"})
    except Exception:  # a guess: any fault inside it only means that there is none
        guess = None
    outlet = named(linked.get("publisher")) or meta(tree, "og:site_name") or (guess and guess.sitename) or (urlsplit(address or "").hostname or "").removeprefix("www.")
    return {
        "title": title_of(tree, linked, outlet, guess and guess.title),
        "author": authors(linked) or (guess and guess.author and guess.author.replace("; ", ", ")) or None,
        "published": published(tree, linked, address),
        "outlet": line(outlet),
        "url": address,
        "description": meta(tree, "og:description") or meta(tree, "description"),
        "declared language": (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or meta(tree, "og:locale") or "")[:2].lower() or None,
    }


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


ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Posting|Report|Review|ClaimReview|WebPage)$")


def json_ld(tree):
    """The first description of an article in the page's JSON-LD, pages coming last; empty where there is none."""
    best = {}
    for script in tree.xpath('//script[@type="application/ld+json"]'):
        source = script.text or ""
        if len(source) > limits.JSON_LD:
            continue
        try:
            stack = [(json.loads(source.strip().rstrip(";"), strict=False), 0)]
        except (ValueError, RecursionError):
            continue
        while stack:
            value, depth = stack.pop(0)
            if isinstance(value, list) and depth < 8:
                stack += [(item, depth + 1) for item in value[:200]]
            elif isinstance(value, dict) and depth < 8:
                kinds = value.get("@type")
                kinds = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(kind, str) and ARTICLE_TYPES.search(kind) for kind in kinds):
                    if "WebPage" not in kinds:
                        return value
                    best = best or value
                stack += [(value[key], depth + 1) for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value]
    return best


def named(value):
    """The name of a person or organisation in JSON-LD: a string, an object or a list of them."""
    if isinstance(value, list):
        names = [name for name in map(named, value[:20]) if name]
        return ", ".join(dict.fromkeys(names)) or None
    if isinstance(value, dict):
        value = value.get("name")
        return named(value) if not isinstance(value, dict) else None
    return line(value) if isinstance(value, str) and not value.startswith("http") else None


def authors(linked):
    return named(linked.get("author")) or named(linked.get("creator"))


def title_of(tree, linked, outlet, guess):
    """The article's headline: a heading of the page that its own description repeats; else that description."""
    described = [line(linked.get("headline")), meta(tree, "og:title"), meta(tree, "twitter:title"), line(tree.findtext(".//title")), guess]
    described = [without_outlet(text, outlet) for text in described if text]
    headings = [line("".join(h.xpath(".//text()[not(ancestor::script or ancestor::style)]"))) for h in tree.xpath("//h1")[:10]]
    headings = [h for h in headings if h and len(h) > 10]
    for heading in headings:
        if any(same(heading, text) for text in described):
            return heading
    headlines = [h for h in headings if len(h.split()) >= 4 and not is_outlet(h, outlet) and h not in (line(tree.findtext(".//title")) or "")]
    if len(headlines) == 1 or not described:
        return next(iter(headlines or headings), None)
    return described[0]


def same(heading, text):
    """Whether two are the same headline, one of them cut or with something added."""
    one, other = re.sub(r"\W+", "", heading).lower(), re.sub(r"\W+", "", text).lower()
    return len(one) > 8 and (one == other or one in other and len(one) > 0.5 * len(other) or other in one and len(other) > 0.5 * len(one))


def without_outlet(title, outlet):
    """A title without " | The Outlet" behind it."""
    parts = re.split(r"\s+[|–—»:·-]+\s+", title)
    while len(parts) > 1 and (is_outlet(parts[-1], outlet) or "|" in title and len(parts[-1]) < 30 and len(" ".join(parts[:-1])) > 30):
        title = title[: title.rindex(parts[-1])].rstrip().rstrip("|–—»:·-").rstrip()
        parts = parts[:-1]
    return title


def is_outlet(part, outlet):
    one, other = re.sub(r"\W+", "", part).lower(), re.sub(r"\W+", "", outlet or "").lower()
    return bool(one) and bool(other) and (one in other or other in one)


def address_of(tree, url):
    """The page's address as it gives it itself, where that is one; else where it came from."""
    given = tree.xpath('//link[@rel="canonical"]/@href')[:1] + [meta(tree, "og:url"), url]
    for candidate in given:
        try:
            absolute = urljoin(url or "", (candidate or "").strip())
            parts = urlsplit(absolute)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname and (parts.path.strip("/") or parts.query or candidate is url) and len(absolute) < 2000:
            return absolute
    return None


# Dates

DATE_NAMES = ["article:published_time", "og:article:published_time", "datePublished", "og:published_time", "parsely-pub-date", "sailthru.date", "publish-date", "publish_date",
    "publication_date", "pubdate", "DC.date.issued", "dc.date", "dcterms.created", "dcterms.date", "date", "cXenseParse:recs:publishtime", "article.published", "published_time"]


def published(tree, linked, url):
    """When it was published, as ISO 8601: with time and zone where the page gives them; None where it says nothing."""
    given = [meta(tree, DATE_NAMES[0]), linked.get("datePublished")] + [meta(tree, name) for name in DATE_NAMES[1:]]
    given += tree.xpath('//*[@itemprop="datePublished"]/@datetime')[:1] + tree.xpath("//time[@pubdate]/@datetime")[:1]
    given += tree.xpath("(//article//time | //header//time)/@datetime")[:1] + [linked.get("dateCreated")]
    moments = [moment for moment in (iso(value) for value in given if isinstance(value, str)) if moment]
    if moments:
        return next((moment for moment in moments if zoned(moment) and same_day(moment, moments[0])), moments[0])
    try:
        return find_date(tree, url=url, original_date=True, extensive_search=True, outputformat="%Y-%m-%d")
    except Exception:  # htmldate guesses; any fault inside it only means that there is no guess
        return None


def zoned(moment):
    return "T" in moment and datetime.fromisoformat(moment).tzinfo is not None


def same_day(one, other):
    """Whether two moments may be the same one: a zone moves one by less than a day."""
    days = [datetime.fromisoformat(moment[:10]) for moment in (one, other)]
    return abs(days[0] - days[1]) <= timedelta(days=1)


def iso(value):
    """A date as ISO 8601, its zone kept; None where it is none, or none of the web's time."""
    value = value.strip()[:60]
    for read in (datetime.fromisoformat, mailed, loosely):
        try:
            moment = read(value)
        except (ValueError, TypeError, OverflowError, IndexError, AttributeError):
            continue
        if moment is None or not 1990 <= moment.year <= datetime.now().year + 1:
            return None
        if re.fullmatch(r"\d{4}-?\d\d-?\d\d", value) or (not re.search(r"\d:\d\d|T\d", value)):
            return moment.date().isoformat()
        return moment.replace(microsecond=0).isoformat()
    return None


def mailed(value):
    """The dates of mail and RSS, "Sat, 03 Apr 2021 21:30:00 +0530"; Python's reader takes others too, and gets them wrong."""
    if not re.match(r"(?:\w{3}, *)?\d{1,2} \w{3} \d{4} \d\d:\d\d(?::\d\d)? \S+$", value):
        raise ValueError(value)
    return parsedate_to_datetime(value)


ZONES = {name: hours * 3600 for name, hours in {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3}.items()}
"""Names of zones that mean one thing in news in English and its neighbours; of others, such as IST, the zone stays unknown."""


def loosely(value):
    """Dates in words: "November 19, 2019 8:44 pm"; a number alone, or one without a year, is none."""
    import warnings

    from dateutil import parser

    warnings.simplefilter("ignore")
    if not re.search(r"(?:19|20)\d\d", value) or value.isdigit() and len(value) != 8:
        raise ValueError(value)
    return parser.parse(value, tzinfos=ZONES)
