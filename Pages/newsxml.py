"""News as agencies send it in XML, NITF and NewsML-G2 -> its articles."""

from lxml import etree

import dates
import strangers
from fault import Fault
from forms import record


def articles(data):
    parser = strangers.parser(recover=True)
    try:
        tree = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        tree = None
    if tree is None:
        raise Fault("it is XML that is damaged", "fetch it again")
    items = tree.xpath("//*[local-name()='newsItem']") or tree.xpath("//*[local-name()='nitf']") or [tree]
    return [article for article in map(of_item, items) if article["text"]]


def first(item, *paths):
    """The first that says something, of paths of element names without their namespaces."""
    for path in paths:
        steps = "".join(f"//*[local-name()='{step}']" if not step.startswith("@") else f"/{step}" for step in path.split("/"))
        for found in item.xpath("." + steps)[:1]:
            text = " ".join((found if isinstance(found, str) else "".join(found.itertext())).split())
            if text:
                return text
    return None


def of_item(item):
    content = item.xpath(".//*[local-name()='body.content']") or item.xpath(".//*[local-name()='inlineXML']//*[local-name()='body']") or item.xpath(".//*[local-name()='contentSet']")
    paragraphs = [" ".join("".join(p.itertext()).split()) for p in (content[0].xpath(".//*[local-name()='p' or local-name()='hl2']") if content else [])]
    day = first(item, "date.issue/@norm", "contentCreated", "firstCreated", "versionCreated", "story.date/@norm")
    author = first(item, "byline/person", "byline", "by", "creator/name")
    return record("\n\n".join(text for text in paragraphs if text), first(item, "hl1", "headline", "title"), outlet=first(item, "doc.copyright/@holder", "copyrightHolder/name", "provider/name"),
        author=author.removeprefix("By ") if author else None, published=dates.iso(day) if day else None)
