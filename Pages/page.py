"""A page's bytes -> its article: text, title, author, date, outlet, address, language, credit."""

import logging
import re
from urllib.parse import urljoin, urlsplit

import trafilatura
from trafilatura.metadata import extract_sitename

import continuation
import dates
import extraction
import limits
import noarticle
import people
import provenance
import published
import structured
from dates import letters
from fault import Fault, mib
from headlines import line, meta, same, shown, title_element
from languages import language_of
from structured import named
from unpacking import decoded, unpacked

logging.disable(logging.CRITICAL)

HEAD = 8 << 10
"""Characters of a page in which a comment may say who saved it."""

TOO_DEEP = "boolean(/" + "/*" * (limits.NESTING + 1) + ")"


def article(data, url=None, charset=None, encoding=None, explain=False, continues=False):
    """The article of a page, as a dictionary of what is known; see README.md for its members.

    - url: where the page was fetched from; charset and encoding: HTTP's, where it said so.
    - continues: whether it is a further page of an article.
    - explain: adds "left", what was left out, as (text, why).
    """
    if len(data) > limits.PAGE:
        raise Fault(f"the page is longer than {mib(limits.PAGE)}", "save the article's part of it")
    text, replaced = decoded(unpacked(data, encoding), charset)
    tree = parsed(text)
    about = metadata(tree, url, text[:HEAD])
    following = continuation.next_of(tree, url, continues)
    linked, links, left = about.pop("linked"), noarticle.Links(tree), []
    every = extraction.shown(tree) if explain else []
    paragraphs = extraction.paragraphs(tree, about["title"], about.pop("description"), left)
    paragraphs = extraction.of_data(linked, paragraphs) or paragraphs
    noarticle.refuse(paragraphs, text, links, about["title"])
    paragraphs = noarticle.without_asking(paragraphs, left)
    is_cut = noarticle.is_cut(linked, paragraphs, left)
    paragraphs, credit = provenance.split(paragraphs)
    paragraphs, signed = people.without_byline(paragraphs, left)
    about["author"] = about["author"] or signed
    body = UNSEEN.sub("", "\n\n".join(paragraphs))
    if len(body.encode()) > limits.ARTICLE:
        raise Fault(f"the article is longer than {mib(limits.ARTICLE)}", "split it into articles")
    language = language_of(body, about.pop("declared language"))
    more = {"left": left + extraction.passed(every, body, left)} if explain else {}
    remarks = [noarticle.CUT] * is_cut + dates.doubt(about["published"])
    return {**about, "language": language, "credit": credit, "cut": is_cut or None, "remarks": remarks, "replaced": replaced, "text": body, "next": following, **more}


UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphens and spaces without width, by which pages say where a word may be parted: no part of the word."""


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

def metadata(tree, url, head=""):
    """Title, author, date, outlet, address; what the page says in its structured data before what it shows.

    "guessed" names those of title, outlet and author that the page does not say in so many words.

    - head: the page's beginning as it came, where what saved a page leaves a comment.
    """
    saved_from, saved = saved_of(head)
    address = address_of(tree, url or saved_from)
    headlines = shown(tree)
    linked = structured.article(tree, headlines, address)
    site = named(linked.get("publisher")) or meta(tree, "og:site_name")
    outlet = site or extract_sitename(tree) or (urlsplit(address or "").hostname or "").removeprefix("www.")
    title = title_of(tree, linked, outlet)
    day, by, updated = published.dated(tree, linked, address, title, lambda name: structured.properties(tree, name, headlines))
    author = people.author_of(tree, linked, named)
    said = {"title": linked.get("headline") or meta(tree, "og:title"), "outlet": site, "author": named(linked.get("author")) or meta(tree, "author")}
    return {
        "title": title,
        "author": author,
        "published": day,
        "published_by": by,
        "updated": updated,
        "outlet": line(outlet),
        "url": address,
        "saved": saved,
        "guessed": [name for name, told in said.items() if not told],
        "description": meta(tree, "og:description") or meta(tree, "description"),
        "declared language": (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or meta(tree, "og:locale") or "")[:2].lower() or None,
        "linked": linked,
    }


SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url: (?P<url>\S+)\s+saved date: (?P<date>[^\n(]{10,60})", re.I)
SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(?P<url>\S+) -->")


def saved_of(head):
    """(address, moment) that a browser's extension, or a browser, wrote into a comment when it saved the page."""
    if found := SINGLE_FILE.search(head):
        moment = re.sub(r"\s+", " ", found["date"]).strip()
        return found["url"], dates.iso(re.sub(r"^\w{3} (\w{3}) (\d\d) (\d{4}) ([\d:]+) GMT([+-]\d{4})$", r"\2 \1 \3 \4 \5", moment))
    found = SAVED_FROM.search(head)
    return (found["url"], None) if found else (None, None)


APART = re.compile(r"\s+[|–—»:·-]+\s+")


def title_of(tree, linked, outlet):
    """The article's headline: a heading of the page that its own description repeats; else that description."""
    told = [line(linked.get("headline")), meta(tree, "og:title"), meta(tree, "twitter:title"), title_element(tree)]
    described = [without_outlet(text, outlet) for text in told if text]
    for cut in tree.xpath("//h1//br"):
        cut.tail = " " + (cut.tail or "")
    headings = [line("".join(h.xpath(".//text()[not(ancestor::script or ancestor::style)]"))) for h in tree.xpath("//h1")[:10]]
    headings = [h for h in headings if h and len(h) > 10]
    for heading in headings:
        if any(same(heading, text) for text in described):
            return heading
    lower = [line("".join(h.itertext())) for h in tree.xpath("//h2")[:10]]
    for heading in lower:  # where the site's name is the first heading
        if heading and len(heading.split()) >= 3 and any(is_part(heading, text) for text in told if text):
            return heading
    headlines = [h for h in headings if len(h.split()) >= 4 and not is_outlet(h, outlet) and h not in (title_element(tree) or "")]
    if len(headlines) == 1 or not described:
        return next(iter(headlines or headings), None)
    return described[0]


def is_part(heading, title):
    """Whether a heading is a part of a title, or some that follow each other: "Daily | Politics | Ferry to stop – says board"."""
    parts = APART.split(title)[:12]
    return letters(heading) in {letters("".join(parts[start:end])) for start in range(len(parts)) for end in range(start + 1, len(parts) + 1)}


def without_outlet(title, outlet):
    """A title without " | The Outlet" behind it."""
    parts = APART.split(title)
    while len(parts) > 1 and (is_outlet(parts[-1], outlet) or "|" in title and len(parts[-1]) < 30 and len(" ".join(parts[:-1])) > 30):
        title = title[: title.rindex(parts[-1])].rstrip().rstrip("|–—»:·-").rstrip()
        parts = parts[:-1]
    return title


def is_outlet(part, outlet):
    one, other = letters(part), letters(outlet or "")
    return bool(one) and bool(other) and (one in other or other in one)


def address_of(tree, url):
    """The page's address as it gives it itself, where that is one; else where it came from."""
    given = tree.xpath('//link[@rel="canonical"]/@href')[:1] + [meta(tree, "og:url"), url]
    base = next(iter(tree.xpath("//base/@href")), None) or url
    for candidate in given:
        try:
            absolute = urljoin(base or "", (candidate or "").strip())
            parts = urlsplit(absolute)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname and (parts.path.strip("/") or parts.query or candidate is url) and len(absolute) < 2000:
            return absolute
    return None
