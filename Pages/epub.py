"""An EPUB book -> its articles: each document of its reading order that holds text, as readers of news have them."""

import io
import posixpath
import re
import zipfile
from urllib.parse import unquote

from lxml import etree, html

import archived
import body
import dates
import limits
import strangers
from fault import Fault
from forms import record
from headlines import line
from unpacking import decoded

ENOUGH = 200
"""Letters of a document that is more than a cover, a heading or a list of contents."""


def articles(data):
    archive = archived.opened(data)
    try:
        package = parsed(archive.read("META-INF/container.xml")).xpath("//@full-path")[0]
        opf = parsed(archive.read(package))
        told = {name: line(" ".join(opf.xpath(f"//*[local-name()='metadata']/*[local-name()='{name}']//text()")[:1])) for name in ("title", "creator", "publisher", "date")}
        places = {item.get("id"): item.get("href") for item in opf.xpath("//*[local-name()='manifest']/*") if "nav" not in (item.get("properties") or "").split()}
        order = [places.get(item.get("idref")) for item in opf.xpath("//*[local-name()='spine']/*") if item.get("linear") != "no"]
        documents = [archive.read(posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(path.partition("#")[0])))) for path in order[: limits.FEED_ITEMS] if path]
    except (IndexError, zipfile.BadZipFile, *archived.DAMAGED):
        raise Fault("it is an EPUB book that is damaged", "save it again") from None
    day = dates.iso(told["date"]) if told["date"] else None
    return [article for article in (of_document(document, told, day) for document in documents) if article]


def parsed(data):
    return etree.parse(io.BytesIO(data), strangers.parser())


def of_document(data, told, day):
    """The article of one document; None where it holds none."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded(data)[0])
    try:
        tree = html.fromstring(text)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    heading = next((line("".join(found.itertext())) for found in tree.xpath("//h1 | //h2")[:1]), None)
    paragraphs = body.paragraphs(re.sub(r"(?is)^.*?<body[^>]*>|</body>.*$", "", text))
    if heading and paragraphs and paragraphs[0] == heading:
        paragraphs = paragraphs[1:]
    if sum(map(str.isalpha, "".join(paragraphs))) < ENOUGH:
        return None
    return record("\n\n".join(paragraphs), heading or line(tree.findtext(".//title")), outlet=told["publisher"] or told["title"], author=told["creator"], published=day)
